// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// The few primitives that access control needs, by OpenSSL. Bytes in and out as strings. Any thread. They fail only
/// when the library itself is broken; the program ends then, because no answer would be safe.
namespace topiq::crypto {

enum class Digest { Sha256, Sha512 };

[[nodiscard]] std::string hash(Digest digest, std::string_view data);
[[nodiscard]] std::string hmac(Digest digest, std::string_view key, std::string_view data);
/// `iterations` at least 1.
[[nodiscard]] std::string pbkdf2(
    Digest digest, std::string_view password, std::string_view salt, unsigned iterations, std::size_t bytes);
[[nodiscard]] std::string randomBytes(std::size_t bytes);

/// Whether both are the same; how long it takes tells only their lengths.
[[nodiscard]] bool equal(std::string_view left, std::string_view right);
/// Overwrites what is no longer needed, and empties it.
void wipe(std::string &secret);

/// A thread that Qt ends has used this and will not again: frees what OpenSSL keeps for it.
void leaveThread();

enum class Base64 { Standard, Url };
[[nodiscard]] std::string toBase64(std::string_view bytes);
/// Nothing when a character does not belong there. Url: without padding, as tokens are written.
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text, Base64 alphabet = Base64::Standard);

} // namespace topiq::crypto
