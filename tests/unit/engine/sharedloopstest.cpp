// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include <QTest>

#include <map>
#include <mutex>

using namespace topiq;

namespace {

/// Every payload that any member was given, and how often.
class Received {
public:
    void add(std::string_view payload)
    {
        const std::lock_guard lock(m_lock);
        ++m_counts[std::string(payload)];
    }
    [[nodiscard]] std::size_t different()
    {
        const std::lock_guard lock(m_lock);
        return m_counts.size();
    }
    [[nodiscard]] int most()
    {
        const std::lock_guard lock(m_lock);
        int most = 0;
        for (const auto &[payload, count] : m_counts)
            most = std::max(most, count);
        return most;
    }

private:
    std::mutex m_lock;
    std::map<std::string, int> m_counts; // guarded by m_lock
};

} // namespace

/// Shared subscriptions whose members and publishers live on several loops.
class SharedLoopsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachMessageGoesToExactlyOneMemberWhereverItLives_data()
    {
        QTest::addColumn<quint64>("inboxBytes");
        QTest::newRow("with room") << quint64(64 * 1024 * 1024);
        QTest::newRow("with room for a few messages") << quint64(1000); // loops stall and go on
    }
    void eachMessageGoesToExactlyOneMemberWhereverItLives()
    {
        QFETCH(quint64, inboxBytes);
        constexpr int Count = 1000;
        Limits limits;
        limits.inboxBytes = inboxBytes;
        EngineBed bed(3, limits);
        Received received;
        std::vector<std::unique_ptr<TestClient>> members;
        for (const char *filter : {"$share/a/t/#", "$share/b/t/#", "$share/c/+/1"}) { // with homes of their own
            for (int loop = 0; loop < 3; ++loop) {
                members.push_back(std::make_unique<TestClient>(bed, filter + std::to_string(loop), loop));
                TestClient &member = *members.back();
                member.keep = false;
                member.seen = [&received, filter](
                                  const Message &message) { received.add(filter + std::string(message.payload())); };
                member.connect();
                member.subscribe(filter);
            }
        }
        std::vector<std::unique_ptr<TestClient>> publishers;
        std::array<std::atomic<int>, 3> sent{};
        std::function<void(int)> publish = [&](int loop) {
            TestClient &publisher = *publishers[std::size_t(loop)];
            for (int i = 0; i < 50 && sent[std::size_t(loop)] < Count; ++i) {
                const std::string payload = std::to_string(loop) + '/' + std::to_string(sent[std::size_t(loop)]);
                if (publisher.publishHere("t/1", payload) == PublishStatus::Busy) {
                    bed.shard(loop).awaitRoom(publisher);
                    return;
                }
                ++sent[std::size_t(loop)];
            }
            if (sent[std::size_t(loop)] < Count)
                bed.shard(loop).loop().post([&, loop] { publish(loop); });
        };
        for (int loop = 0; loop < 3; ++loop) {
            publishers.push_back(std::make_unique<TestClient>(bed, "p" + std::to_string(loop), loop));
            publishers.back()->resumed = [&, loop] { bed.shard(loop).loop().post([&, loop] { publish(loop); }); };
            publishers.back()->connect();
        }
        for (int loop = 0; loop < 3; ++loop)
            bed.shard(loop).loop().post([&, loop] { publish(loop); });
        QTRY_COMPARE_WITH_TIMEOUT(received.different(), std::size_t(3 * 3 * Count), 60'000);
        QCOMPARE(received.most(), 1);
        QCOMPARE(bed.dropped(), 0ull);
        for (const auto &member : members)
            QVERIFY(member->count() > 0);
    }

    void nothingIsLostWhileMembersComeAndGo()
    {
        constexpr int Count = 5000;
        Limits limits;
        limits.inFlight = 20;
        EngineBed bed(3, limits);
        Received received;
        const auto join = [&](TestClient &member, bool clean) {
            member.keep = false;
            member.seen = [&received](const Message &message) { received.add(message.payload()); };
            member.connect(clean);
            member.subscribe("$share/g/t", Qos::AtLeastOnce);
        };
        TestClient steady(bed, "steady", 2); // the group is never empty
        join(steady, true);
        TestClient publisher(bed, "p", 0);
        std::atomic<int> sent{0};
        const std::function<void()> publish = [&] {
            for (int i = 0; i < 20 && sent < Count; ++i) {
                if (publisher.publishHere("t", std::to_string(sent), Qos::AtLeastOnce) == PublishStatus::Busy) {
                    bed.shard(0).awaitRoom(publisher);
                    return;
                }
                ++sent;
            }
            if (sent < Count)
                bed.shard(0).loop().post(publish);
        };
        publisher.resumed = [&] { bed.shard(0).loop().post(publish); };
        publisher.connect();
        bed.shard(0).loop().post(publish);
        std::map<int, std::unique_ptr<TestClient>> members;
        for (int round = 0; sent < Count || round < 200; ++round) {
            const int who = round * 31 % 9;
            std::unique_ptr<TestClient> &member = members[who];
            if (!member) {
                member = std::make_unique<TestClient>(bed, "m" + std::to_string(who), who % 3);
                join(*member, who % 2 == 0);
            } else if (round % 3 == 0) {
                member->acknowledgeAll();
            } else {
                if (round % 3 == 1)
                    member->disconnect(Shard::Farewell::Lost); // what it had goes on: elsewhere, or when it is back
                else
                    member->unsubscribe("$share/g/t");
                member.reset();
            }
            steady.acknowledgeAll();
        }
        // Those that were away come back, take what was kept for them, and go for good.
        const auto done = [&] {
            for (int who = 0; who < 9; ++who) {
                members.erase(who);
                TestClient member(bed, "m" + std::to_string(who), who % 3);
                member.keep = false;
                member.seen = [&received](const Message &message) { received.add(message.payload()); };
                member.connect(false);
                member.acknowledgeAll();
                member.unsubscribe("$share/g/t");
                member.acknowledgeAll();
            }
            steady.acknowledgeAll();
            return received.different();
        };
        QTRY_COMPARE_WITH_TIMEOUT(done(), std::size_t(Count), 60'000);
        QCOMPARE(bed.engine().dropped(DropReason::SessionEnded), 0ull);
        QCOMPARE(bed.engine().dropped(DropReason::QueueFull), 0ull);
    }
};

QTEST_GUILESS_MAIN(SharedLoopsTest)
#include "sharedloopstest.moc"
