// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace topiq {

/// What a hash costs to compute. The default takes about 100 ms on a small board, 25 ms on a server.
struct PasswordCost {
    std::uint32_t memoryKib = 19 * 1024;
    std::uint32_t passes = 2;
};

/// Whether this can be a password at all: not empty, at most 1,024 bytes, no NUL. Failure: Invalid.
[[nodiscard]] Result<void> checkPassword(std::string_view password);

/// A password as it is kept: Argon2id in its usual text form, or what mosquitto's files hold (`$6$`, `$7$`). A plain
/// value; any thread.
class PasswordHash {
public:
    /// Failure: Invalid, with a sentence that does not repeat the text.
    [[nodiscard]] static Result<PasswordHash> parse(std::string_view text);
    /// A new Argon2id hash with a salt of its own. Takes long: never on a loop.
    [[nodiscard]] static Result<PasswordHash> make(std::string_view password, const PasswordCost &cost = {});

    /// Takes long: never on a loop. The time does not tell how much of the password was right.
    [[nodiscard]] bool matches(std::string_view password) const;
    [[nodiscard]] const std::string &text() const { return m_text; }

    friend bool operator==(const PasswordHash &, const PasswordHash &) = default;

private:
    enum class Kind { Argon2id, MosquittoSha512, MosquittoPbkdf2 };

    static Result<PasswordHash> parseArgon2id(std::string_view text);
    static Result<PasswordHash> parseMosquitto(std::string_view text);

    Kind m_kind = Kind::Argon2id;
    std::string m_text;
    // of mosquitto's forms:
    std::uint32_t m_iterations = 0;
    std::string m_salt;
    std::string m_hash;
};

} // namespace topiq
