// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/protocol.h"

#include <optional>
#include <string>
#include <string_view>

namespace topiq::mqtt {

/// User property of CONNECT and CONNACK: which broker this is. Bridges give it and ask for it.
inline constexpr std::string_view NodeProperty = "topiq-node";

/// CONNECT, section 3.1 of MQTT 3.1.1 and 5; all text lies in the read buffer, but for the will's properties.
struct ConnectPacket {
    struct WillFields {
        std::string_view topic;
        std::string_view payload;
        std::uint8_t qos = 0;
        bool retain = false;
        std::uint32_t delaySeconds = 0;
        std::optional<std::uint32_t> expirySeconds;
        std::string properties; ///< those that are forwarded with the message, encoded, without a length
    };

    Version version = Version::None; ///< set as soon as it is known, also when the rest is refused
    bool bridge = false; ///< the mark of another broker, the highest bit of the level: see docs/bridges.md
    bool asksNode = false; ///< a bridge that wants to know which broker we are (user property NodeProperty)
    bool cleanStart = false; ///< before MQTT 5: clean session
    std::uint16_t keepAliveSeconds = 0;
    std::string_view clientId;
    std::optional<WillFields> will;
    std::optional<std::string_view> user;
    std::optional<std::string_view> password;

    // MQTT 5, section 3.1.2.11; the initial values are what the standard says of an absent property.
    std::uint32_t sessionExpirySeconds = 0;
    std::uint16_t receiveMaximum = 65'535;
    std::uint32_t maxPacketBytes = 0; ///< 0: no limit
    std::uint16_t topicAliasMaximum = 0;
    bool requestResponseInfo = false;
    bool requestProblemInfo = true;
    std::optional<std::string_view> authMethod;
    std::string_view authData;
};

/// Decodes the body of a CONNECT; the error when it is none.
[[nodiscard]] std::optional<ProtocolError> readConnect(std::string_view body, ConnectPacket &packet);

} // namespace topiq::mqtt
