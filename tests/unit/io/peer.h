// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include <sys/types.h>

namespace topiq::testing {

/// Waits until `condition` holds, meanwhile running the event loop of this thread. False when it does not hold in time.
[[nodiscard]] bool eventually(
    const std::function<bool()> &condition, std::chrono::milliseconds limit = std::chrono::seconds(20));

/// The far end of a connection: blocking calls, none of them longer than 20 s.
class Peer {
public:
    Peer() = default;
    explicit Peer(int descriptor);
    Peer(Peer &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    Peer &operator=(Peer &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~Peer() { close(); }

    /// A connected pair of Unix or TCP sockets; the second one is for a loop (not blocking).
    [[nodiscard]] static std::pair<Peer, int> unixPair();
    [[nodiscard]] static std::pair<Peer, int> tcpPair();
    [[nodiscard]] static Peer connectTo(unsigned short port, bool v6 = false);

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    void setSendBuffer(int bytes);
    void setReceiveBuffer(int bytes);

    /// False when the other side is gone.
    bool send(std::string_view bytes);
    /// What can be sent without waiting; answers how much that was.
    std::size_t sendSome(std::string_view bytes);
    /// Exactly `size` bytes; fewer when the other side closes (or when they do not come in time).
    [[nodiscard]] std::string receive(std::size_t size);
    /// Everything until the other side closes or resets.
    [[nodiscard]] std::string receiveToEnd();
    /// What is there now.
    [[nodiscard]] std::string receiveSome();
    /// Whether the other side has closed.
    [[nodiscard]] bool isClosed() const;
    void shutdownWrite();
    /// Closes so that the other side sees a reset (TCP).
    void reset();
    void close();

private:
    int m_descriptor = -1;
};

} // namespace topiq::testing
