// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/mqttconnection.h"

#include "base/logging.h"
#include "base/text.h"
#include "protocols/mqtt/ackpacket.h"
#include "protocols/mqtt/disconnectpacket.h"
#include "protocols/mqtt/encoder.h"
#include "protocols/mqtt/mqtthandshake.h"

namespace topiq::mqtt {

const MqttServer &MqttServer::open()
{
    static const MqttServer server;
    return server;
}

MqttConnection::MqttConnection(Shard &shard, const MqttServer &server) : m_shard(shard), m_server(server) {}

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
        switch (readFrame(bytes.substr(used), m_version, maxBytes, frame, error)) {
        case FrameStatus::Incomplete:
            if (!m_session && !m_handshake && frame.header >> 4 != int(PacketType::Connect))
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
        case Step::Hold:
            m_wanted = 0;
            return used + frame.size;
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
        if (m_handshake)
            return continueHandshake(frame);
        if (frame.type() == PacketType::Connect)
            return handleConnect(frame);
        return fail(frame, ProtocolError::forbidden("came before CONNECT [MQTT-3.1.0-1]"));
    }
    switch (frame.type()) {
    case PacketType::Publish:
        return m_five ? handlePublish5(frame) : handlePublish(frame);
    case PacketType::PubAck:
    case PacketType::PubRec:
    case PacketType::PubRel:
    case PacketType::PubComp:
        return m_five ? handleAck5(frame) : handleAck(frame);
    case PacketType::Subscribe:
        return handleSubscribe(frame);
    case PacketType::Unsubscribe:
        return handleUnsubscribe(frame);
    case PacketType::PingReq:
        if (!frame.body.empty())
            return fail(frame, ProtocolError::malformed("has a body"));
        writePingResp(output(), pool());
        return Step::Next;
    case PacketType::Disconnect:
        return handleDisconnect(frame);
    case PacketType::Auth:
        return handleAuth(frame);
    default:
        return fail(frame, ProtocolError::forbidden("came a second time [MQTT-3.1.0-2]"));
    }
}

MqttConnection::Step MqttConnection::handlePublish(const Frame &frame)
{
    PublishPacket packet;
    if (const auto error = readPublish(frame, packet))
        return fail(frame, *error);
    if (packet.qos == Qos::ExactlyOnce && !m_session->takeIncoming(packet.packetId)) {
        writeAck(output(), pool(), PacketType::PubRec, packet.packetId); // has been published already
        return Step::Next;
    }
    Draft draft;
    draft.topic = packet.topic;
    draft.payload = packet.payload;
    draft.qos = packet.qos;
    draft.retain = packet.retain;
    switch (m_shard.publish(*m_session, draft).status) {
    case PublishStatus::Accepted:
    case PublishStatus::NotAllowed: // acknowledged, and dropped: there is no way to say so [MQTT-3.3.5-2]
        break;
    case PublishStatus::QuotaExceeded:
        if (packet.qos != Qos::AtMostOnce) // what is acknowledged is not lost
            return waitForRoom(packet.qos, packet.packetId);
        m_shard.countRefused(*m_session, packet.topic, DropReason::QuotaExceeded);
        break;
    case PublishStatus::Busy:
        return waitForRoom(packet.qos, packet.packetId);
    case PublishStatus::BadTopic:
        return fail(frame, badTopic(packet.topic));
    }
    if (packet.qos == Qos::AtLeastOnce)
        writeAck(output(), pool(), PacketType::PubAck, packet.packetId);
    else if (packet.qos == Qos::ExactlyOnce)
        writeAck(output(), pool(), PacketType::PubRec, packet.packetId);
    return Step::Next;
}

/// Another loop has no room for the message: the packet comes again when it has.
MqttConnection::Step MqttConnection::waitForRoom(Qos qos, std::uint16_t packetId)
{
    if (qos == Qos::ExactlyOnce)
        m_session->releaseIncoming(packetId);
    m_shard.awaitRoom(*this);
    m_connection->pauseReading();
    return Step::Wait;
}

MqttConnection::Step MqttConnection::handleAck(const Frame &frame)
{
    AckPacket packet;
    if (const auto error = readAck(frame, m_version, packet))
        return fail(frame, *error);
    const std::uint16_t packetId = packet.packetId;
    // An id that nothing is due for is answered all the same: the peer may have lost our answer with a connection.
    switch (frame.type()) {
    case PacketType::PubAck:
        (void)m_session->acknowledged(packetId);
        break;
    case PacketType::PubRec:
        (void)m_session->received(packetId);
        writeAck(output(), pool(), PacketType::PubRel, packetId);
        break;
    case PacketType::PubRel:
        m_session->releaseIncoming(packetId);
        writeAck(output(), pool(), PacketType::PubComp, packetId);
        break;
    default:
        (void)m_session->completed(packetId);
        break;
    }
    return Step::Next;
}

MqttConnection::Step MqttConnection::handleDisconnect(const Frame &frame)
{
    DisconnectPacket packet;
    if (const auto error = readDisconnect(frame.body, m_version, PropertyPlace::DisconnectToServer, packet))
        return fail(frame, *error);
    if (packet.sessionExpirySeconds) {
        if (*packet.sessionExpirySeconds && m_session->endsWithConnection()) {
            return fail(
                frame, ProtocolError::forbidden("wants to keep a session that CONNECT said shall end (3.14.2.2.2)"));
        }
        m_session->setSessionExpiry(*packet.sessionExpirySeconds);
    }
    const bool plain = packet.reason == ReasonCode::Success;
    m_shard.detach(*std::exchange(m_session, nullptr), plain ? Shard::Farewell::Said : Shard::Farewell::SaidWithWill,
        plain ? nullptr : describe(packet.reason));
    m_connection->close();
    return Step::Over;
}

void MqttConnection::deliver(const Outgoing &outgoing)
{
    if (m_five) {
        deliver5(outgoing);
        return;
    }
    writePublish(
        output(), pool(), outgoing.message, outgoing.qos, outgoing.retain, outgoing.duplicate, outgoing.packetId);
}

void MqttConnection::release(std::uint16_t packetId) { writeAck(output(), pool(), PacketType::PubRel, packetId); }

void MqttConnection::outputDrained()
{
    if (m_session)
        m_session->pump();
}

void MqttConnection::resumePublishing() { m_connection->resumeReading(); }

void MqttConnection::evict(EvictReason reason, const char *text)
{
    m_session = nullptr;
    log("closed", text);
    sayGoodbye(reasonOf(reason), text);
    m_connection->close();
}

void MqttConnection::expired()
{
    if (!m_session) {
        log("closed",
            m_handshake ? "it was not authenticated in time (limits.connect_timeout_seconds)"
                        : "no CONNECT came in time (limits.connect_timeout_seconds)");
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
    sayGoodbye(ReasonCode::KeepAliveTimeout, m_endReason);
    m_connection->close();
}

void MqttConnection::goingAway()
{
    if (!m_session)
        return;
    const std::string reference = m_server.serverReference();
    if (m_five && !reference.empty()) {
        writeDisconnect5(
            output(), pool(), m_five->receiver, ReasonCode::UseAnotherServer, "the broker stops", reference);
        return;
    }
    sayGoodbye(ReasonCode::ServerShuttingDown, "the broker stops");
}

void MqttConnection::closed(CloseReason reason)
{
    stop();
    m_shard.forget(*this);
    m_handshake.reset();
    if (Session *const session = std::exchange(m_session, nullptr)) {
        const char *const why = m_endReason   ? m_endReason
            : reason == CloseReason::Failed   ? "the connection failed"
            : reason == CloseReason::Shutdown ? "the broker stops"
                                              : "the connection was closed without DISCONNECT";
        m_shard.detach(*session, Shard::Farewell::Lost, why);
    }
    m_connection = nullptr;
}

MqttConnection::Step MqttConnection::fail(const Frame &frame, const ProtocolError &error)
{
    return fail(std::uint8_t(frame.header >> 4), error);
}

MqttConnection::Step MqttConnection::fail(std::uint8_t type, const ProtocolError &error)
{
    const std::string text = std::string(packetName(type)) + ' ' + error.text;
    log("closed", text);
    const DropReason reason = error.reason == ReasonCode::PacketTooLarge ? DropReason::TooLarge : DropReason::Malformed;
    m_shard.ledger().add(
        reason, "", m_session ? m_session->id() : m_connection->peer(), m_connection->loop().wallNowMs());
    m_endReason = "it broke the protocol";
    if (m_handshake && m_handshake->packet.version == Version::V5)
        writeConnAck5(
            output(), pool(), receiverOf(m_handshake->packet), {.reason = error.reason, .reasonString = text});
    else if (m_session)
        sayGoodbye(error.reason, text);
    m_connection->close();
    return Step::Over;
}

/// Tells a client of MQTT 5 why its connection ends. `text` is for people, and names nobody else.
void MqttConnection::sayGoodbye(ReasonCode reason, std::string_view text)
{
    if (m_five)
        writeDisconnect5(output(), pool(), m_five->receiver, reason, text);
}

void MqttConnection::log(const char *what, const std::string &why) const
{
    const std::string client = m_session ? "client `" + printable(m_session->id()) + "`" : std::string("client");
    qCInfo(logMqtt).noquote() << QString::fromStdString(
        client + " from " + m_connection->peer() + ' ' + what + ": " + why);
}

} // namespace topiq::mqtt
