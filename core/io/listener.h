// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/counter.h"
#include "base/result.h"
#include "io/connection.h"
#include "io/looppool.h"

#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace topiq {

/// A listening TCP socket whose connections are dealt to the loops in turn, as raw descriptors. Thread: main.
class Listener final : public QTcpServer {
    Q_OBJECT
public:
    /// Makes the handler of one accepted connection; called on the loop that gets it.
    using HandlerFactory = std::function<std::unique_ptr<ConnectionHandler>(Loop &loop)>;

    Listener(LoopPool &loops, HandlerFactory factory, QObject *parent = nullptr);
    ~Listener() override;

    /// Binds and listens. `address` is an IP address, "localhost" or "*"; port 0 takes a free one (see serverPort()).
    [[nodiscard]] Result<void> start(const QString &address, quint16 port);

    /// Accepts nothing more and frees the port; connections that were accepted stay. To be used instead of close().
    void stop();

    [[nodiscard]] quint64 accepted() const { return m_accepted.value(); }
    /// Connections accepted here and still open. Any thread.
    [[nodiscard]] quint64 open() const { return m_counts->open.load(std::memory_order_relaxed); }
    [[nodiscard]] quint64 refused() const { return m_refused.value(); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void acceptWaiting();
    void acceptFailed(int error);

    LoopPool &m_loops;
    std::shared_ptr<const HandlerFactory> m_factory;
    std::shared_ptr<ConnectionTicket::Counts> m_counts;
    QTimer m_retry;
    std::unique_ptr<QSocketNotifier> m_readable; // null before start()
    int m_next = 0;
    Counter m_accepted;
    Counter m_refused;
};

} // namespace topiq
