// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/counter.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace topiq {

/// Why a message did not get where it should have gone.
enum class DropReason : std::uint8_t {
    QueueFull, ///< the session waits for acknowledgements, and its queue is at its limit
    SlowConsumer, ///< QoS 0: the subscriber does not read, and its output is at its limit
    Offline, ///< QoS 0 for a kept session whose client is away
    SessionEnded, ///< was queued for a session that was discarded
    RetainedFull, ///< not retained: the limit of retained messages is reached
    Malformed, ///< a packet that breaks the protocol; its connection was closed
    TooLarge, ///< longer than the limit of a packet; its connection was closed
    Expired, ///< its time had run out before it could be handed over
    TooLargeForClient, ///< longer than the packets that this client takes
    NotAuthorized, ///< the publisher may not publish it, or the subscriber not read it any more
    QuotaExceeded, ///< refused: the broker's memory is at its limit
};
inline constexpr std::size_t DropReasons = 11;

/// The stable word of the reason, as metrics and the API show it.
[[nodiscard]] const char *name(DropReason reason);

struct DropRecord {
    std::int64_t timeMs = 0; ///< of the last one, ms UTC
    DropReason reason{};
    std::string topic;
    std::string client;
    std::uint64_t count = 0; ///< in a row
};

/// The account of everything that one loop did not deliver: a counter per reason, and the last ones by name. The same
/// reason, topic and client in a row is one entry, so that a flood of drops allocates nothing.
/// Thread: add() the loop's; the rest any.
class DropLedger {
public:
    static constexpr std::size_t Kept = 128;

    void add(DropReason reason, std::string_view topic, std::string_view client, std::int64_t timeMs,
        std::uint64_t count = 1);

    [[nodiscard]] std::uint64_t total(DropReason reason) const { return m_totals[std::size_t(reason)].value(); }
    /// Newest first.
    [[nodiscard]] std::vector<DropRecord> last() const;

private:
    std::array<Counter, DropReasons> m_totals;
    mutable std::mutex m_lock;
    std::vector<DropRecord> m_records; // a ring once it is full; guarded by m_lock
    std::size_t m_newest = 0; // guarded by m_lock
};

} // namespace topiq
