// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "authority.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace topiq::testing {

namespace {

std::atomic<long> nextSerial{1000};

void require(bool good, const char *what)
{
    if (good)
        return;
    std::fprintf(stderr, "cannot make a test certificate: %s\n", what);
    std::abort();
}

EVP_PKEY *makeKey(Authority::Keys kind)
{
    EVP_PKEY *const key = kind == Authority::Keys::Ec256 ? EVP_EC_gen("P-256")
                                                         : EVP_RSA_gen(kind == Authority::Keys::Rsa2048 ? 2048 : 1024);
    require(key, "key");
    return key;
}

template <typename Write>
void writePem(const std::string &file, Write write)
{
    std::FILE *const stream = std::fopen(file.c_str(), "w");
    require(stream && write(stream) == 1, file.c_str());
    std::fclose(stream);
}

void writeKey(const std::string &file, EVP_PKEY *key)
{
    writePem(file,
        [&](std::FILE *stream) { return PEM_write_PrivateKey(stream, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

X509 *readCertificate(const std::string &file)
{
    std::FILE *const stream = std::fopen(file.c_str(), "r");
    require(stream, file.c_str());
    X509 *const certificate = PEM_read_X509(stream, nullptr, nullptr, nullptr);
    std::fclose(stream);
    require(certificate, file.c_str());
    return certificate;
}

void addExtension(X509 *certificate, X509 *issuer, int kind, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    require(extension && X509_add_ext(certificate, extension, -1) == 1, value.c_str());
    X509_EXTENSION_free(extension);
}

} // namespace

Authority::Authority(std::string folder, const std::string &name) : m_folder(std::move(folder))
{
    Wish wish;
    wish.commonName = name;
    wish.isAuthority = true;
    wish.fromDay = -400;
    wish.toDay = 400;
    m_key = makeKey(wish.keys);
    m_certificate = make(wish, m_key, nullptr, m_key);
    m_file = m_folder + '/' + name + ".crt";
    writePem(m_file, [&](std::FILE *stream) { return PEM_write_X509(stream, m_certificate); });
}

Authority::Authority(const Authority &issuer, const std::string &name, const Wish &wish) : m_folder(issuer.m_folder)
{
    m_key = makeKey(wish.keys);
    m_certificate = make(wish, m_key, issuer.m_certificate, issuer.m_key);
    m_file = m_folder + '/' + name + ".crt";
    writePem(m_file, [&](std::FILE *stream) { return PEM_write_X509(stream, m_certificate); });
}

Authority::~Authority()
{
    X509_free(m_certificate);
    EVP_PKEY_free(m_key);
}

X509 *Authority::make(const Wish &wish, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey) const
{
    X509 *const certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), nextSerial++);
    X509_time_adj_ex(X509_getm_notBefore(certificate), wish.fromDay, 0, nullptr);
    X509_time_adj_ex(X509_getm_notAfter(certificate), wish.toDay, 0, nullptr);
    X509_set_pubkey(certificate, key);
    X509_NAME *const subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(
        subject, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>("Topiq"), -1, -1, 0);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
        reinterpret_cast<const unsigned char *>(wish.commonName.data()), int(wish.commonName.size()), -1, 0);
    X509_set_issuer_name(certificate, issuer ? X509_get_subject_name(issuer) : subject);
    X509 *const signer = issuer ? issuer : certificate;
    addExtension(
        certificate, signer, NID_basic_constraints, wish.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (wish.isAuthority)
        addExtension(certificate, signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    else if (!wish.alternativeNames.empty())
        addExtension(certificate, signer, NID_subject_alt_name, wish.alternativeNames);
    if (!wish.usage.empty())
        addExtension(certificate, signer, NID_ext_key_usage, wish.usage);
    require(X509_sign(certificate, issuerKey, EVP_get_digestbyname(wish.digest)) > 0, "signature");
    return certificate;
}

CertificateFiles Authority::issue(const std::string &fileName, const Wish &wish)
{
    const CertificateFiles files{m_folder + '/' + fileName + ".crt", m_folder + '/' + fileName + ".key"};
    EVP_PKEY *const key = makeKey(wish.keys);
    X509 *const certificate = make(wish, key, m_certificate, m_key);
    writePem(files.certificate, [&](std::FILE *stream) { return PEM_write_X509(stream, certificate); });
    writeKey(files.key, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return files;
}

std::string Authority::revoke(
    const std::string &fileName, const std::vector<CertificateFiles> &revoked, int fromDay, int toDay)
{
    X509_CRL *const list = X509_CRL_new();
    X509_CRL_set_version(list, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list, X509_get_subject_name(m_certificate));
    ASN1_TIME *const from = X509_time_adj_ex(nullptr, fromDay, 0, nullptr);
    ASN1_TIME *const until = X509_time_adj_ex(nullptr, toDay, 0, nullptr);
    X509_CRL_set1_lastUpdate(list, from);
    X509_CRL_set1_nextUpdate(list, until);
    for (const CertificateFiles &files : revoked) {
        X509 *const certificate = readCertificate(files.certificate);
        X509_REVOKED *const entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate));
        X509_REVOKED_set_revocationDate(entry, from);
        require(X509_CRL_add0_revoked(list, entry) == 1, "revocation");
        X509_free(certificate);
    }
    require(X509_CRL_sort(list) == 1 && X509_CRL_sign(list, m_key, EVP_sha256()) > 0, "revocation list");
    const std::string file = m_folder + '/' + fileName;
    writePem(file, [&](std::FILE *stream) { return PEM_write_X509_CRL(stream, list); });
    ASN1_TIME_free(from);
    ASN1_TIME_free(until);
    X509_CRL_free(list);
    return file;
}

std::string Authority::lockedKey(const std::string &fileName) const
{
    const std::string file = m_folder + '/' + fileName;
    EVP_PKEY *const key = makeKey(Keys::Ec256);
    unsigned char phrase[] = "secret";
    writePem(file, [&](std::FILE *stream) {
        return PEM_write_PrivateKey(stream, key, EVP_aes_128_cbc(), phrase, sizeof phrase - 1, nullptr, nullptr);
    });
    EVP_PKEY_free(key);
    return file;
}

std::string Authority::join(const std::string &fileName, const std::vector<std::string> &files) const
{
    const std::string name = m_folder + '/' + fileName;
    std::ofstream joined(name, std::ios::binary);
    for (const std::string &file : files) {
        std::ifstream part(file, std::ios::binary);
        joined << part.rdbuf();
    }
    require(joined.good(), name.c_str());
    return name;
}

} // namespace topiq::testing
