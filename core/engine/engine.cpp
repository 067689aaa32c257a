// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "base/clock.h"
#include "base/text.h"
#include "engine/topicname.h"

#include <QRandomGenerator>
#include <QString>

#include <algorithm>
#include <limits>

namespace topiq {

namespace {

// In calls of maintain(), about one a second.
constexpr std::uint32_t SurveyBeat = 5;
constexpr std::uint32_t SweepBeat = 10;

} // namespace

Engine::Engine(LoopPool &loops, const Limits &limits)
    : m_loops(loops),
      m_node(QString::number(QRandomGenerator::system()->generate64(), 16).toStdString()),
      m_limits(limits),
      m_historyLimit(limits.historyBytes),
      m_memoryLimit(limits.memoryBytes)
{
    static_assert(MaxLoopCount >= LoopPool::MaxLoops);
    for (int i = 0; i < loops.count(); ++i) {
        m_shards.push_back(std::make_unique<Shard>(*this, loops.loop(i), limits));
        loops.loop(i).setClient(m_shards.back().get());
    }
}

Engine::~Engine() = default;

Shard &Engine::shardFor(std::string_view clientId) const
{
    return shard(int(std::hash<std::string_view>{}(clientId) % m_shards.size()));
}

Ref<SharedMember> Engine::joinShared(
    Session &session, int loop, const SubscribeRequest &request, Ref<const Permissions> permissions)
{
    const std::string_view filter = plainFilter(request.filter);
    SharedGroups::Joined joined
        = m_sharedGroups.join(session, loop, shardCount(), request, filter, std::move(permissions));
    const int home = joined.member->group->home;
    // The home must know the group before anybody sends it a message for it.
    if (joined.isFirst)
        shard(home).allFiltersChanged();
    noteInterest(filter, m_interest.add(filter, home));
    return std::move(joined.member);
}

void Engine::leaveShared(SharedMember &member)
{
    const std::string_view filter = member.group->filter;
    const int home = member.group->home;
    noteInterest(filter, m_interest.remove(filter, home));
    if (m_sharedGroups.leave(member))
        shard(home).allFiltersChanged();
}

void Engine::noteInterest(std::string_view filter, bool changed)
{
    if (!changed || hasWildcard(filter))
        return;
    if (const Ref<Topic> topic = m_topics.find(filter))
        topic->interestChanged();
}

Engine::Appended Engine::append(Topic &topic, const Ref<Message> &message, std::uint32_t loops, std::uint32_t own,
    const Limits &limits, std::vector<Ref<const Message>> &evicted)
{
    Appended appended;
    bool retainedChanged = false;
    {
        const auto state = topic.lock();
        // A lone loop knows its subscriptions itself and never asks for the interest.
        const bool asked = !own || m_shards.size() > 1;
        const bool current = topic.interestIsCurrent(*state, m_interest) && (state->interest & ~own) == loops;
        if (topic.isForgotten() || (asked && !current)) {
            appended.stale = true;
            return appended;
        }
        // Other loops put under this lock too: only here can one know that nothing of this topic waits in our inbox.
        if (own && !shard(__builtin_ctz(own)).inbox().empty()) {
            appended.behind = true;
            loops |= own;
        }
        History &history = state->history;
        message->setOffset(state->nextOffset++);
        state->lastMs = message->timeMs();
        state->payloadBytes += message->payload().size();
        appended.records -= history.size();
        appended.bytes -= history.bytes();
        history.append(message, limits, m_pressure.load(std::memory_order_relaxed), evicted);
        appended.records += history.size();
        appended.bytes += history.bytes();
        if (message->retain()) {
            const bool had = bool(state->retained);
            const bool wanted = !message->payload().empty();
            appended.retainedRefused
                = wanted && !had && m_retained.size() >= std::uint64_t(limits.maxRetained) + systemTopics();
            if (!appended.retainedRefused) {
                if (had) {
                    appended.retainedBytes -= state->retained->bytes();
                    evicted.push_back(std::move(state->retained));
                }
                if (wanted) {
                    appended.retainedBytes += message->bytes();
                    state->retained = message;
                    if (message->expires())
                        m_hasExpiring.store(true, std::memory_order_relaxed);
                }
                retainedChanged = had != wanted;
                topic.setHasRetained(wanted);
            }
        }
        for (std::uint32_t rest = loops; rest; rest &= rest - 1)
            shard(__builtin_ctz(rest)).inbox().put(*message);
    }
    if (retainedChanged)
        m_retained.update(Ref<Topic>(&topic));
    return appended;
}

std::uint32_t Engine::removeExpiredRetained(Topic &topic, std::int64_t nowMs)
{
    Ref<const Message> expired; // freed without the lock
    {
        const auto state = topic.lock();
        if (!state->retained || !state->retained->isExpired(nowMs))
            return 0;
        expired = std::move(state->retained);
        topic.setHasRetained(false);
    }
    m_retained.update(Ref<Topic>(&topic));
    return expired->bytes();
}

bool Engine::inboxesHaveRoom(std::uint32_t loops) const
{
    for (std::uint32_t rest = loops; rest; rest &= rest - 1) {
        if (!shard(__builtin_ctz(rest)).inbox().hasRoom())
            return false;
    }
    return true;
}

void Engine::wake(std::uint32_t loops) const
{
    for (std::uint32_t rest = loops; rest; rest &= rest - 1)
        m_loops.loop(__builtin_ctz(rest)).wake();
}

Result<Engine::Published> Engine::publish(const Draft &draft, Ref<const Origin> origin)
{
    const std::string_view name = draft.topic;
    const NameFault fault = checkTopicName(name);
    if (fault != NameFault::None)
        return Error{
            ErrorCode::Invalid, "cannot publish on topic `" + printable(name) + "`: it " + describe(fault), {}};
    if (isReservedTopic(name)) {
        return Error{ErrorCode::Invalid,
            "cannot publish on topic `" + printable(name) + "`: topics below $SYS are the broker's own", {}};
    }
    const Limits limits = this->limits();
    if (isMemoryFull()) {
        const std::lock_guard lock(m_outsideLock);
        m_outsideLedger.add(DropReason::QuotaExceeded, name, origin->clientId, wallMs());
        return Error{ErrorCode::Busy,
            "cannot publish: the broker's memory is at its limit (limits.memory_bytes); try again when clients have"
            " taken what waits for them",
            {}};
    }
    const std::size_t size = draft.payload.size() + draft.properties.size();
    if (size > limits.maxPacketBytes) {
        return Error{ErrorCode::Invalid,
            "cannot publish " + std::to_string(size) + " bytes: the limit is " + std::to_string(limits.maxPacketBytes)
                + " (limits.max_packet_bytes)",
            {}};
    }
    Published published;
    published.timeMs = wallMs();
    const Ref<Message> message = Message::create(draft, std::move(origin), published.timeMs);
    std::vector<Ref<const Message>> evicted;
    std::uint32_t loops = 0;
    Appended appended;
    do {
        const Ref<Topic> topic = m_topics.obtain(name);
        loops = topic->interest(m_interest);
        if (!inboxesHaveRoom(loops))
            return Error{ErrorCode::Busy, "the broker has no room for more messages at the moment; try again", {}};
        published.subscriptions = m_interest.subscriptions(name);
        appended = append(*topic, message, loops, 0, limits, evicted);
    } while (appended.stale);
    {
        const std::lock_guard lock(m_outsideLock);
        m_outside.historyRecords.add(appended.records);
        m_outside.historyBytes.add(appended.bytes);
        m_outside.retainedBytes.add(appended.retainedBytes);
        ++m_outside.messagesIn[std::size_t(draft.qos)];
        if (appended.retainedRefused)
            m_outsideLedger.add(DropReason::RetainedFull, name, message->origin().clientId, published.timeMs);
    }
    published.offset = message->offset();
    wake(loops);
    return published;
}

bool Engine::publishSystem(std::string_view name, std::string_view payload, const Ref<const Origin> &origin)
{
    Limits limits = this->limits();
    limits.historyRecords = std::min<std::uint32_t>(limits.historyRecords, 1);
    limits.maxRetained = std::numeric_limits<std::uint32_t>::max();
    const Ref<Message> message = Message::create({name, payload, {}, Qos::ExactlyOnce, true, {}}, origin, wallMs());
    std::vector<Ref<const Message>> evicted;
    std::uint32_t loops = 0;
    bool first = false;
    Appended appended;
    do {
        const Ref<Topic> topic = m_topics.obtain(name);
        loops = topic->interest(m_interest);
        if (!inboxesHaveRoom(loops))
            return false;
        first = !topic->hasRetained();
        appended = append(*topic, message, loops, 0, limits, evicted);
    } while (appended.stale);
    if (first)
        m_systemTopics.fetch_add(1, std::memory_order_relaxed);
    {
        const std::lock_guard lock(m_outsideLock);
        m_outside.historyRecords.add(appended.records);
        m_outside.historyBytes.add(appended.bytes);
        m_outside.retainedBytes.add(appended.retainedBytes);
    }
    wake(loops);
    return true;
}

std::uint64_t Engine::sum(Counter ShardCounters::*counter) const
{
    std::uint64_t total = (m_outside.*counter).value();
    for (const auto &shard : m_shards)
        total += (shard->counters().*counter).value();
    // One loop may have counted the eviction of a record that another is about to count: then the sum is below zero.
    return std::int64_t(total) < 0 ? 0 : total;
}

std::uint64_t Engine::most(Counter ShardCounters::*counter) const
{
    std::uint64_t most = 0;
    for (const auto &shard : m_shards)
        most = std::max(most, (shard->counters().*counter).value());
    return most;
}

std::uint64_t Engine::heldMemory() const
{
    // What the objects themselves take, with their places in the tables, as measured with many of them.
    constexpr std::uint64_t SessionBytes = sizeof(Session) + 256;
    constexpr std::uint64_t SubscriptionBytes = 160;
    return sum(&ShardCounters::retainedBytes) + sum(&ShardCounters::queuedBytes) + sum(&ShardCounters::outputBytes)
        + sum(&ShardCounters::sessions) * SessionBytes + sum(&ShardCounters::subscriptions) * SubscriptionBytes;
}

std::uint64_t Engine::sum(std::array<Counter, 3> ShardCounters::*counters) const
{
    std::uint64_t total = 0;
    for (std::size_t qos = 0; qos < 3; ++qos) {
        total += (m_outside.*counters)[qos].value();
        for (const auto &shard : m_shards)
            total += (shard->counters().*counters)[qos].value();
    }
    return total;
}

std::uint64_t Engine::dropped(DropReason reason) const
{
    std::uint64_t total = m_outsideLedger.total(reason);
    for (const auto &shard : m_shards)
        total += shard->ledger().total(reason);
    return total;
}

Limits Engine::limits() const
{
    const std::lock_guard lock(m_limitsLock);
    return m_limits;
}

void Engine::setLimits(const Limits &limits)
{
    {
        const std::lock_guard lock(m_limitsLock);
        m_limits = limits;
    }
    m_historyLimit.store(limits.historyBytes);
    m_memoryLimit.store(limits.memoryBytes);
    for (const auto &shard : m_shards) {
        shard->inbox().setByteLimit(limits.inboxBytes);
        shard->loop().post([shard = shard.get(), limits] { shard->setLimits(limits); });
    }
}

void Engine::checkPressure()
{
    const std::uint64_t history = sum(&ShardCounters::historyBytes);
    const std::uint64_t limit = m_memoryLimit.load(std::memory_order_relaxed);
    const std::uint64_t held = limit ? heldMemory() : 0;
    // The history goes first: it is what nobody waits for.
    const bool wasFull = isMemoryFull();
    const bool full = limit && held > (wasFull ? limit - limit / 16 : limit); // not to and fro with each message
    if (full != wasFull && m_memoryFull.exchange(full) && !full) { // publishers that were held back may go on
        for (const auto &shard : m_shards) {
            shard->signalRoom();
            shard->loop().wake();
        }
    }
    const bool pressure = history > m_historyLimit.load(std::memory_order_relaxed) || (limit && history + held > limit);
    if (pressure != m_pressure.load(std::memory_order_relaxed))
        m_pressure.store(pressure, std::memory_order_relaxed);
}

void Engine::maintain()
{
    const Limits limits = this->limits();
    const std::size_t maxTopics = std::size_t(limits.maxTopics) + systemTopics();
    if (m_topics.size() > maxTopics) {
        const TopicTable::Trimmed trimmed = m_topics.trim(maxTopics);
        const std::lock_guard lock(m_outsideLock);
        m_outside.historyBytes.subtract(trimmed.bytes);
        m_outside.historyRecords.subtract(trimmed.records);
        m_trims.fetch_add(1, std::memory_order_release);
    }
    ++m_beats;
    if (m_beats % SurveyBeat == 0 || isMemoryFull())
        surveyLoops();
    if (m_beats % SweepBeat == 0 && m_hasExpiring.load(std::memory_order_relaxed))
        sweepRetained();
    const std::uint64_t history = sum(&ShardCounters::historyBytes);
    const std::uint64_t held = heldMemory();
    std::uint64_t allowed = limits.historyBytes;
    if (limits.memoryBytes)
        allowed = std::min(allowed, limits.memoryBytes - std::min(limits.memoryBytes, held));
    if (history > allowed)
        freeIdleHistory(history - allowed * 9 / 10);
    checkPressure();
}

void Engine::surveyLoops()
{
    for (const auto &shard : m_shards) {
        if (shard->counters().sessions.value() != 0)
            shard->loop().post([shard = shard.get()] { shard->survey(); });
    }
}

/// Retained messages that have expired go also when nobody asks for them.
void Engine::sweepRetained()
{
    const std::int64_t nowMs = steadyMs();
    for (const Ref<Topic> &topic : m_topics.all()) {
        if (!topic->hasRetained())
            continue;
        if (const std::uint32_t freed = removeExpiredRetained(*topic, nowMs)) {
            const std::lock_guard lock(m_outsideLock);
            m_outside.retainedBytes.subtract(freed);
            m_outsideLedger.add(DropReason::Expired, topic->name(), "", wallMs());
        }
    }
}

void Engine::freeIdleHistory(std::uint64_t bytes)
{
    std::vector<std::pair<std::int64_t, Ref<Topic>>> topics;
    for (Ref<Topic> &topic : m_topics.all()) {
        const std::int64_t lastMs = topic->lock()->lastMs;
        topics.emplace_back(lastMs, std::move(topic));
    }
    std::sort(topics.begin(), topics.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[lastMs, topic] : topics) {
        std::vector<Ref<const Message>> evicted;
        std::uint64_t freed = 0;
        {
            const auto state = topic->lock();
            freed = state->history.bytes();
            state->history.clear(evicted);
        }
        const std::lock_guard lock(m_outsideLock);
        m_outside.historyBytes.subtract(freed);
        m_outside.historyRecords.subtract(evicted.size());
        if (freed >= bytes)
            return;
        bytes -= freed;
    }
}

} // namespace topiq
