// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/message.h"

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace topiq {

/// Messages that other threads have for one loop, in order: many put, one takes, nobody waits, so it may be filled
/// under the lock of a topic. Bounded: a publisher asks hasRoom() before it publishes, and stops reading its socket
/// when there is none. Each publishing thread may go one message beyond that limit, for which the ring has slack.
/// Thread: put() and hasRoom() any; take() the owner's.
class Inbox {
public:
    explicit Inbox(std::uint64_t byteLimit);
    ~Inbox();

    void setByteLimit(std::uint64_t limit) { m_byteLimit.store(limit, std::memory_order_relaxed); }
    [[nodiscard]] bool hasRoom() const
    {
        // Sequentially consistent, as addWaiter() and takeWaiters(): either the publisher that asks again sees the
        // room, or the owner sees that it waits.
        return depth() < Limit && m_bytes.load() < m_byteLimit.load(std::memory_order_relaxed);
    }
    [[nodiscard]] bool empty() const { return m_tail.load() == m_head.load(); }
    [[nodiscard]] std::uint64_t depth() const
    {
        const std::uint64_t head = m_head.load(); // first, so that the tail is never behind it
        return m_tail.load() - head;
    }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes.load(std::memory_order_relaxed); }

    void put(const Message &message);
    /// The next message, or null.
    [[nodiscard]] Ref<const Message> take();

    /// A publisher's loop asks to be told when there is room again; bit i is loop i.
    void addWaiter(std::uint32_t loopBit) { m_waiters.fetch_or(loopBit); }
    [[nodiscard]] std::uint32_t takeWaiters() { return m_waiters.load() ? m_waiters.exchange(0) : 0; }

private:
    static constexpr std::uint64_t Capacity = 64 * 1024;
    static constexpr std::uint64_t Limit = Capacity - 1024;

    // Round r of the ring: free for writing when turn is 2r, filled when it is 2r + 1. So a zeroed ring is ready, and
    // memory that is never used is never touched.
    struct Slot {
        std::atomic<std::uint64_t> turn;
        const Message *message;
    };
    struct Free {
        void operator()(Slot *slots) const { std::free(slots); }
    };

    std::unique_ptr<Slot[], Free> m_slots;
    std::atomic<std::uint64_t> m_byteLimit;
    alignas(64) std::atomic<std::uint64_t> m_tail{0};
    std::atomic<std::uint64_t> m_bytes{0};
    alignas(64) std::atomic<std::uint64_t> m_head{0};
    std::atomic<std::uint32_t> m_waiters{0};
};

} // namespace topiq
