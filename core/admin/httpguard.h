// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httplimits.h"

#include <QElapsedTimer>
#include <QList>
#include <QStringList>
#include <QTcpServer>
#include <QTimer>

#include <atomic>
#include <functional>
#include <utility>

namespace topiq {

class HttpConnection;
class HttpFeedSocket;

/// The server socket that stands before QHttpServer. QHttpServer has no limits for size, time or number, takes
/// contradictory lengths, sends content for HEAD and never closes; so each connection is read and checked here
/// (HttpConnection, HttpRequestReader), and QHttpServer gets whole requests only, through an HttpFeedSocket.
///
/// Use: listen(), and bind it to a QHttpServer, which becomes its parent, at the latest in the function given to
/// whenFirstAsked(). Upgrades (WebSocket) are not passed on.
///
/// Thread: one, that of the QHttpServer. `counter` always holds the number of open connections, for other threads; it
/// is not owned and must outlive this.
class HttpGuard : public QTcpServer {
    Q_OBJECT

public:
    HttpGuard(const HttpLimits &limits, const QStringList &ownNames, std::atomic<int> &counter);
    ~HttpGuard() override;

    [[nodiscard]] const HttpLimits &limits() const { return m_limits; }
    [[nodiscard]] const QStringList &ownNames() const { return m_ownNames; }

    /// Called once, before the first good request is passed on.
    void whenFirstAsked(std::function<void()> function) { m_firstAsked = std::move(function); }

    // For HttpConnection.
    [[nodiscard]] qint64 nowMs() const { return m_clock.elapsed(); }
    [[nodiscard]] HttpFeedSocket *openFeed(const QTcpSocket &peer);
    void forget(HttpConnection *connection);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void evictSlowest();
    void checkTimes();

    const HttpLimits m_limits;
    const QStringList m_ownNames;
    std::function<void()> m_firstAsked;
    QElapsedTimer m_clock;
    QTimer m_timer; ///< runs only while there are connections
    QList<HttpConnection *> m_connections;
    std::atomic<int> &m_counter;
};

} // namespace topiq
