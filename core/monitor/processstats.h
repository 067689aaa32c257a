// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace topiq {

/// What the operating system says of this process. Any thread.
[[nodiscard]] std::uint64_t residentBytes();
[[nodiscard]] std::uint64_t machineMemoryBytes();
[[nodiscard]] std::uint64_t openDescriptors();
[[nodiscard]] std::uint64_t descriptorLimit();
/// CPU time used so far, user and system, in seconds.
[[nodiscard]] double cpuSeconds();

} // namespace topiq
