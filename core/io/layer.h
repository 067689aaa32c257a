// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/outputqueue.h"

#include <span>
#include <string>
#include <utility>

namespace topiq {

/// Something between the socket and the handler of one connection: TLS, WebSocket framing, a PROXY header. It turns
/// what the socket gives into what the handler reads, and the handler's output into what the socket gets. Layers lie on
/// each other, see LayerStack; a plain TCP connection has none.
///
/// Thread: the loop's of its connection, with which it moves from one loop to another; so it keeps nothing of a loop.
class Layer {
public:
    enum class State {
        Opening, ///< a handshake is under way; nothing of the handler passes
        Open,
        Ended, ///< the peer said that nothing more will come
        Failed, ///< the peer broke the rules; failure() says which one
    };
    /// Where a layer writes to: what lies below it, in the end the socket.
    struct Output {
        OutputQueue &queue;
        OutputPool &pool;
        void write(std::string_view bytes) const { queue.append(pool, bytes); }
    };
    /// A layer stops encoding for the moment once it has so much below it: what cannot be sent yet stays as it is.
    static constexpr std::uint64_t OutputHigh = 64 * 1024;

    Layer() = default;
    Layer(const Layer &) = delete;
    Layer &operator=(const Layer &) = delete;
    virtual ~Layer() = default;

    [[nodiscard]] State state() const { return m_state; }
    /// Why the state is Failed, as the end of a sentence that begins with the peer.
    [[nodiscard]] const std::string &failure() const { return m_failure; }
    /// What is being opened ("TLS handshake"), and how long that may take.
    [[nodiscard]] virtual const char *opening() const = 0;
    [[nodiscard]] virtual int openingSeconds() const = 0;
    /// Whether one step of opening takes so long (public key operations) that a loop does only a few in a turn.
    [[nodiscard]] virtual bool opensSlowly() const { return false; }
    [[nodiscard]] virtual bool encrypts() const { return false; }

    /// What lies below is open: the side that speaks first does so.
    virtual void start(const Output &) {}
    /// Takes all of `bytes`, in which it may work, and answers with what is for the layer above: a part of `bytes`, or
    /// a buffer of this thread that stays as it is until the next call of any layer of this kind.
    [[nodiscard]] virtual std::span<char> decode(std::span<char> bytes, const Output &output) = 0;
    /// Moves `plain` into `output`, encoded, until OutputHigh bytes wait there. Only while open.
    virtual void encode(OutputQueue &plain, const Output &output) = 0;
    /// Says goodbye to the peer. `goingAway`: because the broker stops.
    virtual void finish(bool goingAway, const Output &output) = 0;

protected:
    void setState(State state) { m_state = state; }
    void fail(std::string why)
    {
        m_state = State::Failed;
        m_failure = std::move(why);
    }

private:
    State m_state = State::Opening;
    std::string m_failure;
};

} // namespace topiq
