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
