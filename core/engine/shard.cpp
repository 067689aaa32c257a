// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/shard.h"

#include "engine/engine.h"
#include "engine/topicname.h"

#include <algorithm>

namespace topiq {

namespace {

constexpr std::uint32_t InboxPerTurn = 4096; // messages, so that a flood from outside leaves room for our own sockets

}

Shard::Shard(Engine &engine, Loop &loop, const Limits &limits)
    : m_engine(engine),
      m_loop(loop),
      m_limits(limits),
      m_inbox(limits.inboxBytes)
{}

Shard::~Shard() = default;

Session &Shard::attach(Attach request, DeliverySink &sink, bool &present)
{
    present = false;
    auto found = m_sessions.find(request.clientId);
    if (found != m_sessions.end() && found->second->m_sink) {
        Session &old = *found->second;
        DeliverySink &oldSink = *old.m_sink;
        detach(old, Farewell::TakenOver, "taken over by another connection with the same client id");
        oldSink.evict("taken over by another connection with the same client id");
        found = m_sessions.find(request.clientId); // a clean one is gone by now
    }
    if (found != m_sessions.end() && request.clean) {
        discard(*found->second, EventKind::SessionExpired);
        found = m_sessions.end();
    }
    if (found == m_sessions.end()) {
        auto session = std::make_unique<Session>(*this, std::string(request.clientId), request.clean);
        const std::string_view key = session->id();
        found = m_sessions.emplace(key, std::move(session)).first;
        ++m_counters.sessions;
    } else {
        present = true;
        m_away.erase({found->second->sinceMs, found->second.get()});
    }
    Session &session = *found->second;
    session.m_clean = request.clean;
    session.m_sink = &sink;
    session.m_origin = std::move(request.origin);
    session.m_will = std::move(request.will);
    session.keepAliveSeconds = request.keepAliveSeconds;
    session.sinceMs = m_loop.wallNowMs();
    ++m_counters.connects;
    ++m_counters.connected;
    m_events.add(EventKind::Connected, session.id(), session.m_origin->address, session.sinceMs);
    return session;
}

void Shard::resume(Session &session)
{
    session.resendInFlight();
    session.pump();
}

void Shard::detach(Session &session, Farewell farewell, const char *why)
{
    session.m_sink = nullptr;
    session.lastError = farewell == Farewell::Said ? nullptr : why;
    session.sinceMs = m_loop.wallNowMs();
    ++m_counters.disconnects;
    --m_counters.connected;
    const EventKind kind = farewell == Farewell::Said ? EventKind::Disconnected
        : farewell == Farewell::TakenOver             ? EventKind::TakenOver
                                                      : EventKind::ConnectionLost;
    m_events.add(kind, session.id(), why ? why : "", session.sinceMs);
    if (farewell != Farewell::Said && session.m_will)
        publishWill(session);
    session.m_will.reset();
    if (session.m_clean) {
        discard(session, kind);
        return;
    }
    if (farewell == Farewell::TakenOver)
        return; // the next connection is here already
    m_away.emplace(session.sinceMs, &session);
    limitKeptSessions();
}

void Shard::publishWill(Session &session)
{
    const Will &will = *session.m_will;
    if (checkTopicName(will.topic) != NameFault::None)
        return; // checked at CONNECT
    const Ref<Message> message
        = Message::create(will.topic, will.payload, will.qos, will.retain, session.m_origin, m_loop.wallNowMs());
    ++m_counters.messagesIn[std::size_t(will.qos)];
    // There is nobody left who could be asked to wait, so the will itself does. A put into a full inbox would block
    // under the topic's lock, and when a network fails there are many wills on all loops at once.
    if (!m_waitingWills.empty() || !tryPublishWill(message))
        m_waitingWills.push(message);
}

bool Shard::tryPublishWill(const Ref<Message> &message)
{
    for (;;) {
        LocalTopic &local = *localTopic(message->topic());
        std::uint32_t others = 0;
        if (!findOtherLoops(local, others))
            return false;
        if (route(local, message, others))
            return true;
    }
}

void Shard::publishWaitingWills()
{
    while (!m_waitingWills.empty() && tryPublishWill(m_waitingWills.front()))
        (void)m_waitingWills.pop();
    m_waitingWills.releaseIfEmpty();
}

void Shard::discard(Session &session, EventKind kind)
{
    if (kind == EventKind::SessionExpired)
        m_events.add(kind, session.id(), "", m_loop.wallNowMs());
    while (!session.m_subscriptions.empty())
        removeSubscription(session, std::string(session.m_subscriptions.begin()->first));
    const Outbox &outbox = session.m_outbox;
    m_counters.queuedMessages.subtract(outbox.queued());
    m_counters.queuedBytes.subtract(outbox.queuedBytes());
    if (const std::uint64_t lost = outbox.queued()) // what is in flight was sent, and counted so
        m_ledger.add(DropReason::SessionEnded, "", session.id(), m_loop.wallNowMs(), lost);
    m_away.erase({session.sinceMs, &session});
    --m_counters.sessions;
    m_sessions.erase(session.id());
}

void Shard::limitKeptSessions()
{
    const std::size_t limit = std::max<std::size_t>(1, m_limits.maxSessions / std::size_t(m_engine.shardCount()));
    while (m_away.size() > limit)
        discard(*m_away.begin()->second, EventKind::SessionExpired);
}

bool Shard::subscribe(Session &session, std::string_view filter, Qos qos)
{
    if (session.m_subscriptions.size() >= m_limits.maxSubscriptions && !session.m_subscriptions.contains(filter))
        return false;
    const auto [entry, added] = session.m_subscriptions.insert_or_assign(std::string(filter), qos);
    auto &targets = m_filters.obtain(filter);
    if (!added) {
        for (LocalTopic::Target &target : targets) {
            if (target.session == &session)
                target.qos = qos;
        }
        filtersChanged(filter, false);
        return true;
    }
    targets.push_back({&session, qos});
    ++m_counters.subscriptions;
    filtersChanged(filter, m_engine.interest().add(filter, m_loop.index()));
    return true;
}

void Shard::unsubscribe(Session &session, std::string_view filter)
{
    if (session.m_subscriptions.contains(filter))
        removeSubscription(session, filter);
}

void Shard::removeSubscription(Session &session, std::string_view filter)
{
    auto *const targets = m_filters.find(filter);
    const auto own = std::find_if(
        targets->begin(), targets->end(), [&](const LocalTopic::Target &target) { return target.session == &session; });
    *own = targets->back();
    targets->pop_back();
    if (targets->empty())
        m_filters.erase(filter);
    --m_counters.subscriptions;
    filtersChanged(filter, m_engine.interest().remove(filter, m_loop.index()));
    session.m_subscriptions.erase(session.m_subscriptions.find(filter));
}

/// A filter without wildcard concerns one topic; any other makes every topic of this loop look up its sessions again.
void Shard::filtersChanged(std::string_view filter, bool loopInterestChanged)
{
    if (hasWildcard(filter)) {
        if (++m_filterVersion == 0)
            m_filterVersion = 1;
        return;
    }
    const auto local = m_topics.find(filter);
    if (local != m_topics.end())
        local->second->version = 0;
    if (loopInterestChanged) {
        if (const Ref<Topic> topic = m_engine.topics().find(filter))
            topic->interestChanged();
    }
}

void Shard::deliverRetained(Session &session, std::string_view filter, Qos qos)
{
    if (hasWildcard(filter)) {
        session.deliverRetained(m_engine.retained().match(filter), qos);
    } else if (const Ref<Topic> topic = m_engine.topics().find(filter)) {
        if (topic->hasRetained())
            session.deliverRetained({topic}, qos);
    }
}

PublishStatus Shard::publish(Session &session, std::string_view topic, std::string_view payload, Qos qos, bool retain)
{
    Ref<Message> message;
    for (;;) {
        LocalTopic *const local = topicOf(session, topic);
        if (!local)
            return PublishStatus::BadTopic;
        std::uint32_t others = 0;
        if (!findOtherLoops(*local, others))
            return PublishStatus::Busy;
        if (!message)
            message = Message::create(topic, payload, qos, retain, session.m_origin, m_loop.wallNowMs());
        if (route(*local, message, others))
            break;
    }
    ++session.messagesIn;
    ++m_counters.messagesIn[std::size_t(qos)];
    return PublishStatus::Accepted;
}

/// The other loops that want messages of this topic. False when one of them has no room; then we shall be told.
bool Shard::findOtherLoops(LocalTopic &local, std::uint32_t &loops)
{
    if (m_engine.shardCount() == 1)
        return true;
    const std::uint32_t own = 1u << m_loop.index();
    loops = local.topic->interest(m_engine.interest()) & ~own;
    if (m_engine.inboxesHaveRoom(loops))
        return true;
    for (std::uint32_t rest = loops; rest; rest &= rest - 1)
        m_engine.shard(__builtin_ctz(rest)).inbox().addWaiter(own);
    return m_engine.inboxesHaveRoom(loops); // asked again: room may have come before we were on the list
}

/// False when nothing was done, because topic or interest changed meanwhile.
bool Shard::route(LocalTopic &local, const Ref<Message> &message, std::uint32_t otherLoops)
{
    const std::uint32_t own = 1u << m_loop.index();
    // Messages of other loops may have got their offset before ours: they are delivered first, or ours goes behind
    // them.
    if (!m_inbox.empty())
        takeInbox();
    const Engine::Appended appended = m_engine.append(*local.topic, message, otherLoops, own, m_limits, m_evicted);
    if (appended.stale)
        return false;
    m_evicted.clear();
    m_counters.historyRecords.add(appended.records);
    m_counters.historyBytes.add(appended.bytes);
    if (appended.retainedRefused)
        m_ledger.add(DropReason::RetainedFull, message->topic(), message->origin().clientId, message->timeMs());
    m_loopsToWake |= otherLoops;
    if (!appended.behind)
        deliver(local, *message);
    return true;
}

void Shard::deliver(LocalTopic &local, const Message &message)
{
    if (local.version != m_filterVersion)
        resolve(local);
    for (const LocalTopic::Target &target : local.targets)
        target.session->deliver(message, target.qos, false);
}

void Shard::resolve(LocalTopic &local)
{
    local.version = m_filterVersion;
    local.targets.clear();
    std::size_t lists = 0;
    m_filters.match(local.topic->name(), [&](const std::vector<LocalTopic::Target> &targets) {
        local.targets.insert(local.targets.end(), targets.begin(), targets.end());
        ++lists;
    });
    if (lists < 2)
        return;
    // Subscriptions of one session that overlap: it gets the message once, with the highest QoS (3.3.5).
    std::sort(local.targets.begin(), local.targets.end(), [](const LocalTopic::Target &a, const LocalTopic::Target &b) {
        return a.session != b.session ? a.session < b.session : a.qos > b.qos;
    });
    const auto last = std::unique(local.targets.begin(), local.targets.end(),
        [](const LocalTopic::Target &a, const LocalTopic::Target &b) { return a.session == b.session; });
    local.targets.erase(last, local.targets.end());
}

LocalTopic *Shard::topicOf(Session &session, std::string_view name)
{
    // A client mostly publishes on the topic it used last; a name that is known is known to be valid.
    if (session.m_lastTopicEpoch == m_topicEpoch && session.m_lastTopic->topic->name() == name
        && !session.m_lastTopic->topic->isForgotten()) {
        return session.m_lastTopic;
    }
    LocalTopic *const local = localTopic(name);
    if (local) {
        session.m_lastTopic = local;
        session.m_lastTopicEpoch = m_topicEpoch;
    }
    return local;
}

LocalTopic *Shard::localTopic(std::string_view name)
{
    const auto found = m_topics.find(name);
    if (found != m_topics.end()) {
        if (!found->second->topic->isForgotten())
            return found->second.get();
        // A new topic in the old place: somebody up the stack may be holding it.
        auto node = m_topics.extract(found);
        node.mapped()->topic = m_engine.topics().obtain(name);
        node.key() = node.mapped()->topic->name();
        return m_topics.insert(std::move(node)).position->second.get();
    } else if (checkTopicName(name) != NameFault::None) {
        return nullptr;
    }
    auto local = std::make_unique<LocalTopic>();
    local->topic = m_engine.topics().obtain(name);
    const std::string_view key = local->topic->name();
    return m_topics.emplace(key, std::move(local)).first->second.get();
}

void Shard::takeInbox()
{
    for (std::uint32_t i = 0; i < InboxPerTurn; ++i) {
        const Ref<const Message> message = m_inbox.take();
        if (!message)
            break;
        if (LocalTopic *const local = localTopic(message->topic()))
            deliver(*local, *message);
    }
    if (const std::uint32_t waiters = m_inbox.takeWaiters()) {
        for (std::uint32_t rest = waiters; rest; rest &= rest - 1)
            m_engine.shard(__builtin_ctz(rest)).signalRoom();
        m_loopsToWake |= waiters;
    }
    if (m_roomSignal.load(std::memory_order_relaxed) && m_roomSignal.exchange(false))
        resumeWaiting();
}

void Shard::resumeWaiting()
{
    const std::vector<DeliverySink *> waiting = std::exchange(m_waiting, {});
    for (DeliverySink *sink : waiting)
        sink->resumePublishing();
}

void Shard::turnEnded()
{
    if (!m_waitingWills.empty())
        publishWaitingWills();
    if (m_loopsToWake) {
        m_engine.wake(std::exchange(m_loopsToWake, 0));
    }
    m_engine.checkPressure();
}

void Shard::tick(std::int64_t)
{
    const std::uint32_t trims = m_engine.trims();
    if (trims == m_trimSeen)
        return;
    m_trimSeen = trims;
    ++m_topicEpoch;
    std::erase_if(m_topics, [](const auto &entry) { return entry.second->topic->isForgotten(); });
}

bool Shard::hasQueueRoom(std::uint32_t bytes) const
{
    return m_engine.sum(&ShardCounters::queuedBytes) + bytes <= m_limits.queueTotalBytes;
}

void Shard::forEachSession(const std::function<void(Session &)> &visit)
{
    for (const auto &[id, session] : m_sessions)
        visit(*session);
}

} // namespace topiq
