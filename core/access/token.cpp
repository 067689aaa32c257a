// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/token.h"

#include "access/crypto.h"
#include "access/users.h"
#include "base/text.h"
#include "engine/topicname.h"

#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <optional>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t MaxTokenBytes = 16 * 1024;
constexpr std::size_t MinSecretBytes = 32;
constexpr std::size_t MaxFilters = 1000;
constexpr std::size_t Es256PartBytes = 32;
/// Clocks of two machines differ a little; a token made just now must do.
constexpr std::int64_t ClockSlackMs = 5'000;

using KeyPointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Error invalid(std::string text) { return {ErrorCode::Invalid, std::move(text), {}}; }

class SecretVerifier final : public TokenVerifier {
public:
    explicit SecretVerifier(std::string secret) : m_secret(std::move(secret)) {}
    ~SecretVerifier() override { crypto::wipe(m_secret); }

private:
    const char *algorithm() const override { return "HS256"; }
    bool isSignature(std::string_view text, std::string_view signature) const override
    {
        return crypto::equal(crypto::hmac(crypto::Digest::Sha256, m_secret, text), signature);
    }

    std::string m_secret;
};

class PublicKeyVerifier final : public TokenVerifier {
public:
    explicit PublicKeyVerifier(KeyPointer key) : m_key(std::move(key)) {}

private:
    [[nodiscard]] bool isElliptic() const { return EVP_PKEY_get_base_id(m_key.get()) == EVP_PKEY_EC; }
    const char *algorithm() const override { return isElliptic() ? "ES256" : "RS256"; }
    bool isSignature(std::string_view text, std::string_view signature) const override
    {
        const std::string der = isElliptic() ? derOf(signature) : std::string(signature);
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        const auto bytes = [](std::string_view data) { return reinterpret_cast<const unsigned char *>(data.data()); };
        const bool good = !der.empty() && context
            && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) == 1
            && EVP_DigestVerify(context.get(), bytes(der), der.size(), bytes(text), text.size()) == 1;
        ERR_clear_error();
        return good;
    }

    /// A token holds the two numbers of an ECDSA signature one behind the other; OpenSSL wants them as a sequence.
    static std::string derOf(std::string_view signature)
    {
        if (signature.size() != 2 * Es256PartBytes)
            return {};
        const auto *const bytes = reinterpret_cast<const unsigned char *>(signature.data());
        const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(ECDSA_SIG_new(), ECDSA_SIG_free);
        BIGNUM *const r = BN_bin2bn(bytes, Es256PartBytes, nullptr);
        BIGNUM *const s = BN_bin2bn(bytes + Es256PartBytes, Es256PartBytes, nullptr);
        if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r, s) != 1) {
            BN_free(r);
            BN_free(s);
            return {};
        }
        unsigned char *der = nullptr;
        const int size = i2d_ECDSA_SIG(pair.get(), &der);
        std::string result = size > 0 ? std::string(reinterpret_cast<char *>(der), std::size_t(size)) : std::string();
        OPENSSL_free(der);
        return result;
    }

    const KeyPointer m_key;
};

KeyPointer readPublicKey(const std::string &pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> file(BIO_new_mem_buf(pem.data(), int(pem.size())), BIO_free);
    KeyPointer key(PEM_read_bio_PUBKEY(file.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    if (!key) {
        (void)BIO_reset(file.get());
        const std::unique_ptr<X509, decltype(&X509_free)> certificate(
            PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr), X509_free);
        if (certificate)
            key.reset(X509_get_pubkey(certificate.get()));
    }
    ERR_clear_error();
    return key;
}

bool isP256(EVP_PKEY *key)
{
    char name[64];
    std::size_t size = 0;
    return EVP_PKEY_get_group_name(key, name, sizeof name, &size) == 1
        && (std::string_view(name, size) == "prime256v1" || std::string_view(name, size) == "P-256");
}

std::optional<QJsonObject> readPart(std::string_view part)
{
    const auto json = crypto::fromBase64(part, crypto::Base64::Url);
    if (!json)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(*json));
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

/// Seconds since 1970 as milliseconds.
std::optional<std::int64_t> timeOf(const QJsonValue &value)
{
    const double seconds = value.toDouble(-1);
    if (!value.isDouble() || !(seconds >= 0) || seconds > 1e11)
        return {};
    return std::int64_t(std::floor(seconds * 1000));
}

bool isFor(const QJsonValue &audience, const std::string &name)
{
    const QString wanted = QString::fromStdString(name);
    return audience.isArray() ? audience.toArray().contains(wanted) : audience.isString() && audience == wanted;
}

/// A list of texts; nothing when there is something else.
std::optional<std::vector<std::string>> textsOf(const QJsonValue &value)
{
    if (!value.isArray() || std::size_t(value.toArray().size()) > MaxFilters)
        return {};
    std::vector<std::string> texts;
    for (const QJsonValue &item : value.toArray()) {
        if (!item.isString())
            return {};
        texts.push_back(item.toString().toStdString());
    }
    return texts;
}

bool readFilters(const QJsonValue &claim, std::optional<std::vector<std::string>> &filters)
{
    if (claim.isUndefined())
        return true;
    filters = textsOf(claim);
    if (!filters)
        return false;
    for (const std::string &filter : *filters) {
        if (checkTopicFilter(filter) != NameFault::None)
            return false;
    }
    return true;
}

} // namespace

Result<std::shared_ptr<const TokenVerifier>> TokenVerifier::make(std::string key, Expectation expectation)
{
    std::shared_ptr<TokenVerifier> verifier;
    const std::string stamp = crypto::hash(crypto::Digest::Sha256,
        key + '\0' + expectation.issuer + '\0' + expectation.audience + '\0' + expectation.userClaim);
    const auto wrong = [](const char *text) { return Error{ErrorCode::Configuration, text, {}}; };
    if (key.find("-----BEGIN") != std::string::npos) {
        KeyPointer publicKey = readPublicKey(key);
        const bool isPrivate = key.find("PRIVATE KEY") != std::string::npos;
        crypto::wipe(key);
        if (isPrivate)
            return wrong("holds a private key, which only the issuer of tokens should have; give its public key");
        if (!publicKey)
            return wrong("holds no public key or certificate in PEM that can be read");
        const int kind = EVP_PKEY_get_base_id(publicKey.get());
        if (!(kind == EVP_PKEY_RSA && EVP_PKEY_get_bits(publicKey.get()) >= 2048)
            && !(kind == EVP_PKEY_EC && isP256(publicKey.get())))
            return wrong("holds a key that is neither RSA of at least 2048 bits (RS256) nor of curve P-256 (ES256)");
        verifier = std::make_shared<PublicKeyVerifier>(std::move(publicKey));
    } else {
        while (!key.empty() && (key.back() == '\n' || key.back() == '\r'))
            key.pop_back();
        if (key.size() < MinSecretBytes)
            return wrong("holds a secret of less than 32 bytes, which can be found by trying; make a longer one "
                         "(openssl rand -base64 48)");
        verifier = std::make_shared<SecretVerifier>(std::move(key));
    }
    verifier->m_expectation = std::move(expectation);
    verifier->m_stamp = stamp;
    return std::shared_ptr<const TokenVerifier>(std::move(verifier));
}

bool TokenVerifier::looksLikeToken(std::string_view password)
{
    // "eyJ" is how base64 begins what begins with {".
    return password.starts_with("eyJ") && std::count(password.begin(), password.end(), '.') == 2;
}

Result<TokenClaims> TokenVerifier::verify(std::string_view token, std::int64_t nowMs) const
{
    if (token.size() > MaxTokenBytes || !looksLikeToken(token))
        return invalid("the token is longer than 16 KiB or has not three parts");
    const std::size_t dot = token.find('.');
    const std::size_t lastDot = token.rfind('.');
    const auto header = readPart(token.substr(0, dot));
    const auto signature = crypto::fromBase64(token.substr(lastDot + 1), crypto::Base64::Url);
    if (!header || !signature)
        return invalid("the token is not well-formed");
    if (header->value("alg"_L1) != QString::fromLatin1(algorithm()))
        return invalid(std::string("the token is not signed with ") + algorithm() + ", as the key asks for");
    if (header->contains("crit"_L1))
        return invalid("the token demands extensions that are not known here");
    if (!isSignature(token.substr(0, lastDot), *signature))
        return invalid("the signature of the token is wrong");
    const auto claims = readPart(token.substr(dot + 1, lastDot - dot - 1));
    if (!claims)
        return invalid("the content of the token is not a JSON object");

    TokenClaims result;
    const auto end = timeOf(claims->value("exp"_L1));
    if (!end)
        return invalid("the token has no time of expiry (exp)");
    if (*end <= nowMs)
        return invalid("the token has expired");
    result.validUntilMs = *end;
    if (claims->contains("nbf"_L1)) {
        const auto start = timeOf(claims->value("nbf"_L1));
        if (!start || *start > nowMs + ClockSlackMs)
            return invalid("the token is not valid yet (nbf)");
    }
    if (!m_expectation.issuer.empty() && claims->value("iss"_L1) != QString::fromStdString(m_expectation.issuer))
        return invalid("the token is from another issuer than access.jwt_issuer");
    if (!m_expectation.audience.empty() && !isFor(claims->value("aud"_L1), m_expectation.audience))
        return invalid("the token is for another audience than access.jwt_audience");
    result.user = claims->value(QString::fromStdString(m_expectation.userClaim)).toString().toStdString();
    if (!checkUserName(result.user))
        return invalid("the token has no user name in the claim \"" + printable(m_expectation.userClaim, 60) + "\"");
    result.admin = claims->value("admin"_L1).toBool();
    if (claims->contains("roles"_L1)) {
        auto roles = textsOf(claims->value("roles"_L1));
        if (!roles)
            return invalid("the claim \"roles\" of the token is no list of texts");
        result.roles = std::move(*roles);
    }
    if (!readFilters(claims->value("publish"_L1), result.scope.publish)
        || !readFilters(claims->value("subscribe"_L1), result.scope.subscribe))
        return invalid("the claim \"publish\" or \"subscribe\" of the token is no list of topic filters");
    return result;
}

} // namespace topiq
