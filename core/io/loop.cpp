// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/loop.h"

#include "base/clock.h"
#include "base/logging.h"
#include "io/connection.h"

#include <QSocketNotifier>
#include <QThread>
#include <QTimer>

#include <array>
#include <cerrno>
#include <cstring>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace topiq {

namespace {

constexpr std::size_t EventsPerTurn = 256;

// So much output is sent before more is read, so that its buffers are still in the cache when the kernel copies them.
constexpr std::uint64_t EarlyFlushBytes = 64 * 1024;

// Right after a turn with events the next one is near: waiting for it in epoll_wait for a moment saves the way through
// Qt's event dispatcher (two more system calls). Qt's own events are never kept waiting longer than MaxServeMs.
constexpr int LingerMs = 2;
constexpr int MaxServeMs = 20;

thread_local std::array<epoll_event, EventsPerTurn> readyEvents;

} // namespace

Loop::Loop(int index) : m_index(index), m_wheel(steadyMs()) { readClocks(); }

Loop::~Loop()
{
    if (m_epoll >= 0)
        ::close(m_epoll);
    if (m_wakeUp >= 0)
        ::close(m_wakeUp);
}

void Loop::start()
{
    Q_ASSERT(thread() == QThread::currentThread());
    prctl(PR_SET_TIMERSLACK, 1'000); // nanoseconds; 50,000 would double the shortest rest
    m_scratch = std::make_unique_for_overwrite<char[]>(2 * ReadBytes);
    m_epoll = epoll_create1(EPOLL_CLOEXEC);
    m_wakeUp = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (m_epoll < 0 || m_wakeUp < 0)
        qFatal("cannot create an epoll set: %s; raise the limit of open files (ulimit -n)", std::strerror(errno));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = nullptr;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeUp, &event);

    m_notifier = std::make_unique<QSocketNotifier>(m_epoll, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Loop::serve);
    m_timer = std::make_unique<QTimer>();
    m_timer->setTimerType(Qt::CoarseTimer);
    m_timer->setInterval(TimerWheel::TickMs);
    connect(m_timer.get(), &QTimer::timeout, this, &Loop::serve);
    serve();
}

void Loop::closeConnections()
{
    while (m_connections) {
        if (m_connections->isServed())
            m_connections->handler().goingAway();
        m_connections->close(CloseReason::Shutdown);
    }
}

void Loop::stop()
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_notifier.reset();
    m_timer.reset();
    closeConnections();
    {
        const std::lock_guard lock(m_tasksLock);
        m_stopped = true;
    }
    runTasks(); // sockets that were on their way here, and people who wait for an answer
    closeConnections();
    m_dirty.clear();
    m_resumed.clear();
    m_buried.clear();
}

bool Loop::post(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_tasksLock);
        if (m_stopped)
            return false;
        m_tasks.push_back(std::move(task));
    }
    m_hasTasks.store(true);
    wake();
    return true;
}

void Loop::wake()
{
    // Sequentially consistent on purpose: either we see that the loop sleeps, or it sees what we put before this call.
    if (m_asleep.load() && m_asleep.exchange(false)) {
        const std::uint64_t one = 1;
        (void)!::write(m_wakeUp, &one, sizeof one);
    }
}

Connection &Loop::adopt(int socket, std::unique_ptr<ConnectionHandler> handler, std::string_view bytes,
    ConnectionTicket ticket, std::unique_ptr<LayerStack> layers)
{
    auto *const connection = new Connection(*this, socket, std::move(handler), std::move(ticket), std::move(layers));
    connection->m_next = m_connections;
    connection->m_link = &m_connections;
    if (m_connections)
        m_connections->m_link = &connection->m_next;
    m_connections = connection;
    ++m_counters.connections;
    connection->open(bytes);
    return *connection;
}

void Loop::bury(Connection &connection)
{
    *connection.m_link = connection.m_next;
    if (connection.m_next)
        connection.m_next->m_link = connection.m_link;
    --m_counters.connections;
    if (connection.m_resumed)
        std::erase(m_resumed, &connection);
    if (connection.m_dirty)
        std::erase(m_dirty, &connection);
    m_buried.emplace_back(&connection);
}

bool Loop::watch(int descriptor, std::uint32_t events, Watched &watched)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = &watched;
    return epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Loop::rewatch(int descriptor, std::uint32_t events, Watched &watched)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = &watched;
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
}

void Loop::unwatch(int descriptor) { epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr); }

void Loop::markResumed(Connection &connection) { m_resumed.push_back(&connection); }

void Loop::startTimer(WheelTimer &timer, std::int64_t afterMs)
{
    m_wheel.start(timer, m_nowMs, afterMs);
    if (m_timer && !m_timer->isActive())
        m_timer->start();
}

void Loop::forEachConnection(const std::function<void(Connection &)> &visit)
{
    for (Connection *connection = m_connections; connection;) {
        Connection *const next = connection->m_next;
        visit(*connection);
        connection = next;
    }
}

void Loop::serve()
{
    m_asleep.store(false, std::memory_order_relaxed);
    readClocks();
    const std::int64_t until = m_nowMs + MaxServeMs;
    int events = waitForEvents(0);
    for (;;) {
        turn(events);
        if (m_nowMs >= until) {
            // The notifier fires again for what is ready; what only we know of needs a nudge.
            if (!goToSleep())
                wake();
            return;
        }
        const bool wasBusy = events > 0;
        if (wasBusy)
            rest();
        const bool mayWait = goToSleep();
        events = waitForEvents(mayWait && wasBusy ? LingerMs : 0);
        readClocks();
        if (events == 0 && mayWait)
            return; // still marked asleep: Qt's event loop waits from here
        m_asleep.store(false, std::memory_order_relaxed);
    }
}

void Loop::rest()
{
    const std::uint64_t bytes = m_counters.bytesIn.value();
    const std::uint32_t restUs = m_moderation.turnDone(bytes - std::exchange(m_bytesSeen, bytes), m_nowUs);
    if (restUs) {
        const timespec time{0, long(restUs) * 1000};
        (void)nanosleep(&time, nullptr);
    }
}

int Loop::waitForEvents(int timeoutMs)
{
    const int count = epoll_wait(m_epoll, readyEvents.data(), int(readyEvents.size()), timeoutMs);
    return count < 0 ? 0 : count;
}

void Loop::turn(int events)
{
    ++m_counters.turns;
    tick();
    for (int i = 0; i < events; ++i) {
        const epoll_event &event = readyEvents[std::size_t(i)];
        if (event.data.ptr) {
            static_cast<Watched *>(event.data.ptr)->ready(event.events);
            if (m_outputPool.takenBytes() >= EarlyFlushBytes)
                flushDirty();
        } else {
            std::uint64_t count = 0;
            (void)!::read(m_wakeUp, &count, sizeof count);
        }
    }
    if (m_hasTasks.load())
        runTasks();
    if (!m_resumed.empty())
        resumeConnections();
    if (m_client)
        m_client->takeInbox();
    flushDirty();
    if (m_client)
        m_client->turnEnded();
    m_buried.clear();
}

/// Marks the loop asleep, so that whoever leaves something for it wakes it. False, and awake, when something is there.
bool Loop::goToSleep()
{
    m_asleep.store(true);
    if (!m_hasTasks.load() && m_resumed.empty() && m_dirty.empty() && !(m_client && m_client->hasInbox()))
        return true;
    return false;
}

void Loop::runTasks()
{
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(m_tasksLock);
        m_hasTasks.store(false);
        tasks.swap(m_tasks);
    }
    for (const auto &task : tasks)
        task();
}

void Loop::resumeConnections()
{
    const std::vector<Connection *> resumed = std::exchange(m_resumed, {});
    for (Connection *connection : resumed)
        connection->resume();
}

void Loop::flushDirty()
{
    // What becomes dirty meanwhile (a session that goes on sending once its socket took everything) is for the next
    // turn, so that one busy reader does not keep the others waiting.
    m_outputPool.resetTakenBytes();
    m_flushing.swap(m_dirty);
    for (Connection *connection : m_flushing)
        connection->flush();
    m_flushing.clear();
}

void Loop::readClocks()
{
    m_nowUs = steadyUs();
    m_nowMs = m_nowUs / 1000;
    m_wallNowMs = wallMs();
}

void Loop::tick()
{
    // By tick number: a coarse QTimer may come a little early, and a tick that is skipped for that would be late by
    // one.
    const std::int64_t now = m_nowMs / TimerWheel::TickMs;
    if (now == m_lastTick)
        return;
    m_lastTick = now;
    m_wheel.advance(m_nowMs);
    if (m_client)
        m_client->tick(m_nowMs);
    if (m_wheel.empty() && m_timer->isActive())
        m_timer->stop();
}

} // namespace topiq
