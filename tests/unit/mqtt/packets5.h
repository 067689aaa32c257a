// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "packets.h"

/// MQTT 5 packets, byte by byte from the standard and not from the code under test.
namespace topiq::testing {

inline std::string longNumber(unsigned long value)
{
    return {char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
}
/// A list of properties behind its length.
inline std::string list(const std::string &properties = {}) { return length(properties.size()) + properties; }

inline std::string connectHead5(unsigned flags, const std::string &properties = {}, unsigned keepAlive = 60)
{
    return field("MQTT") + char(5) + char(flags) + number(keepAlive) + list(properties);
}
inline std::string connectPacket5(std::string_view id, const std::string &properties = {}, unsigned flags = 0x02)
{
    return packet(0x10, connectHead5(flags, properties) + field(id));
}
inline std::string publishPacket5(std::string_view topic, std::string_view payload, unsigned qos = 0, unsigned id = 0,
    const std::string &properties = {}, bool retain = false)
{
    return packet(0x30 | qos << 1 | unsigned(retain),
        field(topic) + (qos ? number(id) : "") + list(properties) + std::string(payload));
}
inline std::string ackPacket5(unsigned first, unsigned id, unsigned reason, const std::string &properties = {})
{
    return packet(first, number(id) + char(reason) + list(properties));
}
inline std::string subscribePacket5(
    unsigned id, const std::vector<std::pair<std::string, unsigned>> &filters, const std::string &properties = {})
{
    std::string body = number(id) + list(properties);
    for (const auto &[filter, options] : filters)
        body += field(filter) + char(options);
    return packet(0x82, body);
}
inline std::string unsubscribePacket5(
    unsigned id, const std::vector<std::string> &filters, const std::string &properties = {})
{
    std::string body = number(id) + list(properties);
    for (const std::string &filter : filters)
        body += field(filter);
    return packet(0xA2, body);
}
inline std::string disconnectPacket5(unsigned reason, const std::string &properties = {})
{
    return packet(0xE0, char(reason) + list(properties));
}
inline std::string authPacket(unsigned reason, const std::string &properties)
{
    return packet(0xF0, char(reason) + list(properties));
}

// Properties: identifier and value.
inline std::string byteProperty(unsigned id, unsigned value) { return {char(id), char(value)}; }
inline std::string shortProperty(unsigned id, unsigned value) { return char(id) + number(value); }
inline std::string longProperty(unsigned id, unsigned long value) { return char(id) + longNumber(value); }
inline std::string variableProperty(unsigned id, std::size_t value) { return char(id) + length(value); }
inline std::string textProperty(unsigned id, std::string_view text) { return char(id) + field(text); }
inline std::string userProperty(std::string_view key, std::string_view value)
{
    return char(0x26) + field(key) + field(value);
}

} // namespace topiq::testing
