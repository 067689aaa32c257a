// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/reasoncode.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace topiq::mqtt {

/// The protocol level of CONNECT, with the wire's values.
enum class Version : std::uint8_t {
    None = 0, ///< no CONNECT was read yet
    V31 = 3,
    V311 = 4,
    V5 = 5,
};

/// The packet types of MQTT 5 section 2.1.2, with the wire's values.
enum class PacketType : std::uint8_t {
    Connect = 1,
    ConnAck = 2,
    Publish = 3,
    PubAck = 4,
    PubRec = 5,
    PubRel = 6,
    PubComp = 7,
    Subscribe = 8,
    SubAck = 9,
    Unsubscribe = 10,
    UnsubAck = 11,
    PingReq = 12,
    PingResp = 13,
    Disconnect = 14,
    Auth = 15, ///< MQTT 5
};

/// The name of a packet type as the standard writes it; "reserved type 0" for 0.
[[nodiscard]] const char *packetName(std::uint8_t type);

/// CONNACK return codes, MQTT 3.1.1 table 3.1.
enum class ConnectReturn : std::uint8_t {
    Accepted = 0,
    UnacceptableVersion = 1,
    IdentifierRejected = 2,
    ServerUnavailable = 3,
    BadCredentials = 4,
    NotAuthorized = 5,
};

/// What a peer did against the protocol. Only the connection decides what to send and that it closes.
struct ProtocolError {
    ReasonCode reason = ReasonCode::MalformedPacket;
    std::string text; ///< the end of a sentence that begins with the packet's name

    static ProtocolError malformed(std::string text) { return {ReasonCode::MalformedPacket, std::move(text)}; }
    /// Well-formed, but against the rules.
    static ProtocolError forbidden(std::string text) { return {ReasonCode::ProtocolError, std::move(text)}; }
};

/// Reads the fields of a packet one after the other; once a field is not there whole, everything after it fails too.
class FieldReader {
public:
    explicit FieldReader(std::string_view bytes) : m_rest(bytes) {}

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] std::string_view rest() const { return m_rest; }

    std::uint8_t byte()
    {
        const std::string_view bytes = take(1);
        return bytes.empty() ? 0 : std::uint8_t(bytes[0]);
    }
    std::uint16_t number()
    {
        const std::string_view bytes = take(2);
        return bytes.empty() ? 0 : std::uint16_t(std::uint8_t(bytes[0]) << 8 | std::uint8_t(bytes[1]));
    }
    std::uint32_t longNumber()
    {
        const std::uint32_t high = number();
        return high << 16 | number();
    }
    /// Variable byte integer, section 1.5.5: one to four bytes, not more than the value needs.
    std::uint32_t variable()
    {
        std::uint32_t value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            const std::uint8_t digit = byte();
            value |= std::uint32_t(digit & 0x7F) << shift;
            if ((digit & 0x80) == 0) {
                m_ok = m_ok && (digit || shift == 0);
                return m_ok ? value : 0;
            }
        }
        m_ok = false;
        return 0;
    }
    std::string_view bytes(std::size_t size) { return take(size); }
    /// Length and bytes: a string or binary data.
    std::string_view text()
    {
        const std::uint16_t size = number();
        return take(size);
    }

private:
    std::string_view take(std::size_t size)
    {
        if (!m_ok || m_rest.size() < size) {
            m_ok = false;
            return {};
        }
        const std::string_view taken = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return taken;
    }

    std::string_view m_rest;
    bool m_ok = true;
};

} // namespace topiq::mqtt
