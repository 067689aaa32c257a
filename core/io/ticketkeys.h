// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>

namespace topiq {

/// The keys that seal session tickets: a client comes back with the ticket and is spared a full handshake, and we keep
/// nothing meanwhile. A key seals for an hour and opens for one more, then it is forgotten for good; so who steals the
/// present one can read little of what was recorded before. Thread: any.
class TicketKeys {
public:
    static constexpr std::int64_t LifeSeconds = 3600;

    struct Key {
        std::array<unsigned char, 16> name{};
        std::array<unsigned char, 32> cipher{};
        std::array<unsigned char, 32> mac{};
    };
    enum class Age { Current, Previous };
    struct Found {
        Key key;
        Age age;
    };

    TicketKeys() = default;
    ~TicketKeys();

    /// The key to seal with. `now` in steady seconds.
    [[nodiscard]] std::optional<Key> current(std::int64_t now);
    /// The key of a ticket that came back; none: it is too old or not ours.
    [[nodiscard]] std::optional<Found> find(std::span<const unsigned char, 16> name, std::int64_t now);

private:
    struct Slot {
        Key key;
        std::int64_t since = 0;
        bool valid = false;
    };
    [[nodiscard]] bool rotate(std::int64_t now);

    std::mutex m_lock;
    Slot m_current; // guarded by m_lock
    Slot m_previous; // guarded by m_lock
};

} // namespace topiq
