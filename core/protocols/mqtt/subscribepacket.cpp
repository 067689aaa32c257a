// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/subscribepacket.h"

#include "base/text.h"
#include "engine/topicname.h"

namespace topiq::mqtt {

namespace {

std::optional<ProtocolError> readEntries(std::string_view body, bool withQos, SubscribePacket &packet)
{
    FieldReader fields(body);
    packet.packetId = fields.number();
    packet.entries.clear();
    while (fields.ok() && !fields.atEnd()) {
        SubscribePacket::Entry entry;
        entry.filter = fields.text();
        const std::uint8_t qos = withQos ? fields.byte() : 0;
        if (!fields.ok())
            break;
        if (qos > 2)
            return ProtocolError::malformed("asks for QoS " + std::to_string(qos) + " [MQTT-3-8.3-4]");
        entry.qos = Qos(qos);
        const NameFault fault = checkTopicFilter(entry.filter);
        if (fault == NameFault::Empty || fault == NameFault::BadUtf8)
            return ProtocolError::malformed("has a topic filter that " + std::string(describe(fault)));
        entry.valid = fault == NameFault::None;
        packet.entries.push_back(entry);
    }
    if (!fields.ok())
        return ProtocolError::malformed("ends within a field");
    if (packet.packetId == 0)
        return ProtocolError::malformed("has packet id 0 [MQTT-2.3.1-1]");
    if (packet.entries.empty())
        return ProtocolError::malformed("names no topic filter [MQTT-3.8.3-3, MQTT-3.10.3-2]");
    return std::nullopt;
}

} // namespace

std::optional<ProtocolError> readSubscribe(std::string_view body, SubscribePacket &packet)
{
    return readEntries(body, true, packet);
}

std::optional<ProtocolError> readUnsubscribe(std::string_view body, SubscribePacket &packet)
{
    return readEntries(body, false, packet);
}

} // namespace topiq::mqtt
