// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/timeseries.h"

#include <algorithm>

namespace topiq {

namespace {

/// The mean of some neighbouring points, at the time of the last of them.
template <typename PointAt>
TrafficPoint meanOf(std::size_t begin, std::size_t end, PointAt &&pointAt)
{
    TrafficPoint mean;
    const double count = double(end - begin);
    double connections = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const TrafficPoint &point = pointAt(i);
        mean.timeMs = point.timeMs;
        mean.rates.messagesIn += point.rates.messagesIn / count;
        mean.rates.messagesOut += point.rates.messagesOut / count;
        mean.rates.bytesIn += point.rates.bytesIn / count;
        mean.rates.bytesOut += point.rates.bytesOut / count;
        mean.rates.dropped += point.rates.dropped / count;
        connections += double(point.connections) / count;
    }
    mean.connections = quint64(connections + 0.5);
    return mean;
}

} // namespace

void TimeSeries::Ring::add(const TrafficPoint &point)
{
    if (m_points.size() < m_capacity) {
        m_points.push_back(point);
        return;
    }
    m_points[m_begin] = point;
    m_begin = (m_begin + 1) % m_capacity;
}

void TimeSeries::add(const TrafficPoint &point)
{
    m_seconds.add(point);
    if (!m_minute.empty() && m_minute.front().timeMs / 60'000 != point.timeMs / 60'000) {
        m_minutes.add(meanOf(0, m_minute.size(), [&](std::size_t i) -> const TrafficPoint & { return m_minute[i]; }));
        m_minute.clear();
    }
    m_minute.push_back(point);
}

QList<TrafficPoint> TimeSeries::last(int seconds, int maxPoints) const
{
    const Ring &ring = seconds <= Hour ? m_seconds : m_minutes;
    QList<TrafficPoint> points;
    if (m_seconds.size() == 0 || maxPoints < 1)
        return points;
    const qint64 newest = m_seconds.at(m_seconds.size() - 1).timeMs;
    std::size_t begin = ring.size();
    while (begin > 0 && ring.at(begin - 1).timeMs > newest - qint64(seconds) * 1000)
        --begin;
    const std::size_t count = ring.size() - begin;
    const auto pointAt = [&](std::size_t i) -> const TrafficPoint & { return ring.at(i); };
    const bool withCurrent = &ring == &m_minutes && !m_minute.empty();
    const std::size_t wanted = std::min(count, std::size_t(maxPoints) - std::size_t(withCurrent));
    points.reserve(qsizetype(wanted) + 1);
    for (std::size_t i = 0; i < wanted; ++i)
        points.append(meanOf(begin + i * count / wanted, begin + (i + 1) * count / wanted, pointAt));
    if (withCurrent)
        points.append(meanOf(0, m_minute.size(), [&](std::size_t i) -> const TrafficPoint & { return m_minute[i]; }));
    return points;
}

} // namespace topiq
