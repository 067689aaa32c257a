// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/nearestword.h"

#include <algorithm>
#include <vector>

namespace topiq {

int editDistance(QStringView a, QStringView b)
{
    const auto width = static_cast<size_t>(b.size()) + 1;
    std::vector<int> beforeLast(width);
    std::vector<int> last(width);
    std::vector<int> row(width);
    for (size_t j = 0; j < width; ++j) {
        last[j] = static_cast<int>(j);
    }
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, last[at - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
            }
        }
        beforeLast.swap(last);
        last.swap(row);
    }
    return last.back();
}

QString nearestWord(const QString &word, const QStringList &candidates)
{
    // Names come from outside: a monster of a name is near to nothing, and comparing it would cost quadratic time.
    if (word.isEmpty() || word.size() > 100) {
        return {};
    }
    const QString wanted = word.toLower();
    QString best;
    int bestDistance = std::max<int>(2, static_cast<int>(wanted.size()) / 3) + 1;
    for (const QString &candidate : candidates) {
        int distance = editDistance(wanted, candidate);
        if (wanted.size() >= 3 && candidate.startsWith(wanted)) {
            distance = std::min(distance, 2);
        }
        if (distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}

} // namespace topiq
