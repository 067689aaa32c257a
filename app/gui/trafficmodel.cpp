// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "trafficmodel.h"

#include "format.h"

#include <QLocale>
#include <QXYSeries>

#include <algorithm>
#include <cmath>

namespace topiq {

namespace {

constexpr int MaxPoints = 360;

/// The end of an axis: such that a half and a quarter of it are whole numbers.
double niceTop(double value)
{
    if (value <= 12)
        return value <= 4 ? 4 : value <= 8 ? 8 : 12;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0}) {
        if (value <= step * power)
            return step * power;
    }
    return 10 * power;
}

using Pick = double (*)(const TrafficPoint &);

double pickIn(const TrafficPoint &p) { return p.rates.messagesIn; }
double pickOut(const TrafficPoint &p) { return p.rates.messagesOut; }
double pickBytesIn(const TrafficPoint &p) { return p.rates.bytesIn; }
double pickBytesOut(const TrafficPoint &p) { return p.rates.bytesOut; }
double pickConnections(const TrafficPoint &p) { return double(p.connections); }

Pick pickerFor(const QString &what)
{
    if (what == QLatin1StringView("in"))
        return pickIn;
    if (what == QLatin1StringView("out"))
        return pickOut;
    if (what == QLatin1StringView("bytesIn"))
        return pickBytesIn;
    if (what == QLatin1StringView("bytesOut"))
        return pickBytesOut;
    return pickConnections;
}

double highest(const QList<TrafficPoint> &points, Pick pick)
{
    double top = 0;
    for (const TrafficPoint &point : points)
        top = std::max(top, pick(point));
    return top;
}

} // namespace

TrafficModel::TrafficModel(AdminCaller &caller, QObject *parent) : QObject(parent), m_caller(caller) {}

void TrafficModel::setSeconds(int seconds)
{
    if (seconds == m_seconds)
        return;
    m_seconds = seconds;
    m_stale = true;
    Q_EMIT secondsChanged();
    refresh(true);
}

QString TrafficModel::timeFormat() const
{
    if (m_seconds <= 3600)
        return m_seconds <= 600 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
    return m_seconds <= 86'400 ? QStringLiteral("HH:mm") : QStringLiteral("ddd HH:mm");
}

QString TrafficModel::sentence() const
{
    if (m_points.isEmpty())
        return tr("No traffic has been measured yet.");
    return tr("Messages per second over the last %1: in %2, out %3.")
        .arg(Format::duration(m_seconds * 1000.0), m_legends.at(0), m_legends.at(1));
}

void TrafficModel::attach(const QString &what, QObject *series)
{
    auto *xy = qobject_cast<QXYSeries *>(series);
    if (!xy)
        return;
    m_attached.removeIf([](const Attached &entry) { return entry.series.isNull(); });
    m_attached.append({what, xy});
    fill();
}

void TrafficModel::refresh(bool force)
{
    const int secondsPerPoint = std::max(1, m_seconds / MaxPoints);
    if (!force && ++m_skipped < secondsPerPoint)
        return;
    if (m_asking)
        return;
    m_skipped = 0;
    m_asking = true;
    m_stale = false;
    m_caller.call(
        this, [seconds = m_seconds](AdminService &service) { return service.traffic(seconds, MaxPoints); },
        [this](const Result<QList<TrafficPoint>> &answer) { apply(answer); });
}

void TrafficModel::apply(const Result<QList<TrafficPoint>> &answer)
{
    m_asking = false;
    if (m_stale) {
        refresh(true);
        return;
    }
    m_loaded = true;
    m_error = answer ? QString() : QString::fromStdString(answer.error().message());
    if (!answer) {
        Q_EMIT changed();
        return;
    }
    m_points = *answer;
    m_end = m_points.isEmpty() ? QDateTime::currentDateTime() : QDateTime::fromMSecsSinceEpoch(m_points.last().timeMs);
    m_begin = m_end.addSecs(-m_seconds);

    m_messagesTop = niceTop(std::max(highest(m_points, pickIn), highest(m_points, pickOut)));
    m_connectionsTop = niceTop(highest(m_points, pickConnections) * 1.1);
    const double bytes = std::max(highest(m_points, pickBytesIn), highest(m_points, pickBytesOut));
    static constexpr const char *Units[] = {"B/s", "KiB/s", "MiB/s", "GiB/s"};
    int unit = 0;
    m_bytesScale = 1;
    while (unit < 3 && bytes / m_bytesScale >= 1024) {
        m_bytesScale *= 1024;
        ++unit;
    }
    m_bytesUnit = QLatin1StringView(Units[unit]);
    m_bytesTop = niceTop(bytes / m_bytesScale);

    const auto legend = [this](Pick pick, QString (*format)(double)) {
        if (m_points.isEmpty())
            return QString();
        double sum = 0;
        for (const TrafficPoint &point : std::as_const(m_points))
            sum += pick(point);
        return tr("%1 now, %2 mean, %3 max")
            .arg(format(pick(m_points.last())), format(sum / double(m_points.size())), format(highest(m_points, pick)));
    };
    m_legends = {legend(pickIn, Format::rate), legend(pickOut, Format::rate), legend(pickBytesIn, Format::byteRate),
        legend(pickBytesOut, Format::byteRate)};
    fill();
    Q_EMIT changed();
    placeCursor(m_cursor);
}

void TrafficModel::setCursor(double cursor)
{
    if (cursor != m_cursor)
        placeCursor(cursor);
}

void TrafficModel::placeCursor(double wanted)
{
    if (wanted < 0 && m_cursor < 0)
        return;
    m_pointed = -1;
    if (wanted >= 0 && !m_points.isEmpty()) {
        const double time = double(m_begin.toMSecsSinceEpoch()) + wanted * m_seconds * 1000.0;
        const auto after = std::lower_bound(m_points.cbegin(), m_points.cend(), time,
            [](const TrafficPoint &point, double t) { return double(point.timeMs) < t; });
        m_pointed = std::min(qsizetype(after - m_points.cbegin()), m_points.size() - 1);
        if (m_pointed > 0
            && time - double(m_points.at(m_pointed - 1).timeMs) < double(m_points.at(m_pointed).timeMs) - time)
            --m_pointed;
    }
    m_cursor = m_pointed < 0 ? -1 : placeOf(m_pointed);
    Q_EMIT cursorChanged();
}

void TrafficModel::stepCursor(int points)
{
    if (m_points.isEmpty())
        return;
    const qsizetype from = m_pointed < 0 ? m_points.size() - 1 - std::min(points, 0) : m_pointed;
    placeCursor(placeOf(std::clamp<qsizetype>(from + points, 0, m_points.size() - 1)));
}

double TrafficModel::placeOf(qsizetype point) const
{
    return std::clamp(double(m_points.at(point).timeMs - m_begin.toMSecsSinceEpoch()) / (m_seconds * 1000.0), 0.0, 1.0);
}

const TrafficPoint *TrafficModel::pointed() const { return m_pointed < 0 ? nullptr : &m_points.at(m_pointed); }

QString TrafficModel::cursorTime() const
{
    const TrafficPoint *point = pointed();
    if (!point)
        return {};
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(point->timeMs);
    return m_seconds <= 3600 ? time.toString(QStringLiteral("HH:mm:ss"))
                             : QLocale().toString(time, QLocale::ShortFormat);
}

QString TrafficModel::cursorText(const QString &what) const
{
    const TrafficPoint *point = pointed();
    if (!point)
        return {};
    const Pick pick = pickerFor(what);
    if (pick == pickConnections)
        return Format::count(pick(*point));
    return pick == pickBytesIn || pick == pickBytesOut ? Format::byteRate(pick(*point))
                                                       : tr("%1 msg/s").arg(Format::rate(pick(*point)));
}

double TrafficModel::cursorHeight(const QString &what) const
{
    const TrafficPoint *point = pointed();
    if (!point)
        return 0;
    const Pick pick = pickerFor(what);
    if (pick == pickBytesIn || pick == pickBytesOut)
        return pick(*point) / m_bytesScale / m_bytesTop;
    return pick(*point) / (pick == pickConnections ? m_connectionsTop : m_messagesTop);
}

void TrafficModel::fill()
{
    for (const Attached &entry : std::as_const(m_attached)) {
        if (!entry.series)
            continue;
        const Pick pick = pickerFor(entry.what);
        const double scale = pick == pickBytesIn || pick == pickBytesOut ? m_bytesScale : 1;
        QList<QPointF> line;
        line.reserve(m_points.size());
        for (const TrafficPoint &point : std::as_const(m_points))
            line.append({double(point.timeMs), pick(point) / scale});
        entry.series->replace(line);
    }
}

} // namespace topiq
