// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/guarded.h"
#include "io/connection.h"
#include "io/looppool.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace topiq::testing {

/// What a ServedHandler saw, for the test's thread; and what it shall do, to be set before it is served. Outlives it.
/// Several handlers may share one; `connection` is that of the latest.
struct Served {
    std::atomic<int> opened{0};
    std::atomic<int> closed{0};
    std::atomic<int> drained{0};
    std::atomic<int> calls{0}; ///< of received()
    std::atomic<CloseReason> reason{};
    std::atomic<std::size_t> wanted{0};
    Guarded<std::string> bytes; ///< used up so far
    Connection *connection = nullptr; ///< the loop's thread only; null when closed

    std::function<void(Connection &)> onOpened;
    std::function<std::size_t(Connection &, std::string_view)> onReceived; ///< instead of using up everything
    std::function<void(Connection &)> onDrained;

    std::size_t byteCount() { return bytes.lock()->size(); }
    void use(std::string_view used) { bytes.lock()->append(used); }
};

class ServedHandler final : public ConnectionHandler {
public:
    explicit ServedHandler(std::shared_ptr<Served> served) : m_served(std::move(served)) {}

    void opened(Connection &connection) override
    {
        m_connection = &connection;
        m_served->connection = &connection;
        if (m_served->onOpened)
            m_served->onOpened(connection);
        ++m_served->opened;
    }
    std::size_t received(std::string_view bytes) override
    {
        ++m_served->calls;
        if (m_served->onReceived)
            return m_served->onReceived(*m_connection, bytes);
        m_served->use(bytes);
        return bytes.size();
    }
    std::size_t wanted() const override { return m_served->wanted; }
    void outputDrained() override
    {
        ++m_served->drained;
        if (m_served->onDrained)
            m_served->onDrained(*m_connection);
    }
    void closed(CloseReason reason) override
    {
        if (m_served->connection == m_connection) // else a later one of the same Served
            m_served->connection = nullptr;
        m_served->reason = reason;
        ++m_served->closed;
    }

private:
    std::shared_ptr<Served> m_served;
    Connection *m_connection = nullptr;
};

/// A place in the pool's budget, as a listener takes it for each connection.
inline ConnectionTicket ticket(LoopPool &pool)
{
    return ConnectionTicket(std::make_shared<ConnectionTicket::Counts>(pool.budget()));
}

/// Has a socket served by a loop; the connection is open when this returns.
inline void serve(LoopPool &pool, int index, int socket, const std::shared_ptr<Served> &served)
{
    pool.runOn(
        index, [&] { pool.loop(index).adopt(socket, std::make_unique<ServedHandler>(served), {}, ticket(pool)); });
}

/// A handler that sends back what comes.
inline std::shared_ptr<Served> echo()
{
    auto served = std::make_shared<Served>();
    served->onReceived = [](Connection &connection, std::string_view bytes) {
        connection.send(bytes);
        return bytes.size();
    };
    return served;
}

} // namespace topiq::testing
