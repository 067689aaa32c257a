// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace topiq {

/// Filters that a token carries: what its bearer may do at most.
struct TokenScope {
    std::optional<std::vector<std::string>> publish; ///< nothing: as the rules say
    std::optional<std::vector<std::string>> subscribe;

    friend bool operator==(const TokenScope &, const TokenScope &) = default;
};

/// Who a client has turned out to be: all that a rule can ask about. A plain value.
struct Identity {
    enum class Proof { None, Password, Certificate, Token };

    Proof proof = Proof::None; ///< None: anonymous
    std::string user; ///< empty when anonymous
    std::vector<std::string> claimedRoles; ///< by the token
    bool claimedAdmin = false; ///< likewise
    std::vector<std::string> roles; ///< those and the ones of the list of users; see AccessState::admit()
    bool admin = false;
    std::string clientId;
    std::string host; ///< the address without port
    std::string listener;
    bool loopback = false;
    TokenScope scope;
    std::int64_t validUntilMs = 0; ///< ms UTC; 0: for good
    std::string secretStamp; ///< of what the proof was checked against, so that it can be seen to have changed

    friend bool operator==(const Identity &, const Identity &) = default;
    [[nodiscard]] bool isAnonymous() const { return proof == Proof::None; }
};

} // namespace topiq
