// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/layer.h"
#include "io/tlscontext.h"

#include <memory>
#include <string>

using SSL = struct ssl_st;
using BIO = struct bio_st;

namespace topiq {

class LayerStack;

/// TLS between the socket and what lies above, either side of it. OpenSSL reads from the very buffer that the socket
/// was read into and writes into the output queue, so an idle connection holds no buffers of its own: about 15 kB,
/// which are taken with the first byte of the handshake. The name of the peer, when it has shown a certificate, is
/// noted in the stack.
class TlsLayer final : public Layer {
public:
    /// `host`: the client side's idea of whom it talks to, a name or an IP address; the server must prove it. `stack`:
    /// of which this becomes a layer.
    TlsLayer(std::shared_ptr<const TlsContext> context, LayerStack &stack, std::string host = {});
    ~TlsLayer() override;

    const char *opening() const override { return "TLS handshake"; }
    int openingSeconds() const override { return 5; }
    bool opensSlowly() const override { return true; }
    bool encrypts() const override { return true; }
    void start(const Output &output) override;
    std::span<char> decode(std::span<char> bytes, const Output &output) override;
    void encode(OutputQueue &plain, const Output &output) override;
    void finish(bool goingAway, const Output &output) override;

    // For OpenSSL.
    int take(char *into, int size);
    int give(const char *from, int size);

private:
    [[nodiscard]] bool prepare();
    void shakeHands();
    void expectHost();
    void handshakeFailed();

    const std::shared_ptr<const TlsContext> m_context;
    LayerStack &m_stack;
    const std::string m_host;
    SSL *m_ssl = nullptr;
    BIO *m_bio = nullptr; // owned by m_ssl
    std::span<const char> m_input; // only during a call
    const Output *m_output = nullptr; // only during a call
};

} // namespace topiq
