// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/publishpacket.h"

namespace topiq::mqtt {

namespace {

void readHead(const Frame &frame, FieldReader &fields, PublishPacket &packet)
{
    packet.duplicate = frame.header & 0x08;
    packet.qos = Qos((frame.header >> 1) & 0x03); // 3 was refused with the fixed header
    packet.retain = frame.header & 0x01;
    packet.topic = fields.text();
    packet.packetId = packet.qos == Qos::AtMostOnce ? 0 : fields.number();
}

std::optional<ProtocolError> checkHead(const FieldReader &fields, const PublishPacket &packet)
{
    if (!fields.ok())
        return ProtocolError::malformed("ends before its payload");
    if (packet.qos == Qos::AtMostOnce && packet.duplicate)
        return ProtocolError::malformed("is marked as a duplicate with QoS 0 [MQTT-3.3.1-2]");
    if (packet.qos != Qos::AtMostOnce && packet.packetId == 0)
        return ProtocolError::forbidden("has packet id 0 [MQTT-2.2.1-3]");
    return std::nullopt;
}

} // namespace

std::optional<ProtocolError> readPublish(const Frame &frame, PublishPacket &packet)
{
    FieldReader fields(frame.body);
    readHead(frame, fields, packet);
    if (auto error = checkHead(fields, packet))
        return error;
    packet.payload = fields.rest();
    return std::nullopt;
}

std::optional<ProtocolError> readPublish5(
    const Frame &frame, PropertyPlace place, PublishPacket &packet, MessageProperties &properties, std::string &scratch)
{
    FieldReader fields(frame.body);
    readHead(frame, fields, packet);
    if (auto error = checkHead(fields, packet))
        return error;
    if (!fields.atEnd() && fields.rest().front() == 0) {
        (void)fields.byte(); // no properties, the usual case
    } else if (auto error = readMessageProperties(fields, place, properties, scratch)) {
        return error;
    }
    if (packet.topic.empty() && !properties.topicAlias)
        return ProtocolError::forbidden("has neither a topic nor a topic alias (3.3.2.1)");
    packet.payload = fields.rest();
    return std::nullopt;
}

} // namespace topiq::mqtt
