// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

using SSL = struct ssl_st;

namespace topiq {

/// What access control may ask about the certificate that a peer has shown and that was verified. Text is UTF-8; a
/// value with a NUL byte in it is left out, because what stands before the NUL may be somebody else's name.
struct PeerCertificate {
    std::string commonName; ///< the last one of the subject; empty: none
    std::string subject; ///< as RFC 2253 writes it: "CN=pump 7,O=Plant"
    std::vector<std::string> alternativeNames; ///< "DNS:pump7.plant", "email:...", "URI:...", "IP:10.0.0.7"
    std::string fingerprint; ///< SHA-256 of the whole certificate, 64 lower-case hexadecimal digits
    std::int64_t ends = 0; ///< seconds since 1970

    /// Of a finished handshake; null when the peer has shown none.
    [[nodiscard]] static std::shared_ptr<const PeerCertificate> of(const SSL *ssl);
};

} // namespace topiq
