// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/interestindex.h"
#include "engine/sharedgroup.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace topiq {

class Shard;

/// One loop's part of shared subscriptions: as the home of groups it chooses who gets a message, as the home of members
/// it takes what was chosen for them, and gives back what they cannot have any more. Loops hand each other such
/// messages in batches, once per turn.
///
/// Bounds: what waits for another loop counts against Limits::inboxBytes. Beyond it isStalled(): the loop takes nothing
/// from its inbox and no publish, so that publishers wait. What comes from other loops is always taken, so two stalled
/// loops cannot block each other.
/// Thread: the loop's, but for what is said to be for any.
class SharedDispatcher {
public:
    explicit SharedDispatcher(Shard &shard) : m_shard(shard) {}
    ~SharedDispatcher();

    /// Gives a new message to one member. This loop is the group's home.
    void dispatch(SharedGroup &group, const Message &message) { (void)give(group, message); }
    /// A message that a member was to get, and will not: another one gets it, on whatever loop.
    void giveBack(SharedGroup &group, Ref<const Message> message);

    /// Delivers what other loops have left here. Answers the loops that wait for room here.
    std::uint32_t takeIncoming();
    /// Hands over what waits for other loops, as far as they have room. Answers the loops to be woken.
    std::uint32_t handOver();
    [[nodiscard]] bool hasOutgoing() const { return m_outgoingBytes != 0; }
    [[nodiscard]] bool isStalled() const { return m_stalled; }
    /// Lets go of groups that are gone; now and then.
    void forgetGroups();
    /// Any thread: whether takeIncoming() would find something.
    [[nodiscard]] bool hasIncoming() const { return m_incoming.filled.load(); }

private:
    struct Directed {
        Ref<const Message> message;
        Ref<SharedGroup> group;
        Ref<SharedMember> member; ///< null: given back, to be given to somebody else
        bool wasAway = false; ///< nobody was connected when it was chosen
    };
    struct Batch {
        std::vector<Directed> entries;
        std::uint64_t bytes = 0;
    };
    /// What other loops have left for this one.
    struct Incoming {
        std::mutex lock;
        Batch batch; // guarded by lock
        std::uint32_t waiters = 0; // guarded by lock: loops that found no room
        std::atomic<bool> filled{false};
    };

    [[nodiscard]] bool give(SharedGroup &group, const Message &message);
    [[nodiscard]] SharedMember *choose(SharedGroup &group, std::string_view topic, bool &isAway) const;
    [[nodiscard]] SharedMember::State stateOf(const SharedMember &member) const;
    void redispatch(SharedGroup &group, const Message &message);
    void send(int loop, Directed entry);
    [[nodiscard]] bool accept(Batch &batch, std::uint32_t from, std::uint64_t limit);

    Shard &m_shard;
    Incoming m_incoming;
    std::array<Batch, MaxLoopCount> m_outgoing;
    std::vector<Ref<SharedGroup>> m_known; // groups of this home that hold their members
    std::uint64_t m_outgoingBytes = 0;
    bool m_stalled = false;
};

} // namespace topiq
