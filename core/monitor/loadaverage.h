// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

namespace topiq {

/// A growing total as "so many per minute", averaged over the last 1, 5 and 15 minutes with weights that fall
/// exponentially: what mosquitto shows under `$SYS/broker/load`. Starts at 0. Thread: one.
class LoadAverage {
public:
    static constexpr std::array<int, 3> Minutes{1, 5, 15};

    /// Begins to count from this total.
    void start(std::uint64_t total) { m_total = total; }

    /// `total` is the total now, `seconds` (over 0) how long ago the last call was.
    void update(std::uint64_t total, double seconds)
    {
        const double perMinute = double(total - m_total) * 60 / seconds;
        m_total = total;
        for (std::size_t i = 0; i < Minutes.size(); ++i) {
            const double kept = std::exp(-seconds / (60.0 * Minutes[i]));
            m_values[i] = perMinute + kept * (m_values[i] - perMinute);
        }
    }

    /// Per minute; in the order of Minutes.
    [[nodiscard]] const std::array<double, 3> &values() const { return m_values; }

private:
    std::uint64_t m_total = 0;
    std::array<double, 3> m_values{};
};

} // namespace topiq
