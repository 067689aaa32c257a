// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/websocketframes.h"

#include "base/text.h"

#include <algorithm>
#include <cstring>

namespace topiq {

namespace {

constexpr std::uint64_t MaxControlBytes = 125;

/// What a fragment counts for besides its payload, so that a message of endless empty fragments ends too.
constexpr std::uint64_t FragmentCost = 8;

void unmask(std::span<char> bytes, const std::array<unsigned char, 4> &mask)
{
    std::uint64_t pattern = 0;
    std::memcpy(&pattern, mask.data(), 4);
    std::memcpy(reinterpret_cast<char *>(&pattern) + 4, mask.data(), 4);
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i, 8);
        word ^= pattern;
        std::memcpy(bytes.data() + i, &word, 8);
    }
    for (; i < bytes.size(); ++i)
        bytes[i] = char(std::uint8_t(bytes[i]) ^ mask[i & 3]);
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

bool mayTravel(unsigned code)
{
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006)
        || (code >= 3000 && code <= 4999);
}

} // namespace

WebSocketFrames::Piece WebSocketFrames::next(std::span<char> bytes)
{
    Piece piece;
    if (m_over) {
        piece.used = bytes.size(); // what follows a close frame is not looked at
        return piece;
    }
    if (!m_inFrame && !readHeader(bytes, piece))
        return piece;
    const std::span<char> payload = takePayload(bytes.subspan(piece.used));
    piece.used += payload.size();
    if (isControl()) {
        std::copy(payload.begin(), payload.end(), m_control.begin() + std::ptrdiff_t(m_controlSize));
        m_controlSize += payload.size();
        if (m_left == 0)
            finishControl(piece);
        return piece;
    }
    const bool frameEnd = m_left == 0;
    if (!frameEnd && payload.empty())
        return piece;
    piece.what = What::Data;
    piece.payload = payload;
    if (frameEnd) {
        m_inFrame = false;
        piece.messageEnd = m_final;
        m_inMessage = !m_final;
    }
    return piece;
}

/// Gathers the header; true when a frame has begun, false when more is needed or the frame is refused.
bool WebSocketFrames::readHeader(std::span<char> bytes, Piece &piece)
{
    const auto sizeBytes = [&]() -> std::size_t {
        const unsigned size = m_header[1] & 0x7f;
        return size == 126 ? 2 : size == 127 ? 8 : 0;
    };
    for (;;) {
        std::size_t needed = 2;
        if (m_headerSize >= 2)
            needed = 2 + sizeBytes() + (m_header[1] & 0x80 ? 4 : 0);
        if (m_headerSize == needed && m_headerSize >= 2)
            break;
        if (piece.used == bytes.size())
            return false;
        m_header[m_headerSize++] = static_cast<unsigned char>(bytes[piece.used++]);
    }
    const bool masked = m_header[1] & 0x80;
    std::uint64_t size = m_header[1] & 0x7f;
    if (const std::size_t count = sizeBytes()) {
        size = 0;
        for (std::size_t i = 0; i < count; ++i)
            size = size << 8 | m_header[2 + i];
    }
    if (masked)
        std::memcpy(m_mask.data(), m_header.data() + m_headerSize - 4, 4);
    else
        m_mask = {};
    m_headerSize = 0;
    if (const char *const why = checkHeader(m_header[0], masked, size)) {
        refuse(piece, WebSocketClose::ProtocolError, why);
        return false;
    }
    m_opcode = WebSocketOpcode(m_header[0] & 0x0f);
    if (!isControl() && !checkData(size, piece))
        return false;
    m_left = size;
    m_inFrame = true;
    m_controlSize = 0;
    return true;
}

const char *WebSocketFrames::checkHeader(unsigned first, bool masked, std::uint64_t size)
{
    const bool fin = first & 0x80;
    const unsigned opcode = first & 0x0f;
    if (first & 0x70)
        return "sent a frame with reserved bits set";
    if (masked != m_rules.masked)
        return m_rules.masked ? "sent a frame without a mask" : "sent a frame with a mask";
    if ((m_header[1] & 0x7f) == 127 && size >> 63)
        return "sent a frame with a length of 2^63 bytes or more";
    if (opcode >= 8) {
        if (opcode > 10)
            return "sent a frame of an unknown kind";
        if (!fin || size > MaxControlBytes)
            return "sent a control frame in pieces or of more than 125 bytes";
        return nullptr; // may come between the pieces of a message, of which m_final stays
    }
    if (opcode > 2)
        return "sent a frame of an unknown kind";
    if ((opcode == 0) != m_inMessage)
        return opcode == 0 ? "continued a message that had not begun" : "began a message within another";
    m_final = fin;
    return nullptr;
}

bool WebSocketFrames::checkData(std::uint64_t size, Piece &piece)
{
    if (m_opcode != WebSocketOpcode::Continuation) {
        if (m_opcode != m_rules.kind) {
            refuse(piece, WebSocketClose::UnsupportedData,
                m_opcode == WebSocketOpcode::Text ? "sent a text message where only binary ones are allowed"
                                                  : "sent a binary message where only text is allowed");
            return false;
        }
        m_messageBytes = 0;
    } else {
        m_messageBytes += FragmentCost;
    }
    if (size > m_rules.maxMessageBytes || m_messageBytes + size > m_rules.maxMessageBytes) {
        refuse(piece, WebSocketClose::TooBig,
            "sent a message of more than " + std::to_string(m_rules.maxMessageBytes) + " bytes");
        return false;
    }
    m_messageBytes += size;
    return true;
}

std::span<char> WebSocketFrames::takePayload(std::span<char> bytes)
{
    const auto size = std::size_t(std::min<std::uint64_t>(bytes.size(), m_left));
    const std::span<char> payload = bytes.first(size);
    if (m_rules.masked) {
        unmask(payload, m_mask);
        std::rotate(m_mask.begin(), m_mask.begin() + std::ptrdiff_t(size & 3), m_mask.end());
    }
    m_left -= size;
    return payload;
}

void WebSocketFrames::finishControl(Piece &piece)
{
    m_inFrame = false;
    piece.payload = std::span(m_control).first(m_controlSize);
    if (m_opcode != WebSocketOpcode::Close) {
        piece.what = m_opcode == WebSocketOpcode::Ping ? What::Ping : What::Pong;
        return;
    }
    if (m_controlSize == 1) {
        refuse(piece, WebSocketClose::ProtocolError, "sent a close frame with half a code");
        return;
    }
    piece.close = WebSocketClose::NoStatus;
    if (m_controlSize >= 2) {
        const unsigned code = unsigned(std::uint8_t(m_control[0])) << 8 | std::uint8_t(m_control[1]);
        if (!mayTravel(code)) {
            refuse(piece, WebSocketClose::ProtocolError,
                "sent a close frame with the code " + std::to_string(code) + ", which may not travel");
            return;
        }
        if (!isUtf8({m_control.data() + 2, m_controlSize - 2})) {
            refuse(piece, WebSocketClose::BadText, "sent a close frame with a text that is no UTF-8");
            return;
        }
        piece.close = WebSocketClose(code);
    }
    piece.what = What::Close;
    m_over = true;
}

void WebSocketFrames::refuse(Piece &piece, WebSocketClose reason, std::string why)
{
    m_over = true;
    m_fault = std::move(why);
    piece.what = What::Fault;
    piece.close = reason;
    piece.payload = {};
}

std::size_t WebSocketFrames::writeHeader(WebSocketOpcode opcode, std::uint64_t size, char *to)
{
    to[0] = char(0x80 | unsigned(opcode));
    if (size <= MaxControlBytes) {
        to[1] = char(size);
        return 2;
    }
    const int count = size <= 0xffff ? 2 : 8;
    to[1] = char(count == 2 ? 126 : 127);
    for (int i = 0; i < count; ++i)
        to[2 + i] = char(size >> (8 * (count - 1 - i)));
    return std::size_t(2 + count);
}

std::string WebSocketFrames::closeFrame(WebSocketClose reason)
{
    const bool coded = reason != WebSocketClose::NoStatus;
    std::string frame{char(0x88), char(coded ? 2 : 0)};
    if (coded)
        frame += {char(unsigned(reason) >> 8), char(unsigned(reason) & 0xff)};
    return frame;
}

} // namespace topiq
