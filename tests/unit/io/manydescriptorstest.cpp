// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer.h"
#include "servedhandler.h"

#include <QTest>

#include <array>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>

using namespace topiq;
using namespace topiq::testing;

namespace {

constexpr int Connections = 10'000;

} // namespace

/// Both ends of 5,000 socket pairs are served by one loop: 10,000 connections with as many descriptors.
class ManyDescriptorsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LoopPool> m_pool;
    std::vector<std::shared_ptr<Served>> m_served;

    std::uint64_t turns(int index) { return m_pool->loop(index).counters().turns.value(); }

private Q_SLOTS:
    void initTestCase()
    {
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
        QVERIFY2(limit.rlim_cur >= Connections + 100, "this test needs 10,100 descriptors; raise `ulimit -Hn`");

        m_pool = std::make_unique<LoopPool>(2);
        m_pool->start();
        m_pool->budget().setLimit(Connections + 1);
        m_served.reserve(Connections);
        m_pool->runOn(0, [this] {
            for (int i = 0; i < Connections / 2; ++i) {
                std::array<int, 2> ends{};
                if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
                    return;
                for (const int end : ends) {
                    m_served.push_back(std::make_shared<Served>());
                    m_pool->loop(0).adopt(end, std::make_unique<ServedHandler>(m_served.back()), {}, ticket(*m_pool));
                }
            }
        });
        QCOMPARE(m_pool->loop(0).counters().connections.value(), std::uint64_t(Connections));
    }
    void cleanupTestCase()
    {
        m_pool->stop();
        int closed = 0;
        for (const auto &served : m_served)
            closed += served->closed;
        QCOMPARE(closed, Connections);
        QCOMPARE(m_pool->budget().used(), 0u);
        m_pool.reset();
    }

    void idleConnectionsMakeNoTurns()
    {
        std::uint64_t before = 0;
        QVERIFY(eventually([&] {
            before = turns(0);
            for (int i = 0; i < 100; ++i)
                m_pool->runOn(1, [] {});
            return turns(0) == before;
        }));
        for (int i = 0; i < 5000; ++i)
            m_pool->runOn(1, [] {});
        QCOMPARE(turns(0), before);
    }

    void aBusyPairBesideThemCostsTurnsForItselfOnly()
    {
        auto [peer, socket] = Peer::unixPair();
        const auto served = echo();
        serve(*m_pool, 0, socket, served);
        const std::uint64_t turnsBefore = turns(0);
        const std::uint64_t readsBefore = m_pool->loop(0).counters().reads.value();
        static constexpr int Rounds = 5000;
        for (int i = 0; i < Rounds; ++i) {
            QVERIFY(peer.send("ball"));
            QCOMPARE(peer.receive(4), std::string("ball"));
        }
        QCOMPARE(m_pool->loop(0).counters().reads.value() - readsBefore, std::uint64_t(Rounds));
        // One turn with the ball; one that finds nothing when the loop had to sleep meanwhile.
        QVERIFY(turns(0) - turnsBefore <= 3 * Rounds);
        peer.close();
        QVERIFY(eventually([&] { return served->closed == 1; }));
    }

    void everyOneOfThemIsServed()
    {
        m_pool->runOn(0, [this] {
            for (std::size_t i = 0; i < m_served.size(); i += 2)
                m_served[i]->connection->send(std::to_string(i));
        });
        QVERIFY(eventually([&] {
            for (std::size_t i = 0; i < m_served.size(); i += 2) {
                if (m_served[i + 1]->byteCount() != std::to_string(i).size())
                    return false;
            }
            return true;
        }));
        for (std::size_t i = 0; i < m_served.size(); i += 2)
            QCOMPARE(*m_served[i + 1]->bytes.lock(), std::to_string(i));
    }

    void allBeingReadyAtOnceStarvesNobody()
    {
        auto [peer, socket] = Peer::unixPair();
        serve(*m_pool, 0, socket, echo());
        for (int round = 0; round < 20; ++round) {
            m_pool->loop(0).post([this] {
                for (const auto &served : m_served)
                    served->connection->send("x");
            });
            QVERIFY(peer.send("ball"));
            QCOMPARE(peer.receive(4), std::string("ball"));
        }
    }
};

QTEST_GUILESS_MAIN(ManyDescriptorsTest)
#include "manydescriptorstest.moc"
