// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/frame.h"

#include <optional>

namespace topiq::mqtt {

/// PUBACK, PUBREC, PUBREL and PUBCOMP, sections 3.4 to 3.7.
struct AckPacket {
    std::uint16_t packetId = 0;
    ReasonCode reason = ReasonCode::Success; ///< always Success before MQTT 5
    std::string_view reasonString; ///< in the read buffer; empty: none
};

[[nodiscard]] std::optional<ProtocolError> readAck(const Frame &frame, Version version, AckPacket &packet);

} // namespace topiq::mqtt
