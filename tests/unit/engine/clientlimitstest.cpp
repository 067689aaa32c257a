// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include <QTest>

using namespace topiq;

/// What a client says it takes.
class ClientLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noMoreIsInFlightThanTheClientTakes()
    {
        Limits limits;
        limits.inFlight = 5;
        EngineBed bed(1, limits);
        TestClient client(bed, "c");
        Shard::Attach request;
        request.receiveMaximum = 2;
        client.connect(std::move(request));
        client.subscribe("t", Qos::ExactlyOnce);
        for (int i = 0; i < 10; ++i)
            client.publish("t", std::to_string(i), i % 2 ? Qos::AtLeastOnce : Qos::ExactlyOnce);
        for (int i = 0; i < 10; i += 2) {
            QCOMPARE(client.takePayloads(), (std::vector<std::string>{std::to_string(i), std::to_string(i + 1)}));
            client.acknowledgeAll();
        }
        client.publish("t", "QoS 0 needs no room", Qos::AtMostOnce);
        QCOMPARE(client.take().size(), std::size_t(1));
    }

    void aClientThatComesBackAndTakesLessGetsNoMoreAtOnce()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect(false);
        client.subscribe("t", Qos::AtLeastOnce);
        for (int i = 0; i < 6; ++i)
            client.publish("t", std::to_string(i), Qos::AtLeastOnce);
        QCOMPARE(client.take().size(), std::size_t(6));
        client.disconnect(Shard::Farewell::Lost);
        Shard::Attach request;
        request.cleanStart = false;
        request.sessionExpirySeconds = 60;
        request.receiveMaximum = 4;
        QVERIFY(client.connect(std::move(request)));
        client.publish("t", "6", Qos::AtLeastOnce);
        auto got = client.take();
        QCOMPARE(got.size(), std::size_t(4));
        for (const auto &one : got)
            QVERIFY(one.duplicate);
        client.acknowledgeAll();
        got = client.take();
        QCOMPARE(got.size(), std::size_t(3));
        QCOMPARE(got[1].payload, std::string("5"));
        QVERIFY(got[1].duplicate);
        QCOMPARE(got[2].payload, std::string("6"));
        QVERIFY(!got[2].duplicate);
        client.acknowledgeAll();
        bed.on(0, [&] { QCOMPARE(client.session()->outbox().inFlight(), 0u); });
    }

    void whatIsTooLargeForOneClientIsDroppedForItAlone()
    {
        EngineBed bed;
        TestClient small(bed, "small");
        TestClient large(bed, "large");
        large.connect();
        Shard::Attach request;
        request.maxPacketBytes = 200; // the test's sink says how many bytes the message takes
        small.connect(std::move(request));
        for (TestClient *client : {&small, &large})
            client->subscribe("t", Qos::ExactlyOnce);
        for (int qos = 0; qos < 3; ++qos) {
            large.publish("t", "before", Qos(qos));
            large.publish("t", std::string(200, 'x'), Qos(qos));
            large.publish("t", "after", Qos(qos));
        }
        const auto got = small.take();
        QCOMPARE(got.size(), std::size_t(6));
        for (std::size_t i = 2; i < 6; ++i)
            QCOMPARE(got[i].packetId, std::uint16_t(i - 1)); // no hole where one was left out
        QCOMPARE(large.take().size(), std::size_t(9));
        QCOMPARE(bed.engine().dropped(DropReason::TooLargeForClient), 3ull);
        QCOMPARE(bed.shard(0).ledger().last().at(0).client, std::string("small"));
    }

    void whatWasInFlightAndIsTooLargeNowIsDone()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect(false);
        client.subscribe("t", Qos::AtLeastOnce);
        client.publish("t", std::string(500, 'x'), Qos::AtLeastOnce);
        client.publish("t", "small", Qos::AtLeastOnce);
        QCOMPARE(client.take().size(), std::size_t(2));
        client.disconnect(Shard::Farewell::Lost);
        Shard::Attach request;
        request.cleanStart = false;
        request.maxPacketBytes = 300;
        client.connect(std::move(request));
        QCOMPARE(client.takePayloads(), std::vector<std::string>{"small"});
        bed.on(0, [&] { QCOMPARE(client.session()->outbox().inFlight(), 1u); });
        QCOMPARE(bed.engine().dropped(DropReason::TooLargeForClient), 1ull);
    }

    void aClientMayRefuseAMessage()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        client.subscribe("t", Qos::ExactlyOnce);
        client.publish("t", "x", Qos::ExactlyOnce);
        const std::uint16_t id = client.take().at(0).packetId;
        bed.on(0, [&] {
            QVERIFY(client.session()->refused(id));
            QVERIFY(!client.session()->received(id));
            QCOMPARE(client.session()->outbox().inFlight(), 0u);
        });
    }

    void theConnectionKnowsHowManyTheClientHasNotReleased()
    {
        EngineBed bed;
        TestClient client(bed, "c");
        client.connect();
        bed.on(0, [&] {
            Session &session = *client.session();
            for (std::uint16_t id = 1; id <= 10; ++id)
                QVERIFY(session.takeIncoming(id));
            QCOMPARE(session.incomingCount(), std::size_t(10));
            QVERIFY(session.hasIncoming(7));
            QVERIFY(session.releaseIncoming(7));
            QVERIFY(!session.releaseIncoming(7) && !session.hasIncoming(7));
            QCOMPARE(session.incomingCount(), std::size_t(9));
        });
    }
};

QTEST_GUILESS_MAIN(ClientLimitsTest)
#include "clientlimitstest.moc"
