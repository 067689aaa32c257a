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
    while (m_disorder) {
        const std::uint16_t next = idAt(m_window.size());
        const auto same = [next](const Straggler &straggler) { return straggler.packetId == next; };
        if (std::none_of(m_disorder->stragglers.begin(), m_disorder->stragglers.end(), same))
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
    if (!m_disorder)
        return nullptr;
    std::vector<Straggler> &stragglers = m_disorder->stragglers;
    const auto straggler = std::find_if(stragglers.begin(), stragglers.end(),
        [packetId](const Straggler &candidate) { return candidate.packetId == packetId; });
    return straggler == stragglers.end() ? nullptr : &straggler->entry;
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
    if (m_disorder) [[unlikely]] {
        std::erase_if(
            m_disorder->stragglers, [](const Straggler &straggler) { return straggler.entry.phase == Phase::Done; });
        orderIsBack();
    }
    shortenWindow();
}

Outbox::Disorder &Outbox::disorder()
{
    if (!m_disorder)
        m_disorder = std::make_unique<Disorder>();
    return *m_disorder;
}

void Outbox::orderIsBack()
{
    if (m_disorder && m_disorder->stragglers.empty() && m_disorder->resend.empty())
        m_disorder.reset();
}

void Outbox::shortenWindow()
{
    for (;;) {
        while (!m_window.empty() && m_window.front().phase == Phase::Done) {
            m_headId = idAt(1);
            (void)m_window.pop();
        }
        const auto open = m_unacknowledged - std::uint32_t(stragglerCount());
        if (m_window.size() <= RelaxedWindow || m_window.size() <= 4 * open)
            break;
        disorder().stragglers.push_back({m_headId, std::move(m_window.front())});
        m_window.front().phase = Phase::Done;
    }
    m_window.releaseIfEmpty();
}

void Outbox::startResend()
{
    m_unsent = 0;
    if (m_unacknowledged == 0) {
        m_disorder.reset();
        return;
    }
    Disorder &all = disorder();
    all.resend.clear();
    const auto again = [this, &all](std::uint16_t packetId, InFlight &entry) {
        entry.unsent = true;
        ++m_unsent;
        all.resend.push(packetId);
    };
    for (Straggler &straggler : all.stragglers)
        again(straggler.packetId, straggler.entry);
    for (std::uint32_t i = 0; i < m_window.size(); ++i) {
        if (m_window[i].phase != Phase::Done)
            again(idAt(i), m_window[i]);
    }
}

const Outbox::InFlight *Outbox::nextResend(std::uint32_t limit, std::uint16_t &packetId)
{
    while (isResending()) {
        RingQueue<std::uint16_t> &resend = m_disorder->resend;
        InFlight *const entry = find(resend.front());
        if (entry && entry->unsent) {
            // A release is no new message for the client; everything else needs room.
            if (entry->phase != Phase::AwaitingComplete && m_unacknowledged - m_unsent >= limit)
                return nullptr;
            packetId = resend.pop();
            entry->unsent = false;
            --m_unsent;
            return entry;
        }
        (void)resend.pop(); // acknowledged before it was sent again
    }
    orderIsBack();
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
