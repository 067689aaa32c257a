// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include "base/clock.h"

#include <QTest>

using namespace topiq;

namespace {

constexpr std::int64_t Second = 1000;

/// As a client asks that wants its session kept for a while.
Shard::Attach keptFor(std::uint32_t seconds, bool cleanStart = false)
{
    Shard::Attach request;
    request.cleanStart = cleanStart;
    request.sessionExpirySeconds = seconds;
    return request;
}

Shard::Attach withWill(std::uint32_t delay, std::uint32_t sessionExpiry)
{
    Shard::Attach request = keptFor(sessionExpiry);
    request.will = std::make_unique<Will>();
    request.will->topic = "will";
    request.will->payload = "gone";
    request.will->delaySeconds = delay;
    return request;
}

} // namespace

/// Of messages, sessions, and wills that wait.
class ExpiryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsSentWithTheTimeItHasLeftAndNotAtAllAfterIt()
    {
        EngineBed bed;
        TestClient publisher(bed, "p");
        TestClient client(bed, "c");
        publisher.connect();
        client.connect(false);
        client.subscribe("t", Qos::AtLeastOnce);
        client.disconnect();
        publisher.publish({"t", "short", {}, Qos::AtLeastOnce, false, 10});
        publisher.publish({"t", "long", {}, Qos::AtLeastOnce, false, 1000});
        publisher.publish({"t", "for ever", {}, Qos::AtLeastOnce, false, {}});
        advanceClocks(100 * Second);
        client.connect(false);
        const auto got = client.take();
        QCOMPARE(got.size(), std::size_t(2));
        QCOMPARE(got[0].payload, std::string("long"));
        QVERIFY(got[0].expirySeconds <= 900 && got[0].expirySeconds > 850);
        QCOMPARE(got[1].expirySeconds, 0u);
        QCOMPARE(bed.engine().dropped(DropReason::Expired), 1ull);
        QCOMPARE(bed.waiting(), 0ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::queuedBytes), 0ull);
    }

    void aMessageThatExpiresAtOnceReachesNobodyAndIsCounted()
    {
        EngineBed bed(2);
        TestClient near(bed, "n", 0);
        TestClient far(bed, "f", 1);
        near.connect();
        far.connect();
        near.subscribe("t");
        far.subscribe("t");
        near.publish({"t", "x", {}, Qos::AtMostOnce, false, 0});
        near.publish({"t", "marker", {}, Qos::AtMostOnce, false, {}});
        QTRY_COMPARE(far.count(), 1ull);
        QCOMPARE(near.takePayloads(), std::vector<std::string>{"marker"});
        QCOMPARE(bed.engine().dropped(DropReason::Expired), 2ull);
    }

    void whatHasExpiredMakesRoomInAFullQueue()
    {
        Limits limits;
        limits.queueMessages = 2;
        EngineBed bed(1, limits);
        TestClient publisher(bed, "p");
        TestClient client(bed, "c");
        publisher.connect();
        client.connect(false);
        client.subscribe("t", Qos::AtLeastOnce);
        client.disconnect();
        for (int i = 0; i < 2; ++i)
            publisher.publish({"t", "old", {}, Qos::AtLeastOnce, false, 5});
        advanceClocks(6 * Second);
        publisher.publish("t", "new", Qos::AtLeastOnce);
        QCOMPARE(bed.waiting(), 1ull);
        QCOMPARE(bed.engine().dropped(DropReason::Expired), 2ull);
        QCOMPARE(bed.engine().dropped(DropReason::QueueFull), 0ull);
        client.connect(false);
        QCOMPARE(client.takePayloads(), std::vector<std::string>{"new"});
    }

    void anExpiredRetainedMessageGoesAway()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        client.publish({"a", "short", {}, Qos::AtMostOnce, true, 10});
        client.publish({"b", "short", {}, Qos::AtMostOnce, true, 10});
        client.publish({"c", "long", {}, Qos::AtMostOnce, true, 1000});
        advanceClocks(20 * Second);
        client.subscribe("#");
        QCOMPARE(client.takePayloads(), std::vector<std::string>{"long"});
        QCOMPARE(bed.engine().retained().size(), 1ull);
        QCOMPARE(bed.engine().dropped(DropReason::Expired), 2ull);
    }

    void aKeptSessionEndsWhenItsTimeIsOver()
    {
        EngineBed bed;
        TestClient publisher(bed, "p");
        publisher.connect();
        TestClient shorter(bed, "short");
        TestClient longer(bed, "long");
        TestClient ever(bed, "ever");
        longer.connect(keptFor(1000));
        shorter.connect(keptFor(10));
        ever.connect(keptFor(NeverExpires));
        for (TestClient *client : {&longer, &shorter, &ever}) {
            client->subscribe("t", Qos::AtLeastOnce);
            client->disconnect(Shard::Farewell::Lost);
        }
        publisher.publish("t", "x", Qos::AtLeastOnce);
        QCOMPARE(bed.waiting(), 3ull);
        advanceClocks(20 * Second);
        QTRY_COMPARE(bed.engine().sum(&ShardCounters::sessions), 3ull);
        QCOMPARE(bed.engine().dropped(DropReason::SessionEnded), 1ull);
        QVERIFY(!shorter.connect(keptFor(0)));
        QVERIFY(longer.connect(keptFor(5)));
        longer.disconnect();
        advanceClocks(2000 * Second);
        QTRY_COMPARE(bed.engine().sum(&ShardCounters::sessions), 3ull);
        QVERIFY(ever.connect(keptFor(0)));
        QCOMPARE(ever.take().size(), std::size_t(1));
        ever.disconnect();
        QVERIFY(!ever.connect(keptFor(0)));
    }

    void theClientMayChangeItsMindWhenItSaysFarewell()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect(keptFor(1000));
        bed.on(0, [&] { client.session()->setSessionExpiry(0); });
        client.disconnect();
        QCOMPARE(bed.engine().sum(&ShardCounters::sessions), 0ull);
        client.connect(keptFor(10));
        bed.on(0, [&] { client.session()->setSessionExpiry(NeverExpires); });
        client.disconnect();
        advanceClocks(100 * Second);
        QVERIFY(client.connect(keptFor(10)));
    }

    void nobodyIsKeptLongerThanTheLimit()
    {
        Limits limits;
        limits.sessionExpirySeconds = 50;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect(keptFor(NeverExpires));
        bed.on(0, [&] { QCOMPARE(client.session()->expirySeconds(), 50u); });
        client.disconnect();
        advanceClocks(60 * Second);
        QTRY_COMPARE(bed.engine().sum(&ShardCounters::sessions), 0ull);
        client.connect(keptFor(20));
        bed.on(0, [&] { QCOMPARE(client.session()->expirySeconds(), 20u); });
    }

    void aWillWaitsForItsDelay()
    {
        EngineBed bed;
        TestClient watcher(bed, "w");
        watcher.connect();
        watcher.subscribe("will");
        TestClient client(bed, "c");
        client.connect(withWill(100, 10'000));
        client.disconnect(Shard::Farewell::SaidWithWill);
        QVERIFY(watcher.take().empty());
        advanceClocks(110 * Second);
        QTRY_COMPARE(watcher.count(), 1ull);
        QVERIFY(client.connect(keptFor(10'000))); // the session goes on
        client.disconnect(Shard::Farewell::Lost);
        advanceClocks(1000 * Second);
        bed.settle();
        QCOMPARE(watcher.count(), 1ull);
    }

    void aWillIsPublishedAtTheEndOfTheSessionWhenThatIsEarlier()
    {
        EngineBed bed;
        TestClient watcher(bed, "w");
        watcher.connect();
        watcher.subscribe("will");
        TestClient client(bed, "c");
        client.connect(withWill(1000, 10));
        client.disconnect(Shard::Farewell::Lost);
        QVERIFY(watcher.take().empty());
        advanceClocks(20 * Second);
        QTRY_COMPARE(watcher.count(), 1ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::sessions), 1ull);

        client.connect(withWill(1000, 0)); // ends with the connection
        client.disconnect(Shard::Farewell::Lost);
        QCOMPARE(watcher.count(), 2ull);

        client.connect(withWill(1000, 5000));
        client.disconnect(Shard::Farewell::Lost);
        QCOMPARE(watcher.count(), 2ull);
        client.connect(keptFor(0, true)); // a clean start ends the old session
        QCOMPARE(watcher.count(), 3ull);
    }

    void aClientThatComesBackCallsItsWillOff()
    {
        EngineBed bed;
        TestClient watcher(bed, "w");
        watcher.connect();
        watcher.subscribe("will");
        TestClient client(bed, "c");
        client.connect(withWill(100, 1000));
        client.disconnect(Shard::Farewell::Lost);
        QVERIFY(client.connect(keptFor(1000)));
        client.disconnect(Shard::Farewell::Lost);
        advanceClocks(200 * Second);
        client.connect(withWill(100, 1000));
        TestClient again(bed, "c");
        QVERIFY(again.connect(keptFor(1000))); // takes over
        again.disconnect(Shard::Farewell::Said);
        advanceClocks(200 * Second);
        TestClient marker(bed, "m"); // whose session ends after both wills were due
        marker.connect(keptFor(1));
        marker.disconnect();
        advanceClocks(2 * Second);
        QTRY_COMPARE(bed.engine().sum(&ShardCounters::sessions), 2ull);
        QCOMPARE(watcher.count(), 0ull);
    }
};

QTEST_GUILESS_MAIN(ExpiryTest)
#include "expirytest.moc"
