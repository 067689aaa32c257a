// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/identity.h"
#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace topiq {

/// Who a token says its bearer is.
struct TokenClaims {
    std::string user;
    bool admin = false;
    std::vector<std::string> roles;
    TokenScope scope;
    std::int64_t validUntilMs = 0; ///< ms UTC
};

/// Checks JSON Web Tokens (RFC 7519) against one key. What the key is decides the algorithm: a public key in PEM is for
/// RS256 or ES256, anything else is the secret of HS256; so a token cannot choose. Immutable; any thread.
class TokenVerifier {
public:
    struct Expectation {
        std::string issuer; ///< empty: any
        std::string audience; ///< empty: any
        std::string userClaim = "sub";
    };

    /// `key`: the content of the key file. Failure: Configuration, with a sentence.
    [[nodiscard]] static Result<std::shared_ptr<const TokenVerifier>> make(std::string key, Expectation expectation);
    virtual ~TokenVerifier() = default;

    /// Whether a password is meant as a token: three parts with dots, the first of them JSON.
    [[nodiscard]] static bool looksLikeToken(std::string_view password);
    /// Failure: Invalid, with the reason; it repeats nothing of the token.
    [[nodiscard]] Result<TokenClaims> verify(std::string_view token, std::int64_t nowMs) const;

    /// Changes when the key or what is expected changes.
    [[nodiscard]] const std::string &stamp() const { return m_stamp; }

protected:
    TokenVerifier() = default;

private:
    [[nodiscard]] virtual const char *algorithm() const = 0;
    [[nodiscard]] virtual bool isSignature(std::string_view text, std::string_view signature) const = 0;

    Expectation m_expectation;
    std::string m_stamp;
};

} // namespace topiq
