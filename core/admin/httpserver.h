// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httplimits.h"
#include "base/result.h"

#include <QString>
#include <QStringList>
#include <QThread>
#include <QtGlobal>

#include <atomic>
#include <memory>

namespace topiq {

class Access;
class AdminService;
class HttpWorker;

struct HttpOptions {
    HttpLimits limits;
    /// Names by which this machine may be called on loopback besides localhost, its own host name and IP addresses.
    QStringList hostNames;
    /// Decides who comes in; not owned, must outlive the server. Null: everybody may do everything.
    Access *access = nullptr;
};

/// The admin HTTP API on one address: a QHttpServer behind an HttpGuard, in a thread of its own, so that a large answer
/// or a slow client never delays anything else. It answers in place; the admin service is called from that thread.
///
/// Thread: made, started, stopped and destroyed by one thread (the main one); connections() may be called from any.
/// Ownership: the service is not owned and must outlive this. Failure: start() says why the address cannot be had;
/// nothing is left running then, and start() may be tried again.
class HttpServer {
public:
    explicit HttpServer(AdminService &service, HttpOptions options = {});
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    /// Listens before it returns. Address: an IP address or "localhost"; port 0 takes a free one.
    Result<void> start(const QString &address, quint16 port);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_port != 0; }
    /// As bound; empty and 0 when not running.
    [[nodiscard]] QString address() const { return m_address; }
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Open connections, for the list of listeners.
    [[nodiscard]] int connections() const { return m_connections.load(std::memory_order_relaxed); }

private:
    AdminService &m_service;
    const HttpOptions m_options;
    std::atomic<int> m_connections = 0;
    QThread m_thread;
    std::unique_ptr<HttpWorker> m_worker; ///< what lives in the thread
    QString m_address;
    quint16 m_port = 0;
};

} // namespace topiq
