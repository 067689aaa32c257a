// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace topiq {

/// Makes an accepted socket fit for a loop: not blocking, no Nagle delay (what we send in a turn goes out as one
/// write), closed on exec. False when the descriptor is no usable socket.
[[nodiscard]] bool prepareSocket(int socket);

/// "host:port" of the peer ("[v6]:port"), of a Unix socket "unix:uid=1000" with the user that the other side runs as;
/// "" when the socket has none (any more).
[[nodiscard]] std::string peerName(int socket);

/// The same from an address of 4 (AF_INET) or 16 bytes (AF_INET6) in network order. An IPv4 address that is mapped into
/// IPv6 is written as what it is.
[[nodiscard]] std::string addressText(int family, const void *address, std::uint16_t port);

} // namespace topiq
