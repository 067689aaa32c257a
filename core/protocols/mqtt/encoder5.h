// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/message.h"
#include "io/outputqueue.h"
#include "protocols/mqtt/protocol.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace topiq::mqtt {

/// What the client said in CONNECT about the packets it takes.
struct Receiver {
    std::uint32_t maxPacketBytes = 0; ///< 0: no limit
    bool problemInfo = true; ///< reason strings also outside of CONNACK and DISCONNECT
};

/// CONNACK of MQTT 5, section 3.2: the fields that we use. What is left at its initial value is not sent.
struct ConnAck5 {
    bool sessionPresent = false;
    ReasonCode reason = ReasonCode::Success;
    std::optional<std::uint32_t> sessionExpirySeconds = {};
    std::uint16_t receiveMaximum = 65'535;
    std::uint32_t maxPacketBytes = 0;
    std::uint16_t topicAliasMaximum = 0;
    std::optional<std::uint16_t> serverKeepAliveSeconds = {};
    std::string_view assignedClientId = {};
    std::string_view authMethod = {};
    std::string_view authData = {};
    std::string_view serverReference = {};
    std::string_view node = {}; ///< for a bridge that asked which broker we are
    std::string_view reasonString = {}; ///< left out first when the packet is too large for the client
};

/// What a PUBLISH says besides the message itself.
struct Publish5 {
    Qos qos = Qos::AtMostOnce;
    bool retain = false;
    bool duplicate = false;
    std::uint16_t packetId = 0;
    std::uint16_t topicAlias = 0; ///< 0: none
    bool topicKnown = false; ///< the alias stands for the topic, which is not sent
    std::optional<std::uint32_t> expirySeconds; ///< what is left of it
    std::span<const std::uint32_t> subscriptionIds;
    std::string_view properties; ///< those that are forwarded, encoded
};

void writeConnAck5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, const ConnAck5 &fields);
/// PUBACK, PUBREC, PUBREL or PUBCOMP, in its shortest form.
void writeAck5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, PacketType type, std::uint16_t packetId,
    ReasonCode reason, std::string_view reasonString = {});
/// SUBACK or UNSUBACK.
void writeSubAck5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, PacketType type,
    std::uint16_t packetId, std::span<const ReasonCode> codes, std::string_view reasonString = {});
void writeDisconnect5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, ReasonCode reason,
    std::string_view reasonString = {}, std::string_view serverReference = {});
void writeAuth5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, ReasonCode reason,
    std::string_view method, std::string_view data);

void writePublish5(OutputQueue &output, OutputPool &pool, const Message &message, const Publish5 &fields);
/// The size of the packet that writePublish5() would write.
[[nodiscard]] std::uint64_t publishSize5(const Message &message, const Publish5 &fields);

} // namespace topiq::mqtt
