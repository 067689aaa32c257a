// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/messageproperties.h"

#include "engine/topicname.h"

namespace topiq::mqtt {

namespace {

/// Adds one encoded property to those that are forwarded, without a copy as long as they follow each other.
void forward(std::string_view encoded, std::string_view &forwarded, std::string &scratch)
{
    if (forwarded.empty()) {
        forwarded = encoded;
    } else if (forwarded.data() + forwarded.size() == encoded.data()) {
        forwarded = {forwarded.data(), forwarded.size() + encoded.size()};
    } else {
        if (forwarded.data() != scratch.data())
            scratch = forwarded;
        scratch += encoded;
        forwarded = scratch;
    }
}

} // namespace

std::optional<ProtocolError> readMessageProperties(
    FieldReader &fields, PropertyPlace place, MessageProperties &properties, std::string &scratch)
{
    PropertyReader reader(fields, place);
    Property property;
    while (reader.next(property)) {
        switch (property.id) {
        case PropertyId::MessageExpiry:
            properties.expirySeconds = property.number;
            continue;
        case PropertyId::WillDelay:
            properties.willDelaySeconds = property.number;
            continue;
        case PropertyId::SubscriptionId:
            if (properties.subscriptionIds)
                properties.subscriptionIds->push_back(property.number);
            continue;
        case PropertyId::TopicAlias:
            if (property.number == 0)
                return ProtocolError{ReasonCode::TopicAliasInvalid, "has topic alias 0 [MQTT-3.3.2-8]"};
            properties.topicAlias = std::uint16_t(property.number);
            continue;
        case PropertyId::ResponseTopic:
            if (const NameFault fault = checkTopicName(property.text); fault != NameFault::None) {
                return ProtocolError::forbidden(
                    "has a response topic that " + std::string(describe(fault)) + " [MQTT-3.3.2-14]");
            }
            break;
        default:
            break;
        }
        forward(property.encoded, properties.forwarded, scratch);
    }
    return std::move(reader.error());
}

} // namespace topiq::mqtt
