// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/shard.h"

#include "engine/engine.h"
#include "engine/topicname.h"

#include <algorithm>
#include <limits>

namespace topiq {

namespace {

constexpr std::uint32_t InboxPerTurn = 4096; // messages, so that a flood from outside leaves room for our own sockets

}

Shard::Shard(Engine &engine, Loop &loop, const Limits &limits)
    : m_engine(engine),
      m_loop(loop),
      m_limits(limits),
      m_inbox(limits.inboxBytes),
      m_shared(*this)
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
        oldSink.evict(EvictReason::TakenOver, "taken over by another connection with the same client id");
        found = m_sessions.find(request.clientId); // one that ends with its connection is gone by now
    }
    if (found != m_sessions.end() && request.cleanStart) {
        discard(*found->second, EventKind::SessionExpired);
        found = m_sessions.end();
    }
    if (found == m_sessions.end()) {
        auto session = std::make_unique<Session>(*this, std::string(request.clientId));
        const std::string_view key = session->id();
        found = m_sessions.emplace(key, std::move(session)).first;
        ++m_counters.sessions;
    } else {
        present = true;
        m_away.erase({found->second->sinceMs, found->second.get()});
        unschedule(*found->second);
    }
    Session &session = *found->second;
    session.setSessionExpiry(request.sessionExpirySeconds);
    session.m_sink = &sink;
    session.m_origin = std::move(request.origin);
    session.m_will = std::move(request.will); // one that was still to come is called off
    session.m_receiveMaximum = request.receiveMaximum;
    session.m_maxPacketBytes = request.maxPacketBytes;
    if (session.m_permissions != request.permissions)
        applyPermissions(session, std::move(request.permissions));
    session.keepAliveSeconds = request.keepAliveSeconds;
    session.sinceMs = m_loop.wallNowMs();
    ++m_counters.connects;
    ++m_counters.connected;
    m_events.add(EventKind::Connected, session.id(), session.m_origin->address, session.sinceMs);
    return session;
}

void Shard::resume(Session &session)
{
    session.m_outbox.startResend();
    session.pump(); // which also says that it is there
}

void Shard::detach(Session &session, Farewell farewell, const char *why)
{
    const bool said = farewell == Farewell::Said || farewell == Farewell::SaidWithWill;
    session.m_sink = nullptr;
    session.lastError = said ? nullptr : why;
    session.sinceMs = m_loop.wallNowMs();
    ++m_counters.disconnects;
    --m_counters.connected;
    const EventKind kind = said           ? EventKind::Disconnected
        : farewell == Farewell::TakenOver ? EventKind::TakenOver
                                          : EventKind::ConnectionLost;
    m_events.add(kind, session.id(), why ? why : "", session.sinceMs);
    if (session.m_will) {
        if (farewell == Farewell::Said)
            session.m_will.reset();
        else if (session.m_will->delaySeconds == 0)
            publishWill(session);
        else
            session.m_willDueMs = m_loop.nowMs() + std::int64_t(session.m_will->delaySeconds) * 1000;
    }
    if (session.endsWithConnection()) {
        discard(session, kind);
        return;
    }
    if (farewell == Farewell::TakenOver)
        return; // the next connection is here already
    m_away.emplace(session.sinceMs, &session);
    if (!session.m_shared.empty()) {
        session.reportRoom();
        returnShared(session, false);
    }
    session.m_endsMs = m_loop.nowMs() + std::int64_t(session.m_expirySeconds) * 1000;
    scheduleEnd(session);
    limitKeptSessions();
}

/// Enters the session in the list of those that time does something to: publish its will, end it.
void Shard::scheduleEnd(Session &session)
{
    constexpr std::int64_t Never = std::numeric_limits<std::int64_t>::max();
    const std::int64_t ends = session.m_expirySeconds == NeverExpires ? Never : session.m_endsMs;
    const std::int64_t deadline = session.m_will ? std::min(ends, session.m_willDueMs) : ends;
    if (deadline == Never)
        return;
    session.m_deadlineMs = deadline;
    const auto entry = m_deadlines.emplace(deadline, &session).first;
    if (entry == m_deadlines.begin())
        m_loop.startTimer(*this, deadline - m_loop.nowMs());
}

void Shard::unschedule(Session &session)
{
    if (const std::int64_t deadline = std::exchange(session.m_deadlineMs, 0))
        m_deadlines.erase({deadline, &session});
}

void Shard::expired()
{
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= m_loop.nowMs()) {
        Session &session = *m_deadlines.begin()->second;
        unschedule(session);
        if (session.m_expirySeconds != NeverExpires && session.m_endsMs <= m_loop.nowMs()) {
            ++m_counters.sessionsExpired;
            discard(session, EventKind::SessionExpired);
        } else {
            publishWill(session);
            scheduleEnd(session);
        }
    }
    if (!m_deadlines.empty())
        m_loop.startTimer(*this, m_deadlines.begin()->first - m_loop.nowMs());
}

void Shard::publishWill(Session &session)
{
    const std::unique_ptr<Will> will = std::move(session.m_will);
    if (checkTopicName(will->topic) != NameFault::None)
        return; // checked at CONNECT
    const bool forbidden = session.m_permissions && !session.m_permissions->mayPublish(will->topic);
    if (forbidden || isReserved(session, will->topic)) {
        m_ledger.add(DropReason::NotAuthorized, will->topic, session.id(), m_loop.wallNowMs());
        return;
    }
    const Ref<Message> message
        = Message::create({will->topic, will->payload, will->properties, will->qos, will->retain, will->expirySeconds},
            session.m_origin, m_loop.wallNowMs());
    ++m_counters.messagesIn[std::size_t(will->qos)];
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
    if (session.m_will)
        publishWill(session); // its delay ends with the session
    if (session.m_hadShared)
        returnShared(session, true);
    const Outbox &outbox = session.m_outbox;
    m_counters.queuedMessages.subtract(outbox.queued());
    m_counters.queuedBytes.subtract(outbox.queuedBytes());
    if (const std::uint64_t lost = outbox.queued()) // what is in flight was sent, and counted so
        m_ledger.add(DropReason::SessionEnded, "", session.id(), m_loop.wallNowMs(), lost);
    m_away.erase({session.sinceMs, &session});
    if (!m_skips.empty())
        std::erase_if(m_skips, [&](const auto &entry) { return entry.first.first == &session; });
    unschedule(session);
    if (session.m_permissions)
        --m_restricted;
    --m_counters.sessions;
    m_sessions.erase(session.id());
}

void Shard::limitKeptSessions()
{
    const std::size_t limit = std::max<std::size_t>(1, m_limits.maxSessions / std::size_t(m_engine.shardCount()));
    while (m_away.size() > limit) {
        ++m_counters.sessionsExpired;
        discard(*m_away.begin()->second, EventKind::SessionExpired);
    }
}

SubscribeStatus Shard::subscribe(Session &session, const SubscribeRequest &request)
{
    if (session.m_permissions && !session.m_permissions->maySubscribe(plainFilter(request.filter)))
        return SubscribeStatus::NotAllowed;
    auto found = session.m_subscriptions.find(request.filter);
    const bool isNew = found == session.m_subscriptions.end();
    if (isNew) {
        if (session.m_subscriptions.size() >= m_limits.maxSubscriptions)
            return SubscribeStatus::TooMany;
        found = session.m_subscriptions.emplace(std::string(request.filter), Subscription()).first;
    }
    Subscription &subscription = found->second;
    m_counters.subscriptions.add(isNew);
    if (isSharedFilter(request.filter)) {
        m_counters.sharedSubscriptions.add(isNew);
        subscribeShared(session, subscription, request);
        return isNew ? SubscribeStatus::Added : SubscribeStatus::Replaced;
    }
    const Ref<const Grant> replaced = std::move(subscription.grant); // kept until nothing points to it
    subscription.isNew = isNew;
    subscription.qos = request.qos;
    subscription.noLocal = request.noLocal;
    subscription.retainAsPublished = request.retainAsPublished;
    if (request.id)
        subscription.grant = Ref<const Grant>(new Grant({request.id}));
    const auto flags = std::uint8_t((request.noLocal ? LocalTopic::Target::NotFromSelf : 0)
        | (request.retainAsPublished ? LocalTopic::Target::RetainAsPublished : 0));
    const LocalTopic::Target target{&session, subscription.grant.get(), request.qos, flags};
    auto &targets = m_filters.obtain(request.filter);
    if (!isNew) {
        targets[subscription.index] = target;
        filtersChanged(request.filter, false);
        return SubscribeStatus::Replaced;
    }
    subscription.index = std::uint32_t(targets.size());
    targets.push_back(target);
    filtersChanged(request.filter, m_engine.interest().add(request.filter, m_loop.index()));
    return SubscribeStatus::Added;
}

/// A new member first, then the one that it replaces goes, so that the group stays.
void Shard::subscribeShared(Session &session, Subscription &subscription, const SubscribeRequest &request)
{
    const Ref<SharedMember> member = m_engine.joinShared(session, m_loop.index(), request, session.m_permissions);
    session.m_shared.push_back(member.get());
    session.m_hadShared = true;
    session.reportRoom();
    if (subscription.grant)
        leaveShared(session, subscription);
    subscription.grant = member;
    subscription.qos = request.qos;
    subscription.retainAsPublished = request.retainAsPublished;
}

void Shard::leaveShared(Session &session, const Subscription &subscription)
{
    SharedMember &member = *subscription.grant->shared;
    std::erase(session.m_shared, &member);
    member.session = nullptr;
    if (member.state.exchange(SharedMember::State::Away) != SharedMember::State::Away)
        member.group->connected.fetch_sub(1);
    m_engine.leaveShared(member);
}

/// With the permissions that the session has now.
void Shard::rejoinShared(Session &session)
{
    for (auto &[filter, subscription] : session.m_subscriptions) {
        if (!subscription.grant || !subscription.grant->shared)
            continue;
        const std::vector<std::uint32_t> &ids = subscription.grant->subscriptionIds;
        SubscribeRequest request{filter, subscription.qos};
        request.retainAsPublished = subscription.retainAsPublished;
        request.id = ids.empty() ? 0 : ids.front();
        subscribeShared(session, subscription, request);
    }
}

/// What the session was to get as a member of a group goes to other members: what waits, and, when the session ends,
/// also what was sent with QoS 1 and not acknowledged. A message of QoS 2 that was begun stays (MQTT 5 section 4.8.2).
void Shard::returnShared(Session &session, bool withInFlight)
{
    Outbox &outbox = session.m_outbox;
    const auto returns = [withInFlight](const Delivery &delivery) {
        return delivery.grant && delivery.grant->shared
            && (withInFlight || delivery.grant->shared->group->connected.load());
    };
    std::vector<Delivery> returned;
    if (withInFlight) {
        outbox.forEachInFlight([&](std::uint16_t, const Outbox::InFlight &entry) {
            if (entry.phase == Outbox::Phase::AwaitingAck && returns(entry))
                returned.push_back(entry);
        });
    }
    for (Delivery &delivery : outbox.takeQueued(returns)) {
        --m_counters.queuedMessages;
        m_counters.queuedBytes.subtract(delivery.message->bytes());
        returned.push_back(std::move(delivery));
    }
    for (Delivery &delivery : returned)
        m_shared.giveBack(*delivery.grant->shared->group, std::move(delivery.message));
}

bool Shard::unsubscribe(Session &session, std::string_view filter)
{
    if (!session.m_subscriptions.contains(filter))
        return false;
    removeSubscription(session, filter);
    return true;
}

void Shard::removeSubscription(Session &session, std::string_view filter)
{
    const auto own = session.m_subscriptions.find(filter);
    if (isSharedFilter(filter)) {
        leaveShared(session, own->second);
        --m_counters.subscriptions;
        --m_counters.sharedSubscriptions;
        session.m_subscriptions.erase(own);
        return;
    }
    auto *const targets = m_filters.find(filter);
    const std::uint32_t index = own->second.index;
    if (index + 1 != targets->size()) { // the last one takes its place
        LocalTopic::Target &moved = (*targets)[index] = targets->back();
        moved.session->m_subscriptions.find(filter)->second.index = index;
    }
    targets->pop_back();
    if (targets->empty())
        m_filters.erase(filter);
    --m_counters.subscriptions;
    filtersChanged(filter, m_engine.interest().remove(filter, m_loop.index()));
    session.m_subscriptions.erase(own);
}

/// A filter without wildcard concerns one topic; any other makes every topic of this loop look up its sessions again.
void Shard::filtersChanged(std::string_view filter, bool loopInterestChanged)
{
    if (hasWildcard(filter)) {
        allFiltersChanged();
        return;
    }
    const auto local = m_topics.find(filter);
    if (local != m_topics.end())
        (*local)->version = 0;
    if (loopInterestChanged) {
        if (const Ref<Topic> topic = m_engine.topics().find(filter))
            topic->interestChanged();
    }
}

void Shard::allFiltersChanged()
{
    if (m_filterVersion.fetch_add(1, std::memory_order_acq_rel) + 1 == 0) // 0 has a meaning of its own
        m_filterVersion.fetch_add(1, std::memory_order_acq_rel);
}

void Shard::deliverRetained(Session &session, std::string_view filter)
{
    const auto subscription = session.m_subscriptions.find(filter);
    if (subscription == session.m_subscriptions.end() || isSharedFilter(filter))
        return;
    const bool isNew = std::exchange(subscription->second.isNew, false);
    if (hasWildcard(filter)) {
        session.deliverRetained(m_engine.retained().match(filter), subscription->second, isNew);
    } else if (const Ref<Topic> topic = m_engine.topics().find(filter)) {
        if (topic->hasRetained())
            session.deliverRetained({topic}, subscription->second, isNew);
    }
}

void Shard::skipUpTo(Session &session, const Ref<Topic> &topic, std::uint64_t offset)
{
    m_skips.insert_or_assign({&session, topic.get()}, Skip{topic, offset});
}

bool Shard::isSkipped(const Session &session, const LocalTopic &local, const Message &message) const
{
    const auto skip = m_skips.find({&session, local.topic.get()});
    return skip != m_skips.end() && message.offset() <= skip->second.offset;
}

void Shard::removeExpiredRetained(Topic &topic)
{
    const std::uint32_t freed = m_engine.removeExpiredRetained(topic, m_loop.nowMs());
    m_counters.retainedBytes.subtract(freed);
    if (freed)
        m_ledger.add(DropReason::Expired, topic.name(), "", m_loop.wallNowMs());
}

PublishOutcome Shard::publish(Session &session, const Draft &draft)
{
    if (session.m_permissions && !session.mayPublish(draft.topic)) [[unlikely]] {
        countRefused(session, draft.topic, DropReason::NotAuthorized);
        return {PublishStatus::NotAllowed};
    }
    if (m_engine.isMemoryFull()) [[unlikely]]
        return {PublishStatus::QuotaExceeded};
    Ref<Message> message;
    bool matched = false;
    for (;;) {
        LocalTopic *const local = topicOf(session, draft.topic);
        if (!local) {
            if (!isReserved(session, draft.topic))
                return {PublishStatus::BadTopic};
            m_ledger.add(DropReason::NotAuthorized, draft.topic, session.id(), m_loop.wallNowMs());
            return {PublishStatus::NotAllowed};
        }
        std::uint32_t others = 0;
        if (!findOtherLoops(*local, others))
            return {PublishStatus::Busy};
        if (!message)
            message = Message::create(draft, session.m_origin, m_loop.wallNowMs());
        if (route(*local, message, others)) {
            matched = others != 0 || hasTargets(*local);
            break;
        }
    }
    ++session.messagesIn;
    ++m_counters.messagesIn[std::size_t(draft.qos)];
    return {PublishStatus::Accepted, matched};
}

void Shard::countRefused(const Session &session, std::string_view topic, DropReason reason)
{
    m_ledger.add(reason, topic, session.id(), m_loop.wallNowMs());
}

bool Shard::hasTargets(LocalTopic &local)
{
    if (local.version != m_filterVersion.load(std::memory_order_acquire))
        resolve(local);
    return !local.targets.empty() || !local.groups.empty();
}

/// The other loops that want messages of this topic. False when one of them has no room; then we shall be told.
bool Shard::findOtherLoops(LocalTopic &local, std::uint32_t &loops)
{
    if (m_engine.shardCount() == 1)
        return true;
    if (m_shared.isStalled()) [[unlikely]]
        return false; // and we shall be told when it is not any more
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
    if (message->retain())
        m_counters.retainedBytes.add(appended.retainedBytes);
    if (appended.retainedRefused)
        m_ledger.add(DropReason::RetainedFull, message->topic(), message->origin().clientId, message->timeMs());
    m_loopsToWake |= otherLoops;
    if (!appended.behind)
        deliver(local, *message);
    return true;
}

void Shard::deliver(LocalTopic &local, const Message &message)
{
    if (local.version != m_filterVersion.load(std::memory_order_acquire))
        resolve(local);
    const bool expired = message.isExpired(m_loop.nowMs());
    const bool hasSkips = !m_skips.empty();
    for (const LocalTopic::Target &target : local.targets) {
        Session &session = *target.session;
        const std::uint8_t flags = target.flags;
        if (flags || expired || hasSkips) [[unlikely]] {
            using Flag = LocalTopic::Target;
            const auto fromSelf = [&] { return message.origin().clientId == session.id(); };
            if ((flags & Flag::NotFromSelf && fromSelf()) || (flags & Flag::OnlyFromSelf && !fromSelf()))
                continue;
            if (hasSkips && isSkipped(session, local, message))
                continue;
            if (expired) {
                session.drop(DropReason::Expired, message);
                continue;
            }
        }
        session.deliver(
            message, target.qos, flags & LocalTopic::Target::RetainAsPublished && message.retain(), target.grant);
    }
    for (const Ref<SharedGroup> &group : local.groups) {
        if (expired)
            m_ledger.add(DropReason::Expired, message.topic(), group->key, m_loop.wallNowMs());
        else
            m_shared.dispatch(*group, message);
    }
}

void Shard::resolve(LocalTopic &local)
{
    local.version = m_filterVersion.load(std::memory_order_acquire);
    local.groups.clear();
    if (m_engine.sharedGroups().size() != 0)
        local.groups = m_engine.sharedGroups().match(local.topic->name(), m_loop.index());
    local.targets.clear();
    local.merged.clear();
    std::size_t lists = 0;
    m_filters.match(local.topic->name(), [&](const std::vector<LocalTopic::Target> &targets) {
        local.targets.insert(local.targets.end(), targets.begin(), targets.end());
        ++lists;
    });
    if (m_restricted) {
        std::erase_if(local.targets,
            [&](const LocalTopic::Target &target) { return !target.session->mayReceive(local.topic->name()); });
    }
    if (lists > 1)
        mergeTargets(local);
}

/// Subscriptions of one session that overlap: it gets the message once, with the highest QoS and all identifiers (MQTT
/// 5 section 3.3.4), flagged as retained if one of them asks for that. Where some of them are without local messages
/// and some not, what the session published itself goes another way than the rest.
void Shard::mergeTargets(LocalTopic &local)
{
    using Target = LocalTopic::Target;
    std::vector<Target> &targets = local.targets;
    std::stable_sort(
        targets.begin(), targets.end(), [](const Target &a, const Target &b) { return a.session < b.session; });
    std::vector<Target> merged;
    merged.reserve(targets.size());
    const auto merge = [&](const Target *first, const Target *last, bool onlyWithLocal, std::uint8_t flags) {
        Target target{first->session, nullptr, Qos::AtMostOnce, flags};
        std::vector<std::uint32_t> ids;
        for (const Target *part = first; part != last; ++part) {
            if (onlyWithLocal && part->flags & Target::NotFromSelf)
                continue;
            target.qos = std::max(target.qos, part->qos);
            target.flags |= part->flags & Target::RetainAsPublished;
            if (part->grant) {
                const auto &more = part->grant->subscriptionIds;
                ids.insert(ids.end(), more.begin(), more.end());
            }
        }
        if (!ids.empty()) {
            local.merged.emplace_back(new Grant(std::move(ids)));
            target.grant = local.merged.back().get();
        }
        merged.push_back(target);
    };
    const Target *const end = targets.data() + targets.size();
    for (const Target *first = targets.data(); first != end;) {
        const Target *const last
            = std::find_if(first, end, [&](const Target &target) { return target.session != first->session; });
        const auto withoutLocal
            = std::count_if(first, last, [](const Target &target) { return target.flags & Target::NotFromSelf; });
        if (last - first == 1) {
            merged.push_back(*first);
        } else if (withoutLocal == 0 || withoutLocal == last - first) {
            merge(first, last, false, withoutLocal ? Target::NotFromSelf : 0);
        } else {
            merge(first, last, false, Target::NotFromSelf);
            merge(first, last, true, Target::OnlyFromSelf);
        }
        first = last;
    }
    targets = std::move(merged);
}

/// `$SYS` is the broker's own. A bridge of another broker may say there how it is, in its own name only.
bool Shard::isReserved(const Session &session, std::string_view topic)
{
    if (!isReservedTopic(topic)) [[likely]]
        return false;
    constexpr std::string_view Before = "$SYS/broker/connection/";
    constexpr std::string_view After = "/state";
    const std::string &id = session.id();
    return !(topic.size() == Before.size() + id.size() + After.size() && topic.starts_with(Before)
        && topic.ends_with(After) && topic.substr(Before.size(), id.size()) == id);
}

LocalTopic *Shard::topicOf(Session &session, std::string_view name)
{
    // A client mostly publishes on the topic it used last; a name that is known is known to be valid.
    if (session.m_lastTopicEpoch == m_topicEpoch && session.m_lastTopic->topic->name() == name
        && !session.m_lastTopic->topic->isForgotten()) {
        return session.m_lastTopic;
    }
    LocalTopic *const local = isReserved(session, name) ? nullptr : localTopic(name);
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
        // A forgotten topic is followed by a new one in the same place: somebody up the stack may be holding that.
        if ((*found)->topic->isForgotten())
            (*found)->topic = m_engine.topics().obtain(name);
        return found->get();
    } else if (checkTopicName(name) != NameFault::None) {
        return nullptr;
    }
    auto local = std::make_unique<LocalTopic>();
    local->topic = m_engine.topics().obtain(name);
    return m_topics.insert(std::move(local)).first->get();
}

void Shard::takeInbox()
{
    const bool wasStalled = m_shared.isStalled();
    if (m_shared.hasOutgoing())
        m_loopsToWake |= m_shared.handOver();
    signalRoomTo(m_shared.takeIncoming());
    for (std::uint32_t i = 0; i < InboxPerTurn && !m_shared.isStalled(); ++i) {
        const Ref<const Message> message = m_inbox.take();
        if (!message) {
            if (!m_skips.empty())
                m_skips.clear();
            break;
        }
        if (LocalTopic *const local = localTopic(message->topic()))
            deliver(*local, *message);
    }
    if (!m_shared.isStalled())
        signalRoomTo(m_inbox.takeWaiters());
    const bool hasRoom = m_roomSignal.load(std::memory_order_relaxed) && m_roomSignal.exchange(false);
    if ((hasRoom || wasStalled) && !m_shared.isStalled())
        resumeWaiting();
}

void Shard::signalRoomTo(std::uint32_t loops)
{
    for (std::uint32_t rest = loops; rest; rest &= rest - 1)
        m_engine.shard(__builtin_ctz(rest)).signalRoom();
    m_loopsToWake |= loops;
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
    if (m_shared.hasOutgoing()) [[unlikely]] {
        const bool wasStalled = m_shared.isStalled();
        m_loopsToWake |= m_shared.handOver();
        if (wasStalled && !m_shared.isStalled())
            m_roomSignal.store(true); // the next turn takes the inbox and resumes the publishers
    }
    if (m_loopsToWake)
        m_engine.wake(std::exchange(m_loopsToWake, 0));
    m_engine.checkPressure();
}

void Shard::tick(std::int64_t)
{
    m_shared.forgetGroups();
    const std::uint32_t trims = m_engine.trims();
    if (trims == m_trimSeen)
        return;
    m_trimSeen = trims;
    ++m_topicEpoch;
    for (auto entry = m_topics.begin(); entry != m_topics.end();)
        entry = (*entry)->topic->isForgotten() ? m_topics.erase(entry) : std::next(entry);
}

bool Shard::hasQueueRoom(std::uint32_t bytes) const
{
    return m_engine.sum(&ShardCounters::queuedBytes) + bytes <= m_limits.queueTotalBytes;
}

void Shard::applyPermissions(Session &session, Ref<const Permissions> permissions)
{
    m_restricted -= bool(session.m_permissions);
    m_restricted += bool(permissions);
    session.m_permissions = std::move(permissions);
    session.m_asked.reset();
    if (!session.m_subscriptions.empty()) // one that has just been made has none, and connecting must stay cheap
        allFiltersChanged();
    if (!session.m_shared.empty())
        rejoinShared(session);
    if (session.m_permissions)
        dropForbidden(session);
}

/// What the session's new permissions do not allow any more.
void Shard::dropForbidden(Session &session)
{
    const Permissions &permissions = *session.m_permissions;
    std::vector<std::string> forbidden;
    for (const auto &[filter, subscription] : session.m_subscriptions) {
        if (!permissions.maySubscribe(plainFilter(filter)))
            forbidden.push_back(filter);
    }
    for (const std::string &filter : forbidden)
        removeSubscription(session, filter);
    const auto dropped = session.m_outbox.takeQueued(
        [&](const Delivery &delivery) { return !permissions.mayReceive(delivery.message->topic()); });
    for (const Delivery &delivery : dropped) {
        --m_counters.queuedMessages;
        m_counters.queuedBytes.subtract(delivery.message->bytes());
        if (delivery.grant && delivery.grant->shared) // others may be allowed to
            m_shared.giveBack(*delivery.grant->shared->group, delivery.message);
        else
            session.drop(DropReason::NotAuthorized, *delivery.message);
    }
}

void Shard::refreshPermissions(
    const std::function<std::optional<Ref<const Permissions>>(const Session &)> &permissionsOf)
{
    std::vector<Session *> unwanted;
    for (const auto &[id, session] : m_sessions) {
        std::optional<Ref<const Permissions>> permissions = permissionsOf(*session);
        if (!permissions)
            unwanted.push_back(session.get());
        else if (session->m_permissions != *permissions)
            applyPermissions(*session, std::move(*permissions));
    }
    constexpr const char *Why = "it is not allowed to be connected any more";
    for (Session *const session : unwanted) {
        if (const std::unique_ptr<Will> will = std::move(session->m_will))
            m_ledger.add(DropReason::NotAuthorized, will->topic, session->id(), m_loop.wallNowMs());
        DeliverySink *const sink = session->m_sink;
        if (sink) {
            session->m_expirySeconds = 0;
            detach(*session, Farewell::Lost, Why);
            sink->evict(EvictReason::NotAuthorized, Why);
        } else {
            discard(*session, EventKind::SessionExpired);
        }
    }
}

void Shard::survey()
{
    std::uint64_t output = 0;
    std::uint64_t mostInFlight = 0;
    std::uint64_t mostQueued = 0;
    std::uint64_t mostQueuedBytes = 0;
    std::uint64_t mostOutput = 0;
    std::uint64_t mostSubscriptions = 0;
    for (const auto &[id, session] : m_sessions) {
        const std::uint64_t waiting = session->m_sink ? session->m_sink->outputBytes() : 0;
        output += waiting;
        mostOutput = std::max(mostOutput, waiting);
        mostInFlight = std::max<std::uint64_t>(mostInFlight, session->m_outbox.inFlight());
        mostQueued = std::max<std::uint64_t>(mostQueued, session->m_outbox.queued());
        mostQueuedBytes = std::max(mostQueuedBytes, session->m_outbox.queuedBytes());
        mostSubscriptions = std::max<std::uint64_t>(mostSubscriptions, session->m_subscriptions.size());
    }
    m_counters.outputBytes.set(output);
    m_counters.mostInFlight.set(mostInFlight);
    m_counters.mostQueuedMessages.set(mostQueued);
    m_counters.mostQueuedBytes.set(mostQueuedBytes);
    m_counters.mostOutputBytes.set(mostOutput);
    m_counters.mostSubscriptions.set(mostSubscriptions);
}

const Session *Shard::findSession(std::string_view clientId) const
{
    const auto found = m_sessions.find(clientId);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

void Shard::forEachSession(const std::function<void(Session &)> &visit)
{
    for (const auto &[id, session] : m_sessions)
        visit(*session);
}

} // namespace topiq
