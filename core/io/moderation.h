// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <utility>

namespace topiq {

/// How long a loop rests before it asks for events again, as network cards do with their interrupts: under a flood of
/// small writes each turn of a fast loop finds one message, and the system calls cost more than everything else; after
/// a short rest it finds many. Resting helps only when more comes meanwhile, so it is tried, and kept up only while it
/// gathers more bytes a turn without letting fewer through; at a quiet time, and towards clients that wait for each
/// answer, there is none. Thread: its loop's.
class Moderation {
public:
    /// A turn is over that took in `bytes`. Answers the rest that is due now in microseconds, mostly 0.
    std::uint32_t turnDone(std::uint64_t bytes, std::int64_t nowUs)
    {
        if (nowUs - std::exchange(m_turnUs, nowUs) > QuietUs)
            quiet(nowUs);
        m_bytes += bytes;
        return ++m_turns < TurnsPerLook ? m_restUs : look(nowUs);
    }

private:
    static constexpr std::uint32_t TurnsPerLook = 64;
    static constexpr std::int64_t QuietUs = 1000; // such a pause ends every flood

    /// What was seen over some turns.
    struct Flow {
        double bytesPerTurn = 0;
        double bytesPerUs = 0;
    };

    std::uint32_t look(std::int64_t nowUs);
    void giveUp(std::int64_t nowUs);
    void quiet(std::int64_t nowUs);

    std::uint64_t m_bytes = 0; // since the last look
    std::uint32_t m_turns = 0; // likewise
    std::uint32_t m_restUs = 0;
    std::int64_t m_turnUs = 0; // when the last turn was over
    std::int64_t m_lookedUs = 0;
    std::int64_t m_retryUs = 0; // no new try before
    std::int64_t m_backOffUs = 0;
    Flow m_before; // without rest
};

} // namespace topiq
