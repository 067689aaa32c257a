// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"
#include "protocols/mqtt/frame.h"

#include <QTest>

#include <set>

using namespace topiq;
using namespace topiq::mqtt;
using namespace topiq::testing;

namespace {

constexpr std::uint32_t Limit = 300 * 1024 * 1024;

struct Read {
    explicit Read(std::string_view bytes, std::uint32_t limit = Limit, Version version = Version::V311)
        : status(readFrame(bytes, version, limit, frame, error))
    {}
    Frame frame;
    ProtocolError error;
    FrameStatus status;
};

} // namespace

class MqttFrameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFirstByteIsJudgedAsTheStandardSays()
    {
        // Tables 2-1 and 2-2: the first bytes that a client may send.
        const std::set<int> always{0x10, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x40,
            0x50, 0x62, 0x70, 0x82, 0xA2, 0xC0, 0xE0};
        for (const Version version : {Version::None, Version::V31, Version::V311, Version::V5}) {
            std::set<int> good = always;
            if (version == Version::V31)
                good.insert({0x6A, 0x8A, 0xAA}); // sent again
            else if (version == Version::V5)
                good.insert(0xF0);
            for (int first = 0; first < 256; ++first) {
                const std::string bytes{char(first), 0};
                const Read whole(bytes, Limit, version);
                const Read cut(std::string_view(bytes).substr(0, 1), Limit, version);
                const bool valid = good.contains(first);
                QVERIFY2(whole.status == (valid ? FrameStatus::Complete : FrameStatus::Invalid),
                    qPrintable(QString::number(first, 16)));
                QVERIFY(cut.status == (valid ? FrameStatus::Incomplete : FrameStatus::Invalid)); // shown already
                QVERIFY(valid == whole.error.text.empty());
                QCOMPARE(int(whole.frame.header), first);
            }
        }
    }

    void nothingIsIncomplete()
    {
        const Read read{std::string_view()};
        QCOMPARE(read.status, FrameStatus::Incomplete);
        QCOMPARE(read.frame.size, std::size_t(0));
    }

    void theLengthTakesOneToFourBytes_data()
    {
        QTest::addColumn<unsigned>("body");
        QTest::addColumn<unsigned>("lengthBytes");
        const auto row = [](unsigned body, unsigned bytes) { QTest::addRow("%u", body) << body << bytes; };
        row(0, 1);
        row(1, 1);
        row(127, 1);
        row(128, 2);
        row(16'383, 2);
        row(16'384, 3);
        row(2'097'151, 3);
        row(2'097'152, 4);
        row(268'435'455, 4);
    }
    void theLengthTakesOneToFourBytes()
    {
        QFETCH(unsigned, body);
        QFETCH(unsigned, lengthBytes);
        const std::string head = '\x30' + length(body);
        QCOMPARE(head.size(), std::size_t(1 + lengthBytes));
        for (std::size_t cut = 0; cut < head.size(); ++cut) {
            const Read read(std::string_view(head).substr(0, cut));
            QCOMPARE(read.status, FrameStatus::Incomplete);
            QCOMPARE(read.frame.size, std::size_t(0)); // the length itself is cut
        }
        const Read headOnly(head);
        QCOMPARE(headOnly.status, body ? FrameStatus::Incomplete : FrameStatus::Complete);
        QCOMPARE(headOnly.frame.size, head.size() + body);
        if (body > 3'000'000)
            return; // enough memory has been written
        const std::string whole = head + std::string(body, 'b') + "next";
        const Read read(whole);
        QCOMPARE(read.status, FrameStatus::Complete);
        QVERIFY(read.frame.body == std::string_view(whole).substr(head.size(), body));
        if (body)
            QCOMPARE(Read(std::string_view(whole).substr(0, head.size() + body - 1)).status, FrameStatus::Incomplete);
    }

    void aLengthOfFiveBytesIsInvalidOnceItsFourthByteIsThere()
    {
        for (const std::string &bytes : {std::string("\x30\x80\x80\x80\x80\x01", 6),
                 std::string("\x30\xff\xff\xff\xff\x7f", 6), std::string("\x30\x80\x80\x80\x80", 5)}) {
            const Read read(bytes);
            QCOMPARE(read.status, FrameStatus::Invalid);
            QCOMPARE(read.error.reason, ReasonCode::MalformedPacket);
        }
        QCOMPARE(Read(std::string_view("\x30\x80\x80\x80", 4)).status, FrameStatus::Incomplete);
    }

    void aLengthWithNeedlessBytesIsReadAsItsValueBeforeMqtt5()
    {
        const std::string bytes("\xc0\x80\x00", 3);
        const Read read(bytes);
        QCOMPARE(read.status, FrameStatus::Complete);
        QCOMPARE(read.frame.size, std::size_t(3));
        QVERIFY(read.frame.body.empty());
        QCOMPARE(Read(bytes, Limit, Version::V5).status, FrameStatus::Invalid);
    }

    void aPacketOverTheLimitIsRefusedBeforeItsBodyIsThere()
    {
        const std::string head = '\x30' + length(997); // 1,000 bytes in all
        QCOMPARE(Read(head, 1000).status, FrameStatus::Incomplete);
        const Read over(head, 999);
        QCOMPARE(over.status, FrameStatus::Invalid);
        QCOMPARE(over.error.reason, ReasonCode::PacketTooLarge);
        QVERIFY(over.error.text.find("1000") != std::string::npos && over.error.text.find("999") != std::string::npos);
        QCOMPARE(Read(std::string_view("\x30\xff\xff\xff\x7f", 5), 2 * 1024 * 1024).error.reason,
            ReasonCode::PacketTooLarge);
    }

    void everyTypeHasItsName()
    {
        std::set<std::string> names;
        for (int type = 0; type < 16; ++type)
            names.insert(packetName(std::uint8_t(type)));
        QCOMPARE(names.size(), std::size_t(16));
        QCOMPARE(packetName(1), "CONNECT");
        QCOMPARE(packetName(14), "DISCONNECT");
    }
};

QTEST_APPLESS_MAIN(MqttFrameTest)
#include "mqttframetest.moc"
