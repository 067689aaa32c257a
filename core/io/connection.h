// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/layerstack.h"
#include "io/loop.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace topiq {

/// Why a connection is no longer there.
enum class CloseReason {
    ByPeer, ///< the peer closed its side, or reset it
    ByHandler, ///< the handler called close()
    Failed, ///< a system call on the socket failed
    Shutdown, ///< the loop stops
};

/// The protocol spoken on a connection. One per connection, owned by it; called on its loop only.
class ConnectionHandler {
public:
    virtual ~ConnectionHandler() = default;

    /// The connection is being served from now on: after the handshakes of its layers, if it has any.
    virtual void opened(Connection &connection) = 0;
    /// Bytes from the peer, beginning where the last call stopped. Answers how many were used up; the rest is kept and
    /// comes again with what follows it (or after Connection::resumeReading()). May close the connection.
    [[nodiscard]] virtual std::size_t received(std::string_view bytes) = 0;
    /// How many bytes received() needs to see at once to go on, if it knows: a large packet is then gathered in place
    /// instead of being offered again with each read. 0: unknown.
    [[nodiscard]] virtual std::size_t wanted() const { return 0; }
    /// The loop stops and is about to close the connection: the last moment to say something.
    virtual void goingAway() {}
    /// All output has left after the socket was blocked for a while, or after there was OutputHigh of it.
    virtual void outputDrained() {}
    /// The connection is gone; called exactly once, last, but not when the handshake of a layer came to nothing: the
    /// handler is destroyed then without having been opened. Output is no longer possible.
    virtual void closed(CloseReason reason) = 0;
};

/// An accepted stream socket: one read per turn into the loop's shared buffer, parsed in place; output gathered and
/// written once per turn. Not a QObject: an idle one costs about 150 bytes. Between the socket and the handler there
/// may be layers (TLS, WebSocket), which cost a plain connection one test of a pointer per read and per write.
///
/// Thread: its loop's, for life. Ownership: the loop's; close() ends its service, and it is destroyed when the turn is
/// over. Back-pressure: while more than OutputHigh bytes of answers wait, nothing more is read from the peer, so a peer
/// that sends without reading cannot make memory grow; what is delivered to it by others is bounded by its session.
class Connection final : public Watched {
public:
    static constexpr std::uint64_t OutputHigh = 1024 * 1024;

    Connection(Loop &loop, int socket, std::unique_ptr<ConnectionHandler> handler, ConnectionTicket ticket,
        std::unique_ptr<LayerStack> layers);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] Loop &loop() const { return m_loop; }
    [[nodiscard]] ConnectionHandler &handler() const { return *m_handler; }
    [[nodiscard]] bool isOpen() const { return m_socket >= 0; }
    /// Of the handler's output, not yet encoded by layers or sent.
    [[nodiscard]] std::uint64_t outputBytes() const { return m_output.bytes(); }
    /// The same with what waits in layers, which is bounded.
    [[nodiscard]] std::uint64_t unsentBytes() const { return m_output.bytes() + (m_layers ? m_layers->waiting() : 0); }
    /// Whom we talk to: "10.0.0.7:51234", "[2001:db8::7]:51234", "unix:uid=1000"; what a PROXY header announced, if one
    /// came ("proxy:" and the proxy's own address when that names nobody). Empty once closed.
    [[nodiscard]] std::string peer() const;
    /// The certificate that the peer has shown and that was verified; null: none.
    [[nodiscard]] const PeerCertificate *certificate() const { return m_layers ? m_layers->certificate() : nullptr; }
    /// Whether nobody on the way can read along: TLS.
    [[nodiscard]] bool isEncrypted() const { return m_layers && m_layers->isEncrypted(); }

    /// Whether the handler has been opened: layers, if there are any, have finished their handshakes.
    [[nodiscard]] bool isServed() const { return !m_layers || m_layers->isOpen(); }

    /// The output queue, to be sent when the turn ends. Only while open.
    [[nodiscard]] OutputQueue &output()
    {
        if (!m_dirty) {
            m_dirty = true;
            m_loop.markDirty(*this);
        }
        return m_output;
    }
    void send(std::string_view bytes) { output().append(m_loop.outputPool(), bytes); }

    /// Leaves the peer's bytes in its socket until resumeReading(); a hang-up is still noticed.
    void pauseReading();
    void resumeReading();
    [[nodiscard]] bool isReadingPaused() const { return m_paused; }

    /// Sends what can be sent at once, then closes. The handler's closed() is called before this returns.
    void close() { close(CloseReason::ByHandler); }
    /// Moves the socket, with `unread` bytes, to another loop and another handler; this connection ends without its
    /// handler's closed() being called, and the peer notices nothing.
    void moveTo(Loop &target, std::unique_ptr<ConnectionHandler> handler, std::string_view unread);

    // For the loop.
    void ready(std::uint32_t events) override;
    void open(std::string_view bytes);
    void flush();
    void resume();
    void close(CloseReason reason);

private:
    friend class Loop;

    /// Bytes that the handler did not use up yet.
    struct Rest {
        std::unique_ptr<char[]> data;
        std::size_t size = 0;
        std::size_t capacity = 0;

        void keep(std::string_view bytes);
        void append(std::span<const char> bytes, std::size_t wanted);
        void grow(std::size_t capacity);
    };

    void read();
    void readLargePacket();
    void readThroughLayers();
    void takePlain(std::span<const char> bytes);
    void endWithLayers();
    void flushThroughLayers();
    [[nodiscard]] OutputQueue::Flush flushLayers(std::uint64_t &sent);
    void afterFlush(OutputQueue::Flush result, std::uint64_t sent, bool wasHigh);
    void flushLastWords(bool goingAway);
    void feed(std::string_view bytes);
    [[nodiscard]] bool takeRead(ssize_t count);
    void updateEvents();
    void offerRest();
    void retire();

    Loop &m_loop;
    std::unique_ptr<ConnectionHandler> m_handler;
    std::unique_ptr<LayerStack> m_layers; // null: plain TCP
    ConnectionTicket m_ticket;
    OutputQueue m_output;
    Rest m_rest;
    Connection *m_next = nullptr; // the loop's list
    Connection **m_link = nullptr;
    int m_socket;
    bool m_dirty = false; // in the loop's list of those to flush
    bool m_resumed = false; // in the loop's list of those to resume
    bool m_blocked = false; // the socket took less than we had
    bool m_paused = false; // by the handler
    bool m_choked = false; // by too much output
    bool m_feeding = false;
    std::uint32_t m_events = 0;
};

} // namespace topiq
