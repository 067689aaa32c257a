// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/protocol.h"

#include <cstdint>
#include <string_view>

namespace topiq::mqtt {

/// One whole control packet, still in the read buffer: fixed header (MQTT 5 section 2.1) and the rest.
struct Frame {
    std::uint8_t header = 0; ///< type and flags
    std::string_view body;
    std::size_t size = 0; ///< fixed header and body; set also when the body is not there yet

    [[nodiscard]] PacketType type() const { return PacketType(header >> 4); }
    [[nodiscard]] std::uint8_t flags() const { return header & 0x0F; }
};

enum class FrameStatus {
    Complete,
    Incomplete, ///< `size` is what the whole packet takes, or 0 while the length itself is cut
    Invalid,
};

/// Finds the packet of a client at the front of `bytes`. Invalid as soon as the first bytes show it: wrong flags or
/// type for this version, a length of more than four bytes, or one over `maxBytes`; `error` then says what.
[[nodiscard]] FrameStatus readFrame(
    std::string_view bytes, Version version, std::uint32_t maxBytes, Frame &frame, ProtocolError &error);

} // namespace topiq::mqtt
