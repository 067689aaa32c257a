// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/encoder.h"
#include "protocols/mqtt/mqttconnection.h"
#include "protocols/mqtt/subscribepacket.h"

#include <vector>

namespace topiq::mqtt {

namespace {

ReasonCode reasonOf(SubscribeStatus status, Qos granted)
{
    switch (status) {
    case SubscribeStatus::TooMany:
        return ReasonCode::QuotaExceeded;
    case SubscribeStatus::NotAllowed:
        return ReasonCode::NotAuthorized;
    default:
        return ReasonCode(granted);
    }
}

bool wantsRetained(SubscribePacket::RetainHandling handling, SubscribeStatus status)
{
    return handling == SubscribePacket::RetainHandling::Always
        || (handling == SubscribePacket::RetainHandling::WhenNew && status == SubscribeStatus::Added);
}

} // namespace

MqttConnection::Step MqttConnection::handleSubscribe(const Frame &frame)
{
    SubscribePacket packet;
    if (const auto error = readSubscribe(frame.body, m_version, packet))
        return fail(frame, *error);
    std::vector<ReasonCode> codes;
    std::vector<std::string_view> retained; // filters whose retained messages are due
    codes.reserve(packet.entries.size());
    for (const SubscribePacket::Entry &entry : packet.entries) {
        if (!entry.valid) {
            codes.push_back(ReasonCode::TopicFilterInvalid);
            continue;
        }
        SubscribeRequest request;
        request.filter = entry.filter;
        request.qos = entry.qos;
        request.noLocal = entry.noLocal || (m_bridge && !isShared(entry.filter));
        request.retainAsPublished = entry.retainAsPublished || m_bridge;
        request.id = packet.subscriptionId;
        const SubscribeStatus status = m_shard.subscribe(*m_session, request);
        codes.push_back(reasonOf(status, entry.qos));
        if (!isFailure(codes.back()) && wantsRetained(entry.retainHandling, status))
            retained.push_back(entry.filter);
    }
    if (m_five) {
        writeSubAck5(output(), pool(), m_five->receiver, PacketType::SubAck, packet.packetId, codes);
    } else {
        std::vector<std::uint8_t> plain;
        plain.reserve(codes.size());
        for (const ReasonCode code : codes)
            plain.push_back(isFailure(code) ? 0x80 : std::uint8_t(code));
        writeSubAck(output(), pool(), packet.packetId, plain);
    }
    for (const std::string_view filter : retained)
        m_shard.deliverRetained(*m_session, filter);
    return Step::Next;
}

MqttConnection::Step MqttConnection::handleUnsubscribe(const Frame &frame)
{
    SubscribePacket packet;
    if (const auto error = readUnsubscribe(frame.body, m_version, packet))
        return fail(frame, *error);
    std::vector<ReasonCode> codes;
    codes.reserve(packet.entries.size());
    for (const SubscribePacket::Entry &entry : packet.entries) {
        const bool existed = m_shard.unsubscribe(*m_session, entry.filter);
        codes.push_back(existed ? ReasonCode::Success
                : entry.valid   ? ReasonCode::NoSubscriptionExisted
                                : ReasonCode::TopicFilterInvalid);
    }
    if (m_five)
        writeSubAck5(output(), pool(), m_five->receiver, PacketType::UnsubAck, packet.packetId, codes);
    else
        writeAck(output(), pool(), PacketType::UnsubAck, packet.packetId);
    return Step::Next;
}

} // namespace topiq::mqtt
