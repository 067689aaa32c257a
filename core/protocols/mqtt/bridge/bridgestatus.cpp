// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/bridge/bridgestatus.h"

namespace topiq::mqtt {

const char *name(BridgeState state)
{
    switch (state) {
    case BridgeState::Connecting:
        return "connecting";
    case BridgeState::Connected:
        return "connected";
    case BridgeState::Waiting:
        return "waiting";
    case BridgeState::Stopped:
        break;
    }
    return "stopped";
}

void BridgeStatus::set(BridgeState state, std::string_view address, std::int64_t nowMs)
{
    const std::lock_guard lock(m_lock);
    m_seen.state = state;
    m_seen.sinceMs = nowMs;
    m_seen.address = address;
}

void BridgeStatus::fail(std::string_view error)
{
    const std::lock_guard lock(m_lock);
    m_seen.lastError = error;
}

BridgeStatus::Seen BridgeStatus::seen() const
{
    const std::lock_guard lock(m_lock);
    return m_seen;
}

} // namespace topiq::mqtt
