// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/guarded.h"
#include "base/ref.h"
#include "base/ringqueue.h"
#include "engine/interestindex.h"
#include "engine/limits.h"
#include "engine/message.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace topiq {

/// The last messages of a topic, bounded by count and bytes. Used under the lock of its topic.
class History {
public:
    /// Keeps `message` and moves what has to go to `evicted`, to be freed without the lock.
    void append(
        Ref<const Message> message, const Limits &limits, bool underPressure, std::vector<Ref<const Message>> &evicted);
    void clear(std::vector<Ref<const Message>> &evicted);

    [[nodiscard]] std::uint32_t size() const { return m_messages.size(); }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    /// Oldest first.
    [[nodiscard]] const Ref<const Message> &at(std::uint32_t index) const { return m_messages[index]; }

private:
    RingQueue<Ref<const Message>> m_messages;
    std::uint64_t m_bytes = 0;
};

/// What a topic is made of, behind its lock.
struct TopicState {
    std::uint64_t nextOffset = 0;
    std::uint64_t payloadBytes = 0; ///< of all messages so far
    std::int64_t lastMs = 0; ///< time of the last message, ms UTC
    History history;
    Ref<const Message> retained;
    std::uint32_t interest = 0; ///< loops with a matching subscription, as of `interestKey`
    std::uint64_t interestKey = ~0ull;

    /// The monitor's: what it saw at its last look, and the rates per second since the one before.
    struct Sample {
        std::uint64_t offset = 0;
        std::uint64_t payloadBytes = 0;
        double rate = 0;
        double byteRate = 0;
    };
    Sample sample;
};

/// A name that messages are published on: gives them their offset and keeps the last of them.
/// Thread: any; the state is behind a short lock, under which no system call is made and nothing is freed.
class Topic final : public RefCounted<Topic> {
public:
    explicit Topic(std::string name) : m_name(std::move(name)) {}

    [[nodiscard]] const std::string &name() const { return m_name; }
    [[nodiscard]] Guarded<TopicState>::Access lock() { return m_state.lock(); }

    /// The loops that have a subscription for this topic, one bit each. Cached until a subscription that matches
    /// may have come or gone.
    [[nodiscard]] std::uint32_t interest(InterestIndex &index);
    /// Whether interest() would still answer what it answered last. Under the lock: a message that is given its offset
    /// when this is true reaches every subscription made before.
    [[nodiscard]] bool interestIsCurrent(const TopicState &state, const InterestIndex &index) const
    {
        return state.interestKey == currentKey(index);
    }
    /// A subscription for exactly this topic has come or gone.
    void interestChanged() { m_interestEpoch.fetch_add(1); }

    /// Whether there is a retained message; set under the lock, read without it.
    [[nodiscard]] bool hasRetained() const { return m_hasRetained.load(std::memory_order_acquire); }
    void setHasRetained(bool has) { m_hasRetained.store(has, std::memory_order_release); }

    /// Set for good, under the lock, when the topic was forgotten: it takes no message any more, and whoever cached it
    /// looks its name up again.
    [[nodiscard]] bool isForgotten() const { return m_forgotten.load(std::memory_order_acquire); }
    void forget() { m_forgotten.store(true, std::memory_order_release); }

private:
    [[nodiscard]] std::uint64_t currentKey(const InterestIndex &index) const
    {
        return std::uint64_t(m_interestEpoch.load()) << 32 | index.version();
    }

    const std::string m_name;
    Guarded<TopicState> m_state;
    std::atomic<std::uint32_t> m_interestEpoch{0};
    std::atomic<bool> m_hasRetained{false};
    std::atomic<bool> m_forgotten{false};
};

} // namespace topiq
