// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/mqttconnection.h"

#include "cli/exitcode.h"
#include "cli/visibletext.h"

#include <algorithm>
#include <chrono>

namespace topiq::mqttclient {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto ConnectLimit = 10s;

struct Meaning {
    ExitCode exit;
    QString text;
};

Meaning meaningOf(int code)
{
    switch (code) {
    case 1:
        return {ExitCode::Protocol, u"it does not speak MQTT 3.1.1"_s};
    case 0x84:
        return {ExitCode::Protocol, u"it does not speak MQTT 5; leave out --mqtt-version 5"_s};
    case 2:
    case 0x85:
        return {ExitCode::Protocol, u"it does not accept the client id"_s};
    case 3:
    case 0x88:
    case 0x89:
        return {ExitCode::Unavailable, u"its service is not available; try again later"_s};
    case 4:
    case 0x86:
        return {ExitCode::NoPermission, u"user or password are wrong; give them as mqtt://USER:PASSWORD@HOST"_s};
    case 5:
    case 0x87:
    case 0x8a:
        return {ExitCode::NoPermission, u"this user may not connect; give another as mqtt://USER:PASSWORD@HOST"_s};
    case 0x9c:
    case 0x9d:
        return {ExitCode::Unavailable, u"another server is to be used"_s};
    default:
        return {ExitCode::Protocol, u"return code %1"_s.arg(code)};
    }
}

/// What the server says beyond the code, in brackets; its words are made visible.
QString remark(const Properties &properties)
{
    QStringList said;
    if (!properties.reasonString.isEmpty()) {
        said += visibleBytes(properties.reasonString);
    }
    if (!properties.serverReference.isEmpty()) {
        said += u"use "_s + visibleBytes(properties.serverReference);
    }
    return said.isEmpty() ? QString() : u" (%1)"_s.arg(said.join(u"; "_s));
}

Error refusal(const ServerPacket &packet, const QString &address)
{
    const Meaning meaning = meaningOf(packet.code);
    return makeError(meaning.exit,
        u"the server at %1 refuses the connection: %2%3"_s.arg(address, meaning.text, remark(packet.properties)));
}

/// Of an acknowledgement of MQTT 5 that says failure.
Error notTaken(const ServerPacket &packet, const QString &address)
{
    const ExitCode exit = packet.code == 0x87 ? ExitCode::NoPermission
        : packet.code == 0x97                 ? ExitCode::TryAgain
                                              : ExitCode::Protocol;
    const QString why = packet.code == 0x87 ? u"this user may not publish there"_s
        : packet.code == 0x97               ? u"a limit is reached; try again later"_s
        : packet.code == 0x90               ? u"it does not accept the topic"_s
                                            : u"reason code %1"_s.arg(packet.code);
    return makeError(
        exit, u"the server at %1 does not take the message: %2%3"_s.arg(address, why, remark(packet.properties)));
}

} // namespace

MqttConnection::MqttConnection(MqttSettings settings, QObject *parent)
    : QObject(parent),
      m_settings(std::move(settings)),
      m_socket(this),
      m_reader(m_settings.version),
      m_connectTimer(this),
      m_keepAliveTimer(this)
{
    m_connectTimer.setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this, [this] {
        if (m_state == State::Closing) {
            fail(makeError(
                ExitCode::TryAgain, u"the server at %1 does not read what it was sent"_s.arg(m_settings.address())));
            return;
        }
        fail(makeError(ExitCode::Unavailable,
            u"the server at %1 did not answer within %2 s; check address and port"_s.arg(m_settings.address())
                .arg(ConnectLimit.count())));
    });
    connect(&m_keepAliveTimer, &QTimer::timeout, this, &MqttConnection::keepAlive);
    connect(&m_socket, &QTcpSocket::connected, this, [this] {
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket.write(connectPacket(m_settings.clientId.toUtf8(), m_settings.keepAliveSeconds,
            m_settings.user.toUtf8(), m_settings.password.toUtf8(), m_settings.version));
    });
    connect(&m_socket, &QTcpSocket::readyRead, this, &MqttConnection::readPackets);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &MqttConnection::bytesWritten);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &MqttConnection::handleSocketError);
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] {
        if (m_state == State::Closing) {
            end();
            Q_EMIT closed();
        }
    });
}

MqttConnection::~MqttConnection()
{
    m_socket.disconnect(this); // no signal from a half-gone object
}

void MqttConnection::open()
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Connecting;
    m_connectTimer.start(ConnectLimit);
    m_socket.connectToHost(m_settings.host, m_settings.port);
}

void MqttConnection::publish(
    const QByteArray &topic, const QByteArray &payload, int qos, bool retain, const Properties &properties)
{
    Q_ASSERT(isOpen());
    const quint16 packetId = qos > 0 ? nextPacketId() : 0;
    if (qos > 0) {
        m_unacknowledged.insert(packetId, qos == 1 ? PacketType::PubAck : PacketType::PubRec);
    }
    send(publishPacket({topic, payload, qos, retain, false, packetId, properties}, m_settings.version));
}

void MqttConnection::subscribe(const QByteArray &filter, int qos)
{
    Q_ASSERT(isOpen() && m_subscribeId == 0);
    m_subscribeId = nextPacketId();
    send(subscribePacket(m_subscribeId, filter, qos, m_settings.version));
}

void MqttConnection::sync()
{
    m_syncing = true;
    ++m_unansweredPings;
    send(emptyPacket(PacketType::PingReq));
}

void MqttConnection::close()
{
    if (m_state != State::Open) {
        return;
    }
    send(emptyPacket(PacketType::Disconnect));
    m_state = State::Closing;
    m_connectTimer.start(ConnectLimit); // a server that does not read must not keep us
    m_socket.disconnectFromHost();
}

void MqttConnection::readPackets()
{
    m_reader.append(m_socket.readAll());
    while (m_state == State::Connecting || m_state == State::Open) {
        auto packet = m_reader.next();
        if (!packet) {
            fail(packet.error());
            return;
        }
        if (!packet->has_value()) {
            return;
        }
        if (auto done = handle(**packet); !done) {
            fail(done.error());
            return;
        }
    }
}

Result<void> MqttConnection::handle(const ServerPacket &packet)
{
    if ((packet.type == PacketType::ConnAck) != (m_state == State::Connecting)) {
        return makeError(ExitCode::Protocol,
            u"the server at %1 does not keep to %2: CONNACK at the wrong place"_s.arg(
                m_settings.address(), QLatin1StringView(versionName(m_settings.version))));
    }
    switch (packet.type) {
    case PacketType::ConnAck:
        return handleConnAck(packet);
    case PacketType::Publish:
        handlePublish(packet.message);
        return {};
    case PacketType::SubAck:
        if (packet.packetId == m_subscribeId) {
            m_subscribeId = 0;
            Q_EMIT subscribed(packet.code);
        }
        return {};
    case PacketType::Disconnect:
        return makeError(ExitCode::Unavailable,
            u"the server at %1 ends the connection: reason code %2%3"_s.arg(m_settings.address())
                .arg(packet.code)
                .arg(remark(packet.properties)));
    case PacketType::PubRel:
        m_unreleased.remove(packet.packetId);
        send(acknowledgePacket(PacketType::PubComp, packet.packetId));
        return {};
    case PacketType::PingResp:
        m_unansweredPings = std::max(0, m_unansweredPings - 1);
        if (m_syncing && m_unansweredPings == 0) {
            m_syncing = false;
            Q_EMIT synced();
        }
        return {};
    default:
        return handleAcknowledgement(packet);
    }
}

Result<void> MqttConnection::handleConnAck(const ServerPacket &packet)
{
    if (packet.code != 0) {
        return refusal(packet, m_settings.address());
    }
    m_connectTimer.stop();
    m_state = State::Open;
    // Half of the promised interval: one ping may be late without the server losing patience.
    m_keepAliveTimer.start(std::chrono::seconds(m_settings.keepAliveSeconds) / 2);
    Q_EMIT opened();
    return {};
}

Result<void> MqttConnection::handleAcknowledgement(const ServerPacket &packet)
{
    const auto waiting = m_unacknowledged.find(packet.packetId);
    if (waiting == m_unacknowledged.end() || *waiting != packet.type) {
        return makeError(ExitCode::Protocol,
            u"the server at %1 acknowledges packet %2, which does not wait for it"_s.arg(m_settings.address())
                .arg(packet.packetId));
    }
    if (packet.code >= 0x80 && packet.type != PacketType::PubComp) {
        m_unacknowledged.erase(waiting);
        return notTaken(packet, m_settings.address());
    }
    if (packet.type == PacketType::PubRec) {
        *waiting = PacketType::PubComp;
        send(acknowledgePacket(PacketType::PubRel, packet.packetId));
        return {};
    }
    m_unacknowledged.erase(waiting);
    Q_EMIT acknowledged();
    return {};
}

void MqttConnection::handlePublish(const Message &message)
{
    if (message.qos == 2) {
        const bool repeated = m_unreleased.contains(message.packetId);
        m_unreleased.insert(message.packetId);
        send(acknowledgePacket(PacketType::PubRec, message.packetId));
        if (repeated) {
            return;
        }
    } else if (message.qos == 1) {
        send(acknowledgePacket(PacketType::PubAck, message.packetId));
    }
    Q_EMIT received(message);
}

void MqttConnection::handleSocketError()
{
    if (m_state == State::Closing) {
        return; // the server may be faster in closing; `disconnected` follows
    }
    if (m_state == State::Connecting && m_socket.error() != QAbstractSocket::RemoteHostClosedError) {
        fail(makeError(ExitCode::Unavailable,
            u"the server at %1 cannot be reached: %2. Is topiq running there? Another address is given with --url or "
            "TOPIQ_URL"_s.arg(m_settings.address(), m_socket.errorString())));
        return;
    }
    const QString when = m_state == State::Connecting ? u"instead of answering CONNECT"_s
        : m_unacknowledged.isEmpty()                  ? u"before it was done"_s
                                                      : u"with %1 messages not acknowledged"_s.arg(pending());
    fail(makeError(ExitCode::Unavailable,
        u"the server at %1 ended the connection %2; its log says why"_s.arg(m_settings.address(), when)));
}

void MqttConnection::keepAlive()
{
    if (m_unansweredPings > 0) {
        fail(makeError(ExitCode::TryAgain, u"the server at %1 no longer answers"_s.arg(m_settings.address())));
        return;
    }
    ++m_unansweredPings;
    send(emptyPacket(PacketType::PingReq));
}

void MqttConnection::send(const QByteArray &packet)
{
    if (m_state == State::Open) {
        m_socket.write(packet);
    }
}

void MqttConnection::fail(const Error &error)
{
    if (m_state == State::Ended) {
        return;
    }
    end();
    m_socket.abort();
    Q_EMIT failed(error);
}

void MqttConnection::end()
{
    m_state = State::Ended;
    m_connectTimer.stop();
    m_keepAliveTimer.stop();
}

quint16 MqttConnection::nextPacketId()
{
    do {
        ++m_lastPacketId;
    } while (m_lastPacketId == 0 || m_unacknowledged.contains(m_lastPacketId));
    return m_lastPacketId;
}

} // namespace topiq::mqttclient
