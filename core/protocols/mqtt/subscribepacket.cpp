// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/subscribepacket.h"

#include "base/text.h"
#include "engine/topicname.h"
#include "protocols/mqtt/property.h"

namespace topiq::mqtt {

namespace {

enum Option : std::uint8_t {
    QosBits = 0x03,
    NoLocal = 0x04,
    RetainAsPublished = 0x08,
    RetainHandlingBits = 0x30,
    ReservedBits = 0xC0,
};

NameFault checkFilter(std::string_view filter)
{
    const NameFault fault = checkTopicFilter(filter);
    if (fault != NameFault::None || !isShared(filter))
        return fault;
    const std::string_view rest = filter.substr(std::string_view("$share/").size());
    const std::size_t slash = rest.find('/');
    if (slash == 0 || slash == std::string_view::npos || slash + 1 == rest.size())
        return NameFault::MisplacedWildcard; // group or filter missing
    return hasWildcard(rest.substr(0, slash)) ? NameFault::MisplacedWildcard : NameFault::None;
}

std::optional<ProtocolError> readOptions(std::uint8_t options, Version version, SubscribePacket::Entry &entry)
{
    const std::uint8_t qos = options & QosBits;
    if (version != Version::V5) {
        if (options > 2)
            return ProtocolError::malformed("asks for QoS " + std::to_string(options) + " [MQTT-3-8.3-4]");
        entry.qos = Qos(qos);
        return std::nullopt;
    }
    if (options & ReservedBits)
        return ProtocolError::malformed("has reserved bits set in its subscription options [MQTT-3.8.3-5]");
    if (qos == 3)
        return ProtocolError::forbidden("asks for QoS 3 (3.8.3.1)");
    if ((options & RetainHandlingBits) == RetainHandlingBits)
        return ProtocolError::forbidden("asks for retain handling 3 (3.8.3.1)");
    if ((options & NoLocal) && isShared(entry.filter))
        return ProtocolError::forbidden("asks for no local with a shared subscription [MQTT-3.8.3-4]");
    entry.qos = Qos(qos);
    entry.noLocal = options & NoLocal;
    entry.retainAsPublished = options & RetainAsPublished;
    entry.retainHandling = SubscribePacket::RetainHandling((options & RetainHandlingBits) >> 4);
    return std::nullopt;
}

std::optional<ProtocolError> readProperties(FieldReader &fields, PropertyPlace place, SubscribePacket &packet)
{
    PropertyReader properties(fields, place);
    Property property;
    while (properties.next(property)) {
        if (property.id == PropertyId::SubscriptionId)
            packet.subscriptionId = property.number;
    }
    return std::move(properties.error());
}

std::optional<ProtocolError> readEntries(
    FieldReader &fields, Version version, bool withOptions, SubscribePacket &packet)
{
    while (fields.ok() && !fields.atEnd()) {
        SubscribePacket::Entry entry;
        entry.filter = fields.text();
        const std::uint8_t options = withOptions ? fields.byte() : 0;
        if (!fields.ok())
            break;
        if (auto error = readOptions(options, version, entry))
            return error;
        const NameFault fault = checkFilter(entry.filter);
        if (fault == NameFault::Empty || fault == NameFault::BadUtf8)
            return ProtocolError::malformed("has a topic filter that " + std::string(describe(fault)));
        entry.valid = fault == NameFault::None;
        packet.entries.push_back(entry);
    }
    return std::nullopt;
}

std::optional<ProtocolError> read(std::string_view body, Version version, PropertyPlace place, SubscribePacket &packet)
{
    FieldReader fields(body);
    packet.packetId = fields.number();
    packet.entries.clear();
    if (version == Version::V5) {
        if (auto error = readProperties(fields, place, packet))
            return error;
    }
    if (auto error = readEntries(fields, version, place == PropertyPlace::Subscribe, packet))
        return error;
    if (!fields.ok())
        return ProtocolError::malformed("ends within a field");
    if (packet.packetId == 0)
        return ProtocolError::forbidden("has packet id 0 [MQTT-2.2.1-3]");
    if (packet.entries.empty())
        return ProtocolError::forbidden("names no topic filter [MQTT-3.8.3-2, MQTT-3.10.3-2]");
    return std::nullopt;
}

} // namespace

std::optional<ProtocolError> readSubscribe(std::string_view body, Version version, SubscribePacket &packet)
{
    return read(body, version, PropertyPlace::Subscribe, packet);
}

std::optional<ProtocolError> readUnsubscribe(std::string_view body, Version version, SubscribePacket &packet)
{
    return read(body, version, PropertyPlace::Unsubscribe, packet);
}

} // namespace topiq::mqtt
