// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/moderation.h"

#include <algorithm>

namespace topiq {

namespace {

constexpr std::uint32_t RestUs = 200;
constexpr std::int64_t BusyTurnUs = 25; // a turn that is longer, with its waiting, has no need of rest
constexpr std::int64_t FirstBackOffUs = 20'000;
constexpr std::int64_t LongestBackOffUs = 1'000'000;

// What a rest must bring to be kept: so much more in a turn, and hardly less in a second.
constexpr double MoreInATurn = 1.5;
constexpr double NoLessInATime = 0.9;

} // namespace

std::uint32_t Moderation::look(std::int64_t nowUs)
{
    const std::int64_t tookUs = std::max<std::int64_t>(1, nowUs - m_lookedUs);
    const Flow now{double(m_bytes) / m_turns, double(m_bytes) / double(tookUs)};
    const std::int64_t turnUs = tookUs / m_turns;
    m_bytes = 0;
    m_turns = 0;
    m_lookedUs = nowUs;

    if (m_restUs == 0) {
        if (turnUs <= BusyTurnUs && nowUs >= m_retryUs) {
            m_before = now;
            m_restUs = RestUs;
        }
    } else if (now.bytesPerTurn < m_before.bytesPerTurn * MoreInATurn
        || now.bytesPerUs < m_before.bytesPerUs * NoLessInATime) {
        giveUp(nowUs);
    } else {
        m_backOffUs = 0;
    }
    return m_restUs;
}

void Moderation::quiet(std::int64_t nowUs)
{
    m_bytes = 0;
    m_turns = 0;
    m_restUs = 0;
    m_lookedUs = nowUs;
}

void Moderation::giveUp(std::int64_t nowUs)
{
    m_restUs = 0;
    m_backOffUs = std::clamp(m_backOffUs * 2, FirstBackOffUs, LongestBackOffUs);
    m_retryUs = nowUs + m_backOffUs;
}

} // namespace topiq
