// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

using EVP_PKEY = struct evp_pkey_st;
using X509 = struct x509_st;

namespace topiq::testing {

/// A certificate and its key in two PEM files.
struct CertificateFiles {
    std::string certificate;
    std::string key;
};

/// Makes certificates for tests, good ones and bad ones, as files in a folder. Every fault ends the test program.
class Authority {
public:
    enum class Keys { Ec256, Rsa2048, Rsa1024 };
    struct Wish {
        std::string commonName = "localhost";
        std::string alternativeNames = "DNS:localhost,IP:127.0.0.1"; ///< empty: none
        int fromDay = -1;
        int toDay = 30;
        Keys keys = Keys::Ec256;
        const char *digest = "SHA256";
        bool isAuthority = false;
        std::string usage{}; ///< extended key usage: "serverAuth"; empty: any
    };

    /// A root of its own. `folder` exists.
    explicit Authority(std::string folder, const std::string &name = "Test Root");
    /// One that `issuer` signs.
    Authority(const Authority &issuer, const std::string &name, const Wish &wish);
    ~Authority();
    Authority(const Authority &) = delete;
    Authority &operator=(const Authority &) = delete;

    [[nodiscard]] const std::string &file() const { return m_file; } ///< its certificate
    [[nodiscard]] CertificateFiles issue(const std::string &fileName, const Wish &wish);
    /// A revocation list with these certificates in it, valid from day to day.
    [[nodiscard]] std::string revoke(
        const std::string &fileName, const std::vector<CertificateFiles> &revoked, int fromDay = -1, int toDay = 30);

    /// A file with a fresh key that a passphrase protects.
    [[nodiscard]] std::string lockedKey(const std::string &fileName) const;
    /// A file of this folder with the contents of others, one after the other.
    [[nodiscard]] std::string join(const std::string &fileName, const std::vector<std::string> &files) const;
    [[nodiscard]] const std::string &folder() const { return m_folder; }

private:
    [[nodiscard]] X509 *make(const Wish &wish, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey) const;

    std::string m_folder;
    std::string m_file;
    EVP_PKEY *m_key = nullptr;
    X509 *m_certificate = nullptr;
};

} // namespace topiq::testing
