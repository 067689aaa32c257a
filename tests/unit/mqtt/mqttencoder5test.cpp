// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets5.h"
#include "peer.h"
#include "protocols/mqtt/encoder.h"
#include "protocols/mqtt/encoder5.h"
#include "protocols/mqtt/publishpacket.h"

#include <QTest>

#include <unistd.h>

using namespace topiq;
using namespace topiq::mqtt;
using namespace topiq::testing;

class MqttEncoder5Test : public QObject {
    Q_OBJECT

private:
    OutputPool m_pool;
    OutputQueue m_queue;
    const Receiver m_any;

    /// The bytes of the queue, by way of a socket.
    std::string taken()
    {
        auto [peer, socket] = Peer::unixPair();
        std::string bytes;
        std::uint64_t sent = 0;
        while (m_queue.flush(m_pool, socket, sent) == OutputQueue::Flush::Blocked)
            bytes += peer.receiveSome();
        ::close(socket);
        return bytes + peer.receiveToEnd();
    }
    static Ref<Message> message(std::string_view topic, std::string_view payload)
    {
        return Message::create({topic, payload, {}, Qos::ExactlyOnce, false, {}}, Ref<const Origin>(new Origin), 0);
    }

private Q_SLOTS:
    void aConnAckHasNoMoreThanItSays()
    {
        writeConnAck5(m_queue, m_pool, m_any, {});
        QCOMPARE(hex(taken()), std::string("20 03 00 00 00 "));
        ConnAck5 fields;
        fields.sessionPresent = true;
        fields.sessionExpirySeconds = 3600;
        fields.receiveMaximum = 1000;
        fields.maxPacketBytes = 2'097'152;
        fields.assignedClientId = "auto-1";
        fields.topicAliasMaximum = 16;
        fields.serverKeepAliveSeconds = 60;
        fields.serverReference = "other";
        fields.authMethod = "M";
        fields.authData = "D";
        fields.reasonString = "fine";
        writeConnAck5(m_queue, m_pool, m_any, fields);
        const std::string expected = packet(0x20,
            std::string("\x01\x00", 2)
                + list(longProperty(0x11, 3600) + shortProperty(0x21, 1000) + longProperty(0x27, 2'097'152)
                    + textProperty(0x12, "auto-1") + shortProperty(0x22, 16) + shortProperty(0x13, 60)
                    + textProperty(0x1C, "other") + textProperty(0x15, "M") + textProperty(0x16, "D")
                    + textProperty(0x1F, "fine")));
        QCOMPARE(hex(taken()), hex(expected));
    }
    void acknowledgementsAreAsShortAsTheyCanBe()
    {
        writeAck5(m_queue, m_pool, m_any, PacketType::PubAck, 0x0102, ReasonCode::Success, "not sent");
        writeAck5(m_queue, m_pool, m_any, PacketType::PubAck, 0x0102, ReasonCode::NoMatchingSubscribers);
        writeAck5(m_queue, m_pool, m_any, PacketType::PubRel, 1, ReasonCode::PacketIdNotFound);
        writeAck5(m_queue, m_pool, m_any, PacketType::PubRec, 1, ReasonCode::NotAuthorized, "no");
        QCOMPARE(
            hex(taken()), std::string("40 02 01 02 40 03 01 02 10 62 03 00 01 92 50 09 00 01 87 05 1f 00 02 6e 6f "));
    }
    void subAcksListEveryCode()
    {
        const std::vector<ReasonCode> codes{ReasonCode::GrantedQos2, ReasonCode::NotAuthorized};
        writeSubAck5(m_queue, m_pool, m_any, PacketType::SubAck, 7, codes);
        writeSubAck5(m_queue, m_pool, m_any, PacketType::UnsubAck, 7, codes, "no");
        QCOMPARE(hex(taken()), std::string("90 05 00 07 00 02 87 b0 0a 00 07 05 1f 00 02 6e 6f 02 87 "));
    }
    void aDisconnectSaysWhy()
    {
        writeDisconnect5(m_queue, m_pool, m_any, ReasonCode::SessionTakenOver);
        writeDisconnect5(m_queue, m_pool, m_any, ReasonCode::UseAnotherServer, "go", "b");
        QCOMPARE(hex(taken()), std::string("e0 01 8e e0 0b 9c 09 1c 00 01 62 1f 00 02 67 6f "));
    }
    void anAuthNamesItsMethod()
    {
        writeAuth5(m_queue, m_pool, m_any, ReasonCode::ContinueAuthentication, "M", "D");
        writeAuth5(m_queue, m_pool, m_any, ReasonCode::Success, "M", {});
        QCOMPARE(hex(taken()), std::string("f0 0a 18 08 15 00 01 4d 16 00 01 44 f0 06 00 04 15 00 01 4d "));
    }
    void reasonStringsAreLeftOutWhereTheyAreNotWanted()
    {
        const std::vector<ReasonCode> codes{ReasonCode::NotAuthorized};
        const Receiver silent{0, false};
        writeAck5(m_queue, m_pool, silent, PacketType::PubAck, 1, ReasonCode::NotAuthorized, "no");
        writeSubAck5(m_queue, m_pool, silent, PacketType::SubAck, 1, codes, "no");
        QCOMPARE(hex(taken()), std::string("40 03 00 01 87 90 04 00 01 00 87 "));
        writeDisconnect5(m_queue, m_pool, silent, ReasonCode::ProtocolError, "so");
        QCOMPARE(
            hex(taken()), std::string("e0 07 82 05 1f 00 02 73 6f ")); // there they always may stand [MQTT-3.1.2-29]
    }
    void reasonStringsAreLeftOutWhereThePacketWouldBeTooLarge()
    {
        const std::vector<ReasonCode> codes{ReasonCode::NotAuthorized};
        const std::string why(100, 'w');
        for (std::uint32_t limit = 1; limit < 120; ++limit) {
            const Receiver small{limit, true};
            ConnAck5 fields;
            fields.reason = ReasonCode::NotAuthorized;
            fields.reasonString = why;
            const auto written = [&](auto write) {
                write();
                return taken();
            };
            const std::string packets[]{written([&] { writeConnAck5(m_queue, m_pool, small, fields); }),
                written(
                    [&] { writeAck5(m_queue, m_pool, small, PacketType::PubAck, 1, ReasonCode::NotAuthorized, why); }),
                written([&] { writeSubAck5(m_queue, m_pool, small, PacketType::SubAck, 1, codes, why); }),
                written([&] { writeDisconnect5(m_queue, m_pool, small, ReasonCode::ProtocolError, why); })};
            const std::size_t shortest[]{5, 5, 6, 3};
            const std::size_t longest[]{108, 109, 109, 107};
            for (std::size_t i = 0; i < 4; ++i) {
                const std::size_t expected = limit >= longest[i] ? longest[i] : limit >= shortest[i] ? shortest[i] : 0;
                QCOMPARE(packets[i].size(), expected);
            }
        }
    }

    void aPublishHasTheBytesOfTheStandardAndIsReadBack()
    {
        const std::size_t block = OutputPool::Capacity;
        const std::string forwarded = textProperty(0x03, "text/plain") + userProperty("k", std::string(100, 'v'));
        const std::vector<std::uint32_t> ids{1, 127, 128, 268'435'455};
        const std::string idProperties = variableProperty(0x0B, 1) + variableProperty(0x0B, 127)
            + variableProperty(0x0B, 128) + variableProperty(0x0B, 268'435'455);
        std::vector<std::size_t> sizes{0, 1, 2, ReferencedPayload - 1, ReferencedPayload, ReferencedPayload + 1};
        for (const std::size_t edge : {std::size_t(128), std::size_t(16'384), block / 4, block}) {
            for (std::size_t size = edge - 180; size <= edge + 4; size += 3)
                sizes.push_back(size);
        }
        for (const std::size_t size : sizes) {
            const std::string payload(size, 'p');
            const auto sent = message("a/b", payload);
            for (unsigned kind = 0; kind < 48; ++kind) {
                Publish5 fields;
                fields.qos = Qos(kind % 3);
                fields.packetId = 0x0A0B;
                fields.retain = kind & 1;
                std::string properties;
                if (kind & 4) {
                    fields.subscriptionIds = ids;
                    fields.properties = forwarded;
                    properties = idProperties + forwarded;
                }
                if (kind & 8) {
                    fields.expirySeconds = 0x01020304;
                    properties += longProperty(0x02, 0x01020304);
                }
                if (kind & 16) {
                    fields.topicAlias = 0x1234;
                    fields.topicKnown = kind & 32;
                    properties += shortProperty(0x23, 0x1234);
                }
                writePublish5(m_queue, m_pool, *sent, fields);
                const std::string bytes = taken();
                QVERIFY(bytes
                    == publishPacket5(
                        fields.topicKnown ? "" : "a/b", payload, kind % 3, 0x0A0B, properties, fields.retain));
                QCOMPARE(publishSize5(*sent, fields), std::uint64_t(bytes.size()));
                Frame frame;
                ProtocolError error;
                QCOMPARE(readFrame(bytes, Version::V5, 4'000'000, frame, error), FrameStatus::Complete);
                PublishPacket read;
                MessageProperties list;
                std::string scratch;
                QVERIFY(!readPublish5(frame, PropertyPlace::PublishToClient, read, list, scratch));
                QVERIFY(read.payload == payload && list.forwarded == fields.properties
                    && list.expirySeconds == fields.expirySeconds && list.topicAlias.value_or(0) == fields.topicAlias);
            }
        }
    }
    void aDuplicateIsMarked()
    {
        Publish5 fields;
        fields.qos = Qos::ExactlyOnce;
        fields.packetId = 1;
        fields.duplicate = true;
        writePublish5(m_queue, m_pool, *message("t", ""), fields);
        QCOMPARE(hex(taken()), std::string("3c 06 00 01 74 00 01 00 "));
    }
};

QTEST_APPLESS_MAIN(MqttEncoder5Test)
#include "mqttencoder5test.moc"
