// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/bridge/bridgeconfig.h"
#include "protocols/mqtt/frame.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topiq::mqtt {

// The packets of a client as a bridge sends them, and those of a server as it reads them. Thread: any.

/// CONNECT.
struct ClientConnect {
    Version version = Version::V5;
    std::string_view clientId;
    std::string_view user; ///< empty: none
    std::string_view password; ///< only with a user, or with MQTT 5
    bool cleanStart = false;
    bool isBridge = false; ///< mosquitto's bit in the protocol level; not with MQTT 5
    std::uint16_t keepAliveSeconds = 60;
    std::uint32_t sessionExpirySeconds = 0; ///< MQTT 5
    std::uint16_t receiveMaximum = 0xFFFF; ///< MQTT 5
    std::uint32_t maxPacketBytes = 0; ///< MQTT 5; 0: not said
    std::string_view node; ///< MQTT 5: which broker we are; empty: not said
    std::string_view willTopic; ///< empty: no will; QoS 1 and retained else
    std::string_view willPayload;
};
[[nodiscard]] std::string connectPacket(const ClientConnect &fields);

/// One SUBSCRIBE for the lines that come in; with MQTT 5 nothing comes back that we have sent, and retain flags stay.
[[nodiscard]] std::string subscribePacket(
    Version version, std::uint16_t packetId, const std::vector<BridgeTopic> &topics);
/// PUBACK, PUBREC, PUBREL or PUBCOMP. A reason is said with MQTT 5 only.
[[nodiscard]] std::string ackPacket(
    Version version, PacketType type, std::uint16_t packetId, ReasonCode reason = ReasonCode::Success);
/// PINGREQ or DISCONNECT.
[[nodiscard]] std::string emptyPacket(PacketType type);
/// A retained PUBLISH of QoS 0 without properties.
[[nodiscard]] std::string retainedPacket(Version version, std::string_view topic, std::string_view payload);

/// Finds the packet of a server at the front of `bytes`; see readFrame().
[[nodiscard]] FrameStatus readServerFrame(
    std::string_view bytes, std::uint32_t maxBytes, Frame &frame, ProtocolError &error);

/// CONNACK; text lies in the packet. What a 3.1.1 server does not say is as the standard has it for an absent property.
struct ConnAckPacket {
    bool sessionPresent = false;
    std::uint8_t code = 0; ///< 0: accepted
    std::uint16_t receiveMaximum = 0xFFFF;
    std::uint32_t maxPacketBytes = 0; ///< 0: any
    Qos maximumQos = Qos::ExactlyOnce;
    bool retainAvailable = true;
    std::optional<std::uint16_t> serverKeepAliveSeconds;
    std::string_view reasonString;
    std::string_view node; ///< which broker it is; empty: not a Topiq

    /// Why it was refused, as the end of a sentence.
    [[nodiscard]] std::string why(Version version) const;
};
[[nodiscard]] std::optional<ProtocolError> readConnAck(const Frame &frame, Version version, ConnAckPacket &packet);

/// SUBACK: the codes of all filters in order; from 0x80 on a filter was refused.
[[nodiscard]] std::optional<ProtocolError> readSubAck(
    const Frame &frame, Version version, std::vector<std::uint8_t> &codes);

} // namespace topiq::mqtt
