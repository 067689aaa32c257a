// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/token.h"

#include "access/crypto.h"

#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

namespace {

constexpr std::int64_t Now = 1'800'000'000'000;
const std::string Secret = "0123456789abcdef0123456789abcdef";

std::string part(std::string_view bytes)
{
    return QByteArray(bytes.data(), qsizetype(bytes.size()))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

std::string part(const QJsonObject &object)
{
    return part(QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
}

QJsonObject claims(const QJsonObject &changes = {})
{
    QJsonObject object{{u"sub"_s, u"anna"_s}, {u"exp"_s, double(Now / 1000 + 60)}};
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it.value().isNull())
            object.remove(it.key());
        else
            object.insert(it.key(), it.value());
    }
    return object;
}

std::string token(const QJsonObject &content, const QJsonObject &header = {{u"alg"_s, u"HS256"_s}},
    const std::string &secret = Secret)
{
    const std::string text = part(header) + '.' + part(content);
    return text + '.' + part(crypto::hmac(crypto::Digest::Sha256, secret, text));
}

std::string pemOf(EVP_PKEY *key, bool isPrivate = false)
{
    BIO *const file = BIO_new(BIO_s_mem());
    if (isPrivate)
        PEM_write_bio_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    else
        PEM_write_bio_PUBKEY(file, key);
    char *data = nullptr;
    const long size = BIO_get_mem_data(file, &data);
    std::string text(data, std::size_t(size));
    BIO_free(file);
    return text;
}

std::string signature(EVP_PKEY *key, const std::string &text)
{
    EVP_MD_CTX *const context = EVP_MD_CTX_new();
    std::string result(1024, '\0');
    std::size_t size = result.size();
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key);
    EVP_DigestSign(context, reinterpret_cast<unsigned char *>(result.data()), &size,
        reinterpret_cast<const unsigned char *>(text.data()), text.size());
    EVP_MD_CTX_free(context);
    result.resize(size);
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC)
        return result;
    const auto *bytes = reinterpret_cast<const unsigned char *>(result.data());
    ECDSA_SIG *const pair = d2i_ECDSA_SIG(nullptr, &bytes, long(size));
    std::string flat(64, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), reinterpret_cast<unsigned char *>(flat.data()), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), reinterpret_cast<unsigned char *>(flat.data()) + 32, 32);
    ECDSA_SIG_free(pair);
    return flat;
}

} // namespace

class TokenTest : public QObject {
    Q_OBJECT

private:
    static std::shared_ptr<const TokenVerifier> verifier(TokenVerifier::Expectation expectation = {})
    {
        return TokenVerifier::make(Secret + "\n", std::move(expectation)).value();
    }

    static void publicKeyVerifies(EVP_PKEY *key, const QString &algorithm)
    {
        const auto made = TokenVerifier::make(pemOf(key), {});
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().text.c_str());
        const std::string text = part(QJsonObject{{u"alg"_s, algorithm}}) + '.' + part(claims());
        const std::string good = signature(key, text);
        QVERIFY((*made)->verify(text + '.' + part(good), Now).ok());
        std::string bad = good;
        bad[bad.size() / 2] = char(bad[bad.size() / 2] ^ 1);
        QVERIFY(!(*made)->verify(text + '.' + part(bad), Now).ok());
        QVERIFY(!(*made)->verify(text + '.' + part(good.substr(1)), Now).ok());
        QVERIFY(!(*made)->verify(text + '.', Now).ok());
        // The classic: the public key used as the secret of an HMAC.
        QVERIFY(!(*made)->verify(token(claims(), {{u"alg"_s, u"HS256"_s}}, pemOf(key)), Now).ok());
        QVERIFY(!TokenVerifier::make(pemOf(key, true), {}).ok());
    }

private Q_SLOTS:
    void exampleOfTheRfcHasAGoodSignature()
    {
        // RFC 7515 appendix A.1: the key as bytes, a token that has expired long ago and names no user.
        const auto key = crypto::fromBase64(
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
            crypto::Base64::Url);
        const auto made = TokenVerifier::make(*key, {});
        QVERIFY(made.ok());
        const auto claimed = (*made)->verify("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                                             "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl"
                                             "LmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            1'300'819'379'000);
        QCOMPARE(claimed.error().text, std::string("the token has no user name in the claim \"sub\""));
        const auto late = (*made)->verify("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                                          "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl"
                                          "LmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            1'300'819'380'000);
        QCOMPARE(late.error().text, std::string("the token has expired"));
    }

    void claimsAreRead()
    {
        const auto result
            = verifier()->verify(token(claims({{u"admin"_s, true}, {u"roles"_s, QJsonArray{u"a"_s, u"b"_s}},
                                     {u"publish"_s, QJsonArray{u"out/#"_s}}, {u"subscribe"_s, QJsonArray{}}})),
                Now);
        QVERIFY2(result.ok(), result.ok() ? "" : result.error().text.c_str());
        QCOMPARE(result->user, std::string("anna"));
        QVERIFY(result->admin);
        QVERIFY((result->roles == std::vector<std::string>{"a", "b"}));
        QVERIFY((result->scope.publish == std::vector<std::string>{"out/#"}));
        QVERIFY(result->scope.subscribe && result->scope.subscribe->empty());
        QCOMPARE(result->validUntilMs, Now + 60'000);
    }

    void plainTokenClaimsNothingMore()
    {
        const auto result = verifier()->verify(token(claims()), Now);
        QVERIFY(result.ok());
        QVERIFY(!result->admin && result->roles.empty() && !result->scope.publish && !result->scope.subscribe);
    }

    void badTokenIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row
            = [](const char *name, const std::string &text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
        const std::string good = token(claims());
        row("empty", "");
        row("no token", "secret");
        row("two parts", good.substr(0, good.rfind('.')));
        row("four parts", good + ".x");
        row("no signature", good.substr(0, good.rfind('.') + 1));
        row("algorithm none", part(QJsonObject{{u"alg"_s, u"none"_s}}) + '.' + part(claims()) + '.');
        row("algorithm none, signed", token(claims(), {{u"alg"_s, u"none"_s}}));
        row("no algorithm", token(claims(), {{u"typ"_s, u"JWT"_s}}));
        row("other algorithm", token(claims(), {{u"alg"_s, u"RS256"_s}}));
        row("lower case algorithm", token(claims(), {{u"alg"_s, u"hs256"_s}}));
        row("critical extension", token(claims(), {{u"alg"_s, u"HS256"_s}, {u"crit"_s, QJsonArray{u"b64"_s}}}));
        row("other secret", token(claims(), {{u"alg"_s, u"HS256"_s}}, Secret + "x"));
        row("expired", token(claims({{u"exp"_s, double(Now / 1000)}})));
        row("no expiry", token(claims({{u"exp"_s, QJsonValue()}})));
        row("expiry as text", token(claims({{u"exp"_s, u"9999999999"_s}})));
        row("expiry below zero", token(claims({{u"exp"_s, -1}})));
        row("endless expiry", token(claims({{u"exp"_s, 1e300}})));
        row("not yet", token(claims({{u"nbf"_s, double(Now / 1000 + 10)}})));
        row("nbf as text", token(claims({{u"nbf"_s, u"0"_s}})));
        row("no user", token(claims({{u"sub"_s, QJsonValue()}})));
        row("empty user", token(claims({{u"sub"_s, QString()}})));
        row("user as number", token(claims({{u"sub"_s, 5}})));
        row("roles as text", token(claims({{u"roles"_s, u"a"_s}})));
        row("topics as text", token(claims({{u"publish"_s, u"#"_s}})));
        row("bad topic filter", token(claims({{u"subscribe"_s, QJsonArray{u"a#"_s}}})));
        row("number as topic", token(claims({{u"subscribe"_s, QJsonArray{5}}})));
        row("content is a list", [] {
            const std::string text = part(QJsonObject{{u"alg"_s, u"HS256"_s}}) + '.' + part(std::string("[]"));
            return text + '.' + part(crypto::hmac(crypto::Digest::Sha256, Secret, text));
        }());
        row("too long", token(claims({{u"x"_s, QString(20'000, u'x')}})));
    }
    void badTokenIsRefused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!verifier()->verify(text.toStdString(), Now).ok());
    }

    void everyDamageIsNoticed()
    {
        const std::string good = token(claims());
        QVERIFY(verifier()->verify(good, Now).ok());
        for (std::size_t at = 0; at < good.size(); ++at) {
            std::string bad = good;
            bad[at] = bad[at] == 'A' ? 'Q' : 'A';
            QVERIFY2(!verifier()->verify(bad, Now).ok(), bad.c_str());
        }
    }

    void slightlyFutureTokenIsGood()
    {
        QVERIFY(verifier()->verify(token(claims({{u"nbf"_s, double(Now / 1000 + 4)}})), Now).ok());
    }

    void issuerAndAudienceAreAskedForWhenConfigured()
    {
        const auto strict = verifier({"https://id.example", "broker", "name"});
        const auto with = [](const QJsonValue &issuer, const QJsonValue &audience) {
            return token(claims({{u"iss"_s, issuer}, {u"aud"_s, audience}, {u"name"_s, u"bert"_s}}));
        };
        const auto good = strict->verify(with(u"https://id.example"_s, u"broker"_s), Now);
        QVERIFY(good.ok());
        QCOMPARE(good->user, std::string("bert"));
        QVERIFY(strict->verify(with(u"https://id.example"_s, QJsonArray{u"x"_s, u"broker"_s}), Now).ok());
        QVERIFY(!strict->verify(with(u"https://id.example"_s, QJsonArray{u"x"_s}), Now).ok());
        QVERIFY(!strict->verify(with(u"https://id.example"_s, QJsonValue()), Now).ok());
        QVERIFY(!strict->verify(with(u"https://id.example/"_s, u"broker"_s), Now).ok());
        QVERIFY(!strict->verify(with(QJsonValue(), u"broker"_s), Now).ok());
    }

    void rsaKeyVerifies()
    {
        EVP_PKEY *const key = EVP_RSA_gen(2048);
        publicKeyVerifies(key, u"RS256"_s);
        EVP_PKEY_free(key);
    }

    void ellipticKeyVerifies()
    {
        EVP_PKEY *const key = EVP_EC_gen("P-256");
        publicKeyVerifies(key, u"ES256"_s);
        EVP_PKEY_free(key);
    }

    void weakOrStrangeKeyIsRefused()
    {
        EVP_PKEY *const small = EVP_RSA_gen(1024);
        QVERIFY(!TokenVerifier::make(pemOf(small), {}).ok());
        EVP_PKEY_free(small);
        EVP_PKEY *const other = EVP_EC_gen("P-384");
        QVERIFY(!TokenVerifier::make(pemOf(other), {}).ok());
        EVP_PKEY_free(other);
        QVERIFY(!TokenVerifier::make("", {}).ok());
        QVERIFY(!TokenVerifier::make("short secret\n", {}).ok());
        QVERIFY(!TokenVerifier::make("-----BEGIN PUBLIC KEY-----\nrubbish\n-----END PUBLIC KEY-----\n", {}).ok());
    }

    void stampChangesWithKeyAndExpectation()
    {
        QCOMPARE(verifier()->stamp(), verifier()->stamp());
        QVERIFY(verifier()->stamp() != verifier({"x", "", "sub"})->stamp());
        QVERIFY(verifier()->stamp() != (*TokenVerifier::make(Secret + "y", {}))->stamp());
    }

    void onlyWhatLooksLikeATokenIsTakenForOne()
    {
        QVERIFY(TokenVerifier::looksLikeToken(token(claims())));
        QVERIFY(!TokenVerifier::looksLikeToken("eyJhbGciOiJIUzI1NiJ9"));
        QVERIFY(!TokenVerifier::looksLikeToken("pass.word.x"));
        QVERIFY(!TokenVerifier::looksLikeToken(""));
    }
};

QTEST_GUILESS_MAIN(TokenTest)
#include "tokentest.moc"
