// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <atomic>
#include <ctime>

namespace topiq {

namespace {

std::atomic<std::int64_t> ahead{0};

std::int64_t milliseconds(clockid_t id)
{
    timespec now{};
    clock_gettime(id, &now);
    return std::int64_t(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000 + ahead.load(std::memory_order_relaxed);
}

} // namespace

std::int64_t steadyMs() { return milliseconds(CLOCK_MONOTONIC); }

std::int64_t wallMs() { return milliseconds(CLOCK_REALTIME); }

void advanceClocks(std::int64_t ms) { ahead.fetch_add(ms, std::memory_order_relaxed); }

} // namespace topiq
