// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/authpacket.h"

#include "protocols/mqtt/property.h"

namespace topiq::mqtt {

std::optional<ProtocolError> readAuth(std::string_view body, AuthPacket &packet)
{
    FieldReader fields(body);
    if (!body.empty())
        packet.reason = ReasonCode(fields.byte());
    if (packet.reason != ReasonCode::ContinueAuthentication && packet.reason != ReasonCode::ReAuthenticate) {
        return ProtocolError::forbidden(
            "has reason code " + std::to_string(int(packet.reason)) + ", which a client may not give [MQTT-3.15.2-1]");
    }
    if (fields.atEnd())
        return ProtocolError::forbidden("names no authentication method (3.15.2.2.2)");
    PropertyReader properties(fields, PropertyPlace::Auth);
    Property property;
    bool hasMethod = false;
    while (properties.next(property)) {
        if (property.id == PropertyId::AuthMethod) {
            packet.method = property.text;
            hasMethod = true;
        } else if (property.id == PropertyId::AuthData) {
            packet.data = property.text;
        }
    }
    if (properties.error())
        return std::move(properties.error());
    if (!fields.atEnd())
        return ProtocolError::malformed("has bytes after its properties");
    if (!hasMethod)
        return ProtocolError::forbidden("names no authentication method (3.15.2.2.2)");
    return std::nullopt;
}

} // namespace topiq::mqtt
