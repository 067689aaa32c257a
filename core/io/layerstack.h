// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/layer.h"
#include "io/timerwheel.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace topiq {

class Connection;
struct PeerCertificate;

/// The layers of one connection, the one next to the socket first, with what waits between them. Opens one after the
/// other, each in its own time limit. A connection without layers has no stack.
///
/// Thread: the loop's of its connection; moves with it to another loop. Ownership: the connection's.
class LayerStack final : private WheelTimer {
public:
    static constexpr std::size_t ReadBytes = 64 * 1024; ///< the most that one read takes
    /// The most that comes of it: TLS may have kept a part of a record, and all of it comes with the rest.
    static constexpr std::size_t PlainBytes = ReadBytes + 32 * 1024;
    static constexpr int SlowOpeningsPerTurn = 8;

    /// Told once when the connection ends before its layers are open: with a sentence, or an empty one when the loop
    /// stops.
    using OnFailed = std::function<void(const std::string &peer, const std::string &reason)>;

    void push(std::unique_ptr<Layer> layer) { m_steps.push_back(std::make_unique<Step>(std::move(layer))); }
    void onFailed(OnFailed onFailed) { m_onFailed = std::move(onFailed); }
    /// Called once when all layers are open, before the handler is.
    void onOpen(std::function<void()> onOpen) { m_onOpen = std::move(onOpen); }

    /// Whom a PROXY header announced; empty: there was no header.
    [[nodiscard]] const std::string &peer() const { return m_peer; }
    void setPeer(std::string peer) { m_peer = std::move(peer); }
    /// The other end of the socket, as long as no PROXY header announced somebody else.
    [[nodiscard]] std::string socketPeer() const;
    /// The certificate that the peer showed in the TLS handshake; null: none.
    [[nodiscard]] const PeerCertificate *certificate() const { return m_certificate.get(); }
    void setCertificate(std::shared_ptr<const PeerCertificate> certificate) { m_certificate = std::move(certificate); }

    // For Connection.

    /// Whether all layers are open, on a connection that they came to from another loop; else they begin to open.
    [[nodiscard]] bool attach(Connection &connection);
    /// Leaves the loop, to be attached to another connection.
    void detach();
    [[nodiscard]] bool isOpen() const { return m_open == m_steps.size(); }
    /// Whether the peer has ended or broken the connection: nothing more will be read.
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] bool hasFailed() const;
    [[nodiscard]] bool isEncrypted() const;

    /// False when enough handshakes are being served in this turn.
    [[nodiscard]] bool mayRead(std::uint64_t turn) const;
    /// ReadBytes for one read, shared by the connections of this thread.
    [[nodiscard]] static char *buffer();
    [[nodiscard]] std::span<char> decode(std::span<char> bytes, OutputPool &pool);
    void encode(OutputQueue &plain, OutputPool &pool);
    void finish(bool goingAway, OutputPool &pool);
    [[nodiscard]] OutputQueue &wire() { return m_steps.front()->output; }
    /// Bytes that left the handler's queue, or are the layers' own, and were not sent yet.
    [[nodiscard]] std::uint64_t waiting() const;
    /// Tells whoever wants to know why nothing came of it.
    void reportFailure(const std::string &peer, bool loopStops);
    void clear(OutputPool &pool);

private:
    struct Step {
        explicit Step(std::unique_ptr<Layer> l) : layer(std::move(l)) {}
        std::unique_ptr<Layer> layer;
        OutputQueue output; // of this layer, for what lies below it
    };

    void expired() override;
    void openNext(OutputPool &pool);

    std::vector<std::unique_ptr<Step>> m_steps;
    std::size_t m_open = 0; // how many are open, from the socket up
    bool m_over = false;
    Connection *m_connection = nullptr;
    std::string m_peer;
    std::shared_ptr<const PeerCertificate> m_certificate;
    OnFailed m_onFailed;
    std::function<void()> m_onOpen;
    std::string m_timeOut; // the sentence, when time ran out
};

} // namespace topiq
