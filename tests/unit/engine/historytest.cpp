// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/topic.h"
#include "enginebed.h"

#include <QTest>

using namespace topiq;

class HistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLastRecordsAreKept()
    {
        Limits limits;
        limits.historyRecords = 3;
        History history;
        Evicted evicted;
        for (std::uint64_t i = 0; i < 10; ++i)
            history.append(record(i), limits, false, evicted);
        QCOMPARE(history.size(), 3u);
        QCOMPARE(evicted.size(), std::size_t(7));
        for (std::uint32_t i = 0; i < 3; ++i)
            QCOMPARE(history.at(i)->offset(), std::uint64_t(7 + i));
    }

    void theBytesOfATopicAreLimited()
    {
        Limits limits;
        limits.historyTopicBytes = 3 * record(0)->bytes() + 1;
        History history;
        Evicted evicted;
        for (std::uint64_t i = 0; i < 10; ++i) {
            history.append(record(i), limits, false, evicted);
            QVERIFY(history.bytes() <= limits.historyTopicBytes);
        }
        QCOMPARE(history.size(), 3u);
        QCOMPARE(history.bytes(), 3ull * record(0)->bytes());
    }

    void aRecordLargerThanTheLimitIsNotKept()
    {
        Limits limits;
        limits.historyTopicBytes = 200;
        History history;
        Evicted evicted;
        history.append(messageOn("t", std::string(1000, 'x')), limits, false, evicted);
        QCOMPARE(history.size(), 0u);
        QCOMPARE(history.bytes(), 0ull);
    }

    void noRecordsAreKeptWhenTheLimitIsZero()
    {
        Limits limits;
        limits.historyRecords = 0;
        History history;
        Evicted evicted;
        history.append(record(0), limits, false, evicted);
        QCOMPARE(history.size(), 0u);
        QCOMPARE(history.bytes(), 0ull);
    }

    void underPressureABusyTopicShrinksByOneWithEachMessage()
    {
        Limits limits;
        History history;
        Evicted evicted;
        for (std::uint64_t i = 0; i < 50; ++i)
            history.append(record(i), limits, false, evicted);
        for (std::uint64_t i = 50; i < 90; ++i)
            history.append(record(i), limits, true, evicted);
        QCOMPARE(history.size(), 10u);
        for (std::uint64_t i = 90; i < 200; ++i)
            history.append(record(i), limits, true, evicted);
        QVERIFY(history.size() >= 1 && history.size() <= 2); // the newest stays
        QCOMPARE(history.at(history.size() - 1)->offset(), 199ull);
    }

    void aLowerLimitTakesHoldWithTheNextMessage()
    {
        Limits limits;
        History history;
        Evicted evicted;
        for (std::uint64_t i = 0; i < 50; ++i)
            history.append(record(i), limits, false, evicted);
        limits.historyRecords = 5;
        history.append(record(50), limits, false, evicted);
        QCOMPARE(history.size(), 5u);
        QCOMPARE(history.at(4)->offset(), 50ull);
        history.clear(evicted);
        QCOMPARE(history.size(), 0u);
        QCOMPARE(history.bytes(), 0ull);
        QCOMPARE(evicted.size(), std::size_t(51));
    }

private:
    using Evicted = std::vector<Ref<const Message>>;
    static Ref<Message> record(std::uint64_t offset)
    {
        const Ref<Message> message = messageOn("t", "payload");
        message->setOffset(offset);
        return message;
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "historytest.moc"
