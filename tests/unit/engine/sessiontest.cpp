// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include "io/connection.h"

#include <QTest>

using namespace topiq;

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLowerQosOfPublishAndSubscriptionCounts()
    {
        EngineBed bed;
        TestClient publisher(bed, "p");
        publisher.connect();
        for (int granted = 0; granted < 3; ++granted) {
            TestClient subscriber(bed, "s");
            subscriber.connect();
            subscriber.subscribe("t", Qos(granted));
            for (int sent = 0; sent < 3; ++sent) {
                QCOMPARE(publisher.publish("t", "x", Qos(sent)), PublishStatus::Accepted);
                const auto got = subscriber.take();
                QCOMPARE(got.size(), std::size_t(1));
                QCOMPARE(int(got[0].qos), std::min(granted, sent));
                QCOMPARE(got[0].packetId != 0, std::min(granted, sent) > 0);
                QVERIFY(!got[0].retain && !got[0].duplicate);
            }
            subscriber.disconnect();
        }
    }

    void overlappingSubscriptionsDeliverOnceWithTheHighestQos()
    {
        EngineBed bed;
        TestClient publisher(bed, "p");
        TestClient subscriber(bed, "s");
        TestClient other(bed, "o");
        publisher.connect();
        subscriber.connect();
        other.connect();
        subscriber.subscribe("a/b", Qos::AtMostOnce);
        subscriber.subscribe("a/+", Qos::ExactlyOnce);
        subscriber.subscribe("#", Qos::AtLeastOnce);
        other.subscribe("a/#", Qos::AtMostOnce);
        other.subscribe("a/b", Qos::AtLeastOnce);
        publisher.publish("a/b", "x", Qos::ExactlyOnce);
        const auto got = subscriber.take();
        QCOMPARE(got.size(), std::size_t(1));
        QCOMPARE(got[0].qos, Qos::ExactlyOnce);
        QCOMPARE(other.take().at(0).qos, Qos::AtLeastOnce);

        subscriber.unsubscribe("a/+");
        publisher.publish("a/b", "x", Qos::ExactlyOnce);
        QCOMPARE(subscriber.take().at(0).qos, Qos::AtLeastOnce);
    }

    void subscribingAgainReplacesTheSubscription()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        for (const char *filter : {"t", "t/#"}) {
            client.subscribe(filter, Qos::AtLeastOnce);
            client.publish("t", "x", Qos::AtLeastOnce);
            QCOMPARE(client.take().at(0).qos, Qos::AtLeastOnce);
            client.subscribe(filter, Qos::AtMostOnce);
            QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 1ull);
            client.publish("t", "x", Qos::AtLeastOnce);
            const auto got = client.take();
            QCOMPARE(got.size(), std::size_t(1));
            QCOMPARE(got[0].qos, Qos::AtMostOnce);
            client.unsubscribe(filter);
        }
    }

    void unsubscribingEndsDelivery()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        for (const char *filter : {"t", "+", "#"}) {
            client.subscribe(filter);
            client.publish("t", filter);
            QCOMPARE(client.takePayloads(), std::vector<std::string>{filter});
            client.unsubscribe(filter);
            client.unsubscribe("never/there");
            client.publish("t", "late");
            QVERIFY(client.take().empty());
        }
        QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 0ull);
        QCOMPARE(bed.engine().interest().subscriptions("t"), 0ull);
    }

    void anInvalidTopicIsRefused()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        for (const char *topic : {"", "a/+", "#", "\xff"})
            QCOMPARE(client.publish(topic), PublishStatus::BadTopic);
        QCOMPARE(client.publish(std::string(65'535, 'a')), PublishStatus::Accepted);
        QCOMPARE(bed.engine().topics().size(), 1ull);
    }

    void theWindowLimitsWhatIsInFlight()
    {
        Limits limits;
        limits.inFlight = 3;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect();
        client.subscribe("t", Qos::ExactlyOnce);
        for (int i = 0; i < 10; ++i)
            client.publish("t", std::to_string(i), i % 2 ? Qos::AtLeastOnce : Qos::ExactlyOnce);
        std::vector<std::string> all;
        for (std::size_t left = 10; left; left -= std::min<std::size_t>(left, 3)) {
            const auto part = client.takePayloads();
            QCOMPARE(part.size(), std::min<std::size_t>(left, 3));
            all.insert(all.end(), part.begin(), part.end());
            QCOMPARE(bed.waiting(), std::uint64_t(left - part.size()));
            client.acknowledgeAll();
        }
        for (int i = 0; i < 10; ++i)
            QCOMPARE(all[std::size_t(i)], std::to_string(i));
        QCOMPARE(bed.waiting(), 0ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::queuedBytes), 0ull);
    }

    void theQueueIsLimitedByCount()
    {
        Limits limits;
        limits.inFlight = 1;
        limits.queueMessages = 5;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect();
        client.subscribe("t", Qos::AtLeastOnce);
        for (int i = 0; i < 10; ++i)
            client.publish("t", "x", Qos::AtLeastOnce);
        QCOMPARE(bed.waiting(), 5ull);
        QCOMPARE(bed.engine().dropped(DropReason::QueueFull), 4ull);
        bed.on(0, [&] { QCOMPARE(client.session()->dropped, 4ull); });
        const auto last = bed.shard(0).ledger().last();
        QCOMPARE(last.at(0).client, std::string("c"));
        QCOMPARE(last.at(0).topic, std::string("t"));
        QCOMPARE(last.at(0).count, 4ull);
    }

    void theQueueIsLimitedByBytesPerSessionAndInAll()
    {
        Limits limits;
        limits.inFlight = 1;
        limits.queueBytes = 10'000;
        limits.queueTotalBytes = 15'000;
        EngineBed bed(2, limits);
        TestClient one(bed, "1", 0);
        TestClient two(bed, "2", 1);
        for (TestClient *client : {&one, &two}) {
            client->connect();
            client->subscribe("t", Qos::AtLeastOnce);
        }
        TestClient publisher(bed, "p", 0);
        publisher.connect();
        constexpr int Count = 40;
        for (int i = 0; i < Count; ++i)
            publisher.publish("t", std::string(1000, 'x'), Qos::AtLeastOnce);
        const auto all = [&] { return bed.delivered() + bed.dropped() + bed.waiting(); };
        QTRY_COMPARE(all(), std::uint64_t(2 * Count));
        QVERIFY(bed.engine().dropped(DropReason::QueueFull) > 0);
        bed.on(0, [&] { QVERIFY(one.session()->outbox().queuedBytes() <= 10'000); });
        bed.on(1, [&] { QVERIFY(two.session()->outbox().queuedBytes() <= 10'000); });
        QVERIFY(bed.engine().sum(&ShardCounters::queuedBytes) <= 15'000 + 1200); // two loops may look at once
    }

    void aQos0SubscriberThatDoesNotReadLosesAndIsCounted()
    {
        Limits limits;
        limits.outputBytes = 2 * 1024 * 1024;
        EngineBed bed(1, limits);
        TestClient slow(bed, "slow");
        TestClient quick(bed, "quick");
        slow.connect();
        quick.connect();
        slow.subscribe("#");
        quick.subscribe("#");
        slow.outputGrows = true;
        for (int i = 0; i < 100; ++i)
            quick.publish("t", std::string(100'000, 'x'));
        QCOMPARE(quick.count(), 100ull);
        QVERIFY(slow.count() >= 20 && slow.count() <= 22);
        QCOMPARE(bed.engine().dropped(DropReason::SlowConsumer), 100 - slow.count());
        QVERIFY(slow.output.load() <= limits.outputBytes + 101'000);
    }

    void aSubscriberOfQos1ThatDoesNotReadGetsEverythingLater()
    {
        Limits limits;
        limits.outputBytes = 64 * 1024; // below the mark from which the connection tells that it has drained
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect();
        client.subscribe("t", Qos::AtLeastOnce);
        client.outputGrows = true;
        for (int i = 0; i < 200; ++i)
            client.publish("t", std::string(10'000, 'x'), Qos::AtLeastOnce);
        QVERIFY(bed.waiting() > 0);
        QVERIFY(client.output.load() >= Connection::OutputHigh);
        while (bed.waiting()) {
            client.output = 0;
            const std::uint64_t before = client.count();
            bed.on(0, [&] { client.session()->pump(); });
            QVERIFY(client.count() > before);
        }
        QCOMPARE(client.count(), 200ull);
    }

    void aWillIsPublishedUnlessTheClientSaidFarewell()
    {
        EngineBed bed;
        TestClient watcher(bed, "w");
        watcher.connect();
        watcher.subscribe("will/#", Qos::AtLeastOnce);
        const Will will{"will/c", "gone", {}, Qos::AtLeastOnce, true, {}, 0};
        TestClient client(bed, "c");
        client.connect(true, will);
        client.disconnect(Shard::Farewell::Said);
        QVERIFY(watcher.take().empty());
        client.connect(true, will);
        client.disconnect(Shard::Farewell::Lost);
        const auto got = watcher.take();
        QCOMPARE(got.size(), std::size_t(1));
        QCOMPARE(got[0].payload, std::string("gone"));
        QCOMPARE(got[0].qos, Qos::AtLeastOnce);
        QCOMPARE(bed.engine().retained().size(), 1ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::messagesIn), 1ull);
        client.connect(true); // the will is not that of the next connection
        client.disconnect(Shard::Farewell::Lost);
        QVERIFY(watcher.take().empty());
    }

    void takingOverEvictsTheOldConnectionAndPublishesItsWill()
    {
        for (const bool clean : {true, false}) {
            EngineBed bed;
            TestClient watcher(bed, "w");
            watcher.connect();
            watcher.subscribe("will");
            TestClient old(bed, "c");
            TestClient fresh(bed, "c");
            old.connect(clean, Will{"will", "gone", {}, Qos::AtMostOnce, false, {}, 0});
            old.subscribe("t", Qos::AtLeastOnce);
            QCOMPARE(fresh.connect(clean), !clean);
            QVERIFY(old.evicted());
            QCOMPARE(watcher.takePayloads(), std::vector<std::string>{"gone"});
            QCOMPARE(bed.engine().sum(&ShardCounters::connected), 2ull);
            QCOMPARE(bed.engine().sum(&ShardCounters::sessions), 2ull);
            watcher.publish("t", "x", Qos::AtLeastOnce);
            QVERIFY(old.take().empty());
            QCOMPARE(fresh.take().size(), std::size_t(!clean));
        }
    }

    void aRepeatedQos2IdIsTakenOnce()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        bed.on(0, [&] {
            Session &session = *client.session();
            int taken = 0;
            for (int i = 0; i < 1'000'000; ++i)
                taken += session.takeIncoming(7);
            QCOMPARE(taken, 1);
            for (std::uint32_t id = 65'535; id; --id) // the costly order
                QCOMPARE(session.takeIncoming(std::uint16_t(id)), id != 7);
            for (std::uint32_t id = 1; id <= 65'535; ++id)
                QVERIFY(!session.takeIncoming(std::uint16_t(id)));
            for (std::uint32_t id = 1; id <= 65'535; ++id)
                session.releaseIncoming(std::uint16_t(id));
            session.releaseIncoming(1);
            QVERIFY(session.takeIncoming(1));
        });
    }

    void aPublisherMayBeItsOwnSubscriber()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        client.subscribe("#");
        for (int i = 0; i < 1000; ++i)
            client.publish("t" + std::to_string(i % 10), std::to_string(i));
        const auto payloads = client.takePayloads();
        QCOMPARE(payloads.size(), std::size_t(1000));
        for (std::size_t i = 0; i < 1000; ++i)
            QCOMPARE(payloads[i], std::to_string(i));
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "sessiontest.moc"
