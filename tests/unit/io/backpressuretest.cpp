// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer.h"
#include "servedhandler.h"

#include <QTest>

#include <thread>

#include <sys/socket.h>

using namespace topiq;
using namespace topiq::testing;

namespace {

/// Answers every byte with a thousand.
std::shared_ptr<Served> loud()
{
    auto served = std::make_shared<Served>();
    served->onReceived = [served = served.get()](Connection &connection, std::string_view bytes) {
        static const std::string answer(1000, 'x');
        for (std::size_t i = 0; i < bytes.size(); ++i)
            connection.send(answer);
        served->use(bytes);
        return bytes.size();
    };
    return served;
}

} // namespace

class BackPressureTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LoopPool> m_pool;

    std::uint64_t outputBytes(const std::shared_ptr<Served> &served)
    {
        std::uint64_t bytes = 0;
        m_pool->runOn(0, [&] { bytes = served->connection->outputBytes(); });
        return bytes;
    }

private Q_SLOTS:
    void init()
    {
        m_pool = std::make_unique<LoopPool>(1);
        m_pool->start();
    }
    void cleanup() { m_pool.reset(); }

    void aPeerThatSendsWithoutReadingIsChokedAndGoesOnWhenItReads()
    {
        auto [peer, socket] = Peer::unixPair();
        const auto served = loud();
        serve(*m_pool, 0, socket, served);
        // Sent in small steps, so that each is answered before the next one.
        static constexpr std::size_t Step = 200;
        std::size_t sent = 0;
        while (sent < 20'000) {
            sent += Step;
            QVERIFY(peer.send(std::string(Step, 'q')));
            m_pool->runOn(0, [] {});
            if (served->byteCount() < sent && outputBytes(served) > Connection::OutputHigh)
                break;
        }
        QVERIFY(outputBytes(served) > Connection::OutputHigh);
        QVERIFY(outputBytes(served) <= Connection::OutputHigh + 2 * Step * 1000);
        const std::size_t before = served->byteCount();
        QVERIFY(peer.send(std::string(1000, 'q')));
        sent += 1000;
        for (int i = 0; i < 50; ++i)
            m_pool->runOn(0, [] {});
        QCOMPARE(served->byteCount(), before); // choked: not one byte was read
        QCOMPARE(peer.receive(sent * 1000).size(), sent * 1000);
        QCOMPARE(served->byteCount(), sent);
        QVERIFY(eventually([&] { return outputBytes(served) == 0; }));
    }

    void aChokedPeerCostsNoTurns()
    {
        LoopPool other(1);
        other.start();
        auto [peer, socket] = Peer::unixPair();
        const auto served = loud();
        serve(*m_pool, 0, socket, served);
        QVERIFY(peer.send(std::string(5000, 'q')));
        QVERIFY(eventually([&] { return served->byteCount() > 0 && outputBytes(served) > Connection::OutputHigh; }));
        QVERIFY(peer.send("more that is not read"));
        const std::uint64_t before = m_pool->loop(0).counters().turns.value();
        for (int i = 0; i < 3000; ++i)
            other.runOn(0, [] {});
        QVERIFY(m_pool->loop(0).counters().turns.value() <= before + 3);
    }

    void aChokedPeerThatGoesAwayIsNoticed()
    {
        for (const bool tcp : {false, true}) {
            auto [peer, socket] = tcp ? Peer::tcpPair() : Peer::unixPair();
            const int small = 4096;
            setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
            const auto served = loud();
            serve(*m_pool, 0, socket, served);
            QVERIFY(peer.send(std::string(20'000, 'q')));
            QVERIFY(
                eventually([&] { return served->byteCount() > 0 && outputBytes(served) > Connection::OutputHigh; }));
            if (tcp)
                peer.reset();
            else
                peer.close();
            QVERIFY(eventually([&] { return served->closed == 1; }));
            QCOMPARE(served->reason.load(), CloseReason::ByPeer);
        }
    }

    void aPauseByTheHandlerOutlastsTheChoking()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        served->onReceived = [&, served = served.get()](Connection &connection, std::string_view bytes) {
            if (served->calls == 1) {
                connection.send(std::string(3 * Connection::OutputHigh, 'x')); // chokes
                connection.pauseReading();
            }
            served->use(bytes);
            return bytes.size();
        };
        serve(*m_pool, 0, socket, served);
        QVERIFY(peer.send("a"));
        QVERIFY(eventually([&] { return served->calls == 1; }));
        QVERIFY(peer.send("b"));
        QCOMPARE(peer.receive(3 * Connection::OutputHigh).size(), std::size_t(3 * Connection::OutputHigh));
        QVERIFY(eventually([&] { return served->drained >= 1; }));
        for (int i = 0; i < 20; ++i)
            m_pool->runOn(0, [] {});
        QCOMPARE(served->calls.load(), 1); // still paused by its handler
        m_pool->runOn(0, [&] { served->connection->resumeReading(); });
        QVERIFY(eventually([&] { return served->byteCount() == 2; }));
    }

    void resumingByTheHandlerDoesNotEndTheChoking()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        served->onReceived = [&, served = served.get()](Connection &connection, std::string_view bytes) {
            if (served->calls == 1) {
                connection.send(std::string(3 * Connection::OutputHigh, 'x'));
                connection.pauseReading();
                return bytes.size() - 1; // one byte is kept
            }
            served->use(bytes);
            return bytes.size();
        };
        serve(*m_pool, 0, socket, served);
        QVERIFY(peer.send("ab"));
        QVERIFY(eventually([&] { return served->calls == 1; }));
        m_pool->runOn(0, [&] { served->connection->resumeReading(); });
        QVERIFY(peer.send("c"));
        for (int i = 0; i < 20; ++i)
            m_pool->runOn(0, [] {});
        QCOMPARE(served->calls.load(), 1);
        QCOMPARE(peer.receive(3 * Connection::OutputHigh).size(), std::size_t(3 * Connection::OutputHigh));
        QVERIFY(eventually([&] { return served->byteCount() == 2; })); // the kept byte, and what came meanwhile
        QCOMPARE(*served->bytes.lock(), std::string("bc"));
    }

    void theHandlerIsToldWhenItsOutputHasLeft()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        serve(*m_pool, 0, socket, served);
        m_pool->runOn(0, [&] { served->connection->send("small"); });
        QCOMPARE(peer.receive(5), std::string("small"));
        m_pool->runOn(0, [] {});
        QCOMPARE(served->drained.load(), 0); // was never blocked
        m_pool->runOn(0, [&] { served->connection->send(std::string(4'000'000, 'x')); });
        QCOMPARE(peer.receive(4'000'000).size(), std::size_t(4'000'000));
        QVERIFY(eventually([&] { return served->drained == 1; }));
    }

    void aHandlerThatRefillsFromOutputDrainedGoesOn()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        static constexpr std::size_t Portion = Connection::OutputHigh + 5;
        // Kept by the handler: the connection may outlive this function by a turn.
        served->onDrained = [portions = 0](Connection &connection) mutable {
            if (portions < 20) {
                ++portions;
                connection.send(std::string(Portion, 'x'));
            }
        };
        served->onReceived = [](Connection &connection, std::string_view bytes) {
            connection.send(std::string(Portion, 'x'));
            return bytes.size();
        };
        serve(*m_pool, 0, socket, served);
        QVERIFY(peer.send("go"));
        QCOMPARE(peer.receive(21 * Portion).size(), 21 * Portion);
    }

    void aSlowPeerDoesNotDelayAnother()
    {
        auto [slow, slowSocket] = Peer::unixPair();
        const auto stuck = loud();
        serve(*m_pool, 0, slowSocket, stuck);
        QVERIFY(slow.send(std::string(10'000, 'q')));
        QVERIFY(eventually([&] { return stuck->byteCount() > 0; }));
        auto [quick, quickSocket] = Peer::unixPair();
        serve(*m_pool, 0, quickSocket, echo());
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(quick.send("ball"));
            QCOMPARE(quick.receive(4), std::string("ball"));
        }
    }
};

QTEST_GUILESS_MAIN(BackPressureTest)
#include "backpressuretest.moc"
