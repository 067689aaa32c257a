// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace topiq::mqtt {

/// The packet types of MQTT 3.1.1 section 2.2.1, with the wire's values.
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
};

/// The name of a packet type as the standard writes it; "reserved type" for 0 and 15.
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
    enum class Kind { Malformed, TooLarge, BadVersion, BadClientId };

    Kind kind = Kind::Malformed;
    std::string text; ///< the end of a sentence that begins with the packet's name

    static ProtocolError malformed(std::string text) { return {Kind::Malformed, std::move(text)}; }
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
