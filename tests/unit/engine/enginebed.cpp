// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginebed.h"

namespace topiq {

EngineBed::EngineBed(int loops, const Limits &limits) : m_loops(loops), m_engine(m_loops, limits) { m_loops.start(); }

EngineBed::~EngineBed() { m_loops.stop(); }

void EngineBed::settle()
{
    for (int loop = 0; loop < m_loops.count(); ++loop) {
        do {
            on(loop, [] {}); // tasks run before the inbox is taken,
            on(loop, [] {}); // so this one runs after it
        } while (!shard(loop).inbox().empty());
    }
}

std::uint64_t EngineBed::dropped() const
{
    std::uint64_t total = 0;
    for (std::size_t reason = 0; reason < DropReasons; ++reason)
        total += m_engine.dropped(DropReason(reason));
    return total;
}

std::pair<std::uint64_t, std::uint64_t> EngineBed::countedHistory()
{
    std::pair<std::uint64_t, std::uint64_t> counted;
    for (const Ref<Topic> &topic : m_engine.topics().all()) {
        const auto state = topic->lock();
        counted.first += state->history.size();
        for (std::uint32_t i = 0; i < state->history.size(); ++i)
            counted.second += state->history.at(i)->bytes();
    }
    return counted;
}

Ref<const Origin> originOf(std::string_view clientId)
{
    auto *const origin = new Origin;
    origin->clientId = clientId;
    origin->protocol = "test";
    origin->address = "127.0.0.1:1";
    return Ref<const Origin>(origin);
}

Ref<Message> messageOn(std::string_view topic, std::string_view payload, Qos qos)
{
    return Message::create({topic, payload, {}, qos, false, {}}, originOf("nobody"), 1);
}

} // namespace topiq
