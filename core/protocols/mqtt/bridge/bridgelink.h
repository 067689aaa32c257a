// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/shard.h"
#include "io/connection.h"
#include "protocols/mqtt/bridge/clientpackets.h"

#include <memory>
#include <string>
#include <vector>

namespace topiq::mqtt {

class Bridge;

/// One connection of a bridge to the other broker. Outwards it is an MQTT client; inwards it is the session of the
/// bridge, so queueing, in-flight window, limits and the account of drops are those of every client. Packet ids are
/// passed through: what the session has in flight is what the other broker has yet to acknowledge, and what it has
/// taken in with QoS 2 is what the other broker has yet to release. Thread: its loop's. Ownership: the connection's.
/// Tells its Bridge when it is up and when it is over, which must not go away before.
class BridgeLink final : public ConnectionHandler, public DeliverySink, private WheelTimer {
public:
    explicit BridgeLink(Bridge &bridge);
    ~BridgeLink() override;

    /// Says good-bye, if there is somebody to hear it, and closes.
    void leave();

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
    [[nodiscard]] Step handleConnAck(const Frame &frame);
    [[nodiscard]] Step handlePublish(const Frame &frame);
    [[nodiscard]] Step handleAck(const Frame &frame);
    [[nodiscard]] Step handleSubAck(const Frame &frame);
    [[nodiscard]] Step handleDisconnect(const Frame &frame);
    void attach(const ConnAckPacket &packet);
    void subscribeHere(bool retainedToo);
    /// The head of a PUBLISH, up to its payload; kept from encodedSize() for deliver(), which follows it.
    struct Head {
        std::string bytes; // the memory of the three is used again and again
        std::string topic;
        std::string properties;
        std::size_t packetIdAt = 0; ///< 0: there is none
        bool circle = false; ///< the message was there, or here, already
    };
    /// False: the message cannot be sent.
    [[nodiscard]] bool encodeHead(const Outgoing &outgoing) const;
    void skip(std::uint16_t packetId);
    void ack(PacketType type, std::uint16_t packetId, ReasonCode reason = ReasonCode::Success);
    Step fail(const std::string &why);
    Step fail(const Frame &frame, const ProtocolError &error);

    Bridge *m_bridge; // null once it knows that we are over
    Shard &m_shard;
    const Version m_version;
    Connection *m_connection = nullptr; // null before opened() and after closed()
    Session *m_session = nullptr; // null before the CONNACK and after the end
    std::size_t m_wanted = 0;
    std::int64_t m_lastReceivedMs = 0;
    std::uint16_t m_keepAliveSeconds = 0;
    Qos m_maximumQos = Qos::ExactlyOnce;
    bool m_retainAvailable = true;
    std::string m_remoteNode; // which broker the other one is; empty: it did not say
    std::vector<std::uint16_t> m_skipped; // packet ids to be done with as soon as that is allowed
    std::shared_ptr<char> m_alive; // while what was posted to the loop may find us
    std::string m_topic; // of a message that comes in; its memory is used again and again
    std::string m_properties; // likewise
    mutable Head m_head;
    std::string m_error; // why it is over; empty: the other side went
};

} // namespace topiq::mqtt
