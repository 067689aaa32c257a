// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/filters.h"

#include "engine/topicname.h"

#include <QTest>

#include <vector>

using namespace topiq;

namespace {

/// All filters and topics of up to three levels over a small alphabet: what is said about sets can be counted out.
std::vector<std::string> words(const std::vector<std::string> &levels, bool filters)
{
    std::vector<std::string> all;
    std::vector<std::string> last{""};
    for (int depth = 0; depth < 3; ++depth) {
        std::vector<std::string> longer;
        for (const std::string &head : last) {
            for (const std::string &level : levels)
                longer.push_back(depth == 0 ? level : head + '/' + level);
        }
        for (const std::string &word : longer) {
            if ((filters ? checkTopicFilter(word) : checkTopicName(word)) == NameFault::None)
                all.push_back(word);
        }
        last = longer;
    }
    return all;
}

} // namespace

class FiltersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void intersectionMatchesWhatBothMatch()
    {
        const auto filters = words({"a", "$x", "+", "#"}, true);
        const auto topics = words({"a", "b", "$x"}, false);
        QVERIFY(filters.size() > 50);
        for (const std::string &left : filters) {
            for (const std::string &right : filters) {
                const auto common = filterIntersection(left, right);
                if (common)
                    QVERIFY2(checkTopicFilter(*common) == NameFault::None, common->c_str());
                for (const std::string &topic : topics) {
                    const bool both = filterMatches(left, topic) && filterMatches(right, topic);
                    const bool found = common && filterMatches(*common, topic);
                    QVERIFY2(both == found, (left + " and " + right + " on " + topic).c_str());
                }
            }
        }
    }

    void coveringFilterMatchesAllThatTheOtherMatches()
    {
        const auto filters = words({"a", "$x", "+", "#"}, true);
        // One level more than the filters have, and names that none of them holds: so nothing is covered by chance.
        const auto topics = words({"a", "b", "c", "$x", "$y"}, false);
        for (const std::string &wide : filters) {
            for (const std::string &narrow : filters) {
                bool all = true;
                for (const std::string &topic : topics)
                    all = all && (!filterMatches(narrow, topic) || filterMatches(wide, topic));
                if (filterCovers(wide, narrow))
                    QVERIFY2(all, (wide + " covers " + narrow).c_str());
                else if (all && narrow.find('#') == std::string::npos) // deeper topics are not in the list
                    QFAIL((wide + " should cover " + narrow).c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(FiltersTest)
#include "filterstest.moc"
