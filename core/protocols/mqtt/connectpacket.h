// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/protocol.h"

#include <optional>
#include <string_view>

namespace topiq::mqtt {

/// CONNECT, MQTT 3.1.1 section 3.1; all text lies in the read buffer.
struct ConnectPacket {
    struct WillFields {
        std::string_view topic;
        std::string_view payload;
        std::uint8_t qos = 0;
        bool retain = false;
    };

    std::uint8_t level = 0;
    bool cleanSession = false;
    std::uint16_t keepAliveSeconds = 0;
    std::string_view clientId;
    std::optional<WillFields> will;
    std::optional<std::string_view> user;
    std::optional<std::string_view> password;
};

/// Decodes the body of a CONNECT; the error when it is none.
[[nodiscard]] std::optional<ProtocolError> readConnect(std::string_view body, ConnectPacket &packet);

} // namespace topiq::mqtt
