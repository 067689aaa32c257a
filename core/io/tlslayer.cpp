// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/tlslayer.h"

#include "io/layerstack.h"
#include "io/peercertificate.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace topiq {

namespace {

constexpr std::size_t RecordBytes = 16 * 1024;

constexpr std::size_t PlainBytes = LayerStack::PlainBytes;
static_assert(PlainBytes >= LayerStack::ReadBytes + 2 * RecordBytes);

char *plainBuffer()
{
    thread_local const std::unique_ptr<char[]> bytes = std::make_unique_for_overwrite<char[]>(PlainBytes);
    return bytes.get();
}

TlsLayer *layerOf(BIO *bio) { return static_cast<TlsLayer *>(BIO_get_data(bio)); }

int bioRead(BIO *bio, char *into, int size)
{
    BIO_clear_retry_flags(bio);
    const int taken = layerOf(bio)->take(into, size);
    if (taken == 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    return taken;
}

int bioWrite(BIO *bio, const char *from, int size)
{
    BIO_clear_retry_flags(bio);
    return layerOf(bio)->give(from, size);
}

long bioControl(BIO *, int command, long, void *) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

/// Made once for the process and never freed: connections may end while the process does.
const BIO_METHOD *bioMethod()
{
    static const BIO_METHOD *const method = [] {
        BIO_METHOD *const made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "topiq");
        BIO_meth_set_read(made, bioRead);
        BIO_meth_set_write(made, bioWrite);
        BIO_meth_set_ctrl(made, bioControl);
        return made;
    }();
    return method;
}

bool isAddress(const std::string &host)
{
    std::array<unsigned char, sizeof(in6_addr)> binary{};
    return inet_pton(AF_INET, host.c_str(), binary.data()) == 1
        || inet_pton(AF_INET6, host.c_str(), binary.data()) == 1;
}

} // namespace

TlsLayer::TlsLayer(std::shared_ptr<const TlsContext> context, LayerStack &stack, std::string host)
    : m_context(std::move(context)),
      m_stack(stack),
      m_host(std::move(host))
{}

TlsLayer::~TlsLayer() { SSL_free(m_ssl); }

/// Not before it is needed: who connects and says nothing shall cost little.
bool TlsLayer::prepare()
{
    if (m_ssl)
        return true;
    ERR_clear_error();
    m_ssl = SSL_new(m_context->get());
    m_bio = BIO_new(bioMethod());
    if (!m_ssl || !m_bio) {
        BIO_free(m_bio);
        SSL_free(std::exchange(m_ssl, nullptr));
        fail("TLS cannot be used: out of memory");
        return false;
    }
    BIO_set_data(m_bio, this);
    BIO_set_init(m_bio, 1);
    SSL_set_bio(m_ssl, m_bio, m_bio);
    if (m_context->isServer()) {
        SSL_set_accept_state(m_ssl);
    } else {
        SSL_set_connect_state(m_ssl);
        expectHost();
    }
    return state() != State::Failed;
}

void TlsLayer::expectHost()
{
    if (isAddress(m_host)) {
        if (m_context->verifiesPeer())
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(m_ssl), m_host.c_str());
        return;
    }
    SSL_set_tlsext_host_name(m_ssl, m_host.c_str());
    if (m_context->verifiesPeer()) {
        SSL_set_hostflags(m_ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        // Without a name every certificate of a trusted root would do.
        if (m_host.empty() || SSL_set1_host(m_ssl, m_host.c_str()) != 1)
            fail("TLS cannot be used: no host name to compare the server's certificate with");
    }
}

int TlsLayer::take(char *into, int size)
{
    const std::size_t count = std::min(m_input.size(), std::size_t(size));
    if (count == 0)
        return 0;
    std::memcpy(into, m_input.data(), count);
    m_input = m_input.subspan(count);
    return int(count);
}

int TlsLayer::give(const char *from, int size)
{
    m_output->write({from, std::size_t(size)});
    return size;
}

void TlsLayer::start(const Output &output)
{
    if (m_context->isServer() || !prepare())
        return;
    m_output = &output;
    shakeHands();
    m_output = nullptr;
}

void TlsLayer::shakeHands()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl);
    if (result == 1) {
        m_stack.setCertificate(PeerCertificate::of(m_ssl));
        setState(State::Open);
    } else if (SSL_get_error(m_ssl, result) != SSL_ERROR_WANT_READ) {
        handshakeFailed();
    }
}

void TlsLayer::handshakeFailed()
{
    const unsigned long code = ERR_peek_last_error();
    const char *const reason = code ? ERR_reason_error_string(code) : nullptr;
    std::string text = std::string("the TLS handshake failed: ") + (reason ? reason : "the connection ended");
    const long verified = SSL_get_verify_result(m_ssl);
    if (verified != X509_V_OK && m_context->verifiesPeer())
        text += std::string(" (") + X509_verify_cert_error_string(verified) + ')';
    else if (ERR_GET_REASON(code) == SSL_R_HTTP_REQUEST || ERR_GET_REASON(code) == SSL_R_WRONG_VERSION_NUMBER)
        text += " (the peer does not speak TLS here)";
    ERR_clear_error();
    fail(std::move(text));
}

std::span<char> TlsLayer::decode(std::span<char> bytes, const Output &output)
{
    if (state() == State::Failed || state() == State::Ended || !prepare())
        return {};
    m_input = bytes;
    m_output = &output;
    char *const plain = plainBuffer();
    std::size_t size = 0;
    if (state() == State::Opening)
        shakeHands();
    if (state() == State::Open) {
        ERR_clear_error();
        int result = 0;
        while (size < PlainBytes && (result = SSL_read(m_ssl, plain + size, int(PlainBytes - size))) > 0)
            size += std::size_t(result);
        const int error = SSL_get_error(m_ssl, result);
        if (error == SSL_ERROR_ZERO_RETURN) {
            setState(State::Ended);
        } else if (result <= 0 && error != SSL_ERROR_WANT_READ) {
            const char *const reason = ERR_reason_error_string(ERR_peek_last_error());
            fail(std::string("TLS broke off: ") + (reason ? reason : "unknown reason"));
            ERR_clear_error();
        }
    }
    m_input = {};
    m_output = nullptr;
    return {plain, size};
}

void TlsLayer::encode(OutputQueue &plain, const Output &output)
{
    if (state() == State::Failed) {
        plain.clear(output.pool);
        return;
    }
    m_output = &output;
    ERR_clear_error();
    while (!plain.empty() && output.queue.bytes() < OutputHigh) {
        // Small pieces share a record; a large one is encrypted from where it lies.
        std::string_view piece = plain.front().substr(0, RecordBytes);
        std::array<char, RecordBytes> together; // NOLINT: filled below
        if (piece.size() < RecordBytes && piece.size() < plain.bytes())
            piece = {together.data(), plain.peek(together.data(), together.size())};
        const int written = SSL_write(m_ssl, piece.data(), int(piece.size()));
        if (written <= 0) {
            fail("TLS broke off while sending");
            ERR_clear_error();
            break;
        }
        plain.drop(output.pool, std::uint64_t(written));
    }
    m_output = nullptr;
}

void TlsLayer::finish(bool, const Output &output)
{
    if (state() != State::Open && state() != State::Ended)
        return; // OpenSSL forbids it after an error; the alert has been written
    m_output = &output;
    ERR_clear_error();
    (void)SSL_shutdown(m_ssl);
    ERR_clear_error();
    m_output = nullptr;
}

} // namespace topiq
