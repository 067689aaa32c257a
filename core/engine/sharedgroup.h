// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ref.h"
#include "engine/filtertree.h"
#include "engine/grant.h"
#include "engine/message.h"
#include "engine/permissions.h"

#include <atomic>
#include <cstdint>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace topiq {

class Session;
class SharedGroup;
struct SubscribeRequest;

/// One session's place in a shared subscription, and the grant of what it gets by it. It never changes: other options
/// or permissions make another member.
/// Thread: `session` is its loop's; `turnsUsed` and `lastAsked` the home loop's of its group; the rest any.
class SharedMember final : public Grant {
public:
    enum class State : std::uint8_t {
        Ready,
        Full, ///< connected, but something waits for it already
        Away,
    };

    SharedMember(Ref<SharedGroup> memberOf, Session &who, int loopIndex, const SubscribeRequest &request,
        Ref<const Permissions> allowed);
    ~SharedMember() override;

    const Ref<SharedGroup> group;
    const int loop;
    const Qos qos;
    const bool retainAsPublished;
    const Ref<const Permissions> permissions;
    Session *session; ///< null once it has left; what still comes goes back to the group

    /// What its loop says of the session, for the home loop, which learns it a little late.
    std::atomic<State> state{State::Away};
    /// Messages on their way to the loop of the session.
    std::atomic<std::uint32_t> inTransit{0};
};

/// The sessions that share one filter under one group name: each message goes to one of them. The group lives on one
/// loop, its home, which is the one that is interested in the filter; members may live on any.
class SharedGroup final : public RefCounted<SharedGroup> {
public:
    SharedGroup(std::string name, std::string_view groupFilter, int homeLoop)
        : key(std::move(name)),
          filter(groupFilter),
          home(homeLoop)
    {}

    const std::string key; ///< `$share/<group>/<filter>`
    const std::string filter;
    const int home;
    std::atomic<std::uint32_t> connected{0}; ///< members whose client is there
    std::atomic<std::uint32_t> version{1}; ///< of the members
    std::atomic<bool> gone{false}; ///< the last member has left; another group may take the name

private:
    friend class SharedGroups;
    friend class SharedDispatcher;

    std::vector<Ref<SharedMember>> m_members; // guarded by the lock of SharedGroups

    // The home loop's: the members as it last looked, and whose turn it is. They hold the group too, until its
    // SharedDispatcher forgets it.
    std::vector<Ref<SharedMember>> m_turns;
    std::uint32_t m_turnsVersion = 0;
    std::size_t m_next = 0;
};

/// All shared subscriptions. Thread: any.
class SharedGroups {
public:
    ~SharedGroups();

    struct Joined {
        Ref<SharedMember> member;
        bool isFirst = false; ///< the group is new
    };
    [[nodiscard]] Joined join(Session &session, int loop, int loopCount, const SubscribeRequest &request,
        std::string_view filter, Ref<const Permissions> permissions);
    /// Whether the group is gone with this member.
    bool leave(SharedMember &member);

    [[nodiscard]] Ref<SharedGroup> find(std::string_view key) const;
    /// The groups of this home loop whose filter matches.
    [[nodiscard]] std::vector<Ref<SharedGroup>> match(std::string_view topic, int home);
    /// Looks at the members again if they have changed. The home loop's.
    void refresh(SharedGroup &group) const;
    [[nodiscard]] std::size_t size() const { return m_size.load(std::memory_order_acquire); }

private:
    mutable std::shared_mutex m_lock;
    StringMap<Ref<SharedGroup>> m_groups; // guarded by m_lock
    FilterTree<std::vector<SharedGroup *>> m_byFilter; // guarded by m_lock
    std::atomic<std::size_t> m_size{0};
};

} // namespace topiq
