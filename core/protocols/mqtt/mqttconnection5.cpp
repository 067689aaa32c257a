// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "engine/topicname.h"
#include "protocols/mqtt/ackpacket.h"
#include "protocols/mqtt/encoder.h"
#include "protocols/mqtt/mqtthandshake.h"

namespace topiq::mqtt {

ReasonCode reasonOf(EvictReason reason)
{
    switch (reason) {
    case EvictReason::TakenOver:
        return ReasonCode::SessionTakenOver;
    case EvictReason::Administrative:
        return ReasonCode::AdministrativeAction;
    case EvictReason::NotAuthorized:
        return ReasonCode::NotAuthorized;
    case EvictReason::ShuttingDown:
        return ReasonCode::ServerShuttingDown;
    case EvictReason::ServerMoved:
        return ReasonCode::ServerMoved;
    case EvictReason::SessionLimit:
    case EvictReason::QuotaExceeded:
        return ReasonCode::QuotaExceeded;
    }
    return ReasonCode::UnspecifiedError;
}

ProtocolError badTopic(std::string_view topic)
{
    const NameFault fault = checkTopicName(topic);
    return {fault == NameFault::BadUtf8 ? ReasonCode::MalformedPacket : ReasonCode::TopicNameInvalid,
        "has the topic `" + printable(topic, 60) + "`, which " + describe(fault)};
}

MqttConnection::Step MqttConnection::handlePublish5(const Frame &frame)
{
    static thread_local std::string scratch; // for the loop's connections, so that a message allocates nothing
    PublishPacket packet;
    MessageProperties properties;
    auto error = readPublish5(frame, PropertyPlace::PublishToServer, packet, properties, scratch);
    if (!error && properties.topicAlias)
        error = resolveAlias(packet, *properties.topicAlias);
    if (error)
        return fail(frame, *error);
    if (packet.qos == Qos::ExactlyOnce) {
        // What was sent again does not count twice.
        if (m_session->incomingCount() >= m_shard.limits().inFlight && !m_session->hasIncoming(packet.packetId)) {
            return fail(frame,
                {ReasonCode::ReceiveMaximumExceeded,
                    "is one more than the " + std::to_string(m_shard.limits().inFlight)
                        + " of QoS 2 that may be unreleased [MQTT-3.3.4-9] (limits.in_flight)"});
        }
        if (!m_session->takeIncoming(packet.packetId)) {
            answer5(packet, ReasonCode::Success); // has been published already
            return Step::Next;
        }
    }
    Draft draft;
    draft.topic = packet.topic;
    draft.payload = packet.payload;
    draft.properties = properties.forwarded;
    draft.qos = packet.qos;
    draft.retain = packet.retain;
    draft.expirySeconds = properties.expirySeconds;
    const PublishOutcome outcome = m_shard.publish(*m_session, draft);
    switch (outcome.status) {
    case PublishStatus::Accepted:
        answer5(packet, outcome.matched ? ReasonCode::Success : ReasonCode::NoMatchingSubscribers);
        break;
    case PublishStatus::NotAllowed:
        answer5(packet, ReasonCode::NotAuthorized, "not allowed to publish on this topic");
        break;
    case PublishStatus::QuotaExceeded:
        m_shard.countRefused(*m_session, packet.topic, DropReason::QuotaExceeded);
        answer5(packet, ReasonCode::QuotaExceeded, "the broker's memory is at its limit");
        break;
    case PublishStatus::Busy:
        return waitForRoom(packet.qos, packet.packetId);
    case PublishStatus::BadTopic:
        return fail(frame, badTopic(packet.topic));
    }
    return Step::Next;
}

/// Puts the topic for its alias into the packet, or remembers the topic that came with one.
std::optional<ProtocolError> MqttConnection::resolveAlias(PublishPacket &packet, std::uint16_t alias)
{
    if (alias > m_shard.limits().topicAliases) {
        return ProtocolError{ReasonCode::TopicAliasInvalid,
            "has topic alias " + std::to_string(alias) + "; the greatest is "
                + std::to_string(m_shard.limits().topicAliases) + " (limits.topic_aliases)"};
    }
    if (!packet.topic.empty()) {
        m_five->incoming.set(alias, packet.topic);
        return std::nullopt;
    }
    packet.topic = m_five->incoming.find(alias);
    if (!packet.topic.empty())
        return std::nullopt;
    return ProtocolError::forbidden("has topic alias " + std::to_string(alias) + ", which stands for no topic (3.3.4)");
}

/// Acknowledges a PUBLISH. A refusal ends the exchange of QoS 2, so the packet id is free again (4.3.3).
void MqttConnection::answer5(const PublishPacket &packet, ReasonCode reason, std::string_view text)
{
    if (packet.qos == Qos::AtMostOnce)
        return;
    if (packet.qos == Qos::ExactlyOnce && isFailure(reason))
        m_session->releaseIncoming(packet.packetId);
    const PacketType type = packet.qos == Qos::AtLeastOnce ? PacketType::PubAck : PacketType::PubRec;
    writeAck5(output(), pool(), m_five->receiver, type, packet.packetId, reason, text);
}

MqttConnection::Step MqttConnection::handleAck5(const Frame &frame)
{
    AckPacket packet;
    if (const auto error = readAck(frame, m_version, packet))
        return fail(frame, *error);
    const std::uint16_t packetId = packet.packetId;
    const auto answer = [&](PacketType type, bool known) {
        writeAck5(output(), pool(), m_five->receiver, type, packetId,
            known ? ReasonCode::Success : ReasonCode::PacketIdNotFound);
    };
    switch (frame.type()) {
    case PacketType::PubAck:
        (void)m_session->acknowledged(packetId);
        break;
    case PacketType::PubRec:
        if (isFailure(packet.reason))
            (void)m_session->refused(packetId);
        else
            answer(PacketType::PubRel, m_session->received(packetId) || m_session->awaitsComplete(packetId));
        break;
    case PacketType::PubRel:
        answer(PacketType::PubComp, m_session->releaseIncoming(packetId));
        break;
    default:
        (void)m_session->completed(packetId);
        break;
    }
    return Step::Next;
}

namespace {

constexpr std::uint64_t AliasRoom = 3 + 2; // the property, and what the lengths may grow by

Publish5 fieldsOf(const DeliverySink::Outgoing &outgoing)
{
    Publish5 fields;
    fields.qos = outgoing.qos;
    fields.retain = outgoing.retain;
    fields.duplicate = outgoing.duplicate;
    fields.packetId = outgoing.packetId;
    if (outgoing.expirySeconds)
        fields.expirySeconds = outgoing.expirySeconds;
    fields.subscriptionIds = outgoing.subscriptionIds;
    fields.properties = outgoing.message.properties();
    return fields;
}

} // namespace

/// Without a new alias, which is given only where there is room for it.
std::uint64_t MqttConnection::encodedSize(const Outgoing &outgoing) const
{
    Publish5 fields = fieldsOf(outgoing);
    if (m_five && m_five->outgoing.enabled()) {
        fields.topicAlias = m_five->outgoing.find(outgoing.message.topic());
        fields.topicKnown = fields.topicAlias;
    }
    return publishSize5(outgoing.message, fields);
}

void MqttConnection::deliver5(const Outgoing &outgoing)
{
    Publish5 fields = fieldsOf(outgoing);
    if (m_five->outgoing.enabled()) {
        const std::string_view topic = outgoing.message.topic();
        fields.topicAlias = m_five->outgoing.find(topic);
        fields.topicKnown = fields.topicAlias;
        const std::uint32_t limit = m_five->receiver.maxPacketBytes;
        if (!fields.topicAlias && (limit == 0 || publishSize5(outgoing.message, fields) + AliasRoom <= limit))
            fields.topicAlias = m_five->outgoing.add(topic);
    }
    writePublish5(output(), pool(), outgoing.message, fields);
}

} // namespace topiq::mqtt
