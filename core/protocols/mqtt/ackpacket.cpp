// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/ackpacket.h"

#include "protocols/mqtt/property.h"

namespace topiq::mqtt {

namespace {

/// Tables 3-4 to 3-7 of the standard: which reason each of the four may give.
bool mayGive(PacketType type, ReasonCode reason)
{
    if (reason == ReasonCode::Success)
        return true;
    if (type == PacketType::PubRel || type == PacketType::PubComp)
        return reason == ReasonCode::PacketIdNotFound;
    switch (reason) {
    case ReasonCode::NoMatchingSubscribers:
    case ReasonCode::UnspecifiedError:
    case ReasonCode::ImplementationSpecific:
    case ReasonCode::NotAuthorized:
    case ReasonCode::TopicNameInvalid:
    case ReasonCode::PacketIdInUse:
    case ReasonCode::QuotaExceeded:
    case ReasonCode::PayloadFormatInvalid:
        return true;
    default:
        return false;
    }
}

/// What follows the packet id in MQTT 5; both may be missing.
std::optional<ProtocolError> readReason(FieldReader &fields, PacketType type, AckPacket &packet)
{
    packet.reason = ReasonCode(fields.byte());
    if (!mayGive(type, packet.reason)) {
        return ProtocolError::forbidden(
            "has reason code " + std::to_string(int(packet.reason)) + ", which it may not give");
    }
    if (fields.atEnd())
        return std::nullopt;
    PropertyReader properties(fields, PropertyPlace::Ack);
    Property property;
    while (properties.next(property)) {
        if (property.id == PropertyId::ReasonString)
            packet.reasonString = property.text;
    }
    return std::move(properties.error());
}

} // namespace

std::optional<ProtocolError> readAck(const Frame &frame, Version version, AckPacket &packet)
{
    FieldReader fields(frame.body);
    packet.packetId = fields.number();
    if (version == Version::V5 && fields.ok() && !fields.atEnd()) {
        if (auto error = readReason(fields, frame.type(), packet))
            return error;
    }
    if (!fields.ok() || !fields.atEnd()) {
        return ProtocolError::malformed(version == Version::V5 ? "has bytes missing, or after its last field"
                                                               : "has not exactly two bytes after its fixed header");
    }
    if (packet.packetId == 0)
        return ProtocolError::forbidden("has packet id 0 [MQTT-2.2.1-3]");
    return std::nullopt;
}

} // namespace topiq::mqtt
