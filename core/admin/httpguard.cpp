// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpguard.h"

#include "admin/httpconnection.h"
#include "admin/httpfeedsocket.h"

#include <algorithm>

namespace topiq {

namespace {

constexpr int AcceptBacklog = 512;
constexpr std::chrono::milliseconds AcceptPause{500};

} // namespace

HttpGuard::HttpGuard(const HttpLimits &limits, const QStringList &ownNames, std::atomic<int> &counter)
    : m_limits(limits),
      m_ownNames(ownNames),
      m_counter(counter)
{
    m_clock.start();
    setListenBacklogSize(AcceptBacklog);
    const auto shortest = std::min({m_limits.requestTime, m_limits.idleTime, m_limits.writeTime});
    m_timer.setInterval(std::clamp<std::chrono::milliseconds>(
        shortest / 8, std::chrono::milliseconds(10), std::chrono::milliseconds(1'000)));
    connect(&m_timer, &QTimer::timeout, this, &HttpGuard::checkTimes);
    // Without descriptors to spare accept() fails and Qt stops accepting; connections that end make room again.
    connect(this, &QTcpServer::acceptError, this,
        [this] { QTimer::singleShot(AcceptPause, this, &QTcpServer::resumeAccepting); });
}

HttpGuard::~HttpGuard()
{
    close();
    // Connections refer to this object when they end: they go first.
    qDeleteAll(m_connections);
    m_counter.store(0, std::memory_order_relaxed);
}

HttpFeedSocket *HttpGuard::openFeed(const QTcpSocket &peer)
{
    if (const auto firstAsked = std::exchange(m_firstAsked, {}))
        firstAsked();
    auto *feed = new HttpFeedSocket(peer, this);
    // Which of the two signals QHttpServer follows differs between versions; the first is sent by the call.
    addPendingConnection(feed);
    Q_EMIT newConnection();
    return feed;
}

void HttpGuard::forget(HttpConnection *connection)
{
    m_connections.removeOne(connection);
    m_counter.store(int(m_connections.size()), std::memory_order_relaxed);
    if (m_connections.isEmpty())
        m_timer.stop();
}

void HttpGuard::incomingConnection(qintptr descriptor)
{
    if (m_connections.size() >= m_limits.connections)
        evictSlowest();
    m_connections.append(new HttpConnection(descriptor, *this));
    m_counter.store(int(m_connections.size()), std::memory_order_relaxed);
    if (!m_timer.isActive())
        m_timer.start();
}

void HttpGuard::evictSlowest()
{
    // Many connections that send nothing must not lock out one that does: the newest is always taken.
    const auto slowest = std::min_element(
        m_connections.begin(), m_connections.end(), [](const HttpConnection *left, const HttpConnection *right) {
            return left->lastProgressMs() < right->lastProgressMs();
        });
    if (slowest != m_connections.end())
        (*slowest)->evict();
}

void HttpGuard::checkTimes()
{
    const QList<HttpConnection *> connections = m_connections; // Those that end leave the list.
    for (HttpConnection *connection : connections)
        connection->checkTime();
}

} // namespace topiq
