// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/counter.h"
#include "io/connectionbudget.h"
#include "io/moderation.h"
#include "io/outputqueue.h"
#include "io/timerwheel.h"

#include <QObject>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

class QSocketNotifier;
class QTimer;

namespace topiq {

class Connection;
class ConnectionHandler;
class LayerStack;

/// Something with a descriptor in the epoll set of a loop.
class Watched {
public:
    virtual void ready(std::uint32_t events) = 0;

protected:
    ~Watched() = default;
};

/// What runs on a loop besides its connections (the engine's part of it): asked once per turn, not once per message.
class LoopClient {
public:
    virtual ~LoopClient() = default;

    /// Does what other threads have left for this loop. Called once per turn, before output is flushed.
    virtual void takeInbox() = 0;
    /// Whether takeInbox() would find something; must see everything that was put there before Loop::wake() was called.
    [[nodiscard]] virtual bool hasInbox() const = 0;
    /// The turn ends: output is flushed, other loops can be woken.
    virtual void turnEnded() = 0;
    /// About four times a second while a timer runs, at least once a second while there is traffic.
    virtual void tick(std::int64_t nowMs) = 0;
};

/// What a loop has done; read from any thread.
struct LoopCounters {
    Counter bytesIn;
    Counter bytesOut;
    Counter reads;
    Counter writes;
    Counter turns;
    Counter connections; ///< open now
};

/// One I/O thread's share of all connections. A loop owns one epoll set; Qt's event loop watches that set by a single
/// QSocketNotifier, so the cost of a turn depends on the connections that are ready and not on those that are open, and
/// QTimer, queued calls and QThread::quit() keep working. A turn: read and handle everything ready, take the inbox,
/// then write once per connection that has output.
///
/// Thread: lives in the thread of a LoopPool; only post(), wake() and the counters may be used from elsewhere.
/// Ownership: owns its connections, and these their handlers.
class Loop final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t ReadBytes = 128 * 1024; ///< the most that one read takes

    explicit Loop(int index);
    ~Loop() override;

    [[nodiscard]] int index() const { return m_index; }
    /// The engine's part of this loop; set before start(), not owned.
    void setClient(LoopClient *client) { m_client = client; }

    /// Creates the epoll set and begins to serve; called once, in the loop's thread.
    void start();
    /// Closes every connection (handlers are told) and stops serving; called in the loop's thread.
    void stop();

    /// Any thread: runs `task` in a turn of this loop, in the order of posting. For rare things: never per message.
    /// False, and the task is not run, once the loop has stopped.
    bool post(std::function<void()> task);
    /// Any thread: makes sure that a turn comes soon. Costs a system call only when the loop sleeps.
    void wake();

    // The rest: the loop's thread only.

    /// Takes over an accepted socket (made fit by prepareSocket) and serves it; `bytes` were already read from it, and
    /// have passed `layers` if there are any. What it answers may be closed already, and lives to the end of the turn.
    Connection &adopt(int socket, std::unique_ptr<ConnectionHandler> handler, std::string_view bytes = {},
        ConnectionTicket ticket = {}, std::unique_ptr<LayerStack> layers = {});

    /// Watches a descriptor, level-triggered, until unwatch(). False when the kernel refuses; errno says why.
    [[nodiscard]] bool watch(int descriptor, std::uint32_t events, Watched &watched);
    void rewatch(int descriptor, std::uint32_t events, Watched &watched);
    void unwatch(int descriptor);

    /// Has this connection's output flushed at the end of the turn.
    void markDirty(Connection &connection) { m_dirty.push_back(&connection); }
    /// Gives the bytes that this connection kept unread to its handler again, in the next turn.
    void markResumed(Connection &connection);
    /// Takes a closed connection out of service; it is destroyed when the turn is over.
    void bury(Connection &connection);

    /// Steady milliseconds and wall-clock milliseconds, read once per turn.
    [[nodiscard]] std::int64_t nowMs() const { return m_nowMs; }
    [[nodiscard]] std::int64_t wallNowMs() const { return m_wallNowMs; }
    void startTimer(WheelTimer &timer, std::int64_t afterMs);

    [[nodiscard]] OutputPool &outputPool() { return m_outputPool; }
    /// The read buffer shared by all connections of the loop: ReadBytes and the same again for what was kept.
    [[nodiscard]] char *scratch() { return m_scratch.get(); }
    [[nodiscard]] LoopCounters &counters() { return m_counters; }

    /// Calls `visit` for every open connection.
    void forEachConnection(const std::function<void(Connection &)> &visit);

private:
    void serve();
    void closeConnections();
    [[nodiscard]] int waitForEvents(int timeoutMs);
    void turn(int events);
    void rest();
    [[nodiscard]] bool goToSleep();
    void runTasks();
    void resumeConnections();
    void flushDirty();
    void readClocks();
    void tick();

    const int m_index;
    int m_epoll = -1;
    int m_wakeUp = -1;
    LoopClient *m_client = nullptr;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::unique_ptr<QTimer> m_timer;
    std::unique_ptr<char[]> m_scratch;
    OutputPool m_outputPool;
    LoopCounters m_counters;
    TimerWheel m_wheel;
    Moderation m_moderation;
    std::uint64_t m_bytesSeen = 0; // of the counter of bytes that came in, by the moderation
    std::int64_t m_nowUs = 0;
    std::int64_t m_nowMs = 0;
    std::int64_t m_wallNowMs = 0;
    std::int64_t m_lastTick = 0;
    Connection *m_connections = nullptr; // all open ones, linked through themselves
    std::vector<Connection *> m_dirty;
    std::vector<Connection *> m_flushing; // those being flushed now; kept for its memory
    std::vector<Connection *> m_resumed;
    std::vector<std::unique_ptr<Connection>> m_buried;

    std::atomic<bool> m_asleep{true};
    std::atomic<bool> m_hasTasks{false};
    std::mutex m_tasksLock;
    std::vector<std::function<void()>> m_tasks; // guarded by m_tasksLock
    bool m_stopped = false; // guarded by m_tasksLock
};

} // namespace topiq
