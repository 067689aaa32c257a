// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session.h"

#include "engine/engine.h"
#include "engine/shard.h"
#include "io/connection.h"

#include <algorithm>

namespace topiq {

Session::Session(Shard &shard, std::string id, bool clean) : m_shard(shard), m_id(std::move(id)), m_clean(clean) {}

Session::~Session() = default;

void Session::deliver(const Message &message, Qos granted, bool retained)
{
    const Qos qos = std::min(message.qos(), granted);
    if (qos == Qos::AtMostOnce) {
        if (!m_sink)
            drop(DropReason::Offline, message);
        else if (!retained && m_sink->outputBytes() >= m_shard.limits().outputBytes) // pumpRetained() keeps the pace
            drop(DropReason::SlowConsumer, message);
        else {
            m_sink->deliver(message, qos, retained, 0, false);
            ++messagesOut;
            ++m_shard.counters().messagesOut[std::size_t(qos)];
        }
        return;
    }
    if (m_outbox.queued() == 0 && maySend())
        transmit({Ref<const Message>(&message), qos, retained});
    else
        enqueue(message, qos, retained);
}

bool Session::maySend() const
{
    // Not less than OutputHigh, also when the limit of output is: only from there on is pump() sure to be called.
    return m_sink && m_outbox.windowHasRoom(m_shard.limits().inFlight)
        && m_sink->outputBytes() < Connection::OutputHigh;
}

void Session::transmit(Delivery delivery)
{
    const Message &message = *delivery.message;
    const Qos qos = delivery.qos;
    const bool retain = delivery.retain;
    const std::uint16_t packetId = m_outbox.send(std::move(delivery));
    m_sink->deliver(message, qos, retain, packetId, false);
    ++messagesOut;
    ++m_shard.counters().messagesOut[std::size_t(qos)];
}

void Session::enqueue(const Message &message, Qos qos, bool retained)
{
    const Limits &limits = m_shard.limits();
    if (m_outbox.queued() >= limits.queueMessages || m_outbox.queuedBytes() + message.bytes() > limits.queueBytes
        || !m_shard.hasQueueRoom(message.bytes())) {
        drop(DropReason::QueueFull, message);
        return;
    }
    ++m_shard.counters().queuedMessages;
    m_shard.counters().queuedBytes.add(message.bytes());
    m_outbox.enqueue({Ref<const Message>(&message), qos, retained});
}

void Session::pump()
{
    while (m_outbox.queued() && maySend()) {
        Delivery delivery = m_outbox.dequeue();
        --m_shard.counters().queuedMessages;
        m_shard.counters().queuedBytes.subtract(delivery.message->bytes());
        transmit(std::move(delivery));
    }
    if (!m_pendingRetained.empty())
        pumpRetained();
}

void Session::deliverRetained(const std::vector<Ref<Topic>> &topics, Qos granted)
{
    // A client that subscribes again and again without taking what it gets must not make this grow.
    const std::size_t limit = std::max<std::size_t>(m_shard.limits().queueMessages, m_shard.engine().retained().size());
    const std::size_t room = limit - std::min<std::size_t>(limit, m_pendingRetained.size());
    const std::size_t taken = std::min(room, topics.size());
    for (std::size_t i = 0; i < taken; ++i)
        m_pendingRetained.push({topics[i], granted});
    if (const std::size_t lost = topics.size() - taken) {
        dropped += lost;
        m_shard.ledger().add(DropReason::QueueFull, topics[taken]->name(), m_id, m_shard.loop().wallNowMs(), lost);
    }
    pumpRetained();
}

void Session::pumpRetained()
{
    while (!m_pendingRetained.empty() && m_sink && m_sink->outputBytes() < Connection::OutputHigh) {
        const PendingRetained &next = m_pendingRetained.front();
        const Qos granted = next.granted;
        const Ref<const Message> message = next.topic->lock()->retained;
        // They wait here, where they cost nothing, and never in the queue, which has a limit.
        if (message && std::min(message->qos(), granted) != Qos::AtMostOnce && (m_outbox.queued() || !maySend()))
            break;
        (void)m_pendingRetained.pop();
        if (message)
            deliver(*message, granted, true);
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

void Session::releaseIncoming(std::uint16_t packetId)
{
    const auto at = std::lower_bound(m_incoming.begin(), m_incoming.end(), packetId);
    if (at != m_incoming.end() && *at == packetId)
        m_incoming.erase(at);
}

void Session::resendInFlight()
{
    m_outbox.forEachInFlight([this](std::uint16_t packetId, const Outbox::InFlight &entry) {
        if (entry.phase == Outbox::Phase::AwaitingComplete)
            m_sink->release(packetId);
        else
            m_sink->deliver(*entry.delivery.message, entry.delivery.qos, entry.delivery.retain, packetId, true);
    });
}

void Session::drop(DropReason reason, const Message &message)
{
    ++dropped;
    m_shard.ledger().add(reason, message.topic(), m_id, m_shard.loop().wallNowMs());
}

} // namespace topiq
