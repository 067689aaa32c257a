// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace topiq {

/// Makes an accepted socket fit for a loop: not blocking, no Nagle delay (what we send in a turn goes out as one
/// write), closed on exec. False when the descriptor is no usable socket.
[[nodiscard]] bool prepareSocket(int socket);

/// "host:port" of the peer ("[v6]:port"), "" when the socket has none (any more).
[[nodiscard]] std::string peerName(int socket);

} // namespace topiq
