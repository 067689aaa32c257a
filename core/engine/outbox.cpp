// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/outbox.h"

#include <algorithm>

namespace topiq {

namespace {

constexpr std::uint32_t RelaxedWindow = 64; // entries that may be done behind an open one without anybody caring

}

std::uint16_t Outbox::send(Delivery delivery)
{
    // An id that a straggler still holds is passed over.
    while (!m_stragglers.empty()) {
        const std::uint16_t next = idAt(m_window.size());
        const auto same = [next](const Straggler &straggler) { return straggler.packetId == next; };
        if (std::none_of(m_stragglers.begin(), m_stragglers.end(), same))
            break;
        m_window.push({});
    }
    InFlight entry{std::move(delivery)};
    entry.phase = entry.qos == Qos::ExactlyOnce ? Phase::AwaitingReceived : Phase::AwaitingAck;
    m_window.push(std::move(entry));
    ++m_unacknowledged;
    return idAt(m_window.size() - 1);
}

Outbox::InFlight *Outbox::find(std::uint16_t packetId)
{
    if (packetId == 0)
        return nullptr;
    const std::uint32_t index = (packetId + 0xFFFFu - m_headId) % 0xFFFF;
    if (index < m_window.size() && m_window[index].phase != Phase::Done)
        return &m_window[index];
    const auto straggler = std::find_if(m_stragglers.begin(), m_stragglers.end(),
        [packetId](const Straggler &candidate) { return candidate.packetId == packetId; });
    return straggler == m_stragglers.end() ? nullptr : &straggler->entry;
}

bool Outbox::advance(std::uint16_t packetId, Phase from)
{
    InFlight *const entry = find(packetId);
    if (!entry || entry->phase != from)
        return false;
    if (from == Phase::AwaitingReceived) {
        entry->message = nullptr;
        entry->grant = nullptr;
        entry->phase = Phase::AwaitingComplete;
        return true;
    }
    finish(*entry);
    return true;
}

bool Outbox::refused(std::uint16_t packetId)
{
    InFlight *const entry = find(packetId);
    if (!entry || entry->phase == Phase::AwaitingComplete)
        return false;
    finish(*entry);
    return true;
}

void Outbox::finish(InFlight &entry)
{
    entry.message = nullptr;
    entry.grant = nullptr;
    entry.phase = Phase::Done;
    --m_unacknowledged;
    m_unsent -= entry.unsent;
    entry.unsent = false;
    if (!m_stragglers.empty())
        std::erase_if(m_stragglers, [](const Straggler &straggler) { return straggler.entry.phase == Phase::Done; });
    shortenWindow();
}

void Outbox::shortenWindow()
{
    for (;;) {
        while (!m_window.empty() && m_window.front().phase == Phase::Done) {
            m_headId = idAt(1);
            (void)m_window.pop();
        }
        const auto open = m_unacknowledged - std::uint32_t(m_stragglers.size());
        if (m_window.size() <= RelaxedWindow || m_window.size() <= 4 * open)
            break;
        m_stragglers.push_back({m_headId, std::move(m_window.front())});
        m_window.front().phase = Phase::Done;
    }
    m_window.releaseIfEmpty();
}

void Outbox::startResend()
{
    m_resend.clear();
    m_unsent = 0;
    const auto again = [this](std::uint16_t packetId, InFlight &entry) {
        entry.unsent = true;
        ++m_unsent;
        m_resend.push(packetId);
    };
    for (Straggler &straggler : m_stragglers)
        again(straggler.packetId, straggler.entry);
    for (std::uint32_t i = 0; i < m_window.size(); ++i) {
        if (m_window[i].phase != Phase::Done)
            again(idAt(i), m_window[i]);
    }
}

const Outbox::InFlight *Outbox::nextResend(std::uint32_t limit, std::uint16_t &packetId)
{
    while (!m_resend.empty()) {
        InFlight *const entry = find(m_resend.front());
        if (entry && entry->unsent) {
            // A release is no new message for the client; everything else needs room.
            if (entry->phase != Phase::AwaitingComplete && m_unacknowledged - m_unsent >= limit)
                return nullptr;
            packetId = m_resend.pop();
            entry->unsent = false;
            --m_unsent;
            return entry;
        }
        (void)m_resend.pop(); // acknowledged before it was sent again
    }
    m_resend.releaseIfEmpty();
    return nullptr;
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
