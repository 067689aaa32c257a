// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session.h"

#include "engine/shard.h"
#include "io/connection.h"

#include <algorithm>

namespace topiq {

Session::Session(Shard &shard, std::string id, bool clean) : m_shard(shard), m_id(std::move(id)), m_clean(clean) { }

Session::~Session() = default;

void Session::deliver(const Message &message, Qos granted, bool retained)
{
    const Qos qos = std::min(message.qos(), granted);
    if (qos == Qos::AtMostOnce) {
        if (!m_sink)
            drop(DropReason::Offline, message);
        else if (m_sink->outputBytes() >= m_shard.limits().outputBytes)
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
    return m_sink && m_outbox.windowHasRoom(m_shard.limits().inFlight)
        && m_sink->outputBytes() < std::min(Connection::OutputHigh, m_shard.limits().outputBytes);
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
    for (const Ref<Topic> &topic : topics)
        m_pendingRetained.push({topic, granted});
    pumpRetained();
}

void Session::pumpRetained()
{
    while (!m_pendingRetained.empty() && m_sink && m_sink->outputBytes() < Connection::OutputHigh
        && m_outbox.queued() < m_shard.limits().inFlight) {
        const PendingRetained next = m_pendingRetained.pop();
        const Ref<const Message> message = next.topic->lock()->retained;
        if (message)
            deliver(*message, next.granted, true);
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
