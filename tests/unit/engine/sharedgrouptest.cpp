// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include <QTest>

using namespace topiq;

/// Shared subscriptions on one loop.
class SharedGroupTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachMessageGoesToOneMemberInTurn()
    {
        EngineBed bed;
        TestClient publisher(bed, "p");
        publisher.connect();
        std::vector<std::unique_ptr<TestClient>> members;
        for (int i = 0; i < 3; ++i) {
            members.push_back(std::make_unique<TestClient>(bed, "m" + std::to_string(i)));
            members.back()->connect();
            members.back()->subscribe({.filter = "$share/g/t/+", .qos = Qos::AtLeastOnce, .id = 9});
        }
        TestClient plain(bed, "plain");
        TestClient other(bed, "other");
        plain.connect();
        plain.subscribe("t/1");
        other.connect();
        other.subscribe("$share/other/t/+");
        for (int i = 0; i < 30; ++i)
            QVERIFY(publisher.publish({"t/1", "x", {}, Qos(i % 2), false, {}}).matched);
        for (const auto &member : members) {
            const auto got = member->take();
            QCOMPARE(got.size(), std::size_t(10));
            for (const auto &one : got)
                QCOMPARE(one.ids, std::vector<std::uint32_t>{9});
        }
        QCOMPARE(plain.count(), 30ull);
        QCOMPARE(other.count(), 30ull);
        QCOMPARE(bed.engine().interest().subscriptions("t/1"), 5ull);
        for (const auto &member : members)
            QVERIFY(member->unsubscribe("$share/g/t/+"));
        other.disconnect();
        QCOMPARE(bed.engine().sharedGroups().size(), std::size_t(0));
        QCOMPARE(bed.engine().interest().subscriptions("t/1"), 1ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 1ull);
    }

    void aSharedSubscriptionBringsNoRetainedMessages()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        client.publish("t", "kept", Qos::AtLeastOnce, true);
        client.subscribe("$share/g/t");
        client.publish("t", "live", Qos::AtLeastOnce);
        QCOMPARE(client.takePayloads(), std::vector<std::string>{"live"});
    }

    void aMemberWithRoomIsPreferredToAFullOneAndAFullOneToOneThatIsAway()
    {
        Limits limits;
        limits.inFlight = 2;
        EngineBed bed(1, limits);
        TestClient publisher(bed, "p");
        TestClient a(bed, "a");
        TestClient b(bed, "b");
        TestClient away(bed, "away");
        publisher.connect();
        for (TestClient *client : {&a, &b, &away}) {
            client->connect(false);
            client->subscribe("$share/g/t", Qos::AtLeastOnce);
        }
        away.disconnect();
        const auto publish = [&](int count) {
            for (int i = 0; i < count; ++i)
                publisher.publish("t", "x", Qos::AtLeastOnce);
        };
        publish(4); // fills both
        QCOMPARE(a.count(), 2ull);
        QCOMPARE(b.count(), 2ull);
        publish(2); // one waits for each
        QCOMPARE(bed.waiting(), 2ull);
        a.acknowledgeAll();
        QCOMPARE(a.count(), 3ull);
        publish(1);
        QCOMPARE(a.count(), 4ull);
        a.disconnect(); // nothing of it waits
        b.disconnect(); // the last that was there: what waits for it stays
        QCOMPARE(bed.waiting(), 1ull);
        publish(3); // nobody is there: in turn
        QCOMPARE(bed.waiting(), 4ull);
        QCOMPARE(bed.dropped(), 0ull);
    }

    void whatWaitsForAMemberGoesToAnotherWhenItGoes_data()
    {
        QTest::addColumn<bool>("kept");
        QTest::newRow("away") << true;
        QTest::newRow("ended") << false;
    }
    void whatWaitsForAMemberGoesToAnotherWhenItGoes()
    {
        QFETCH(bool, kept);
        Limits limits;
        limits.inFlight = 2;
        EngineBed bed(1, limits);
        TestClient publisher(bed, "p");
        TestClient slow(bed, "slow");
        TestClient quick(bed, "quick");
        publisher.connect();
        slow.connect(!kept);
        slow.subscribe("$share/g/t", Qos::ExactlyOnce);
        slow.subscribe("own", Qos::AtLeastOnce);
        publisher.publish("t", "1", Qos::AtLeastOnce); // in flight
        publisher.publish("t", "2", Qos::ExactlyOnce); // in flight
        publisher.publish("t", "3", Qos::AtLeastOnce);
        publisher.publish("own", "4", Qos::AtLeastOnce);
        publisher.publish("t", "5", Qos::ExactlyOnce);
        QCOMPARE(bed.waiting(), 3ull);
        Shard::Attach request;
        request.receiveMaximum = 100;
        quick.connect(std::move(request));
        quick.subscribe("$share/g/t", Qos::ExactlyOnce);
        slow.disconnect(Shard::Farewell::Lost);
        if (!kept) {
            // What is begun with QoS 2 must not be given to another client.
            QCOMPARE(quick.takePayloads(), (std::vector<std::string>{"1", "3"}));
            quick.acknowledgeAll();
            QCOMPARE(quick.takePayloads(), std::vector<std::string>{"5"});
            QCOMPARE(bed.engine().dropped(DropReason::SessionEnded), 1ull); // its own
        } else {
            QCOMPARE(quick.takePayloads(), (std::vector<std::string>{"3", "5"}));
            QCOMPARE(bed.waiting(), 1ull);
            slow.take();
            QVERIFY(slow.connect(false));
            QCOMPARE(slow.takePayloads(), (std::vector<std::string>{"1", "2"})); // begun: it may go on
            slow.acknowledgeAll();
            QCOMPARE(slow.takePayloads(), std::vector<std::string>{"4"});
        }
    }

    void withoutAMemberNothingIsKept()
    {
        Limits limits;
        limits.inFlight = 1;
        EngineBed bed(1, limits);
        TestClient publisher(bed, "p");
        TestClient last(bed, "last");
        publisher.connect();
        last.connect();
        last.subscribe("$share/g/t", Qos::AtLeastOnce);
        for (int i = 0; i < 3; ++i)
            publisher.publish("t", "x", Qos::AtLeastOnce);
        last.disconnect();
        QCOMPARE(bed.engine().dropped(DropReason::SessionEnded), 3ull);
        QCOMPARE(bed.waiting(), 0ull);
        QVERIFY(!publisher.publish({"t", "x", {}, Qos::AtLeastOnce, false, {}}).matched);
    }

    void subscribingAgainKeepsTheGroup()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        client.subscribe({.filter = "$share/g/t", .qos = Qos::AtLeastOnce, .id = 1});
        QCOMPARE(client.subscribe({.filter = "$share/g/t", .qos = Qos::AtMostOnce, .retainAsPublished = true, .id = 2}),
            SubscribeStatus::Replaced);
        client.publish("t", "x", Qos::AtLeastOnce, true);
        const auto got = client.take();
        QCOMPARE(got.size(), std::size_t(1));
        QCOMPARE(got[0].qos, Qos::AtMostOnce);
        QCOMPARE(got[0].ids, std::vector<std::uint32_t>{2});
        QVERIFY(got[0].retain);
        QCOMPARE(bed.engine().interest().subscriptions("t"), 1ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 1ull);
    }
};

QTEST_GUILESS_MAIN(SharedGroupTest)
#include "sharedgrouptest.moc"
