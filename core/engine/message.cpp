// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/message.h"

#include "base/clock.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <new>

namespace topiq {

Ref<Message> Message::create(const Draft &draft, Ref<const Origin> origin, std::int64_t timeMs)
{
    assert(draft.topic.size() <= 0xFFFF);
    const std::size_t plain = 2 + draft.topic.size() + draft.payload.size();
    const std::size_t size = plain + draft.properties.size();
    void *const block = std::malloc(sizeof(Message) + size + (draft.expirySeconds ? sizeof(Expiry) : 0));
    if (!block)
        throw std::bad_alloc();
    auto *const message = new (block) Message;
    message->m_topicSize = std::uint16_t(draft.topic.size());
    message->m_payloadSize = std::uint32_t(draft.payload.size());
    message->m_propertiesSize = std::uint32_t(draft.properties.size());
    message->m_qos = draft.qos;
    message->m_flags = draft.retain ? Retain : 0;
    message->m_timeMs = timeMs;
    message->m_origin = std::move(origin);
    char *const data = static_cast<char *>(block) + sizeof(Message);
    data[0] = char(draft.topic.size() >> 8);
    data[1] = char(draft.topic.size());
    std::memcpy(data + 2, draft.topic.data(), draft.topic.size());
    if (!draft.payload.empty())
        std::memcpy(data + 2 + draft.topic.size(), draft.payload.data(), draft.payload.size());
    if (!draft.properties.empty())
        std::memcpy(data + plain, draft.properties.data(), draft.properties.size());
    if (draft.expirySeconds) {
        message->m_flags |= Expires;
        const Expiry expiry{steadyMs() + std::int64_t(*draft.expirySeconds) * 1000, *draft.expirySeconds};
        std::memcpy(data + size, &expiry, sizeof expiry);
    }
    return Ref<Message>(message);
}

Message::Expiry Message::expiry() const
{
    assert(expires());
    Expiry expiry;
    std::memcpy(&expiry, properties().data() + m_propertiesSize, sizeof expiry); // not aligned
    return expiry;
}

std::int64_t Message::deadlineMs() const { return expiry().deadlineMs; }

std::optional<std::uint32_t> Message::expirySeconds() const
{
    return expires() ? std::optional(expiry().seconds) : std::nullopt;
}

std::uint32_t Message::remainingSeconds(std::int64_t nowMs) const
{
    // `nowMs` may be a little earlier than the message: it never has more time than it was given.
    const Expiry times = expiry();
    const std::int64_t left = times.deadlineMs - nowMs;
    return left <= 0 ? 0 : std::uint32_t(std::min<std::int64_t>((left + 999) / 1000, times.seconds));
}

void Message::destroy(const Message *message)
{
    message->~Message();
    std::free(const_cast<Message *>(message));
}

} // namespace topiq
