// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/encoder5.h"

#include "protocols/mqtt/connectpacket.h"

#include "protocols/mqtt/encoder.h"
#include "protocols/mqtt/wire.h"

#include <cstring>

namespace topiq::mqtt {

namespace {

bool fits(const Receiver &receiver, std::size_t body)
{
    return receiver.maxPacketBytes == 0
        || 1 + variableSize(std::uint32_t(body)) + body <= std::size_t(receiver.maxPacketBytes);
}

/// Sends a packet of this body, unless the client does not take so large a one [MQTT-3.1.2-24].
void send(OutputQueue &output, OutputPool &pool, const Receiver &receiver, std::uint8_t first, const FieldWriter &body)
{
    if (fits(receiver, body.size()))
        output.append(pool, body.packet(first));
}

/// A body that ends with a list of properties: with the reason string where it fits.
FieldWriter withReasonString(
    const Receiver &receiver, const FieldWriter &front, const FieldWriter &properties, std::string_view reasonString)
{
    FieldWriter full = properties;
    if (!reasonString.empty())
        full.property(PropertyId::ReasonString, reasonString);
    FieldWriter body = front;
    body.list(full);
    if (reasonString.empty() || fits(receiver, body.size()))
        return body;
    body = front;
    body.list(properties);
    return body;
}

/// Writes into room that was claimed.
class ClaimedRoom {
public:
    explicit ClaimedRoom(char *room) : m_at(room) {}
    void put(std::string_view bytes)
    {
        if (bytes.empty())
            return;
        std::memcpy(m_at, bytes.data(), bytes.size());
        m_at += bytes.size();
    }

private:
    char *m_at;
};

/// Appends piece by piece.
class Pieces {
public:
    Pieces(OutputQueue &output, OutputPool &pool) : m_output(output), m_pool(pool) {}
    void put(std::string_view bytes) { m_output.append(m_pool, bytes); }

private:
    OutputQueue &m_output;
    OutputPool &m_pool;
};

constexpr std::size_t ExpirySize = 5;
constexpr std::size_t AliasSize = 3;

/// The lengths within a PUBLISH.
struct PublishSizes {
    PublishSizes(const Message &message, const Publish5 &fields)
        : properties(
            fields.properties.size() + (fields.expirySeconds ? ExpirySize : 0) + (fields.topicAlias ? AliasSize : 0))
    {
        for (const std::uint32_t id : fields.subscriptionIds)
            properties += 1 + variableSize(id);
        remaining = (fields.topicKnown ? 2 : message.lengthTopic().size()) + (fields.qos == Qos::AtMostOnce ? 0 : 2)
            + variableSize(std::uint32_t(properties)) + properties + message.payload().size();
    }
    std::size_t properties;
    std::size_t remaining = 0;
};

/// Everything but the payload. Small parts are gathered first.
template <typename Out>
void putHead(Out &out, const Message &message, const Publish5 &fields, const PublishSizes &sizes)
{
    char part[MaxFixedHeader + 2 + 2 + 4]; // fixed header, no topic, packet id, length of the properties
    const auto flags
        = std::uint8_t(fields.duplicate << 3 | std::uint8_t(fields.qos) << 1 | std::uint8_t(fields.retain));
    std::size_t size = putFixedHeader(part, firstByte(PacketType::Publish, flags), sizes.remaining);
    if (fields.topicKnown) {
        putNumber(part + size, 0);
        size += 2;
    } else {
        out.put({part, size});
        out.put(message.lengthTopic());
        size = 0;
    }
    if (fields.qos != Qos::AtMostOnce) {
        putNumber(part + size, fields.packetId);
        size += 2;
    }
    size += putVariable(part + size, sizes.properties);
    out.put({part, size});
    for (const std::uint32_t id : fields.subscriptionIds) {
        part[0] = char(PropertyId::SubscriptionId);
        out.put({part, 1 + putVariable(part + 1, id)});
    }
    out.put(fields.properties);
    size = 0;
    if (fields.expirySeconds) {
        part[0] = char(PropertyId::MessageExpiry);
        putNumber(part + 1, std::uint16_t(*fields.expirySeconds >> 16));
        putNumber(part + 3, std::uint16_t(*fields.expirySeconds));
        size = ExpirySize;
    }
    if (fields.topicAlias) {
        part[size] = char(PropertyId::TopicAlias);
        putNumber(part + size + 1, fields.topicAlias);
        size += AliasSize;
    }
    out.put({part, size});
}

} // namespace

void writeConnAck5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, const ConnAck5 &fields)
{
    FieldWriter front;
    front.byte(fields.sessionPresent);
    front.byte(std::uint8_t(fields.reason));
    FieldWriter properties;
    if (fields.sessionExpirySeconds)
        properties.property(PropertyId::SessionExpiry, *fields.sessionExpirySeconds);
    if (fields.receiveMaximum != 65'535)
        properties.property(PropertyId::ReceiveMaximum, fields.receiveMaximum);
    if (fields.maxPacketBytes)
        properties.property(PropertyId::MaximumPacketSize, fields.maxPacketBytes);
    if (!fields.assignedClientId.empty())
        properties.property(PropertyId::AssignedClientId, fields.assignedClientId);
    if (fields.topicAliasMaximum)
        properties.property(PropertyId::TopicAliasMaximum, fields.topicAliasMaximum);
    if (fields.serverKeepAliveSeconds)
        properties.property(PropertyId::ServerKeepAlive, *fields.serverKeepAliveSeconds);
    if (!fields.serverReference.empty())
        properties.property(PropertyId::ServerReference, fields.serverReference);
    if (!fields.authMethod.empty())
        properties.property(PropertyId::AuthMethod, fields.authMethod);
    if (!fields.authData.empty())
        properties.property(PropertyId::AuthData, fields.authData);
    if (!fields.node.empty())
        properties.userProperty(NodeProperty, fields.node);
    send(output, pool, receiver, firstByte(PacketType::ConnAck),
        withReasonString(receiver, front, properties, fields.reasonString));
}

void writeAck5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, PacketType type, std::uint16_t packetId,
    ReasonCode reason, std::string_view reasonString)
{
    const std::uint8_t first = firstByte(type, type == PacketType::PubRel ? 0x02 : 0x00);
    if (reason == ReasonCode::Success) {
        writeAck(output, pool, type, packetId);
        return;
    }
    FieldWriter front;
    front.number(packetId);
    front.byte(std::uint8_t(reason));
    if (receiver.problemInfo && !reasonString.empty()) {
        FieldWriter properties;
        properties.property(PropertyId::ReasonString, reasonString);
        FieldWriter body = front;
        body.list(properties);
        if (fits(receiver, body.size())) {
            send(output, pool, receiver, first, body);
            return;
        }
    }
    send(output, pool, receiver, first, front);
}

void writeSubAck5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, PacketType type,
    std::uint16_t packetId, std::span<const ReasonCode> codes, std::string_view reasonString)
{
    const std::string_view payload(reinterpret_cast<const char *>(codes.data()), codes.size());
    FieldWriter body;
    body.number(packetId);
    if (receiver.problemInfo && !reasonString.empty()) {
        FieldWriter properties;
        properties.property(PropertyId::ReasonString, reasonString);
        FieldWriter full = body;
        full.list(properties);
        full.bytes(payload);
        if (fits(receiver, full.size())) {
            send(output, pool, receiver, firstByte(type), full);
            return;
        }
    }
    body.byte(0); // no properties
    body.bytes(payload);
    send(output, pool, receiver, firstByte(type), body);
}

void writeDisconnect5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, ReasonCode reason,
    std::string_view reasonString, std::string_view serverReference)
{
    FieldWriter front;
    front.byte(std::uint8_t(reason));
    FieldWriter properties;
    if (!serverReference.empty())
        properties.property(PropertyId::ServerReference, serverReference);
    const FieldWriter body = withReasonString(receiver, front, properties, reasonString);
    // The list may be left out when it is empty (3.14.2.2.1).
    send(output, pool, receiver, firstByte(PacketType::Disconnect), body.size() == 2 ? front : body);
}

void writeAuth5(OutputQueue &output, OutputPool &pool, const Receiver &receiver, ReasonCode reason,
    std::string_view method, std::string_view data)
{
    FieldWriter body;
    body.byte(std::uint8_t(reason));
    FieldWriter properties;
    properties.property(PropertyId::AuthMethod, method);
    if (!data.empty())
        properties.property(PropertyId::AuthData, data);
    body.list(properties);
    send(output, pool, receiver, firstByte(PacketType::Auth), body);
}

std::uint64_t publishSize5(const Message &message, const Publish5 &fields)
{
    const std::size_t remaining = PublishSizes(message, fields).remaining;
    return 1 + variableSize(std::uint32_t(remaining)) + remaining;
}

void writePublish5(OutputQueue &output, OutputPool &pool, const Message &message, const Publish5 &fields)
{
    const PublishSizes sizes(message, fields);
    const std::string_view payload = message.payload();
    const std::size_t whole = 1 + variableSize(std::uint32_t(sizes.remaining)) + sizes.remaining;
    if (char *const room = output.claim(pool, std::uint32_t(whole))) {
        ClaimedRoom out(room);
        putHead(out, message, fields, sizes);
        out.put(payload);
        return;
    }
    Pieces out(output, pool);
    putHead(out, message, fields, sizes);
    appendPayload(output, pool, message);
}

} // namespace topiq::mqtt
