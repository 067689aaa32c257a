// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/monitor.h"
#include "testclient.h"

#include <QDateTime>
#include <QTest>

using namespace topiq;

class MonitorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void totalsGaugesAndRatesTellWhatHappened()
    {
        EngineBed bed(2);
        Monitor monitor(bed.engine(), bed.loops());
        QVERIFY(monitor.snapshot()); // never null
        monitor.sample();
        const auto before = monitor.snapshot();
        QCOMPARE(before->number, 1ull);
        TestClient one(bed, "1", 0);
        TestClient two(bed, "2", 1);
        one.connect();
        two.connect(false);
        two.subscribe("t/#");
        for (int i = 0; i < 100; ++i)
            one.publish("t/" + std::to_string(i % 10), "12345", Qos::AtMostOnce, i == 0);
        QTRY_COMPARE(two.count(), 100ull);
        two.disconnect();
        QTRY_VERIFY(steadyMsPassed(monitor) >= 20); // a rate needs an interval
        monitor.sample();
        const auto after = monitor.snapshot();
        QCOMPARE(after->number, 2ull);
        QCOMPARE(after->totals.messagesIn, 100ull);
        QCOMPARE(after->totals.messagesOut, 100ull);
        QCOMPARE(after->totals.connects, 2ull);
        QCOMPARE(after->totals.disconnects, 1ull);
        QCOMPARE(after->topics.value, 10ull);
        QCOMPARE(after->topics.limit, quint64(Limits().maxTopics));
        QCOMPARE(after->records.value, 100ull);
        QCOMPARE(after->recordBytes.value, quint64(bed.countedHistory().second));
        QCOMPARE(after->retained.value, 1ull);
        QCOMPARE(after->sessions.value, 2ull);
        QCOMPARE(after->subscriptions, 1ull);
        QVERIFY(after->memory.value > 0 && after->memory.value < after->memory.limit);
        QVERIFY(after->descriptors.value > 3 && after->descriptors.value <= after->descriptors.limit);
        QVERIFY(after->rates.messagesIn > 0 && after->rates.messagesIn <= 100 * 1000 / 20.0);
        QCOMPARE(after->rates.messagesIn, after->rates.messagesOut);
        QCOMPARE(after->rates.dropped, 0.0);
        QVERIFY(after->uptimeMs >= before->uptimeMs);
        const auto traffic = monitor.traffic(120, 100);
        QCOMPARE(traffic.size(), 2);
        QCOMPARE(traffic.last().rates.messagesIn, after->rates.messagesIn);
    }

    void aSnapshotNeverChanges()
    {
        EngineBed bed;
        Monitor monitor(bed.engine(), bed.loops());
        monitor.sample();
        const auto held = monitor.snapshot();
        const Snapshot copy = *held;
        TestClient client(bed, "c");
        client.connect();
        client.publish("t");
        monitor.sample();
        QVERIFY(monitor.snapshot() != held);
        QCOMPARE(held->number, copy.number);
        QCOMPARE(held->totals.messagesIn, 0ull);
        QCOMPARE(held->events.size(), 0);
        QCOMPARE(monitor.snapshot()->totals.messagesIn, 1ull);
    }

    void topicsHaveTheRatesOfTheLastInterval()
    {
        EngineBed bed;
        Monitor monitor(bed.engine(), bed.loops());
        monitor.sample();
        TestClient client(bed, "c");
        client.connect();
        for (int i = 0; i < 50; ++i)
            client.publish("t", "1234567890");
        QTRY_VERIFY(steadyMsPassed(monitor) >= 20);
        monitor.sample();
        const auto topic = bed.engine().topics().find("t");
        const auto rates = [&] {
            const auto state = topic->lock();
            return std::pair(state->sample.rate, state->sample.byteRate);
        };
        const auto [rate, byteRate] = rates();
        QVERIFY(rate > 0);
        QCOMPARE(byteRate, rate * 10);
        monitor.sample();
        QCOMPARE(rates().first, 0.0);
    }

    void dropsAndEventsComeNewestFirstAndBounded()
    {
        EngineBed bed(2);
        Monitor monitor(bed.engine(), bed.loops());
        for (int loop = 0; loop < 2; ++loop) {
            for (int i = 0; i < 200; ++i) {
                bed.shard(loop).ledger().add(DropReason::Offline, "t", std::to_string(i), 1000 + 2 * i + loop);
                bed.shard(loop).events().add(EventKind::Connected, std::to_string(i), "here", 1000 + 2 * i + loop);
            }
        }
        monitor.sample();
        const auto snapshot = monitor.snapshot();
        QCOMPARE(snapshot->lastDrops.size(), 100);
        QCOMPARE(snapshot->events.size(), 50);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(snapshot->lastDrops[i].timeMs, qint64(1399 - i));
        for (int i = 0; i < 50; ++i)
            QCOMPARE(snapshot->events[i].timeMs, qint64(1399 - i));
        QCOMPARE(snapshot->events[0].text, QStringLiteral("199 connected from here"));
        QCOMPARE(snapshot->drops.size(), qsizetype(DropReasons)); // also those with none
        for (const DropCount &drop : snapshot->drops)
            QCOMPARE(drop.total, drop.reason == QStringLiteral("offline") ? 400ull : 0ull);
        QCOMPARE(snapshot->totals.dropped, 400ull);
    }

    void whatWasRefusedToOutsidersIsAmongTheDrops()
    {
        Limits limits;
        limits.maxRetained = 0;
        EngineBed bed(1, limits);
        Monitor monitor(bed.engine(), bed.loops());
        QVERIFY(bed.engine().publish({"t", "x", {}, Qos::AtMostOnce, true, {}}, originOf("window")).ok());
        monitor.sample();
        QCOMPARE(monitor.snapshot()->lastDrops.size(), 1);
        QCOMPARE(monitor.snapshot()->lastDrops[0].client, QStringLiteral("window"));
        QCOMPARE(monitor.snapshot()->lastDrops[0].reason, QStringLiteral("retained_full"));
    }

    void listenersAreAskedAtEachSample()
    {
        EngineBed bed;
        Monitor monitor(bed.engine(), bed.loops());
        quint64 asked = 0;
        monitor.setListenerSource([&] {
            return QList<ListenerRow>{{QStringLiteral("mqtt"), QStringLiteral("127.0.0.1:1883"), ++asked, false}};
        });
        monitor.start();
        QCOMPARE(monitor.snapshot()->listeners.at(0).connections, 1ull);
        QTRY_VERIFY(monitor.snapshot()->number >= 2); // the beat goes on by itself
        QVERIFY(asked >= 2);
    }

    void everyLimitIsDrawnWithWhatItIsAbout()
    {
        Limits limits;
        limits.inFlight = 3;
        EngineBed bed(2, limits);
        Monitor monitor(bed.engine(), bed.loops());
        TestClient client(bed, "c", 1);
        client.connect();
        client.subscribe("t", Qos::AtLeastOnce);
        for (int i = 0; i < 5; ++i)
            client.publish("t", "x", Qos::AtLeastOnce, true);
        bed.on(1, [&] { bed.shard(1).survey(); });
        monitor.sample();
        QMap<QString, std::pair<quint64, quint64>> rows;
        for (const LimitRow &row : monitor.snapshot()->limits)
            rows[row.name] = {row.value, row.limit};
        using Pair = std::pair<quint64, quint64>;
        QCOMPARE(rows[QStringLiteral("in_flight")], Pair(3, 3));
        QCOMPARE(rows[QStringLiteral("queue_messages")], Pair(2, limits.queueMessages));
        QCOMPARE(rows[QStringLiteral("max_subscriptions")], Pair(1, limits.maxSubscriptions));
        QCOMPARE(rows[QStringLiteral("max_sessions")], Pair(0, limits.maxSessions));
        QCOMPARE(rows[QStringLiteral("max_retained")], Pair(1, limits.maxRetained));
        QCOMPARE(rows[QStringLiteral("memory_bytes")], Pair(bed.engine().usedMemory(), limits.memoryBytes));
        QVERIFY(bed.engine().usedMemory() > 1000);
        for (const char *name : {"max_connections", "max_topics", "history_bytes", "queue_bytes", "queue_total_bytes",
                 "output_bytes", "inbox_bytes"})
            QVERIFY2(rows.contains(QLatin1String(name)) && rows[QLatin1String(name)].second > 0, name);
    }

private:
    static qint64 steadyMsPassed(const Monitor &monitor)
    {
        return QDateTime::currentMSecsSinceEpoch() - monitor.snapshot()->timeMs;
    }
};

QTEST_GUILESS_MAIN(MonitorTest)
#include "monitortest.moc"
