// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include "io/connection.h"

#include <QTest>

using namespace topiq;

class RetainedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLastRetainedMessageGreetsANewSubscription()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        client.publish("a/b", "old", Qos::ExactlyOnce, true);
        client.publish("a/b", "new", Qos::ExactlyOnce, true);
        client.publish("a/b", "fleeting", Qos::ExactlyOnce, false);
        client.publish("$s/b", "of the server", Qos::AtMostOnce, true);
        for (const char *filter : {"a/b", "a/+", "#", "a/b/#"}) {
            client.subscribe(filter, Qos::AtLeastOnce);
            const auto got = client.take();
            QCOMPARE(got.size(), std::size_t(1));
            QCOMPARE(got[0].payload, std::string("new"));
            QCOMPARE(got[0].qos, Qos::AtLeastOnce);
            QVERIFY(got[0].retain);
        }
        client.publish("a/b", "live", Qos::AtMostOnce, true);
        const auto got = client.take();
        QCOMPARE(got.size(), std::size_t(1));
        QVERIFY(!got[0].retain); // not to those who were there before
    }

    void anEmptyPayloadClearsWhatWasRetained()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        client.publish("a", "x", Qos::AtMostOnce, true);
        QCOMPARE(bed.engine().retained().size(), 1ull);
        client.publish("a", "", Qos::AtMostOnce, true);
        client.publish("b", "", Qos::AtMostOnce, true);
        QCOMPARE(bed.engine().retained().size(), 0ull);
        client.subscribe("#");
        client.subscribe("a");
        QVERIFY(client.take().empty());
    }

    void beyondTheLimitNothingNewIsRetained()
    {
        Limits limits;
        limits.maxRetained = 3;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(client.publish(std::to_string(i), "first", Qos::AtMostOnce, true), PublishStatus::Accepted);
        QCOMPARE(bed.engine().retained().size(), 3ull);
        QCOMPARE(bed.engine().dropped(DropReason::RetainedFull), 2ull);
        client.publish("0", "second", Qos::AtMostOnce, true); // replacing is no growth
        client.publish("1", "", Qos::AtMostOnce, true);
        client.publish("4", "first", Qos::AtMostOnce, true);
        QCOMPARE(bed.engine().retained().size(), 3ull);
        QCOMPARE(bed.engine().dropped(DropReason::RetainedFull), 2ull);
        (void)bed.engine().publish({"9", "x", {}, Qos::AtMostOnce, true, {}}, originOf("outside"));
        QCOMPARE(bed.engine().dropped(DropReason::RetainedFull), 3ull);
        QCOMPARE(bed.engine().outsideLedger().last().at(0).client, std::string("outside"));
    }

    void manyRetainedMessagesAreHandedOverAtThePaceOfTheClient_data()
    {
        QTest::addColumn<int>("qos");
        QTest::newRow("QoS 0") << 0;
        QTest::newRow("QoS 1") << 1;
    }
    void manyRetainedMessagesAreHandedOverAtThePaceOfTheClient()
    {
        QFETCH(int, qos);
        constexpr std::uint64_t Count = 100'000;
        Limits limits;
        limits.queueMessages = 10; // none of them may need the queue
        limits.outputBytes = 64 * 1024;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.keep = false;
        client.outputGrows = true;
        client.connect();
        bed.on(0, [&] {
            for (std::uint64_t i = 0; i < Count; ++i)
                client.publishHere("topic/" + std::to_string(i), "payload", Qos::AtLeastOnce, true);
        });
        client.subscribe("topic/+", Qos(qos));
        std::uint64_t rounds = 0;
        while (client.count() < Count) {
            ++rounds;
            QVERIFY(client.output.load() < Connection::OutputHigh + 1000);
            QCOMPARE(bed.waiting(), 0ull);
            const std::uint64_t before = client.count();
            client.output = 0;
            client.acknowledgeAll();
            bed.on(0, [&] { client.session()->pump(); });
            QVERIFY(client.count() > before);
        }
        QCOMPARE(client.count(), Count);
        QVERIFY(rounds >= 3);
        QCOMPARE(bed.dropped(), 0ull);
    }

    void subscribingAgainAndAgainWithoutTakingDoesNotPileUp()
    {
        Limits limits;
        limits.inFlight = 1;
        limits.queueMessages = 100;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect();
        for (int i = 0; i < 50; ++i)
            client.publish(std::to_string(i), "x", Qos::AtLeastOnce, true);
        for (int i = 0; i < 100; ++i)
            client.subscribe("#", Qos::AtLeastOnce);
        QCOMPARE(client.count() + bed.engine().dropped(DropReason::QueueFull) + 100, 100ull * 50);
        while (client.count() < 101) {
            const std::uint64_t before = client.count();
            client.acknowledgeAll();
            QCOMPARE(client.count(), before + 1);
        }
        client.acknowledgeAll();
        QCOMPARE(client.count(), 101ull);
    }

    void retainedMessagesWaitForAClientThatIsAway()
    {
        Limits limits;
        limits.inFlight = 2;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        client.connect(false);
        for (int i = 0; i < 10; ++i)
            client.publish(std::to_string(i), "x", Qos::AtLeastOnce, true);
        client.subscribe("#", Qos::AtLeastOnce);
        QCOMPARE(client.take().size(), std::size_t(2));
        client.disconnect(Shard::Farewell::Lost);
        client.connect(false);
        QCOMPARE(client.take().size(), std::size_t(2)); // the same two again
        for (int i = 0; i < 5; ++i)
            client.acknowledgeAll();
        QCOMPARE(client.take().size(), std::size_t(8));
    }
};

QTEST_GUILESS_MAIN(RetainedTest)
#include "retainedtest.moc"
