// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/interestindex.h"
#include "engine/limits.h"
#include "engine/retainedindex.h"
#include "engine/shard.h"
#include "engine/sharedgroup.h"
#include "engine/topictable.h"
#include "io/looppool.h"

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace topiq {

/// What all loops share: the topics, who is interested in them, what is retained; and one Shard per loop. Made by the
/// main thread before the loops start, destroyed after they have stopped. Thread: any, unless said otherwise.
class Engine {
public:
    Engine(LoopPool &loops, const Limits &limits);
    ~Engine();

    /// Tells this broker, as long as it runs, from all others; random, and says nothing about the machine.
    [[nodiscard]] const std::string &node() const { return m_node; }

    [[nodiscard]] int shardCount() const { return int(m_shards.size()); }
    [[nodiscard]] Shard &shard(int index) const { return *m_shards[std::size_t(index)]; }
    /// The shard on which the session of this client id lives.
    [[nodiscard]] Shard &shardFor(std::string_view clientId) const;

    [[nodiscard]] TopicTable &topics() { return m_topics; }
    [[nodiscard]] InterestIndex &interest() { return m_interest; }
    [[nodiscard]] RetainedIndex &retained() { return m_retained; }
    [[nodiscard]] SharedGroups &sharedGroups() { return m_sharedGroups; }

    /// Makes the session a member of the group that the request names, for everybody to see when this returns.
    [[nodiscard]] Ref<SharedMember> joinShared(
        Session &session, int loop, const SubscribeRequest &request, Ref<const Permissions> permissions);
    void leaveShared(SharedMember &member);

    struct Published {
        std::uint64_t offset = 0;
        std::int64_t timeMs = 0;
        std::uint64_t subscriptions = 0;
    };
    /// Publishes from outside the loops (HTTP, window). Fails for an invalid topic, a payload over the limit, and when
    /// the loops are too busy to take more.
    [[nodiscard]] Result<Published> publish(const Draft &draft, Ref<const Origin> origin);

    /// Publishes one of the broker's own figures (`$SYS/...`, a valid name): retained, QoS 2, the last value only. It
    /// is counted neither as received nor against the limits of topics and retained messages. False: the loops are too
    /// busy to take it now.
    bool publishSystem(std::string_view topic, std::string_view payload, const Ref<const Origin> &origin);
    /// Topics made by publishSystem().
    [[nodiscard]] std::uint32_t systemTopics() const { return m_systemTopics.load(std::memory_order_relaxed); }

    /// What append() did, for the counters of the caller; differences may be "negative" (modulo 2^64).
    struct Appended {
        std::uint64_t records = 0;
        std::uint64_t bytes = 0;
        std::uint64_t retainedBytes = 0;
        bool retainedRefused = false;
        bool stale = false; ///< nothing was done: the topic was forgotten or `loops` is no longer right; look again
        bool behind = false; ///< it went into the caller's own inbox, behind what waits there
    };
    /// Gives the message its offset, keeps it, and puts it into the inboxes of `loops` (not waking them): the one place
    /// that decides the order of a topic. `own` is the bit of the calling loop, 0 outside the loops. What had to go
    /// from the history is in `evicted`.
    Appended append(Topic &topic, const Ref<Message> &message, std::uint32_t loops, std::uint32_t own,
        const Limits &limits, std::vector<Ref<const Message>> &evicted);
    /// Takes the retained message off this topic when it has expired at `nowMs` (steady); answers its bytes, or 0.
    std::uint32_t removeExpiredRetained(Topic &topic, std::int64_t nowMs);
    [[nodiscard]] bool inboxesHaveRoom(std::uint32_t loops) const;
    void wake(std::uint32_t loops) const;

    [[nodiscard]] std::uint64_t sum(Counter ShardCounters::*counter) const;
    /// The largest of all loops.
    [[nodiscard]] std::uint64_t most(Counter ShardCounters::*counter) const;
    [[nodiscard]] std::uint64_t sum(std::array<Counter, 3> ShardCounters::*counters) const;
    [[nodiscard]] std::uint64_t dropped(DropReason reason) const;
    /// The account of publishing from outside the loops.
    [[nodiscard]] const DropLedger &outsideLedger() const { return m_outsideLedger; }

    [[nodiscard]] Limits limits() const;
    /// New limits for everybody, from the next message on. Main thread.
    void setLimits(const Limits &limits);
    /// Keeps topics and history within their limits; about once a second. Main thread.
    void maintain();
    /// Whether history has to shrink, and whether there is room for messages at all; looked at once per turn by every
    /// loop.
    void checkPressure();
    /// What history, retained messages, queues, output and sessions take together, in bytes. A message that several of
    /// them hold counts for each, so it is never less than that.
    [[nodiscard]] std::uint64_t usedMemory() const { return sum(&ShardCounters::historyBytes) + heldMemory(); }
    /// Limits::memoryBytes is reached even without the history: nothing is accepted from publishers. Any thread.
    [[nodiscard]] bool isMemoryFull() const { return m_memoryFull.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint32_t trims() const { return m_trims.load(std::memory_order_acquire); }

private:
    [[nodiscard]] std::uint64_t heldMemory() const;
    void surveyLoops();
    void sweepRetained();
    void noteInterest(std::string_view filter, bool changed);
    void freeIdleHistory(std::uint64_t bytes);

    LoopPool &m_loops;
    const std::string m_node;
    mutable std::mutex m_limitsLock;
    Limits m_limits; // guarded by m_limitsLock
    std::atomic<std::uint64_t> m_historyLimit;
    std::atomic<std::uint64_t> m_memoryLimit;
    TopicTable m_topics;
    InterestIndex m_interest;
    RetainedIndex m_retained;
    SharedGroups m_sharedGroups;
    std::vector<std::unique_ptr<Shard>> m_shards;
    ShardCounters m_outside; // what no loop did: publishing from outside, and maintenance; guarded by m_outsideLock
    DropLedger m_outsideLedger;
    mutable std::mutex m_outsideLock;
    std::atomic<bool> m_pressure{false};
    std::atomic<bool> m_memoryFull{false};
    std::atomic<bool> m_hasExpiring{false}; // a retained message that expires has been published
    std::uint32_t m_beats = 0; // of maintain()
    std::atomic<std::uint32_t> m_trims{0};
    std::atomic<std::uint32_t> m_systemTopics{0};
};

} // namespace topiq
