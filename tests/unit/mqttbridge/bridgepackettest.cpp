// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/bridge/clientpackets.h"

#include <QTest>

using namespace topiq;
using namespace topiq::mqtt;
using namespace std::string_literals;

namespace {

std::string hex(const std::string &bytes) { return QByteArray::fromStdString(bytes).toHex(' ').toStdString(); }

Frame frameOf(std::string_view bytes)
{
    Frame frame;
    ProtocolError error;
    if (readServerFrame(bytes, 1'000'000, frame, error) != FrameStatus::Complete)
        qFatal("the packet of the test is none: %s", error.text.c_str());
    return frame;
}

} // namespace

class BridgePacketTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void connectOfEachVersion()
    {
        ClientConnect fields;
        fields.version = Version::V311;
        fields.clientId = "c";
        fields.keepAliveSeconds = 60;
        QCOMPARE(hex(connectPacket(fields)), "10 0d 00 04 4d 51 54 54 04 00 00 3c 00 01 63");
        fields.isBridge = true;
        fields.cleanStart = true;
        fields.password = "p"; // cannot be said without a user
        QCOMPARE(hex(connectPacket(fields)), "10 0d 00 04 4d 51 54 54 84 02 00 3c 00 01 63");
        fields.user = "u";
        fields.willTopic = "w";
        fields.willPayload = "0";
        QCOMPARE(hex(connectPacket(fields)),
            "10 19 00 04 4d 51 54 54 84 ee 00 3c 00 01 63 00 01 77 00 01 30 00 01 75 00 01 70");
        fields = {};
        fields.clientId = "c";
        fields.sessionExpirySeconds = 0xFFFFFFFF;
        fields.receiveMaximum = 10;
        fields.maxPacketBytes = 1024;
        fields.password = "p";
        QCOMPARE(hex(connectPacket(fields)),
            "10 1e 00 04 4d 51 54 54 05 40 00 3c 0d 11 ff ff ff ff 21 00 0a 27 00 00 04 00 00 01 63 00 01 70");
    }

    void subscribeNamesTheLinesThatComeIn()
    {
        const std::vector<BridgeTopic> topics{{"a", BridgeTopic::Direction::Out, Qos::AtMostOnce, "", ""},
            {"b/#", BridgeTopic::Direction::In, Qos::ExactlyOnce, "", "r/"},
            {"c", BridgeTopic::Direction::Both, Qos::AtMostOnce, "", ""}};
        QCOMPARE(hex(subscribePacket(Version::V311, 7, topics)), "82 0e 00 07 00 05 72 2f 62 2f 23 02 00 01 63 00");
        QCOMPARE(hex(subscribePacket(Version::V5, 7, topics)), "82 0f 00 07 00 00 05 72 2f 62 2f 23 1e 00 01 63 1c");
    }

    void answersAreShort()
    {
        QCOMPARE(hex(ackPacket(Version::V5, PacketType::PubAck, 258)), "40 02 01 02");
        QCOMPARE(hex(ackPacket(Version::V5, PacketType::PubRec, 1, ReasonCode::QuotaExceeded)), "50 03 00 01 97");
        QCOMPARE(hex(ackPacket(Version::V311, PacketType::PubRel, 1)), "62 02 00 01");
        QCOMPARE(hex(emptyPacket(PacketType::PingReq)), "c0 00");
        QCOMPARE(hex(retainedPacket(Version::V5, "a", "1")), "31 05 00 01 61 00 31");
        QCOMPARE(hex(retainedPacket(Version::V311, "a", "1")), "31 04 00 01 61 31");
    }

    void framesAreFoundAtEveryCut()
    {
        const std::string packet = "\x32\x85\x01"s + std::string(133, 'x');
        Frame frame;
        ProtocolError error;
        for (std::size_t size = 0; size < packet.size(); ++size)
            QCOMPARE(readServerFrame(packet.substr(0, size), 1000, frame, error), FrameStatus::Incomplete);
        QCOMPARE(frame.size, packet.size());
        QCOMPARE(readServerFrame(packet + "more", 1000, frame, error), FrameStatus::Complete);
        QCOMPARE(frame.body.size(), 133ull);
        QCOMPARE(readServerFrame(packet, 100, frame, error), FrameStatus::Invalid);
        QVERIFY(error.text.find("100") != std::string::npos);
    }

    void whatAServerMayNotSendIsSeenAtItsFirstByte()
    {
        Frame frame;
        ProtocolError error;
        for (int first = 0; first < 256; ++first) {
            const bool isPublish = first >> 4 == 3 && (first & 6) != 6;
            const bool good
                = isPublish || first == 0x62 || QByteArray("\x20\x40\x50\x70\x90\xb0\xd0\xe0").contains(char(first));
            const std::string byte(1, char(first));
            QCOMPARE(readServerFrame(byte, 1000, frame, error), good ? FrameStatus::Incomplete : FrameStatus::Invalid);
        }
    }

    void connAckOfEachVersion()
    {
        ConnAckPacket packet;
        QVERIFY(!readConnAck(frameOf("\x20\x02\x01\x00"s), Version::V311, packet));
        QVERIFY(packet.sessionPresent && packet.code == 0);
        packet = {};
        QVERIFY(
            !readConnAck(frameOf("\x20\x12\x00\x00\x0f\x21\x00\x05\x27\x00\x00\x10\x00\x24\x01\x25\x00\x13\x00\x1e"s),
                Version::V5, packet));
        QCOMPARE(packet.receiveMaximum, 5);
        QCOMPARE(packet.maxPacketBytes, 4096u);
        QCOMPARE(packet.maximumQos, Qos::AtLeastOnce);
        QVERIFY(!packet.retainAvailable);
        QCOMPARE(packet.serverKeepAliveSeconds.value_or(0), 30);
    }

    void aRefusalSaysWhyAndWhatToDo()
    {
        ConnAckPacket packet;
        packet.code = 5;
        QCOMPARE(packet.why(Version::V311), "not authorized");
        packet.code = 1;
        QVERIFY(packet.why(Version::V5).find("version: 3.1.1") != std::string::npos);
        packet.code = 0x86;
        packet.reasonString = "no\nway";
        const std::string why = packet.why(Version::V5);
        QVERIFY(why.find("no\\x0away") != std::string::npos || why.find("no\\nway") != std::string::npos);
    }

    void damagedAnswersAreErrorsAndReadNothingBeyondTheirEnd()
    {
        const std::string whole = "\x20\x06\x00\x00\x03\x21\x00\x05"s;
        for (std::size_t size = 2; size < whole.size(); ++size) {
            const std::string cut = whole.substr(0, size);
            Frame frame;
            frame.header = 0x20;
            frame.body = std::string_view(cut).substr(2);
            ConnAckPacket packet;
            const bool complete = size == 4; // without properties it is as a 3.1.1 server writes it
            QCOMPARE(readConnAck(frame, Version::V5, packet).has_value(), !complete);
        }
        std::vector<std::uint8_t> codes;
        QVERIFY(readSubAck(frameOf("\x90\x01\x00"s), Version::V311, codes));
        QVERIFY(!readSubAck(frameOf("\x90\x05\x00\x01\x00\x01\x80"s), Version::V5, codes));
        QCOMPARE(codes, (std::vector<std::uint8_t>{1, 0x80}));
    }
};

QTEST_GUILESS_MAIN(BridgePacketTest)
#include "bridgepackettest.moc"
