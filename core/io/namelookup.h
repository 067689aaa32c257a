// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/loop.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <sys/socket.h>

namespace topiq {

/// Where a stream socket can be connected to.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;

    [[nodiscard]] int family() const { return storage.ss_family; }
    [[nodiscard]] const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }
};

/// Turns a host name into addresses without keeping a loop waiting: the system's resolver may take many seconds, so it
/// is asked on one of two threads that all look-ups of the process share. An IP address is answered in place.
///
/// Thread: made, used and destroyed on its loop. Lifetime: after destruction no answer comes any more; the question to
/// the resolver itself cannot be taken back and ends in its own time.
class NameLookup {
public:
    /// The addresses in the resolver's order of preference, or none and the reason.
    using Answer = std::function<void(std::vector<SocketAddress> addresses, const std::string &error)>;

    NameLookup(Loop &loop, const std::string &host, std::uint16_t port, Answer answer);
    NameLookup(const NameLookup &) = delete;
    NameLookup &operator=(const NameLookup &) = delete;
    ~NameLookup();

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace topiq
