// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/topic.h"

namespace topiq {

void History::append(
    Ref<const Message> message, const Limits &limits, bool underPressure, std::vector<Ref<const Message>> &evicted)
{
    const std::uint32_t bytes = message->bytes();
    const auto evict = [&] {
        m_bytes -= m_messages.front()->bytes();
        evicted.push_back(m_messages.pop());
    };
    // One in, one out. When memory is short two out: busy topics shrink at the pace of their own traffic.
    if (underPressure && m_messages.size() > 1) {
        evict();
        evict();
    }
    while (!m_messages.empty()
        && (m_messages.size() >= limits.historyRecords || m_bytes + bytes > limits.historyTopicBytes)) {
        evict();
    }
    if (limits.historyRecords == 0 || bytes > limits.historyTopicBytes)
        return;
    m_bytes += bytes;
    m_messages.push(std::move(message));
}

void History::clear(std::vector<Ref<const Message>> &evicted)
{
    while (!m_messages.empty())
        evicted.push_back(m_messages.pop());
    m_messages.clear();
    m_bytes = 0;
}

std::uint32_t Topic::interest(InterestIndex &index)
{
    // Both numbers are read before the index is asked: a change in between makes the answer stale at once.
    const std::uint64_t key = currentKey(index);
    {
        const auto state = m_state.lock();
        if (state->interestKey == key)
            return state->interest;
    }
    const std::uint32_t loops = index.loops(m_name);
    const auto state = m_state.lock();
    state->interest = loops;
    state->interestKey = key;
    return loops;
}

} // namespace topiq
