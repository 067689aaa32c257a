// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/connection.h"
#include "io/namelookup.h"
#include "io/tlscontext.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace topiq {

/// Makes an outgoing connection without ever waiting: looks the name up elsewhere, tries its addresses one after the
/// other, and hands the connected socket to its loop. Either the handler is opened or `onError` is called with a
/// sentence, exactly one of them and exactly once, unless cancel() comes first.
///
/// Thread: the loop's, for everything; destroyed there, or after the loop has stopped. Ownership: the caller's. It may
/// be destroyed from within `onError`, or when the handler is opened: the connection does not need it.
class Connector final : private Watched, private WheelTimer {
public:
    struct Target {
        std::string host; ///< a name or an IP address, IPv6 without brackets
        std::uint16_t port = 0;
        std::chrono::milliseconds timeLimit{10'000}; ///< for everything until the handler is opened
        std::shared_ptr<const TlsContext> tls{}; ///< TlsContext::forClient(); null: plain TCP
    };
    /// Makes the handler once the peer has accepted; with TLS it is opened, or destroyed unopened, after the handshake.
    using HandlerFactory = std::function<std::unique_ptr<ConnectionHandler>()>;
    using OnError = std::function<void(const std::string &reason)>;

    explicit Connector(Loop &loop) : m_loop(loop) {}
    ~Connector() { cancel(); }

    /// Begins; an attempt still under way is cancelled first. Nothing is called before this returns.
    void connect(Target target, HandlerFactory factory, OnError onError);
    /// Stops trying; nothing is called any more.
    void cancel();
    [[nodiscard]] bool isConnecting() const { return bool(m_factory); }

private:
    void ready(std::uint32_t events) override;
    void expired() override;
    void found(std::vector<SocketAddress> addresses, const std::string &error);
    void tryNext();
    void connected();
    void adopt(int socket);
    void dropSocket();
    void fail(const std::string &reason);
    [[nodiscard]] std::string name() const;

    Loop &m_loop;
    Target m_target;
    HandlerFactory m_factory; // empty: not connecting
    OnError m_onError;
    std::optional<NameLookup> m_lookup;
    std::vector<SocketAddress> m_addresses; // still to be tried, the next one last
    int m_socket = -1;
    Connection *m_connection = nullptr; // during the TLS handshake
    LayerStack *m_layers = nullptr; // its layers
    std::shared_ptr<char> m_attempt; // ends with the attempt
    std::string m_lastError; // of the address tried before
};

} // namespace topiq
