// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/connectpacket.h"

#include "base/text.h"
#include "engine/topicname.h"

namespace topiq::mqtt {

namespace {

enum Flag : std::uint8_t {
    Reserved = 0x01,
    CleanSession = 0x02,
    HasWill = 0x04,
    WillQos = 0x18,
    WillRetain = 0x20,
    HasPassword = 0x40,
    HasUser = 0x80,
};

std::optional<ProtocolError> checkFlags(std::uint8_t flags)
{
    if (flags & Reserved)
        return ProtocolError::malformed("has the reserved connect flag set [MQTT-3.1.2-3]");
    if ((flags & WillQos) == WillQos)
        return ProtocolError::malformed("asks for will QoS 3 [MQTT-3.1.2-14]");
    if (!(flags & HasWill) && (flags & (WillQos | WillRetain)))
        return ProtocolError::malformed("has will QoS or will retain without a will [MQTT-3.1.2-13]");
    if ((flags & HasPassword) && !(flags & HasUser))
        return ProtocolError::malformed("has a password without a user name [MQTT-3.1.2-22]");
    return std::nullopt;
}

std::optional<ProtocolError> readWill(FieldReader &fields, std::uint8_t flags, ConnectPacket &packet)
{
    ConnectPacket::WillFields &will = packet.will.emplace();
    will.topic = fields.text();
    will.payload = fields.text();
    will.qos = std::uint8_t((flags & WillQos) >> 3);
    will.retain = flags & WillRetain;
    if (!fields.ok())
        return std::nullopt; // reported by the caller, as for every field that is cut
    const NameFault fault = checkTopicName(will.topic);
    if (fault != NameFault::None)
        return ProtocolError::malformed("has a will topic that " + std::string(describe(fault)));
    return std::nullopt;
}

} // namespace

std::optional<ProtocolError> readConnect(std::string_view body, ConnectPacket &packet)
{
    FieldReader fields(body);
    const std::string_view protocol = fields.text();
    packet.level = fields.byte();
    if (!fields.ok() || protocol != "MQTT") {
        return ProtocolError::malformed(
            "names the protocol `" + printable(protocol, 20) + "` where MQTT is expected [MQTT-3.1.2-1]");
    }
    if (packet.level != 4) {
        return ProtocolError{ProtocolError::Kind::BadVersion,
            "asks for protocol level " + std::to_string(packet.level) + "; this broker speaks 4 (MQTT 3.1.1)"};
    }
    const std::uint8_t flags = fields.byte();
    if (auto error = checkFlags(flags))
        return error;
    packet.cleanSession = flags & CleanSession;
    packet.keepAliveSeconds = fields.number();
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
        return ProtocolError::malformed("has a client id or user name that is not well-formed UTF-8 [MQTT-1.5.3-1]");
    if (packet.clientId.empty() && !packet.cleanSession) {
        return ProtocolError{ProtocolError::Kind::BadClientId,
            "has no client id but asks for a kept session [MQTT-3.1.3-8]; give a client id or set clean session"};
    }
    return std::nullopt;
}

} // namespace topiq::mqtt
