// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/protocol.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace topiq::mqtt {

/// Property identifiers of MQTT 5, table 2-4.
enum class PropertyId : std::uint8_t {
    PayloadFormat = 0x01,
    MessageExpiry = 0x02,
    ContentType = 0x03,
    ResponseTopic = 0x08,
    CorrelationData = 0x09,
    SubscriptionId = 0x0B,
    SessionExpiry = 0x11,
    AssignedClientId = 0x12,
    ServerKeepAlive = 0x13,
    AuthMethod = 0x15,
    AuthData = 0x16,
    RequestProblemInfo = 0x17,
    WillDelay = 0x18,
    RequestResponseInfo = 0x19,
    ResponseInfo = 0x1A,
    ServerReference = 0x1C,
    ReasonString = 0x1F,
    ReceiveMaximum = 0x21,
    TopicAliasMaximum = 0x22,
    TopicAlias = 0x23,
    MaximumQos = 0x24,
    RetainAvailable = 0x25,
    UserProperty = 0x26,
    MaximumPacketSize = 0x27,
    WildcardsAvailable = 0x28,
    SubscriptionIdsAvailable = 0x29,
    SharedAvailable = 0x2A,
};

/// Where a list of properties stands. What may be in a PUBLISH, a DISCONNECT depends also on who sends it.
enum class PropertyPlace : std::uint16_t {
    Connect = 1 << 0,
    Will = 1 << 1,
    ConnAck = 1 << 2,
    PublishToServer = 1 << 3,
    PublishToClient = 1 << 4,
    Ack = 1 << 5, ///< PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK: the same in all
    Subscribe = 1 << 6,
    Unsubscribe = 1 << 7,
    DisconnectToServer = 1 << 8,
    DisconnectToClient = 1 << 9,
    Auth = 1 << 10,
};

/// How a value is encoded.
enum class PropertyType : std::uint8_t { Byte, TwoBytes, FourBytes, Variable, Text, Binary, TextPair };

struct PropertyRule {
    PropertyId id;
    const char *name; ///< as the standard writes it, in small letters
    PropertyType type;
    std::uint16_t places; ///< PropertyPlace, or-ed
    bool repeatable = false;
};

/// What the standard says of this identifier; null when it knows none such.
[[nodiscard]] const PropertyRule *propertyRule(std::uint32_t id);

/// One property; its text lies in the packet.
struct Property {
    PropertyId id{};
    std::uint32_t number = 0; ///< Byte to Variable
    std::string_view text; ///< Text, Binary, and the key of a TextPair
    std::string_view value; ///< of a TextPair
    std::string_view encoded; ///< the whole property with its identifier
};

/// Reads the list of properties in front of `fields` one by one, each checked against the rules of its place: known,
/// allowed here, not doubled, well-formed, in range. Copies nothing.
class PropertyReader {
public:
    /// Takes length and list off `fields`.
    PropertyReader(FieldReader &fields, PropertyPlace place);

    /// The next one; false at the end and at a fault.
    [[nodiscard]] bool next(Property &property);
    /// What is wrong; nothing as long as nothing was.
    [[nodiscard]] std::optional<ProtocolError> &error() { return m_error; }

private:
    bool fail(ReasonCode reason, std::string text);
    [[nodiscard]] bool readValue(const PropertyRule &rule, Property &property);

    FieldReader m_list;
    PropertyPlace m_place;
    std::uint64_t m_seen = 0; // one bit per identifier
    std::optional<ProtocolError> m_error;
};

} // namespace topiq::mqtt
