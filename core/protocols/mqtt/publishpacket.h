// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/message.h"
#include "protocols/mqtt/frame.h"

#include <optional>

namespace topiq::mqtt {

/// PUBLISH, MQTT 3.1.1 section 3.3; topic and payload lie in the read buffer. Whether the topic is a valid name is
/// asked only once per name, by whoever keeps the topics.
struct PublishPacket {
    std::string_view topic;
    std::string_view payload;
    std::uint16_t packetId = 0; ///< 0 for QoS 0
    Qos qos = Qos::AtMostOnce;
    bool retain = false;
    bool duplicate = false;
};

[[nodiscard]] std::optional<ProtocolError> readPublish(const Frame &frame, PublishPacket &packet);

} // namespace topiq::mqtt
