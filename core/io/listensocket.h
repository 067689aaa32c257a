// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <utility>

#include <sys/types.h>

namespace topiq {

/// A listening stream socket, TCP or Unix; closed, and its file removed, when destroyed. Thread: one.
class ListenSocket {
public:
    ListenSocket() = default;
    ListenSocket(ListenSocket &&other) noexcept { *this = std::move(other); }
    ListenSocket &operator=(ListenSocket &&other) noexcept;
    ~ListenSocket() { close(); }

    /// `address` is an IP address, "localhost" or "*" (every address of the machine, whichever kinds it has). "::"
    /// takes IPv4 clients too unless `v6Only`. Port 0 takes a free one. Failure: a sentence that names the address.
    [[nodiscard]] static Result<ListenSocket> tcp(const std::string &address, std::uint16_t port, bool v6Only = false);
    /// A socket file at `path`, with these permissions. One that a broker left behind which is gone is replaced; a file
    /// of another kind, or a socket that somebody serves, is left alone and is a failure.
    [[nodiscard]] static Result<ListenSocket> local(const std::string &path, mode_t mode);

    void close();
    /// Lets go of the descriptor, which is the caller's from now on.
    [[nodiscard]] int release() { return std::exchange(m_descriptor, -1); }
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// As bound; 0: a Unix socket.
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    [[nodiscard]] Result<void> bindAndListen(const void *address, unsigned length, const std::string &where);

    int m_descriptor = -1;
    std::uint16_t m_port = 0;
    std::string m_path; // of our socket file
    dev_t m_device = 0; // by which we know it for ours
    ino_t m_inode = 0;
};

} // namespace topiq
