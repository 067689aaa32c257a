// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/property.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topiq::mqtt {

/// The properties of a PUBLISH (section 3.3.2.3) or of a will (3.1.3.2): those that concern the broker one by one, the
/// others as they go on to the receivers.
struct MessageProperties {
    std::string_view forwarded; ///< encoded one behind the other, in the order they came
    std::optional<std::uint32_t> expirySeconds;
    std::optional<std::uint16_t> topicAlias;
    std::uint32_t willDelaySeconds = 0;
    std::vector<std::uint32_t> *subscriptionIds = nullptr; ///< filled when set, for clients
};

/// Reads the list in front of `fields`. `forwarded` lies in the packet, or, where properties that are not forwarded
/// stood between those that are, in `scratch`.
[[nodiscard]] std::optional<ProtocolError> readMessageProperties(
    FieldReader &fields, PropertyPlace place, MessageProperties &properties, std::string &scratch);

} // namespace topiq::mqtt
