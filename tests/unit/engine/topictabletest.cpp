// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/topictable.h"
#include "enginebed.h"

#include <QTest>

#include <thread>

using namespace topiq;

class TopicTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTopicIsMadeOnce()
    {
        TopicTable table;
        QVERIFY(!table.find("a"));
        const Ref<Topic> topic = table.obtain("a");
        QVERIFY(table.obtain("a") == topic);
        QVERIFY(table.find("a") == topic);
        QCOMPARE(table.size(), 1ull);
    }

    void threadsThatObtainTheSameNamesGetTheSameTopics()
    {
        TopicTable table;
        std::array<std::vector<Ref<Topic>>, 4> obtained;
        {
            std::vector<std::jthread> threads;
            for (auto &mine : obtained) {
                threads.emplace_back([&table, &mine] {
                    for (int i = 0; i < 2000; ++i)
                        mine.push_back(table.obtain(std::to_string(i)));
                });
            }
        }
        for (const auto &mine : obtained)
            QVERIFY(mine == obtained[0]);
        QCOMPARE(table.size(), 2000ull);
        QCOMPARE(table.all().size(), std::size_t(2000));
    }

    void theLeastRecentlyUsedAreForgottenButNoneThatIsRetained()
    {
        TopicTable table;
        Limits limits;
        std::vector<Ref<const Message>> evicted;
        for (int i = 0; i < 100; ++i) {
            const auto state = table.obtain(std::to_string(i))->lock();
            state->lastMs = i;
            state->history.append(messageOn("t"), limits, false, evicted);
            if (i < 10)
                state->retained = messageOn("t");
        }
        const Ref<Topic> oldest = table.find("10");
        const auto trimmed = table.trim(60);
        QCOMPARE(table.size(), 54ull); // a tenth more than needed
        QCOMPARE(trimmed.records, 46ull);
        QCOMPARE(trimmed.bytes, 46ull * messageOn("t")->bytes());
        QVERIFY(oldest->isForgotten());
        QVERIFY(!table.find("10") && !table.find("55"));
        for (const char *kept : {"0", "9", "56", "99"})
            QVERIFY(table.find(kept));
        QVERIFY(table.obtain("10") != oldest);
        (void)table.trim(0);
        QCOMPARE(table.size(), 10ull); // the retained ones
    }

    void aForgottenTopicIsNotAnsweredAnyMore()
    {
        TopicTable table;
        const Ref<Topic> old = table.obtain("a");
        old->forget(); // as trim() does, a moment before it takes the topic out
        QVERIFY(!table.find("a"));
        const Ref<Topic> fresh = table.obtain("a");
        QVERIFY(fresh != old);
        QCOMPARE(table.size(), 1ull);
        QVERIFY(table.find("a") == fresh);
    }
};

QTEST_GUILESS_MAIN(TopicTableTest)
#include "topictabletest.moc"
