// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttbroker.h"
#include "packets5.h"

#include <QTest>

#include <fstream>

#include <unistd.h>

using namespace topiq;
using namespace topiq::testing;

namespace {

std::vector<std::string> validPackets()
{
    return {packet(0x10, connectHead(0xEE) + field("id") + field("w") + field("m") + field("u") + field("p")),
        publishPacket("a/b", "xy"), publishPacket("a/b", "xy", 1, 1), publishPacket("a/b", "", 2, 2, true),
        ackPacket(0x40, 1), ackPacket(0x50, 1), ackPacket(0x62, 1), ackPacket(0x70, 1),
        subscribePacket(1, {{"a/+", 1}, {"c", 2}}), unsubscribePacket(1, {"a/+", "c"}), pingPacket(),
        disconnectPacket()};
}

/// The same with a property or more in each.
std::vector<std::string> validPackets5()
{
    const std::string user = userProperty("k", "v");
    const std::string why = textProperty(0x1F, "w") + user;
    const std::string connect = longProperty(0x11, 9) + shortProperty(0x21, 9) + longProperty(0x27, 999)
        + shortProperty(0x22, 9) + byteProperty(0x19, 1) + byteProperty(0x17, 0) + user;
    const std::string will = longProperty(0x18, 0) + byteProperty(0x01, 1) + longProperty(0x02, 9)
        + textProperty(0x03, "t") + textProperty(0x08, "r") + textProperty(0x09, "c") + user;
    const std::string publish = byteProperty(0x01, 1) + shortProperty(0x23, 1) + longProperty(0x02, 9)
        + textProperty(0x03, "t") + textProperty(0x08, "r") + textProperty(0x09, "c") + user;
    return {
        packet(0x10,
            connectHead5(0xEE, connect) + field("id") + list(will) + field("w") + field("m") + field("u") + field("p")),
        publishPacket5("a/b", "xy", 0, 0, publish), publishPacket5("a/b", "", 2, 2, user, true),
        ackPacket5(0x40, 1, 0x10, why), ackPacket5(0x50, 1, 0x80, why), ackPacket5(0x62, 1, 0x92, why),
        ackPacket5(0x70, 1, 0, why),
        subscribePacket5(1, {{"a/+", 0x1D}, {"$share/g/c", 2}}, variableProperty(0x0B, 300) + user),
        unsubscribePacket5(1, {"a/+", "c"}, user), disconnectPacket5(4, longProperty(0x11, 0) + why),
        authPacket(0x19, textProperty(0x15, "m") + textProperty(0x16, "d") + why)};
}

std::size_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    statm >> total >> resident;
    return resident * std::size_t(sysconf(_SC_PAGESIZE));
}

/// A well-behaved client that must not notice anything.
class Bystander {
public:
    explicit Bystander(MqttBroker &broker) : m_peer(broker.connect())
    {
        m_good = m_peer.send(connectPacket("the-bystander") + subscribePacket(1, {{"still/here", 1}}))
            && m_peer.receive(9) == std::string("\x20\x02\0\0\x90\x03\0\x01\x01", 9);
    }
    /// A message to itself, and nothing else comes.
    bool isUndisturbed()
    {
        const std::string message = publishPacket("still/here", std::to_string(++m_round));
        m_good = m_good && m_peer.send(message + pingPacket())
            && m_peer.receive(message.size() + 2) == message + std::string("\xd0\0", 2);
        return m_good;
    }

private:
    Peer m_peer;
    bool m_good = false;
    int m_round = 0;
};

} // namespace

class MqttDamageTest : public QObject {
    Q_OBJECT

private:
    static void versions()
    {
        QTest::addColumn<bool>("five");
        QTest::newRow("MQTT 3.1.1") << false;
        QTest::newRow("MQTT 5") << true;
    }
    /// Plays each stream on a connection of its own, many at a time; every one must end once its client has stopped.
    static bool play(MqttBroker &broker, const std::vector<std::string> &streams, Bystander &bystander)
    {
        static constexpr std::size_t AtOnce = 100;
        for (std::size_t first = 0; first < streams.size(); first += AtOnce) {
            std::vector<Peer> peers;
            for (std::size_t i = first; i < std::min(first + AtOnce, streams.size()); ++i) {
                peers.push_back(broker.connect());
                (void)peers.back().send(streams[i]);
                peers.back().shutdownWrite();
            }
            for (Peer &peer : peers) {
                if (peer.receiveToEnd().ends_with("<still open>"))
                    return false;
            }
            if (!bystander.isUndisturbed())
                return false;
        }
        return true;
    }

private Q_SLOTS:
    void everyPrefixOfEveryPacketEndsItsConnectionOnly_data() { versions(); }
    void everyPrefixOfEveryPacketEndsItsConnectionOnly()
    {
        QFETCH(bool, five);
        MqttBroker broker(2);
        Bystander bystander(broker);
        const std::string connect = five ? connectPacket5("c", shortProperty(0x22, 3)) : connectPacket("c");
        std::vector<std::string> streams;
        for (const std::string &whole : five ? validPackets5() : validPackets()) {
            for (std::size_t size = 0; size <= whole.size(); ++size) {
                streams.push_back(whole.substr(0, size)); // as the first packet
                streams.push_back(connect + whole.substr(0, size));
            }
        }
        QVERIFY(play(broker, streams, bystander));
    }

    void everyChangeOfOneByteOfEveryPacketEndsItsConnectionOnly_data() { versions(); }
    void everyChangeOfOneByteOfEveryPacketEndsItsConnectionOnly()
    {
        QFETCH(bool, five);
        MqttBroker broker(2);
        Bystander bystander(broker);
        const std::string connect = five ? connectPacket5("c", shortProperty(0x22, 3)) : connectPacket("c");
        for (const std::string &whole : five ? validPackets5() : validPackets()) {
            const bool isConnect = whole[0] == 0x10;
            std::vector<std::string> streams;
            for (std::size_t at = 0; at < whole.size(); ++at) {
                for (int change = 1; change < 256; ++change) {
                    std::string damaged = whole;
                    damaged[at] = char(damaged[at] ^ change);
                    streams.push_back((isConnect ? "" : connect) + damaged + pingPacket());
                }
            }
            QVERIFY(play(broker, streams, bystander));
        }
    }

    void aFaultIsAnsweredByClosingAtOnce()
    {
        MqttBroker broker(1);
        const auto answer = [&](const std::string &stream) { // the client keeps its side open
            Peer peer = broker.connect();
            (void)peer.send(stream);
            return hex(peer.receiveToEnd());
        };
        const std::string accepted = "20 02 00 00 ";
        const std::string connect = connectPacket("c");
        QCOMPARE(answer(pingPacket()), std::string()); // not CONNECT first
        QCOMPARE(answer("\x30\x7f"), std::string()); // nor its beginning
        QCOMPARE(answer(packet(0x10, field("MQTT") + '\x06' + std::string("\x02\0\x3c", 3) + field("c"))),
            std::string("20 02 00 01 "));
        QCOMPARE(answer(packet(0x10, connectHead(0) + field(""))), std::string("20 02 00 02 "));
        QCOMPARE(answer(connect + connect), accepted);
        for (const int first : {0x00, 0x20, 0x90, 0xB0, 0xD0, 0xF0, 0x36, 0x60, 0x80, 0xA0, 0xC1, 0xE1, 0x41})
            QCOMPARE(answer(connect + char(first) + std::string(1, '\0')), accepted);
        QCOMPARE(answer(connect + publishPacket("a/+", "x")), accepted);
        QCOMPARE(answer(connect + publishPacket("", "x")), accepted);
        QCOMPARE(answer(connect + publishPacket("\xed\xa0\x80", "x")), accepted);
        QCOMPARE(answer(connect + publishPacket(std::string(250, '/'), "x")), accepted); // over 200 levels
        QCOMPARE(answer(connect + ackPacket(0x40, 0)), accepted);
        QCOMPARE(answer(connect + packet(0xC0, "x")), accepted);
        QCOMPARE(answer(connect + std::string("\x30\xff\xff\xff\x7f", 5)), accepted); // 256 MB announced
        QVERIFY(broker.engine().dropped(DropReason::Malformed) > 20);
        QCOMPARE(broker.engine().dropped(DropReason::TooLarge), 1u);
    }

    void announcedBytesTakeNoMemoryBeforeTheyCome()
    {
        MqttBroker broker(1);
        const std::size_t before = residentBytes();
        std::vector<Peer> peers;
        std::uint64_t sent = 0;
        const auto send = [&](const std::string &bytes) {
            sent += bytes.size();
            return peers.back().send(bytes) && eventually([&] { return broker.bytesIn() == sent; });
        };
        for (int i = 0; i < 1000; ++i) {
            peers.push_back(broker.connect());
            QVERIFY(send(connectPacket("c" + std::to_string(i)) + '\x30' + length(2'000'000)));
            QVERIFY(send("x"));
        }
        QVERIFY2(residentBytes() < before + 64 * 1024 * 1024, qPrintable(QString::number(residentBytes() - before)));
    }

    void aQosTwoIdSentAgainAndAgainIsOneMessage()
    {
        static constexpr int Times = 1'000'000;
        MqttBroker broker(1);
        Peer peer = broker.connect();
        QVERIFY(peer.send(connectPacket("again")));
        QCOMPARE(peer.receive(4).size(), std::size_t(4));
        const std::size_t before = residentBytes();
        std::thread writer([&] {
            std::string many;
            for (int i = 0; i < 1000; ++i)
                many += publishPacket("t", "x", 2, 7);
            for (int i = 0; i < Times / 1000; ++i)
                (void)peer.send(many);
        });
        std::string answers(ackPacket(0x50, 7));
        bool good = true;
        for (int i = 0; i < Times / 1000; ++i) {
            const std::string got = peer.receive(4000);
            good = good && got.size() == 4000;
            for (std::size_t at = 0; good && at < got.size(); at += 4)
                good = std::string_view(got).substr(at, 4) == answers;
        }
        writer.join();
        QVERIFY(good);
        QCOMPARE(broker.engine().sum(&ShardCounters::messagesIn), 1u);
#ifndef __SANITIZE_ADDRESS__ // which keeps what was freed, so that resident memory says nothing
        QVERIFY2(residentBytes() < before + 8 * 1024 * 1024, qPrintable(QString::number(residentBytes() - before)));
#else
        Q_UNUSED(before)
#endif
    }

    void allQosTwoIdsMayBeOpenAtOnce()
    {
        MqttBroker broker(1);
        Peer peer = broker.connect();
        QVERIFY(peer.send(connectPacket("all")));
        QCOMPARE(peer.receive(4).size(), std::size_t(4));
        for (const bool again : {false, true}) {
            std::thread writer([&] {
                for (unsigned id = 65'535; id > 0; --id)
                    (void)peer.send(publishPacket("t", "x", 2, again ? 65'536 - id : id));
            });
            const std::string got = peer.receive(65'535 * 4);
            writer.join();
            QCOMPARE(got.size(), std::size_t(65'535 * 4));
            QCOMPARE(broker.engine().sum(&ShardCounters::messagesIn), 65'535u);
        }
    }
};

QTEST_GUILESS_MAIN(MqttDamageTest)
#include "mqttdamagetest.moc"
