// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/mqttreader.h"

#include "cli/exitcode.h"

#include <algorithm>

namespace topiq::mqttclient {

using namespace Qt::StringLiterals;

namespace {

Error broken(Version version, const QString &what)
{
    return makeError(
        ExitCode::Protocol, u"the server does not keep to %1: %2"_s.arg(QLatin1StringView(versionName(version)), what));
}

quint16 numberAt(QByteArrayView bytes, qsizetype at)
{
    return static_cast<quint16>(static_cast<uchar>(bytes[at]) << 8 | static_cast<uchar>(bytes[at + 1]));
}

/// Whether the first byte of a packet is one that a server may send: known at once, so that a server of another kind is
/// found out without waiting for the length that its greeting seems to announce.
bool isServerHead(int head, Version version)
{
    const int flags = head & 0x0f;
    switch (static_cast<PacketType>(head >> 4)) {
    case PacketType::Publish:
        return (flags >> 1 & 3) != 3;
    case PacketType::PubRel:
        return flags == 2;
    case PacketType::ConnAck:
    case PacketType::PubAck:
    case PacketType::PubRec:
    case PacketType::PubComp:
    case PacketType::SubAck:
    case PacketType::PingResp:
        return flags == 0;
    case PacketType::Disconnect:
        return version == Version::V5 && flags == 0;
    default:
        return false;
    }
}

Result<ServerPacket> parsePublish(Version version, int flags, QByteArrayView body)
{
    ServerPacket packet;
    packet.type = PacketType::Publish;
    Message &message = packet.message;
    message.qos = flags >> 1 & 3;
    message.retain = (flags & 1) != 0;
    message.duplicate = (flags & 8) != 0;
    const qsizetype idBytes = message.qos > 0 ? 2 : 0;
    if (body.size() < 2 || body.size() < 2 + numberAt(body, 0) + idBytes) {
        return broken(version, u"a PUBLISH that ends within its topic"_s);
    }
    const qsizetype topicBytes = numberAt(body, 0);
    message.topic = body.sliced(2, topicBytes).toByteArray();
    if (idBytes > 0) {
        message.packetId = numberAt(body, 2 + topicBytes);
        if (message.packetId == 0) {
            return broken(version, u"a PUBLISH with packet identifier 0"_s);
        }
    }
    QByteArrayView rest = body.sliced(2 + topicBytes + idBytes);
    if (version == Version::V5 && !decodeProperties(rest, message.properties)) {
        return broken(version, u"a PUBLISH with properties that cannot be read"_s);
    }
    message.payload = rest.toByteArray();
    return packet;
}

/// The packets that are a few numbers. What stands behind them is left in `body`.
bool parseNumbers(ServerPacket &packet, QByteArrayView &body)
{
    qsizetype used = 2;
    switch (packet.type) {
    case PacketType::ConnAck:
        if (body.size() < 2) {
            return false;
        }
        packet.code = static_cast<uchar>(body[1]);
        break;
    case PacketType::Disconnect:
        used = std::min<qsizetype>(body.size(), 1);
        packet.code = used > 0 ? static_cast<uchar>(body[0]) : 0;
        break;
    case PacketType::PingResp:
        used = 0;
        break;
    default:
        if (body.size() < 2) {
            return false;
        }
        packet.packetId = numberAt(body, 0);
    }
    body = body.sliced(used);
    return true;
}

/// The reason code and the properties of MQTT 5, which may both be missing at the end of most packets.
bool parseRest5(ServerPacket &packet, QByteArrayView &body)
{
    const bool isAck = packet.type >= PacketType::PubAck && packet.type <= PacketType::PubComp;
    if (isAck && !body.isEmpty()) {
        packet.code = static_cast<uchar>(body[0]);
        body = body.sliced(1);
    }
    const bool mayEnd = packet.type != PacketType::ConnAck && packet.type != PacketType::SubAck;
    return (mayEnd && body.isEmpty()) || decodeProperties(body, packet.properties);
}

Result<ServerPacket> parse(Version version, int head, QByteArrayView body)
{
    ServerPacket packet;
    packet.type = static_cast<PacketType>(head >> 4);
    if (packet.type == PacketType::Publish) {
        return parsePublish(version, head & 0x0f, body);
    }
    const qsizetype size = body.size();
    bool good = parseNumbers(packet, body);
    if (good && version == Version::V5 && packet.type != PacketType::PingResp) {
        good = parseRest5(packet, body);
    }
    if (good && packet.type == PacketType::SubAck) {
        good = body.size() == 1; // we subscribe to one filter at a time
        packet.code = good ? static_cast<uchar>(body[0]) : 0;
        body = {};
    }
    if (!good || !body.isEmpty()) {
        return broken(version, u"packet type %1 with %2 bytes"_s.arg(head >> 4).arg(size));
    }
    return packet;
}

} // namespace

Result<std::optional<ServerPacket>> MqttReader::next()
{
    const QByteArrayView bytes = QByteArrayView(m_buffer).sliced(m_done);
    if (!bytes.isEmpty() && !isServerHead(static_cast<uchar>(bytes[0]), m_version)) {
        return broken(
            m_version, u"a packet that begins with byte 0x%1"_s.arg(static_cast<uchar>(bytes[0]), 2, 16, '0'_L1));
    }
    qsizetype length = 0;
    qsizetype at = 1;
    for (int shift = 0;; shift += 7, ++at) {
        if (shift > 21) {
            return broken(m_version, u"a length of more than four bytes"_s);
        }
        if (at >= bytes.size()) {
            return std::optional<ServerPacket>();
        }
        const auto byte = static_cast<uchar>(bytes[at]);
        length |= static_cast<qsizetype>(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0) {
            break;
        }
    }
    ++at;
    if (bytes.size() - at < length) {
        return std::optional<ServerPacket>();
    }
    auto packet = parse(m_version, static_cast<uchar>(bytes[0]), bytes.sliced(at, length));
    if (!packet) {
        return packet.error();
    }
    m_done += at + length;
    // Moving the rest down once per packet would be quadratic for many small packets in one read.
    constexpr qsizetype WorthMoving = 64 * 1024;
    if (m_done == m_buffer.size()) {
        m_buffer.clear();
        m_done = 0;
    } else if (m_done > WorthMoving) {
        m_buffer.remove(0, m_done);
        m_done = 0;
    }
    return std::optional(std::move(*packet));
}

} // namespace topiq::mqttclient
