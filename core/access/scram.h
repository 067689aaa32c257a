// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace topiq {

/// What the server keeps to check a SCRAM-SHA-256 login (RFC 5802, RFC 7677): the password cannot be found from it
/// without trying, nor can anybody log in with it. Written as RFC 5803 does:
/// SCRAM-SHA-256$<iterations>:<salt>$<stored key>:<server key>, the parts in base64. A plain value.
struct ScramVerifier {
    static constexpr std::uint32_t Iterations = 4096;

    std::uint32_t iterations = Iterations;
    std::string salt;
    std::string storedKey;
    std::string serverKey;

    /// Failure: Invalid, with a sentence that does not repeat the text.
    [[nodiscard]] static Result<ScramVerifier> parse(std::string_view text);
    /// With a salt of its own. Takes milliseconds.
    [[nodiscard]] static ScramVerifier make(std::string_view password);
    [[nodiscard]] static ScramVerifier make(std::string_view password, std::string_view salt, std::uint32_t iterations);
    [[nodiscard]] std::string text() const;

    friend bool operator==(const ScramVerifier &, const ScramVerifier &) = default;
};

/// The server's side of one login: two messages in, two out. Without channel binding. For an unknown user it goes on to
/// the end as for a known one, so that names cannot be found out. Not thread-safe; knows nothing of users but what
/// `find` answers.
class ScramServer {
public:
    /// The verifier of this user; nothing when there is none: then `decoySalt` makes up a salt that stays the same.
    using Find = std::function<std::optional<ScramVerifier>(const std::string &user)>;

    /// `nonce`: printable ASCII without comma, never used before.
    ScramServer(Find find, std::string decoyKey, std::string nonce);

    /// The answer to the client's first message; nothing when that breaks the rules.
    [[nodiscard]] std::optional<std::string> first(std::string_view clientFirst);
    /// The answer to its second; nothing when it breaks the rules or the proof is wrong.
    [[nodiscard]] std::optional<std::string> final(std::string_view clientFinal);

    /// As the client named itself; holds after first().
    [[nodiscard]] const std::string &user() const { return m_user; }

private:
    const Find m_find;
    const std::string m_decoyKey;
    std::string m_nonce; // ours; from first() on the client's with ours behind it
    std::string m_user;
    std::string m_header; // the client's, to be repeated by it
    std::string m_transcript; // the first two messages, as they enter the proof
    ScramVerifier m_verifier;
    bool m_known = false;
};

} // namespace topiq
