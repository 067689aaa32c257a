// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// MQTT 3.1.1 packets as a client writes them, byte by byte from the standard and not from the code under test.
namespace topiq::testing {

inline std::string number(unsigned value) { return {char(value >> 8), char(value)}; }

inline std::string field(std::string_view text) { return number(unsigned(text.size())) + std::string(text); }

inline std::string length(std::size_t size)
{
    std::string bytes;
    do {
        const auto digit = static_cast<unsigned char>(size % 128);
        size /= 128;
        bytes += char(size ? digit + 128 : digit);
    } while (size);
    return bytes;
}

inline std::string packet(unsigned first, const std::string &body) { return char(first) + length(body.size()) + body; }

/// The variable header of CONNECT, level 4.
inline std::string connectHead(unsigned flags, unsigned keepAlive = 60)
{
    return field("MQTT") + char(4) + char(flags) + number(keepAlive);
}
inline std::string connectPacket(std::string_view id) { return packet(0x10, connectHead(0x02) + field(id)); }
inline std::string publishPacket(
    std::string_view topic, std::string_view payload, unsigned qos = 0, unsigned id = 0, bool retain = false)
{
    return packet(0x30 | qos << 1 | unsigned(retain), field(topic) + (qos ? number(id) : "") + std::string(payload));
}
inline std::string ackPacket(unsigned first, unsigned id) { return packet(first, number(id)); }
inline std::string subscribePacket(unsigned id, const std::vector<std::pair<std::string, unsigned>> &filters)
{
    std::string body = number(id);
    for (const auto &[filter, qos] : filters)
        body += field(filter) + char(qos);
    return packet(0x82, body);
}
inline std::string unsubscribePacket(unsigned id, const std::vector<std::string> &filters)
{
    std::string body = number(id);
    for (const std::string &filter : filters)
        body += field(filter);
    return packet(0xA2, body);
}
inline std::string pingPacket() { return packet(0xC0, {}); }
inline std::string disconnectPacket() { return packet(0xE0, {}); }

inline std::string hex(std::string_view bytes)
{
    static constexpr char Digits[] = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += Digits[static_cast<unsigned char>(c) >> 4];
        text += Digits[c & 15];
        text += ' ';
    }
    return text;
}

} // namespace topiq::testing
