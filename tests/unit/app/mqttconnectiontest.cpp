// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/mqttconnection.h"

#include "cli/exitcode.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace topiq;
using namespace topiq::mqttclient;

/// The tests play the server, byte by byte.
class MqttConnectionTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<MqttConnection> m_connection;
    std::unique_ptr<QTcpSocket> m_peer;
    std::optional<Error> m_error;

    /// Waits until the client has sent exactly these bytes.
    bool expect(const QByteArray &bytes)
    {
        const bool came = QTest::qWaitFor([&] { return m_peer->bytesAvailable() >= bytes.size(); });
        return came && m_peer->read(bytes.size()) == bytes;
    }

    void answer(const QByteArray &bytes) { m_peer->write(bytes); }

    bool openConnection()
    {
        QSignalSpy opened(m_connection.get(), &MqttConnection::opened);
        m_connection->open();
        if (!QTest::qWaitFor([&] { return m_server->hasPendingConnections(); })) {
            return false;
        }
        m_peer.reset(m_server->nextPendingConnection());
        m_peer->setParent(nullptr);
        if (!expect(connectPacket("me", 60, "joe", "secret"))) {
            return false;
        }
        answer(QByteArray("\x20\x02\x00\x00", 4));
        return QTest::qWaitFor([&] { return opened.count() == 1; });
    }

private Q_SLOTS:
    void init()
    {
        qRegisterMetaType<topiq::mqttclient::Message>();
        m_error.reset();
        m_server = std::make_unique<QTcpServer>();
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
        m_connection = std::make_unique<MqttConnection>(
            MqttSettings{u"127.0.0.1"_s, m_server->serverPort(), u"joe"_s, u"secret"_s, u"me"_s, 60});
        connect(m_connection.get(), &MqttConnection::failed, this, [this](const Error &error) { m_error = error; });
    }

    void cleanup()
    {
        m_connection.reset();
        m_peer.reset();
        m_server.reset();
    }

    void connectPacketIsAsTheStandardHasIt()
    {
        QCOMPARE(connectPacket("me", 60, {}, {}), QByteArray("\x10\x0e\x00\x04MQTT\x04\x02\x00\x3c\x00\x02me", 16));
        QCOMPARE(connectPacket("me", 60, "joe", "x"),
            QByteArray("\x10\x16\x00\x04MQTT\x04\xc2\x00\x3c\x00\x02me\x00\x03joe\x00\x01x", 24));
    }

    void qos1IsDoneWhenAcknowledged()
    {
        QVERIFY(openConnection());
        QSignalSpy acknowledged(m_connection.get(), &MqttConnection::acknowledged);
        m_connection->publish("t", "p", 1, true);
        QVERIFY(expect(QByteArray("\x33\x06\x00\x01t\x00\x01p", 8)));
        QCOMPARE(m_connection->pending(), 1);
        answer(acknowledgePacket(PacketType::PubAck, 1));
        QTRY_COMPARE(acknowledged.count(), 1);
        QCOMPARE(m_connection->pending(), 0);
    }

    void qos2TakesFourPackets()
    {
        QVERIFY(openConnection());
        QSignalSpy acknowledged(m_connection.get(), &MqttConnection::acknowledged);
        m_connection->publish("t", "p", 2, false);
        QVERIFY(expect(QByteArray("\x34\x06\x00\x01t\x00\x01p", 8)));
        answer(acknowledgePacket(PacketType::PubRec, 1));
        QVERIFY(expect(QByteArray("\x62\x02\x00\x01", 4)));
        QCOMPARE(acknowledged.count(), 0);
        answer(acknowledgePacket(PacketType::PubComp, 1));
        QTRY_COMPARE(acknowledged.count(), 1);
    }

    void repeatedQos2MessageIsGivenOutOnce()
    {
        QVERIFY(openConnection());
        QSignalSpy received(m_connection.get(), &MqttConnection::received);
        answer(publishPacket({"t", "p", 2, false, false, 5}));
        QVERIFY(expect(QByteArray("\x50\x02\x00\x05", 4)));
        answer(publishPacket({"t", "p", 2, false, true, 5}));
        QVERIFY(expect(QByteArray("\x50\x02\x00\x05", 4)));
        QCOMPARE(received.count(), 1);
        answer(acknowledgePacket(PacketType::PubRel, 5));
        QVERIFY(expect(QByteArray("\x70\x02\x00\x05", 4)));
        answer(publishPacket({"t", "p", 2, false, false, 5}));
        QVERIFY(expect(QByteArray("\x50\x02\x00\x05", 4)));
        QCOMPARE(received.count(), 2);
    }

    void subscriptionTellsTheGrantedQos()
    {
        QVERIFY(openConnection());
        QSignalSpy subscribed(m_connection.get(), &MqttConnection::subscribed);
        m_connection->subscribe("a/#", 2);
        QVERIFY(expect(QByteArray("\x82\x08\x00\x01\x00\x03"
                                  "a/#\x02",
            10)));
        answer(QByteArray("\x90\x03\x00\x01\x80", 5));
        QTRY_COMPARE(subscribed.count(), 1);
        QCOMPARE(subscribed[0][0].toInt(), 0x80);
    }

    void closingSaysGoodbyeAfterEverythingWasRead()
    {
        QVERIFY(openConnection());
        QSignalSpy synced(m_connection.get(), &MqttConnection::synced);
        QSignalSpy closed(m_connection.get(), &MqttConnection::closed);
        m_connection->sync();
        QVERIFY(expect(QByteArray("\xc0\x00", 2)));
        answer(QByteArray("\xd0\x00", 2));
        QTRY_COMPARE(synced.count(), 1);
        m_connection->close();
        QVERIFY(expect(QByteArray("\xe0\x00", 2)));
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(!m_error.has_value());
    }

    void refusedConnectionSaysWhy_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("status");
        QTest::newRow("version") << 1 << 76;
        QTest::newRow("client id") << 2 << 76;
        QTest::newRow("unavailable") << 3 << 69;
        QTest::newRow("password") << 4 << 77;
        QTest::newRow("rights") << 5 << 77;
        QTest::newRow("unknown") << 99 << 76;
    }
    void refusedConnectionSaysWhy()
    {
        QFETCH(int, code);
        QFETCH(int, status);
        m_connection->open();
        QTRY_VERIFY(m_server->hasPendingConnections());
        m_peer.reset(m_server->nextPendingConnection());
        m_peer->setParent(nullptr);
        answer(QByteArray("\x20\x02\x00", 3) + static_cast<char>(code));
        QTRY_VERIFY(m_error.has_value());
        QCOMPARE(exitStatus(*m_error), status);
        QVERIFY(errorText(*m_error).contains(u"127.0.0.1:%1"_s.arg(m_server->serverPort())));
        QVERIFY(!errorText(*m_error).contains(u"secret"_s));
    }

    void unreachableServerIsNamedWithAdvice()
    {
        m_server->close();
        m_connection->open();
        QTRY_VERIFY(m_error.has_value());
        QCOMPARE(exitStatus(*m_error), 69);
        QVERIFY(errorText(*m_error).contains(u"--url"_s));
    }

    void connectionEndedByTheServerTellsWhatIsMissing()
    {
        QVERIFY(openConnection());
        m_connection->publish("t", "p", 1, false);
        QVERIFY(expect(QByteArray("\x32\x06\x00\x01t\x00\x01p", 8)));
        m_peer->close();
        QTRY_VERIFY(m_error.has_value());
        QCOMPARE(exitStatus(*m_error), 69);
        QVERIFY(errorText(*m_error).contains(u"1 messages not acknowledged"_s));
    }

    void wrongPacketsAreProtocolErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("unasked PUBACK") << acknowledgePacket(PacketType::PubAck, 7);
        QTest::newRow("second CONNACK") << QByteArray("\x20\x02\x00\x00", 4);
        QTest::newRow("no MQTT at all") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
    }
    void wrongPacketsAreProtocolErrors()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(openConnection());
        answer(bytes);
        QTRY_VERIFY(m_error.has_value());
        QCOMPARE(exitStatus(*m_error), 76);
    }

    void mqtt5IsSpokenWhenAskedFor()
    {
        MqttSettings settings{u"127.0.0.1"_s, m_server->serverPort(), {}, {}, u"me"_s, 60, Version::V5};
        m_connection = std::make_unique<MqttConnection>(settings);
        connect(m_connection.get(), &MqttConnection::failed, this, [this](const Error &error) { m_error = error; });
        m_connection->open();
        QVERIFY(QTest::qWaitFor([&] { return m_server->hasPendingConnections(); }));
        m_peer.reset(m_server->nextPendingConnection());
        m_peer->setParent(nullptr);
        QVERIFY(expect(QByteArray("\x10\x0f\x00\x04MQTT\x05\x02\x00\x3c\x00\x00\x02me", 17)));
        answer(QByteArray("\x20\x03\x00\x00\x00", 5));
        QTRY_VERIFY(m_connection->isOpen());
        Properties properties;
        properties.user = {{"k", "v"}};
        m_connection->publish("t", "x", 1, false, properties);
        QVERIFY(expect(QByteArray("\x32\x0e\x00\x01t\x00\x01\x07\x26\x00\x01k\x00\x01vx", 16)));
        answer(QByteArray("\x40\x03\x00\x01\x10", 5)); // nobody is subscribed: no failure
        QTRY_COMPARE(m_connection->pending(), 0);
        m_connection->publish("t", "x", 2, false);
        QVERIFY(expect(QByteArray("\x34\x07\x00\x01t\x00\x02\x00x", 9)));
        answer(QByteArray("\x50\x09\x00\x02\x87\x05\x1f\x00\x02no", 11));
        QTRY_VERIFY(m_error.has_value());
        QCOMPARE(exitStatus(*m_error), 77);
        QVERIFY(QString::fromStdString(m_error->text).contains(u"(no)"_s));
    }

    void aRefusalOfMqtt5IsExplained()
    {
        MqttSettings settings{u"127.0.0.1"_s, m_server->serverPort(), {}, {}, u"me"_s, 60, Version::V5};
        m_connection = std::make_unique<MqttConnection>(settings);
        connect(m_connection.get(), &MqttConnection::failed, this, [this](const Error &error) { m_error = error; });
        m_connection->open();
        QVERIFY(QTest::qWaitFor([&] { return m_server->hasPendingConnections(); }));
        m_peer.reset(m_server->nextPendingConnection());
        m_peer->setParent(nullptr);
        answer(QByteArray("\x20\x0a\x00\x9c\x07\x1c\x00\x04host", 12));
        QTRY_VERIFY(m_error.has_value());
        QCOMPARE(exitStatus(*m_error), 69);
        QVERIFY(QString::fromStdString(m_error->text).contains(u"use host"_s));
    }

    void urlsAreRead()
    {
        const auto settings = parseMqttUrl(u"mqtt://joe:a%40b@[::1]:1884"_s);
        QVERIFY(settings.ok());
        QCOMPARE(settings->user, u"joe"_s);
        QCOMPARE(settings->password, u"a@b"_s);
        QCOMPARE(settings->address(), u"[::1]:1884"_s);
        QCOMPARE(parseMqttUrl(u"mqtt://localhost"_s)->port, 1883);
        for (const QString &wrong : {u"localhost"_s, u"mqtts://h:1"_s, u"mqtt://h/topic"_s, u"mqtt://:pw@h"_s,
                 u"mqtt://"_s, u"mqtt://h:99999"_s}) {
            const auto refused = parseMqttUrl(wrong);
            QVERIFY2(!refused.ok(), qPrintable(wrong));
            QCOMPARE(exitStatus(refused.error()), 2);
        }
    }
};

QTEST_GUILESS_MAIN(MqttConnectionTest)
#include "mqttconnectiontest.moc"
