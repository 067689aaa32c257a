// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"
#include "protocols/mqtt/connectpacket.h"
#include "protocols/mqtt/publishpacket.h"
#include "protocols/mqtt/subscribepacket.h"

#include <QTest>

using namespace topiq;
using namespace topiq::mqtt;
using namespace topiq::testing;

namespace {

/// The error of a CONNECT body, or nothing.
std::optional<ProtocolError> connectError(const std::string &body)
{
    ConnectPacket packet;
    return readConnect(body, packet);
}

std::optional<ProtocolError> publishError(unsigned first, const std::string &body)
{
    Frame frame;
    frame.header = std::uint8_t(first);
    frame.body = body;
    PublishPacket packet;
    return readPublish(frame, packet);
}

std::optional<ProtocolError> subscribeError(const std::string &body, bool un = false)
{
    SubscribePacket packet;
    return un ? readUnsubscribe(body, Version::V311, packet) : readSubscribe(body, Version::V311, packet);
}

} // namespace

class MqttPacketsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullConnectIsRead()
    {
        const std::string body = connectHead(0xEE, 300) + field("id") + field("will/t") + field(std::string("w\0x", 3))
            + field("user") + field("secret");
        ConnectPacket packet;
        QVERIFY(!readConnect(body, packet));
        QCOMPARE(packet.version, Version::V311);
        QVERIFY(packet.cleanStart);
        QCOMPARE(int(packet.keepAliveSeconds), 300);
        QVERIFY(packet.clientId == "id");
        QVERIFY(packet.will && packet.will->topic == "will/t" && packet.will->payload == std::string_view("w\0x", 3));
        QCOMPARE(int(packet.will->qos), 1);
        QVERIFY(packet.will->retain);
        QVERIFY(packet.user == "user" && packet.password == "secret");
    }
    void aConnectWithNothingOptionalIsRead()
    {
        ConnectPacket packet;
        QVERIFY(!readConnect(connectHead(0x02) + field(""), packet));
        QVERIFY(packet.clientId.empty() && !packet.will && !packet.user && !packet.password);
    }
    void anEmptyUserIsNotNoUser()
    {
        const std::string body = connectHead(0xC2) + field("a") + field("") + field("");
        ConnectPacket packet;
        QVERIFY(!readConnect(body, packet));
        QVERIFY(packet.user && packet.user->empty() && packet.password && packet.password->empty());
    }

    void aConnectOfMqtt31IsRead()
    {
        const std::string body = field("MQIsdp") + '\x03' + std::string("\x02\0\x3c", 3)
            + field("a client id of more than twenty-three bytes");
        ConnectPacket packet;
        QVERIFY(!readConnect(body, packet));
        QCOMPARE(packet.version, Version::V31);
        QVERIFY(!packet.bridge);
    }
    void theMarkOfABridgeIsSeen()
    {
        ConnectPacket packet;
        QVERIFY(!readConnect(field("MQTT") + '\x84' + std::string("\x02\0\x3c", 3) + field("b"), packet));
        QCOMPARE(packet.version, Version::V311);
        QVERIFY(packet.bridge);
    }

    void everyFaultOfAConnectIsNamed_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("reason");
        const auto row
            = [](const char *name, const std::string &body, ReasonCode reason = ReasonCode::MalformedPacket) {
                  QTest::newRow(name) << QByteArray::fromStdString(body) << int(reason);
              };
        const std::string rest = std::string("\x02\0\x3c", 3) + field("id");
        row("no protocol", "");
        row("protocol of 3.1 with level 4", field("MQIsdp") + '\x04' + rest, ReasonCode::UnsupportedVersion);
        row("3.1 without client id", field("MQIsdp") + '\x03' + std::string("\x02\0\x3c", 3) + field(""),
            ReasonCode::ClientIdNotValid);
        row("protocol in small letters", field("mqtt") + '\x04' + rest);
        row("level 3", field("MQTT") + '\x03' + rest, ReasonCode::UnsupportedVersion);
        row("level 6", field("MQTT") + '\x06' + rest, ReasonCode::UnsupportedVersion);
        row("level 6 of a bridge", field("MQTT") + '\x86' + rest, ReasonCode::UnsupportedVersion);
        row("level 0", field("MQTT") + std::string(1, '\0') + rest, ReasonCode::UnsupportedVersion);
        row("level missing", field("MQTT"));
        row("flags missing", field("MQTT") + '\x04');
        row("reserved flag", connectHead(0x03) + field("id"));
        row("will QoS 3", connectHead(0x1E) + field("id") + field("w") + field(""));
        row("will QoS without will", connectHead(0x0A) + field("id"));
        row("will retain without will", connectHead(0x22) + field("id"));
        row("password without user", connectHead(0x42) + field("id") + field("p"));
        row("client id missing", connectHead(0x02));
        row("client id cut",
            connectHead(0x02)
                + std::string("\0\x05"
                              "ab",
                    4));
        row("will missing", connectHead(0x06) + field("id"));
        row("will payload missing", connectHead(0x06) + field("id") + field("w"));
        row("user missing", connectHead(0x82) + field("id"));
        row("password missing", connectHead(0xC2) + field("id") + field("u"));
        row("bytes behind", connectHead(0x02) + field("id") + "x");
        row("client id not UTF-8", connectHead(0x02) + field("\xff"));
        row("client id with U+0000", connectHead(0x02) + field(std::string(1, '\0')));
        row("user not UTF-8", connectHead(0x82) + field("id") + field("\xed\xa0\x80"));
        row("will topic empty", connectHead(0x06) + field("id") + field("") + field(""), ReasonCode::TopicNameInvalid);
        row("will topic with wildcard", connectHead(0x06) + field("id") + field("a/#") + field(""),
            ReasonCode::TopicNameInvalid);
        row("will topic not UTF-8", connectHead(0x06) + field("id") + field("\xc0\xaf") + field(""));
        row("no client id, kept session", connectHead(0x00) + field(""), ReasonCode::ClientIdNotValid);
    }
    void everyFaultOfAConnectIsNamed()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, reason);
        const auto error = connectError(body.toStdString());
        QVERIFY(error);
        QCOMPARE(int(error->reason), reason);
        QVERIFY(!error->text.empty());
    }
    void everyPrefixOfAConnectIsRefused()
    {
        const std::string body = connectHead(0xEE) + field("id") + field("w") + field("p") + field("u") + field("s");
        QVERIFY(!connectError(body));
        for (std::size_t size = 0; size < body.size(); ++size)
            QVERIFY2(connectError(body.substr(0, size)), qPrintable(QString::number(size)));
    }

    void aPublishIsReadForEachQos()
    {
        for (unsigned qos = 0; qos < 3; ++qos) {
            Frame frame;
            frame.header = std::uint8_t(0x31 | qos << 1 | (qos ? 8 : 0));
            const std::string body = field("a/b") + (qos ? number(0xABCD) : "") + "payload";
            frame.body = body;
            PublishPacket packet;
            QVERIFY(!readPublish(frame, packet));
            QVERIFY(packet.topic == "a/b" && packet.payload == "payload");
            QCOMPARE(int(packet.qos), int(qos));
            QCOMPARE(int(packet.packetId), qos ? 0xABCD : 0);
            QVERIFY(packet.retain);
            QCOMPARE(packet.duplicate, qos > 0);
        }
    }
    void everyFaultOfAPublishIsFound()
    {
        QVERIFY(publishError(0x30, ""));
        QVERIFY(publishError(0x30, std::string("\0", 1)));
        QVERIFY(publishError(0x30,
            std::string("\0\x05"
                        "abc",
                5)));
        QVERIFY(publishError(0x38, field("a"))); // duplicate with QoS 0
        QVERIFY(publishError(0x32, field("a"))); // packet id missing
        QVERIFY(publishError(0x32, field("a") + '\x01')); // and cut
        QVERIFY(publishError(0x32, field("a") + number(0)));
        QVERIFY(publishError(0x34, field("a") + number(0)));
        QVERIFY(!publishError(0x30, field("a"))); // an empty payload is none
        QVERIFY(!publishError(0x32, field("a") + number(1)));
    }

    void aSubscribeIsReadWithAllItsFilters()
    {
        const std::string body
            = number(7) + field("a") + '\0' + field("b/+") + '\1' + field("#") + '\2' + field("a/#/b") + '\1';
        SubscribePacket packet;
        QVERIFY(!readSubscribe(body, Version::V311, packet));
        QCOMPARE(int(packet.packetId), 7);
        QCOMPARE(packet.entries.size(), std::size_t(4));
        QVERIFY(packet.entries[1].filter == "b/+" && packet.entries[1].qos == Qos::AtLeastOnce);
        QVERIFY(packet.entries[2].valid && packet.entries[2].qos == Qos::ExactlyOnce);
        QVERIFY(!packet.entries[3].valid); // text, but no filter: refused in the answer
        SubscribePacket again;
        QVERIFY(!readUnsubscribe(number(9) + field("a") + field("b"), Version::V311, again));
        QCOMPARE(again.entries.size(), std::size_t(2));
    }
    void everyFaultOfASubscribeIsFound()
    {
        QVERIFY(subscribeError(""));
        QVERIFY(subscribeError(number(1))); // no filter
        QVERIFY(subscribeError(number(0) + field("a") + '\0'));
        QVERIFY(subscribeError(number(1) + field("a"))); // QoS missing
        QVERIFY(subscribeError(number(1) + field("a") + '\3'));
        QVERIFY(subscribeError(number(1) + field("a") + '\x04'));
        QVERIFY(subscribeError(number(1) + field("a") + '\x80'));
        QVERIFY(subscribeError(number(1) + field("") + '\0'));
        QVERIFY(subscribeError(number(1) + field("\xff") + '\0'));
        QVERIFY(subscribeError(number(1) + field("a") + '\0' + '\0'));
        QVERIFY(subscribeError("", true));
        QVERIFY(subscribeError(number(1), true));
        QVERIFY(subscribeError(number(0) + field("a"), true));
        QVERIFY(subscribeError(number(1) + field(""), true));
        QVERIFY(subscribeError(number(1) + std::string("\0\x05x", 3), true));
        const std::string body = number(1) + field("abc") + '\1';
        for (std::size_t size = 0; size < body.size(); ++size)
            QVERIFY(subscribeError(body.substr(0, size)));
    }
};

QTEST_APPLESS_MAIN(MqttPacketsTest)
#include "mqttpacketstest.moc"
