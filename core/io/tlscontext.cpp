// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/tlscontext.h"

#include "base/clock.h"

#include <cerrno>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

namespace topiq {

namespace {

/// Forward secrecy and authenticated encryption only. TLS 1.3 has no others.
constexpr const char *Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL";

/// 112 bits at least: no RSA below 2048, no SHA-1 signatures, whatever the system's configuration says.
constexpr int SecurityLevel = 2;

std::string lastReason()
{
    const unsigned long code = ERR_peek_last_error();
    const char *const reason = code ? ERR_reason_error_string(code) : nullptr;
    ERR_clear_error();
    return reason ? reason : "unknown reason";
}

Error fileError(const char *what, const std::string &file, const std::string &why)
{
    return {ErrorCode::Configuration, std::string(what) + " \"" + file + "\" " + why, {}};
}

/// OpenSSL says little about files; so whether one can be read at all is found out before.
Result<void> checkReadable(const char *what, const std::string &file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char first = 0;
    const bool good = descriptor >= 0 && ::read(descriptor, &first, 1) >= 0;
    const int error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    return good ? Result<void>() : fileError(what, file, std::string("cannot be read: ") + std::strerror(error));
}

/// Called for a key with a passphrase. Without this, OpenSSL would ask on the terminal and wait there.
int noPassphrase(char *, int, int, void *asked)
{
    *static_cast<bool *>(asked) = true;
    return -1;
}

/// A list of revocations may be missing for the authorities in the middle of a chain, not for a client's own issuer.
int acceptMissingUpperLists(int good, X509_STORE_CTX *context)
{
    const bool missing = X509_STORE_CTX_get_error(context) == X509_V_ERR_UNABLE_TO_GET_CRL;
    if (!good && missing && X509_STORE_CTX_get_error_depth(context) > 0) {
        X509_STORE_CTX_set_error(context, X509_V_OK);
        return 1;
    }
    return good;
}

int selectProtocol(
    SSL *, const unsigned char **out, unsigned char *outSize, const unsigned char *in, unsigned inSize, void *self)
{
    const std::string &ours = static_cast<const TlsContext *>(self)->protocols();
    unsigned char *chosen = nullptr;
    const int result = SSL_select_next_proto(
        &chosen, outSize, reinterpret_cast<const unsigned char *>(ours.data()), unsigned(ours.size()), in, inSize);
    if (result != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL; // it wants to speak something else; RFC 7301 asks for this answer
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

bool useKey(const TicketKeys::Key &key, const unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac, bool seal)
{
    auto name = std::to_array("SHA256");
    std::array<OSSL_PARAM, 3> parameters{OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY,
                                             const_cast<unsigned char *>(key.mac.data()), key.mac.size()),
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0), OSSL_PARAM_construct_end()};
    return EVP_MAC_CTX_set_params(mac, parameters.data()) == 1
        && EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), nullptr, key.cipher.data(), iv, seal ? 1 : 0) == 1;
}

/// Seals a ticket or opens one; OpenSSL's answers: 1 good, 2 good but give a new one, 0 not ours, -1 failed.
int sealTicket(SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac, int seal)
{
    auto *const self = static_cast<const TlsContext *>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    const std::int64_t now = steadyMs() / 1000;
    if (seal) {
        const auto key = self->ticketKeys().current(now);
        if (!key || RAND_bytes(iv, EVP_MAX_IV_LENGTH) != 1)
            return -1;
        std::memcpy(name, key->name.data(), key->name.size());
        return useKey(*key, iv, cipher, mac, true) ? 1 : -1;
    }
    const auto found = self->ticketKeys().find(std::span<const unsigned char, 16>(name, 16), now);
    if (!found)
        return 0;
    if (!useKey(found->key, iv, cipher, mac, false))
        return -1;
    return found->age == TicketKeys::Age::Current ? 1 : 2;
}

std::int64_t endOf(const X509 *certificate)
{
    std::tm time{};
    return certificate && ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) == 1 ? timegm(&time) : 0;
}

} // namespace

TlsContext::TlsContext(bool server) : m_server(server)
{
    ERR_clear_error();
    m_context = SSL_CTX_new(server ? TLS_server_method() : TLS_client_method());
    if (!m_context)
        return;
    SSL_CTX_set_app_data(m_context, this);
    SSL_CTX_set_security_level(m_context, SecurityLevel);
    SSL_CTX_set_min_proto_version(m_context, TLS1_2_VERSION);
    SSL_CTX_set_options(m_context,
        SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(m_context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(m_context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_cipher_list(m_context, Ciphers);
}

TlsContext::~TlsContext() { SSL_CTX_free(m_context); }

Result<std::shared_ptr<const TlsContext>> TlsContext::forServer(const TlsServerSettings &settings)
{
    const std::shared_ptr<TlsContext> context(new TlsContext(true));
    if (auto applied = context->apply(settings); !applied)
        return applied.error();
    return std::shared_ptr<const TlsContext>(context);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::forClient(const TlsClientSettings &settings)
{
    const std::shared_ptr<TlsContext> context(new TlsContext(false));
    if (auto applied = context->apply(settings); !applied)
        return applied.error();
    return std::shared_ptr<const TlsContext>(context);
}

Result<void> TlsContext::apply(const TlsServerSettings &settings)
{
    if (!m_context)
        return Error{ErrorCode::Failure, "TLS cannot be used: " + lastReason(), {}};
    if (settings.onlyTls13)
        SSL_CTX_set_min_proto_version(m_context, TLS1_3_VERSION);
    if (!settings.ciphers.empty() && SSL_CTX_set_cipher_list(m_context, settings.ciphers.c_str()) != 1) {
        ERR_clear_error();
        return Error{ErrorCode::Configuration,
            "ciphers \"" + settings.ciphers + "\" names none that may be used; `openssl ciphers -s -v` lists them", {}};
    }
    if (auto used = useCertificate(settings.certificate, settings.key); !used)
        return used;
    if (settings.clientCertificates != ClientCertificates::None) {
        m_verify = true;
        if (auto readable = checkReadable("ca", settings.ca); !readable)
            return readable;
        STACK_OF(X509_NAME) *const names = SSL_load_client_CA_file(settings.ca.c_str());
        if (!names || SSL_CTX_load_verify_file(m_context, settings.ca.c_str()) != 1) {
            sk_X509_NAME_pop_free(names, X509_NAME_free);
            return fileError("ca", settings.ca, "holds no certificate in PEM form: " + lastReason());
        }
        SSL_CTX_set_client_CA_list(m_context, names);
        if (auto used = useRevocations(settings.crl); !used)
            return used;
        const bool required = settings.clientCertificates == ClientCertificates::Required;
        SSL_CTX_set_verify(m_context,
            SSL_VERIFY_PEER | SSL_VERIFY_CLIENT_ONCE | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
            settings.crl.empty() ? nullptr : acceptMissingUpperLists);
    }
    const std::string_view scope = "topiq";
    SSL_CTX_set_session_id_context(
        m_context, reinterpret_cast<const unsigned char *>(scope.data()), unsigned(scope.size()));
    SSL_CTX_set_tlsext_ticket_key_evp_cb(m_context, sealTicket);
    SSL_CTX_set_timeout(m_context, TicketKeys::LifeSeconds);
    SSL_CTX_set_num_tickets(m_context, 1);
    setProtocols(settings.protocols);
    if (!m_protocols.empty())
        SSL_CTX_set_alpn_select_cb(m_context, selectProtocol, this);
    return {};
}

Result<void> TlsContext::apply(const TlsClientSettings &settings)
{
    if (!m_context)
        return Error{ErrorCode::Failure, "TLS cannot be used: " + lastReason(), {}};
    m_verify = settings.verify;
    if (settings.verify && settings.ca.empty()) {
        SSL_CTX_set_default_verify_paths(m_context);
    } else if (settings.verify) {
        if (auto readable = checkReadable("ca", settings.ca); !readable)
            return readable;
        if (SSL_CTX_load_verify_file(m_context, settings.ca.c_str()) != 1)
            return fileError("ca", settings.ca, "holds no certificate in PEM form: " + lastReason());
    }
    SSL_CTX_set_verify(m_context, settings.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
    if (!settings.certificate.empty()) {
        if (auto used = useCertificate(settings.certificate, settings.key); !used)
            return used;
    }
    setProtocols(settings.protocols);
    if (!m_protocols.empty()) {
        SSL_CTX_set_alpn_protos(
            m_context, reinterpret_cast<const unsigned char *>(m_protocols.data()), unsigned(m_protocols.size()));
    }
    return {};
}

Result<void> TlsContext::useCertificate(const std::string &certificate, const std::string &key)
{
    if (auto readable = checkReadable("certificate", certificate); !readable)
        return readable;
    if (SSL_CTX_use_certificate_chain_file(m_context, certificate.c_str()) != 1)
        return fileError("certificate", certificate, "holds no certificate that can be used: " + lastReason());
    if (auto readable = checkReadable("key", key); !readable)
        return readable;
    bool asked = false;
    SSL_CTX_set_default_passwd_cb(m_context, noPassphrase);
    SSL_CTX_set_default_passwd_cb_userdata(m_context, &asked);
    const bool used = SSL_CTX_use_PrivateKey_file(m_context, key.c_str(), SSL_FILETYPE_PEM) == 1;
    SSL_CTX_set_default_passwd_cb_userdata(m_context, nullptr);
    SSL_CTX_set_default_passwd_cb(m_context, nullptr);
    const int fault = ERR_GET_REASON(ERR_peek_last_error());
    if (asked) {
        ERR_clear_error();
        return fileError(
            "key", key, "is protected by a passphrase, which nobody is asked for; remove it with `openssl pkey`");
    }
    if ((!used && fault == X509_R_KEY_VALUES_MISMATCH) || (used && SSL_CTX_check_private_key(m_context) != 1)) {
        ERR_clear_error();
        return fileError("key", key, "does not belong to the certificate \"" + certificate + "\"");
    }
    if (!used)
        return fileError("key", key, "holds no private key in PEM form: " + lastReason());
    m_certificateEnds = endOf(SSL_CTX_get0_certificate(m_context));
    return {};
}

Result<void> TlsContext::useRevocations(const std::string &file)
{
    if (file.empty())
        return {};
    if (auto readable = checkReadable("crl", file); !readable)
        return readable;
    X509_STORE *const store = SSL_CTX_get_cert_store(m_context);
    X509_LOOKUP *const lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
    if (!lookup || X509_load_crl_file(lookup, file.c_str(), X509_FILETYPE_PEM) < 1)
        return fileError("crl", file, "holds no revocation list in PEM form: " + lastReason());
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    return {};
}

void TlsContext::setProtocols(const std::vector<std::string> &protocols)
{
    for (const std::string &name : protocols)
        m_protocols += char(name.size()) + name;
}

} // namespace topiq
