// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/property.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace topiq::mqtt {

/// DISCONNECT, section 3.14; text lies in the read buffer.
struct DisconnectPacket {
    ReasonCode reason = ReasonCode::Success;
    std::optional<std::uint32_t> sessionExpirySeconds;
    std::string_view reasonString; ///< empty: none
    std::string_view serverReference; ///< from a server; empty: none
};

/// `place`: DisconnectToServer or DisconnectToClient, which differ in reasons and properties.
[[nodiscard]] std::optional<ProtocolError> readDisconnect(
    std::string_view body, Version version, PropertyPlace place, DisconnectPacket &packet);

} // namespace topiq::mqtt
