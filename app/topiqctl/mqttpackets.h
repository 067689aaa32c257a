// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace topiq::mqttclient {

/// Packet types of MQTT 3.1.1, section 2.2.1.
enum class PacketType : quint8 {
    Connect = 1,
    ConnAck,
    Publish,
    PubAck,
    PubRec,
    PubRel,
    PubComp,
    Subscribe,
    SubAck,
    Unsubscribe,
    UnsubAck,
    PingReq,
    PingResp,
    Disconnect,
};

struct Message {
    QByteArray topic;
    QByteArray payload;
    int qos = 0;
    bool retain = false;
    bool duplicate = false;
    quint16 packetId = 0; ///< 0 with QoS 0
};

// Packets as bytes, ready to be sent.
[[nodiscard]] QByteArray connectPacket(
    const QByteArray &clientId, quint16 keepAliveSeconds, const QByteArray &user, const QByteArray &password);
[[nodiscard]] QByteArray publishPacket(const Message &message);
[[nodiscard]] QByteArray acknowledgePacket(PacketType type, quint16 packetId); ///< PubAck, PubRec, PubRel, PubComp
[[nodiscard]] QByteArray subscribePacket(quint16 packetId, const QByteArray &filter, int qos);
[[nodiscard]] QByteArray emptyPacket(PacketType type); ///< PingReq, Disconnect

} // namespace topiq::mqttclient
