// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts from the network: the quick checks of base/text.h against slow ones, and what is shown of them to people.
#include "base/text.h"
#include "claim.h"

#include <algorithm>
#include <cstdint>

using namespace topiq;
using namespace topiq::fuzz;

namespace {

/// The number of the character that a sequence means, by shifting its bits together; -1 when it is none. RFC 3629 as
/// arithmetic: the shortest form, no surrogate, at most U+10FFFF.
long character(std::string_view bytes)
{
    const auto bits = [&](std::size_t at) { return long(static_cast<unsigned char>(bytes[at])); };
    long value = bits(0);
    if (bytes.size() == 1)
        return value < 0x80 ? value : -1;
    const std::size_t size = bytes.size();
    const long mark = 0xF00 >> size & 0xFF; // as many ones as the sequence has bytes
    if ((value & (mark >> 1 | mark)) != mark)
        return -1;
    value &= 0x7F >> size;
    for (std::size_t i = 1; i < size; ++i) {
        if ((bits(i) & 0xC0) != 0x80)
            return -1;
        value = value << 6 | (bits(i) & 0x3F);
    }
    const long least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value >= least && value <= 0x10FFFF && !surrogate ? value : -1;
}

std::size_t slowSequenceLength(std::string_view bytes)
{
    for (std::size_t size = 1; size <= std::min<std::size_t>(4, bytes.size()); ++size) {
        if (character(bytes.substr(0, size)) >= 0)
            return size;
    }
    return 0;
}

bool isSlowlyMqttText(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::size_t size = slowSequenceLength(bytes);
        if (size == 0 || bytes[0] == '\0')
            return false;
        bytes.remove_prefix(size);
    }
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    for (std::size_t at = 0; at < size; ++at) {
        const std::string_view rest = bytes.substr(at);
        claim(utf8SequenceLength(rest) == slowSequenceLength(rest), "a sequence is as long as its bits say");
    }
    // From every offset of a word, since eight bytes are looked at in one step.
    for (std::size_t at = 0; at < std::min<std::size_t>(size, 9); ++at)
        claim(isMqttText(bytes.substr(at)) == isSlowlyMqttText(bytes.substr(at)), "quick and slow check agree");
    for (const std::size_t limit : {std::size_t(0), std::size_t(7), std::size_t(200), size}) {
        const std::string shown = printable(bytes, limit);
        claim(isSlowlyMqttText(shown), "what is shown is well-formed");
        claim(std::none_of(
                  shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }),
            "what is shown holds no control character");
        claim(shown.size() <= 4 * std::min(limit, size) + 40, "what is shown is bounded by the limit");
        if (size <= limit && isSlowlyMqttText(bytes) && shown.find("\\x") == std::string::npos)
            claim(shown == bytes, "text without control characters is shown as it is");
    }
    return 0;
}
