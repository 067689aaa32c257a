// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inbox.h"

#include <new>
#include <thread>

namespace topiq {

Inbox::Inbox(std::uint64_t byteLimit)
    : m_slots(static_cast<Slot *>(std::calloc(Capacity, sizeof(Slot)))),
      m_byteLimit(byteLimit)
{
    if (!m_slots)
        throw std::bad_alloc();
}

Inbox::~Inbox()
{
    while (take()) {}
}

void Inbox::put(const Message &message)
{
    message.ref();
    m_bytes.fetch_add(message.bytes());
    const std::uint64_t position = m_tail.fetch_add(1);
    Slot &slot = m_slots[position % Capacity];
    const std::uint64_t turn = position / Capacity * 2;
    while (slot.turn.load(std::memory_order_acquire) != turn) // only if the slack was used up
        std::this_thread::yield();
    slot.message = &message;
    slot.turn.store(turn + 1, std::memory_order_release);
}

Ref<const Message> Inbox::take()
{
    const std::uint64_t position = m_head.load(std::memory_order_relaxed);
    if (position == m_tail.load())
        return {};
    Slot &slot = m_slots[position % Capacity];
    const std::uint64_t turn = position / Capacity * 2 + 1;
    while (slot.turn.load(std::memory_order_acquire) != turn) // its place is taken, its writer is about to fill it
        std::this_thread::yield();
    Ref<const Message> message = Ref<const Message>::adopt(slot.message);
    slot.turn.store(turn + 1, std::memory_order_release);
    m_head.store(position + 1);
    m_bytes.fetch_sub(message->bytes());
    return message;
}

} // namespace topiq
