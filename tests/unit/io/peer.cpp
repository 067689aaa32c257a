// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer.h"

#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace topiq::testing {

namespace {

void require(bool good, const char *what)
{
    if (good)
        return;
    std::perror(what);
    std::abort();
}

} // namespace

bool eventually(const std::function<bool()> &condition, std::chrono::milliseconds limit)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        if (QCoreApplication::instance())
            QCoreApplication::processEvents();
        poll(nullptr, 0, 1);
    }
    return true;
}

Peer::Peer(int descriptor) : m_descriptor(descriptor)
{
    const timeval limit{20, 0};
    setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

std::pair<Peer, int> Peer::unixPair()
{
    std::array<int, 2> ends{};
    require(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0, "socketpair");
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    return {Peer(ends[0]), ends[1]};
}

std::pair<Peer, int> Peer::tcpPair()
{
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    require(bind(listener, reinterpret_cast<sockaddr *>(&address), length) == 0, "bind");
    require(listen(listener, 1) == 0, "listen");
    getsockname(listener, reinterpret_cast<sockaddr *>(&address), &length);
    Peer peer = connectTo(ntohs(address.sin_port));
    const int served = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    require(served >= 0, "accept");
    ::close(listener);
    return {std::move(peer), served};
}

Peer Peer::connectTo(unsigned short port, bool v6)
{
    Peer peer(socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    int result = -1;
    if (v6) {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        address.sin6_port = htons(port);
        result = connect(peer.m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address);
    } else {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        result = connect(peer.m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address);
    }
    require(result == 0, "connect");
    return peer;
}

void Peer::setSendBuffer(int bytes) { setsockopt(m_descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes); }

void Peer::setReceiveBuffer(int bytes) { setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes); }

bool Peer::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0)
            return false;
        bytes.remove_prefix(std::size_t(count));
    }
    return true;
}

std::size_t Peer::sendSome(std::string_view bytes)
{
    const ssize_t count = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return count < 0 ? 0 : std::size_t(count);
}

std::string Peer::receive(std::size_t size)
{
    std::string bytes(size, '\0');
    std::size_t got = 0;
    while (got < size) {
        const ssize_t count = recv(m_descriptor, bytes.data() + got, size - got, 0);
        if (count <= 0)
            break;
        got += std::size_t(count);
    }
    bytes.resize(got);
    return bytes;
}

std::string Peer::receiveToEnd()
{
    std::string bytes;
    std::array<char, 65536> buffer; // NOLINT: filled by recv
    for (;;) {
        const ssize_t count = recv(m_descriptor, buffer.data(), buffer.size(), 0);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return bytes + "<still open>";
        if (count <= 0)
            return bytes;
        bytes.append(buffer.data(), std::size_t(count));
    }
}

std::string Peer::receiveSome()
{
    std::string bytes(65536, '\0');
    const ssize_t count = recv(m_descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT);
    bytes.resize(count > 0 ? std::size_t(count) : 0);
    return bytes;
}

bool Peer::isClosed() const
{
    pollfd entry{m_descriptor, POLLRDHUP, 0};
    return poll(&entry, 1, 0) > 0 && (entry.revents & (POLLRDHUP | POLLHUP | POLLERR));
}

void Peer::shutdownWrite() { shutdown(m_descriptor, SHUT_WR); }

void Peer::reset()
{
    const linger off{1, 0};
    setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &off, sizeof off);
    close();
}

void Peer::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

} // namespace topiq::testing
