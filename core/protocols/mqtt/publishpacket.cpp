// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/publishpacket.h"

namespace topiq::mqtt {

std::optional<ProtocolError> readPublish(const Frame &frame, PublishPacket &packet)
{
    FieldReader fields(frame.body);
    packet.duplicate = frame.header & 0x08;
    packet.qos = Qos((frame.header >> 1) & 0x03); // 3 was refused with the fixed header
    packet.retain = frame.header & 0x01;
    packet.topic = fields.text();
    packet.packetId = packet.qos == Qos::AtMostOnce ? 0 : fields.number();
    if (!fields.ok())
        return ProtocolError::malformed("ends before its payload");
    if (packet.qos == Qos::AtMostOnce && packet.duplicate)
        return ProtocolError::malformed("is marked as a duplicate with QoS 0 [MQTT-3.3.1-2]");
    if (packet.qos != Qos::AtMostOnce && packet.packetId == 0)
        return ProtocolError::malformed("has packet id 0 [MQTT-2.3.1-1]");
    packet.payload = fields.rest();
    return std::nullopt;
}

} // namespace topiq::mqtt
