// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/scram.h"

#include "access/crypto.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace topiq {

namespace {

using crypto::Digest;

constexpr std::string_view Name = "SCRAM-SHA-256";
constexpr std::size_t SaltBytes = 16;
constexpr std::size_t KeyBytes = 32;
constexpr std::size_t MaxMessageBytes = 4096;
constexpr std::uint32_t MaxIterations = 10'000'000;

std::string_view takePart(std::string_view &rest, char separator)
{
    const std::size_t end = rest.find(separator);
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return part;
}

/// The value of "x=value" when the part begins with that letter.
std::optional<std::string_view> attribute(std::string_view part, char letter)
{
    if (part.size() < 2 || part[0] != letter || part[1] != '=')
        return {};
    return part.substr(2);
}

/// A name as RFC 5802 writes it: "=2C" for a comma, "=3D" for an equals sign.
std::optional<std::string> unescapeName(std::string_view text)
{
    std::string name;
    while (!text.empty()) {
        if (text.front() != '=') {
            name += text.front();
            text.remove_prefix(1);
            continue;
        }
        const std::string_view code = text.substr(0, 3);
        if (code != "=2C" && code != "=3D")
            return {};
        name += code == "=2C" ? ',' : '=';
        text.remove_prefix(3);
    }
    return name.empty() || !isMqttText(name) ? std::nullopt : std::optional(name);
}

bool isNonce(std::string_view text)
{
    return !text.empty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F && c != ','; });
}

} // namespace

Result<ScramVerifier> ScramVerifier::parse(std::string_view text)
{
    const Error invalid{ErrorCode::Invalid,
        "is no SCRAM-SHA-256 verifier: SCRAM-SHA-256$ITERATIONS:SALT$STOREDKEY:SERVERKEY; topiqctl user add makes one",
        {}};
    std::string_view rest = text;
    if (takePart(rest, '$') != Name)
        return invalid;
    std::string_view cost = takePart(rest, '$');
    const std::string_view digits = takePart(cost, ':');
    ScramVerifier verifier;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), verifier.iterations);
    const auto salt = crypto::fromBase64(cost);
    const auto storedKey = crypto::fromBase64(takePart(rest, ':'));
    const auto serverKey = crypto::fromBase64(rest);
    if (fault != std::errc() || end != digits.data() + digits.size() || verifier.iterations < 1
        || verifier.iterations > MaxIterations || !salt || salt->empty() || !storedKey || storedKey->size() != KeyBytes
        || !serverKey || serverKey->size() != KeyBytes)
        return invalid;
    verifier.salt = *salt;
    verifier.storedKey = *storedKey;
    verifier.serverKey = *serverKey;
    return verifier;
}

ScramVerifier ScramVerifier::make(std::string_view password)
{
    return make(password, crypto::randomBytes(SaltBytes), Iterations);
}

ScramVerifier ScramVerifier::make(std::string_view password, std::string_view salt, std::uint32_t iterations)
{
    std::string salted = crypto::pbkdf2(Digest::Sha256, password, salt, iterations, KeyBytes);
    ScramVerifier verifier;
    verifier.iterations = iterations;
    verifier.salt = salt;
    std::string clientKey = crypto::hmac(Digest::Sha256, salted, "Client Key");
    verifier.storedKey = crypto::hash(Digest::Sha256, clientKey);
    verifier.serverKey = crypto::hmac(Digest::Sha256, salted, "Server Key");
    crypto::wipe(clientKey);
    crypto::wipe(salted);
    return verifier;
}

std::string ScramVerifier::text() const
{
    return std::string(Name) + '$' + std::to_string(iterations) + ':' + crypto::toBase64(salt) + '$'
        + crypto::toBase64(storedKey) + ':' + crypto::toBase64(serverKey);
}

ScramServer::ScramServer(Find find, std::string decoyKey, std::string nonce)
    : m_find(std::move(find)),
      m_decoyKey(std::move(decoyKey)),
      m_nonce(std::move(nonce))
{}

std::optional<std::string> ScramServer::first(std::string_view clientFirst)
{
    if (clientFirst.size() > MaxMessageBytes || !m_transcript.empty())
        return {};
    std::string_view rest = clientFirst;
    const std::string_view binding = takePart(rest, ',');
    const std::string_view authorization = takePart(rest, ',');
    // "n": the client cannot bind to the channel; "y": it could, and thinks that we cannot, which is so. To act for
    // somebody else is not offered.
    if ((binding != "n" && binding != "y") || !authorization.empty())
        return {};
    m_header = clientFirst.substr(0, clientFirst.size() - rest.size());
    m_transcript = rest;
    const auto escaped = attribute(takePart(rest, ','), 'n');
    const auto name = escaped ? unescapeName(*escaped) : std::nullopt;
    const auto nonce = attribute(takePart(rest, ','), 'r');
    if (!name || !nonce || !isNonce(*nonce))
        return {};
    m_user = *name;
    m_nonce = std::string(*nonce) + m_nonce;

    if (auto verifier = m_find(m_user)) {
        m_verifier = std::move(*verifier);
        m_known = true;
    } else {
        m_verifier.salt = crypto::hmac(Digest::Sha256, m_decoyKey, m_user).substr(0, SaltBytes);
        m_verifier.storedKey.assign(KeyBytes, '\0');
        m_verifier.serverKey.assign(KeyBytes, '\0');
    }
    std::string answer
        = "r=" + m_nonce + ",s=" + crypto::toBase64(m_verifier.salt) + ",i=" + std::to_string(m_verifier.iterations);
    m_transcript += ',' + answer;
    return answer;
}

std::optional<std::string> ScramServer::final(std::string_view clientFinal)
{
    if (m_transcript.empty() || clientFinal.size() > MaxMessageBytes)
        return {};
    const std::size_t proofAt = clientFinal.rfind(",p=");
    if (proofAt == std::string_view::npos)
        return {};
    const std::string_view withoutProof = clientFinal.substr(0, proofAt);
    const auto proof = crypto::fromBase64(clientFinal.substr(proofAt + 3));
    std::string_view rest = withoutProof;
    const auto binding = attribute(takePart(rest, ','), 'c');
    const auto nonce = attribute(takePart(rest, ','), 'r');
    if (!binding || *binding != crypto::toBase64(m_header) || !nonce || !crypto::equal(*nonce, m_nonce) || !proof
        || proof->size() != KeyBytes)
        return {};

    const std::string transcript = std::exchange(m_transcript, {}) + ',' + std::string(withoutProof);
    std::string clientKey = crypto::hmac(Digest::Sha256, m_verifier.storedKey, transcript);
    for (std::size_t i = 0; i < KeyBytes; ++i)
        clientKey[i] = char(clientKey[i] ^ (*proof)[i]);
    const bool right = crypto::equal(crypto::hash(Digest::Sha256, clientKey), m_verifier.storedKey);
    crypto::wipe(clientKey);
    if (!right || !m_known)
        return {};
    return "v=" + crypto::toBase64(crypto::hmac(Digest::Sha256, m_verifier.serverKey, transcript));
}

} // namespace topiq
