// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/message.h"
#include "io/outputqueue.h"
#include "protocols/mqtt/protocol.h"

#include <cstdint>
#include <span>

namespace topiq::mqtt {

/// Payloads from this size on are sent from the message itself, not copied.
inline constexpr std::size_t ReferencedPayload = 8 * 1024;

// The packets of MQTT 3.1 and 3.1.1; those of MQTT 5 are in encoder5.h.

void writePublish(OutputQueue &output, OutputPool &pool, const Message &message, Qos qos, bool retain, bool duplicate,
    std::uint16_t packetId);
/// The payload alone, behind what was written of its packet.
void appendPayload(OutputQueue &output, OutputPool &pool, const Message &message);
void writeConnAck(OutputQueue &output, OutputPool &pool, ConnectReturn code, bool sessionPresent);
/// PUBACK, PUBREC, PUBREL, PUBCOMP or UNSUBACK; the first four also for MQTT 5 when they say success.
void writeAck(OutputQueue &output, OutputPool &pool, PacketType type, std::uint16_t packetId);
/// `codes`: a granted QoS, or 0x80 for a refused filter.
void writeSubAck(OutputQueue &output, OutputPool &pool, std::uint16_t packetId, std::span<const std::uint8_t> codes);
void writePingResp(OutputQueue &output, OutputPool &pool);

} // namespace topiq::mqtt
