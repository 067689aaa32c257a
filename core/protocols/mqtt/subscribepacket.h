// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/message.h"
#include "protocols/mqtt/protocol.h"

#include <optional>
#include <string_view>
#include <vector>

namespace topiq::mqtt {

/// SUBSCRIBE, section 3.8, and UNSUBSCRIBE, section 3.10 (whose entries have no options).
struct SubscribePacket {
    /// When the retained messages are sent, section 3.8.3.1.
    enum class RetainHandling : std::uint8_t { Always = 0, WhenNew = 1, Never = 2 };

    struct Entry {
        std::string_view filter;
        Qos qos = Qos::AtMostOnce;
        bool valid = true; ///< false: well-formed text that is no filter; refused in the answer
        bool noLocal = false;
        bool retainAsPublished = false;
        RetainHandling retainHandling = RetainHandling::Always;
    };

    std::uint16_t packetId = 0;
    std::uint32_t subscriptionId = 0; ///< 0: none
    std::vector<Entry> entries;
};

[[nodiscard]] std::optional<ProtocolError> readSubscribe(
    std::string_view body, Version version, SubscribePacket &packet);
[[nodiscard]] std::optional<ProtocolError> readUnsubscribe(
    std::string_view body, Version version, SubscribePacket &packet);

/// Whether the filter is one of a shared subscription, section 4.8.2: `$share/<group>/<filter>`.
[[nodiscard]] inline bool isShared(std::string_view filter) { return filter.starts_with("$share/"); }

} // namespace topiq::mqtt
