// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace topiq {

/// Length of the well-formed UTF-8 sequence (RFC 3629) at the front of `bytes`, which are not empty: 1 to 4, or 0 when
/// there is none.
[[nodiscard]] std::size_t utf8SequenceLength(std::string_view bytes);

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong form, no surrogate) without U+0000, as MQTT 3.1.1
/// section 1.5.3 asks of every string.
[[nodiscard]] bool isMqttText(std::string_view bytes);

/// The bytes as they may stand in a log line or a sentence: control bytes and malformed UTF-8 as \xNN, cut after
/// `limit` bytes with a mark, so that nobody can forge a line.
[[nodiscard]] std::string printable(std::string_view bytes, std::size_t limit = 200);

} // namespace topiq
