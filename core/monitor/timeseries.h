// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/snapshot.h"

#include <QList>

#include <vector>

namespace topiq {

/// The traffic of the past: a point per second for an hour, a point per minute for a week. Bounded; grows with the
/// time that was really seen. Not thread-safe.
class TimeSeries {
public:
    void add(const TrafficPoint &point);
    /// The points of the last `seconds`, oldest first, reduced to at most `maxPoints` by the mean of neighbours.
    [[nodiscard]] QList<TrafficPoint> last(int seconds, int maxPoints) const;

private:
    /// The newest points in a ring.
    class Ring {
    public:
        explicit Ring(std::size_t capacity) : m_capacity(capacity) {}
        void add(const TrafficPoint &point);
        [[nodiscard]] std::size_t size() const { return m_points.size(); }
        /// Oldest first.
        [[nodiscard]] const TrafficPoint &at(std::size_t index) const
        {
            return m_points[(m_begin + index) % m_points.size()];
        }

    private:
        std::size_t m_capacity;
        std::size_t m_begin = 0;
        std::vector<TrafficPoint> m_points;
    };

    static constexpr int Hour = 3600;
    static constexpr int MinutesOfWeek = 7 * 24 * 60;

    Ring m_seconds{Hour};
    Ring m_minutes{MinutesOfWeek};
    std::vector<TrafficPoint> m_minute; // the points of the current minute
};

} // namespace topiq
