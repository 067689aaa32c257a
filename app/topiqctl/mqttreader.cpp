// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/mqttreader.h"

#include "cli/exitcode.h"

namespace topiq::mqttclient {

using namespace Qt::StringLiterals;

namespace {

Error broken(const QString &what)
{
    return makeError(ExitCode::Protocol, u"the server does not keep to MQTT 3.1.1: %1"_s.arg(what));
}

quint16 numberAt(QByteArrayView bytes, qsizetype at)
{
    return static_cast<quint16>(static_cast<uchar>(bytes[at]) << 8 | static_cast<uchar>(bytes[at + 1]));
}

/// Whether the first byte of a packet is one that a server may send: known at once, so that a server of another kind is
/// found out without waiting for the length that its greeting seems to announce.
bool isServerHead(int head)
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
    default:
        return false;
    }
}

Result<ServerPacket> parsePublish(int flags, QByteArrayView body)
{
    ServerPacket packet;
    packet.type = PacketType::Publish;
    Message &message = packet.message;
    message.qos = flags >> 1 & 3;
    message.retain = (flags & 1) != 0;
    message.duplicate = (flags & 8) != 0;
    const qsizetype idBytes = message.qos > 0 ? 2 : 0;
    if (body.size() < 2 || body.size() < 2 + numberAt(body, 0) + idBytes) {
        return broken(u"a PUBLISH that ends within its topic"_s);
    }
    const qsizetype topicBytes = numberAt(body, 0);
    message.topic = body.sliced(2, topicBytes).toByteArray();
    if (idBytes > 0) {
        message.packetId = numberAt(body, 2 + topicBytes);
        if (message.packetId == 0) {
            return broken(u"a PUBLISH with packet identifier 0"_s);
        }
    }
    message.payload = body.sliced(2 + topicBytes + idBytes).toByteArray();
    return packet;
}

Result<ServerPacket> parse(int head, QByteArrayView body)
{
    const auto type = static_cast<PacketType>(head >> 4);
    const int flags = head & 0x0f;
    ServerPacket packet;
    packet.type = type;
    const auto wrongSize = [&] { return broken(u"packet type %1 with %2 bytes"_s.arg(head >> 4).arg(body.size())); };
    switch (type) {
    case PacketType::Publish:
        return parsePublish(flags, body);
    case PacketType::ConnAck:
        if (body.size() != 2) {
            return wrongSize();
        }
        packet.code = static_cast<uchar>(body[1]);
        return packet;
    case PacketType::SubAck:
        if (body.size() != 3) {
            return wrongSize();
        }
        packet.packetId = numberAt(body, 0);
        packet.code = static_cast<uchar>(body[2]);
        return packet;
    case PacketType::PubAck:
    case PacketType::PubRec:
    case PacketType::PubRel:
    case PacketType::PubComp:
        if (body.size() != 2) {
            return wrongSize();
        }
        packet.packetId = numberAt(body, 0);
        return packet;
    case PacketType::PingResp:
        return body.isEmpty() ? Result<ServerPacket>(packet) : wrongSize();
    default:
        return wrongSize(); // not reached: isServerHead() has let no other type through
    }
}

} // namespace

Result<std::optional<ServerPacket>> MqttReader::next()
{
    const QByteArrayView bytes = QByteArrayView(m_buffer).sliced(m_done);
    if (!bytes.isEmpty() && !isServerHead(static_cast<uchar>(bytes[0]))) {
        return broken(u"a packet that begins with byte 0x%1"_s.arg(static_cast<uchar>(bytes[0]), 2, 16, '0'_L1));
    }
    qsizetype length = 0;
    qsizetype at = 1;
    for (int shift = 0;; shift += 7, ++at) {
        if (shift > 21) {
            return broken(u"a length of more than four bytes"_s);
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
    auto packet = parse(static_cast<uchar>(bytes[0]), bytes.sliced(at, length));
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
