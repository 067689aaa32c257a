// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/mqttreader.h"

#include "cli/exitcode.h"

#include <QTest>

using namespace topiq;
using namespace topiq::mqttclient;

namespace {

const QByteArray &wholeStream()
{
    static const QByteArray stream = [] {
        QByteArray bytes("\x20\x02\x00\x00", 4); // CONNACK
        bytes += QByteArray("\x90\x03\x00\x01\x02", 5); // SUBACK
        bytes += publishPacket({"a/b", "hello", 0, true, false, 0});
        bytes += publishPacket({"t", QByteArray(300, 'x'), 2, false, true, 9}); // length of two bytes
        bytes += acknowledgePacket(PacketType::PubRel, 9);
        bytes += acknowledgePacket(PacketType::PubAck, 0x1234);
        bytes += QByteArray("\xd0\x00", 2); // PINGRESP
        return bytes;
    }();
    return stream;
}

} // namespace

class MqttReaderTest : public QObject {
    Q_OBJECT

private:
    static QList<ServerPacket> readAll(MqttReader &reader)
    {
        QList<ServerPacket> packets;
        for (;;) {
            auto packet = reader.next();
            if (!packet || !packet->has_value()) {
                return packets;
            }
            packets += **packet;
        }
    }

    static void verify(const QList<ServerPacket> &packets)
    {
        QCOMPARE(packets.size(), 7);
        QCOMPARE(packets[0].type, PacketType::ConnAck);
        QCOMPARE(packets[1].code, 2);
        QCOMPARE(packets[2].message.topic, QByteArray("a/b"));
        QCOMPARE(packets[2].message.payload, QByteArray("hello"));
        QVERIFY(packets[2].message.retain && packets[2].message.qos == 0);
        QCOMPARE(packets[3].message.payload.size(), 300);
        QVERIFY(packets[3].message.duplicate && packets[3].message.qos == 2 && packets[3].message.packetId == 9);
        QCOMPARE(packets[4].type, PacketType::PubRel);
        QCOMPARE(packets[5].packetId, 0x1234);
        QCOMPARE(packets[6].type, PacketType::PingResp);
    }

private Q_SLOTS:
    void everySplitGivesTheSamePackets()
    {
        for (qsizetype at = 0; at <= wholeStream().size(); ++at) {
            MqttReader reader;
            reader.append(wholeStream().first(at));
            QList<ServerPacket> packets = readAll(reader);
            reader.append(wholeStream().sliced(at));
            packets += readAll(reader);
            verify(packets);
        }
    }

    void singleBytesGiveTheSamePackets()
    {
        MqttReader reader;
        QList<ServerPacket> packets;
        for (const char byte : wholeStream()) {
            reader.append(QByteArray(1, byte));
            packets += readAll(reader);
        }
        verify(packets);
    }

    void packetsOfMqtt5AreRead()
    {
        Message message{"a/b", "hello", 1, true, false, 3};
        message.properties.payloadFormat = 1;
        message.properties.expirySeconds = 0x01020304;
        message.properties.contentType = "text/plain";
        message.properties.responseTopic = "answer";
        message.properties.correlationData = "\xff";
        message.properties.user = {{"k", "1"}, {"k", "2"}};
        QByteArray stream("\x20\x09\x00\x00\x06\x21\x03\xe8\x22\x00\x10", 11); // CONNACK with limits
        stream += publishPacket(message, Version::V5);
        stream += QByteArray("\x90\x04\x00\x01\x00\x87", 6);
        stream += QByteArray("\x40\x02\x00\x05\x50\x03\x00\x06\x10\x62\x04\x00\x07\x92\x00", 15);
        stream += QByteArray("\x40\x09\x00\x08\x87\x05\x1f\x00\x02no", 11);
        stream += QByteArray("\xe0\x00\xe0\x01\x8b\xd0\x00", 7);
        for (qsizetype at = 0; at <= stream.size(); ++at) {
            MqttReader reader(Version::V5);
            reader.append(stream.first(at));
            QList<ServerPacket> packets = readAll(reader);
            reader.append(stream.sliced(at));
            packets += readAll(reader);
            QCOMPARE(packets.size(), 10);
            QCOMPARE(packets[0].type, PacketType::ConnAck);
            QCOMPARE(packets[1].message.properties, message.properties);
            QCOMPARE(packets[1].message.payload, QByteArray("hello"));
            QCOMPARE(packets[2].code, 0x87);
            QVERIFY(packets[3].code == 0 && packets[3].packetId == 5);
            QVERIFY(packets[4].code == 0x10 && packets[4].packetId == 6);
            QVERIFY(packets[5].code == 0x92 && packets[5].packetId == 7);
            QVERIFY(packets[6].code == 0x87 && packets[6].properties.reasonString == "no");
            QVERIFY(packets[7].type == PacketType::Disconnect && packets[7].code == 0);
            QCOMPARE(packets[8].code, 0x8b);
            QCOMPARE(packets[9].type, PacketType::PingResp);
        }
    }

    void propertiesThatCannotBeReadAreProtocolErrors()
    {
        for (const QByteArray &list :
            {QByteArray("\x05\x26", 2), QByteArray("\x01\x7f", 2), QByteArray("\x03\x03\x00\x09", 4),
                QByteArray("\xff\xff\xff\xff\x01", 5), QByteArray("\x02\x02\x00", 3)}) {
            MqttReader reader(Version::V5);
            reader.append(QByteArray("\x30") + char(3 + list.size()) + QByteArray("\x00\x01t", 3) + list);
            QVERIFY(!reader.next().ok());
        }
    }

    void malformedPacketsAreProtocolErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("length of five bytes") << QByteArray("\x30\xff\xff\xff\xff\x01", 6);
        QTest::newRow("QoS 3") << QByteArray("\x36\x05\x00\x01t\x00\x01", 7);
        QTest::newRow("topic beyond the end") << QByteArray("\x30\x03\x00\x09t", 5);
        QTest::newRow("no room for the id") << QByteArray("\x32\x03\x00\x01t", 5);
        QTest::newRow("id 0") << QByteArray("\x32\x05\x00\x01t\x00\x00", 7);
        QTest::newRow("short CONNACK") << QByteArray("\x20\x01\x00", 3);
        QTest::newRow("long PUBACK") << QByteArray("\x40\x03\x00\x01\x00", 5);
        QTest::newRow("PINGRESP with body") << QByteArray("\xd0\x01\x00", 3);
        QTest::newRow("packet of a client") << QByteArray("\xc0\x00", 2);
        QTest::newRow("DISCONNECT of a server, before MQTT 5") << QByteArray("\xe0\x00", 2);
        QTest::newRow("empty PUBLISH") << QByteArray("\x30\x00", 2);
    }
    void malformedPacketsAreProtocolErrors()
    {
        QFETCH(QByteArray, bytes);
        MqttReader reader;
        reader.append(bytes);
        const auto packet = reader.next();
        QVERIFY(!packet.ok());
        QCOMPARE(exitStatus(packet.error()), 76);
    }
};

QTEST_GUILESS_MAIN(MqttReaderTest)
#include "mqttreadertest.moc"
