// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include <QTest>

using namespace topiq;

class KeptSessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeptSessionGoesOnWhereItStopped()
    {
        Limits limits;
        limits.inFlight = 4;
        EngineBed bed(1, limits);
        TestClient publisher(bed, "p");
        publisher.connect();
        TestClient client(bed, "c");
        QVERIFY(!client.connect(false));
        client.subscribe("t", Qos::ExactlyOnce);
        const auto publish = [&](int from, int to) {
            for (int i = from; i < to; ++i)
                publisher.publish("t", std::to_string(i), i % 2 ? Qos::AtLeastOnce : Qos::ExactlyOnce);
        };
        publish(0, 6); // 0-3 in flight, 4 and 5 queued
        const auto first = client.take();
        QCOMPARE(first.size(), std::size_t(4));
        bed.on(0, [&] {
            QVERIFY(client.session()->acknowledged(first[1].packetId));
            QVERIFY(client.session()->received(first[2].packetId));
        });
        QCOMPARE(client.takePayloads(), std::vector<std::string>{"4"});
        client.disconnect(Shard::Farewell::Lost);
        publish(6, 8);
        QCOMPARE(bed.waiting(), 3ull);

        QVERIFY(client.connect(false));
        const auto again = client.take();
        QCOMPARE(again.size(), std::size_t(3)); // 0, 3, 4 again; 2 is only released
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(again[i].duplicate);
        QCOMPARE(again[0], (TestClient::Got{"t", "0", Qos::ExactlyOnce, false, first[0].packetId, true, 0}));
        QCOMPARE(again[1], (TestClient::Got{"t", "3", Qos::AtLeastOnce, false, first[3].packetId, true, 3}));
        QCOMPARE(again[2].payload, std::string("4"));
        QCOMPARE(client.released, std::vector<std::uint16_t>{first[2].packetId});
        bed.on(0, [&] { QVERIFY(client.session()->completed(first[2].packetId)); });
        std::vector<std::string> rest;
        for (int round = 0; round < 3; ++round) {
            client.acknowledgeAll();
            for (TestClient::Got &got : client.take()) {
                QVERIFY(!got.duplicate);
                rest.push_back(std::move(got.payload));
            }
        }
        QCOMPARE(rest, (std::vector<std::string>{"5", "6", "7"}));
        QCOMPARE(bed.waiting(), 0ull);
    }

    void messagesOfQos0AreNotKeptAndCounted()
    {
        EngineBed bed;
        TestClient publisher(bed, "p");
        TestClient client(bed, "c");
        publisher.connect();
        client.connect(false);
        client.subscribe("t", Qos::ExactlyOnce);
        client.disconnect();
        for (int i = 0; i < 5; ++i)
            publisher.publish("t", "lost", Qos::AtMostOnce);
        publisher.publish("t", "kept", Qos::AtLeastOnce);
        QCOMPARE(bed.engine().dropped(DropReason::Offline), 5ull);
        client.connect(false);
        QCOMPARE(client.takePayloads(), std::vector<std::string>{"kept"});
    }

    void aCleanConnectDiscardsWhatWasKept()
    {
        EngineBed bed;
        TestClient publisher(bed, "p");
        TestClient client(bed, "c");
        publisher.connect();
        client.connect(false);
        client.subscribe("t", Qos::AtLeastOnce);
        client.disconnect();
        for (int i = 0; i < 7; ++i)
            publisher.publish("t", "x", Qos::AtLeastOnce);
        QVERIFY(!client.connect(true));
        QVERIFY(client.take().empty());
        QCOMPARE(bed.engine().dropped(DropReason::SessionEnded), 7ull);
        QCOMPARE(bed.waiting(), 0ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::queuedBytes), 0ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 0ull);
        client.disconnect();
        QVERIFY(!client.connect(false));
        QCOMPARE(bed.engine().sum(&ShardCounters::sessions), 2ull);
    }

    void aCleanSessionEndsWithItsConnection()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect(true);
        client.subscribe("a");
        client.subscribe("b/#");
        client.disconnect(Shard::Farewell::Lost);
        QCOMPARE(bed.engine().sum(&ShardCounters::sessions), 0ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 0ull);
        QCOMPARE(bed.engine().interest().subscriptions("b/c"), 0ull);
    }

    void beyondTheLimitTheOldestKeptSessionExpires()
    {
        Limits limits;
        limits.maxSessions = 1000;
        EngineBed bed(1, limits);
        constexpr int Count = 100'000;
        bed.on(0, [&] {
            for (int i = 0; i < Count; ++i) {
                TestClient client(bed, "client" + std::to_string(i * 7919 % Count));
                client.connectHere(false);
                (void)bed.shard(0).subscribe(*client.session(), {.filter = "t", .qos = Qos::AtLeastOnce});
                client.disconnectHere();
            }
        });
        QCOMPARE(bed.engine().sum(&ShardCounters::sessions), 1000ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 1000ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::connected), 0ull);
    }

    void theNewestKeptSessionsAreTheOnesThatStay()
    {
        Limits limits;
        limits.maxSessions = 10;
        EngineBed bed(1, limits);
        std::int64_t lastMs = 0;
        for (int i = 0; i < 20; ++i) {
            TestClient client(bed, std::to_string(i));
            client.connect(false);
            client.disconnect();
            const auto now = [&] {
                std::int64_t ms = 0;
                bed.on(0, [&] { ms = bed.shard(0).loop().wallNowMs(); });
                return ms;
            };
            QTRY_VERIFY(now() > lastMs); // each its own instant
            lastMs = now();
        }
        for (int i = 19; i >= 0; --i) {
            TestClient client(bed, std::to_string(i));
            QCOMPARE(client.connect(false), i >= 10);
            client.disconnect();
            if (i == 10)
                break; // a new one would push the next out
        }
    }

    void takingOverAKeptSessionExpiresNoOther()
    {
        Limits limits;
        limits.maxSessions = 1;
        EngineBed bed(1, limits);
        TestClient away(bed, "away");
        away.connect(false);
        away.disconnect();
        TestClient old(bed, "c");
        TestClient fresh(bed, "c");
        old.connect(false);
        QVERIFY(fresh.connect(false));
        QVERIFY(away.connect(false));
    }

    void everyMessageIsDeliveredDroppedOrWaiting()
    {
        Limits limits;
        limits.inFlight = 5;
        limits.queueMessages = 50;
        EngineBed bed(1, limits);
        TestClient publisher(bed, "p");
        publisher.connect();
        std::vector<std::unique_ptr<TestClient>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<TestClient>(bed, "c" + std::to_string(i)));
            clients.back()->connect(i % 2 == 0);
            clients.back()->subscribe("t", Qos(i % 3));
        }
        std::uint64_t wanted = 0;
        for (int i = 0; i < 3000; ++i) {
            publisher.publish("t", "x", Qos(i % 3));
            wanted += bed.engine().interest().subscriptions("t");
            TestClient &client = *clients[std::size_t(i * 31 % 8)];
            switch (i * 17 % 11) {
            case 0:
                if (client.session())
                    client.disconnect(i % 2 ? Shard::Farewell::Said : Shard::Farewell::Lost);
                break;
            case 1:
                if (!client.session()) {
                    client.connect(i % 3 == 0);
                    client.subscribe("t", Qos(i % 3));
                }
                break;
            case 2:
                if (client.session())
                    client.acknowledgeAll();
                break;
            default:
                break;
            }
            if (i % 100 == 0)
                QCOMPARE(bed.delivered() + bed.dropped() + bed.waiting(), wanted);
        }
        QCOMPARE(bed.delivered() + bed.dropped() + bed.waiting(), wanted);
        QVERIFY(bed.dropped() > 0);
    }
};

QTEST_GUILESS_MAIN(KeptSessionTest)
#include "keptsessiontest.moc"
