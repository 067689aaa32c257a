// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include <QTest>

using namespace topiq;

using Ids = std::vector<std::uint32_t>;

class SubscriptionOptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withNoLocalAClientDoesNotGetWhatItPublished()
    {
        EngineBed bed;
        TestClient self(bed, "self");
        TestClient other(bed, "other");
        self.connect();
        other.connect();
        self.subscribe({.filter = "t", .noLocal = true});
        self.publish("t", "mine");
        other.publish("t", "theirs");
        QCOMPARE(self.takePayloads(), std::vector<std::string>{"theirs"});
        self.disconnect();
        self.connect();
        self.subscribe({.filter = "t", .noLocal = true});
        self.publish("t", "mine again");
        self.subscribe({.filter = "t"}); // replaced by one without the option
        self.publish("t", "mine at last");
        QCOMPARE(self.takePayloads(), std::vector<std::string>{"mine at last"});
    }

    void ofOverlappingSubscriptionsOnlyThoseWithoutNoLocalBringWhatTheClientPublished()
    {
        EngineBed bed;
        TestClient self(bed, "self");
        TestClient other(bed, "other");
        self.connect();
        other.connect();
        self.subscribe({.filter = "t", .qos = Qos::ExactlyOnce, .noLocal = true, .id = 1});
        self.subscribe({.filter = "+", .qos = Qos::AtLeastOnce, .id = 2});
        self.publish("t", "mine", Qos::ExactlyOnce);
        other.publish("t", "theirs", Qos::ExactlyOnce);
        auto got = self.take();
        QCOMPARE(got.size(), std::size_t(2));
        QCOMPARE(got[0].payload, std::string("mine"));
        QCOMPARE(got[0].qos, Qos::AtLeastOnce);
        QCOMPARE(got[0].ids, Ids{2});
        QCOMPARE(got[1].payload, std::string("theirs"));
        QCOMPARE(got[1].qos, Qos::ExactlyOnce);
        std::sort(got[1].ids.begin(), got[1].ids.end());
        QCOMPARE(got[1].ids, (Ids{1, 2}));
        self.subscribe({.filter = "+", .noLocal = true});
        self.publish("t", "mine");
        QVERIFY(self.take().empty());
    }

    void theRetainFlagIsThatOfThePublisherOnlyWhereAsked()
    {
        EngineBed bed;
        TestClient plain(bed, "plain");
        TestClient asked(bed, "asked");
        TestClient both(bed, "both");
        for (TestClient *client : {&plain, &asked, &both})
            client->connect();
        plain.subscribe({.filter = "t"});
        asked.subscribe({.filter = "t", .retainAsPublished = true});
        both.subscribe({.filter = "#"});
        both.subscribe({.filter = "t", .retainAsPublished = true});
        for (const bool retain : {true, false}) {
            plain.publish("t", "x", Qos::AtMostOnce, retain);
            QCOMPARE(plain.take().at(0).retain, false);
            QCOMPARE(asked.take().at(0).retain, retain);
            QCOMPARE(both.take().at(0).retain, retain);
        }
        plain.subscribe({.filter = "t"});
        QCOMPARE(plain.take().at(0).retain, true); // as a retained message it always is
    }

    void everyDeliveryNamesTheSubscriptionsItComesBy()
    {
        Limits limits;
        limits.inFlight = 1;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect(false);
        client.subscribe({.filter = "a/b", .qos = Qos::AtLeastOnce, .id = 268'435'455});
        client.subscribe({.filter = "a/+", .qos = Qos::AtLeastOnce, .id = 2});
        client.subscribe({.filter = "a/#", .qos = Qos::AtLeastOnce});
        const auto idsOfNext = [&] {
            auto got = client.take();
            if (got.size() != 1)
                return Ids{0};
            std::sort(got[0].ids.begin(), got[0].ids.end());
            return got[0].ids;
        };
        for (int i = 0; i < 2; ++i)
            client.publish("a/b", "x", Qos::AtLeastOnce);
        client.publish("a/c", "x", Qos::AtLeastOnce);
        client.publish("a", "x", Qos::AtLeastOnce);
        QCOMPARE(idsOfNext(), (Ids{2, 268'435'455}));
        // Queued ones keep those of when they came, whatever becomes of the subscription.
        client.unsubscribe("a/b");
        client.subscribe({.filter = "a/+", .qos = Qos::AtLeastOnce, .id = 3});
        client.disconnect(Shard::Farewell::Lost);
        client.connect(false);
        QCOMPARE(idsOfNext(), (Ids{2, 268'435'455})); // again
        for (const Ids &expected : {Ids{2, 268'435'455}, Ids{2}, Ids{}}) {
            client.acknowledgeAll();
            QCOMPARE(idsOfNext(), expected);
        }
        client.acknowledgeAll();
        client.publish("a/c");
        QCOMPARE(idsOfNext(), Ids{3});
    }

    void aRetainedMessageNamesTheSubscriptionThatAskedForIt()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        client.publish("t", "kept", Qos::AtLeastOnce, true);
        client.subscribe({.filter = "+", .id = 7});
        client.subscribe({.filter = "t", .qos = Qos::AtLeastOnce, .id = 8});
        const auto got = client.take();
        QCOMPARE(got.size(), std::size_t(2));
        QCOMPARE(got[0].ids, Ids{7});
        QCOMPARE(got[1].ids, Ids{8});
        QVERIFY(got[0].retain && got[1].retain);
    }

    void aPublisherLearnsWhetherSomebodyGetsIt()
    {
        EngineBed bed(2);
        TestClient here(bed, "here", 0);
        TestClient there(bed, "there", 1);
        here.connect();
        there.connect();
        const Draft draft{"t", "x", {}, Qos::AtLeastOnce, false, {}};
        QVERIFY(!here.publish(draft).matched);
        there.subscribe("+");
        QVERIFY(here.publish(draft).matched);
        there.unsubscribe("+");
        QVERIFY(!here.publish(draft).matched);
        here.subscribe("t");
        QVERIFY(here.publish(draft).matched);
        QVERIFY(there.publish(draft).matched);
        QVERIFY(here.unsubscribe("t"));
        QVERIFY(!here.unsubscribe("t"));
        QVERIFY(!there.publish(draft).matched);
    }

    void manySessionsLeaveOneFilterInAnyOrder()
    {
        constexpr int Count = 20'000;
        EngineBed bed;
        std::vector<std::unique_ptr<TestClient>> clients;
        for (int i = 0; i < Count; ++i)
            clients.push_back(std::make_unique<TestClient>(bed, "c" + std::to_string(i)));
        bed.on(0, [&] {
            for (const auto &client : clients) {
                client->connectHere();
                (void)bed.shard(0).subscribe(*client->session(), {.filter = "all"});
            }
            for (int i = 0; i < Count; i += 2)
                QVERIFY(bed.shard(0).unsubscribe(*clients[std::size_t(i * 7919 % Count)]->session(), "all"));
        });
        clients[1]->publish("all");
        for (int i = 0; i < Count; ++i)
            QCOMPARE(clients[std::size_t(i)]->count(), std::uint64_t(i % 2));
        bed.on(0, [&] {
            for (const auto &client : clients)
                client->disconnectHere();
        });
        QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 0ull);
        QCOMPARE(bed.engine().interest().subscriptions("all"), 0ull);
    }
};

QTEST_GUILESS_MAIN(SubscriptionOptionsTest)
#include "subscriptionoptionstest.moc"
