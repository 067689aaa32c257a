// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/encoder.h"

#include "protocols/mqtt/wire.h"

#include <array>
#include <cstring>
#include <string_view>

namespace topiq::mqtt {

namespace {

template <std::size_t Size>
void put(OutputQueue &output, OutputPool &pool, const std::array<std::uint8_t, Size> &bytes)
{
    std::memcpy(output.claim(pool, Size), bytes.data(), Size);
}

} // namespace

void writePublish(OutputQueue &output, OutputPool &pool, const Message &message, Qos qos, bool retain, bool duplicate,
    std::uint16_t packetId)
{
    const std::string_view head = message.lengthTopic();
    const std::string_view payload = message.payload();
    const std::size_t idSize = qos == Qos::AtMostOnce ? 0 : 2;
    const std::size_t remaining = head.size() + idSize + payload.size();
    const std::uint8_t first
        = firstByte(PacketType::Publish, std::uint8_t(duplicate << 3 | std::uint8_t(qos) << 1 | int(retain)));

    std::array<char, MaxFixedHeader + 2> fixed; // NOLINT: filled below
    const std::size_t fixedSize = putFixedHeader(fixed.data(), first, remaining);
    if (char *room = output.claim(pool, std::uint32_t(fixedSize + remaining))) {
        std::memcpy(room, fixed.data(), fixedSize);
        room += fixedSize;
        if (idSize == 0) {
            std::memcpy(room, head.data(), remaining); // topic and payload follow each other in the message
            return;
        }
        std::memcpy(room, head.data(), head.size());
        putNumber(room + head.size(), packetId);
        if (!payload.empty())
            std::memcpy(room + head.size() + 2, payload.data(), payload.size());
        return;
    }
    output.append(pool, {fixed.data(), fixedSize});
    output.append(pool, head);
    if (idSize) {
        putNumber(fixed.data(), packetId);
        output.append(pool, {fixed.data(), idSize});
    }
    appendPayload(output, pool, message);
}

void appendPayload(OutputQueue &output, OutputPool &pool, const Message &message)
{
    const std::string_view payload = message.payload();
    if (payload.size() < ReferencedPayload) {
        output.append(pool, payload);
        return;
    }
    message.ref();
    output.reference(payload, &message, [](const void *owner) { static_cast<const Message *>(owner)->unref(); });
}

void writeConnAck(OutputQueue &output, OutputPool &pool, ConnectReturn code, bool sessionPresent)
{
    put<4>(output, pool, {firstByte(PacketType::ConnAck), 2, std::uint8_t(sessionPresent), std::uint8_t(code)});
}

void writeAck(OutputQueue &output, OutputPool &pool, PacketType type, std::uint16_t packetId)
{
    const std::uint8_t flags = type == PacketType::PubRel ? 0x02 : 0x00;
    put<4>(output, pool, {firstByte(type, flags), 2, std::uint8_t(packetId >> 8), std::uint8_t(packetId)});
}

void writeSubAck(OutputQueue &output, OutputPool &pool, std::uint16_t packetId, std::span<const std::uint8_t> codes)
{
    std::array<char, MaxFixedHeader + 2> head; // NOLINT: filled below
    const std::size_t size = putFixedHeader(head.data(), firstByte(PacketType::SubAck), 2 + codes.size());
    putNumber(head.data() + size, packetId);
    output.append(pool, {head.data(), size + 2});
    output.append(pool, {reinterpret_cast<const char *>(codes.data()), codes.size()});
}

void writePingResp(OutputQueue &output, OutputPool &pool)
{
    put<2>(output, pool, {firstByte(PacketType::PingResp), 0});
}

} // namespace topiq::mqtt
