// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/disconnectpacket.h"

namespace topiq::mqtt {

namespace {

/// Table 3-13 of the standard.
bool mayGive(PropertyPlace place, ReasonCode reason)
{
    switch (reason) {
    case ReasonCode::Success:
    case ReasonCode::UnspecifiedError:
    case ReasonCode::MalformedPacket:
    case ReasonCode::ProtocolError:
    case ReasonCode::ImplementationSpecific:
    case ReasonCode::TopicNameInvalid:
    case ReasonCode::ReceiveMaximumExceeded:
    case ReasonCode::TopicAliasInvalid:
    case ReasonCode::PacketTooLarge:
    case ReasonCode::MessageRateTooHigh:
    case ReasonCode::QuotaExceeded:
    case ReasonCode::AdministrativeAction:
    case ReasonCode::PayloadFormatInvalid:
        return true;
    case ReasonCode::DisconnectWithWill:
        return place == PropertyPlace::DisconnectToServer;
    case ReasonCode::NotAuthorized:
    case ReasonCode::ServerBusy:
    case ReasonCode::ServerShuttingDown:
    case ReasonCode::KeepAliveTimeout:
    case ReasonCode::SessionTakenOver:
    case ReasonCode::TopicFilterInvalid:
    case ReasonCode::RetainNotSupported:
    case ReasonCode::QosNotSupported:
    case ReasonCode::UseAnotherServer:
    case ReasonCode::ServerMoved:
    case ReasonCode::SharedNotSupported:
    case ReasonCode::ConnectionRateExceeded:
    case ReasonCode::MaximumConnectTime:
    case ReasonCode::SubscriptionIdsNotSupported:
    case ReasonCode::WildcardsNotSupported:
        return place == PropertyPlace::DisconnectToClient;
    default:
        return false;
    }
}

} // namespace

std::optional<ProtocolError> readDisconnect(
    std::string_view body, Version version, PropertyPlace place, DisconnectPacket &packet)
{
    if (version != Version::V5)
        return body.empty() ? std::nullopt : std::optional(ProtocolError::malformed("has a body"));
    if (body.empty())
        return std::nullopt;
    FieldReader fields(body);
    packet.reason = ReasonCode(fields.byte());
    if (!mayGive(place, packet.reason)) {
        return ProtocolError::forbidden(
            "has reason code " + std::to_string(int(packet.reason)) + ", which it may not give [MQTT-3.14.2-1]");
    }
    if (fields.atEnd())
        return std::nullopt;
    PropertyReader properties(fields, place);
    Property property;
    while (properties.next(property)) {
        if (property.id == PropertyId::SessionExpiry)
            packet.sessionExpirySeconds = property.number;
        else if (property.id == PropertyId::ReasonString)
            packet.reasonString = property.text;
        else if (property.id == PropertyId::ServerReference)
            packet.serverReference = property.text;
    }
    if (properties.error())
        return std::move(properties.error());
    if (!fields.atEnd())
        return ProtocolError::malformed("has bytes after its properties");
    return std::nullopt;
}

} // namespace topiq::mqtt
