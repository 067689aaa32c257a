// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/passwordhash.h"

#include "access/crypto.h"

#include <argon2.h>

#include <charconv>
#include <vector>

namespace topiq {

namespace {

constexpr std::size_t MaxPasswordBytes = 1024;
constexpr std::size_t SaltBytes = 16;
constexpr std::size_t HashBytes = 32;
constexpr std::size_t Sha512Bytes = 64;
// A file that asks for more than this would stop the broker at every login.
constexpr std::uint32_t MaxMemoryKib = 1024 * 1024;
constexpr std::uint32_t MaxPasses = 64;
constexpr std::uint32_t MaxLanes = 16;
constexpr std::uint32_t MaxIterations = 10'000'000;

Error invalid(const char *text) { return {ErrorCode::Invalid, text, {}}; }

/// The part up to the next `separator`, or all that is left.
std::string_view takePart(std::string_view &rest, char separator)
{
    const std::size_t end = rest.find(separator);
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return part;
}

bool readNumber(std::string_view digits, std::uint32_t most, std::uint32_t &number)
{
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return fault == std::errc() && end == digits.data() + digits.size() && number >= 1 && number <= most;
}

bool readParameter(std::string_view &rest, std::string_view name, std::uint32_t most, std::uint32_t &number)
{
    std::string_view part = takePart(rest, ',');
    if (!part.starts_with(name))
        return false;
    part.remove_prefix(name.size());
    return readNumber(part, most, number);
}

} // namespace

Result<void> checkPassword(std::string_view password)
{
    if (password.empty())
        return invalid("the password is empty");
    if (password.size() > MaxPasswordBytes)
        return invalid("the password is longer than 1024 bytes");
    if (password.find('\0') != std::string_view::npos)
        return invalid("the password holds a NUL byte");
    return {};
}

Result<PasswordHash> PasswordHash::parse(std::string_view text)
{
    if (text.starts_with("$argon2id$"))
        return parseArgon2id(text);
    if (text.starts_with("$6$") || text.starts_with("$7$"))
        return parseMosquitto(text);
    return invalid("is no password hash: $argon2id$..., or $6$... or $7$... of mosquitto; topiqctl user add makes one");
}

Result<PasswordHash> PasswordHash::parseArgon2id(std::string_view text)
{
    std::string_view rest = text.substr(std::string_view("$argon2id$").size());
    const bool version = takePart(rest, '$') == "v=19";
    std::string_view parameters = takePart(rest, '$');
    std::uint32_t memory = 0;
    std::uint32_t passes = 0;
    std::uint32_t lanes = 0;
    const bool sane = readParameter(parameters, "m=", MaxMemoryKib, memory)
        && readParameter(parameters, "t=", MaxPasses, passes) && readParameter(parameters, "p=", MaxLanes, lanes)
        && parameters.empty() && memory >= 8 * lanes;
    const std::string_view salt = takePart(rest, '$');
    const std::string_view hash = takePart(rest, '$');
    const auto isBase64 = [](std::string_view part, std::size_t least) {
        return part.size() >= least && part.size() <= 512
            && part.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            == std::string_view::npos;
    };
    if (!version || !sane || !isBase64(salt, 11) || !isBase64(hash, 16) || !rest.empty())
        return invalid("is no whole Argon2id hash, or asks for more than 1 GiB, 64 passes or 16 lanes");
    PasswordHash result;
    result.m_text = text;
    return result;
}

Result<PasswordHash> PasswordHash::parseMosquitto(std::string_view text)
{
    PasswordHash result;
    result.m_text = text;
    result.m_kind = text[1] == '6' ? Kind::MosquittoSha512 : Kind::MosquittoPbkdf2;
    std::string_view rest = text.substr(3);
    if (result.m_kind == Kind::MosquittoPbkdf2 && !readNumber(takePart(rest, '$'), MaxIterations, result.m_iterations))
        return invalid("has no number of iterations from 1 to 10000000 behind $7$");
    const auto salt = crypto::fromBase64(takePart(rest, '$'));
    const auto hash = crypto::fromBase64(rest);
    if (!salt || salt->empty() || !hash || hash->size() != Sha512Bytes)
        return invalid("is no whole hash of mosquitto: $6$SALT$HASH or $7$ITERATIONS$SALT$HASH");
    result.m_salt = *salt;
    result.m_hash = *hash;
    return result;
}

Result<PasswordHash> PasswordHash::make(std::string_view password, const PasswordCost &cost)
{
    if (auto checked = checkPassword(password); !checked)
        return checked.error();
    const std::string salt = crypto::randomBytes(SaltBytes);
    std::vector<char> text(argon2_encodedlen(cost.passes, cost.memoryKib, 1, SaltBytes, HashBytes, Argon2_id));
    const int done = argon2id_hash_encoded(cost.passes, cost.memoryKib, 1, password.data(), password.size(),
        salt.data(), salt.size(), HashBytes, text.data(), text.size());
    if (done != ARGON2_OK)
        return Error{
            ErrorCode::Failure, std::string("the password cannot be hashed: ") + argon2_error_message(done), {}};
    return parse(text.data());
}

bool PasswordHash::matches(std::string_view password) const
{
    switch (m_kind) {
    case Kind::Argon2id:
        return argon2id_verify(m_text.c_str(), password.data(), password.size()) == ARGON2_OK;
    case Kind::MosquittoSha512: {
        std::string salted(password);
        salted += m_salt;
        const bool same = crypto::equal(crypto::hash(crypto::Digest::Sha512, salted), m_hash);
        crypto::wipe(salted);
        return same;
    }
    case Kind::MosquittoPbkdf2:
        return crypto::equal(
            crypto::pbkdf2(crypto::Digest::Sha512, password, m_salt, m_iterations, m_hash.size()), m_hash);
    }
    return false;
}

} // namespace topiq
