// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/socket.h"
#include "peer.h"
#include "servedhandler.h"

#include <QTest>

#include <semaphore>
#include <thread>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace topiq;
using namespace topiq::testing;

namespace {

std::string pattern(std::size_t size)
{
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = char((i ^ i >> 8 ^ i >> 16) * 17);
    return bytes;
}

} // namespace

class ConnectionTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LoopPool> m_pool;
    std::uint64_t turns() { return m_pool->loop(0).counters().turns.value(); }
    /// Makes turns of loop 0 that have nothing to do with the connection.
    void makeTurns(int count)
    {
        for (int i = 0; i < count; ++i)
            m_pool->runOn(0, [] {});
    }

private Q_SLOTS:
    void init()
    {
        m_pool = std::make_unique<LoopPool>(2);
        m_pool->start();
    }
    void cleanup() { m_pool.reset(); }

    void bytesArriveAndAnswersLeave()
    {
        for (auto make : {&Peer::unixPair, &Peer::tcpPair}) {
            auto [peer, socket] = make();
            serve(*m_pool, 0, socket, echo());
            for (int i = 0; i < 100; ++i) {
                const std::string ball = "ball " + std::to_string(i);
                QVERIFY(peer.send(ball));
                QCOMPARE(peer.receive(ball.size()), ball);
            }
        }
        QVERIFY(m_pool->loop(0).counters().reads.value() >= 200);
        QVERIFY(eventually([&] { // counted after the write
            return m_pool->loop(0).counters().bytesIn.value() == m_pool->loop(0).counters().bytesOut.value();
        }));
    }

    void whatIsSaidInATurnLeavesInOneWrite()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        served->onReceived = [](Connection &connection, std::string_view bytes) {
            for (int i = 0; i < 100; ++i)
                connection.send("0123456789");
            return bytes.size();
        };
        serve(*m_pool, 0, socket, served);
        const std::uint64_t before = m_pool->loop(0).counters().writes.value();
        QVERIFY(peer.send("x"));
        QCOMPARE(peer.receive(1000).size(), std::size_t(1000));
        makeTurns(1);
        QCOMPARE(m_pool->loop(0).counters().writes.value(), before + 1);
    }

    void bytesReadBeforeAreServedFirst()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        QVERIFY(peer.send("second"));
        m_pool->runOn(0, [&, descriptor = socket] {
            m_pool->loop(0).adopt(descriptor, std::make_unique<ServedHandler>(served), "first ", ticket(*m_pool));
        });
        QVERIFY(eventually([&] { return served->byteCount() == 12; }));
        QCOMPARE(*served->bytes.lock(), std::string("first second"));
    }

    void whatIsNotUsedUpComesAgainWithWhatFollows()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        served->onReceived
            = [&, served = served.get()](Connection &, std::string_view bytes) { // takes whole lines only
                  const std::size_t end = bytes.rfind('\n');
                  const std::size_t used = end == std::string_view::npos ? 0 : end + 1;
                  served->use(bytes.substr(0, used));
                  return used;
              };
        serve(*m_pool, 0, socket, served);
        std::string expected;
        for (int i = 0; i < 300; ++i) {
            const std::string line = "line " + std::to_string(i) + '\n';
            expected += line;
            for (const char c : line) {
                QVERIFY(peer.send(std::string(1, c)));
                if (i < 3) { // the first ones certainly byte by byte
                    const int calls = served->calls;
                    QVERIFY(eventually(
                        [&] { return served->calls > calls || m_pool->loop(0).counters().bytesIn.value() > 0; }));
                }
            }
        }
        QVERIFY(eventually([&] { return served->byteCount() == expected.size(); }));
        QCOMPARE(*served->bytes.lock(), expected);
    }

    void aPeerThatStopsWritingStillGetsWhatWasQueued()
    {
        for (auto make : {&Peer::unixPair, &Peer::tcpPair}) {
            auto [peer, socket] = make();
            auto served = std::make_shared<Served>();
            served->onReceived = [](Connection &connection, std::string_view bytes) {
                connection.send("the answer to ");
                connection.send(bytes);
                return bytes.size();
            };
            serve(*m_pool, 0, socket, served);
            QVERIFY(peer.send("42"));
            peer.shutdownWrite();
            QCOMPARE(peer.receiveToEnd(), std::string("the answer to 42"));
            QVERIFY(eventually([&] { return served->closed == 1; }));
            QCOMPARE(served->reason.load(), CloseReason::ByPeer);
        }
    }

    void aResetIsAnEndByThePeer()
    {
        auto [peer, socket] = Peer::tcpPair();
        auto served = std::make_shared<Served>();
        serve(*m_pool, 0, socket, served);
        peer.reset();
        QVERIFY(eventually([&] { return served->closed == 1; }));
        QCOMPARE(served->reason.load(), CloseReason::ByPeer);
        QCOMPARE(m_pool->budget().used(), 0u);
    }

    void aResetIsNoticedWhileReadingIsPaused()
    {
        auto [peer, socket] = Peer::tcpPair();
        auto served = std::make_shared<Served>();
        served->onOpened = [](Connection &connection) { connection.pauseReading(); };
        serve(*m_pool, 0, socket, served);
        QVERIFY(peer.send("not read"));
        peer.reset();
        QVERIFY(eventually([&] { return served->closed == 1; }));
        const std::uint64_t before = turns();
        for (int i = 0; i < 2000; ++i)
            m_pool->runOn(1, [] {});
        QVERIFY(turns() <= before + 3); // nothing is reported again and again
    }

    void aHangUpWhilePausedDoesNotSpin()
    {
        for (auto make : {&Peer::unixPair, &Peer::tcpPair}) {
            auto [peer, socket] = make();
            auto served = std::make_shared<Served>();
            served->onOpened = [](Connection &connection) { connection.pauseReading(); };
            serve(*m_pool, 0, socket, served);
            QVERIFY(peer.send("left in the socket"));
            peer.shutdownWrite();
            makeTurns(1);
            const std::uint64_t before = turns();
            for (int i = 0; i < 3000; ++i)
                m_pool->runOn(1, [] {});
            QVERIFY(turns() <= before + 3);
            if (served->closed == 0) { // a half-closed peer is still served when reading goes on
                m_pool->runOn(0, [&] { served->connection->resumeReading(); });
                QVERIFY(eventually([&] { return served->closed == 1; }));
                QCOMPARE(*served->bytes.lock(), std::string("left in the socket"));
            }
        }
    }

    void nothingIsReadWhilePausedAndEverythingComesAfterwards()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        serve(*m_pool, 0, socket, served);
        m_pool->runOn(0, [&] { served->connection->pauseReading(); });
        QVERIFY(peer.send("hello"));
        makeTurns(20);
        QCOMPARE(served->calls.load(), 0);
        m_pool->runOn(0, [&] {
            QVERIFY(served->connection->isReadingPaused());
            served->connection->resumeReading();
        });
        QVERIFY(eventually([&] { return served->byteCount() == 5; }));
    }

    void keptBytesAreOfferedAgainAfterAPause()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        std::atomic<bool> busy{true};
        served->onReceived = [&, served = served.get()](Connection &connection, std::string_view bytes) -> std::size_t {
            if (busy) {
                connection.pauseReading();
                return 0;
            }
            served->use(bytes);
            return bytes.size();
        };
        serve(*m_pool, 0, socket, served);
        QVERIFY(peer.send("kept"));
        QVERIFY(eventually([&] { return served->calls == 1; }));
        m_pool->runOn(0, [&] { served->connection->resumeReading(); }); // still busy
        QVERIFY(eventually([&] { return served->calls == 2; }));
        busy = false;
        m_pool->runOn(0, [&] { served->connection->resumeReading(); });
        QVERIFY(eventually([&] { return served->byteCount() == 4; })); // without another byte from the peer
        QVERIFY(peer.send(" more"));
        QVERIFY(eventually([&] { return served->byteCount() == 9; }));
        QCOMPARE(*served->bytes.lock(), std::string("kept more"));
    }

    void keptBytesOfMoreThanOneReadSurviveAPause()
    {
        // A handler that keeps nearly a whole read, then a whole read more, and is resumed while the socket is full.
        auto [peer, socket] = Peer::tcpPair();
        auto served = std::make_shared<Served>();
        std::atomic<bool> busy{false};
        static constexpr std::size_t Piece = Loop::ReadBytes - 1000;
        served->onReceived = [&, served = served.get()](Connection &connection, std::string_view bytes) -> std::size_t {
            if (busy) {
                served->wanted = 0;
                connection.pauseReading();
                return 0;
            }
            const std::size_t whole = bytes.size() / Piece * Piece;
            served->use(bytes.substr(0, whole));
            served->wanted = whole == bytes.size() ? 0 : Piece;
            return whole;
        };
        serve(*m_pool, 0, socket, served);
        const std::string all = pattern(Piece * 40);
        std::thread writer([&, far = peer.descriptor()] { Peer(dup(far)).send(all); });
        bool good = true;
        for (int i = 0; i < 200 && good && served->byteCount() < all.size(); ++i) {
            busy = true;
            const int calls = served->calls;
            good = eventually([&] { return served->calls > calls || served->byteCount() == all.size(); });
            busy = false;
            m_pool->runOn(0, [&] { served->connection->resumeReading(); });
        }
        busy = false;
        m_pool->runOn(0, [&] { served->connection->resumeReading(); });
        writer.join();
        QVERIFY(good);
        QVERIFY(eventually([&] { return served->byteCount() == all.size(); }));
        QVERIFY(*served->bytes.lock() == all);
    }

    void aHandlerThatNeverUsesAnythingUpIsCutOff()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        served->onReceived = [](Connection &, std::string_view) { return std::size_t(0); };
        serve(*m_pool, 0, socket, served);
        const std::string much(64 * 1024, 'x');
        for (int i = 0; i < 64 && peer.send(much); ++i) {}
        QVERIFY(eventually([&] { return served->closed == 1; }));
        QCOMPARE(served->reason.load(), CloseReason::Failed);
    }

    void aLargePacketIsGatheredInPlaceAndOfferedOnce()
    {
        auto [peer, socket] = Peer::tcpPair();
        auto served = std::make_shared<Served>();
        static constexpr std::size_t Size = 5 * 1024 * 1024 + 17;
        served->onReceived = [&, served = served.get()](Connection &, std::string_view bytes) -> std::size_t {
            served->wanted = Size;
            if (bytes.size() < Size)
                return 0;
            served->use(bytes.substr(0, Size));
            served->wanted = 0;
            return Size;
        };
        serve(*m_pool, 0, socket, served);
        const std::string all = pattern(Size);
        QVERIFY(peer.send(all));
        QVERIFY(eventually([&] { return served->byteCount() == Size; }));
        QVERIFY(*served->bytes.lock() == all);
        QVERIFY(served->calls <= 3); // the first read, and the whole
        QVERIFY(peer.send(all)); // and another one
        QVERIFY(eventually([&] { return served->byteCount() == 2 * Size; }));
    }

    void closingSendsWhatWasSaid()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        served->onReceived = [](Connection &connection, std::string_view bytes) {
            connection.send("go away");
            connection.close();
            return bytes.size();
        };
        serve(*m_pool, 0, socket, served);
        QVERIFY(peer.send("x"));
        QCOMPARE(peer.receiveToEnd(), std::string("go away"));
        QVERIFY(eventually([&] { return served->closed == 1; }));
        QCOMPARE(served->reason.load(), CloseReason::ByHandler);
    }

    void aHandlerMayCloseItsConnectionInEveryCall()
    {
        for (int place = 0; place < 3; ++place) {
            auto [peer, socket] = Peer::unixPair();
            auto served = std::make_shared<Served>();
            if (place == 0)
                served->onOpened = [](Connection &connection) { connection.close(); };
            served->onReceived = [place](Connection &connection, std::string_view bytes) {
                if (place == 1)
                    connection.close();
                else
                    connection.send(std::string(Connection::OutputHigh + 1, 'x'));
                return bytes.size();
            };
            served->onDrained = [](Connection &connection) { connection.close(); };
            serve(*m_pool, 0, socket, served);
            (void)peer.send("x");
            (void)peer.receiveToEnd();
            QVERIFY(eventually([&] { return served->closed == 1; }));
            QCOMPARE(served->reason.load(), CloseReason::ByHandler);
        }
        QCOMPARE(m_pool->budget().used(), 0u);
        QCOMPARE(m_pool->loop(0).counters().connections.value(), 0u);
    }

    void oneConnectionMayCloseAnotherInTheSameTurn()
    {
        auto [firstPeer, firstSocket] = Peer::unixPair();
        auto [secondPeer, secondSocket] = Peer::unixPair();
        auto first = std::make_shared<Served>();
        auto second = std::make_shared<Served>();
        const auto closeBoth = [&](Connection &, std::string_view bytes) {
            for (const auto &served : {first, second}) {
                if (served->connection) {
                    served->connection->send("bye");
                    served->connection->close();
                }
            }
            return bytes.size();
        };
        first->onReceived = closeBoth;
        second->onReceived = closeBoth;
        serve(*m_pool, 0, firstSocket, first);
        serve(*m_pool, 0, secondSocket, second);
        m_pool->runOn(0, [&, &one = firstPeer, &two = secondPeer] { // both become ready in one turn
            (void)one.send("x");
            (void)two.send("x");
        });
        QCOMPARE(firstPeer.receiveToEnd(), std::string("bye"));
        QCOMPARE(secondPeer.receiveToEnd(), std::string("bye"));
        QVERIFY(eventually([&] { return first->closed == 1 && second->closed == 1; }));
    }

    void movingToAnotherLoopLosesNoByte()
    {
        for (int round = 0; round < 50; ++round) {
            auto [peer, socket] = Peer::unixPair();
            auto before = std::make_shared<Served>();
            auto after = std::make_shared<Served>();
            after->onReceived = [after = after.get()](Connection &connection, std::string_view bytes) {
                after->use(bytes);
                connection.send(bytes);
                return bytes.size();
            };
            before->onReceived = [&](Connection &connection, std::string_view bytes) {
                connection.moveTo(m_pool->loop(1), std::make_unique<ServedHandler>(after), bytes.substr(1));
                return bytes.size();
            };
            serve(*m_pool, 0, socket, before);
            const std::string all = pattern(100'000 + std::size_t(round));
            std::thread writer([&, far = peer.descriptor()] { Peer(dup(far)).send(all); });
            const std::string echoed = peer.receive(all.size() - 1);
            writer.join();
            QVERIFY(echoed == all.substr(1));
            QCOMPARE(before->closed.load(), 0);
            QCOMPARE(m_pool->loop(0).counters().connections.value(), 0u);
            QCOMPARE(m_pool->budget().used(), 1u);
            peer.close();
            QVERIFY(eventually([&] { return after->closed == 1; }));
            QVERIFY(eventually([&] { return m_pool->budget().used() == 0; }));
        }
    }

    void stoppingClosesEverythingAndTellsTheHandlers()
    {
        std::vector<Peer> peers;
        std::vector<std::shared_ptr<Served>> all;
        for (int i = 0; i < 100; ++i) {
            auto [peer, socket] = Peer::unixPair();
            all.push_back(std::make_shared<Served>());
            all.back()->onOpened = [](Connection &connection) { connection.send("last words"); };
            serve(*m_pool, i % 2, socket, all.back());
            peers.push_back(std::move(peer));
        }
        m_pool->stop();
        for (const auto &served : all) {
            QCOMPARE(served->closed.load(), 1);
            QCOMPARE(served->reason.load(), CloseReason::Shutdown);
        }
        for (Peer &peer : peers)
            QCOMPARE(peer.receiveToEnd(), std::string("last words"));
        QCOMPARE(m_pool->budget().used(), 0u);
    }

    void aSocketOnItsWayToAStoppingLoopIsClosed()
    {
        auto [peer, socket] = Peer::unixPair();
        auto served = std::make_shared<Served>();
        std::binary_semaphore busy(0);
        std::binary_semaphore goOn(0);
        m_pool->loop(0).post([&] {
            busy.release();
            goOn.acquire();
            m_pool->loop(0).thread()->quit();
        });
        busy.acquire();
        m_pool->loop(0).post([&, descriptor = socket] {
            m_pool->loop(0).adopt(descriptor, std::make_unique<ServedHandler>(served), {}, ticket(*m_pool));
        });
        goOn.release();
        m_pool->stop();
        QCOMPARE(served->closed.load(), 1);
        QCOMPARE(peer.receiveToEnd(), std::string());
    }

    void whatIsNoSocketFailsAtOnce()
    {
        auto served = std::make_shared<Served>();
        serve(*m_pool, 0, open("/dev/null", O_RDONLY | O_CLOEXEC), served); // epoll refuses files
        QCOMPARE(served->opened.load(), 0);
        QCOMPARE(served->closed.load(), 1);
        QCOMPARE(served->reason.load(), CloseReason::Failed);
    }

    void everyConnectionCanBeVisited()
    {
        std::vector<Peer> peers;
        std::vector<std::shared_ptr<Served>> all;
        for (int i = 0; i < 5; ++i) {
            auto [peer, socket] = Peer::unixPair();
            all.push_back(std::make_shared<Served>());
            serve(*m_pool, 0, socket, all.back());
            peers.push_back(std::move(peer));
        }
        int visited = 0;
        m_pool->runOn(0, [&] {
            m_pool->loop(0).forEachConnection([&](Connection &connection) {
                ++visited;
                connection.close(); // may go while it is visited
            });
        });
        QCOMPARE(visited, 5);
        QCOMPARE(m_pool->loop(0).counters().connections.value(), 0u);
    }

    void thePeerIsNamedByAddressAndPort()
    {
        auto [peer, socket] = Peer::tcpPair();
        auto served = std::make_shared<Served>();
        serve(*m_pool, 0, socket, served);
        sockaddr_in own{};
        socklen_t length = sizeof own;
        getsockname(peer.descriptor(), reinterpret_cast<sockaddr *>(&own), &length);
        std::string name;
        m_pool->runOn(0, [&] { name = served->connection->peer(); });
        QCOMPARE(name, "127.0.0.1:" + std::to_string(ntohs(own.sin_port)));
        auto [unnamed, unixSocket] = Peer::unixPair();
        QCOMPARE(peerName(unixSocket), "unix:uid=" + std::to_string(getuid()));
        QCOMPARE(peerName(-1), std::string());
        QVERIFY(!prepareSocket(-1));
        ::close(unixSocket);
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "connectiontest.moc"
