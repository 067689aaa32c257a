// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace topiq {

/// What one HTTP connection may cost before it is answered with an error and closed. Plain values, copied at start.
struct HttpLimits {
    qsizetype requestLineBytes = 8 * 1024; ///< without its CR LF; a longer one: 414
    qsizetype headerBytes = 16 * 1024; ///< all header lines with the empty one after them; more: 431
    int headers = 100; ///< more: 431
    qsizetype bodyBytes = 2 * 1024 * 1024; ///< after removal of chunk framing; more: 413
    int connections = 256; ///< one more closes the one that has made no progress for longest
    std::chrono::milliseconds requestTime{10'000}; ///< from the first byte (or from the connect) to the last: 408
    std::chrono::milliseconds idleTime{60'000}; ///< between two requests; then closed without a word
    std::chrono::milliseconds writeTime{30'000}; ///< without the client taking a byte of its answer
};

} // namespace topiq
