// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/protocol.h"

#include <optional>
#include <string_view>

namespace topiq::mqtt {

/// AUTH, section 3.15 of MQTT 5; text lies in the read buffer.
struct AuthPacket {
    ReasonCode reason = ReasonCode::Success;
    std::string_view method;
    std::string_view data;
};

/// Of a client: it continues, or begins a new authentication.
[[nodiscard]] std::optional<ProtocolError> readAuth(std::string_view body, AuthPacket &packet);

} // namespace topiq::mqtt
