// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/mqttproperties.h"

#include <QByteArray>
#include <QtGlobal>

namespace topiq::mqttclient {

/// The protocol level of CONNECT.
enum class Version : quint8 { V311 = 4, V5 = 5 };

/// "MQTT 3.1.1" or "MQTT 5".
[[nodiscard]] const char *versionName(Version version);

/// Packet types of MQTT 5, section 2.1.2.
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
    Auth,
};

struct Message {
    QByteArray topic;
    QByteArray payload;
    int qos = 0;
    bool retain = false;
    bool duplicate = false;
    quint16 packetId = 0; ///< 0 with QoS 0
    Properties properties = {}; ///< MQTT 5
};

// Packets as bytes, ready to be sent.
[[nodiscard]] QByteArray connectPacket(const QByteArray &clientId, quint16 keepAliveSeconds, const QByteArray &user,
    const QByteArray &password, Version version = Version::V311);
[[nodiscard]] QByteArray publishPacket(const Message &message, Version version = Version::V311);
[[nodiscard]] QByteArray acknowledgePacket(PacketType type, quint16 packetId); ///< PubAck, PubRec, PubRel, PubComp
[[nodiscard]] QByteArray subscribePacket(
    quint16 packetId, const QByteArray &filter, int qos, Version version = Version::V311);
[[nodiscard]] QByteArray emptyPacket(PacketType type); ///< PingReq, Disconnect

} // namespace topiq::mqttclient
