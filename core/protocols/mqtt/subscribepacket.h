// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/message.h"
#include "protocols/mqtt/protocol.h"

#include <optional>
#include <string_view>
#include <vector>

namespace topiq::mqtt {

/// SUBSCRIBE, MQTT 3.1.1 section 3.8, and UNSUBSCRIBE, section 3.10 (whose entries have no QoS).
struct SubscribePacket {
    struct Entry {
        std::string_view filter;
        Qos qos = Qos::AtMostOnce;
        bool valid = true; ///< false: well-formed text that is no filter; refused in the answer
    };

    std::uint16_t packetId = 0;
    std::vector<Entry> entries;
};

[[nodiscard]] std::optional<ProtocolError> readSubscribe(std::string_view body, SubscribePacket &packet);
[[nodiscard]] std::optional<ProtocolError> readUnsubscribe(std::string_view body, SubscribePacket &packet);

} // namespace topiq::mqtt
