// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpserver.h"

#include "access/crypto.h"
#include "admin/httpapi.h"
#include "admin/httpcompat.h"
#include "admin/httpguard.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QMetaEnum>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

HttpCall callOf(const QHttpServerRequest &request)
{
    const QUrl url = request.url();
    HttpCall call;
    call.method = QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method()));
    call.method = call.method.toUpper();
    call.path = url.path();
    call.query = url.query(QUrl::FullyEncoded).toLatin1();
    call.contentType = request.value("content-type");
    call.body = request.body();
    call.peer = request.remoteAddress().toString();
    return call;
}

/// Headers by which proxies say for whom they ask: what comes with one is not from this machine.
bool isPassedOn(const QHttpServerRequest &request)
{
    for (const char *name : {"forwarded", "x-forwarded-for", "x-real-ip", "via"}) {
        if (!request.value(name).isEmpty())
            return true;
    }
    return false;
}

QHttpServerRequest::Method methodOf(const char *name)
{
    return qstrcmp(name, "POST") == 0 ? QHttpServerRequest::Method::Post : QHttpServerRequest::Method::Get;
}

Error listenError(const QTcpServer &server, const QString &address, quint16 port)
{
    const QString where = u"http://%1:%2"_s.arg(address.contains(u':') ? u'[' + address + u']' : address).arg(port);
    switch (server.serverError()) {
    case QAbstractSocket::AddressInUseError:
        return {ErrorCode::CannotCreate,
            u"Cannot listen on %1: another program uses this port; stop it or choose another port."_s.arg(where)
                .toStdString(),
            {}};
    case QAbstractSocket::SocketAccessError:
        return {ErrorCode::NoPermission,
            u"Cannot listen on %1: no permission; ports below 1024 need it, choose a higher one."_s.arg(where)
                .toStdString(),
            {}};
    case QAbstractSocket::SocketAddressNotAvailableError:
        return {ErrorCode::CannotCreate,
            u"Cannot listen on %1: this machine does not have this address."_s.arg(where).toStdString(), {}};
    default:
        return {
            ErrorCode::CannotCreate, u"Cannot listen on %1: %2."_s.arg(where, server.errorString()).toStdString(), {}};
    }
}

} // namespace

/// Everything that lives in the HTTP thread. Made by the owner, moved there before first use.
class HttpWorker : public QObject {
public:
    HttpWorker(AdminService &service, const HttpOptions &options, std::atomic<int> &connections)
        : m_api(service),
          m_options(options),
          m_authorizer(options.access),
          m_connections(connections)
    {}

    Result<void> open(const QHostAddress &address, quint16 port)
    {
        Q_ASSERT(thread() == QThread::currentThread());
        auto guard = std::make_unique<HttpGuard>(m_options.limits, m_options.hostNames, m_connections);
        if (!guard->listen(address, port))
            return listenError(*guard, address.toString(), port);
        m_port = guard->serverPort();
        const QString host = address.toString();
        m_listener = u"http://%1:%2"_s.arg(host.contains(u':') ? u'[' + host + u']' : host).arg(m_port);
        m_guard = std::move(guard);
        m_guard->whenFirstAsked([this] { openServer(); });
        return {};
    }

    void close()
    {
        Q_ASSERT(thread() == QThread::currentThread());
        m_guard.reset();
        m_server.reset();
        crypto::leaveThread();
    }

    [[nodiscard]] quint16 port() const { return m_port; }

private:
    /// QHttpServer brings OpenSSL into memory (4.5 MB), even without TLS: not before somebody asks.
    void openServer()
    {
        m_server = std::make_unique<QHttpServer>();
        for (const HttpApi::Route &route : HttpApi::routes()) {
            m_server->route(
                QString(route.path), methodOf(route.method), [this, &route](const QHttpServerRequest &request) {
                    return httpcompat::response(answer(route, request));
                });
        }
        httpcompat::setMissingHandler(
            *m_server, [](const QHttpServerRequest &request) { return HttpApi::missing(callOf(request)); });
        if (httpcompat::bind(*m_server, m_guard.get()))
            m_guard.release(); // NOLINT: m_server is its parent now.
    }

    HttpAnswer answer(const HttpApi::Route &route, const QHttpServerRequest &request) const
    {
        HttpCall call = callOf(request);
        if (call.path != route.path) // the router's pattern also takes a line feed behind the path
            return HttpApi::missing(call);
        const HttpAuthorizer::Request asked{request.value("authorization"), call.peer, isPassedOn(request), m_listener};
        if (auto refused = m_authorizer.check(route.right, asked, call.login))
            return *refused;
        return (m_api.*route.handler)(call);
    }

    const HttpApi m_api;
    const HttpOptions m_options;
    const HttpAuthorizer m_authorizer;
    QString m_listener;
    std::atomic<int> &m_connections;
    std::unique_ptr<HttpGuard> m_guard; ///< until m_server owns it
    std::unique_ptr<QHttpServer> m_server;
    quint16 m_port = 0;
};

HttpServer::HttpServer(AdminService &service, HttpOptions options)
    : m_service(service),
      m_options([&options] {
          options.hostNames.append(QHostInfo::localHostName());
          return std::move(options);
      }())
{
    m_thread.setObjectName(u"http"_s);
}

HttpServer::~HttpServer() { stop(); }

Result<void> HttpServer::start(const QString &address, quint16 port)
{
    Q_ASSERT(!isRunning());
    const QHostAddress host = address == "localhost"_L1 ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(address);
    if (host.isNull()) {
        return Error{ErrorCode::Configuration,
            u"Cannot listen for HTTP on \"%1\": this is not an IP address; write one such as 127.0.0.1 or ::1."_s
                .arg(address)
                .toStdString(),
            {}};
    }
    m_worker = std::make_unique<HttpWorker>(m_service, m_options, m_connections);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    Result<void> result;
    QMetaObject::invokeMethod(
        m_worker.get(), [&] { result = m_worker->open(host, port); }, Qt::BlockingQueuedConnection);
    m_address = host.toString();
    m_port = m_worker->port();
    if (!result)
        stop();
    return result;
}

void HttpServer::stop()
{
    if (m_worker) {
        QMetaObject::invokeMethod(
            m_worker.get(), [this] { m_worker->close(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
        m_worker.reset();
    }
    m_address.clear();
    m_port = 0;
}

} // namespace topiq
