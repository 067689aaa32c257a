// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/message.h"

#include <cassert>
#include <cstdlib>
#include <cstring>
#include <new>

namespace topiq {

Ref<Message> Message::create(std::string_view topic, std::string_view payload, Qos qos, bool retain,
    Ref<const Origin> origin, std::int64_t timeMs)
{
    assert(topic.size() <= 0xFFFF);
    void *const block = std::malloc(sizeof(Message) + 2 + topic.size() + payload.size());
    if (!block)
        throw std::bad_alloc();
    auto *const message = new (block) Message;
    message->m_topicSize = std::uint16_t(topic.size());
    message->m_payloadSize = std::uint32_t(payload.size());
    message->m_qos = qos;
    message->m_retain = retain;
    message->m_timeMs = timeMs;
    message->m_origin = std::move(origin);
    char *const data = static_cast<char *>(block) + sizeof(Message);
    data[0] = char(topic.size() >> 8);
    data[1] = char(topic.size());
    std::memcpy(data + 2, topic.data(), topic.size());
    if (!payload.empty())
        std::memcpy(data + 2 + topic.size(), payload.data(), payload.size());
    return Ref<Message>(message);
}

void Message::destroy(const Message *message)
{
    message->~Message();
    std::free(const_cast<Message *>(message));
}

} // namespace topiq
