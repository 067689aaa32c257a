// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets5.h"
#include "protocols/mqtt/ackpacket.h"
#include "protocols/mqtt/authpacket.h"
#include "protocols/mqtt/connectpacket.h"
#include "protocols/mqtt/disconnectpacket.h"
#include "protocols/mqtt/publishpacket.h"
#include "protocols/mqtt/subscribepacket.h"

#include <QTest>

using namespace topiq;
using namespace topiq::mqtt;
using namespace topiq::testing;

namespace {

int reason(const std::optional<ProtocolError> &error) { return error ? int(error->reason) : 0; }

int connectReason(const std::string &body)
{
    ConnectPacket packet;
    return reason(readConnect(body, packet));
}

struct ReadPublish {
    ReadPublish(unsigned first, std::string bytes, PropertyPlace place = PropertyPlace::PublishToServer)
        : body(std::move(bytes))
    {
        Frame frame;
        frame.header = std::uint8_t(first);
        frame.body = body;
        error = readPublish5(frame, place, packet, properties, scratch);
    }
    std::string body;
    std::string scratch;
    PublishPacket packet;
    MessageProperties properties;
    std::optional<ProtocolError> error;
};

int ackReason(unsigned first, const std::string &body, AckPacket *packet = nullptr)
{
    Frame frame;
    frame.header = std::uint8_t(first);
    frame.body = body;
    AckPacket own;
    return reason(readAck(frame, Version::V5, packet ? *packet : own));
}

int subscribeReason(const std::string &body, bool un = false)
{
    SubscribePacket packet;
    return reason(un ? readUnsubscribe(body, Version::V5, packet) : readSubscribe(body, Version::V5, packet));
}

int disconnectReason(const std::string &body, PropertyPlace place = PropertyPlace::DisconnectToServer)
{
    DisconnectPacket packet;
    return reason(readDisconnect(body, Version::V5, place, packet));
}

int authReason(const std::string &body)
{
    AuthPacket packet;
    return reason(readAuth(body, packet));
}

} // namespace

class MqttPackets5Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullConnectIsRead()
    {
        const std::string properties = longProperty(0x11, 3600) + shortProperty(0x21, 20) + longProperty(0x27, 5000)
            + shortProperty(0x22, 8) + byteProperty(0x19, 1) + byteProperty(0x17, 0) + userProperty("k", "v")
            + textProperty(0x15, "SCRAM-SHA-256") + textProperty(0x16, "first");
        const std::string forwarded = byteProperty(0x01, 1) + textProperty(0x03, "text/plain") + userProperty("a", "b")
            + userProperty("a", "c");
        const std::string will = longProperty(0x18, 5) + byteProperty(0x01, 1) + longProperty(0x02, 60)
            + textProperty(0x03, "text/plain") + userProperty("a", "b") + userProperty("a", "c");
        const std::string body = connectHead5(0xEE, properties, 300) + field("id") + list(will) + field("will/t")
            + field("gone") + field("user") + field("secret");
        ConnectPacket packet;
        QCOMPARE(reason(readConnect(body, packet)), 0);
        QCOMPARE(packet.version, Version::V5);
        QCOMPARE(packet.sessionExpirySeconds, 3600u);
        QCOMPARE(int(packet.receiveMaximum), 20);
        QCOMPARE(packet.maxPacketBytes, 5000u);
        QCOMPARE(int(packet.topicAliasMaximum), 8);
        QVERIFY(packet.requestResponseInfo && !packet.requestProblemInfo);
        QVERIFY(packet.authMethod == "SCRAM-SHA-256" && packet.authData == "first");
        QVERIFY(packet.clientId == "id" && packet.user == "user" && packet.password == "secret");
        QVERIFY(packet.will && packet.will->topic == "will/t" && packet.will->payload == "gone");
        QCOMPARE(packet.will->delaySeconds, 5u);
        QVERIFY(packet.will->expirySeconds == 60u);
        QVERIFY(packet.will->properties == forwarded);
        QVERIFY(packet.will->retain && packet.will->qos == 1);
        for (std::size_t size = 0; size < body.size(); ++size)
            QVERIFY2(connectReason(body.substr(0, size)), qPrintable(QString::number(size)));
        QCOMPARE(connectReason(body + "x"), 0x81);
    }
    void absentPropertiesHaveTheValuesOfTheStandard()
    {
        ConnectPacket packet;
        QCOMPARE(reason(readConnect(connectHead5(0x02) + field(""), packet)), 0);
        QCOMPARE(packet.sessionExpirySeconds, 0u);
        QCOMPARE(int(packet.receiveMaximum), 65'535);
        QCOMPARE(packet.maxPacketBytes, 0u);
        QCOMPARE(int(packet.topicAliasMaximum), 0);
        QVERIFY(!packet.requestResponseInfo && packet.requestProblemInfo && !packet.authMethod);
    }
    void whatOnlyMqtt5AllowsIsAllowed()
    {
        QCOMPARE(connectReason(connectHead5(0x00) + field("")), 0); // no client id for a kept session
        QCOMPARE(connectReason(connectHead5(0x42) + field("id") + field("p")), 0); // a password without a user
    }
    void everyFaultOfAConnectHasItsReason()
    {
        const std::string will = field("id") + list();
        QCOMPARE(connectReason(connectHead5(0x03) + field("id")), 0x81);
        QCOMPARE(connectReason(connectHead5(0x1E) + will + field("w") + field("")), 0x81);
        QCOMPARE(connectReason(connectHead5(0x0A) + field("id")), 0x81);
        QCOMPARE(connectReason(connectHead5(0x06) + will + field("w/#") + field("")), 0x90);
        QCOMPARE(connectReason(connectHead5(0x06) + will + field("") + field("")), 0x90);
        QCOMPARE(connectReason(connectHead5(0x06) + will + field("\xff") + field("")), 0x81);
        QCOMPARE(connectReason(connectHead5(0x02) + field("\xff")), 0x81);
        QCOMPARE(connectReason(connectHead5(0x02, textProperty(0x16, "data")) + field("id")), 0x82);
        QCOMPARE(connectReason(connectHead5(0x02, longProperty(0x18, 1)) + field("id")), 0x81); // of a will only
        QCOMPARE(connectReason(connectHead5(0x06) + field("id") + list(longProperty(0x11, 1)) + field("w") + field("")),
            0x81);
        QCOMPARE(
            connectReason(connectHead5(0x06) + field("id") + list(textProperty(0x08, "r/+")) + field("w") + field("")),
            0x82);
    }
    void theVersionIsKnownThoughTheRestIsRefused()
    {
        ConnectPacket packet;
        QCOMPARE(reason(readConnect(connectHead5(0x03), packet)), 0x81);
        QCOMPARE(packet.version, Version::V5);
    }

    void aPublishIsRead()
    {
        const std::string forwarded = byteProperty(0x01, 1) + textProperty(0x03, "text/plain")
            + textProperty(0x08, "answer/here") + textProperty(0x09, "\xff\x01") + userProperty("k", "v");
        const ReadPublish read(0x33, field("a/b") + number(7) + list(forwarded) + "payload");
        QCOMPARE(reason(read.error), 0);
        QVERIFY(read.packet.topic == "a/b" && read.packet.payload == "payload" && read.packet.packetId == 7);
        QVERIFY(read.properties.forwarded == forwarded);
        QVERIFY(read.scratch.empty()); // not copied
        QVERIFY(!read.properties.expirySeconds && !read.properties.topicAlias);
    }
    void whatIsNotForwardedIsTakenOutOfTheList()
    {
        const std::string one = userProperty("k", "1");
        const std::string two = userProperty("k", "2");
        const std::string three = textProperty(0x03, "t");
        const std::string expiry = longProperty(0x02, 30);
        const std::string alias = shortProperty(0x23, 3);
        for (const std::string &all :
            {expiry + alias + one + two + three, one + two + three + alias + expiry, one + expiry + two + alias + three,
                alias + one + expiry + two + three, one + two + expiry + three + alias}) {
            const ReadPublish read(0x30, field("a") + list(all) + "p");
            QCOMPARE(reason(read.error), 0);
            QVERIFY(read.properties.forwarded == one + two + three);
            QVERIFY(read.properties.expirySeconds == 30u && read.properties.topicAlias == 3);
            QVERIFY(read.packet.payload == "p");
        }
        QVERIFY(ReadPublish(0x30, field("a") + list(expiry + alias)).properties.forwarded.empty());
    }
    void everyFaultOfAPublishHasItsReason()
    {
        const auto fault
            = [](unsigned first, const std::string &body) { return reason(ReadPublish(first, body).error); };
        QCOMPARE(fault(0x30, field("a")), 0x81); // no list
        QCOMPARE(fault(0x38, field("a") + list()), 0x81);
        QCOMPARE(fault(0x32, field("a") + number(0) + list()), 0x82);
        QCOMPARE(fault(0x30, field("") + list()), 0x82); // neither topic nor alias
        QCOMPARE(fault(0x30, field("") + list(shortProperty(0x23, 1))), 0);
        QCOMPARE(fault(0x30, field("a") + list(shortProperty(0x23, 0))), 0x94);
        QCOMPARE(fault(0x30, field("a") + list(variableProperty(0x0B, 1))), 0x81);
        QCOMPARE(fault(0x30, field("a") + list(textProperty(0x08, "r/#"))), 0x82);
        QCOMPARE(fault(0x30, field("a") + list(textProperty(0x08, ""))), 0x82);
        QCOMPARE(fault(0x30, field("a") + std::string("\x05\x26", 2)), 0x81);
    }
    void aPublishOfAServerMayNameSubscriptions()
    {
        std::vector<std::uint32_t> ids;
        const std::string body = field("a") + list(variableProperty(0x0B, 1) + variableProperty(0x0B, 200'000)) + "p";
        Frame frame;
        frame.header = 0x30;
        frame.body = body;
        PublishPacket packet;
        MessageProperties properties;
        properties.subscriptionIds = &ids;
        std::string scratch;
        QCOMPARE(reason(readPublish5(frame, PropertyPlace::PublishToClient, packet, properties, scratch)), 0);
        QVERIFY((ids == std::vector<std::uint32_t>{1, 200'000}));
        QVERIFY(properties.forwarded.empty());
    }

    void acknowledgementsAreReadInTheirThreeLengths()
    {
        AckPacket packet;
        QCOMPARE(ackReason(0x40, number(9), &packet), 0);
        QCOMPARE(int(packet.packetId), 9);
        QCOMPARE(packet.reason, ReasonCode::Success);
        QCOMPARE(ackReason(0x40, number(9) + '\x10', &packet), 0);
        QCOMPARE(packet.reason, ReasonCode::NoMatchingSubscribers);
        const std::string full = number(9) + '\x87' + list(textProperty(0x1F, "because") + userProperty("k", "v"));
        QCOMPARE(ackReason(0x50, full, &packet), 0);
        QCOMPARE(packet.reason, ReasonCode::NotAuthorized);
        QVERIFY(packet.reasonString == "because");
    }
    void everyReasonOfAnAcknowledgementIsJudged()
    {
        const std::vector<int> ofPublish{0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99};
        const std::vector<int> ofRelease{0x00, 0x92};
        for (const unsigned first : {0x40u, 0x50u, 0x62u, 0x70u}) {
            const auto &good = first < 0x60 ? ofPublish : ofRelease;
            for (int code = 0; code < 256; ++code) {
                const bool valid = std::find(good.begin(), good.end(), code) != good.end();
                QCOMPARE(ackReason(first, number(1) + char(code)), valid ? 0 : 0x82);
            }
        }
    }
    void everyFaultOfAnAcknowledgementHasItsReason()
    {
        QCOMPARE(ackReason(0x40, ""), 0x81);
        QCOMPARE(ackReason(0x40, "\x01"), 0x81);
        QCOMPARE(ackReason(0x40, number(0)), 0x82);
        QCOMPARE(ackReason(0x40, number(1) + '\x10' + '\x02'), 0x81);
        QCOMPARE(ackReason(0x40, number(1) + '\x10' + list() + "x"), 0x81);
        QCOMPARE(ackReason(0x40, number(1) + '\x10' + list(longProperty(0x11, 1))), 0x81);
    }

    void aSubscribeIsReadWithItsOptions()
    {
        const std::string body = number(7) + list(variableProperty(0x0B, 300) + userProperty("k", "v")) + field("a")
            + '\x00' + field("b") + '\x2D' + field("$share/g/c") + '\x1A' + field("$share//c") + '\x00';
        SubscribePacket packet;
        QCOMPARE(reason(readSubscribe(body, Version::V5, packet)), 0);
        QCOMPARE(packet.subscriptionId, 300u);
        QCOMPARE(packet.entries.size(), std::size_t(4));
        const auto &plain = packet.entries[0];
        QVERIFY(plain.valid && !plain.noLocal && !plain.retainAsPublished && plain.qos == Qos::AtMostOnce);
        QCOMPARE(plain.retainHandling, SubscribePacket::RetainHandling::Always);
        const auto &all = packet.entries[1];
        QVERIFY(all.noLocal && all.retainAsPublished && all.qos == Qos::AtLeastOnce);
        QCOMPARE(all.retainHandling, SubscribePacket::RetainHandling::Never);
        const auto &shared = packet.entries[2];
        QVERIFY(shared.valid && !shared.noLocal && shared.retainAsPublished && shared.qos == Qos::ExactlyOnce);
        QCOMPARE(shared.retainHandling, SubscribePacket::RetainHandling::WhenNew);
        QVERIFY(!packet.entries[3].valid);
    }
    void sharedFiltersNeedAGroupAndAFilter()
    {
        for (const std::string filter : {"$share/g", "$share/", "$share//a", "$share/g/", "$share/+/a", "$share/#/a",
                 "$share/g+/a", "$share/g/a#"}) {
            SubscribePacket packet;
            QCOMPARE(reason(readSubscribe(number(1) + list() + field(filter) + '\x00', Version::V5, packet)), 0);
            QVERIFY2(!packet.entries.at(0).valid, filter.c_str());
        }
        for (const std::string filter :
            {"$share/g/a", "$share/g/#", "$share/g//", "$share/g/+/x", "$shared/x", "$share"}) {
            SubscribePacket packet;
            QCOMPARE(reason(readSubscribe(number(1) + list() + field(filter) + '\x00', Version::V5, packet)), 0);
            QVERIFY2(packet.entries.at(0).valid, filter.c_str());
        }
    }
    void everyOptionsByteIsJudged()
    {
        for (int options = 0; options < 256; ++options) {
            const int expected = options & 0xC0 ? 0x81 : (options & 3) == 3 || (options & 0x30) == 0x30 ? 0x82 : 0;
            QCOMPARE(subscribeReason(number(1) + list() + field("a") + char(options)), expected);
            const bool local = expected == 0 && (options & 4);
            QCOMPARE(
                subscribeReason(number(1) + list() + field("$share/g/a") + char(options)), local ? 0x82 : expected);
        }
    }
    void everyFaultOfASubscribeHasItsReason()
    {
        const std::string good = number(1) + list(userProperty("k", "v")) + field("abc") + '\1';
        QCOMPARE(subscribeReason(good), 0);
        for (std::size_t size = 0; size < good.size(); ++size)
            QVERIFY(subscribeReason(good.substr(0, size)));
        QCOMPARE(subscribeReason(number(1) + list()), 0x82);
        QCOMPARE(subscribeReason(number(0) + list() + field("a") + '\0'), 0x82);
        QCOMPARE(subscribeReason(number(1) + list() + field("") + '\0'), 0x81);
        QCOMPARE(subscribeReason(number(1) + list(variableProperty(0x0B, 0)) + field("a") + '\0'), 0x82);
        QCOMPARE(subscribeReason(number(1) + list() + field("a"), true), 0);
        QCOMPARE(subscribeReason(number(1) + list(userProperty("k", "v")) + field("a") + field("b"), true), 0);
        QCOMPARE(subscribeReason(number(1) + list(variableProperty(0x0B, 1)) + field("a"), true), 0x81);
        QCOMPARE(subscribeReason(number(1) + list(), true), 0x82);
    }

    void aDisconnectIsReadInItsThreeLengths()
    {
        DisconnectPacket packet;
        QCOMPARE(reason(readDisconnect("", Version::V5, PropertyPlace::DisconnectToServer, packet)), 0);
        QCOMPARE(packet.reason, ReasonCode::Success);
        QCOMPARE(reason(readDisconnect("\x04", Version::V5, PropertyPlace::DisconnectToServer, packet)), 0);
        QCOMPARE(packet.reason, ReasonCode::DisconnectWithWill);
        const std::string full
            = std::string(1, '\0') + list(longProperty(0x11, 100) + textProperty(0x1F, "bye") + userProperty("k", "v"));
        QCOMPARE(reason(readDisconnect(full, Version::V5, PropertyPlace::DisconnectToServer, packet)), 0);
        QVERIFY(packet.sessionExpirySeconds == 100u && packet.reasonString == "bye");
        QCOMPARE(reason(readDisconnect(std::string(1, '\0'), Version::V311, PropertyPlace::DisconnectToServer, packet)),
            0x81);
    }
    void everyReasonOfADisconnectIsJudged()
    {
        const std::vector<int> both{0x00, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99};
        const std::vector<int> server{
            0x87, 0x89, 0x8B, 0x8D, 0x8E, 0x8F, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2};
        const auto has = [](const std::vector<int> &list, int code) {
            return std::find(list.begin(), list.end(), code) != list.end();
        };
        for (int code = 0; code < 256; ++code) {
            QCOMPARE(disconnectReason(std::string(1, char(code))), has(both, code) || code == 4 ? 0 : 0x82);
            QCOMPARE(disconnectReason(std::string(1, char(code)), PropertyPlace::DisconnectToClient),
                has(both, code) || has(server, code) ? 0 : 0x82);
        }
    }
    void everyFaultOfADisconnectHasItsReason()
    {
        const std::string zero(1, '\0');
        QCOMPARE(disconnectReason(zero + "\x05"), 0x81);
        QCOMPARE(disconnectReason(zero + list() + "x"), 0x81);
        QCOMPARE(disconnectReason(zero + list(textProperty(0x1C, "other"))), 0x81); // of a server only
        QCOMPARE(disconnectReason(zero + list(textProperty(0x1C, "other")), PropertyPlace::DisconnectToClient), 0);
    }

    void anAuthIsRead()
    {
        AuthPacket packet;
        const std::string body = '\x18' + list(textProperty(0x15, "SCRAM-SHA-256") + textProperty(0x16, "data"));
        QCOMPARE(reason(readAuth(body, packet)), 0);
        QCOMPARE(packet.reason, ReasonCode::ContinueAuthentication);
        QVERIFY(packet.method == "SCRAM-SHA-256" && packet.data == "data");
        QCOMPARE(authReason('\x19' + list(textProperty(0x15, "m"))), 0);
        QCOMPARE(authReason(""), 0x82);
        QCOMPARE(authReason("\x18"), 0x82);
        QCOMPARE(authReason(std::string(1, '\0') + list(textProperty(0x15, "m"))), 0x82);
        QCOMPARE(authReason('\x18' + list(textProperty(0x16, "data"))), 0x82); // no method
        QCOMPARE(authReason('\x18' + list(textProperty(0x15, "m")) + "x"), 0x81);
        QCOMPARE(authReason('\x18' + list(longProperty(0x11, 1))), 0x81);
        for (std::size_t size = 0; size < body.size(); ++size)
            QVERIFY(authReason(body.substr(0, size)));
    }
};

QTEST_APPLESS_MAIN(MqttPackets5Test)
#include "mqttpackets5test.moc"
