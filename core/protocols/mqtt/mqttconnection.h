// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/authenticator.h"
#include "engine/engine.h"
#include "io/connection.h"
#include "protocols/mqtt/connectpacket.h"
#include "protocols/mqtt/encoder5.h"
#include "protocols/mqtt/frame.h"
#include "protocols/mqtt/mqttserver.h"
#include "protocols/mqtt/publishpacket.h"
#include "protocols/mqtt/topicaliases.h"

#include <memory>
#include <string>

namespace topiq::mqtt {

/// One MQTT client, 3.1, 3.1.1 or 5: turns its packets into calls of the engine and the engine's deliveries into
/// packets. A packet that breaks the protocol closes this connection, with a log line that names the fault (a client of
/// MQTT 5 is told it as well), and touches nobody else. What only MQTT 5 needs lies behind one pointer, so that the
/// others do not pay for it.
///
/// Thread: its loop's; after CONNECT that is the loop of the session, to which the connection moves if need be.
/// Ownership: the connection's. While the client's password is being checked elsewhere, nothing is read from it.
class MqttConnection final : public ConnectionHandler, public DeliverySink, private WheelTimer {
public:
    explicit MqttConnection(Shard &shard, const MqttServer &server = MqttServer::open());
    ~MqttConnection() override;

    void opened(Connection &connection) override;
    std::size_t received(std::string_view bytes) override;
    std::size_t wanted() const override { return m_wanted; }
    void outputDrained() override;
    void goingAway() override;
    void closed(CloseReason reason) override;

    void deliver(const Outgoing &outgoing) override;
    std::uint64_t encodedSize(const Outgoing &outgoing) const override;
    void release(std::uint16_t packetId) override;
    std::uint64_t outputBytes() const override { return m_connection->outputBytes(); }
    void evict(EvictReason reason, const char *text) override;
    void resumePublishing() override;

private:
    enum class Step {
        Next, ///< go on behind this packet
        Hold, ///< this packet is used up, but nothing behind it may be read now
        Wait, ///< this packet comes again later
        Over, ///< the connection is closed, or somewhere else
    };
    struct Handshake; // between CONNECT and CONNACK, while somebody has to be waited for
    struct Five { // a client of MQTT 5
        Receiver receiver;
        IncomingAliases incoming;
        OutgoingAliases outgoing;
        std::string authMethod; // of the CONNECT; empty: none
        std::unique_ptr<AuthExchange> exchange; // authenticates again
    };

    // mqttconnection.cpp: what is common, and MQTT 3.1 and 3.1.1
    void expired() override;
    [[nodiscard]] Step handle(const Frame &frame);
    [[nodiscard]] Step handlePublish(const Frame &frame);
    [[nodiscard]] Step handleAck(const Frame &frame);
    [[nodiscard]] Step handleDisconnect(const Frame &frame);
    Step waitForRoom(Qos qos, std::uint16_t packetId);
    Step fail(const Frame &frame, const ProtocolError &error);
    Step fail(std::uint8_t type, const ProtocolError &error);
    void sayGoodbye(ReasonCode reason, std::string_view text);
    void log(const char *what, const std::string &why) const;
    [[nodiscard]] OutputQueue &output() { return m_connection->output(); }
    [[nodiscard]] OutputPool &pool() const { return m_connection->loop().outputPool(); }

    // mqtthandshake.cpp
    [[nodiscard]] Step handleConnect(const Frame &frame);
    [[nodiscard]] Step beginAuthentication(const Frame &frame, const ConnectPacket &packet, std::string clientId);
    [[nodiscard]] Step beginExchange(const Frame &frame, const ConnectPacket &packet, std::string clientId);
    [[nodiscard]] Step continueHandshake(const Frame &frame);
    [[nodiscard]] Step continueExchange(std::string_view message);
    void authenticated(const AuthOutcome &outcome);
    [[nodiscard]] Step finish(const ConnectPacket &packet, std::string_view clientId, const AuthOutcome &outcome,
        std::string_view authData = {});
    void attach(
        const ConnectPacket &packet, std::string_view clientId, const AuthOutcome &outcome, std::string_view authData);
    void accept(const ConnectPacket &packet, std::string_view clientId, bool sessionPresent, std::string_view authData);
    Step refuse(const ConnectPacket &packet, const ProtocolError &error, std::string_view textForPeer);
    Handshake &keepHandshake(const Frame &frame, std::string clientId);
    [[nodiscard]] Credentials credentials(std::string_view clientId) const;
    [[nodiscard]] std::uint16_t allowedKeepAlive(const ConnectPacket &packet) const;
    [[nodiscard]] std::string freshClientId() const;

    // mqttauthentication.cpp: of a client that is connected
    [[nodiscard]] Step handleAuth(const Frame &frame);
    [[nodiscard]] Step continueAgain(std::string_view message);

    // mqttsubscribing.cpp
    [[nodiscard]] Step handleSubscribe(const Frame &frame);
    [[nodiscard]] Step handleUnsubscribe(const Frame &frame);

    // mqttconnection5.cpp
    [[nodiscard]] Step handlePublish5(const Frame &frame);
    [[nodiscard]] std::optional<ProtocolError> resolveAlias(PublishPacket &packet, std::uint16_t alias);
    [[nodiscard]] Step handleAck5(const Frame &frame);
    void answer5(const PublishPacket &packet, ReasonCode reason, std::string_view text = {});
    void deliver5(const Outgoing &outgoing);

    Shard &m_shard;
    const MqttServer &m_server;
    Connection *m_connection = nullptr; // null before opened() and after closed()
    Session *m_session = nullptr; // null before CONNACK and after the farewell
    std::unique_ptr<Five> m_five; // null before MQTT 5
    std::unique_ptr<Handshake> m_handshake;
    std::string_view m_unread; // from the packet being handled on; only while it is
    std::size_t m_wanted = 0;
    std::int64_t m_lastReceivedMs = 0;
    const char *m_endReason = nullptr; // why the connection ends, when it was our decision
    Version m_version = Version::None;
    bool m_bridge = false; // another broker: gets retain flags as published, and nothing back
};

} // namespace topiq::mqtt
