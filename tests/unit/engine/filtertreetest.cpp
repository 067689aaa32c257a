// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/filtertree.h"
#include "randomnames.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <set>

using namespace topiq;

class FilterTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchEqualsBruteForce()
    {
        Random random(2);
        FilterTree<std::string> tree;
        std::set<std::string> filters;
        for (int i = 0; i < 10'000; ++i) {
            const std::string filter = randomFilter(random);
            tree.obtain(filter) = filter;
            filters.insert(filter);
        }
        QCOMPARE(tree.size(), filters.size());
        for (int i = 0; i < 500; ++i) {
            const std::string topic = randomTopic(random);
            std::vector<std::string> found;
            tree.match(topic, [&](const std::string &filter) { found.push_back(filter); });
            std::sort(found.begin(), found.end());
            std::vector<std::string> wanted;
            std::copy_if(filters.begin(), filters.end(), std::back_inserter(wanted),
                [&](const std::string &filter) { return slowlyMatches(filter, topic); });
            QCOMPARE(found, wanted);
        }
    }

    void erasingLeavesTheOthersAndInTheEndNothing()
    {
        Random random(3);
        FilterTree<std::string> tree;
        std::vector<std::string> filters;
        for (int i = 0; i < 3000; ++i) {
            filters.push_back(randomFilter(random));
            tree.obtain(filters.back()) = filters.back();
        }
        std::shuffle(filters.begin(), filters.end(), random);
        std::set<std::string> left(filters.begin(), filters.end());
        for (const std::string &filter : filters) {
            tree.erase(filter);
            left.erase(filter);
            QCOMPARE(tree.size(), left.size());
            QVERIFY(!tree.find(filter));
            if (!left.empty())
                QCOMPARE(*tree.find(*left.begin()), *left.begin());
        }
        for (int i = 0; i < 1000; ++i)
            tree.match(randomTopic(random), [](const std::string &) { QFAIL("something was left"); });
    }

    void erasingWhatIsNotThereChangesNothing()
    {
        FilterTree<int> tree;
        tree.obtain("a/+/c") = 1;
        for (const char *filter : {"a", "a/+", "a/#", "a/+/c/#", "#", "+", "b/+"})
            tree.erase(filter);
        QCOMPARE(tree.size(), std::size_t(1));
        QCOMPARE(*tree.find("a/+/c"), 1);
        QVERIFY(!tree.find("a/+"));
    }

    void anInnerFilterSurvivesItsChild()
    {
        FilterTree<int> tree;
        tree.obtain("a/+") = 1;
        tree.obtain("a/+/b") = 2;
        tree.erase("a/+/b");
        QCOMPARE(*tree.find("a/+"), 1);
        tree.obtain("a/+/b") = 3;
        tree.erase("a/+");
        QCOMPARE(*tree.find("a/+/b"), 3);
    }

    void theDeepestTopicIsMatched()
    {
        FilterTree<int> tree;
        std::string filter = "+";
        std::string topic = "a";
        for (std::size_t i = 1; i < MaxTopicLevels; ++i) {
            filter += "/+";
            topic += "/a";
        }
        tree.obtain(filter) = 1;
        tree.obtain("#") = 2;
        int sum = 0;
        tree.match(topic, [&](int value) { sum += value; });
        QCOMPARE(sum, 3);
    }

    void aMatchAmongHundredThousandFiltersIsQuick()
    {
        Random random(4);
        FilterTree<int> tree;
        for (int i = 0; i < 100'000; ++i) {
            const std::string site = "site" + std::to_string(i % 1000);
            const std::string device = "device" + std::to_string(i);
            switch (i % 4) {
            case 0:
                tree.obtain(site + '/' + device + "/#");
                break;
            case 1:
                tree.obtain(site + "/+/" + device);
                break;
            case 2:
                tree.obtain("+/" + device + "/state");
                break;
            default:
                tree.obtain(site + '/' + device + "/state");
                break;
            }
        }
        constexpr int Rounds = 20'000;
        int found = 0;
        double best = 1e9;
        for (int attempt = 0; attempt < 3; ++attempt) { // the best of three: the machine has other work
            const auto begin = std::chrono::steady_clock::now();
            for (int i = 0; i < Rounds; ++i) {
                const std::string topic = "site" + std::to_string(random() % 1000) + "/device"
                    + std::to_string(random() % 100'000) + "/state";
                tree.match(topic, [&](int) { ++found; });
            }
            const std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - begin;
            best = std::min(best, spent.count() / Rounds);
        }
        QVERIFY(found > 0);
        QVERIFY2(best < 50, qPrintable(QString::number(best)));
    }
};

QTEST_GUILESS_MAIN(FilterTreeTest)
#include "filtertreetest.moc"
