// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/units.h"

#include <algorithm>
#include <array>
#include <limits>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

struct Unit {
    QLatin1StringView name;
    int shift;
};

constexpr std::array Units{
    Unit{"TiB"_L1, 40}, Unit{"GiB"_L1, 30}, Unit{"MiB"_L1, 20}, Unit{"KiB"_L1, 10}, Unit{"B"_L1, 0}};

} // namespace

std::optional<quint64> parseNumber(QStringView text)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), isDigit)) {
        return std::nullopt;
    }
    bool ok = false;
    const quint64 number = text.toULongLong(&ok, 10);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<quint64> parseSize(QStringView text)
{
    for (const Unit &unit : Units) {
        if (!text.endsWith(unit.name)) {
            continue;
        }
        const auto number = parseNumber(text.chopped(unit.name.size()).trimmed());
        if (!number || *number > (std::numeric_limits<quint64>::max() >> unit.shift)) {
            return std::nullopt;
        }
        return *number << unit.shift;
    }
    return parseNumber(text);
}

QString sizeText(quint64 bytes)
{
    for (const Unit &unit : Units) {
        if (unit.shift > 0 && bytes > 0 && (bytes & ((quint64(1) << unit.shift) - 1)) == 0) {
            return QString::number(bytes >> unit.shift) + unit.name;
        }
    }
    return QString::number(bytes);
}

} // namespace topiq
