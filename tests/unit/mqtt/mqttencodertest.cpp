// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"
#include "peer.h"
#include "protocols/mqtt/encoder.h"
#include "protocols/mqtt/publishpacket.h"

#include <QTest>

#include <unistd.h>

using namespace topiq;
using namespace topiq::mqtt;
using namespace topiq::testing;

class MqttEncoderTest : public QObject {
    Q_OBJECT

private:
    OutputPool m_pool;
    OutputQueue m_queue;

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
    void acknowledgementsHaveTheBytesOfTheStandard()
    {
        writeConnAck(m_queue, m_pool, ConnectReturn::Accepted, true);
        writeConnAck(m_queue, m_pool, ConnectReturn::NotAuthorized, false);
        writeAck(m_queue, m_pool, PacketType::PubAck, 0x0102);
        writeAck(m_queue, m_pool, PacketType::PubRec, 0xFFFF);
        writeAck(m_queue, m_pool, PacketType::PubRel, 1);
        writeAck(m_queue, m_pool, PacketType::PubComp, 1);
        writeAck(m_queue, m_pool, PacketType::UnsubAck, 1);
        writePingResp(m_queue, m_pool);
        QCOMPARE(hex(taken()),
            std::string("20 02 01 00 20 02 00 05 40 02 01 02 50 02 ff ff 62 02 00 01 70 02 00 01 b0 02 00 01 d0 00 "));
    }

    void aSubAckListsEveryCode()
    {
        for (const std::size_t count : {1u, 125u, 126u, 16'381u, 16'382u, 20'000u}) {
            std::vector<std::uint8_t> codes(count, 1);
            codes.back() = 0x80;
            writeSubAck(m_queue, m_pool, 0x1234, codes);
            const std::string expected = packet(0x90, number(0x1234) + std::string(codes.begin(), codes.end()));
            QVERIFY(taken() == expected);
        }
    }

    void aPublishHasTheBytesOfTheStandardAndIsReadBack()
    {
        const std::size_t block = OutputPool::Capacity;
        std::vector<std::size_t> sizes{
            0, 1, 2, 16'000, ReferencedPayload - 1, ReferencedPayload, ReferencedPayload + 1};
        for (const std::size_t edge : {std::size_t(128), std::size_t(16'384), std::size_t(2'097'152),
                 std::size_t(OutputPool::SmallCapacity), block / 4, block}) {
            for (std::size_t size = edge - 12; size <= edge + 4; ++size)
                sizes.push_back(size); // the topic and the packet id take up to seven bytes of them
        }
        for (const std::size_t size : sizes) {
            std::string payload(size, '\0');
            for (std::size_t i = 0; i < size; ++i)
                payload[i] = char(i ^ i >> 8);
            for (unsigned qos = 0; qos < 3; ++qos) {
                for (const bool retain : {false, true}) {
                    const auto sent = message("a/b", payload);
                    const bool duplicate = qos > 0 && retain;
                    writePublish(m_queue, m_pool, *sent, Qos(qos), retain, duplicate, 0x0A0B);
                    const std::string bytes = taken();
                    std::string expected = publishPacket("a/b", payload, qos, 0x0A0B, retain);
                    if (duplicate)
                        expected[0] = char(expected[0] | 8);
                    QVERIFY2(bytes == expected, qPrintable(QString::number(size)));
                    Frame frame;
                    ProtocolError error;
                    QCOMPARE(readFrame(bytes, Version::V311, 4'000'000, frame, error), FrameStatus::Complete);
                    QCOMPARE(frame.size, bytes.size());
                    PublishPacket read;
                    QVERIFY(!readPublish(frame, read));
                    QVERIFY(read.topic == "a/b" && read.payload == payload && read.qos == Qos(qos)
                        && read.retain == retain);
                }
            }
        }
    }

    void manyPublishesBehindEachOtherFillBlocksWithoutAGap()
    {
        std::string expected;
        for (unsigned i = 0; i < 400; ++i) {
            const std::string payload(i * 61 % 10'000, char('a' + i % 26));
            const auto sent = message(std::string(1 + i % 40, 't'), payload);
            writePublish(m_queue, m_pool, *sent, Qos(i % 3), false, false, std::uint16_t(i + 1));
            expected += publishPacket(sent->topic(), payload, i % 3, i + 1);
        }
        QVERIFY(taken() == expected);
    }

    void aLongTopicIsWritten()
    {
        const std::string topic(65'535, 't');
        const auto sent = message(topic, "p");
        writePublish(m_queue, m_pool, *sent, Qos::AtLeastOnce, false, false, 3);
        QVERIFY(taken() == publishPacket(topic, "p", 1, 3));
    }
};

QTEST_APPLESS_MAIN(MqttEncoderTest)
#include "mqttencodertest.moc"
