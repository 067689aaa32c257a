// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/mqttconnection.h"

#include "base/logging.h"
#include "base/text.h"
#include "protocols/mqtt/encoder.h"
#include "protocols/mqtt/subscribepacket.h"

#include <QRandomGenerator>

namespace topiq::mqtt {

MqttConnection::~MqttConnection() = default;

void MqttConnection::opened(Connection &connection)
{
    m_connection = &connection;
    m_lastReceivedMs = connection.loop().nowMs();
    connection.loop().startTimer(*this, std::int64_t(m_shard.limits().connectTimeoutSeconds) * 1000);
}

std::size_t MqttConnection::received(std::string_view bytes)
{
    m_lastReceivedMs = m_connection->loop().nowMs();
    const std::uint32_t maxBytes = m_shard.limits().maxPacketBytes;
    std::size_t used = 0;
    Frame frame;
    ProtocolError error;
    while (used < bytes.size()) {
        switch (readFrame(bytes.substr(used), maxBytes, frame, error)) {
        case FrameStatus::Incomplete:
            if (!m_session && frame.header >> 4 != int(PacketType::Connect))
                (void)handle(frame); // not a CONNECT: no need to wait for the rest of it
            m_wanted = frame.size;
            return used;
        case FrameStatus::Invalid:
            m_wanted = 0;
            (void)fail(frame, error);
            return bytes.size();
        case FrameStatus::Complete:
            break;
        }
        m_unread = bytes.substr(used);
        switch (handle(frame)) {
        case Step::Next:
            used += frame.size;
            break;
        case Step::Wait:
            m_wanted = 0;
            return used;
        case Step::Over:
            return bytes.size();
        }
    }
    m_wanted = 0;
    return used;
}

MqttConnection::Step MqttConnection::handle(const Frame &frame)
{
    if (!m_session) {
        if (frame.type() == PacketType::Connect)
            return handleConnect(frame);
        return fail(frame, ProtocolError::malformed("came before CONNECT [MQTT-3.1.0-1]"));
    }
    switch (frame.type()) {
    case PacketType::Publish:
        return handlePublish(frame);
    case PacketType::PubAck:
    case PacketType::PubRec:
    case PacketType::PubRel:
    case PacketType::PubComp:
        return handleAck(frame);
    case PacketType::Subscribe:
        return handleSubscribe(frame);
    case PacketType::Unsubscribe:
        return handleUnsubscribe(frame);
    case PacketType::PingReq:
        if (!frame.body.empty())
            return fail(frame, ProtocolError::malformed("has a body"));
        writePingResp(m_connection->output(), pool());
        return Step::Next;
    case PacketType::Disconnect:
        if (!frame.body.empty())
            return fail(frame, ProtocolError::malformed("has a body"));
        return disconnect();
    default:
        return fail(frame, ProtocolError::malformed("came a second time [MQTT-3.1.0-2]"));
    }
}

MqttConnection::Step MqttConnection::handleConnect(const Frame &frame)
{
    ConnectPacket packet;
    if (const auto error = readConnect(frame.body, packet)) {
        switch (error->kind) {
        case ProtocolError::Kind::BadVersion:
            return refuse(ConnectReturn::UnacceptableVersion, *error);
        case ProtocolError::Kind::BadClientId:
            return refuse(ConnectReturn::IdentifierRejected, *error);
        default:
            return fail(frame, *error);
        }
    }
    if (packet.clientId.empty()) {
        attach(packet, freshClientId());
        return Step::Next;
    }
    Shard &home = m_shard.engine().shardFor(packet.clientId);
    if (&home == &m_shard) {
        attach(packet, packet.clientId);
        return Step::Next;
    }
    // The session lives on another loop: the connection goes there, with everything that was read and not used.
    m_connection->moveTo(home.loop(), std::make_unique<MqttConnection>(home), m_unread);
    return Step::Over;
}

void MqttConnection::attach(const ConnectPacket &packet, std::string_view clientId)
{
    auto *const origin = new Origin;
    origin->clientId = clientId;
    origin->user = packet.user.value_or("");
    origin->address = m_connection->peer();
    origin->protocol = "MQTT 3.1.1";

    Shard::Attach request;
    request.clientId = clientId;
    request.cleanStart = packet.cleanSession;
    request.sessionExpirySeconds = packet.cleanSession ? 0 : NeverExpires;
    request.keepAliveSeconds = packet.keepAliveSeconds;
    request.origin = Ref<const Origin>(origin);
    if (packet.will) {
        request.will = std::make_unique<Will>();
        request.will->topic = packet.will->topic;
        request.will->payload = packet.will->payload;
        request.will->qos = Qos(packet.will->qos);
        request.will->retain = packet.will->retain;
    }
    bool present = false;
    m_session = &m_shard.attach(std::move(request), *this, present);
    writeConnAck(m_connection->output(), pool(), ConnectReturn::Accepted, present);
    if (packet.keepAliveSeconds)
        m_connection->loop().startTimer(*this, std::int64_t(packet.keepAliveSeconds) * 1500);
    else
        stop();
    m_shard.resume(*m_session);
}

std::string MqttConnection::freshClientId() const
{
    for (;;) {
        const quint64 high = QRandomGenerator::system()->generate64();
        const quint64 low = QRandomGenerator::system()->generate64();
        std::string id = "auto-" + QString::asprintf("%016llx%016llx", high, low).toStdString();
        if (&m_shard.engine().shardFor(id) == &m_shard) // one of ours, so that it need not move
            return id;
    }
}

MqttConnection::Step MqttConnection::handlePublish(const Frame &frame)
{
    PublishPacket packet;
    if (const auto error = readPublish(frame, packet))
        return fail(frame, *error);
    if (packet.qos == Qos::ExactlyOnce && !m_session->takeIncoming(packet.packetId)) {
        writeAck(m_connection->output(), pool(), PacketType::PubRec, packet.packetId); // has been published already
        return Step::Next;
    }
    switch (m_shard.publish(*m_session, {packet.topic, packet.payload, {}, packet.qos, packet.retain, {}}).status) {
    case PublishStatus::Accepted:
    case PublishStatus::NotAllowed: // MQTT 3.1.1 has no way to say so [MQTT-3.3.5-2]
    case PublishStatus::QuotaExceeded:
        break;
    case PublishStatus::Busy:
        if (packet.qos == Qos::ExactlyOnce)
            m_session->releaseIncoming(packet.packetId);
        m_shard.awaitRoom(*this);
        m_connection->pauseReading();
        return Step::Wait;
    case PublishStatus::BadTopic:
        return fail(frame,
            ProtocolError::malformed("has the topic `" + printable(packet.topic, 60) + "`, which "
                + describe(checkTopicName(packet.topic))));
    }
    if (packet.qos == Qos::AtLeastOnce)
        writeAck(m_connection->output(), pool(), PacketType::PubAck, packet.packetId);
    else if (packet.qos == Qos::ExactlyOnce)
        writeAck(m_connection->output(), pool(), PacketType::PubRec, packet.packetId);
    return Step::Next;
}

MqttConnection::Step MqttConnection::handleAck(const Frame &frame)
{
    FieldReader fields(frame.body);
    const std::uint16_t packetId = fields.number();
    if (!fields.ok() || !fields.atEnd())
        return fail(frame, ProtocolError::malformed("has not exactly two bytes after its fixed header"));
    if (packetId == 0)
        return fail(frame, ProtocolError::malformed("has packet id 0 [MQTT-2.3.1-1]"));
    // An id that nothing is due for is answered all the same: the peer may have lost our answer with a connection.
    switch (frame.type()) {
    case PacketType::PubAck:
        (void)m_session->acknowledged(packetId);
        break;
    case PacketType::PubRec:
        (void)m_session->received(packetId);
        writeAck(m_connection->output(), pool(), PacketType::PubRel, packetId);
        break;
    case PacketType::PubRel:
        m_session->releaseIncoming(packetId);
        writeAck(m_connection->output(), pool(), PacketType::PubComp, packetId);
        break;
    default:
        (void)m_session->completed(packetId);
        break;
    }
    return Step::Next;
}

MqttConnection::Step MqttConnection::handleSubscribe(const Frame &frame)
{
    SubscribePacket packet;
    if (const auto error = readSubscribe(frame.body, packet))
        return fail(frame, *error);
    std::vector<std::uint8_t> codes;
    codes.reserve(packet.entries.size());
    for (SubscribePacket::Entry &entry : packet.entries) {
        if (entry.valid) {
            const SubscribeStatus status = m_shard.subscribe(*m_session, {.filter = entry.filter, .qos = entry.qos});
            entry.valid = status == SubscribeStatus::Added || status == SubscribeStatus::Replaced;
        }
        codes.push_back(entry.valid ? std::uint8_t(entry.qos) : 0x80);
    }
    writeSubAck(m_connection->output(), pool(), packet.packetId, codes);
    for (const SubscribePacket::Entry &entry : packet.entries) {
        if (entry.valid)
            m_shard.deliverRetained(*m_session, entry.filter);
    }
    return Step::Next;
}

MqttConnection::Step MqttConnection::handleUnsubscribe(const Frame &frame)
{
    SubscribePacket packet;
    if (const auto error = readUnsubscribe(frame.body, packet))
        return fail(frame, *error);
    for (const SubscribePacket::Entry &entry : packet.entries)
        m_shard.unsubscribe(*m_session, entry.filter);
    writeAck(m_connection->output(), pool(), PacketType::UnsubAck, packet.packetId);
    return Step::Next;
}

MqttConnection::Step MqttConnection::disconnect()
{
    m_shard.detach(*std::exchange(m_session, nullptr), Shard::Farewell::Said);
    m_connection->close();
    return Step::Over;
}

void MqttConnection::deliver(const Outgoing &outgoing)
{
    writePublish(m_connection->output(), pool(), outgoing.message, outgoing.qos, outgoing.retain, outgoing.duplicate,
        outgoing.packetId);
}

std::uint64_t MqttConnection::encodedSize(const Outgoing &outgoing) const
{
    const std::uint64_t body = outgoing.message.lengthTopic().size() + (outgoing.qos == Qos::AtMostOnce ? 0 : 2)
        + outgoing.message.payload().size();
    return body + (body < 128 ? 2 : body < 16'384 ? 3 : body < 2'097'152 ? 4 : 5);
}

void MqttConnection::release(std::uint16_t packetId)
{
    writeAck(m_connection->output(), pool(), PacketType::PubRel, packetId);
}

void MqttConnection::outputDrained()
{
    if (m_session)
        m_session->pump();
}

void MqttConnection::resumePublishing() { m_connection->resumeReading(); }

void MqttConnection::evict(EvictReason, const char *text)
{
    m_session = nullptr;
    log("closed", text);
    m_connection->close();
}

void MqttConnection::expired()
{
    if (!m_session) {
        log("closed", "no CONNECT came in time (limits.connect_timeout_seconds)");
        m_connection->close();
        return;
    }
    const std::int64_t limit = std::int64_t(m_session->keepAliveSeconds) * 1500;
    const std::int64_t quiet = m_connection->loop().nowMs() - m_lastReceivedMs;
    if (quiet < limit) {
        m_connection->loop().startTimer(*this, limit - quiet);
        return;
    }
    m_endReason = "silent for one and a half times its keep-alive";
    log("closed", m_endReason);
    m_connection->close();
}

void MqttConnection::closed(CloseReason reason)
{
    stop();
    m_shard.forget(*this);
    if (Session *const session = std::exchange(m_session, nullptr)) {
        const char *const why = m_endReason   ? m_endReason
            : reason == CloseReason::Failed   ? "the connection failed"
            : reason == CloseReason::Shutdown ? "the broker stops"
                                              : "the connection was closed without DISCONNECT";
        m_shard.detach(*session, Shard::Farewell::Lost, why);
    }
    m_connection = nullptr;
}

MqttConnection::Step MqttConnection::refuse(ConnectReturn code, const ProtocolError &error)
{
    log("refused", "CONNECT " + error.text);
    m_shard.events().add(EventKind::Refused, m_connection->peer(), error.text, m_connection->loop().wallNowMs());
    writeConnAck(m_connection->output(), pool(), code, false);
    m_connection->close();
    return Step::Over;
}

MqttConnection::Step MqttConnection::fail(const Frame &frame, const ProtocolError &error)
{
    log("closed", std::string(packetName(frame.header >> 4)) + ' ' + error.text);
    const DropReason reason
        = error.kind == ProtocolError::Kind::TooLarge ? DropReason::TooLarge : DropReason::Malformed;
    m_shard.ledger().add(
        reason, "", m_session ? m_session->id() : m_connection->peer(), m_connection->loop().wallNowMs());
    m_endReason = "it broke the protocol";
    m_connection->close();
    return Step::Over;
}

void MqttConnection::log(const char *what, const std::string &why) const
{
    const std::string client = m_session ? "client `" + printable(m_session->id()) + "`" : std::string("client");
    qCInfo(logMqtt).noquote() << QString::fromStdString(
        client + " from " + m_connection->peer() + ' ' + what + ": " + why);
}

} // namespace topiq::mqtt
