// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttbroker.h"
#include "packets5.h"

#include <QTest>

using namespace topiq;
using namespace topiq::testing;

namespace {

std::string join(const std::vector<std::string> &pieces)
{
    std::string all;
    for (const std::string &piece : pieces)
        all += piece;
    return all;
}

/// Every kind of packet that a client may send, in an order that makes the broker answer each.
std::vector<std::string> everything(const std::string &id)
{
    const std::string connect = packet(
        0x10, connectHead(0xEE) + field(id) + field("will/t") + field("gone") + field("user") + field("secret"));
    return {connect, subscribePacket(1, {{"own/+", 2}, {"own/q1", 1}, {"bad/#/x", 0}}), pingPacket(),
        publishPacket("own/q0", "zero"), publishPacket("own/q1", "one", 1, 10), publishPacket("own/q2", "two", 2, 11),
        ackPacket(0x62, 11), ackPacket(0x40, 1), ackPacket(0x50, 2), ackPacket(0x70, 2),
        publishPacket("kept/r", "kept", 1, 12, true), subscribePacket(2, {{"kept/#", 1}}), ackPacket(0x40, 3),
        publishPacket("kept/r", "", 0, 0, true), unsubscribePacket(3, {"own/+", "kept/#"}),
        publishPacket("own/q9", "none"), publishPacket("own/q1", std::string(300, 'x')), disconnectPacket()};
}

/// The same for MQTT 5, with properties.
std::vector<std::string> everything5(const std::string &id)
{
    const std::string user = userProperty("k", "v");
    const std::string connect = packet(0x10,
        connectHead5(0xEE, longProperty(0x11, 0) + shortProperty(0x22, 4) + user) + field(id)
            + list(longProperty(0x18, 1) + user) + field("will/t") + field("gone") + field("user") + field("secret"));
    return {connect,
        subscribePacket5(1, {{"own/+", 2}, {"own/q1", 0x19}, {"bad/#/x", 0}}, variableProperty(0x0B, 200) + user),
        pingPacket(), publishPacket5("own/q0", "zero", 0, 0, longProperty(0x02, 100) + user),
        publishPacket5("own/first/alias", "none", 1, 10, shortProperty(0x23, 1)),
        publishPacket5("own/aliased", "one", 1, 10, shortProperty(0x23, 1) + textProperty(0x08, "answer")),
        publishPacket5("", "two", 2, 11, shortProperty(0x23, 1)), ackPacket5(0x62, 11, 0x92, user), ackPacket(0x62, 11),
        ackPacket5(0x40, 1, 0x10, user), ackPacket5(0x50, 2, 0x80, textProperty(0x1F, "why")), ackPacket(0x70, 2),
        publishPacket5("kept/r", "kept", 1, 12, user, true), subscribePacket5(2, {{"kept/#", 0x29}}),
        subscribePacket5(3, {{"kept/+", 1}}, user), ackPacket(0x40, 3), publishPacket5("kept/r", "", 0, 0, "", true),
        unsubscribePacket5(4, {"own/+", "own/+", "kept/#"}, user), publishPacket5("own/q9", "none", 2, 13),
        publishPacket5("own/q1", std::string(300, 'x')), disconnectPacket5(0, longProperty(0x11, 0))};
}

} // namespace

class MqttSplitsTest : public QObject {
    Q_OBJECT

private:
    /// An id whose session lives on the last loop, so that with two loops the connection has to move.
    static std::string idOnLastLoop(MqttBroker &broker)
    {
        for (int i = 0;; ++i) {
            const std::string id = "split-" + std::to_string(i);
            if (&broker.engine().shardFor(id) == &broker.engine().shard(broker.pool().count() - 1))
                return id;
        }
    }
    static void loops()
    {
        QTest::addColumn<int>("loops");
        QTest::addColumn<bool>("five");
        QTest::newRow("MQTT 3.1.1, one loop") << 1 << false;
        QTest::newRow("MQTT 3.1.1, two loops, so that the connection moves") << 2 << false;
        QTest::newRow("MQTT 5, one loop") << 1 << true;
        QTest::newRow("MQTT 5, two loops") << 2 << true;
    }

private Q_SLOTS:
    void theAnswersAreThoseOfTheStandard()
    {
        MqttBroker broker(1);
        const std::string expected = join(
            {std::string("\x20\x02\0\0", 4), std::string("\x90\x05\0\x01\x02\x01\x80", 7), std::string("\xd0\0", 2),
                publishPacket("own/q0", "zero"), publishPacket("own/q1", "one", 1, 1), ackPacket(0x40, 10),
                publishPacket("own/q2", "two", 2, 2), ackPacket(0x50, 11), ackPacket(0x70, 11), ackPacket(0x62, 2),
                ackPacket(0x40, 12), std::string("\x90\x03\0\x02\x01", 5), publishPacket("kept/r", "kept", 1, 3, true),
                publishPacket("kept/r", ""), ackPacket(0xB0, 3), publishPacket("own/q1", std::string(300, 'x'))});
        QCOMPARE(hex(broker.replies({join(everything("one"))})), hex(expected));
    }

    void everySplitOfEveryPacketGivesTheSameAnswers_data() { loops(); }
    void everySplitOfEveryPacketGivesTheSameAnswers()
    {
        QFETCH(int, loops);
        QFETCH(bool, five);
        MqttBroker broker(loops);
        const std::vector<std::string> packets = (five ? everything5 : everything)(idOnLastLoop(broker));
        const std::string expected = broker.replies({join(packets)});
        QVERIFY(expected.size() > 100);
        QCOMPARE(hex(broker.replies(packets)), hex(expected));
        std::string before;
        for (std::size_t i = 0; i < packets.size(); ++i) {
            const std::string after = join({packets.begin() + std::ptrdiff_t(i) + 1, packets.end()});
            for (std::size_t at = 1; at < packets[i].size() && at < 320; ++at) {
                std::vector<std::string> pieces{before, packets[i].substr(0, at), packets[i].substr(at)};
                if (!after.empty())
                    pieces.push_back(after);
                if (before.empty())
                    pieces.erase(pieces.begin());
                QCOMPARE(hex(broker.replies(pieces)), hex(expected));
            }
            before += packets[i];
        }
    }

    void everySplitOfThePipelineGivesTheSameAnswers_data() { loops(); }
    void everySplitOfThePipelineGivesTheSameAnswers()
    {
        QFETCH(int, loops);
        QFETCH(bool, five);
        MqttBroker broker(loops);
        const std::string all = join((five ? everything5 : everything)(idOnLastLoop(broker)));
        const std::string expected = broker.replies({all});
        for (std::size_t at = 1; at < all.size(); ++at)
            QCOMPARE(hex(broker.replies({all.substr(0, at), all.substr(at)})), hex(expected));
    }

    void byteByByteGivesTheSameAnswers_data() { loops(); }
    void byteByByteGivesTheSameAnswers()
    {
        QFETCH(int, loops);
        QFETCH(bool, five);
        MqttBroker broker(loops);
        const std::string all = join((five ? everything5 : everything)(idOnLastLoop(broker)));
        std::vector<std::string> bytes;
        for (const char c : all)
            bytes.emplace_back(1, c);
        QCOMPARE(hex(broker.replies(bytes)), hex(broker.replies({all})));
    }

    void aLargePacketInAnyPiecesGivesTheSameAnswers()
    {
        MqttBroker broker(1);
        std::string payload(700'000, '\0');
        for (std::size_t i = 0; i < payload.size(); ++i)
            payload[i] = char(i * 7 ^ i >> 9);
        const std::string all = join({connectPacket("large"), subscribePacket(1, {{"l", 1}}),
            publishPacket("l", payload, 1, 5), publishPacket("l", "small"), publishPacket("l", payload), pingPacket()});
        // Without DISCONNECT, which would cut what the socket does not take at once: so many bytes must come.
        const std::string expected = join({std::string("\x20\x02\0\0", 4), std::string("\x90\x03\0\x01\x01", 5),
            publishPacket("l", payload, 1, 1), ackPacket(0x40, 5), publishPacket("l", "small"),
            publishPacket("l", payload), std::string("\xd0\0", 2)});
        for (const std::size_t step : {std::size_t(1000), std::size_t(4096), std::size_t(65'537), Loop::ReadBytes - 1,
                 Loop::ReadBytes, Loop::ReadBytes + 1, all.size()}) {
            Peer peer = broker.connect();
            std::thread writer([&] {
                for (std::size_t at = 0; at < all.size(); at += step)
                    (void)peer.send(std::string_view(all).substr(at, step));
            });
            const std::string got = peer.receive(expected.size());
            writer.join();
            QVERIFY2(got == expected, qPrintable(QString::number(step)));
        }
    }
};

QTEST_GUILESS_MAIN(MqttSplitsTest)
#include "mqttsplitstest.moc"
