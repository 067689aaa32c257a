// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session.h"

#include "engine/engine.h"
#include "engine/shard.h"
#include "engine/sharedgroup.h"
#include "engine/topicname.h"
#include "io/connection.h"

#include <algorithm>

namespace topiq {

Session::Session(Shard &shard, std::string id) : m_shard(shard), m_id(std::move(id)) {}

Session::~Session() = default;

void Session::setSessionExpiry(std::uint32_t seconds)
{
    const std::uint32_t limit = m_shard.limits().sessionExpirySeconds;
    m_expirySeconds = limit ? std::min(seconds, limit) : seconds;
}

std::uint32_t Session::windowLimit() const
{
    return std::min<std::uint32_t>(m_shard.limits().inFlight, m_receiveMaximum);
}

void Session::deliver(const Message &message, Qos granted, bool retain, const Grant *grant)
{
    const Qos qos = std::min(message.qos(), granted);
    if (qos == Qos::AtMostOnce) {
        if (!m_sink)
            drop(DropReason::Offline, message);
        else if (m_sink->outputBytes() >= m_shard.limits().outputBytes)
            drop(DropReason::SlowConsumer, message);
        else
            sendAtMostOnce(message, retain, grant);
        return;
    }
    if (m_outbox.queued() == 0 && maySend())
        sendTracked({Ref<const Message>(&message), Ref<const Grant>(grant), qos, retain});
    else
        enqueue(message, qos, retain, grant);
}

bool Session::maySend() const
{
    // Not less than OutputHigh, also when the limit of output is: only from there on is pump() sure to be called.
    return m_sink && m_outbox.windowHasRoom(windowLimit()) && !m_outbox.isResending()
        && m_sink->outputBytes() < Connection::OutputHigh;
}

DeliverySink::Outgoing Session::outgoing(const Message &message, Qos qos, bool retain, const Grant *grant) const
{
    DeliverySink::Outgoing outgoing{message, qos, retain, false, 0, 0, {}};
    if (grant) [[unlikely]]
        outgoing.subscriptionIds = grant->subscriptionIds;
    if (message.expires()) [[unlikely]]
        outgoing.expirySeconds = std::max(1u, message.remainingSeconds(m_shard.loop().nowMs()));
    return outgoing;
}

bool Session::fits(const DeliverySink::Outgoing &outgoing)
{
    if (m_maxPacketBytes == 0 || m_sink->encodedSize(outgoing) <= m_maxPacketBytes) [[likely]]
        return true;
    drop(DropReason::TooLargeForClient, outgoing.message); // for QoS 1 and 2 as if it had been delivered
    return false;
}

void Session::sendAtMostOnce(const Message &message, bool retain, const Grant *grant)
{
    const DeliverySink::Outgoing sent = outgoing(message, Qos::AtMostOnce, retain, grant);
    if (!fits(sent))
        return;
    m_sink->deliver(sent);
    ++messagesOut;
    ++m_shard.counters().messagesOut[0];
    m_shard.counters().payloadBytesOut.add(message.payload().size());
}

/// Sends with QoS 1 or 2. What the client would not take gets no packet id: there must be no hole among them.
void Session::sendTracked(Delivery delivery)
{
    DeliverySink::Outgoing sent = outgoing(*delivery.message, delivery.qos, delivery.retain, delivery.grant.get());
    if (!fits(sent))
        return;
    sent.packetId = m_outbox.send(std::move(delivery)); // which keeps the message and the grant
    m_sink->deliver(sent);
    ++messagesOut;
    ++m_shard.counters().messagesOut[std::size_t(sent.qos)];
    m_shard.counters().payloadBytesOut.add(sent.message.payload().size());
}

void Session::enqueue(const Message &message, Qos qos, bool retain, const Grant *grant)
{
    const Limits &limits = m_shard.limits();
    const auto full = [&] {
        return m_outbox.queued() >= limits.queueMessages || m_outbox.queuedBytes() + message.bytes() > limits.queueBytes
            || !m_shard.hasQueueRoom(message.bytes());
    };
    if (full()) {
        while (m_outbox.queued() && m_outbox.nextQueued().message->isExpired(m_shard.loop().nowMs()))
            drop(DropReason::Expired, *dequeue().message);
        if (full()) {
            drop(DropReason::QueueFull, message);
            return;
        }
    }
    ++m_shard.counters().queuedMessages;
    m_shard.counters().queuedBytes.add(message.bytes());
    m_outbox.enqueue({Ref<const Message>(&message), Ref<const Grant>(grant), qos, retain});
    if (!m_shared.empty() && m_outbox.queued() == 1)
        reportRoom();
}

void Session::reportRoom()
{
    using State = SharedMember::State;
    const State state = !m_sink ? State::Away : hasRoom() ? State::Ready : State::Full;
    for (SharedMember *member : m_shared) {
        const State before = member->state.load(std::memory_order_relaxed);
        if (before == state)
            continue;
        if ((before == State::Away) != (state == State::Away))
            member->group->connected.fetch_add(state == State::Away ? std::uint32_t(-1) : 1);
        member->state.store(state, std::memory_order_release);
    }
}

Delivery Session::dequeue()
{
    Delivery delivery = m_outbox.dequeue();
    --m_shard.counters().queuedMessages;
    m_shard.counters().queuedBytes.subtract(delivery.message->bytes());
    return delivery;
}

void Session::pump()
{
    if (m_outbox.isResending())
        pumpResend();
    while (m_outbox.queued() && maySend()) {
        Delivery delivery = dequeue();
        if (delivery.message->isExpired(m_shard.loop().nowMs())) [[unlikely]]
            drop(DropReason::Expired, *delivery.message);
        else
            sendTracked(std::move(delivery));
    }
    if (!m_pendingRetained.empty())
        pumpRetained();
    if (!m_shared.empty())
        reportRoom();
}

void Session::deliverRetained(std::vector<Ref<Topic>> topics, const Subscription &subscription, bool isNew)
{
    isNew = isNew && m_pendingRetained.empty();
    // A client that subscribes again and again without taking what it gets must not make this grow.
    const std::size_t limit = std::max<std::size_t>(m_shard.limits().queueMessages, m_shard.engine().retained().size());
    const std::size_t room = limit - std::min<std::size_t>(limit, m_pendingRetained.size());
    const std::size_t taken = std::min(room, topics.size());
    for (std::size_t i = 0; i < taken; ++i)
        m_pendingRetained.push({std::move(topics[i]), subscription.grant, subscription.qos, subscription.noLocal});
    if (const std::size_t lost = topics.size() - taken) {
        dropped += lost;
        m_shard.ledger().add(DropReason::QueueFull, topics[taken]->name(), m_id, m_shard.loop().wallNowMs(), lost);
    }
    pumpRetained(isNew);
}

/// Whether one subscription alone matches this topic. Of a client with many it is not known, for that would take long.
bool Session::isOnlySubscription(std::string_view topic) const
{
    constexpr std::size_t Many = 32;
    if (m_subscriptions.size() > Many)
        return false;
    return std::count_if(m_subscriptions.begin(), m_subscriptions.end(), [&](const auto &subscription) {
        return filterMatches(plainFilter(subscription.first), topic);
    }) == 1;
}

void Session::pumpRetained(bool isNew)
{
    constexpr std::uint32_t Ahead = 6;
    while (!m_pendingRetained.empty() && m_sink && m_sink->outputBytes() < Connection::OutputHigh) {
        const PendingRetained &next = m_pendingRetained.front();
        if (m_pendingRetained.size() > Ahead) // one after the other would wait for memory each time
            __builtin_prefetch(m_pendingRetained[Ahead].topic.get());
        Ref<const Message> message;
        bool mayComeAgain = false;
        {
            // Other loops fill our inbox under this lock: what is retained now may be there too, to be delivered live.
            const auto state = next.topic->lock();
            message = state->retained;
            mayComeAgain = isNew && !m_shard.inbox().empty();
        }
        const bool expired = message && message->isExpired(m_shard.loop().nowMs());
        const bool own = next.noLocal && message && message->origin().clientId == m_id;
        const bool wanted = message && !expired && !own && mayReceive(message->topic());
        const Qos qos = wanted ? std::min(message->qos(), next.granted) : Qos::AtMostOnce;
        // They wait here, where they cost nothing, and never in the queue, which has a limit.
        if (qos != Qos::AtMostOnce && (m_outbox.queued() || !maySend()))
            break;
        const PendingRetained now = m_pendingRetained.pop();
        if (wanted && mayComeAgain && isOnlySubscription(message->topic()))
            m_shard.skipUpTo(*this, now.topic, message->offset());
        if (expired)
            m_shard.removeExpiredRetained(*now.topic);
        else if (wanted && qos == Qos::AtMostOnce)
            sendAtMostOnce(*message, true, now.grant.get());
        else if (wanted)
            sendTracked({message, now.grant, qos, true});
    }
    m_pendingRetained.releaseIfEmpty();
}

bool Session::acknowledged(std::uint16_t packetId)
{
    const bool known = m_outbox.acknowledged(packetId);
    pump();
    return known;
}

bool Session::received(std::uint16_t packetId) { return m_outbox.received(packetId); }

bool Session::completed(std::uint16_t packetId)
{
    const bool known = m_outbox.completed(packetId);
    pump();
    return known;
}

bool Session::refused(std::uint16_t packetId)
{
    const bool known = m_outbox.refused(packetId);
    pump();
    return known;
}

bool Session::takeIncoming(std::uint16_t packetId)
{
    // Ids come in rising order nearly always, so this is a look at the end.
    if (m_incoming.empty() || m_incoming.back() < packetId) {
        m_incoming.push_back(packetId);
        return true;
    }
    const auto at = std::lower_bound(m_incoming.begin(), m_incoming.end(), packetId);
    if (at != m_incoming.end() && *at == packetId)
        return false;
    m_incoming.insert(at, packetId);
    return true;
}

bool Session::releaseIncoming(std::uint16_t packetId)
{
    const auto at = std::lower_bound(m_incoming.begin(), m_incoming.end(), packetId);
    if (at == m_incoming.end() || *at != packetId)
        return false;
    m_incoming.erase(at);
    return true;
}

bool Session::hasIncoming(std::uint16_t packetId) const
{
    return std::binary_search(m_incoming.begin(), m_incoming.end(), packetId);
}

void Session::pumpResend()
{
    std::uint16_t packetId = 0;
    while (m_sink) {
        const Outbox::InFlight *const entry = m_outbox.nextResend(windowLimit(), packetId);
        if (!entry)
            break;
        if (entry->phase == Outbox::Phase::AwaitingComplete) {
            m_sink->release(packetId);
            continue;
        }
        const Ref<const Message> message = entry->message;
        DeliverySink::Outgoing sent = outgoing(*message, entry->qos, entry->retain, entry->grant.get());
        sent.packetId = packetId;
        sent.duplicate = true;
        const bool allowed = mayReceive(message->topic());
        if (!allowed)
            drop(DropReason::NotAuthorized, *message);
        if (!allowed || !fits(sent))
            (void)m_outbox.refused(packetId);
        else
            m_sink->deliver(sent);
    }
}

bool Session::mayPublish(std::string_view topic)
{
    if (m_asked && m_asked->topic == topic)
        return m_asked->allowed;
    if (checkTopicName(topic) != NameFault::None)
        return true; // is refused as what it is
    if (!m_asked)
        m_asked = std::make_unique<Asked>();
    m_asked->topic.assign(topic);
    m_asked->allowed = m_permissions->mayPublish(topic);
    return m_asked->allowed;
}

void Session::drop(DropReason reason, const Message &message)
{
    ++dropped;
    m_shard.ledger().add(reason, message.topic(), m_id, m_shard.loop().wallNowMs());
}

} // namespace topiq
