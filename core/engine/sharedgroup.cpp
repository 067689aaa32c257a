// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sharedgroup.h"

#include "engine/shard.h"

#include <algorithm>
#include <mutex>

namespace topiq {

namespace {

std::vector<std::uint32_t> idsOf(const SubscribeRequest &request)
{
    return request.id ? std::vector<std::uint32_t>{request.id} : std::vector<std::uint32_t>{};
}

} // namespace

SharedMember::SharedMember(Ref<SharedGroup> memberOf, Session &who, int loopIndex, const SubscribeRequest &request,
    Ref<const Permissions> allowed)
    : Grant(idsOf(request), this),
      group(std::move(memberOf)),
      loop(loopIndex),
      qos(request.qos),
      retainAsPublished(request.retainAsPublished),
      permissions(std::move(allowed)),
      session(&who)
{}

SharedMember::~SharedMember() = default;

SharedGroups::~SharedGroups()
{
    for (const auto &[key, group] : m_groups)
        group->m_members.clear(); // which hold the group
}

SharedGroups::Joined SharedGroups::join(Session &session, int loop, int loopCount, const SubscribeRequest &request,
    std::string_view filter, Ref<const Permissions> permissions)
{
    const std::lock_guard lock(m_lock);
    auto found = m_groups.find(request.filter);
    const bool isFirst = found == m_groups.end();
    if (isFirst) {
        const int home = int(std::hash<std::string_view>{}(request.filter) % std::size_t(loopCount));
        const Ref<SharedGroup> group(new SharedGroup(std::string(request.filter), filter, home));
        found = m_groups.emplace(group->key, group).first;
        m_byFilter.obtain(filter).push_back(group.get());
        m_size.store(m_groups.size(), std::memory_order_release);
    }
    SharedGroup &group = *found->second;
    Ref<SharedMember> member(new SharedMember(found->second, session, loop, request, std::move(permissions)));
    group.m_members.push_back(member);
    group.version.fetch_add(1, std::memory_order_release);
    return {std::move(member), isFirst};
}

bool SharedGroups::leave(SharedMember &member)
{
    SharedGroup &group = *member.group;
    const std::lock_guard lock(m_lock);
    const auto found = std::find_if(group.m_members.begin(), group.m_members.end(),
        [&](const Ref<SharedMember> &candidate) { return candidate.get() == &member; });
    *found = group.m_members.back();
    group.m_members.pop_back();
    group.version.fetch_add(1, std::memory_order_release);
    if (!group.m_members.empty())
        return false;
    std::vector<SharedGroup *> &sameFilter = *m_byFilter.find(group.filter);
    std::erase(sameFilter, &group);
    if (sameFilter.empty())
        m_byFilter.erase(group.filter);
    m_groups.erase(m_groups.find(group.key));
    group.gone.store(true, std::memory_order_release);
    m_size.store(m_groups.size(), std::memory_order_release);
    return true;
}

Ref<SharedGroup> SharedGroups::find(std::string_view key) const
{
    const std::shared_lock lock(m_lock);
    const auto found = m_groups.find(key);
    return found == m_groups.end() ? Ref<SharedGroup>() : found->second;
}

std::vector<Ref<SharedGroup>> SharedGroups::match(std::string_view topic, int home)
{
    std::vector<Ref<SharedGroup>> groups;
    const std::shared_lock lock(m_lock);
    m_byFilter.match(topic, [&](const std::vector<SharedGroup *> &sameFilter) {
        for (SharedGroup *group : sameFilter) {
            if (group->home == home)
                groups.emplace_back(group);
        }
    });
    return groups;
}

void SharedGroups::refresh(SharedGroup &group) const
{
    if (group.m_turnsVersion == group.version.load(std::memory_order_acquire)) [[likely]]
        return;
    std::vector<Ref<SharedMember>> old; // freed without the lock
    const std::shared_lock lock(m_lock);
    group.m_turnsVersion = group.version.load(std::memory_order_acquire);
    old = std::exchange(group.m_turns, group.m_members);
}

} // namespace topiq
