// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/shareddispatcher.h"

#include "engine/engine.h"
#include "engine/shard.h"

#include <iterator>

namespace topiq {

namespace {

constexpr std::uint32_t TransitLimit = 256; // on their way to one member before another one is preferred
constexpr std::size_t Tried = 64; // members asked for room before one without is taken

}

SharedDispatcher::~SharedDispatcher()
{
    for (const Ref<SharedGroup> &group : m_known)
        group->m_turns.clear();
}

void SharedDispatcher::forgetGroups()
{
    std::erase_if(m_known, [](const Ref<SharedGroup> &group) {
        const bool gone = group->gone.load(std::memory_order_acquire);
        if (gone) {
            group->m_turns.clear();
            group->m_turnsVersion = 0;
        }
        return gone;
    });
}

void SharedDispatcher::giveBack(SharedGroup &group, Ref<const Message> message)
{
    if (group.home == m_shard.loop().index())
        redispatch(group, *message);
    else
        send(group.home, {std::move(message), Ref<SharedGroup>(&group), {}});
}

/// The group may have lost its last member, and another one of that name have begun.
void SharedDispatcher::redispatch(SharedGroup &group, const Message &message)
{
    if (give(group, message))
        return;
    const Ref<SharedGroup> successor = m_shard.engine().sharedGroups().find(group.key);
    if (successor && successor.get() != &group && give(*successor, message))
        return;
    m_shard.ledger().add(DropReason::SessionEnded, message.topic(), group.key, m_shard.loop().wallNowMs());
}

bool SharedDispatcher::give(SharedGroup &group, const Message &message)
{
    if (group.m_turnsVersion == 0)
        m_known.emplace_back(&group);
    m_shard.engine().sharedGroups().refresh(group);
    bool isAway = false;
    SharedMember *const member = choose(group, message.topic(), isAway);
    if (!member)
        return false;
    if (member->loop == m_shard.loop().index()) {
        member->session->deliver(message, member->qos, member->retainAsPublished && message.retain(), member);
    } else {
        member->inTransit.fetch_add(1, std::memory_order_relaxed);
        send(member->loop, {Ref<const Message>(&message), {}, Ref<SharedMember>(member), isAway});
    }
    return true;
}

SharedMember::State SharedDispatcher::stateOf(const SharedMember &member) const
{
    using State = SharedMember::State;
    if (member.loop == m_shard.loop().index()) {
        const Session &session = *member.session;
        return !session.isConnected() ? State::Away : session.hasRoom() ? State::Ready : State::Full;
    }
    const State state = member.state.load(std::memory_order_acquire);
    const bool busy = state == State::Ready && member.inTransit.load(std::memory_order_relaxed) >= TransitLimit;
    return busy ? State::Full : state;
}

/// In turn; one with room before one without, one that is connected before one that is away.
SharedMember *SharedDispatcher::choose(SharedGroup &group, std::string_view topic, bool &isAway) const
{
    const std::size_t count = group.m_turns.size();
    std::size_t at = group.m_next < count ? group.m_next : 0;
    SharedMember *full = nullptr;
    SharedMember *away = nullptr;
    std::size_t next = at; // after the one that is chosen
    for (std::size_t tried = 0; tried < count && !(full && tried >= Tried); ++tried) {
        SharedMember &member = *group.m_turns[at];
        at = at + 1 < count ? at + 1 : 0;
        if (member.loop == m_shard.loop().index() && !member.session)
            continue; // has left just now
        if (member.permissions && !member.permissions->mayReceive(topic))
            continue;
        switch (stateOf(member)) {
        case SharedMember::State::Ready:
            group.m_next = at;
            return &member;
        case SharedMember::State::Full:
            if (!full) {
                full = &member;
                next = at;
            }
            break;
        case SharedMember::State::Away:
            if (!away) {
                away = &member;
                if (!full)
                    next = at;
            }
            break;
        }
    }
    group.m_next = next;
    isAway = !full;
    return full ? full : away;
}

void SharedDispatcher::send(int loop, Directed entry)
{
    const std::uint32_t bytes = entry.message->bytes();
    Batch &batch = m_outgoing[std::size_t(loop)];
    batch.entries.push_back(std::move(entry));
    batch.bytes += bytes;
    m_outgoingBytes += bytes;
    m_stalled = m_outgoingBytes >= m_shard.limits().inboxBytes;
}

std::uint32_t SharedDispatcher::handOver()
{
    if (m_outgoingBytes == 0) [[likely]]
        return 0;
    std::uint32_t given = 0;
    for (int loop = 0; loop < m_shard.engine().shardCount(); ++loop) {
        Batch &batch = m_outgoing[std::size_t(loop)];
        const std::uint64_t bytes = batch.bytes;
        if (bytes == 0)
            continue;
        SharedDispatcher &other = m_shard.engine().shard(loop).sharedDispatcher();
        if (!other.accept(batch, 1u << m_shard.loop().index(), m_shard.limits().inboxBytes))
            continue;
        m_outgoingBytes -= bytes;
        given |= 1u << loop;
    }
    m_stalled = m_outgoingBytes >= m_shard.limits().inboxBytes;
    return given;
}

/// Called by another loop. Takes the whole batch, or nothing when there is something already and it would be too much.
bool SharedDispatcher::accept(Batch &batch, std::uint32_t from, std::uint64_t limit)
{
    const std::lock_guard lock(m_incoming.lock);
    Batch &mine = m_incoming.batch;
    if (!mine.entries.empty() && mine.bytes + batch.bytes > limit) {
        m_incoming.waiters |= from;
        return false;
    }
    if (mine.entries.empty())
        mine.entries.swap(batch.entries);
    else
        mine.entries.insert(mine.entries.end(), std::make_move_iterator(batch.entries.begin()),
            std::make_move_iterator(batch.entries.end()));
    batch.entries.clear();
    mine.bytes += std::exchange(batch.bytes, 0);
    m_incoming.filled.store(true);
    return true;
}

std::uint32_t SharedDispatcher::takeIncoming()
{
    if (!m_incoming.filled.load(std::memory_order_relaxed)) [[likely]]
        return 0;
    std::vector<Directed> entries;
    std::uint32_t waiters = 0;
    {
        const std::lock_guard lock(m_incoming.lock);
        entries.swap(m_incoming.batch.entries);
        m_incoming.batch.bytes = 0;
        waiters = std::exchange(m_incoming.waiters, 0);
        m_incoming.filled.store(false);
    }
    for (Directed &entry : entries) {
        if (!entry.member) {
            redispatch(*entry.group, *entry.message);
            continue;
        }
        SharedMember &member = *entry.member;
        member.inTransit.fetch_sub(1, std::memory_order_relaxed);
        Session *const session = member.session;
        // One that has gone away while others are there does not keep what was meant for a client that is there. Its
        // state is known to the home before this comes back, so it does not go to and fro.
        if (entry.message->isExpired(m_shard.loop().nowMs()))
            m_shard.ledger().add(
                DropReason::Expired, entry.message->topic(), member.group->key, m_shard.loop().wallNowMs());
        else if (!session || (!session->isConnected() && !entry.wasAway))
            giveBack(*member.group, std::move(entry.message));
        else
            session->deliver(*entry.message, member.qos, member.retainAsPublished && entry.message->retain(), &member);
    }
    const SharedMember *last = nullptr;
    for (const Directed &entry : entries) {
        if (entry.member && entry.member.get() != last && entry.member->session)
            entry.member->session->reportRoom();
        last = entry.member.get();
    }
    return waiters;
}

} // namespace topiq
