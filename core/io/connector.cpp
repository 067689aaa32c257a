// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/connector.h"

#include "io/socket.h"
#include "io/tlslayer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/epoll.h>
#include <unistd.h>

namespace topiq {

void Connector::connect(Target target, HandlerFactory factory, OnError onError)
{
    cancel();
    m_target = std::move(target);
    m_factory = std::move(factory);
    m_onError = std::move(onError);
    m_loop.startTimer(*this, m_target.timeLimit.count());
    m_lookup.emplace(m_loop, m_target.host, m_target.port,
        [this](std::vector<SocketAddress> addresses, const std::string &error) { found(std::move(addresses), error); });
}

void Connector::cancel()
{
    stop();
    m_lookup.reset();
    m_addresses.clear();
    m_lastError.clear();
    dropSocket();
    m_attempt.reset();
    if (Connection *const connection = std::exchange(m_connection, nullptr)) {
        m_layers->onFailed(nullptr);
        m_layers->onOpen(nullptr);
        connection->close();
    }
    m_factory = nullptr;
    m_onError = nullptr;
}

void Connector::found(std::vector<SocketAddress> addresses, const std::string &error)
{
    m_lookup.reset();
    if (addresses.empty()) {
        fail("the name cannot be resolved (" + error + "); check it and the name server");
        return;
    }
    m_addresses = std::move(addresses);
    std::reverse(m_addresses.begin(), m_addresses.end());
    tryNext();
}

void Connector::tryNext()
{
    while (!m_addresses.empty()) {
        const SocketAddress address = m_addresses.back();
        m_addresses.pop_back();
        m_socket = ::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (m_socket < 0 || !prepareSocket(m_socket)) {
            m_lastError = std::strerror(errno);
            dropSocket();
            continue;
        }
        // Also what is connected at once goes through the event, so that connect() calls nobody.
        const bool begun = ::connect(m_socket, address.get(), address.length) == 0 || errno == EINPROGRESS;
        if (begun && m_loop.watch(m_socket, EPOLLOUT, *this))
            return;
        m_lastError = std::strerror(errno);
        ::close(std::exchange(m_socket, -1)); // not watched
    }
    fail(m_lastError);
}

void Connector::ready(std::uint32_t)
{
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &length) != 0)
        error = errno;
    if (error == 0) {
        connected();
        return;
    }
    m_lastError = std::strerror(error);
    dropSocket();
    tryNext();
}

void Connector::connected()
{
    m_loop.unwatch(m_socket);
    const int socket = std::exchange(m_socket, -1);
    if (m_target.tls) {
        adopt(socket);
        return;
    }
    const HandlerFactory factory = std::move(m_factory);
    Loop &loop = m_loop;
    cancel();
    loop.adopt(socket, factory()); // may destroy this object
}

void Connector::adopt(int socket)
{
    auto layers = std::make_unique<LayerStack>();
    layers->push(std::make_unique<TlsLayer>(m_target.tls, *layers, m_target.host));
    layers->onFailed([this](const std::string &, const std::string &reason) {
        m_connection = nullptr;
        if (reason.empty())
            cancel();
        else
            fail(reason);
    });
    layers->onOpen([this] {
        m_connection = nullptr;
        cancel();
    });
    m_layers = layers.get();
    m_attempt = std::make_shared<char>();
    const std::weak_ptr<char> attempt = m_attempt;
    Connection &connection = m_loop.adopt(socket, m_factory(), {}, {}, std::move(layers));
    if (!attempt.expired()) // else it has come to nothing at once, and this object may be gone
        m_connection = &connection;
}

void Connector::expired()
{
    const bool asking = m_lookup.has_value();
    fail((asking ? "the name server did not answer within " : "no answer within ")
        + std::to_string(m_target.timeLimit.count() / 1000) + " s" + (m_lastError.empty() ? "" : "; " + m_lastError));
}

void Connector::dropSocket()
{
    if (m_socket < 0)
        return;
    m_loop.unwatch(m_socket);
    ::close(std::exchange(m_socket, -1));
}

void Connector::fail(const std::string &reason)
{
    const OnError onError = std::move(m_onError);
    const std::string text = "cannot connect to " + name() + ": " + reason;
    cancel();
    onError(text); // may destroy this object
}

std::string Connector::name() const
{
    const bool v6 = m_target.host.find(':') != std::string::npos;
    return (v6 ? '[' + m_target.host + ']' : m_target.host) + ':' + std::to_string(m_target.port);
}

} // namespace topiq
