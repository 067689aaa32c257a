// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/mqtthandshake.h"

#include "access/address.h"
#include "base/text.h"
#include "io/peercertificate.h"
#include "protocols/mqtt/authpacket.h"
#include "protocols/mqtt/encoder.h"

#include <QRandomGenerator>

#include <algorithm>

namespace topiq::mqtt {

namespace {

const char *protocolName(Version version)
{
    return version == Version::V5 ? "MQTT 5" : version == Version::V311 ? "MQTT 3.1.1" : "MQTT 3.1";
}

/// What a client before MQTT 5 is told; nothing where its standard has no code.
std::optional<ConnectReturn> returnCode(ReasonCode reason)
{
    switch (reason) {
    case ReasonCode::UnsupportedVersion:
        return ConnectReturn::UnacceptableVersion;
    case ReasonCode::ClientIdNotValid:
        return ConnectReturn::IdentifierRejected;
    case ReasonCode::ServerUnavailable:
    case ReasonCode::ServerBusy:
        return ConnectReturn::ServerUnavailable;
    case ReasonCode::BadCredentials:
        return ConnectReturn::BadCredentials;
    case ReasonCode::NotAuthorized:
    case ReasonCode::Banned:
        return ConnectReturn::NotAuthorized;
    default:
        return std::nullopt;
    }
}

std::unique_ptr<Will> willOf(const ConnectPacket &packet)
{
    if (!packet.will)
        return nullptr;
    auto will = std::make_unique<Will>();
    will->topic = packet.will->topic;
    will->payload = packet.will->payload;
    will->properties = packet.will->properties;
    will->qos = Qos(packet.will->qos);
    will->retain = packet.will->retain;
    will->expirySeconds = packet.will->expirySeconds;
    will->delaySeconds = packet.will->delaySeconds;
    return will;
}

} // namespace

Receiver receiverOf(const ConnectPacket &packet) { return {packet.maxPacketBytes, packet.requestProblemInfo}; }

ReasonCode reasonOf(AuthStatus status)
{
    switch (status) {
    case AuthStatus::Accepted:
        return ReasonCode::Success;
    case AuthStatus::BadCredentials:
        return ReasonCode::BadCredentials;
    case AuthStatus::NotAuthorized:
        return ReasonCode::NotAuthorized;
    case AuthStatus::TryLater:
        return ReasonCode::Banned;
    case AuthStatus::Unavailable:
        return ReasonCode::ServerBusy;
    }
    return ReasonCode::UnspecifiedError;
}

MqttConnection::Step MqttConnection::handleConnect(const Frame &frame)
{
    ConnectPacket packet;
    if (const auto error = readConnect(frame.body, packet)) {
        if (error->reason == ReasonCode::UnsupportedVersion || error->reason == ReasonCode::ClientIdNotValid)
            return refuse(packet, *error, error->text);
        if (packet.version == Version::V5) {
            writeConnAck5(output(), pool(), receiverOf(packet), {.reason = error->reason, .reasonString = error->text});
        }
        return fail(frame, *error);
    }
    if (packet.clientId.empty())
        return beginAuthentication(frame, packet, freshClientId());
    if (packet.clientId.starts_with("$bridge/")) {
        const std::string text
            = "has the client id `" + printable(packet.clientId) + "`, which only a bridge of this broker has";
        return refuse(packet, {ReasonCode::ClientIdNotValid, text}, text);
    }
    Shard &home = m_shard.engine().shardFor(packet.clientId);
    if (&home == &m_shard)
        return beginAuthentication(frame, packet, std::string(packet.clientId));
    // The session lives on another loop: the connection goes there, with everything that was read and not used.
    m_connection->moveTo(home.loop(), std::make_unique<MqttConnection>(home, m_server), m_unread);
    return Step::Over;
}

MqttConnection::Step MqttConnection::beginAuthentication(
    const Frame &frame, const ConnectPacket &packet, std::string clientId)
{
    m_version = packet.version;
    if (packet.authMethod)
        return beginExchange(frame, packet, std::move(clientId));
    if (!m_server.authenticator) {
        AuthOutcome everybody;
        everybody.status = AuthStatus::Accepted;
        everybody.user = packet.user.value_or("");
        return finish(packet, clientId, everybody);
    }
    Credentials asked = credentials(clientId);
    asked.hasUser = packet.user.has_value();
    asked.user = packet.user.value_or("");
    asked.hasPassword = packet.password.has_value();
    asked.password = packet.password.value_or("");
    auto pending = std::make_shared<PendingAnswer>();
    pending->connection = this;
    m_server.authenticator->authenticate(
        std::move(asked), [pending, &loop = m_connection->loop()](AuthOutcome outcome) {
            if (pending->thread == std::this_thread::get_id() && pending->asking) {
                pending->inPlace = std::move(outcome);
                return;
            }
            loop.post([pending, outcome = std::move(outcome)] {
                if (pending->connection)
                    pending->connection->authenticated(outcome);
            });
        });
    pending->asking = false;
    if (pending->inPlace)
        return finish(packet, clientId, *pending->inPlace);
    keepHandshake(frame, std::move(clientId)).pending = std::move(pending);
    m_connection->pauseReading();
    return Step::Hold;
}

MqttConnection::Step MqttConnection::beginExchange(
    const Frame &frame, const ConnectPacket &packet, std::string clientId)
{
    std::unique_ptr<AuthExchange> exchange;
    if (m_server.authenticator)
        exchange = m_server.authenticator->exchange(*packet.authMethod, credentials(clientId));
    if (!exchange) {
        return refuse(packet,
            {ReasonCode::BadAuthenticationMethod,
                "asks for the authentication method `" + printable(*packet.authMethod, 60) + "`, which is not known"},
            "unknown authentication method");
    }
    Handshake &handshake = keepHandshake(frame, std::move(clientId));
    handshake.exchange = std::move(exchange);
    return continueExchange(handshake.packet.authData);
}

/// Keeps the CONNECT until it can be answered; its packet lies in the read buffer, which is not ours.
MqttConnection::Handshake &MqttConnection::keepHandshake(const Frame &frame, std::string clientId)
{
    m_handshake = std::make_unique<Handshake>();
    m_handshake->body = frame.body;
    m_handshake->clientId = std::move(clientId);
    (void)readConnect(m_handshake->body, m_handshake->packet); // went well before
    return *m_handshake;
}

MqttConnection::Step MqttConnection::continueHandshake(const Frame &frame)
{
    if (frame.type() == PacketType::Disconnect) {
        m_connection->close();
        return Step::Over;
    }
    if (frame.type() != PacketType::Auth)
        return fail(frame, ProtocolError::forbidden("came before CONNACK [MQTT-3.1.2-30]"));
    AuthPacket packet;
    if (const auto error = readAuth(frame.body, packet))
        return fail(frame, *error);
    if (packet.reason != ReasonCode::ContinueAuthentication)
        return fail(frame, ProtocolError::forbidden("begins again before CONNACK (4.12.1)"));
    if (packet.method != m_handshake->packet.authMethod) {
        return fail(frame,
            {ReasonCode::BadAuthenticationMethod, "names another authentication method than CONNECT [MQTT-4.12.0-5]"});
    }
    return continueExchange(packet.data);
}

MqttConnection::Step MqttConnection::continueExchange(std::string_view message)
{
    AuthExchange::Answer answer = m_handshake->exchange->next(message);
    if (answer.step == AuthExchange::Step::Continue) {
        writeAuth5(output(), pool(), receiverOf(m_handshake->packet), ReasonCode::ContinueAuthentication,
            *m_handshake->packet.authMethod, answer.data);
        return Step::Next;
    }
    const std::unique_ptr<Handshake> handshake = std::move(m_handshake);
    if (answer.step == AuthExchange::Step::Failed && answer.outcome.status == AuthStatus::Accepted)
        answer.outcome.status = AuthStatus::BadCredentials;
    return finish(handshake->packet, handshake->clientId, answer.outcome, answer.data);
}

void MqttConnection::authenticated(const AuthOutcome &outcome)
{
    const std::unique_ptr<Handshake> handshake = std::move(m_handshake);
    if (finish(handshake->packet, handshake->clientId, outcome) != Step::Over)
        m_connection->resumeReading();
}

MqttConnection::Step MqttConnection::finish(
    const ConnectPacket &packet, std::string_view clientId, const AuthOutcome &outcome, std::string_view authData)
{
    if (outcome.status != AuthStatus::Accepted) {
        const ReasonCode reason = reasonOf(outcome.status);
        const std::string who = "of client `" + printable(clientId) + "`";
        return refuse(
            packet, {reason, who + ": " + (outcome.text.empty() ? describe(reason) : outcome.text)}, describe(reason));
    }
    attach(packet, clientId, outcome, authData);
    return Step::Next;
}

void MqttConnection::attach(
    const ConnectPacket &packet, std::string_view clientId, const AuthOutcome &outcome, std::string_view authData)
{
    auto *const origin = new Origin;
    origin->clientId = clientId;
    origin->user = outcome.user;
    origin->address = m_connection->peer();
    origin->protocol = protocolName(packet.version);

    Shard::Attach request;
    request.clientId = clientId;
    request.cleanStart = packet.cleanStart;
    request.keepAliveSeconds = allowedKeepAlive(packet);
    request.origin = Ref<const Origin>(origin);
    request.will = willOf(packet);
    request.permissions = outcome.permissions;
    if (packet.version == Version::V5) {
        request.sessionExpirySeconds = packet.sessionExpirySeconds;
        request.receiveMaximum = packet.receiveMaximum;
        request.maxPacketBytes = packet.maxPacketBytes;
        m_five = std::make_unique<Five>();
        m_five->receiver = receiverOf(packet);
        m_five->outgoing.setMaximum(
            std::uint16_t(std::min<std::uint32_t>(packet.topicAliasMaximum, m_shard.limits().topicAliases)));
        m_five->authMethod = packet.authMethod.value_or("");
    } else {
        request.sessionExpirySeconds = packet.cleanStart ? 0 : NeverExpires;
    }
    m_bridge = packet.bridge;
    bool present = false;
    m_session = &m_shard.attach(std::move(request), *this, present);
    accept(packet, clientId, present, authData);
    if (m_session->keepAliveSeconds)
        m_connection->loop().startTimer(*this, std::int64_t(m_session->keepAliveSeconds) * 1500);
    else
        stop();
    m_shard.resume(*m_session);
}

void MqttConnection::accept(
    const ConnectPacket &packet, std::string_view clientId, bool sessionPresent, std::string_view authData)
{
    if (!m_five) {
        // The second byte of a CONNACK is reserved in MQTT 3.1.
        const bool told = sessionPresent && packet.version == Version::V311;
        writeConnAck(output(), pool(), ConnectReturn::Accepted, told);
        return;
    }
    const Limits &limits = m_shard.limits();
    ConnAck5 fields;
    fields.sessionPresent = sessionPresent;
    if (m_session->expirySeconds() != packet.sessionExpirySeconds)
        fields.sessionExpirySeconds = m_session->expirySeconds();
    fields.receiveMaximum = std::uint16_t(std::min<std::uint32_t>(limits.inFlight, 65'535));
    fields.maxPacketBytes = limits.maxPacketBytes;
    fields.topicAliasMaximum = std::uint16_t(limits.topicAliases);
    if (m_session->keepAliveSeconds != packet.keepAliveSeconds)
        fields.serverKeepAliveSeconds = m_session->keepAliveSeconds;
    if (packet.clientId.empty())
        fields.assignedClientId = clientId;
    if (packet.asksNode)
        fields.node = m_shard.engine().node();
    fields.authMethod = m_five->authMethod;
    fields.authData = authData;
    writeConnAck5(output(), pool(), m_five->receiver, fields);
}

MqttConnection::Step MqttConnection::refuse(
    const ConnectPacket &packet, const ProtocolError &error, std::string_view textForPeer)
{
    log("refused", "CONNECT " + error.text);
    m_shard.events().add(EventKind::Refused, m_connection->peer(), error.text, m_connection->loop().wallNowMs());
    if (packet.version == Version::V5) {
        writeConnAck5(output(), pool(), receiverOf(packet), {.reason = error.reason, .reasonString = textForPeer});
    } else if (const auto code = returnCode(error.reason)) {
        writeConnAck(output(), pool(), *code, false);
    }
    m_connection->close();
    return Step::Over;
}

Credentials MqttConnection::credentials(std::string_view clientId) const
{
    Credentials asked;
    asked.clientId = clientId;
    asked.address = m_connection->peer();
    asked.protocol = protocolName(m_version);
    asked.listener = m_server.listener;
    asked.loopback = isLoopbackAddress(asked.address);
    if (const PeerCertificate *const certificate = m_connection->certificate())
        asked.certificate = std::make_shared<const PeerCertificate>(*certificate);
    return asked;
}

/// Only a client of MQTT 5 can be told another keep-alive than it asked for [MQTT-3.1.2-21].
std::uint16_t MqttConnection::allowedKeepAlive(const ConnectPacket &packet) const
{
    const std::uint32_t most = m_shard.limits().maxKeepAliveSeconds;
    const bool within = packet.keepAliveSeconds && packet.keepAliveSeconds <= most;
    return packet.version != Version::V5 || most == 0 || within ? packet.keepAliveSeconds : std::uint16_t(most);
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

} // namespace topiq::mqtt
