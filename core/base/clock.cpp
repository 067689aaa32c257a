// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <atomic>
#include <ctime>

namespace topiq {

namespace {

std::atomic<std::int64_t> ahead{0}; // milliseconds

std::int64_t microseconds(clockid_t id)
{
    timespec now{};
    clock_gettime(id, &now);
    return std::int64_t(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000 + ahead.load(std::memory_order_relaxed) * 1000;
}

} // namespace

std::int64_t steadyMs() { return microseconds(CLOCK_MONOTONIC) / 1000; }

std::int64_t steadyUs() { return microseconds(CLOCK_MONOTONIC); }

std::int64_t wallMs() { return microseconds(CLOCK_REALTIME) / 1000; }

void advanceClocks(std::int64_t ms) { ahead.fetch_add(ms, std::memory_order_relaxed); }

} // namespace topiq
