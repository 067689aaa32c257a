// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/outbox.h"

namespace topiq {

std::uint16_t Outbox::send(Delivery delivery)
{
    const Phase phase = delivery.qos == Qos::ExactlyOnce ? Phase::AwaitingReceived : Phase::AwaitingAck;
    m_window.push({std::move(delivery), phase});
    ++m_unacknowledged;
    return idAt(m_window.size() - 1);
}

bool Outbox::advance(std::uint16_t packetId, Phase from)
{
    const std::uint32_t index = (packetId + 0xFFFFu - m_headId) % 0xFFFF;
    if (packetId == 0 || index >= m_window.size() || m_window[index].phase != from)
        return false;
    InFlight &entry = m_window[index];
    entry.delivery.message = nullptr;
    if (from == Phase::AwaitingReceived) {
        entry.phase = Phase::AwaitingComplete;
        return true;
    }
    entry.phase = Phase::Done;
    --m_unacknowledged;
    while (!m_window.empty() && m_window.front().phase == Phase::Done) {
        m_headId = idAt(1);
        (void)m_window.pop();
    }
    m_window.releaseIfEmpty();
    return true;
}

void Outbox::enqueue(Delivery delivery)
{
    m_queuedBytes += delivery.message->bytes();
    m_queue.push(std::move(delivery));
}

Delivery Outbox::dequeue()
{
    Delivery delivery = m_queue.pop();
    m_queuedBytes -= delivery.message->bytes();
    m_queue.releaseIfEmpty();
    return delivery;
}

} // namespace topiq
