// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/bridge/clientpackets.h"

#include "base/text.h"
#include "protocols/mqtt/connectpacket.h"
#include "protocols/mqtt/property.h"
#include "protocols/mqtt/wire.h"

namespace topiq::mqtt {

namespace {

constexpr std::uint8_t BridgeBit = 0x80;

/// What a server may send, and with which flags (section 2.1.3); PUBLISH is looked at by its own parser.
bool isFromServer(std::uint8_t header)
{
    switch (PacketType(header >> 4)) {
    case PacketType::ConnAck:
    case PacketType::PubAck:
    case PacketType::PubRec:
    case PacketType::PubComp:
    case PacketType::SubAck:
    case PacketType::UnsubAck:
    case PacketType::PingResp:
    case PacketType::Disconnect:
        return (header & 0x0F) == 0;
    case PacketType::PubRel:
        return (header & 0x0F) == 2;
    case PacketType::Publish:
        return (header & 0x06) != 0x06;
    default:
        return false;
    }
}

} // namespace

std::string connectPacket(const ClientConnect &fields)
{
    const bool v5 = fields.version == Version::V5;
    FieldWriter body;
    body.text("MQTT");
    body.byte(std::uint8_t(std::uint8_t(fields.version) | (fields.isBridge ? BridgeBit : 0)));
    std::uint8_t flags = fields.cleanStart ? 0x02 : 0;
    if (!fields.willTopic.empty())
        flags |= 0x04 | 0x08 | 0x20; // QoS 1, retained
    if (!fields.user.empty())
        flags |= 0x80;
    const bool withPassword = !fields.password.empty() && (v5 || !fields.user.empty());
    if (withPassword)
        flags |= 0x40;
    body.byte(flags);
    body.number(fields.keepAliveSeconds);
    if (v5) {
        FieldWriter properties;
        if (fields.sessionExpirySeconds)
            properties.property(PropertyId::SessionExpiry, fields.sessionExpirySeconds);
        if (fields.receiveMaximum != 0xFFFF)
            properties.property(PropertyId::ReceiveMaximum, std::uint32_t(fields.receiveMaximum));
        if (fields.maxPacketBytes)
            properties.property(PropertyId::MaximumPacketSize, fields.maxPacketBytes);
        if (!fields.node.empty())
            properties.userProperty(NodeProperty, fields.node);
        body.list(properties);
    }
    body.text(fields.clientId);
    if (!fields.willTopic.empty()) {
        if (v5)
            body.list(FieldWriter());
        body.text(fields.willTopic);
        body.text(fields.willPayload);
    }
    if (!fields.user.empty())
        body.text(fields.user);
    if (withPassword)
        body.text(fields.password);
    return body.packet(firstByte(PacketType::Connect));
}

std::string subscribePacket(Version version, std::uint16_t packetId, const std::vector<BridgeTopic> &topics)
{
    // Nothing of our own comes back (no local), the retain flag stays as published, and what is retained there is sent
    // for a new subscription only: an old one has had it.
    constexpr std::uint8_t Options5 = 0x04 | 0x08 | 0x10;
    FieldWriter body;
    body.number(packetId);
    if (version == Version::V5)
        body.list(FieldWriter());
    for (const BridgeTopic &topic : topics) {
        if (!topic.isIn())
            continue;
        body.text(topic.remoteFilter());
        body.byte(std::uint8_t(std::uint8_t(topic.qos) | (version == Version::V5 ? Options5 : 0)));
    }
    return body.packet(firstByte(PacketType::Subscribe, 0x02));
}

std::string ackPacket(Version version, PacketType type, std::uint16_t packetId, ReasonCode reason)
{
    FieldWriter body;
    body.number(packetId);
    if (version == Version::V5 && reason != ReasonCode::Success)
        body.byte(std::uint8_t(reason));
    return body.packet(firstByte(type, type == PacketType::PubRel ? 0x02 : 0));
}

std::string emptyPacket(PacketType type) { return FieldWriter().packet(firstByte(type)); }

std::string retainedPacket(Version version, std::string_view topic, std::string_view payload)
{
    FieldWriter body;
    body.text(topic);
    if (version == Version::V5)
        body.list(FieldWriter());
    body.bytes(payload);
    return body.packet(firstByte(PacketType::Publish, 0x01));
}

FrameStatus readServerFrame(std::string_view bytes, std::uint32_t maxBytes, Frame &frame, ProtocolError &error)
{
    frame.size = 0;
    if (bytes.empty())
        return FrameStatus::Incomplete;
    frame.header = std::uint8_t(bytes[0]);
    if (!isFromServer(frame.header)) {
        error = ProtocolError::malformed("is a packet that a server may not send, or has wrong flags");
        return FrameStatus::Invalid;
    }
    std::size_t length = 0;
    std::size_t at = 1;
    for (int shift = 0;; shift += 7, ++at) {
        if (shift > 21) {
            error = ProtocolError::malformed("has a remaining length of more than four bytes");
            return FrameStatus::Invalid;
        }
        if (at >= bytes.size())
            return FrameStatus::Incomplete;
        const auto digit = std::uint8_t(bytes[at]);
        length |= std::size_t(digit & 0x7F) << shift;
        if ((digit & 0x80) == 0)
            break;
    }
    frame.size = at + 1 + length;
    if (frame.size > maxBytes) {
        error = {ReasonCode::PacketTooLarge,
            "announces " + std::to_string(frame.size) + " bytes; the limit is " + std::to_string(maxBytes)
                + " (limits.max_packet_bytes)"};
        return FrameStatus::Invalid;
    }
    if (bytes.size() < frame.size)
        return FrameStatus::Incomplete;
    frame.body = bytes.substr(at + 1, length);
    return FrameStatus::Complete;
}

std::optional<ProtocolError> readConnAck(const Frame &frame, Version version, ConnAckPacket &packet)
{
    FieldReader fields(frame.body);
    const std::uint8_t flags = fields.byte();
    packet.sessionPresent = flags & 0x01;
    packet.code = fields.byte();
    if (!fields.ok() || flags > 1)
        return ProtocolError::malformed("is too short, or has flags that mean nothing");
    if (fields.atEnd()) // also a server that answers in 3.1.1 because it does not know 5
        return std::nullopt;
    if (version != Version::V5)
        return ProtocolError::malformed("has bytes after its last field");
    PropertyReader properties(fields, PropertyPlace::ConnAck);
    Property property;
    while (properties.next(property)) {
        switch (property.id) {
        case PropertyId::ReceiveMaximum:
            packet.receiveMaximum = std::uint16_t(property.number);
            break;
        case PropertyId::MaximumPacketSize:
            packet.maxPacketBytes = property.number;
            break;
        case PropertyId::MaximumQos:
            packet.maximumQos = Qos(property.number & 1);
            break;
        case PropertyId::RetainAvailable:
            packet.retainAvailable = property.number;
            break;
        case PropertyId::ServerKeepAlive:
            packet.serverKeepAliveSeconds = std::uint16_t(property.number);
            break;
        case PropertyId::ReasonString:
            packet.reasonString = property.text;
            break;
        case PropertyId::UserProperty:
            if (property.text == NodeProperty)
                packet.node = property.value;
            break;
        default:
            break;
        }
    }
    if (properties.error())
        return std::move(properties.error());
    if (!fields.atEnd())
        return ProtocolError::malformed("has bytes after its last field");
    return std::nullopt;
}

std::string ConnAckPacket::why(Version version) const
{
    std::string text;
    if (code >= 0x80) {
        text = describe(ReasonCode(code));
    } else {
        switch (ConnectReturn(code)) {
        case ConnectReturn::Accepted:
            return "accepted";
        case ConnectReturn::UnacceptableVersion:
            text = "it does not speak this version of MQTT";
            break;
        case ConnectReturn::IdentifierRejected:
            text = "it does not take the client id";
            break;
        case ConnectReturn::ServerUnavailable:
            text = "it is not available";
            break;
        case ConnectReturn::BadCredentials:
            text = "user name or password is wrong";
            break;
        case ConnectReturn::NotAuthorized:
            text = "not authorized";
            break;
        default:
            text = "code " + std::to_string(code);
        }
    }
    if (version == Version::V5
        && (code == std::uint8_t(ConnectReturn::UnacceptableVersion)
            || ReasonCode(code) == ReasonCode::UnsupportedVersion))
        text += "; give the bridge version: 3.1.1";
    if (!reasonString.empty())
        text += " (" + printable(reasonString, 200) + ')';
    return text;
}

std::optional<ProtocolError> readSubAck(const Frame &frame, Version version, std::vector<std::uint8_t> &codes)
{
    FieldReader fields(frame.body);
    (void)fields.number(); // one SUBSCRIBE per connection, so one id
    if (version == Version::V5) {
        PropertyReader properties(fields, PropertyPlace::Ack);
        Property property;
        while (properties.next(property)) {}
        if (properties.error())
            return std::move(properties.error());
    }
    if (!fields.ok())
        return ProtocolError::malformed("is too short");
    codes.assign(fields.rest().begin(), fields.rest().end());
    return std::nullopt;
}

} // namespace topiq::mqtt
