// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/counter.h"
#include "base/result.h"
#include "io/connection.h"
#include "io/listensocket.h"
#include "io/looppool.h"
#include "io/transport.h"

#include <QString>
#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace topiq {

/// A listening socket whose connections are dealt to the loops in turn, as raw descriptors, with the layers of its
/// transport: a QTcpServer, or a Unix socket, which that does not know. Thread: main.
class Listener final : public QTcpServer {
    Q_OBJECT
public:
    /// Makes the handler of one accepted connection; called on the loop that gets it.
    using HandlerFactory = std::function<std::unique_ptr<ConnectionHandler>(Loop &loop)>;

    Listener(LoopPool &loops, HandlerFactory factory, QObject *parent = nullptr);
    ~Listener() override;

    /// What new connections get from now on; those that are open keep what they have.
    void setTransport(Transport transport) { m_transport = std::make_shared<const Transport>(std::move(transport)); }
    [[nodiscard]] const Transport &transport() const { return *m_transport; }

    /// Binds and listens, see ListenSocket::tcp() and local().
    [[nodiscard]] Result<void> start(const QString &address, quint16 port, bool v6Only = false);
    [[nodiscard]] Result<void> startLocal(const QString &path, mode_t mode);
    /// Accepts nothing more and frees the address; connections that were accepted stay. To be used instead of close().
    void stop();

    [[nodiscard]] quint64 accepted() const { return m_accepted.value(); }
    /// Connections accepted here and still open. Any thread.
    [[nodiscard]] quint64 open() const { return m_counts->open.load(std::memory_order_relaxed); }
    /// Turned away at a limit, or because only a proxy may connect here.
    [[nodiscard]] quint64 refused() const { return m_refused.value(); }
    /// Of which a handshake (PROXY, TLS, WebSocket) came to nothing. Any thread.
    [[nodiscard]] quint64 failedHandshakes() const;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    /// Tells of handshakes that failed, at most once a second. Any thread.
    class HandshakeLog;

    void watch(int descriptor);
    void acceptWaiting();
    void acceptFailed(int error);
    [[nodiscard]] bool isFull() const;
    void refuse(int socket, const QString &why);

    LoopPool &m_loops;
    std::shared_ptr<const HandlerFactory> m_factory;
    std::shared_ptr<const Transport> m_transport;
    std::shared_ptr<ConnectionTicket::Counts> m_counts;
    std::shared_ptr<HandshakeLog> m_handshakes;
    ListenSocket m_local; // closed unless this is a Unix socket
    QTimer m_retry;
    int m_listening = -1; // the descriptor that is accepted from
    std::unique_ptr<QSocketNotifier> m_readable; // null unless listening
    int m_next = 0;
    Counter m_accepted;
    Counter m_refused;
};

} // namespace topiq
