// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include "base/clock.h"

#include <QTest>

using namespace topiq;

/// Memory stays within its limits, and the counters say what is there.
class EngineLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void historyStaysWithinItsBytesAndIsCountedRight()
    {
        Limits limits;
        limits.historyBytes = 1024 * 1024;
        EngineBed bed(2, limits);
        TestClient one(bed, "1", 0);
        TestClient two(bed, "2", 1);
        one.connect();
        two.connect();
        std::uint64_t most = 0;
        for (int round = 0; round < 40; ++round) {
            for (TestClient *client : {&one, &two}) {
                bed.on(client->loop(), [&] { // 250 KB: a fourth of the limit
                    for (int i = 0; i < 250; ++i)
                        (void)client->publishHere("t" + std::to_string((round * 37 + i) % 500), std::string(1000, 'x'));
                });
            }
            most = std::max(most, bed.countedHistory().second);
            bed.engine().maintain();
            QVERIFY(bed.countedHistory().second <= limits.historyBytes);
            const auto [records, bytes] = bed.countedHistory();
            QCOMPARE(bed.engine().sum(&ShardCounters::historyRecords), records);
            QCOMPARE(bed.engine().sum(&ShardCounters::historyBytes), bytes);
        }
        QVERIFY(most <= limits.historyBytes * 8 / 5);
        QVERIFY(bed.countedHistory().second > limits.historyBytes / 4); // not thrown away without need
    }

    void aSingleBusyTopicShrinksByItself()
    {
        Limits limits;
        limits.historyBytes = 200'000;
        limits.historyRecords = 100'000;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect();
        for (int i = 0; i < 50; ++i) {
            bed.on(0, [&] {
                for (int n = 0; n < 20; ++n)
                    (void)client.publishHere("t", std::string(1000, 'x'));
            });
        }
        QVERIFY(bed.countedHistory().second <= limits.historyBytes + 25'000); // one turn more
        QCOMPARE(bed.engine().sum(&ShardCounters::historyBytes), bed.countedHistory().second);
    }

    void theSumOfCountersIsNeverBelowZero()
    {
        EngineBed bed(2);
        bed.on(0, [&] { bed.shard(0).counters().historyBytes.subtract(100); }); // evicted what loop 1 has yet to count
        QCOMPARE(bed.engine().sum(&ShardCounters::historyBytes), 0ull);
        bed.on(1, [&] { bed.shard(1).counters().historyBytes.add(150); });
        QCOMPARE(bed.engine().sum(&ShardCounters::historyBytes), 50ull);
    }

    void newLimitsHoldFromTheNextMessageOn()
    {
        EngineBed bed(2);
        TestClient client(bed, "c", 1);
        client.connect();
        for (int i = 0; i < 50; ++i)
            client.publish("t");
        Limits limits = bed.engine().limits();
        limits.historyRecords = 5;
        bed.engine().setLimits(limits);
        client.publish("t");
        QCOMPARE(bed.countedHistory().first, 5ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::historyRecords), 5ull);
        QCOMPARE(bed.engine().limits().historyRecords, 5u);
    }

    void publishingFromOutsideIsCheckedAndCounted()
    {
        Limits limits;
        limits.maxPacketBytes = 1000;
        EngineBed bed(2, limits);
        TestClient near(bed, "n", 0);
        TestClient far(bed, "f", 1);
        near.connect();
        far.connect();
        near.subscribe("a/#", Qos::AtLeastOnce);
        far.subscribe("a/b");
        for (const std::string &bad : {std::string(), std::string("a/+"), std::string(70'000, 'a')}) {
            const auto refused = bed.engine().publish({bad, "x", {}, Qos::AtMostOnce, false, {}}, originOf("o"));
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Invalid);
        }
        QVERIFY(!bed.engine().publish({"a", std::string(1001, 'x'), {}, Qos::AtMostOnce, false, {}}, originOf("o")));
        for (std::uint64_t i = 0; i < 3; ++i) {
            const auto published = bed.engine().publish({"a/b", "x", {}, Qos::AtLeastOnce, false, {}}, originOf("o"));
            QVERIFY(published.ok());
            QCOMPARE(published->offset, i);
            QCOMPARE(published->subscriptions, 2ull);
        }
        QTRY_COMPARE(near.count() + far.count(), 6ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::messagesIn), 3ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::historyRecords), 3ull);
    }

    void publishingFromOutsideIsRefusedWhileALoopHasNoRoom()
    {
        Limits limits;
        limits.inboxBytes = 1;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect();
        client.subscribe("t");
        bed.on(0, [&] { // nothing is taken from the inbox meanwhile
            QVERIFY(bed.engine().publish({"t", "x", {}, Qos::AtMostOnce, false, {}}, originOf("o")).ok());
            const auto refused = bed.engine().publish({"t", "x", {}, Qos::AtMostOnce, false, {}}, originOf("o"));
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Busy);
            QVERIFY(bed.engine().publish({"nobody's", "x", {}, Qos::AtMostOnce, false, {}}, originOf("o")).ok());
        });
        QTRY_COMPARE(client.count(), 1ull);
    }

    void whenTheMemoryIsFullPublishersWaitAndSubscribersAreServed()
    {
        Limits limits;
        limits.memoryBytes = 1024 * 1024;
        EngineBed bed(2, limits);
        TestClient publisher(bed, "p", 0);
        TestClient away(bed, "away", 1);
        publisher.connect();
        away.connect(false);
        away.subscribe("t", Qos::AtLeastOnce);
        away.disconnect();
        const std::string payload(10'000, 'x');
        const Draft draft{"t", payload, {}, Qos::AtLeastOnce, false, {}};
        int accepted = 0;
        const auto refused = [&] {
            const PublishStatus status = publisher.publish(draft).status;
            accepted += status == PublishStatus::Accepted;
            return status == PublishStatus::QuotaExceeded;
        };
        while (!refused())
            QVERIFY(accepted < 1000);
        QVERIFY(accepted >= 90 && accepted <= 200); // what is in the inbox of the other loop counts when it is taken
        QVERIFY(!bed.engine().publish(draft, originOf("o")).ok());
        QVERIFY(bed.engine().dropped(DropReason::QuotaExceeded) == 1);
        bed.engine().maintain();
        bool resumed = false;
        bed.on(0, [&] {
            publisher.resumed = [&] { resumed = true; };
            bed.shard(0).awaitRoom(publisher);
        });
        away.connect(false);
        QTRY_COMPARE(away.count(), std::uint64_t(accepted));
        away.acknowledgeAll();
        QTRY_VERIFY((bed.engine().maintain(), !bed.engine().isMemoryFull()));
        const auto isResumed = [&] {
            bool is = false;
            bed.on(0, [&] { is = resumed; });
            return is;
        };
        QTRY_VERIFY(isResumed());
        QCOMPARE(publisher.publish(draft).status, PublishStatus::Accepted);
    }

    void theHistoryGoesBeforePublishersAreRefused()
    {
        Limits limits;
        limits.memoryBytes = 1024 * 1024;
        EngineBed bed(1, limits);
        TestClient publisher(bed, "p");
        publisher.connect();
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(
                publisher.publish("t/" + std::to_string(i % 50), std::string(10'000, 'x')), PublishStatus::Accepted);
        bed.engine().maintain();
        QVERIFY(bed.engine().usedMemory() <= limits.memoryBytes);
        QVERIFY(bed.engine().sum(&ShardCounters::historyBytes) > limits.memoryBytes / 4);
    }

    void retainedBytesAreThoseOfTheRetainedMessages()
    {
        EngineBed bed(2);
        TestClient one(bed, "1", 0);
        TestClient two(bed, "2", 1);
        one.connect();
        two.connect();
        const auto bytes = [&] { return bed.engine().sum(&ShardCounters::retainedBytes); };
        one.publish("t", std::string(1000, 'x'), Qos::AtMostOnce, true);
        const std::uint64_t first = bytes();
        QVERIFY(first >= 1000);
        two.publish("t", std::string(2000, 'x'), Qos::AtMostOnce, true);
        QCOMPARE(bytes(), first + 1000);
        one.publish("t", "", Qos::AtMostOnce, true);
        QCOMPARE(bytes(), 0ull);
    }

    void aSurveyFindsTheMostThatOneClientHas()
    {
        Limits limits;
        limits.inFlight = 3;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect();
        client.subscribe("t", Qos::AtLeastOnce);
        client.subscribe("u", Qos::AtLeastOnce);
        for (int i = 0; i < 5; ++i)
            client.publish("t", "x", Qos::AtLeastOnce);
        client.output = 77;
        bed.on(0, [&] { bed.shard(0).survey(); });
        QCOMPARE(bed.engine().most(&ShardCounters::mostInFlight), 3ull);
        QCOMPARE(bed.engine().most(&ShardCounters::mostQueuedMessages), 2ull);
        QVERIFY(bed.engine().most(&ShardCounters::mostQueuedBytes) > 2);
        QCOMPARE(bed.engine().most(&ShardCounters::mostOutputBytes), 77ull);
        QCOMPARE(bed.engine().most(&ShardCounters::mostSubscriptions), 2ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::outputBytes), 77ull);
    }

    void whatExpiresAndIsRetainedGoesAwayUnasked()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        client.publish({"t", "x", {}, Qos::AtMostOnce, true, 5});
        advanceClocks(10'000);
        for (int beat = 0; beat < 10; ++beat)
            bed.engine().maintain();
        QCOMPARE(bed.engine().retained().size(), 0ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::retainedBytes), 0ull);
        QCOMPARE(bed.engine().dropped(DropReason::Expired), 1ull);
    }
};

QTEST_GUILESS_MAIN(EngineLimitsTest)
#include "enginelimitstest.moc"
