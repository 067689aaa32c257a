// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <QByteArray>
#include <QtGlobal>

namespace topiq::crypto {

namespace {

const EVP_MD *method(Digest digest) { return digest == Digest::Sha256 ? EVP_sha256() : EVP_sha512(); }

unsigned char *bytesOf(std::string &text) { return reinterpret_cast<unsigned char *>(text.data()); }

const unsigned char *bytesOf(std::string_view text) { return reinterpret_cast<const unsigned char *>(text.data()); }

void insist(bool ok, const char *what)
{
    if (!ok)
        qFatal("OpenSSL cannot compute %s; the library is damaged or misconfigured", what);
}

} // namespace

std::string hash(Digest digest, std::string_view data)
{
    std::string result(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    insist(EVP_Digest(data.data(), data.size(), bytesOf(result), &size, method(digest), nullptr) == 1, "a digest");
    result.resize(size);
    return result;
}

std::string hmac(Digest digest, std::string_view key, std::string_view data)
{
    std::string result(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    insist(HMAC(method(digest), key.data(), int(key.size()), bytesOf(data), data.size(), bytesOf(result), &size),
        "an HMAC");
    result.resize(size);
    return result;
}

std::string pbkdf2(
    Digest digest, std::string_view password, std::string_view salt, unsigned iterations, std::size_t bytes)
{
    std::string result(bytes, '\0');
    insist(PKCS5_PBKDF2_HMAC(password.data(), int(password.size()), bytesOf(salt), int(salt.size()), int(iterations),
               method(digest), int(bytes), bytesOf(result))
            == 1,
        "PBKDF2");
    return result;
}

std::string randomBytes(std::size_t bytes)
{
    std::string result(bytes, '\0');
    insist(RAND_bytes(bytesOf(result), int(bytes)) == 1, "random bytes");
    return result;
}

bool equal(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

void wipe(std::string &secret)
{
    OPENSSL_cleanse(secret.data(), secret.size());
    secret.clear();
}

void leaveThread() { OPENSSL_thread_stop(); }

std::string toBase64(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size())).toBase64().toStdString();
}

std::optional<std::string> fromBase64(std::string_view text, Base64 alphabet)
{
    const QByteArray::Base64Options form = alphabet == Base64::Url
        ? QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
        : QByteArray::Base64Options(QByteArray::Base64Encoding);
    const QByteArray encoded = QByteArray::fromRawData(text.data(), qsizetype(text.size()));
    const auto result = QByteArray::fromBase64Encoding(encoded, form | QByteArray::AbortOnBase64DecodingErrors);
    // Missing padding and bits that mean nothing are let pass: two texts would be the same secret.
    if (!result || (*result).toBase64(form) != encoded)
        return {};
    return (*result).toStdString();
}

} // namespace topiq::crypto
