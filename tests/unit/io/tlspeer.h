// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer.h"

#include <string>
#include <string_view>
#include <vector>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;
using SSL_SESSION = struct ssl_session_st;

namespace topiq::testing {

/// What a TlsPeer brings to the handshake.
struct TlsPeerWish {
    std::string ca{}; ///< empty: every certificate is taken
    std::string certificate{};
    std::string key{};
    std::string protocols{}; ///< ALPN as in the handshake: "\4mqtt"
    int maxVersion = 0;
    int minVersion = 0;
    const char *ciphers = nullptr; ///< for TLS 1.2
    SSL_SESSION *session = nullptr; ///< to be resumed
};

/// The far end of a TLS connection, OpenSSL's own client with blocking calls: an independent judge of our side.
class TlsPeer {
public:
    TlsPeer(Peer peer, const TlsPeerWish &wish);
    ~TlsPeer();
    TlsPeer(const TlsPeer &) = delete;
    TlsPeer &operator=(const TlsPeer &) = delete;

    /// Whether the handshake succeeded as far as this side can see. With TLS 1.3 a refused client certificate shows
    /// only with the first byte read.
    [[nodiscard]] bool shakeHands();
    bool send(std::string_view bytes);
    [[nodiscard]] std::string receive(std::size_t size);
    /// Until the other side closes; `orderly` says whether it said goodbye.
    [[nodiscard]] std::string receiveToEnd(bool *orderly = nullptr);
    /// Says goodbye.
    void finish();

    [[nodiscard]] bool isResumed() const;
    [[nodiscard]] std::string protocol() const;
    [[nodiscard]] int version() const;
    [[nodiscard]] int securityBits() const;
    /// The ticket of this connection; freed with this object unless taken.
    [[nodiscard]] SSL_SESSION *takeSession() { return std::exchange(m_session, nullptr); }
    [[nodiscard]] Peer &socket() { return m_peer; }

private:
    Peer m_peer;
    SSL_CTX *m_context = nullptr;
    SSL *m_ssl = nullptr;
    SSL_SESSION *m_session = nullptr;
};

} // namespace topiq::testing
