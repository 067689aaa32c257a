// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace topiq {

/// Milliseconds since some fixed instant; never jumps. For intervals. Any thread.
[[nodiscard]] std::int64_t steadyMs();

/// The same clock in microseconds.
[[nodiscard]] std::int64_t steadyUs();

/// Milliseconds since 1970 UTC. For display and records only: it may jump. Any thread.
[[nodiscard]] std::int64_t wallMs();

/// Lets both clocks run ahead by so much from now on, so that a test of what takes hours need not take them. Any
/// thread.
void advanceClocks(std::int64_t ms);

} // namespace topiq
