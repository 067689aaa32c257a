// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/message.h"
#include "protocols/mqtt/frame.h"
#include "protocols/mqtt/messageproperties.h"

#include <optional>
#include <string>

namespace topiq::mqtt {

/// PUBLISH, section 3.3; topic and payload lie in the read buffer. Whether the topic is a valid name is asked only once
/// per name, by whoever keeps the topics.
struct PublishPacket {
    std::string_view topic;
    std::string_view payload;
    std::uint16_t packetId = 0; ///< 0 for QoS 0
    Qos qos = Qos::AtMostOnce;
    bool retain = false;
    bool duplicate = false;
};

/// For MQTT 3.1 and 3.1.1.
[[nodiscard]] std::optional<ProtocolError> readPublish(const Frame &frame, PublishPacket &packet);

/// For MQTT 5; `properties` must be new. `place` says whether it came from a client or from a server; `scratch` is as
/// for readMessageProperties(). An empty topic is accepted where there is an alias.
[[nodiscard]] std::optional<ProtocolError> readPublish5(const Frame &frame, PropertyPlace place, PublishPacket &packet,
    MessageProperties &properties, std::string &scratch);

} // namespace topiq::mqtt
