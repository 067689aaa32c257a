// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/bridge/bridgelink.h"

#include "base/text.h"
#include "engine/engine.h"
#include "engine/topicname.h"
#include "protocols/mqtt/ackpacket.h"
#include "protocols/mqtt/bridge/bridge.h"
#include "protocols/mqtt/disconnectpacket.h"
#include "protocols/mqtt/publishpacket.h"
#include "protocols/mqtt/wire.h"

#include <algorithm>

namespace topiq::mqtt {

namespace {

constexpr std::int64_t AnswerTimeMs = 10'000; // for the CONNACK
constexpr std::uint16_t SubscribeId = 0xFFFF; // the one that the session comes to last
constexpr std::uint64_t MaxPacket = 268'435'460; // what fits into a remaining length, with its header
constexpr std::size_t ReferencedPayload = 8 * 1024; // from here on it is not copied

} // namespace

BridgeLink::BridgeLink(Bridge &bridge)
    : m_bridge(&bridge),
      m_shard(bridge.shard()),
      m_version(bridge.config().v5 ? Version::V5 : Version::V311)
{}

BridgeLink::~BridgeLink() = default;

void BridgeLink::opened(Connection &connection)
{
    m_connection = &connection;
    m_bridge->linked(*this);
    m_lastReceivedMs = connection.loop().nowMs();
    const BridgeConfig &config = m_bridge->config();
    const std::string clientId = m_bridge->clientId();
    const std::string stateTopic = m_bridge->stateTopic();
    ClientConnect fields;
    fields.version = m_version;
    fields.clientId = clientId;
    fields.user = config.user;
    fields.password = m_bridge->password();
    fields.cleanStart = config.cleanStart;
    fields.isBridge = m_version != Version::V5 && config.tryPrivate;
    fields.keepAliveSeconds = config.keepAliveSeconds;
    fields.sessionExpirySeconds = config.cleanStart ? 0 : NeverExpires;
    fields.receiveMaximum = std::uint16_t(std::min<std::uint32_t>(m_shard.limits().inFlight, 0xFFFF));
    fields.maxPacketBytes = m_shard.limits().maxPacketBytes;
    fields.node = m_shard.engine().node();
    if (config.notifications == BridgeConfig::Notifications::Both) {
        fields.willTopic = stateTopic;
        fields.willPayload = "0";
    }
    m_connection->send(connectPacket(fields));
    m_connection->loop().startTimer(*this, AnswerTimeMs);
}

std::size_t BridgeLink::received(std::string_view bytes)
{
    m_lastReceivedMs = m_connection->loop().nowMs();
    std::size_t used = 0;
    Frame frame;
    ProtocolError error;
    m_wanted = 0;
    while (used < bytes.size()) {
        switch (readServerFrame(bytes.substr(used), m_shard.limits().maxPacketBytes, frame, error)) {
        case FrameStatus::Incomplete:
            m_wanted = frame.size;
            return used;
        case FrameStatus::Invalid:
            (void)fail(frame, error);
            return bytes.size();
        case FrameStatus::Complete:
            break;
        }
        switch (handle(frame)) {
        case Step::Next:
            used += frame.size;
            break;
        case Step::Wait:
            return used;
        case Step::Over:
            return bytes.size();
        }
    }
    return used;
}

BridgeLink::Step BridgeLink::handle(const Frame &frame)
{
    if ((frame.type() == PacketType::ConnAck) == bool(m_session))
        return fail(frame, ProtocolError::forbidden(m_session ? "came a second time" : "came before CONNACK"));
    switch (frame.type()) {
    case PacketType::ConnAck:
        return handleConnAck(frame);
    case PacketType::Publish:
        return handlePublish(frame);
    case PacketType::PubAck:
    case PacketType::PubRec:
    case PacketType::PubRel:
    case PacketType::PubComp:
        return handleAck(frame);
    case PacketType::SubAck:
        return handleSubAck(frame);
    case PacketType::Disconnect:
        return handleDisconnect(frame);
    default:
        return Step::Next; // PINGRESP: that it came is all that matters
    }
}

BridgeLink::Step BridgeLink::handleConnAck(const Frame &frame)
{
    ConnAckPacket packet;
    if (const auto error = readConnAck(frame, m_version, packet))
        return fail(frame, *error);
    if (packet.code != 0)
        return fail("refused: " + packet.why(m_version));
    m_keepAliveSeconds = packet.serverKeepAliveSeconds.value_or(m_bridge->config().keepAliveSeconds);
    m_maximumQos = packet.maximumQos;
    m_remoteNode = std::string(packet.node.substr(0, 64));
    m_retainAvailable = packet.retainAvailable && m_bridge->config().outgoingRetain;
    attach(packet);
    return Step::Next;
}

void BridgeLink::attach(const ConnAckPacket &packet)
{
    const BridgeConfig &config = m_bridge->config();
    const std::string id = Bridge::sessionId(config.name);
    Shard::Attach request;
    request.clientId = id;
    request.cleanStart = false;
    request.sessionExpirySeconds = NeverExpires;
    request.keepAliveSeconds = m_keepAliveSeconds;
    request.receiveMaximum = packet.receiveMaximum;
    // Always a limit, so that encodedSize() is asked: it knows what cannot be sent at all.
    request.maxPacketBytes = packet.maxPacketBytes ? packet.maxPacketBytes : std::uint32_t(MaxPacket);
    request.origin = m_bridge->origin();
    bool present = false;
    m_session = &m_shard.attach(std::move(request), *this, present);
    if (!packet.sessionPresent) {
        // The other broker has forgotten which packet ids it was about to release.
        for (std::uint32_t packetId = 1; packetId <= 0xFFFF && m_session->incomingCount(); ++packetId)
            (void)m_session->releaseIncoming(std::uint16_t(packetId));
    }
    if (m_keepAliveSeconds)
        m_connection->loop().startTimer(*this, std::int64_t(m_keepAliveSeconds) * 750);
    else
        stop();
    if (std::any_of(config.topics.begin(), config.topics.end(), [](const BridgeTopic &topic) { return topic.isIn(); }))
        m_connection->send(subscribePacket(m_version, SubscribeId, config.topics));
    if (config.notifications == BridgeConfig::Notifications::Both)
        m_connection->send(retainedPacket(m_version, m_bridge->stateTopic(), "1"));
    m_bridge->up();
    subscribeHere(!present || !packet.sessionPresent || !m_bridge->retainedSent);
    m_shard.resume(*m_session);
}

/// The subscriptions are there already, unless the session was lost meanwhile.
void BridgeLink::subscribeHere(bool retainedToo)
{
    m_bridge->retainedSent = true;
    for (const BridgeTopic &topic : m_bridge->config().topics) {
        if (!topic.isOut())
            continue;
        const std::string filter = topic.localFilter();
        const SubscribeStatus status
            = m_shard.subscribe(*m_session, {filter, std::min(topic.qos, m_maximumQos), true, true, 0});
        // With QoS 0 nothing was kept for the time in which we were away.
        if (status == SubscribeStatus::Added || retainedToo || topic.qos == Qos::AtMostOnce)
            m_shard.deliverRetained(*m_session, filter);
    }
}

BridgeLink::Step BridgeLink::handlePublish(const Frame &frame)
{
    PublishPacket packet;
    MessageProperties properties;
    std::string scratch;
    const auto error = m_version == Version::V5
        ? readPublish5(frame, PropertyPlace::PublishToClient, packet, properties, scratch)
        : readPublish(frame, packet);
    if (error)
        return fail(frame, *error);
    if (properties.topicAlias)
        return fail(frame, {ReasonCode::TopicAliasInvalid, "has a topic alias, though we allow none"});
    const bool tracked = packet.qos == Qos::ExactlyOnce;
    const PacketType answer = tracked ? PacketType::PubRec : PacketType::PubAck;
    if (tracked && !m_session->takeIncoming(packet.packetId)) {
        ack(answer, packet.packetId); // has been published already
        return Step::Next;
    }
    BridgeStatus &status = m_bridge->status();
    if (BridgePath::isCircle(BridgePath::of(properties.forwarded), m_shard.engine().node())) {
        ++status.circles;
    } else if (!m_bridge->topics().toLocal(packet.topic, m_topic) || checkTopicName(m_topic) != NameFault::None) {
        m_shard.ledger().add(DropReason::Malformed, packet.topic, m_session->id(), m_connection->loop().wallNowMs());
    } else {
        std::string_view forwarded = properties.forwarded;
        if (!m_remoteNode.empty()) {
            BridgePath::extend(forwarded, m_remoteNode, m_properties);
            forwarded = m_properties;
        }
        const PublishOutcome outcome = m_shard.publish(
            *m_session, {m_topic, packet.payload, forwarded, packet.qos, packet.retain, properties.expirySeconds});
        if (outcome.status == PublishStatus::Busy || outcome.status == PublishStatus::QuotaExceeded) {
            if (tracked)
                (void)m_session->releaseIncoming(packet.packetId);
            if (outcome.status == PublishStatus::QuotaExceeded)
                return fail("the memory of this broker is at its limit (limits.memory_bytes)");
            m_shard.awaitRoom(*this);
            m_connection->pauseReading();
            return Step::Wait;
        }
        ++status.messagesIn;
    }
    if (packet.qos != Qos::AtMostOnce)
        ack(answer, packet.packetId);
    return Step::Next;
}

BridgeLink::Step BridgeLink::handleAck(const Frame &frame)
{
    AckPacket packet;
    if (const auto error = readAck(frame, m_version, packet))
        return fail(frame, *error);
    const bool refused = isFailure(packet.reason);
    if (refused && (frame.type() == PacketType::PubAck || frame.type() == PacketType::PubRec)) {
        ++m_bridge->status().refused;
        m_bridge->complain("the other broker refused a message: " + std::string(describe(packet.reason)));
        (void)m_session->refused(packet.packetId);
        return Step::Next;
    }
    switch (frame.type()) {
    case PacketType::PubAck:
        (void)m_session->acknowledged(packet.packetId);
        break;
    case PacketType::PubRec:
        (void)m_session->received(packet.packetId);
        ack(PacketType::PubRel, packet.packetId);
        break;
    case PacketType::PubRel:
        (void)m_session->releaseIncoming(packet.packetId);
        ack(PacketType::PubComp, packet.packetId);
        break;
    default:
        (void)m_session->completed(packet.packetId);
        break;
    }
    return Step::Next;
}

BridgeLink::Step BridgeLink::handleSubAck(const Frame &frame)
{
    std::vector<std::uint8_t> codes;
    if (const auto error = readSubAck(frame, m_version, codes))
        return fail(frame, *error);
    std::size_t i = 0;
    for (const BridgeTopic &topic : m_bridge->config().topics) {
        if (!topic.isIn())
            continue;
        if (i >= codes.size() || codes[i] >= 0x80) {
            const std::string why
                = i < codes.size() && codes[i] > 0x80 ? describe(ReasonCode(codes[i])) : "no reason given";
            m_bridge->complain(
                "the other broker refused the subscription `" + printable(topic.remoteFilter()) + "`: " + why);
        }
        ++i;
    }
    return Step::Next;
}

BridgeLink::Step BridgeLink::handleDisconnect(const Frame &frame)
{
    DisconnectPacket packet;
    if (m_version != Version::V5)
        return fail(frame, ProtocolError::forbidden("came, which a 3.1.1 server does not send"));
    if (const auto error = readDisconnect(frame.body, m_version, PropertyPlace::DisconnectToClient, packet))
        return fail(frame, *error);
    std::string why = "it ended the connection: " + std::string(describe(packet.reason));
    if (!packet.reasonString.empty())
        why += " (" + printable(packet.reasonString) + ')';
    return fail(why);
}

bool BridgeLink::encodeHead(const Outgoing &outgoing) const
{
    const Message &message = outgoing.message;
    Head &head = m_head;
    if (outgoing.qos > m_maximumQos || !m_bridge->topics().toRemote(message.topic(), head.topic) || head.topic.empty()
        || head.topic.size() > 0xFFFF)
        return false;
    const bool v5 = m_version == Version::V5;
    const std::string &node = m_shard.engine().node();
    const std::string_view path = v5 ? BridgePath::of(message.properties()) : std::string_view();
    head.circle = !path.empty()
        && (BridgePath::isCircle(path, node) || (!m_remoteNode.empty() && BridgePath::isCircle(path, m_remoteNode)));
    constexpr std::size_t ExpirySize = 5;
    std::size_t listed = 0;
    if (v5) {
        BridgePath::extend(message.properties(), node, head.properties);
        listed = head.properties.size() + (outgoing.expirySeconds ? ExpirySize : 0);
    }
    const std::size_t remaining = 2 + head.topic.size() + (outgoing.qos == Qos::AtMostOnce ? 0 : 2)
        + (v5 ? variableSize(std::uint32_t(listed)) + listed : 0) + message.payload().size();
    if (remaining + MaxFixedHeader > MaxPacket)
        return false;

    std::string &bytes = head.bytes;
    bytes.resize(MaxFixedHeader);
    const auto flags = std::uint8_t(
        (outgoing.duplicate ? 8 : 0) | std::uint8_t(outgoing.qos) << 1 | int(outgoing.retain && m_retainAvailable));
    bytes.resize(putFixedHeader(bytes.data(), firstByte(PacketType::Publish, flags), remaining));
    const auto put = [&](std::uint32_t number, int size) {
        while (size--)
            bytes.push_back(char(number >> (8 * size)));
    };
    put(std::uint32_t(head.topic.size()), 2);
    bytes += head.topic;
    head.packetIdAt = 0;
    if (outgoing.qos != Qos::AtMostOnce) {
        head.packetIdAt = bytes.size();
        put(outgoing.packetId, 2);
    }
    if (v5) {
        char size[4];
        bytes.append(size, putVariable(size, listed));
        if (outgoing.expirySeconds) {
            bytes.push_back(char(PropertyId::MessageExpiry));
            put(outgoing.expirySeconds, 4);
        }
        bytes += head.properties;
    }
    return true;
}

void BridgeLink::deliver(const Outgoing &outgoing)
{
    if (m_head.circle) {
        skip(outgoing.packetId);
        return;
    }
    // encodedSize() was asked just before, without a packet id: only that, and the mark of a duplicate, are new.
    std::string &head = m_head.bytes;
    if (m_head.packetIdAt) {
        putNumber(head.data() + m_head.packetIdAt, outgoing.packetId);
        if (outgoing.duplicate)
            head[0] = char(head[0] | 0x08);
    }
    OutputQueue &output = m_connection->output();
    OutputPool &pool = m_connection->loop().outputPool();
    output.append(pool, head);
    const std::string_view payload = outgoing.message.payload();
    if (payload.size() < ReferencedPayload) {
        output.append(pool, payload);
    } else {
        outgoing.message.ref();
        output.reference(
            payload, &outgoing.message, [](const void *owner) { static_cast<const Message *>(owner)->unref(); });
    }
    ++m_bridge->status().messagesOut;
}

/// The message goes nowhere. The session may not be told within its own call, so that comes a little later.
void BridgeLink::skip(std::uint16_t packetId)
{
    ++m_bridge->status().circles;
    if (packetId == 0)
        return;
    m_skipped.push_back(packetId);
    if (m_skipped.size() > 1)
        return;
    if (!m_alive)
        m_alive = std::make_shared<char>();
    (void)m_shard.loop().post([this, alive = std::weak_ptr<char>(m_alive)] {
        if (alive.expired())
            return;
        for (const std::uint16_t id : std::exchange(m_skipped, {}))
            (void)m_session->refused(id);
    });
}

std::uint64_t BridgeLink::encodedSize(const Outgoing &outgoing) const
{
    return encodeHead(outgoing) ? m_head.bytes.size() + outgoing.message.payload().size() : ~0ull;
}

void BridgeLink::release(std::uint16_t packetId) { ack(PacketType::PubRel, packetId); }

void BridgeLink::ack(PacketType type, std::uint16_t packetId, ReasonCode reason)
{
    m_connection->send(ackPacket(m_version, type, packetId, reason));
}

void BridgeLink::outputDrained()
{
    if (m_session)
        m_session->pump();
}

void BridgeLink::resumePublishing() { m_connection->resumeReading(); }

void BridgeLink::evict(EvictReason, const char *text)
{
    m_session = nullptr;
    m_alive.reset();
    (void)fail(text);
}

/// While connected: time for a PINGREQ, and to look whether the last one was answered.
void BridgeLink::expired()
{
    if (!m_session) {
        (void)fail("no CONNACK came within 10 s");
        return;
    }
    const std::int64_t quiet = m_connection->loop().nowMs() - m_lastReceivedMs;
    if (quiet > std::int64_t(m_keepAliveSeconds) * 1500) {
        (void)fail("it has been silent for one and a half times the keep-alive");
        return;
    }
    m_connection->send(emptyPacket(PacketType::PingReq));
    m_connection->loop().startTimer(*this, std::int64_t(m_keepAliveSeconds) * 750);
}

void BridgeLink::leave()
{
    if (m_session)
        m_connection->send(emptyPacket(PacketType::Disconnect));
    m_error = "stopped";
    m_connection->close();
}

void BridgeLink::closed(CloseReason reason)
{
    stop();
    m_alive.reset();
    m_shard.forget(*this);
    if (!m_connection)
        return; // never opened: the Connector tells
    if (m_error.empty())
        m_error = reason == CloseReason::Failed ? "the connection failed" : "the other broker closed the connection";
    if (Session *const session = std::exchange(m_session, nullptr))
        m_shard.detach(*session, Shard::Farewell::Lost, "the bridge lost its connection");
    m_connection = nullptr;
    Bridge *const bridge = std::exchange(m_bridge, nullptr);
    if (reason == CloseReason::Shutdown)
        bridge->shutDown();
    else
        bridge->over(m_error);
}

BridgeLink::Step BridgeLink::fail(const std::string &why)
{
    m_error = why;
    m_connection->close();
    return Step::Over;
}

BridgeLink::Step BridgeLink::fail(const Frame &frame, const ProtocolError &error)
{
    return fail("it broke the protocol: " + std::string(packetName(frame.header >> 4)) + ' ' + error.text);
}

} // namespace topiq::mqtt
