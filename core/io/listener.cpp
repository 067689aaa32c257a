// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/listener.h"

#include "base/logging.h"
#include "io/socket.h"

#include <QHostAddress>
#include <QSocketNotifier>

#include <cerrno>

#include <sys/socket.h>
#include <unistd.h>

namespace topiq {

namespace {

Error bindError(const QString &address, quint16 port, QAbstractSocket::SocketError error, const QString &detail)
{
    const std::string where = address.toStdString() + ':' + std::to_string(port);
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return {ErrorCode::CannotCreate,
            "cannot listen on " + where + ": another program uses this port; stop it or choose another port", {}};
    case QAbstractSocket::SocketAccessError:
        return {ErrorCode::NoPermission,
            "cannot listen on " + where + ": no permission; ports below 1024 need CAP_NET_BIND_SERVICE", {}};
    case QAbstractSocket::SocketAddressNotAvailableError:
        return {ErrorCode::CannotCreate,
            "cannot listen on " + where + ": this machine has no such address; `ip address` lists its addresses", {}};
    default:
        return {ErrorCode::CannotCreate, "cannot listen on " + where + ": " + detail.toStdString(), {}};
    }
}

} // namespace

Listener::Listener(LoopPool &loops, HandlerFactory factory, QObject *parent)
    : QTcpServer(parent),
      m_loops(loops),
      m_factory(std::make_shared<const HandlerFactory>(std::move(factory))),
      m_counts(std::make_shared<ConnectionTicket::Counts>(loops.budget()))
{
    setListenBacklogSize(4096);
    m_retry.setSingleShot(true);
    m_retry.setInterval(1000);
    connect(&m_retry, &QTimer::timeout, this, [this] { m_readable->setEnabled(true); });
}

Listener::~Listener() = default;

Result<void> Listener::start(const QString &address, quint16 port)
{
    QHostAddress host(address);
    if (address == QLatin1String("localhost"))
        host = QHostAddress::LocalHost;
    else if (address == QLatin1String("*"))
        host = QHostAddress::Any;
    if (host.isNull()) {
        return Error{ErrorCode::Configuration,
            "cannot listen on `" + address.toStdString() + "`: not an IP address; write one such as 127.0.0.1 or ::1",
            {}};
    }
    if (!listen(host, port))
        return bindError(address, port, serverError(), errorString());
    // QTcpServer neither pauses nor tells when there are no descriptors left (EMFILE), but asks again without end; so
    // we accept ourselves and leave it the rest.
    pauseAccepting();
    m_readable = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &Listener::acceptWaiting);
    return {};
}

void Listener::stop()
{
    m_retry.stop();
    m_readable.reset(); // before its descriptor is closed
    close();
}

void Listener::acceptWaiting()
{
    for (;;) {
        const int socket = accept4(int(socketDescriptor()), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            incomingConnection(socket);
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            acceptFailed(errno);
            return;
        } else if (errno != EINTR && errno != ECONNABORTED) {
            return;
        }
    }
}

void Listener::incomingConnection(qintptr descriptor)
{
    const int socket = int(descriptor);
    ConnectionTicket ticket(m_counts);
    if (!ticket) {
        ++m_refused;
        ::close(socket);
        // Once per burst, not once per connection.
        if (m_refused.value() % 1000 == 1) {
            qCWarning(logIo).noquote() << QStringLiteral(
                "refused a connection: the limit of %1 connections is reached (%2 refused so far); raise "
                "limits.max_connections or the limit of open files")
                                              .arg(m_loops.budget().limit())
                                              .arg(m_refused.value());
        }
        return;
    }
    if (!prepareSocket(socket)) {
        ::close(socket);
        return;
    }
    ++m_accepted;
    Loop &loop = m_loops.loop(m_next);
    m_next = (m_next + 1) % m_loops.count();
    // std::function copies what it holds; a ticket can only be moved.
    auto box = std::make_shared<ConnectionTicket>(std::move(ticket));
    const bool accepted = loop.post([&loop, socket, factory = m_factory, box = std::move(box)] {
        loop.adopt(socket, (*factory)(loop), {}, std::move(*box));
    });
    if (!accepted)
        ::close(socket);
}

void Listener::acceptFailed(int error)
{
    // Out of descriptors, mostly; go on when some may have become free.
    m_readable->setEnabled(false);
    qCWarning(logIo).noquote() << QStringLiteral("cannot accept connections on port %1 for the moment: %2")
                                      .arg(serverPort())
                                      .arg(qt_error_string(error));
    m_retry.start();
}

} // namespace topiq
