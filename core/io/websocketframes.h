// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace topiq {

/// Reasons to close that travel in a WebSocket close frame, with the numbers of RFC 6455.
enum class WebSocketClose : std::uint16_t {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    NoStatus = 1005, ///< never on the wire: the frame had no code
    BadText = 1007,
    TooBig = 1009,
};

enum class WebSocketOpcode : std::uint8_t {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
};

/// Reads the frames of RFC 6455 that one side sends, byte by byte or many at once. Payload is unmasked where it lies
/// and handed on as it comes, so no message is ever gathered here: what is kept is one cut frame header, or one control
/// frame. Whether text is UTF-8 is for whoever puts its messages together. Needs no socket. Thread: one.
class WebSocketFrames {
public:
    struct Rules {
        bool masked = true; ///< what comes must be masked (we are the server) or must not be
        WebSocketOpcode kind = WebSocketOpcode::Binary; ///< messages of the other kind are refused
        std::uint64_t maxMessageBytes = 2 * 1024 * 1024;
    };
    enum class What {
        Nothing, ///< more bytes are needed, or none were left
        Data, ///< `payload` is a part of a message; the last one of it when `messageEnd`
        Ping, ///< to be answered with `payload`
        Pong,
        Close, ///< with `close`; nothing may follow
        Fault, ///< `close` is the reason to give, fault() says why; nothing more is read
    };
    struct Piece {
        What what = What::Nothing;
        std::size_t used = 0; ///< of the bytes given
        std::span<char> payload; ///< in the bytes given; of a control frame: kept here until the next call
        bool messageEnd = false;
        WebSocketClose close = WebSocketClose::Normal;
    };

    explicit WebSocketFrames(Rules rules) : m_rules(rules) {}

    /// The next piece of `bytes`, which it may change. Call it again with what is left until it says Nothing.
    [[nodiscard]] Piece next(std::span<char> bytes);
    [[nodiscard]] const std::string &fault() const { return m_fault; }

    static constexpr std::size_t MaxHeaderBytes = 10;
    /// The header of a whole, unmasked message of `size` bytes; answers how long it is.
    static std::size_t writeHeader(WebSocketOpcode opcode, std::uint64_t size, char *to);
    [[nodiscard]] static std::string closeFrame(WebSocketClose reason);

private:
    [[nodiscard]] bool readHeader(std::span<char> bytes, Piece &piece);
    [[nodiscard]] const char *checkHeader(unsigned first, bool masked, std::uint64_t size);
    [[nodiscard]] bool checkData(std::uint64_t size, Piece &piece);
    [[nodiscard]] std::span<char> takePayload(std::span<char> bytes);
    void finishControl(Piece &piece);
    void refuse(Piece &piece, WebSocketClose reason, std::string why);
    [[nodiscard]] bool isControl() const { return m_opcode >= WebSocketOpcode::Close; }

    const Rules m_rules;
    std::array<unsigned char, 14> m_header{};
    std::size_t m_headerSize = 0;
    bool m_inFrame = false;
    bool m_inMessage = false;
    bool m_final = false;
    bool m_over = false;
    WebSocketOpcode m_opcode = WebSocketOpcode::Continuation;
    std::uint64_t m_left = 0; // of the payload of this frame
    std::uint64_t m_messageBytes = 0;
    std::array<unsigned char, 4> m_mask{}; // turned so that the next byte of payload meets its first
    std::array<char, 125> m_control{};
    std::size_t m_controlSize = 0;
    std::string m_fault;
};

} // namespace topiq
