// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/counter.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace topiq::mqtt {

enum class BridgeState : std::uint8_t { Connecting, Connected, Waiting, Stopped };

/// "connecting", "connected", "waiting", "stopped"
[[nodiscard]] const char *name(BridgeState state);

/// What a bridge shows of itself. Thread: written on its loop, read by any.
class BridgeStatus {
public:
    struct Seen {
        BridgeState state = BridgeState::Waiting;
        std::int64_t sinceMs = 0; ///< in this state, ms UTC
        std::string address; ///< the one in use or tried last
        std::string lastError; ///< stays until the next one
    };

    void set(BridgeState state, std::string_view address, std::int64_t nowMs);
    void fail(std::string_view error);
    [[nodiscard]] Seen seen() const;

    Counter messagesIn;
    Counter messagesOut;
    Counter circles; ///< came in, but had been here before
    Counter refused; ///< by the other broker
    Counter queued; ///< waiting or unacknowledged, as of the last look

private:
    mutable std::mutex m_lock;
    Seen m_seen; // guarded by m_lock
};

} // namespace topiq::mqtt
