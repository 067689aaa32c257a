// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/retainedindex.h"
#include "randomnames.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace topiq;

class RetainedIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchEqualsBruteForceWhileTopicsComeAndGo()
    {
        Random random(5);
        RetainedIndex index;
        std::map<std::string, Ref<Topic>> topics;
        for (int i = 0; i < 3000; ++i) {
            const std::string name = randomTopic(random);
            if (!topics[name])
                topics[name] = Ref<Topic>(new Topic(name));
            topics[name]->setHasRetained(random() % 3 != 0);
            index.update(topics[name]);
            if (i % 10)
                continue;
            const std::string filter = randomFilter(random);
            std::vector<std::string> found;
            for (const Ref<Topic> &topic : index.match(filter))
                found.push_back(topic->name());
            std::sort(found.begin(), found.end());
            std::vector<std::string> wanted;
            std::uint64_t retained = 0;
            for (const auto &[key, topic] : topics) {
                retained += topic->hasRetained();
                if (topic->hasRetained() && slowlyMatches(filter, key))
                    wanted.push_back(key);
            }
            QCOMPARE(found, wanted);
            QCOMPARE(index.size(), retained);
        }
        for (const auto &[name, topic] : topics) {
            topic->setHasRetained(false);
            index.update(topic);
        }
        QCOMPARE(index.size(), 0ull);
        QVERIFY(index.match("#").empty() && index.match("$s/#").empty());
    }

    void aForgottenTopicDoesNotTakeItsSuccessorAway()
    {
        RetainedIndex index;
        const Ref<Topic> old(new Topic("a/b"));
        const Ref<Topic> successor(new Topic("a/b"));
        successor->setHasRetained(true);
        index.update(successor);
        index.update(old); // comes late: it was cleared before it was forgotten
        QCOMPARE(index.size(), 1ull);
        QVERIFY(index.match("a/+").at(0) == successor);
    }
};

QTEST_GUILESS_MAIN(RetainedIndexTest)
#include "retainedindextest.moc"
