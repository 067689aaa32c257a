// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/connectpacket.h"

#include "base/text.h"
#include "engine/topicname.h"
#include "protocols/mqtt/messageproperties.h"
#include "protocols/mqtt/property.h"

namespace topiq::mqtt {

namespace {

enum Flag : std::uint8_t {
    Reserved = 0x01,
    CleanStart = 0x02,
    HasWill = 0x04,
    WillQos = 0x18,
    WillRetain = 0x20,
    HasPassword = 0x40,
    HasUser = 0x80,
};

constexpr std::uint8_t BridgeBit = 0x80; // of the level

std::optional<ProtocolError> readVersion(FieldReader &fields, ConnectPacket &packet)
{
    const std::string_view protocol = fields.text();
    const std::uint8_t level = fields.byte();
    const bool is31 = protocol == "MQIsdp";
    if (!fields.ok() || (!is31 && protocol != "MQTT")) {
        return ProtocolError::malformed(
            "names the protocol `" + printable(protocol, 20) + "` where MQTT is expected [MQTT-3.1.2-1]");
    }
    const std::uint8_t plain = level & std::uint8_t(~BridgeBit);
    if (is31 ? plain != 3 : plain != 4 && plain != 5) {
        return ProtocolError{ReasonCode::UnsupportedVersion,
            "asks for protocol level " + std::to_string(level)
                + "; this broker speaks 3 (MQTT 3.1), 4 (MQTT 3.1.1) and 5 (MQTT 5)"};
    }
    packet.version = Version(plain);
    packet.bridge = level & BridgeBit;
    return std::nullopt;
}

std::optional<ProtocolError> checkFlags(std::uint8_t flags, Version version)
{
    if (flags & Reserved)
        return ProtocolError::malformed("has the reserved connect flag set [MQTT-3.1.2-3]");
    if ((flags & WillQos) == WillQos)
        return ProtocolError::malformed("asks for will QoS 3 [MQTT-3.1.2-12]");
    if (!(flags & HasWill) && (flags & (WillQos | WillRetain)))
        return ProtocolError::malformed("has will QoS or will retain without a will [MQTT-3.1.2-11]");
    if (version != Version::V5 && (flags & HasPassword) && !(flags & HasUser))
        return ProtocolError::malformed("has a password without a user name [MQTT-3.1.2-22]");
    return std::nullopt;
}

std::optional<ProtocolError> readProperties(FieldReader &fields, ConnectPacket &packet)
{
    PropertyReader properties(fields, PropertyPlace::Connect);
    Property property;
    bool hasAuthData = false;
    while (properties.next(property)) {
        switch (property.id) {
        case PropertyId::SessionExpiry:
            packet.sessionExpirySeconds = property.number;
            break;
        case PropertyId::ReceiveMaximum:
            packet.receiveMaximum = std::uint16_t(property.number);
            break;
        case PropertyId::MaximumPacketSize:
            packet.maxPacketBytes = property.number;
            break;
        case PropertyId::TopicAliasMaximum:
            packet.topicAliasMaximum = std::uint16_t(property.number);
            break;
        case PropertyId::RequestResponseInfo:
            packet.requestResponseInfo = property.number;
            break;
        case PropertyId::RequestProblemInfo:
            packet.requestProblemInfo = property.number;
            break;
        case PropertyId::AuthMethod:
            packet.authMethod = property.text;
            break;
        case PropertyId::AuthData:
            packet.authData = property.text;
            hasAuthData = true;
            break;
        case PropertyId::UserProperty:
            packet.asksNode = packet.asksNode || property.text == NodeProperty;
            break;
        default:
            break;
        }
    }
    if (properties.error())
        return std::move(properties.error());
    if (hasAuthData && !packet.authMethod)
        return ProtocolError::forbidden("has authentication data without an authentication method (3.1.2.11.10)");
    return std::nullopt;
}

std::optional<ProtocolError> readWill(FieldReader &fields, std::uint8_t flags, ConnectPacket &packet)
{
    ConnectPacket::WillFields &will = *(packet.will = ConnectPacket::WillFields()); // clang 14 finds no emplace()
    if (packet.version == Version::V5) {
        MessageProperties properties;
        if (auto error = readMessageProperties(fields, PropertyPlace::Will, properties, will.properties))
            return error;
        will.properties = std::string(properties.forwarded);
        will.delaySeconds = properties.willDelaySeconds;
        will.expirySeconds = properties.expirySeconds;
    }
    will.topic = fields.text();
    will.payload = fields.text();
    will.qos = std::uint8_t((flags & WillQos) >> 3);
    will.retain = flags & WillRetain;
    if (!fields.ok())
        return std::nullopt; // reported by the caller, as for every field that is cut
    const NameFault fault = checkTopicName(will.topic);
    if (fault == NameFault::None)
        return std::nullopt;
    return ProtocolError{fault == NameFault::BadUtf8 ? ReasonCode::MalformedPacket : ReasonCode::TopicNameInvalid,
        "has a will topic that " + std::string(describe(fault))};
}

} // namespace

std::optional<ProtocolError> readConnect(std::string_view body, ConnectPacket &packet)
{
    FieldReader fields(body);
    if (auto error = readVersion(fields, packet))
        return error;
    const std::uint8_t flags = fields.byte();
    if (auto error = checkFlags(flags, packet.version))
        return error;
    packet.cleanStart = flags & CleanStart;
    packet.keepAliveSeconds = fields.number();
    if (packet.version == Version::V5) {
        if (auto error = readProperties(fields, packet))
            return error;
    }
    packet.clientId = fields.text();
    if (flags & HasWill) {
        if (auto error = readWill(fields, flags, packet))
            return error;
    }
    if (flags & HasUser)
        packet.user = fields.text();
    if (flags & HasPassword)
        packet.password = fields.text();
    if (!fields.ok())
        return ProtocolError::malformed("ends before its last field");
    if (!fields.atEnd())
        return ProtocolError::malformed("has bytes after its last field");
    if (!isMqttText(packet.clientId) || (packet.user && !isMqttText(*packet.user)))
        return ProtocolError::malformed("has a client id or user name that is not well-formed UTF-8 [MQTT-1.5.4-1]");
    if (packet.clientId.empty() && packet.version == Version::V31)
        return ProtocolError{ReasonCode::ClientIdNotValid, "has no client id; MQTT 3.1 asks for one"};
    if (packet.clientId.empty() && packet.version == Version::V311 && !packet.cleanStart) {
        return ProtocolError{ReasonCode::ClientIdNotValid,
            "has no client id but asks for a kept session [MQTT-3.1.3-8]; give a client id or set clean session"};
    }
    return std::nullopt;
}

} // namespace topiq::mqtt
