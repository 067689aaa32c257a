// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace topiq {

/// Numbers, sizes and times as people read them, by the locale of the window (QLocale's default). All functions may be
/// called from any thread; QML sees them as the singleton `Format`.
class Format : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    explicit Format(QObject *parent = nullptr) : QObject(parent) {}

    [[nodiscard]] Q_INVOKABLE static QString count(double value); ///< 12,345
    [[nodiscard]] Q_INVOKABLE static QString compact(double value); ///< 12.3 k: for tiles
    [[nodiscard]] Q_INVOKABLE static QString rate(double perSecond); ///< 4.2 or 1,234, without the unit
    [[nodiscard]] Q_INVOKABLE static QString bytes(double value); ///< 1.2 MiB
    [[nodiscard]] Q_INVOKABLE static QString byteRate(double perSecond);
    [[nodiscard]] Q_INVOKABLE static QString duration(double ms); ///< 3 d 4 h
    [[nodiscard]] Q_INVOKABLE static QString ago(double timeMs); ///< 5 s ago; "never" for 0
    [[nodiscard]] Q_INVOKABLE static QString clock(double timeMs); ///< time of day with milliseconds, local zone
    [[nodiscard]] Q_INVOKABLE static QString clockSeconds(double timeMs);
    [[nodiscard]] Q_INVOKABLE static QString dateTime(double timeMs); ///< date, time and zone
    [[nodiscard]] Q_INVOKABLE static QString visible(const QString &text); ///< see visibletext::line()
};

} // namespace topiq
