// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/peercertificate.h"

#include <array>
#include <ctime>
#include <string_view>

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace topiq {

namespace {

/// Empty when the text cannot be shown as it is.
std::string utf8(const ASN1_STRING *text)
{
    unsigned char *bytes = nullptr;
    const int size = ASN1_STRING_to_UTF8(&bytes, text);
    if (size < 0)
        return {};
    std::string result(reinterpret_cast<const char *>(bytes), std::size_t(size));
    OPENSSL_free(bytes);
    return result.find('\0') == std::string::npos ? result : std::string();
}

std::string commonName(const X509_NAME *subject)
{
    int last = -1;
    for (int next = -1; (next = X509_NAME_get_index_by_NID(subject, NID_commonName, last)) >= 0;)
        last = next;
    return last < 0 ? std::string() : utf8(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, last)));
}

std::string subjectText(const X509_NAME *subject)
{
    BIO *const memory = BIO_new(BIO_s_mem());
    // As RFC 2253, but letters beyond ASCII stay letters.
    X509_NAME_print_ex(memory, subject, 0, XN_FLAG_RFC2253 & ~unsigned(ASN1_STRFLGS_ESC_MSB));
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    std::string text(bytes, std::size_t(size));
    BIO_free(memory);
    return text;
}

std::string addressText(const ASN1_OCTET_STRING *address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int size = ASN1_STRING_length(address);
    if (size != 4 && size != 16)
        return {};
    inet_ntop(size == 4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(address), text.data(), text.size());
    return text.data();
}

std::vector<std::string> alternativeNames(const X509 *certificate)
{
    std::vector<std::string> names;
    auto *const all
        = static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    const auto add = [&](const char *kind, const std::string &value) {
        if (!value.empty())
            names.push_back(kind + value);
    };
    for (int i = 0; i < sk_GENERAL_NAME_num(all); ++i) {
        const GENERAL_NAME *const name = sk_GENERAL_NAME_value(all, i);
        if (name->type == GEN_DNS)
            add("DNS:", utf8(name->d.dNSName));
        else if (name->type == GEN_EMAIL)
            add("email:", utf8(name->d.rfc822Name));
        else if (name->type == GEN_URI)
            add("URI:", utf8(name->d.uniformResourceIdentifier));
        else if (name->type == GEN_IPADD)
            add("IP:", addressText(name->d.iPAddress));
    }
    GENERAL_NAMES_free(all);
    return names;
}

std::string fingerprint(const X509 *certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1)
        return {};
    static constexpr std::string_view Digits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += Digits[digest[i] >> 4];
        text += Digits[digest[i] & 15];
    }
    return text;
}

} // namespace

std::shared_ptr<const PeerCertificate> PeerCertificate::of(const SSL *ssl)
{
    const X509 *const certificate = SSL_get0_peer_certificate(ssl);
    if (!certificate)
        return nullptr;
    auto peer = std::make_shared<PeerCertificate>();
    const X509_NAME *const subject = X509_get_subject_name(certificate);
    peer->commonName = topiq::commonName(subject);
    peer->subject = subjectText(subject);
    peer->alternativeNames = topiq::alternativeNames(certificate);
    peer->fingerprint = topiq::fingerprint(certificate);
    std::tm end{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) == 1)
        peer->ends = timegm(&end);
    return peer;
}

} // namespace topiq
