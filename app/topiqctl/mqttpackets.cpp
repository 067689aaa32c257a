// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/mqttpackets.h"

namespace topiq::mqttclient {

namespace {

void appendNumber(QByteArray &out, quint16 number)
{
    out += static_cast<char>(number >> 8);
    out += static_cast<char>(number & 0xff);
}

void appendString(QByteArray &out, const QByteArray &text)
{
    Q_ASSERT(text.size() <= 65535);
    appendNumber(out, static_cast<quint16>(text.size()));
    out += text;
}

QByteArray packet(PacketType type, int flags, const QByteArray &body)
{
    QByteArray out;
    out.reserve(body.size() + 5);
    out += static_cast<char>(static_cast<int>(type) << 4 | flags);
    auto remaining = static_cast<quint32>(body.size());
    do {
        const auto low = static_cast<char>(remaining & 0x7f);
        remaining >>= 7;
        out += static_cast<char>(remaining > 0 ? low | 0x80 : low);
    } while (remaining > 0);
    return out + body;
}

} // namespace

const char *versionName(Version version) { return version == Version::V5 ? "MQTT 5" : "MQTT 3.1.1"; }

QByteArray connectPacket(const QByteArray &clientId, quint16 keepAliveSeconds, const QByteArray &user,
    const QByteArray &password, Version version)
{
    constexpr int CleanSession = 0x02;
    constexpr int HasPassword = 0x40;
    constexpr int HasUser = 0x80;
    QByteArray body;
    appendString(body, "MQTT");
    body += static_cast<char>(version);
    // A password without a user is not allowed in 3.1.1, so it is sent only with one.
    const bool withPassword = !user.isEmpty() && !password.isEmpty();
    body += static_cast<char>(CleanSession | (user.isEmpty() ? 0 : HasUser) | (withPassword ? HasPassword : 0));
    appendNumber(body, keepAliveSeconds);
    if (version == Version::V5) {
        body += '\0'; // no properties: a clean session that ends with the connection, and no limits
    }
    appendString(body, clientId);
    if (!user.isEmpty()) {
        appendString(body, user);
    }
    if (withPassword) {
        appendString(body, password);
    }
    return packet(PacketType::Connect, 0, body);
}

QByteArray publishPacket(const Message &message, Version version)
{
    QByteArray body;
    appendString(body, message.topic);
    if (message.qos > 0) {
        appendNumber(body, message.packetId);
    }
    if (version == Version::V5) {
        body += encodeProperties(message.properties);
    }
    body += message.payload;
    return packet(PacketType::Publish, (message.duplicate ? 8 : 0) | message.qos << 1 | (message.retain ? 1 : 0), body);
}

QByteArray acknowledgePacket(PacketType type, quint16 packetId)
{
    QByteArray body;
    appendNumber(body, packetId);
    return packet(type, type == PacketType::PubRel ? 2 : 0, body);
}

QByteArray subscribePacket(quint16 packetId, const QByteArray &filter, int qos, Version version)
{
    QByteArray body;
    appendNumber(body, packetId);
    if (version == Version::V5) {
        body += '\0'; // no properties
    }
    appendString(body, filter);
    body += static_cast<char>(qos);
    return packet(PacketType::Subscribe, 2, body);
}

QByteArray emptyPacket(PacketType type) { return packet(type, 0, {}); }

} // namespace topiq::mqttclient
