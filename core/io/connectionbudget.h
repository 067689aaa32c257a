// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

namespace topiq {

/// How many connections there may be at once, over all listeners. Any thread.
class ConnectionBudget {
public:
    void setLimit(std::uint64_t limit) { m_limit.store(limit); }
    [[nodiscard]] std::uint64_t limit() const { return m_limit.load(); }
    [[nodiscard]] bool take()
    {
        if (m_used.fetch_add(1) < m_limit.load())
            return true;
        m_used.fetch_sub(1);
        return false;
    }
    void give() { m_used.fetch_sub(1); }
    [[nodiscard]] std::uint64_t used() const { return m_used.load(); }

private:
    std::atomic<std::uint64_t> m_limit{~0ull};
    std::atomic<std::uint64_t> m_used{0};
};

/// The place of one open connection: counted for its listener and in the budget of all until it is destroyed. Moves
/// along with the connection. Any thread.
class ConnectionTicket {
public:
    struct Counts {
        explicit Counts(ConnectionBudget &all) : budget(all) {}
        ConnectionBudget &budget;
        std::atomic<std::uint64_t> open{0};
    };

    ConnectionTicket() = default;
    /// Empty when the budget is used up.
    explicit ConnectionTicket(const std::shared_ptr<Counts> &counts)
    {
        if (!counts->budget.take())
            return;
        m_counts = counts;
        m_counts->open.fetch_add(1, std::memory_order_relaxed);
    }
    ConnectionTicket(ConnectionTicket &&other) noexcept = default;
    ConnectionTicket &operator=(ConnectionTicket &&other) noexcept
    {
        std::swap(m_counts, other.m_counts);
        return *this;
    }
    ~ConnectionTicket()
    {
        if (!m_counts)
            return;
        m_counts->open.fetch_sub(1, std::memory_order_relaxed);
        m_counts->budget.give();
    }
    explicit operator bool() const { return bool(m_counts); }

private:
    std::shared_ptr<Counts> m_counts;
};

} // namespace topiq
