// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/socket.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace topiq {

bool prepareSocket(int socket)
{
    const int flags = fcntl(socket, F_GETFL);
    if (flags < 0 || fcntl(socket, F_SETFL, flags | O_NONBLOCK) < 0)
        return false;
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // fails on a Unix socket, where it is not needed
    return true;
}

std::string addressText(int family, const void *address, std::uint16_t port)
{
    const auto *bytes = static_cast<const unsigned char *>(address);
    static constexpr std::array<unsigned char, 12> Mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (family == AF_INET6 && std::equal(Mapped.begin(), Mapped.end(), bytes)) {
        family = AF_INET;
        bytes += Mapped.size();
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(family, bytes, text.data(), text.size());
    const std::string host = family == AF_INET ? text.data() : '[' + std::string(text.data()) + ']';
    return host + ':' + std::to_string(port);
}

std::string peerName(int socket)
{
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    if (getpeername(socket, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        return {};
    if (address.ss_family == AF_INET) {
        const auto *const v4 = reinterpret_cast<const sockaddr_in *>(&address);
        return addressText(AF_INET, &v4->sin_addr, ntohs(v4->sin_port));
    }
    if (address.ss_family == AF_INET6) {
        const auto *const v6 = reinterpret_cast<const sockaddr_in6 *>(&address);
        return addressText(AF_INET6, &v6->sin6_addr, ntohs(v6->sin6_port));
    }
    ucred credentials{};
    length = sizeof credentials;
    if (address.ss_family == AF_UNIX && getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0)
        return "unix:uid=" + std::to_string(credentials.uid);
    return {};
}

} // namespace topiq
