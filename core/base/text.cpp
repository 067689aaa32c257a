// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <cstdint>
#include <cstring>

namespace topiq {

std::size_t utf8SequenceLength(std::string_view bytes)
{
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    const auto follows = [&](std::size_t at, unsigned char low = 0x80, unsigned char high = 0xBF) {
        return at < bytes.size() && byte(at) >= low && byte(at) <= high;
    };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80; // no overlong form
        const unsigned char high = lead == 0xED ? 0x9F : 0xBF; // no surrogate
        return follows(1, low, high) && follows(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = lead == 0xF4 ? 0x8F : 0xBF; // nothing past U+10FFFF
        return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

bool isMqttText(std::string_view bytes)
{
    while (!bytes.empty()) {
        // Topics are nearly always plain ASCII: eight bytes at a time, none of them zero or above 0x7F.
        if (bytes.size() >= 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes.data(), sizeof word);
            const std::uint64_t zero = (word - 0x0101010101010101u) & ~word;
            if (((word | zero) & 0x8080808080808080u) == 0) {
                bytes.remove_prefix(8);
                continue;
            }
        }
        if (bytes.front() == '\0')
            return false;
        const std::size_t length = utf8SequenceLength(bytes);
        if (length == 0)
            return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string printable(std::string_view bytes, std::size_t limit)
{
    static constexpr char Digits[] = "0123456789abcdef";
    const bool cut = bytes.size() > limit;
    std::string text;
    for (std::string_view rest = bytes.substr(0, limit); !rest.empty();) {
        const auto first = static_cast<unsigned char>(rest.front());
        const std::size_t length = utf8SequenceLength(rest);
        const bool c1 = length == 2 && first == 0xC2 && static_cast<unsigned char>(rest[1]) < 0xA0;
        if (length == 0 || first < 0x20 || first == 0x7F || c1) {
            text += "\\x";
            text += Digits[first >> 4];
            text += Digits[first & 15];
            rest.remove_prefix(1);
        } else {
            text += rest.substr(0, length);
            rest.remove_prefix(length);
        }
    }
    if (cut)
        text += "... (" + std::to_string(bytes.size()) + " bytes)";
    return text;
}

} // namespace topiq
