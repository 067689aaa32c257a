// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace topiq {

enum class EventKind : std::uint8_t {
    Connected,
    Disconnected,
    ConnectionLost,
    TakenOver,
    Refused,
    SessionExpired,
    BridgeUp,
    BridgeDown,
};

/// Something that a person may want to see on the first page.
struct Event {
    std::int64_t timeMs = 0; ///< ms UTC
    EventKind kind{};
    std::string client;
    std::string detail; ///< where from, or why
};

/// The last events of one loop, in a ring whose strings are used again. Thread: any.
class EventLog {
public:
    static constexpr std::size_t Kept = 64;

    void add(EventKind kind, std::string_view client, std::string_view detail, std::int64_t timeMs)
    {
        const std::lock_guard lock(m_lock);
        if (m_events.size() < Kept)
            m_events.emplace_back();
        Event &event = m_events[m_next];
        m_next = (m_next + 1) % Kept;
        event.timeMs = timeMs;
        event.kind = kind;
        event.client.assign(client.substr(0, 256));
        event.detail.assign(detail.substr(0, 256));
    }
    /// Newest first.
    [[nodiscard]] std::vector<Event> last() const
    {
        const std::lock_guard lock(m_lock);
        std::vector<Event> events;
        events.reserve(m_events.size());
        for (std::size_t i = 1; i <= m_events.size(); ++i)
            events.push_back(m_events[(m_next + m_events.size() - i) % m_events.size()]);
        return events;
    }

private:
    mutable std::mutex m_lock;
    std::vector<Event> m_events; // guarded by m_lock
    std::size_t m_next = 0; // guarded by m_lock
};

} // namespace topiq
