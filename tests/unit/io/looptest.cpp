// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "peer.h"
#include "servedhandler.h"

#include <QTest>
#include <QThread>

#include <algorithm>
#include <semaphore>
#include <thread>
#include <vector>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace topiq;
using namespace topiq::testing;

namespace {

thread_local std::uint64_t writeCalls = 0;

} // namespace

/// Stands before the C library's write(), so that the system calls of a thread that wakes a loop can be counted.
extern "C" __attribute__((visibility("default"))) ssize_t write(int descriptor, const void *bytes, std::size_t size)
{
    ++writeCalls;
    return syscall(SYS_write, descriptor, bytes, size);
}

namespace {

class Alarm final : public WheelTimer {
public:
    explicit Alarm(std::function<void()> then) : m_then(std::move(then)) {}

private:
    void expired() override { m_then(); }
    std::function<void()> m_then;
};

/// A client with a flag as its inbox.
class FlagClient final : public LoopClient {
public:
    std::atomic<bool> inbox{false};
    std::atomic<int> taken{0};
    std::atomic<int> turnsEnded{0};
    std::atomic<int> ticks{0};

    void takeInbox() override { taken += inbox.exchange(false); }
    bool hasInbox() const override { return inbox; }
    void turnEnded() override { ++turnsEnded; }
    void tick(std::int64_t) override { ++ticks; }
};

/// Ready again and again, until somebody reads it.
class EventWatch final : public Watched {
public:
    explicit EventWatch(Loop &loop) : m_loop(loop), m_descriptor(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
    ~EventWatch() { ::close(m_descriptor); }
    bool watch() { return m_loop.watch(m_descriptor, EPOLLIN, *this); }
    void unwatch() { m_loop.unwatch(m_descriptor); }
    void signal() const { (void)!eventfd_write(m_descriptor, 1); }
    std::atomic<int> readyCalls{0};

private:
    void ready(std::uint32_t) override
    {
        eventfd_t value = 0;
        (void)!eventfd_read(m_descriptor, &value);
        ++readyCalls;
    }
    Loop &m_loop;
    int m_descriptor;
};

} // namespace

class LoopTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNumberOfLoopsIsBounded()
    {
        QCOMPARE(LoopPool(0).count(), 1);
        QCOMPARE(LoopPool(3).count(), 3);
        QCOMPARE(LoopPool(99).count(), int(LoopPool::MaxLoops));
    }

    void everyLoopHasItsOwnThread()
    {
        LoopPool pool(3);
        pool.start();
        std::vector<QThread *> threads(3);
        for (int i = 0; i < 3; ++i) {
            pool.runOn(i, [&] { threads[std::size_t(i)] = QThread::currentThread(); });
            QCOMPARE(pool.loop(i).index(), i);
            QCOMPARE(pool.loop(i).thread(), threads[std::size_t(i)]);
        }
        threads.push_back(QThread::currentThread());
        std::sort(threads.begin(), threads.end());
        QVERIFY(std::adjacent_find(threads.begin(), threads.end()) == threads.end());
    }

    void whatWasPostedBeforeTheStartRunsAtTheStart()
    {
        LoopPool pool(1);
        std::atomic<bool> ran{false};
        pool.loop(0).post([&] { ran = true; });
        pool.start();
        QVERIFY(eventually([&] { return ran.load(); }));
    }

    void tasksOfManyThreadsRunExactlyOnceAndInTheOrderOfEachThread()
    {
        static constexpr int Threads = 4;
        static constexpr int Each = 20'000;
        LoopPool pool(1);
        pool.start();
        std::vector<int> next(Threads, 0);
        int wrong = 0;
        std::atomic<int> done{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < Threads; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < Each; ++i) {
                    pool.loop(0).post([&, t, i] {
                        wrong += next[std::size_t(t)]++ != i;
                        ++done;
                    });
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(eventually([&] { return done == Threads * Each; }));
        pool.runOn(0, [] {});
        QCOMPARE(done.load(), Threads * Each);
        QCOMPARE(wrong, 0);
    }

    void aSleepingLoopIsWokenEveryTime()
    {
        LoopPool pool(2);
        pool.start();
        for (int i = 0; i < 3000; ++i) {
            bool ran = false;
            pool.runOn(i % 2, [&] { ran = true; }); // would hang if one wake-up were lost
            QVERIFY(ran);
        }
    }

    void twoLoopsThatWakeEachOtherNeverMissAWakeUp()
    {
        LoopPool pool(2);
        pool.start();
        std::atomic<int> rounds{0};
        std::function<void(int)> ball = [&](int index) {
            if (++rounds < 20'000)
                pool.loop(1 - index).post([&, index] { ball(1 - index); });
        };
        pool.loop(0).post([&] { ball(0); });
        QVERIFY(eventually([&] { return rounds == 20'000; }));
        pool.stop();
    }

    void anInboxIsTakenAfterAWakeUp()
    {
        LoopPool pool(1);
        FlagClient client;
        pool.loop(0).setClient(&client);
        pool.start();
        for (int i = 1; i <= 2000; ++i) {
            client.inbox = true;
            pool.loop(0).wake();
            QVERIFY(eventually([&] { return client.taken == i; }));
        }
        QVERIFY(client.turnsEnded > 0);
        QVERIFY(eventually([&] { return std::uint64_t(client.turnsEnded) == pool.loop(0).counters().turns.value(); }));
        pool.stop();
    }

    void anAwakeLoopIsNotWokenBySystemCalls()
    {
        LoopPool pool(1);
        pool.start();
        std::binary_semaphore busy(0);
        std::binary_semaphore goOn(0);
        pool.loop(0).post([&] {
            busy.release();
            goOn.acquire();
        });
        busy.acquire();
        const std::uint64_t before = writeCalls;
        std::atomic<int> ran{0};
        for (int i = 0; i < 10'000; ++i)
            pool.loop(0).post([&] { ++ran; });
        const std::uint64_t calls = writeCalls - before;
        goOn.release();
        QVERIFY(eventually([&] { return ran == 10'000; }));
        QCOMPARE(calls, 0u);
    }

    void aSleepingLoopIsWokenByOneSystemCall()
    {
        LoopPool pool(1);
        FlagClient client; // never says that it has anything, so only the wake-up itself makes a turn
        pool.loop(0).setClient(&client);
        pool.start();
        for (int i = 0; i < 200; ++i) {
            const std::uint64_t before = writeCalls;
            const std::uint64_t turns = pool.loop(0).counters().turns.value();
            pool.loop(0).wake();
            QVERIFY(writeCalls - before <= 1);
            if (writeCalls != before)
                QVERIFY(eventually([&] { return pool.loop(0).counters().turns.value() > turns; }));
        }
        pool.stop();
    }

    void anIdleLoopMakesNoTurns()
    {
        LoopPool pool(2);
        pool.start();
        pool.runOn(0, [] {});
        const auto turns = [&] { return pool.loop(0).counters().turns.value(); };
        std::uint64_t before = turns();
        // Quiet once a round of work elsewhere has passed without a turn here.
        QVERIFY(eventually([&] {
            before = turns();
            for (int i = 0; i < 50; ++i)
                pool.runOn(1, [] {});
            return turns() == before;
        }));
        for (int i = 0; i < 5000; ++i)
            pool.runOn(1, [] {});
        QCOMPARE(turns(), before);
    }

    void qtKeepsWorkingOnALoop()
    {
        LoopPool pool(1);
        pool.start();
        std::atomic<int> calls{0};
        for (int i = 0; i < 100; ++i)
            QMetaObject::invokeMethod(
                &pool.loop(0), [&] { ++calls; }, Qt::QueuedConnection);
        QVERIFY(eventually([&] { return calls == 100; }));
        pool.stop();
    }

    void qtIsServedWhileConnectionsKeepTheLoopBusy()
    {
        LoopPool pool(1);
        pool.start();
        auto [peer, socket] = Peer::unixPair();
        serve(pool, 0, socket, echo());
        std::atomic<bool> stop{false};
        std::thread traffic([&, far = peer.descriptor()] {
            const std::string ball = "ball";
            Peer end(dup(far));
            while (!stop && end.send(ball) && end.receive(4) == ball) {}
        });
        std::atomic<int> calls{0};
        for (int i = 1; i <= 20; ++i) {
            QMetaObject::invokeMethod(
                &pool.loop(0), [&] { ++calls; }, Qt::QueuedConnection);
            const bool served = eventually([&] { return calls == i; });
            if (!served)
                break;
        }
        stop = true;
        traffic.join();
        QCOMPARE(calls.load(), 20);
    }

    void aWatchedDescriptorIsReportedUntilItIsUnwatched()
    {
        LoopPool pool(1);
        pool.start();
        EventWatch watch(pool.loop(0));
        bool watched = false;
        pool.runOn(0, [&] { watched = watch.watch(); });
        QVERIFY(watched);
        for (int i = 1; i <= 50; ++i) {
            watch.signal();
            QVERIFY(eventually([&] { return watch.readyCalls == i; }));
        }
        pool.runOn(0, [&] { watch.unwatch(); });
        watch.signal();
        pool.runOn(0, [] {});
        pool.runOn(0, [] {});
        QCOMPARE(watch.readyCalls.load(), 50);
    }

    void watchingWhatIsNoDescriptorFails()
    {
        LoopPool pool(1);
        pool.start();
        EventWatch watch(pool.loop(0));
        pool.runOn(0, [&] { QVERIFY(!pool.loop(0).watch(-1, EPOLLIN, watch)); });
    }

    void timersAreNeverEarlyAndAtMostTwoTicksLate()
    {
        LoopPool pool(1);
        pool.start();
        struct Probe {
            std::unique_ptr<Alarm> alarm;
            std::int64_t dueMs = 0;
            std::int64_t firedMs = 0;
        };
        std::vector<Probe> probes(12);
        std::atomic<std::size_t> fired{0};
        pool.runOn(0, [&] {
            for (std::size_t i = 0; i < probes.size(); ++i) {
                Probe &probe = probes[i];
                probe.alarm = std::make_unique<Alarm>([&] {
                    probe.firedMs = steadyMs();
                    ++fired;
                });
                probe.dueMs = pool.loop(0).nowMs() + std::int64_t(i) * 130;
                pool.loop(0).startTimer(*probe.alarm, std::int64_t(i) * 130);
            }
        });
        QVERIFY(eventually([&] { return fired == probes.size(); }));
        pool.runOn(0, [&] { probes.begin()->alarm->stop(); });
        for (const Probe &probe : probes) {
            const std::int64_t late = probe.firedMs - probe.dueMs;
            QVERIFY2(late >= 0, qPrintable(QString::number(late)));
            // Two ticks, and what a machine with other work may add.
            QVERIFY2(late <= 2 * TimerWheel::TickMs + 200, qPrintable(QString::number(late)));
        }
    }

    void aLoopWithoutTimersStopsTicking()
    {
        LoopPool pool(2);
        FlagClient client;
        pool.loop(0).setClient(&client);
        pool.start();
        std::atomic<bool> fired{false};
        Alarm alarm([&] { fired = true; });
        pool.runOn(0, [&] { pool.loop(0).startTimer(alarm, 0); });
        QVERIFY(eventually([&] { return fired.load(); }));
        // As long as another loop needs for a timer of several ticks, this one makes no turn.
        std::atomic<bool> later{false};
        Alarm clock([&] { later = true; });
        pool.runOn(0, [] {});
        const std::uint64_t turns = pool.loop(0).counters().turns.value();
        pool.runOn(1, [&] { pool.loop(1).startTimer(clock, 3 * TimerWheel::TickMs); });
        QVERIFY(eventually([&] { return later.load(); }));
        // One more tick may find the wheel empty and stop the timer; one turn may end the task before.
        QVERIFY(pool.loop(0).counters().turns.value() <= turns + 3);
        pool.stop();
    }

    void stoppingTwiceIsHarmless()
    {
        LoopPool pool(2);
        pool.start();
        pool.stop();
        pool.stop();
    }

    void destroyingAPoolThatNeverStartedIsHarmless() { const LoopPool pool(2); }
};

QTEST_GUILESS_MAIN(LoopTest)
#include "looptest.moc"
