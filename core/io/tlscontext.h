// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "io/ticketkeys.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

using SSL_CTX = struct ssl_ctx_st;

namespace topiq {

/// What a listener asks of its clients' certificates.
enum class ClientCertificates {
    None, ///< not asked for
    Optional, ///< one that is shown must be good
    Required,
};

/// One side's TLS, as configured. All files are PEM.
struct TlsServerSettings {
    std::string certificate; ///< file with the certificate and those that lead to its root
    std::string key; ///< file with the private key, without passphrase
    std::string ca; ///< file with the roots of client certificates
    std::string crl; ///< file with revocation lists of these roots; empty: none
    ClientCertificates clientCertificates = ClientCertificates::None;
    bool onlyTls13 = false; ///< else 1.2 is accepted too
    std::string ciphers; ///< OpenSSL's list for TLS 1.2; empty: ours
    std::vector<std::string> protocols; ///< ALPN: a client that names some must name one of these
};

struct TlsClientSettings {
    std::string ca; ///< file with the roots that a server's certificate may lead to; empty: the system's
    std::string certificate; ///< file with our own certificate; empty: none
    std::string key;
    bool verify = true; ///< chain, time and host name of the server; false is for tests of a new installation
    std::vector<std::string> protocols; ///< ALPN
};

/// Certificates, key, roots and rules, shared by all connections of a listener or a link. Immutable: files that have
/// changed are taken over by making a new one; connections keep the one they were made with, and tickets of the old one
/// no longer resume anything, so that who was revoked stays out. Thread: any.
class TlsContext {
public:
    /// Failure: a sentence that names the file and says what is wrong with it; nothing is ever asked on a terminal.
    [[nodiscard]] static Result<std::shared_ptr<const TlsContext>> forServer(const TlsServerSettings &settings);
    [[nodiscard]] static Result<std::shared_ptr<const TlsContext>> forClient(const TlsClientSettings &settings);
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    [[nodiscard]] SSL_CTX *get() const { return m_context; }
    [[nodiscard]] bool isServer() const { return m_server; }
    [[nodiscard]] bool verifiesPeer() const { return m_verify; }
    /// When our own certificate ends, in seconds since 1970; 0: there is none.
    [[nodiscard]] std::int64_t certificateEnds() const { return m_certificateEnds; }
    [[nodiscard]] TicketKeys &ticketKeys() const { return m_ticketKeys; }
    /// ALPN names as they stand in the handshake: each with its length before it.
    [[nodiscard]] const std::string &protocols() const { return m_protocols; }

private:
    explicit TlsContext(bool server);
    [[nodiscard]] Result<void> apply(const TlsServerSettings &settings);
    [[nodiscard]] Result<void> apply(const TlsClientSettings &settings);
    [[nodiscard]] Result<void> useCertificate(const std::string &certificate, const std::string &key);
    [[nodiscard]] Result<void> useRevocations(const std::string &file);
    void setProtocols(const std::vector<std::string> &protocols);

    SSL_CTX *m_context = nullptr;
    bool m_server;
    bool m_verify = false;
    std::int64_t m_certificateEnds = 0;
    std::string m_protocols;
    mutable TicketKeys m_ticketKeys;
};

} // namespace topiq
