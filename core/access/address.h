// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace topiq {

/// The host of a peer's address: "10.0.0.7" of "10.0.0.7:5000", "::1" of "[::1]:5000". What has no port stays.
[[nodiscard]] std::string_view hostOfPeer(std::string_view peer);

/// Whether a peer ("host:port") is on this machine: 127.0.0.0/8, ::1, or a Unix socket ("unix...").
[[nodiscard]] bool isLoopbackAddress(std::string_view peer);

/// A set of addresses: one ("10.0.0.7", "::1") or a network ("10.0.0.0/8", "fd00::/8"). IPv4 addresses written as
/// IPv6 (::ffff:10.0.0.7) count as what they are. A plain value.
class AddressRange {
public:
    /// Failure: Invalid, with a sentence. Bits behind the prefix must be zero: they are a mistake in the making.
    [[nodiscard]] static Result<AddressRange> parse(std::string_view text);

    /// Whether the host is in it; false for what is no IP address.
    [[nodiscard]] bool contains(std::string_view host) const;

private:
    std::array<std::uint8_t, 16> m_address{};
    int m_prefix = 128;
};

/// The host as it is counted for guessing: an IPv4 address itself, of IPv6 the /64, which one customer has to himself.
[[nodiscard]] std::string addressForCounting(std::string_view host);

} // namespace topiq
