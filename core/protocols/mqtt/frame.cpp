// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/frame.h"

namespace topiq::mqtt {

namespace {

/// Section 2.1.3: fixed for every type but PUBLISH; only what a client may send.
bool flagsAreValid(std::uint8_t header, Version version)
{
    const std::uint8_t flags = header & 0x0F;
    switch (PacketType(header >> 4)) {
    case PacketType::Publish:
        return (flags & 0x06) != 0x06;
    case PacketType::PubRel:
    case PacketType::Subscribe:
    case PacketType::Unsubscribe:
        return flags == 0x02 || (version == Version::V31 && flags == 0x0A); // 3.1 marks them when sent again
    default:
        return flags == 0;
    }
}

bool isFromClient(std::uint8_t type, Version version)
{
    switch (PacketType(type)) {
    case PacketType::Connect:
    case PacketType::Publish:
    case PacketType::PubAck:
    case PacketType::PubRec:
    case PacketType::PubRel:
    case PacketType::PubComp:
    case PacketType::Subscribe:
    case PacketType::Unsubscribe:
    case PacketType::PingReq:
    case PacketType::Disconnect:
        return true;
    case PacketType::Auth:
        return version == Version::V5;
    default:
        return false;
    }
}

} // namespace

const char *packetName(std::uint8_t type)
{
    static constexpr const char *Names[]
        = {"reserved type 0", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP", "SUBSCRIBE",
            "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT", "AUTH"};
    return Names[type & 0x0F];
}

FrameStatus readFrame(
    std::string_view bytes, Version version, std::uint32_t maxBytes, Frame &frame, ProtocolError &error)
{
    frame.size = 0;
    if (bytes.empty())
        return FrameStatus::Incomplete;
    frame.header = std::uint8_t(bytes[0]);
    if (!isFromClient(frame.header >> 4, version)) {
        error = ProtocolError::forbidden("is a packet that a client may not send");
        return FrameStatus::Invalid;
    }
    if (!flagsAreValid(frame.header, version)) {
        error = ProtocolError::malformed("has wrong flags in its first byte (2.1.3)");
        return FrameStatus::Invalid;
    }
    std::size_t length = 0;
    std::size_t at = 1;
    for (int shift = 0;; shift += 7, ++at) {
        if (shift > 21) {
            error = ProtocolError::malformed("has a remaining length of more than four bytes (2.1.4)");
            return FrameStatus::Invalid;
        }
        if (at >= bytes.size())
            return FrameStatus::Incomplete;
        const auto digit = std::uint8_t(bytes[at]);
        length |= std::size_t(digit & 0x7F) << shift;
        if ((digit & 0x80) == 0) {
            if (digit == 0 && shift && version == Version::V5) {
                error = ProtocolError::malformed("has a remaining length in more bytes than it needs [MQTT-1.5.5-1]");
                return FrameStatus::Invalid;
            }
            break;
        }
    }
    ++at;
    frame.size = at + length;
    if (frame.size > maxBytes) {
        error = {ReasonCode::PacketTooLarge,
            "announces " + std::to_string(frame.size) + " bytes; the limit is " + std::to_string(maxBytes)
                + " (limits.max_packet_bytes)"};
        return FrameStatus::Invalid;
    }
    if (bytes.size() < frame.size)
        return FrameStatus::Incomplete;
    frame.body = bytes.substr(at, length);
    return FrameStatus::Complete;
}

} // namespace topiq::mqtt
