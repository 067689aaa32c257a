// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "io/connection.h"
#include "protocols/mqtt/connectpacket.h"
#include "protocols/mqtt/frame.h"
#include "protocols/mqtt/publishpacket.h"

#include <memory>
#include <string>

namespace topiq::mqtt {

/// One MQTT 3.1.1 client: turns its packets into calls of the engine and the engine's deliveries into packets. A packet
/// that breaks the protocol closes this connection, with a log line that names the fault, and touches nobody else.
/// Thread: its loop's; after CONNECT that is the loop of the session, to which the connection moves if need be.
/// Ownership: the connection's.
class MqttConnection final : public ConnectionHandler, public DeliverySink, private WheelTimer {
public:
    explicit MqttConnection(Shard &shard) : m_shard(shard) {}
    ~MqttConnection() override;

    void opened(Connection &connection) override;
    std::size_t received(std::string_view bytes) override;
    std::size_t wanted() const override { return m_wanted; }
    void outputDrained() override;
    void closed(CloseReason reason) override;

    void deliver(const Outgoing &outgoing) override;
    std::uint64_t encodedSize(const Outgoing &outgoing) const override;
    void release(std::uint16_t packetId) override;
    std::uint64_t outputBytes() const override { return m_connection->outputBytes(); }
    void evict(EvictReason reason, const char *text) override;
    void resumePublishing() override;

private:
    enum class Step { Next, Wait, Over };

    void expired() override;
    [[nodiscard]] Step handle(const Frame &frame);
    [[nodiscard]] Step handleConnect(const Frame &frame);
    [[nodiscard]] Step handlePublish(const Frame &frame);
    [[nodiscard]] Step handleAck(const Frame &frame);
    [[nodiscard]] Step handleSubscribe(const Frame &frame);
    [[nodiscard]] Step handleUnsubscribe(const Frame &frame);
    [[nodiscard]] Step disconnect();
    void attach(const ConnectPacket &packet, std::string_view clientId);
    [[nodiscard]] std::string freshClientId() const;
    Step refuse(ConnectReturn code, const ProtocolError &error);
    Step fail(const Frame &frame, const ProtocolError &error);
    void log(const char *what, const std::string &why) const;
    [[nodiscard]] OutputPool &pool() const { return m_connection->loop().outputPool(); }

    Shard &m_shard;
    Connection *m_connection = nullptr; // null before opened() and after closed()
    Session *m_session = nullptr; // null before CONNECT and after the farewell
    std::string_view m_unread; // from the packet being handled on; only while it is
    std::size_t m_wanted = 0;
    std::int64_t m_lastReceivedMs = 0;
    const char *m_endReason = nullptr; // why the connection ends, when it was our decision
};

} // namespace topiq::mqtt
