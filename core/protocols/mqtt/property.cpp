// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/property.h"

#include "base/text.h"

#include <array>

namespace topiq::mqtt {

namespace {

constexpr std::uint16_t places(auto... place) { return std::uint16_t((0 | ... | std::uint16_t(place))); }

using enum PropertyPlace;
using enum PropertyType;
using Id = PropertyId;

constexpr auto Message = places(PublishToServer, PublishToClient, Will);
constexpr auto Limit = places(Connect, ConnAck);

constexpr PropertyRule Rules[] = {
    {Id::PayloadFormat, "payload format indicator", Byte, Message},
    {Id::MessageExpiry, "message expiry interval", FourBytes, Message},
    {Id::ContentType, "content type", Text, Message},
    {Id::ResponseTopic, "response topic", Text, Message},
    {Id::CorrelationData, "correlation data", Binary, Message},
    {Id::SubscriptionId, "subscription identifier", Variable, places(Subscribe, PublishToClient)},
    {Id::SessionExpiry, "session expiry interval", FourBytes, places(Connect, ConnAck, DisconnectToServer)},
    {Id::AssignedClientId, "assigned client identifier", Text, places(ConnAck)},
    {Id::ServerKeepAlive, "server keep alive", TwoBytes, places(ConnAck)},
    {Id::AuthMethod, "authentication method", Text, places(Connect, ConnAck, Auth)},
    {Id::AuthData, "authentication data", Binary, places(Connect, ConnAck, Auth)},
    {Id::RequestProblemInfo, "request problem information", Byte, places(Connect)},
    {Id::WillDelay, "will delay interval", FourBytes, places(Will)},
    {Id::RequestResponseInfo, "request response information", Byte, places(Connect)},
    {Id::ResponseInfo, "response information", Text, places(ConnAck)},
    {Id::ServerReference, "server reference", Text, places(ConnAck, DisconnectToClient)},
    {Id::ReasonString, "reason string", Text, places(ConnAck, Ack, DisconnectToServer, DisconnectToClient, Auth)},
    {Id::ReceiveMaximum, "receive maximum", TwoBytes, Limit},
    {Id::TopicAliasMaximum, "topic alias maximum", TwoBytes, Limit},
    {Id::TopicAlias, "topic alias", TwoBytes, places(PublishToServer, PublishToClient)},
    {Id::MaximumQos, "maximum QoS", Byte, places(ConnAck)},
    {Id::RetainAvailable, "retain available", Byte, places(ConnAck)},
    {Id::UserProperty, "user property", TextPair, 0xFFFF, true},
    {Id::MaximumPacketSize, "maximum packet size", FourBytes, Limit},
    {Id::WildcardsAvailable, "wildcard subscription available", Byte, places(ConnAck)},
    {Id::SubscriptionIdsAvailable, "subscription identifiers available", Byte, places(ConnAck)},
    {Id::SharedAvailable, "shared subscription available", Byte, places(ConnAck)},
};

constexpr std::size_t IdCount = 0x2B;

/// From the identifier to its rule.
constexpr auto RuleIndex = [] {
    std::array<const PropertyRule *, IdCount> index{};
    for (const PropertyRule &rule : Rules)
        index[std::size_t(rule.id)] = &rule;
    return index;
}();

/// What the standard says about values beyond their type; null: nothing wrong.
const char *rangeFault(const Property &property)
{
    switch (property.id) {
    case Id::PayloadFormat:
    case Id::RequestProblemInfo:
    case Id::RequestResponseInfo:
    case Id::MaximumQos:
    case Id::RetainAvailable:
    case Id::WildcardsAvailable:
    case Id::SubscriptionIdsAvailable:
    case Id::SharedAvailable:
        return property.number > 1 ? "is neither 0 nor 1" : nullptr;
    case Id::SubscriptionId:
    case Id::ReceiveMaximum:
    case Id::MaximumPacketSize:
        return property.number == 0 ? "is 0" : nullptr;
    default:
        return nullptr;
    }
}

} // namespace

const PropertyRule *propertyRule(std::uint32_t id) { return id < IdCount ? RuleIndex[id] : nullptr; }

PropertyReader::PropertyReader(FieldReader &fields, PropertyPlace place) : m_list({}), m_place(place)
{
    const std::uint32_t size = fields.variable();
    m_list = FieldReader(fields.bytes(size));
    if (!fields.ok())
        fail(ReasonCode::MalformedPacket, "ends within its properties");
}

bool PropertyReader::fail(ReasonCode reason, std::string text)
{
    m_error = ProtocolError{reason, std::move(text)};
    return false;
}

bool PropertyReader::next(Property &property)
{
    if (m_error || m_list.atEnd())
        return false;
    const std::string_view from = m_list.rest();
    const std::uint32_t id = m_list.variable();
    const PropertyRule *const rule = m_list.ok() ? propertyRule(id) : nullptr;
    if (!rule || !(rule->places & std::uint16_t(m_place))) {
        return fail(ReasonCode::MalformedPacket,
            rule ? "has the property `" + std::string(rule->name) + "`, which may not stand there (2.2.2.2)"
                 : "has a property that the standard does not know, " + std::to_string(id) + " (2.2.2.2)");
    }
    const std::uint64_t bit = std::uint64_t(1) << id;
    const bool repeatable = rule->repeatable || (rule->id == Id::SubscriptionId && m_place == PublishToClient);
    if ((m_seen & bit) && !repeatable)
        return fail(ReasonCode::ProtocolError, "has the property `" + std::string(rule->name) + "` twice");
    m_seen |= bit;
    property = {};
    property.id = rule->id;
    if (!readValue(*rule, property))
        return false;
    if (const char *const fault = rangeFault(property))
        return fail(ReasonCode::ProtocolError, "has the property `" + std::string(rule->name) + "`, which " + fault);
    property.encoded = from.substr(0, from.size() - m_list.rest().size());
    return true;
}

bool PropertyReader::readValue(const PropertyRule &rule, Property &property)
{
    switch (rule.type) {
    case Byte:
        property.number = m_list.byte();
        break;
    case TwoBytes:
        property.number = m_list.number();
        break;
    case FourBytes:
        property.number = m_list.longNumber();
        break;
    case Variable:
        property.number = m_list.variable();
        break;
    case Text:
    case Binary:
        property.text = m_list.text();
        break;
    case TextPair:
        property.text = m_list.text();
        property.value = m_list.text();
        break;
    }
    if (!m_list.ok())
        return fail(ReasonCode::MalformedPacket, "ends within the property `" + std::string(rule.name) + '`');
    if (rule.type == Binary || (isMqttText(property.text) && isMqttText(property.value)))
        return true;
    return fail(ReasonCode::MalformedPacket,
        "has the property `" + std::string(rule.name) + "`, which is not well-formed UTF-8 [MQTT-1.5.4-1]");
}

} // namespace topiq::mqtt
