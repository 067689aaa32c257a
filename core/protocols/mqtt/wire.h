// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/property.h"
#include "protocols/mqtt/protocol.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace topiq::mqtt {

inline constexpr std::size_t MaxFixedHeader = 5;

[[nodiscard]] constexpr std::uint8_t firstByte(PacketType type, std::uint8_t flags = 0)
{
    return std::uint8_t(std::uint8_t(type) << 4 | flags);
}

/// How many bytes a variable byte integer takes (section 1.5.5).
[[nodiscard]] constexpr std::size_t variableSize(std::uint32_t value)
{
    return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : 4;
}

/// Writes a variable byte integer; answers its size.
inline std::size_t putVariable(char *at, std::size_t value)
{
    std::size_t size = 0;
    do {
        const auto digit = std::uint8_t(value & 0x7F);
        value >>= 7;
        at[size++] = char(value ? digit | 0x80 : digit);
    } while (value);
    return size;
}

/// Fixed header with a remaining length (section 2.1); answers its size.
inline std::size_t putFixedHeader(char *at, std::uint8_t first, std::size_t remaining)
{
    *at = char(first);
    return 1 + putVariable(at + 1, remaining);
}

inline void putNumber(char *at, std::uint16_t number)
{
    at[0] = char(number >> 8);
    at[1] = char(number);
}

/// Puts fields one behind the other: for packets that are rare enough to be gathered in a string first. Text of more
/// than 65,535 bytes is cut, which happens to no text that came by MQTT.
class FieldWriter {
public:
    void byte(std::uint8_t value) { m_bytes += char(value); }
    void number(std::uint16_t value)
    {
        byte(std::uint8_t(value >> 8));
        byte(std::uint8_t(value));
    }
    void longNumber(std::uint32_t value)
    {
        number(std::uint16_t(value >> 16));
        number(std::uint16_t(value));
    }
    void variable(std::uint32_t value)
    {
        char digits[4];
        m_bytes.append(digits, putVariable(digits, value));
    }
    void bytes(std::string_view value) { m_bytes += value; }
    void text(std::string_view value)
    {
        value = value.substr(0, 0xFFFF);
        number(std::uint16_t(value.size()));
        m_bytes += value;
    }
    /// A list of properties behind its length.
    void list(const FieldWriter &properties)
    {
        variable(std::uint32_t(properties.size()));
        m_bytes += properties.m_bytes;
    }

    // Properties: the value as its rule says.
    void property(PropertyId id, std::uint32_t value);
    void property(PropertyId id, std::string_view value)
    {
        byte(std::uint8_t(id));
        text(value);
    }
    void userProperty(std::string_view key, std::string_view value)
    {
        property(PropertyId::UserProperty, key);
        text(value);
    }

    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] const std::string &content() const { return m_bytes; }
    /// The whole packet.
    [[nodiscard]] std::string packet(std::uint8_t first) const;

private:
    std::string m_bytes;
};

} // namespace topiq::mqtt
