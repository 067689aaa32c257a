// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <ctime>

namespace topiq {

namespace {

std::int64_t milliseconds(clockid_t id)
{
    timespec now{};
    clock_gettime(id, &now);
    return std::int64_t(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

} // namespace

std::int64_t steadyMs() { return milliseconds(CLOCK_MONOTONIC); }

std::int64_t wallMs() { return milliseconds(CLOCK_REALTIME); }

} // namespace topiq
