// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/outputqueue.h"

#include "peer.h"

#include <QTest>

#include <map>
#include <random>
#include <set>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

using namespace topiq;
using topiq::testing::Peer;

namespace {

std::map<const void *, int> releases;

void release(const void *owner) { ++releases[owner]; }

std::string pattern(std::size_t size, unsigned seed)
{
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = char((i * 31 + seed * 7 + i / 251) & 0xFF);
    return bytes;
}

/// A queue, its pool, and a socket with the smallest buffer that the kernel allows.
struct Outlet {
    Outlet()
    {
        auto [far, near] = Peer::unixPair();
        peer = std::move(far);
        socket = near;
        const int tiny = 1;
        setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &tiny, sizeof tiny);
    }
    ~Outlet()
    {
        queue.clear(pool);
        close(socket);
    }
    OutputQueue::Flush flush() { return queue.flush(pool, socket, sent); }
    /// Everything that is queued, taken by the peer in small bites.
    std::string drain()
    {
        std::string bytes;
        while (flush() == OutputQueue::Flush::Blocked)
            bytes += peer.receiveSome();
        for (std::string more = peer.receiveSome(); !more.empty(); more = peer.receiveSome())
            bytes += more;
        return bytes;
    }

    Peer peer;
    int socket = -1;
    OutputPool pool;
    OutputQueue queue;
    std::uint64_t sent = 0;
};

} // namespace

class OutputQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { releases.clear(); }

    void anEmptyQueueIsDone()
    {
        Outlet outlet;
        QVERIFY(outlet.queue.empty());
        QCOMPARE(outlet.flush(), OutputQueue::Flush::Done);
        QCOMPARE(outlet.sent, 0u);
    }

    void smallPiecesLeaveInOneWriteInOrder()
    {
        Outlet outlet;
        outlet.queue.append(outlet.pool, "one ");
        std::memcpy(outlet.queue.claim(outlet.pool, 4), "two ", 4);
        outlet.queue.append(outlet.pool, "three");
        QCOMPARE(outlet.queue.bytes(), 13u);
        QCOMPARE(outlet.flush(), OutputQueue::Flush::Done);
        QCOMPARE(outlet.sent, 13u);
        QVERIFY(outlet.queue.empty());
        QCOMPARE(outlet.peer.receive(13), std::string("one two three"));
    }

    void whatIsCopiedMayChangeAfterwards()
    {
        Outlet outlet;
        std::string bytes = "before";
        outlet.queue.append(outlet.pool, bytes);
        bytes = "after!";
        QCOMPARE(outlet.drain(), std::string("before"));
    }

    void aPieceLargerThanABlockIsSplit()
    {
        for (const std::size_t size : {std::size_t(OutputPool::Capacity) - 1, std::size_t(OutputPool::Capacity),
                 std::size_t(OutputPool::Capacity) + 1, std::size_t(OutputPool::Capacity) * 5 + 3}) {
            Outlet outlet;
            outlet.queue.append(outlet.pool, "x");
            outlet.queue.append(outlet.pool, pattern(size, 1));
            QCOMPARE(outlet.queue.bytes(), size + 1);
            QVERIFY(outlet.drain() == "x" + pattern(size, 1));
            QCOMPARE(outlet.sent, size + 1);
        }
    }

    void roomIsClaimedInOnePieceOrNotAtAll()
    {
        Outlet outlet;
        QVERIFY(!outlet.queue.claim(outlet.pool, OutputPool::Capacity / 4 + 1));
        QVERIFY(outlet.queue.empty()); // a refused claim leaves no trace
        std::string expected;
        for (unsigned i = 0; expected.size() < 5 * OutputPool::Capacity; ++i) {
            const std::string piece = pattern(1 + i * 37 % (OutputPool::Capacity / 4), i);
            char *const room = outlet.queue.claim(outlet.pool, std::uint32_t(piece.size()));
            QVERIFY(room);
            std::memcpy(room, piece.data(), piece.size());
            expected += piece;
        }
        QCOMPARE(outlet.queue.bytes(), expected.size());
        QVERIFY(outlet.drain() == expected);
    }

    void aReferenceIsReleasedOnceAndNotBeforeItIsSent()
    {
        Outlet outlet;
        const std::string large = pattern(300'000, 2);
        outlet.queue.append(outlet.pool, "head");
        outlet.queue.reference(large, &large, release);
        outlet.queue.append(outlet.pool, "tail");
        std::string bytes;
        while (outlet.flush() == OutputQueue::Flush::Blocked) {
            QVERIFY(outlet.sent >= large.size() + 4 || releases.empty());
            bytes += outlet.peer.receiveSome();
        }
        QCOMPARE(releases[&large], 1);
        for (std::string more = outlet.peer.receiveSome(); !more.empty(); more = outlet.peer.receiveSome())
            bytes += more;
        QVERIFY(bytes == "head" + large + "tail");
    }

    void aReferenceThatIsNotSentIsReleasedByClearing()
    {
        Outlet outlet;
        const std::string large = pattern(500'000, 3);
        outlet.queue.reference(large, &large, release);
        outlet.queue.reference(large, &outlet, release);
        QCOMPARE(outlet.flush(), OutputQueue::Flush::Blocked);
        QVERIFY(releases.empty());
        outlet.queue.clear(outlet.pool);
        QCOMPARE(releases[&large], 1);
        QCOMPARE(releases[&outlet], 1);
        QVERIFY(outlet.queue.empty());
        outlet.queue.clear(outlet.pool);
        QCOMPARE(releases[&large], 1);
    }

    void moreThanOneWriteFullOfReferencesLeavesInOrder()
    {
        Outlet outlet;
        std::vector<std::string> pieces;
        std::string expected;
        for (unsigned i = 0; i < 300; ++i)
            pieces.push_back(pattern(1 + i * 13 % 700, i));
        for (const std::string &piece : pieces) {
            outlet.queue.reference(piece, &piece, release);
            expected += piece;
        }
        QVERIFY(outlet.drain() == expected);
        QCOMPARE(releases.size(), pieces.size());
        for (const auto &[owner, count] : releases)
            QCOMPARE(count, 1);
    }

    void anyMixOfPiecesAndPartialWritesKeepsEveryByte()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 30; ++round) {
            releases.clear();
            Outlet outlet;
            std::vector<std::unique_ptr<std::string>> owned;
            std::string expected;
            std::string got;
            for (unsigned step = 0; step < 200; ++step) {
                auto piece = std::make_unique<std::string>(pattern(1 + random() % (step % 10 ? 300 : 30'000), step));
                expected += *piece;
                switch (random() % 3) {
                case 0:
                    outlet.queue.append(outlet.pool, *piece);
                    piece->assign(piece->size(), '!');
                    break;
                case 1:
                    if (char *const room = outlet.queue.claim(outlet.pool, std::uint32_t(piece->size())))
                        std::memcpy(room, piece->data(), piece->size());
                    else
                        outlet.queue.append(outlet.pool, *piece);
                    break;
                default:
                    outlet.queue.reference(*piece, piece.get(), release);
                    owned.push_back(std::move(piece));
                }
                if (random() % 4 == 0)
                    (void)outlet.flush();
                if (random() % 3 == 0)
                    got += outlet.peer.receiveSome();
                QCOMPARE(outlet.sent + outlet.queue.bytes(), expected.size());
            }
            got += outlet.drain();
            QVERIFY(got == expected);
            QCOMPARE(releases.size(), owned.size());
            for (const auto &[owner, count] : releases)
                QCOMPARE(count, 1);
        }
    }

    void aGonePeerIsAFailure()
    {
        Outlet outlet;
        outlet.peer.close();
        outlet.queue.append(outlet.pool, "lost");
        QCOMPARE(outlet.flush(), OutputQueue::Flush::Failed);
        QCOMPARE(errno, EPIPE);
    }

    void blocksAreUsedAgain_data()
    {
        QTest::addColumn<bool>("small");
        QTest::newRow("small") << true;
        QTest::newRow("large") << false;
    }
    void blocksAreUsedAgain()
    {
        QFETCH(const bool, small);
        OutputPool pool;
        OutputSegment *const first = pool.take(small);
        pool.give(first);
        OutputSegment *const other = pool.take(!small);
        QVERIFY(other != first);
        pool.give(other);
        OutputSegment *const second = pool.take(small);
        QCOMPARE(second, first);
        QCOMPARE(second->size, 0u);
        QCOMPARE(second->begin, 0u);
        QVERIFY(!second->next && !second->owner);
        pool.give(second);
    }

    void anIdleQueueHoldsNoBlock()
    {
        OutputPool pool;
        auto [peer, socket] = Peer::unixPair();
        std::uint64_t sent = 0;
        OutputQueue first;
        OutputQueue second;
        first.append(pool, "a");
        QCOMPARE(first.flush(pool, socket, sent), OutputQueue::Flush::Done);
        OutputSegment *const returned = pool.take(true); // what the first queue used
        pool.give(returned);
        char *const room = second.claim(pool, 1);
        QCOMPARE(static_cast<void *>(room), static_cast<void *>(returned + 1));
        *room = 'b';
        second.clear(pool);
        close(socket);
    }

    void anyNumberOfBlocksCanBeGivenBack()
    {
        OutputPool pool;
        std::vector<OutputSegment *> blocks;
        for (int i = 0; i < 10'000; ++i)
            blocks.push_back(pool.take(i % 2));
        QCOMPARE(std::set<OutputSegment *>(blocks.begin(), blocks.end()).size(), blocks.size());
        for (OutputSegment *block : blocks)
            pool.give(block);
    }
};

QTEST_APPLESS_MAIN(OutputQueueTest)
#include "outputqueuetest.moc"
