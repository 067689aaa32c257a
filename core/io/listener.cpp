// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/listener.h"

#include "base/clock.h"
#include "base/logging.h"
#include "io/socket.h"

#include <QSocketNotifier>

#include <atomic>
#include <cerrno>
#include <limits>

#include <sys/socket.h>
#include <unistd.h>

namespace topiq {

class Listener::HandshakeLog {
public:
    void add(const std::string &peer, const std::string &reason)
    {
        const std::uint64_t count = m_count.fetch_add(1) + 1;
        const std::int64_t now = steadyMs();
        std::int64_t next = m_nextMs.load();
        if (now < next || !m_nextMs.compare_exchange_strong(next, now + 1000))
            return;
        qCInfo(logIo).noquote() << QStringLiteral("client from %1 refused: %2 (%3 failed handshakes here so far)")
                                       .arg(QString::fromStdString(peer), logText(reason))
                                       .arg(count);
    }
    [[nodiscard]] std::uint64_t count() const { return m_count.load(); }

private:
    std::atomic<std::uint64_t> m_count{0};
    std::atomic<std::int64_t> m_nextMs{std::numeric_limits<std::int64_t>::min()};
};

Listener::Listener(LoopPool &loops, HandlerFactory factory, QObject *parent)
    : QTcpServer(parent),
      m_loops(loops),
      m_factory(std::make_shared<const HandlerFactory>(std::move(factory))),
      m_transport(std::make_shared<const Transport>()),
      m_counts(std::make_shared<ConnectionTicket::Counts>(loops.budget())),
      m_handshakes(std::make_shared<HandshakeLog>())
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(1000);
    connect(&m_retry, &QTimer::timeout, this, [this] { m_readable->setEnabled(true); });
}

Listener::~Listener() { stop(); }

Result<void> Listener::start(const QString &address, quint16 port, bool v6Only)
{
    auto socket = ListenSocket::tcp(address.toStdString(), port, v6Only);
    if (!socket)
        return socket.error();
    const int descriptor = socket->release();
    if (!setSocketDescriptor(descriptor)) {
        ::close(descriptor);
        return Error{ErrorCode::CannotCreate,
            "cannot listen on " + address.toStdString() + ": " + errorString().toStdString(), {}};
    }
    // QTcpServer neither pauses nor tells when there are no descriptors left (EMFILE), but asks again without end; so
    // we accept ourselves and leave it the rest.
    pauseAccepting();
    watch(descriptor);
    return {};
}

Result<void> Listener::startLocal(const QString &path, mode_t mode)
{
    auto socket = ListenSocket::local(path.toStdString(), mode);
    if (!socket)
        return socket.error();
    m_local = std::move(*socket);
    watch(m_local.descriptor());
    return {};
}

void Listener::watch(int descriptor)
{
    m_listening = descriptor;
    m_readable = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &Listener::acceptWaiting);
}

void Listener::stop()
{
    m_retry.stop();
    m_readable.reset(); // before its descriptor is closed
    m_listening = -1;
    close();
    m_local.close();
}

quint64 Listener::failedHandshakes() const { return m_handshakes->count(); }

void Listener::acceptWaiting()
{
    for (;;) {
        sockaddr_storage peer{};
        socklen_t length = sizeof peer;
        const int socket
            = accept4(m_listening, reinterpret_cast<sockaddr *>(&peer), &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            const auto &proxies = m_transport->proxies;
            if (proxies && !proxies->contains(peer))
                refuse(socket,
                    QStringLiteral("%1 is no proxy named in proxy_from").arg(QString::fromStdString(peerName(socket))));
            else
                incomingConnection(socket);
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            acceptFailed(errno);
            return;
        } else if (errno != EINTR && errno != ECONNABORTED) {
            return;
        }
    }
}

bool Listener::isFull() const { return m_transport->maxConnections && open() >= m_transport->maxConnections; }

void Listener::refuse(int socket, const QString &why)
{
    ++m_refused;
    ::close(socket);
    // Once per burst, not once per connection.
    if (m_refused.value() % 1000 == 1) {
        qCWarning(logIo).noquote()
            << QStringLiteral("refused a connection: %1 (%2 refused so far)").arg(why).arg(m_refused.value());
    }
}

void Listener::incomingConnection(qintptr descriptor)
{
    const int socket = int(descriptor);
    if (isFull()) {
        refuse(socket,
            QStringLiteral("the limit of %1 connections of this listener is reached; raise its max_connections")
                .arg(m_transport->maxConnections));
        return;
    }
    ConnectionTicket ticket(m_counts);
    if (!ticket) {
        refuse(socket,
            QStringLiteral("the limit of %1 connections is reached; raise limits.max_connections or the limit of open "
                           "files")
                .arg(m_loops.budget().limit()));
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
    const bool accepted = loop.post(
        [&loop, socket, factory = m_factory, transport = m_transport, handshakes = m_handshakes, box = std::move(box)] {
            auto layers = transport->makeLayers();
            if (layers) {
                layers->onFailed([handshakes](const std::string &peer, const std::string &reason) {
                    if (!reason.empty())
                        handshakes->add(peer, reason);
                });
            }
            loop.adopt(socket, (*factory)(loop), {}, std::move(*box), std::move(layers));
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
