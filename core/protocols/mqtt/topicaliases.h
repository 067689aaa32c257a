// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/stringhash.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace topiq::mqtt {

/// The topic aliases that a client gave to its topics (MQTT 5, section 3.3.2.3.4), for one connection. Bounded by the
/// topic alias maximum that the client was told. Looking up allocates nothing.
class IncomingAliases {
public:
    /// The topic; empty when the alias has none yet.
    [[nodiscard]] std::string_view find(std::uint16_t alias) const
    {
        return alias <= m_topics.size() ? std::string_view(m_topics[alias - 1u]) : std::string_view();
    }
    void set(std::uint16_t alias, std::string_view topic)
    {
        if (alias > m_topics.size())
            m_topics.resize(alias);
        m_topics[alias - 1u] = topic;
    }

private:
    std::vector<std::string> m_topics; // of alias 1, 2, ...
};

/// The topic aliases that we give to the topics of what we deliver, first come, first served, for one connection.
class OutgoingAliases {
public:
    /// An alias does not pay for a topic that is hardly longer than the property.
    static constexpr std::size_t ShortestTopic = 8;

    void setMaximum(std::uint16_t maximum) { m_maximum = maximum; }
    [[nodiscard]] bool enabled() const { return m_maximum; }
    /// The alias of the topic, 0 when it has none.
    [[nodiscard]] std::uint16_t find(std::string_view topic) const
    {
        const auto found = m_aliases.find(topic);
        return found == m_aliases.end() ? std::uint16_t(0) : found->second;
    }
    /// A new alias for the topic, to be sent together with it; 0 when there is none left or it does not pay.
    std::uint16_t add(std::string_view topic)
    {
        if (m_aliases.size() >= m_maximum || topic.size() < ShortestTopic)
            return 0;
        const auto alias = std::uint16_t(m_aliases.size() + 1);
        m_aliases.emplace(topic, alias);
        return alias;
    }

private:
    StringMap<std::uint16_t> m_aliases;
    std::uint16_t m_maximum = 0;
};

} // namespace topiq::mqtt
