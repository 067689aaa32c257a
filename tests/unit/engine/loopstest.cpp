// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include <QTest>

#include <map>
#include <memory>

using namespace topiq;

namespace {

/// Publishes `count` messages over some topics on its loop, a few per turn, waiting whenever it is told that there is
/// no room.
class Source {
public:
    Source(EngineBed &bed, const std::string &id, int loop, int count, int topics, Qos qos = Qos::AtMostOnce)
        : m_bed(bed),
          m_client(bed, id, loop),
          m_count(count),
          m_topics(topics),
          m_qos(qos)
    {
        m_client.connect();
        m_client.resumed = [this] { post(); };
    }
    void start() { post(); }
    [[nodiscard]] bool finished() const { return m_done.load() == m_count; }
    [[nodiscard]] int waits() const { return m_waits.load(); }

private:
    void post()
    {
        m_bed.shard(m_client.loop()).loop().post([this] { publishSome(); });
    }
    void publishSome()
    {
        for (int i = 0; i < 50 && m_done < m_count; ++i) {
            const std::string topic = "t/" + std::to_string(m_done % m_topics);
            if (m_client.publishHere(topic, "payload", m_qos) == PublishStatus::Busy) {
                ++m_waits;
                m_bed.shard(m_client.loop()).awaitRoom(m_client);
                return;
            }
            ++m_done;
        }
        if (m_done < m_count)
            post();
    }

    EngineBed &m_bed;
    TestClient m_client;
    const int m_count;
    const int m_topics;
    const Qos m_qos;
    std::atomic<int> m_done{0};
    std::atomic<int> m_waits{0};
};

/// Subscribes to everything and checks that each topic comes by rising offsets, one by one.
class Sink {
public:
    Sink(EngineBed &bed, const std::string &id, int loop, std::string_view filter = "t/#") : m_client(bed, id, loop)
    {
        m_client.keep = false;
        m_client.seen = [this](const Message &message) {
            const auto [next, isFirst] = m_next.try_emplace(std::string(message.topic()), message.offset());
            m_faults += message.offset() != next->second;
            next->second = message.offset() + 1;
        };
        m_client.connect();
        m_client.subscribe(filter);
    }
    [[nodiscard]] std::uint64_t count() const { return m_client.count(); }
    [[nodiscard]] int faults() const { return m_faults.load(); }
    TestClient &client() { return m_client; }

private:
    TestClient m_client;
    std::map<std::string, std::uint64_t> m_next;
    std::atomic<int> m_faults{0};
};

template <typename Sources>
bool allFinished(const Sources &sources)
{
    return std::all_of(sources.begin(), sources.end(), [](const auto &source) { return source->finished(); });
}

} // namespace

/// Several loops at once.
class LoopsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySubscriberSeesEachTopicInTheOrderOfItsOffsets_data()
    {
        QTest::addColumn<quint64>("inboxBytes");
        QTest::addColumn<int>("each");
        QTest::newRow("with room") << quint64(64 * 1024 * 1024) << 20'000;
        QTest::newRow("with room for ten messages") << quint64(1000) << 10'000;
        QTest::newRow("with room for one message") << quint64(1) << 2'000;
    }
    void everySubscriberSeesEachTopicInTheOrderOfItsOffsets()
    {
        QFETCH(quint64, inboxBytes);
        QFETCH(int, each);
        constexpr int Topics = 3; // few, so that loops meet
        Limits limits;
        limits.inboxBytes = inboxBytes;
        EngineBed bed(3, limits);
        std::vector<std::unique_ptr<Sink>> sinks;
        for (int loop = 0; loop < 3; ++loop) { // also where publishers are
            sinks.push_back(std::make_unique<Sink>(bed, "all" + std::to_string(loop), loop));
            sinks.push_back(std::make_unique<Sink>(bed, "one" + std::to_string(loop), loop, "t/1"));
        }
        std::vector<std::unique_ptr<Source>> sources;
        for (int i = 0; i < 4; ++i)
            sources.push_back(std::make_unique<Source>(bed, "p" + std::to_string(i), i % 3, each, Topics));
        for (const auto &source : sources)
            source->start();
        QTRY_VERIFY_WITH_TIMEOUT(allFinished(sources), 60'000);
        std::uint64_t onTopicOne = 0;
        for (int i = 0; i < each; ++i)
            onTopicOne += 4 * (i % Topics == 1);
        for (std::size_t i = 0; i < sinks.size(); ++i)
            QTRY_COMPARE(sinks[i]->count(), i % 2 ? onTopicOne : 4 * std::uint64_t(each));
        for (const auto &sink : sinks)
            QCOMPARE(sink->faults(), 0);
        int waits = 0;
        for (const auto &source : sources)
            waits += source->waits();
        if (inboxBytes < 10'000)
            QVERIFY(waits > 0);
        QCOMPARE(bed.dropped(), 0ull);
    }

    void messagesFromOutsideTakeTheirPlaceInTheOrder()
    {
        EngineBed bed(2);
        Sink near(bed, "near", 0);
        Sink far(bed, "far", 1);
        Source source(bed, "p", 0, 20'000, 1);
        source.start();
        std::uint64_t outside = 0;
        while (!source.finished() || outside < 100)
            outside += bed.engine().publish({"t/0", "x", {}, Qos::AtMostOnce, false, {}}, originOf("o")).ok();
        QTRY_COMPARE(near.count(), outside + 20'000);
        QTRY_COMPARE(far.count(), outside + 20'000);
        QCOMPARE(near.faults() + far.faults(), 0);
    }

    void aSubscriptionIsSeenByOtherLoopsAsSoonAsItIsMade_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::newRow("name") << QByteArray("t/1");
        QTest::newRow("wildcard") << QByteArray("t/+");
    }
    void aSubscriptionIsSeenByOtherLoopsAsSoonAsItIsMade()
    {
        QFETCH(QByteArray, filter);
        EngineBed bed(2);
        TestClient publisher(bed, "p", 0);
        TestClient subscriber(bed, "s", 1);
        publisher.connect();
        subscriber.connect();
        publisher.publish("t/1"); // known to the loop, with nobody interested
        for (std::uint64_t i = 1; i <= 100; ++i) {
            subscriber.subscribe(filter.constData());
            publisher.publish("t/1");
            QTRY_COMPARE(subscriber.count(), i);
            subscriber.unsubscribe(filter.constData());
            publisher.publish("t/1");
        }
        bed.settle();
        QCOMPARE(subscriber.count(), 100ull);
    }

    void aSubscriptionInTheMiddleOfTrafficStartsWithoutAGap()
    {
        EngineBed bed(3);
        std::vector<std::unique_ptr<Source>> sources;
        for (int i = 0; i < 2; ++i)
            sources.push_back(std::make_unique<Source>(bed, "p" + std::to_string(i), i, 40'000, 1));
        for (const auto &source : sources)
            source->start();
        std::vector<std::unique_ptr<Sink>> sinks;
        while (!allFinished(sources) && sinks.size() < 200) {
            const int loop = int(sinks.size() % 3);
            sinks.push_back(std::make_unique<Sink>(
                bed, "s" + std::to_string(sinks.size()), loop, sinks.size() % 2 ? "t/0" : "t/+"));
        }
        QTRY_VERIFY_WITH_TIMEOUT(allFinished(sources), 60'000);
        bed.settle();
        for (const auto &sink : sinks)
            QCOMPARE(sink->faults(), 0);
    }

    void aRetainedMessagePublishedJustNowComesOnceAndWithoutAGap()
    {
        EngineBed bed(2);
        TestClient publisher(bed, "p", 0);
        publisher.connect();
        std::atomic<bool> stop{false};
        std::atomic<int> sent{0};
        const std::function<void()> publish = [&] {
            for (int i = 0; i < 20; ++i)
                sent += publisher.publishHere("t/0", "x", Qos::AtMostOnce, true) == PublishStatus::Accepted;
            if (!stop)
                bed.shard(0).loop().post(publish);
        };
        bed.shard(0).loop().post(publish);
        QTRY_VERIFY(sent > 0);
        int faults = 0;
        for (int round = 0; round < 500; ++round) {
            const char *filter = round % 2 ? "t/0" : "t/+";
            Sink sink(bed, "s", 1, filter); // whose offsets must follow each other from the first one on
            const int seen = sent;
            while (sent <= seen + 20)
                bed.on(1, [] {});
            sink.client().disconnect();
            faults += sink.faults();
        }
        stop = true;
        bed.on(0, [] {});
        bed.on(0, [] {});
        QCOMPARE(faults, 0);
    }

    void acrossLoopsEveryMessageIsDeliveredDroppedOrWaiting()
    {
        Limits limits;
        limits.inFlight = 10;
        limits.queueMessages = 1000;
        limits.inboxBytes = 20'000;
        EngineBed bed(2, limits);
        TestClient quick(bed, "quick", 0);
        TestClient slow(bed, "slow", 1);
        TestClient away(bed, "away", 0);
        quick.connect();
        quick.subscribe("t/#");
        slow.connect();
        slow.subscribe("t/#", Qos::AtLeastOnce);
        away.connect(false);
        away.subscribe("t/#", Qos::AtLeastOnce);
        away.disconnect();
        Source one(bed, "1", 0, 5000, 5, Qos::AtLeastOnce);
        Source two(bed, "2", 1, 5000, 5, Qos::AtLeastOnce);
        one.start();
        two.start();
        QTRY_VERIFY_WITH_TIMEOUT(one.finished() && two.finished(), 60'000);
        QTRY_COMPARE(bed.delivered() + bed.dropped() + bed.waiting(), 3ull * 10'000);
        QCOMPARE(quick.count(), 10'000ull); // the slow ones cost the quick one nothing
        QCOMPARE(slow.count(), 10ull);
        QCOMPARE(bed.waiting(), 2000ull);
        QCOMPARE(bed.engine().sum(&ShardCounters::messagesIn), 10'000ull);
    }

    void manyWillsAtOnceOnSeveralLoopsAllArrive()
    {
        constexpr int Each = 3000;
        Limits limits;
        limits.inboxBytes = 5000; // nobody can be asked to wait, and there is room for few
        EngineBed bed(2, limits);
        Sink zero(bed, "s0", 0, "t/will");
        Sink one(bed, "s1", 1, "t/will");
        std::vector<std::unique_ptr<TestClient>> clients;
        for (int i = 0; i < 2 * Each; ++i)
            clients.push_back(std::make_unique<TestClient>(bed, "c" + std::to_string(i), i % 2));
        const auto onEach = [&](const std::function<void(TestClient &)> &what) {
            std::atomic<int> done{0};
            for (int loop = 0; loop < 2; ++loop) {
                bed.shard(loop).loop().post([&, loop] {
                    for (const auto &client : clients) {
                        if (client->loop() == loop)
                            what(*client);
                    }
                    ++done;
                });
            }
            while (done < 2)
                QTest::qWait(1);
        };
        onEach([](TestClient &client) {
            client.connectHere(true, Will{"t/will", "gone", {}, Qos::AtMostOnce, false, {}, 0});
        });
        onEach([](TestClient &client) { client.disconnectHere(Shard::Farewell::Lost); });
        QTRY_COMPARE(zero.count(), 2ull * Each);
        QTRY_COMPARE(one.count(), 2ull * Each);
        QCOMPARE(zero.faults() + one.faults(), 0);
    }

    void clientsThatComeAndGoDoNotDisturbTheTraffic()
    {
        EngineBed bed(2);
        Sink steady(bed, "steady", 1);
        Source source(bed, "p", 0, 20'000, 4);
        source.start();
        for (int i = 0; !source.finished() || i < 100; ++i) {
            TestClient client(bed, "c" + std::to_string(i % 7), i % 2);
            client.connect(i % 3 == 0);
            client.subscribe("t/1", Qos::AtLeastOnce);
            client.subscribe("t/#", Qos::AtLeastOnce);
            if (i % 5 == 0)
                client.unsubscribe("t/#");
            client.disconnect(i % 2 ? Shard::Farewell::Lost : Shard::Farewell::Said);
        }
        QTRY_COMPARE(steady.count(), 20'000ull);
        QCOMPARE(steady.faults(), 0);
    }
};

QTEST_GUILESS_MAIN(LoopsTest)
#include "loopstest.moc"
