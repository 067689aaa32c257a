// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"

#include "visibletext.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace topiq {

QString Format::count(double value) { return QLocale().toString(value, 'f', 0); }

QString Format::compact(double value)
{
    const QLocale locale;
    if (value < 100'000)
        return locale.toString(value, 'f', 0);
    if (value < 10'000'000)
        return tr("%1 k", "thousands").arg(locale.toString(value / 1e3, 'f', value < 1e6 ? 1 : 0));
    if (value < 10'000'000'000)
        return tr("%1 M", "millions").arg(locale.toString(value / 1e6, 'f', 1));
    return tr("%1 G", "thousand millions").arg(locale.toString(value / 1e9, 'f', 1));
}

QString Format::rate(double perSecond)
{
    if (perSecond > 0 && perSecond < 0.05)
        return QStringLiteral("<") + QLocale().toString(0.1, 'f', 1);
    const bool whole = perSecond >= 100 || perSecond == 0;
    return perSecond < 100'000 ? QLocale().toString(perSecond, 'f', whole ? 0 : 1) : compact(perSecond);
}

QString Format::bytes(double value)
{
    const int digits = value < 1024 ? 0 : 1;
    return QLocale().formattedDataSize(qint64(value), digits, QLocale::DataSizeIecFormat);
}

QString Format::byteRate(double perSecond) { return tr("%1/s", "bytes per second").arg(bytes(perSecond)); }

QString Format::duration(double ms)
{
    const qint64 seconds = qint64(ms / 1000);
    if (seconds < 60)
        return tr("%1 s", "seconds").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    if (seconds < 86'400)
        return tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
    return tr("%1 d %2 h").arg(seconds / 86'400).arg(seconds / 3600 % 24);
}

QString Format::ago(double timeMs)
{
    if (timeMs <= 0)
        return tr("never");
    const qint64 seconds = qMax<qint64>(0, (QDateTime::currentMSecsSinceEpoch() - qint64(timeMs)) / 1000);
    if (seconds < 2)
        return tr("now");
    if (seconds < 60)
        return tr("%1 s ago").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min ago").arg(seconds / 60);
    if (seconds < 86'400)
        return tr("%1 h ago").arg(seconds / 3600);
    return tr("%1 d ago").arg(seconds / 86'400);
}

QString Format::clock(double timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(qint64(timeMs)).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString Format::clockSeconds(double timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(qint64(timeMs)).toString(QStringLiteral("HH:mm:ss"));
}

QString Format::dateTime(double timeMs)
{
    if (timeMs <= 0)
        return tr("never");
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(qint64(timeMs));
    return QLocale().toString(time.date(), QLocale::ShortFormat) + u' ' + time.toString(QStringLiteral("HH:mm:ss.zzz"))
        + u' ' + time.timeZoneAbbreviation();
}

QString Format::visible(const QString &text) { return visibletext::line(text); }

} // namespace topiq
