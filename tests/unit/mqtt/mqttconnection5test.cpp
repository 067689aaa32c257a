// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client5.h"

#include <QTest>

using namespace topiq;
using namespace topiq::testing;

class MqttConnection5Test : public QObject {
    Q_OBJECT

private:
    static Limits small()
    {
        Limits limits;
        limits.inFlight = 3;
        limits.maxPacketBytes = 10'000;
        limits.topicAliases = 2;
        limits.maxKeepAliveSeconds = 100;
        limits.sessionExpirySeconds = 3600;
        return limits;
    }
    static std::string connAck(const std::string &properties, unsigned present = 0)
    {
        return hex(packet(0x20, char(present) + std::string(1, '\0') + list(properties)));
    }
    const std::string m_limits = shortProperty(0x21, 3) + longProperty(0x27, 10'000);
    const std::string m_aliases = shortProperty(0x22, 2);

private Q_SLOTS:
    void aConnAckSaysWhatTheBrokerTakes()
    {
        MqttBroker broker(1, small());
        QCOMPARE(Client5(broker, "a").connAck, connAck(m_limits + m_aliases)); // 60 s is within 100
        // A longer keep-alive and a longer session than there may be are shortened.
        Peer peer = broker.connect();
        QVERIFY(peer.send(packet(0x10, connectHead5(0x02, longProperty(0x11, 7200), 200) + field("b"))));
        const std::string expected = packet(0x20,
            std::string(2, '\0') + list(longProperty(0x11, 3600) + m_limits + m_aliases + shortProperty(0x13, 100)));
        QCOMPARE(hex(peer.receive(expected.size())), hex(expected));
        // None at all too.
        Peer endless = broker.connect();
        QVERIFY(endless.send(packet(0x10, connectHead5(0x02, "", 0) + field("c"))));
        const std::string hundred
            = packet(0x20, std::string(2, '\0') + list(m_limits + m_aliases + shortProperty(0x13, 100)));
        QCOMPARE(hex(endless.receive(hundred.size())), hex(hundred));
    }
    void aClientWithoutIdIsToldItsId()
    {
        MqttBroker broker(2);
        for (const unsigned flags : {0x02u, 0x00u}) {
            Client5 client(broker, "", "", flags);
            QVERIFY(client.connAck.find(hex("auto-")) != std::string::npos);
        }
    }
    void aSessionIsKeptAsLongAsAskedFor()
    {
        MqttBroker broker(2);
        const std::string kept = longProperty(0x11, 100);
        Client5(broker, "k", kept).subscribe("t", 1);
        QVERIFY(eventually([&] { return broker.engine().sum(&ShardCounters::connected) == 0; }));
        QCOMPARE(Client5(broker, "k", kept, 0x00).connAck.substr(6, 3), std::string("01 "));
        QVERIFY(eventually([&] { return broker.engine().sum(&ShardCounters::connected) == 0; }));
        {
            Client5 client(broker, "k", kept, 0x00);
            client.send(disconnectPacket5(0, longProperty(0x11, 0))); // now it shall end
            QCOMPARE(client.read(), std::string("closed"));
        }
        QCOMPARE(Client5(broker, "k", "", 0x00).connAck.substr(6, 3), std::string("00 "));
    }
    void aSessionThatEndsWithItsConnectionCannotBeKeptAfterwards()
    {
        MqttBroker broker(1);
        Client5 client(broker, "k");
        QCOMPARE(client.faultOf(disconnectPacket5(0, longProperty(0x11, 5))), 0x82);
    }

    void propertiesGoFromPublisherToSubscriber()
    {
        MqttBroker broker(2);
        Client5 subscriber(broker, "s");
        subscriber.subscribe("t/#", 2);
        const std::string forwarded = byteProperty(0x01, 1) + textProperty(0x03, "text/plain")
            + textProperty(0x08, "answer") + textProperty(0x09, "\x01\xff") + userProperty("k", "1")
            + userProperty("k", "2");
        Client5 publisher(broker, "p");
        QCOMPARE(publisher.exchange(publishPacket5("t/a", "hello", 1, 5, forwarded)), hex(ackPacket(0x40, 5)));
        QCOMPARE(subscriber.read(), hex(publishPacket5("t/a", "hello", 1, 1, forwarded)));
        publisher.send(publishPacket5("t/a", "expiring", 0, 0, longProperty(0x02, 100) + userProperty("k", "1")));
        QCOMPARE(subscriber.read(),
            hex(publishPacket5("t/a", "expiring", 0, 0, userProperty("k", "1") + longProperty(0x02, 100))));
        // MQTT 3.1.1 has none.
        Peer old = broker.connect();
        QVERIFY(old.send(connectPacket("old") + subscribePacket(1, {{"t/#", 0}})));
        QCOMPARE(old.receive(9).size(), std::size_t(9));
        publisher.send(publishPacket5("t/a", "hello", 0, 0, forwarded));
        const std::string expected = publishPacket("t/a", "hello");
        QCOMPARE(hex(old.receive(expected.size())), hex(expected));
        QVERIFY(old.send(publishPacket("t/b", "back")));
        (void)subscriber.read();
        QCOMPARE(subscriber.read(), hex(publishPacket5("t/b", "back")));
    }
    void aWillHasItsProperties()
    {
        MqttBroker broker(2);
        Client5 subscriber(broker, "s");
        subscriber.subscribe("will", 0);
        {
            Peer peer = broker.connect();
            QVERIFY(peer.send(packet(0x10,
                connectHead5(0x06) + field("w")
                    + list(userProperty("a", "b") + longProperty(0x18, 0) + textProperty(0x03, "c")) + field("will")
                    + field("gone"))));
            QVERIFY(peer.receive(3).size() == 3);
        }
        QCOMPARE(subscriber.read(),
            hex(publishPacket5("will", "gone", 0, 0, userProperty("a", "b") + textProperty(0x03, "c"))));
    }
    void aDisconnectMayLeaveTheWillBehind()
    {
        MqttBroker broker(2);
        Client5 subscriber(broker, "s");
        subscriber.subscribe("will/+", 0);
        for (const unsigned reason : {0x00u, 0x04u}) {
            Peer peer = broker.connect();
            const std::string topic = "will/" + std::to_string(reason);
            QVERIFY(peer.send(packet(0x10, connectHead5(0x06) + field("w") + list() + field(topic) + field("gone"))
                + disconnectPacket5(reason)));
            (void)peer.receiveToEnd();
        }
        QCOMPARE(subscriber.read(), hex(publishPacket5("will/4", "gone")));
        QVERIFY(subscriber.hasNothing());
    }

    void aPublisherMayUseAliases()
    {
        MqttBroker broker(2, small());
        Client5 subscriber(broker, "s");
        subscriber.subscribe("#", 0);
        Client5 publisher(broker, "p");
        publisher.send(publishPacket5("some/topic", "1", 0, 0, shortProperty(0x23, 2))
            + publishPacket5("", "2", 0, 0, shortProperty(0x23, 2))
            + publishPacket5("other", "3", 0, 0, shortProperty(0x23, 2))
            + publishPacket5("", "4", 0, 0, shortProperty(0x23, 2)));
        QCOMPARE(subscriber.read(), hex(publishPacket5("some/topic", "1")));
        QCOMPARE(subscriber.read(), hex(publishPacket5("some/topic", "2")));
        QCOMPARE(subscriber.read(), hex(publishPacket5("other", "3")));
        QCOMPARE(subscriber.read(), hex(publishPacket5("other", "4")));
    }
    void aSubscriberGetsAliasesUpToItsMaximum()
    {
        MqttBroker broker(2, small());
        Client5 subscriber(broker, "s", shortProperty(0x22, 1000)); // but the broker gives no more than 2
        subscriber.subscribe("#", 1);
        Client5 publisher(broker, "p");
        const auto deliver = [&](const std::string &topic, unsigned qos = 0) {
            publisher.send(publishPacket5(topic, "x", qos, qos));
            return subscriber.read();
        };
        QCOMPARE(deliver("short"), hex(publishPacket5("short", "x"))); // would not pay
        QCOMPARE(deliver("the/first"), hex(publishPacket5("the/first", "x", 0, 0, shortProperty(0x23, 1))));
        QCOMPARE(deliver("the/second"), hex(publishPacket5("the/second", "x", 0, 0, shortProperty(0x23, 2))));
        QCOMPARE(deliver("the/third"), hex(publishPacket5("the/third", "x")));
        QCOMPARE(deliver("the/first"), hex(publishPacket5("", "x", 0, 0, shortProperty(0x23, 1))));
        QCOMPARE(deliver("the/second", 1), hex(publishPacket5("", "x", 1, 1, shortProperty(0x23, 2))));
        // A new connection begins anew.
        Client5 again(broker, "t");
        again.subscribe("#", 0);
        publisher.send(publishPacket5("the/first", "x"));
        QCOMPARE(again.read(), hex(publishPacket5("the/first", "x")));
    }

    void subscriptionIdsComeWithTheMessages()
    {
        MqttBroker broker(2);
        Client5 client(broker, "s");
        client.subscribe("a/+", 0, variableProperty(0x0B, 300));
        client.subscribe("a/b", 1, variableProperty(0x0B, 7));
        client.send(publishPacket5("a/c", "one"));
        QCOMPARE(client.read(), hex(publishPacket5("a/c", "one", 0, 0, variableProperty(0x0B, 300))));
        client.send(publishPacket5("a/b", "both", 1, 9));
        std::string got = client.read();
        if (got.starts_with("40"))
            got = client.read();
        const std::string ids = variableProperty(0x0B, 7) + variableProperty(0x0B, 300);
        const std::string other = variableProperty(0x0B, 300) + variableProperty(0x0B, 7);
        QVERIFY(got == hex(publishPacket5("a/b", "both", 1, 1, ids))
            || got == hex(publishPacket5("a/b", "both", 1, 1, other)));
    }
    void retainedMessagesComeAsTheSubscriptionSays()
    {
        MqttBroker broker(2);
        Client5 publisher(broker, "p");
        publisher.send(publishPacket5("r", "kept", 0, 0, userProperty("k", "v"), true));
        QVERIFY(publisher.hasNothing());
        Client5 client(broker, "s");
        const std::string kept = hex(publishPacket5("r", "kept", 0, 0, userProperty("k", "v"), true));
        client.subscribe("r", 0x10); // when new
        QCOMPARE(client.read(), kept);
        client.subscribe("r", 0x10);
        QVERIFY(client.hasNothing());
        client.subscribe("r", 0x00); // always
        QCOMPARE(client.read(), kept);
        client.subscribe("+", 0x20); // never
        QVERIFY(client.hasNothing());
    }
    void noLocalAndRetainAsPublishedAreKept()
    {
        MqttBroker broker(1);
        Client5 client(broker, "s");
        client.subscribe("own", 0x04);
        client.subscribe("asis", 0x08);
        client.send(publishPacket5("own", "mine") + publishPacket5("asis", "x", 0, 0, "", true));
        QCOMPARE(client.read(), hex(publishPacket5("asis", "x", 0, 0, "", true)));
        QVERIFY(client.hasNothing());
    }
    void aBridgeGetsNothingBackAndRetainFlagsAsTheyWere()
    {
        MqttBroker broker(1);
        Peer bridge = broker.connect();
        const std::string connect
            = packet(0x10, field("MQTT") + '\x84' + std::string("\x02\0\x3c", 3) + field("bridge"));
        QVERIFY(bridge.send(connect + subscribePacket(1, {{"#", 0}}) + publishPacket("own", "x")));
        QCOMPARE(hex(bridge.receive(9)), std::string("20 02 00 00 90 03 00 01 00 "));
        Client5(broker, "p").send(publishPacket5("r", "x", 0, 0, "", true));
        const std::string expected = publishPacket("r", "x", 0, 0, true);
        QCOMPARE(hex(bridge.receive(expected.size())), hex(expected));
    }
    void everyFilterGetsItsCode()
    {
        Limits limits;
        limits.maxSubscriptions = 2;
        MqttBroker broker(1, limits);
        Client5 client(broker, "s");
        QCOMPARE(client.exchange(subscribePacket5(9, {{"a", 2}, {"b/#/c", 0}, {"$share/g", 0}, {"b", 1}, {"c", 0}})),
            std::string("90 08 00 09 00 02 8f 8f 01 97 "));
        QCOMPARE(client.exchange(unsubscribePacket5(10, {"a", "a", "b/#/c", "b"})),
            std::string("b0 07 00 0a 00 00 11 8f 00 "));
    }
    void thePublisherLearnsWhetherAnybodyGetsIt()
    {
        MqttBroker broker(2);
        Client5 client(broker, "p");
        QCOMPARE(client.exchange(publishPacket5("nobody", "x", 1, 1)), hex(packet(0x40, number(1) + '\x10')));
        QCOMPARE(client.exchange(publishPacket5("nobody", "x", 2, 2)), hex(packet(0x50, number(2) + '\x10')));
        QCOMPARE(client.exchange(ackPacket(0x62, 2)), hex(ackPacket(0x70, 2)));
        QCOMPARE(client.exchange(ackPacket(0x62, 2)), hex(packet(0x70, number(2) + '\x92')));
        QCOMPARE(client.exchange(ackPacket(0x50, 77)), hex(packet(0x62, number(77) + '\x92')));
    }
    void aReceivedMessageIsReleasedAsOftenAsTheClientAsks()
    {
        MqttBroker broker(1);
        Client5 client(broker, "s");
        client.subscribe("q", 2);
        Client5(broker, "p").send(publishPacket5("q", "x", 2, 1));
        QCOMPARE(client.read(), hex(publishPacket5("q", "x", 2, 1)));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(client.exchange(ackPacket(0x50, 1)), hex(ackPacket(0x62, 1)));
        client.send(ackPacket(0x70, 1));
        QCOMPARE(client.exchange(ackPacket(0x50, 1)), hex(packet(0x62, number(1) + '\x92')));
    }
    void aRefusedMessageIsDoneWith()
    {
        Limits limits;
        limits.inFlight = 1;
        MqttBroker broker(1, limits);
        Client5 client(broker, "s");
        client.subscribe("q", 2);
        Client5 publisher(broker, "p");
        publisher.send(publishPacket5("q", "1", 2, 1) + ackPacket(0x62, 1) + publishPacket5("q", "2", 1, 2)
            + publishPacket5("q", "3", 1, 3));
        QCOMPARE(client.read(), hex(publishPacket5("q", "1", 2, 1)));
        client.send(packet(0x50, number(1) + '\x97'));
        QCOMPARE(client.read(), hex(publishPacket5("q", "2", 1, 2)));
        client.send(packet(0x40, number(2) + '\x80'));
        QCOMPARE(client.read(), hex(publishPacket5("q", "3", 1, 3)));
    }
    void theWindowOfTheClientIsRespected()
    {
        MqttBroker broker(1);
        Client5 client(broker, "s", shortProperty(0x21, 1));
        client.subscribe("q", 1);
        Client5 publisher(broker, "p");
        for (unsigned id = 1; id <= 2; ++id)
            QCOMPARE(publisher.exchange(publishPacket5("q", std::to_string(id), 1, id)), hex(ackPacket(0x40, id)));
        QCOMPARE(client.read(), hex(publishPacket5("q", "1", 1, 1)));
        QVERIFY(client.hasNothing());
        client.send(ackPacket(0x40, 1));
        QCOMPARE(client.read(), hex(publishPacket5("q", "2", 1, 2)));
    }
    void aMessageThatTheClientDoesNotTakeIsNotSent()
    {
        MqttBroker broker(1);
        Client5 client(broker, "s", longProperty(0x27, 30) + shortProperty(0x22, 5));
        client.subscribe("long/topic", 1);
        Client5 publisher(broker, "p");
        for (const std::size_t size : {std::size_t(100), std::size_t(15), std::size_t(16), std::size_t(3)})
            publisher.send(publishPacket5("long/topic", std::string(size, 'x')));
        QCOMPARE(
            client.read(), hex(publishPacket5("long/topic", std::string(15, 'x')))); // 30 bytes: no room for an alias
        QCOMPARE(client.read(), hex(publishPacket5("long/topic", "xxx", 0, 0, shortProperty(0x23, 1))));
        QVERIFY(client.hasNothing());
        QCOMPARE(broker.engine().dropped(DropReason::TooLargeForClient), 2u);
    }
    void moreUnreleasedMessagesThanAllowedEndTheConnection()
    {
        MqttBroker broker(1, small());
        Client5 client(broker, "p");
        for (unsigned id = 1; id <= 3; ++id)
            QCOMPARE(client.exchange(publishPacket5("t", "x", 2, id)), hex(packet(0x50, number(id) + '\x10')));
        // One that was there before is no new one.
        QCOMPARE(client.exchange(publishPacket5("t", "x", 2, 3)), hex(ackPacket(0x50, 3)));
        QCOMPARE(client.exchange(ackPacket(0x62, 1)), hex(ackPacket(0x70, 1)));
        QCOMPARE(client.exchange(publishPacket5("t", "x", 2, 4)), hex(packet(0x50, number(4) + '\x10')));
        QCOMPARE(client.faultOf(publishPacket5("t", "x", 2, 5)), 0x93);
    }

    void everyFaultIsNamedBeforeTheConnectionCloses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, const std::string &bytes, int reason) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << reason;
        };
        row("second CONNECT", connectPacket5("c"), 0x82);
        row("packet of a server", std::string("\x20\x00", 2), 0x82);
        row("reserved type", std::string("\x00\x00", 2), 0x82);
        row("wrong flags", std::string("\xc1\x00", 2), 0x81);
        row("QoS 3", std::string("\x36\x00", 2), 0x81);
        row("length of five bytes", std::string("\x30\xff\xff\xff\xff\x01", 6), 0x81);
        row("packet over the limit", std::string("\x30\xff\xff\x7f", 4), 0x95);
        row("PINGREQ with a body", packet(0xC0, "x"), 0x81);
        row("topic with a wildcard", publishPacket5("a/#", "x"), 0x90);
        row("topic of 300 levels", publishPacket5(std::string(300, '/'), "x"), 0x90);
        row("topic that is no text", publishPacket5("\xff", "x"), 0x81);
        row("no topic", publishPacket5("", "x"), 0x82);
        row("alias 0", publishPacket5("a", "x", 0, 0, shortProperty(0x23, 0)), 0x94);
        row("alias over the maximum", publishPacket5("a", "x", 0, 0, shortProperty(0x23, 3)), 0x94);
        row("alias that was not set", publishPacket5("", "x", 0, 0, shortProperty(0x23, 1)), 0x82);
        row("alias whose neighbour was set",
            publishPacket5("a", "x", 0, 0, shortProperty(0x23, 2))
                + publishPacket5("", "x", 0, 0, shortProperty(0x23, 1)),
            0x82);
        row("packet id 0", publishPacket5("a", "x", 1, 0), 0x82);
        row("PUBACK without id", packet(0x40, ""), 0x81);
        row("SUBSCRIBE without filter", subscribePacket5(1, {}), 0x82);
        row("no local of a shared subscription", subscribePacket5(1, {{"$share/g/a", 4}}), 0x82);
        row("AUTH without a method in CONNECT", authPacket(0x19, textProperty(0x15, "m")), 0x82);
        row("DISCONNECT with a reason of servers", disconnectPacket5(0x8D), 0x82);
    }
    void everyFaultIsNamedBeforeTheConnectionCloses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, reason);
        MqttBroker broker(1, small());
        Client5 client(broker, "c");
        QCOMPARE(client.faultOf(bytes.toStdString()), reason);
    }
    void aBadConnectIsAnswered()
    {
        MqttBroker broker(1);
        const auto answer = [&](const std::string &body) {
            Peer peer = broker.connect();
            (void)peer.send(packet(0x10, body));
            return peer.receiveToEnd().substr(0, 5).substr(3, 1);
        };
        QCOMPARE(answer(connectHead5(0x03) + field("a")), std::string("\x81"));
        QCOMPARE(answer(connectHead5(0x02, shortProperty(0x21, 0)) + field("a")), std::string("\x82"));
        QCOMPARE(answer(connectHead5(0x06) + field("a") + list() + field("w/#") + field("")), std::string("\x90"));
        QCOMPARE(answer(connectHead5(0x02, textProperty(0x15, "OTHER")) + field("a")), std::string("\x8c"));
    }

    void theReasonOfAnEvictionIsTold()
    {
        MqttBroker broker(2);
        Client5 first(broker, "same");
        Client5 second(broker, "same");
        QVERIFY(first.read().substr(6, 3) == "8e ");
        QCOMPARE(first.read(), std::string("closed"));
        broker.stop();
        QVERIFY(second.read().substr(6, 3) == "8b ");
        QCOMPARE(second.read(), std::string("closed"));
    }
    void clientsAreSentToAnotherServer()
    {
        mqtt::MqttServer server;
        server.setServerReference("other.example:1883");
        MqttBroker broker(1, {}, server);
        Client5 client(broker, "c");
        broker.stop();
        const std::string said = client.read();
        QVERIFY(said.substr(6, 3) == "9c ");
        QVERIFY(said.find(hex(textProperty(0x1C, "other.example:1883"))) != std::string::npos);
    }
    void aClientThatFallsSilentIsTold()
    {
        MqttBroker broker(1);
        Peer peer = broker.connect();
        QVERIFY(peer.send(packet(0x10, connectHead5(0x02, "", 1) + field("quiet"))));
        const std::string all = peer.receiveToEnd();
        QVERIFY(all.find(std::string("\x8d", 1)) != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(MqttConnection5Test)
#include "mqttconnection5test.moc"
