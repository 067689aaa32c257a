// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include <QTest>

#include <map>

using namespace topiq;

/// Topics that are forgotten while they are in use: nobody may miss a message, nothing may be counted wrong.
class TopicForgetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aForgottenTopicBeginsAnewForEverybody()
    {
        Limits limits;
        limits.maxTopics = 1;
        EngineBed bed(2, limits);
        TestClient publisher(bed, "p", 0);
        TestClient near(bed, "n", 0);
        TestClient far(bed, "f", 1);
        for (TestClient *client : {&publisher, &near, &far})
            client->connect();
        near.subscribe("t");
        far.subscribe("t");
        publisher.publish("t", "1");
        QTRY_COMPARE(far.count(), 1ull);
        (void)bed.engine().topics().trim(0);
        QCOMPARE(bed.engine().topics().size(), 0ull);
        publisher.publish("t", "2");
        QTRY_COMPARE(far.count(), 2ull);
        QCOMPARE(near.take().at(1).offset, 0ull);
        QCOMPARE(far.take().at(1).offset, 0ull);
        QCOMPARE(bed.engine().topics().size(), 1ull);
    }

    void aSubscriptionMadeAfterTheTopicWasForgottenIsSeen()
    {
        EngineBed bed(2);
        TestClient publisher(bed, "p", 0);
        TestClient far(bed, "f", 1);
        publisher.connect();
        far.connect();
        for (std::uint64_t i = 0; i < 200; ++i) {
            publisher.publish("t"); // the loop has the topic, and nobody's interest, in its cache
            (void)bed.engine().topics().trim(0);
            far.subscribe("t");
            publisher.publish("t");
            QTRY_COMPARE(far.count(), i + 1);
            far.unsubscribe("t");
        }
    }

    void noDeliveryIsLostWhileTopicsAreForgotten()
    {
        constexpr int Topics = 40;
        constexpr int Rounds = 100;
        Limits limits;
        limits.maxTopics = 4;
        limits.historyRecords = 10;
        EngineBed bed(2, limits);
        TestClient one(bed, "1", 0);
        TestClient two(bed, "2", 1);
        std::array<std::map<std::string, int>, 2> next; // by publisher and topic
        std::atomic<int> faults{0};
        TestClient near(bed, "near", 0);
        TestClient far(bed, "far", 1);
        std::array<TestClient *, 2> subscribers{&near, &far};
        for (std::size_t s = 0; s < 2; ++s) {
            subscribers[s]->keep = false;
            subscribers[s]->seen = [&faults, &next, s](const Message &message) {
                // One publisher's messages on a topic come in order and without a gap, forgotten or not.
                const std::string key = message.origin().clientId + ' ' + std::string(message.topic());
                faults += std::stoi(std::string(message.payload())) != next[s][key]++;
            };
            subscribers[s]->connect();
            subscribers[s]->subscribe("t/+");
            subscribers[s]->subscribe("t/1");
        }
        std::atomic<int> done{0};
        std::atomic<std::uint64_t> published{0};
        for (TestClient *publisher : {&one, &two}) {
            publisher->connect();
            // One round per turn, so that the loops and the forgetting below get in between.
            auto round = std::make_shared<std::function<void(int)>>();
            *round = [&bed, &done, &published, publisher, round = round.get()](int n) {
                for (int topic = 0; topic < Topics; ++topic)
                    published += publisher->publishHere("t/" + std::to_string(topic), std::to_string(n))
                        == PublishStatus::Accepted;
                if (n + 1 < Rounds || bed.engine().trims() < 20)
                    bed.shard(publisher->loop()).loop().post([round, n] { (*round)(n + 1); });
                else
                    ++done;
            };
            m_rounds.push_back(round);
            bed.shard(publisher->loop()).loop().post([round = round.get()] { (*round)(0); });
        }
        while (done < 2)
            bed.engine().maintain();
        QTRY_COMPARE(near.count(), published.load());
        QTRY_COMPARE(far.count(), published.load());
        QCOMPARE(faults.load(), 0);
        bed.engine().maintain();
        QVERIFY(bed.engine().topics().size() <= 4);
        const auto [records, bytes] = bed.countedHistory();
        QCOMPARE(bed.engine().sum(&ShardCounters::historyRecords), records);
        QCOMPARE(bed.engine().sum(&ShardCounters::historyBytes), bytes);
    }

    void whatIsRetainedSurvivesAndCanStillBeCleared()
    {
        Limits limits;
        limits.maxTopics = 2;
        EngineBed bed(2, limits);
        TestClient one(bed, "1", 0);
        TestClient two(bed, "2", 1);
        one.connect();
        two.connect();
        for (int i = 0; i < 20; ++i) {
            one.publish(std::to_string(i), "x", Qos::AtMostOnce, i % 2 == 0);
            bed.engine().maintain();
        }
        QCOMPARE(bed.engine().retained().size(), 10ull);
        two.subscribe("#");
        QCOMPARE(two.take().size(), std::size_t(10));
        for (int i = 0; i < 20; i += 2)
            two.publish(std::to_string(i), "", Qos::AtMostOnce, true);
        QCOMPARE(bed.engine().retained().size(), 0ull);
        QVERIFY(bed.engine().retained().match("#").empty());
    }

private:
    std::vector<std::shared_ptr<std::function<void(int)>>> m_rounds;
};

QTEST_GUILESS_MAIN(TopicForgetTest)
#include "topicforgettest.moc"
