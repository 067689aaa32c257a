// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlspeer.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace topiq::testing {

TlsPeer::TlsPeer(Peer peer, const TlsPeerWish &wish) : m_peer(std::move(peer))
{
    m_context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_security_level(m_context, 0); // also what our side must refuse
    SSL_CTX_set_min_proto_version(m_context, wish.minVersion ? wish.minVersion : TLS1_VERSION);
    if (wish.maxVersion)
        SSL_CTX_set_max_proto_version(m_context, wish.maxVersion);
    if (wish.ciphers)
        SSL_CTX_set_cipher_list(m_context, wish.ciphers);
    if (!wish.ca.empty()) {
        SSL_CTX_load_verify_file(m_context, wish.ca.c_str());
        SSL_CTX_set_verify(m_context, SSL_VERIFY_PEER, nullptr);
    }
    if (!wish.certificate.empty()) {
        SSL_CTX_use_certificate_chain_file(m_context, wish.certificate.c_str());
        SSL_CTX_use_PrivateKey_file(m_context, wish.key.c_str(), SSL_FILETYPE_PEM);
    }
    if (!wish.protocols.empty()) {
        SSL_CTX_set_alpn_protos(
            m_context, reinterpret_cast<const unsigned char *>(wish.protocols.data()), unsigned(wish.protocols.size()));
    }
    SSL_CTX_set_session_cache_mode(m_context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(m_context, [](SSL *ssl, SSL_SESSION *session) {
        auto *const self = static_cast<TlsPeer *>(SSL_get_app_data(ssl));
        SSL_SESSION_free(std::exchange(self->m_session, session));
        return 1;
    });
    m_ssl = SSL_new(m_context);
    SSL_set_app_data(m_ssl, this);
    SSL_set_tlsext_host_name(m_ssl, "localhost");
    SSL_set1_host(m_ssl, wish.ca.empty() ? nullptr : "localhost");
    SSL_set_fd(m_ssl, m_peer.descriptor());
    if (wish.session)
        SSL_set_session(m_ssl, wish.session);
}

TlsPeer::~TlsPeer()
{
    SSL_SESSION_free(m_session);
    SSL_free(m_ssl);
    SSL_CTX_free(m_context);
    ERR_clear_error();
}

bool TlsPeer::shakeHands()
{
    ERR_clear_error();
    return SSL_connect(m_ssl) == 1;
}

bool TlsPeer::send(std::string_view bytes)
{
    ERR_clear_error();
    return SSL_write(m_ssl, bytes.data(), int(bytes.size())) == int(bytes.size());
}

std::string TlsPeer::receive(std::size_t size)
{
    std::string got(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        ERR_clear_error();
        const int count = SSL_read(m_ssl, got.data() + have, int(size - have));
        if (count <= 0)
            break;
        have += std::size_t(count);
    }
    got.resize(have);
    return got;
}

std::string TlsPeer::receiveToEnd(bool *orderly)
{
    std::string got;
    std::string part(16 * 1024, '\0');
    int count = 0;
    ERR_clear_error();
    while ((count = SSL_read(m_ssl, part.data(), int(part.size()))) > 0)
        got.append(part, 0, std::size_t(count));
    if (orderly)
        *orderly = SSL_get_error(m_ssl, count) == SSL_ERROR_ZERO_RETURN;
    return got;
}

void TlsPeer::finish()
{
    ERR_clear_error();
    (void)SSL_shutdown(m_ssl);
}

bool TlsPeer::isResumed() const { return SSL_session_reused(m_ssl) == 1; }

std::string TlsPeer::protocol() const
{
    const unsigned char *name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(m_ssl, &name, &size);
    return {reinterpret_cast<const char *>(name), size};
}

int TlsPeer::version() const { return SSL_version(m_ssl); }

int TlsPeer::securityBits() const { return SSL_get_cipher_bits(m_ssl, nullptr); }

} // namespace topiq::testing
