// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/websocketlayer.h"

#include <array>
#include <cstring>
#include <utility>

namespace topiq {

namespace {

/// Below this, copying is cheaper than one more piece in the gathered write.
constexpr std::uint64_t CopyBytes = 1024;

} // namespace

WebSocketLayer::WebSocketLayer(std::shared_ptr<const WebSocketSettings> settings)
    : m_settings(std::move(settings)),
      m_handshake(std::make_unique<WebSocketHandshake>(*m_settings)),
      m_frames(m_settings->frames)
{}

std::span<char> WebSocketLayer::decode(std::span<char> bytes, const Output &output)
{
    if (m_handshake && !shakeHands(bytes, output))
        return {};
    if (state() != State::Open)
        return {};
    char *const begin = bytes.data();
    std::size_t size = 0; // of the payload gathered at the beginning of `bytes`
    std::array<char, 125> ping; // NOLINT: filled below
    std::optional<std::size_t> pingSize;
    while (state() == State::Open) {
        const WebSocketFrames::Piece piece = m_frames.next(bytes);
        bytes = bytes.subspan(piece.used);
        switch (piece.what) {
        case WebSocketFrames::What::Nothing:
            if (pingSize)
                answerPing({ping.data(), *pingSize}, output);
            return {begin, size};
        case WebSocketFrames::What::Data:
            std::memmove(begin + size, piece.payload.data(), piece.payload.size());
            size += piece.payload.size();
            break;
        case WebSocketFrames::What::Ping: // of several only the last one has to be answered
            std::memcpy(ping.data(), piece.payload.data(), piece.payload.size());
            pingSize = piece.payload.size();
            break;
        case WebSocketFrames::What::Pong:
            break;
        case WebSocketFrames::What::Close: // is answered by finish(): after what the handler has still to say
            m_answerClose = piece.close;
            setState(State::Ended);
            break;
        case WebSocketFrames::What::Fault:
            m_answerClose = piece.close;
            fail("the peer " + m_frames.fault());
            break;
        }
    }
    return {begin, size};
}

bool WebSocketLayer::shakeHands(std::span<char> &bytes, const Output &output)
{
    std::size_t used = 0;
    const WebSocketHandshake::Status status = m_handshake->take({bytes.data(), bytes.size()}, used);
    if (status == WebSocketHandshake::Status::Incomplete)
        return false;
    output.write(m_handshake->answer());
    if (status == WebSocketHandshake::Status::Accepted) {
        setState(State::Open);
    } else {
        m_closeSaid = true; // HTTP's answer was the last word
        fail("the peer " + m_handshake->fault());
    }
    bytes = bytes.subspan(used);
    m_handshake.reset();
    return true;
}

void WebSocketLayer::answerPing(std::span<const char> payload, const Output &output)
{
    std::array<char, WebSocketFrames::MaxHeaderBytes> header; // NOLINT: filled below
    const std::size_t size = WebSocketFrames::writeHeader(WebSocketOpcode::Pong, payload.size(), header.data());
    output.write({header.data(), size});
    output.write({payload.data(), payload.size()});
}

void WebSocketLayer::encode(OutputQueue &plain, const Output &output)
{
    if (m_closeSaid) {
        plain.clear(output.pool); // nothing may follow a close frame
        return;
    }
    std::array<char, WebSocketFrames::MaxHeaderBytes> header; // NOLINT: filled below
    while (!plain.empty() && output.queue.bytes() < OutputHigh) {
        const std::uint64_t size = plain.bytesUpTo(OutputHigh);
        const std::size_t headerSize = WebSocketFrames::writeHeader(m_settings->frames.kind, size, header.data());
        output.write({header.data(), headerSize});
        if (size <= CopyBytes) {
            std::array<char, CopyBytes> piece; // NOLINT: filled below
            const std::size_t copied = plain.peek(piece.data(), std::size_t(size));
            output.write({piece.data(), copied});
            plain.drop(output.pool, copied);
        } else {
            plain.moveTo(output.queue, OutputHigh);
        }
    }
}

void WebSocketLayer::finish(bool goingAway, const Output &output)
{
    if (std::exchange(m_closeSaid, true))
        return;
    const WebSocketClose ours = goingAway ? WebSocketClose::GoingAway : WebSocketClose::Normal;
    output.write(WebSocketFrames::closeFrame(m_answerClose.value_or(ours)));
}

} // namespace topiq
