// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admincaller.h"

#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

class QXYSeries;

namespace topiq {

/// Feeds the line charts: asks for the traffic of a range, reduced by the broker, and replaces whole series at once
/// (the cheap way of Qt Charts). Also knows the axes' ends and what the legends say. Window's thread only.
class TrafficModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the backend")
    Q_PROPERTY(int seconds READ seconds WRITE setSeconds NOTIFY secondsChanged FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime begin READ begin NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime end READ end NOTIFY changed FINAL)
    Q_PROPERTY(QString timeFormat READ timeFormat NOTIFY changed FINAL)
    Q_PROPERTY(double messagesTop READ messagesTop NOTIFY changed FINAL)
    Q_PROPERTY(double bytesTop READ bytesTop NOTIFY changed FINAL)
    Q_PROPERTY(double connectionsTop READ connectionsTop NOTIFY changed FINAL)
    Q_PROPERTY(QString bytesUnit READ bytesUnit NOTIFY changed FINAL)
    Q_PROPERTY(QString inLegend READ inLegend NOTIFY changed FINAL)
    Q_PROPERTY(QString outLegend READ outLegend NOTIFY changed FINAL)
    Q_PROPERTY(QString bytesInLegend READ bytesInLegend NOTIFY changed FINAL)
    Q_PROPERTY(QString bytesOutLegend READ bytesOutLegend NOTIFY changed FINAL)
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed FINAL)
    Q_PROPERTY(double cursor READ cursor WRITE setCursor NOTIFY cursorChanged FINAL)
    Q_PROPERTY(QString cursorTime READ cursorTime NOTIFY cursorChanged FINAL)
public:
    explicit TrafficModel(AdminCaller &caller, QObject *parent = nullptr);

    [[nodiscard]] int seconds() const { return m_seconds; }
    void setSeconds(int seconds);
    [[nodiscard]] bool loaded() const { return m_loaded; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QDateTime begin() const { return m_begin; }
    [[nodiscard]] QDateTime end() const { return m_end; }
    [[nodiscard]] QString timeFormat() const;
    [[nodiscard]] double messagesTop() const { return m_messagesTop; }
    [[nodiscard]] double bytesTop() const { return m_bytesTop; }
    [[nodiscard]] double connectionsTop() const { return m_connectionsTop; }
    [[nodiscard]] QString bytesUnit() const { return m_bytesUnit; }
    [[nodiscard]] QString inLegend() const { return m_legends.at(0); }
    [[nodiscard]] QString outLegend() const { return m_legends.at(1); }
    [[nodiscard]] QString bytesInLegend() const { return m_legends.at(2); }
    [[nodiscard]] QString bytesOutLegend() const { return m_legends.at(3); }
    [[nodiscard]] QString sentence() const; ///< the chart in one sentence, for those who do not see it

    /// Where the crosshair stands that all charts share: 0 at the left end of the range, 1 at the right, below 0:
    /// nowhere. Set, it takes the place of the nearest point, and keeps that place while the range moves on.
    [[nodiscard]] double cursor() const { return m_cursor; }
    void setCursor(double cursor);
    Q_INVOKABLE void stepCursor(int points);
    [[nodiscard]] QString cursorTime() const;
    Q_INVOKABLE [[nodiscard]] QString cursorText(const QString &what) const;
    /// Height of the point on its axis, 0 .. 1.
    Q_INVOKABLE [[nodiscard]] double cursorHeight(const QString &what) const;

    /// Names the series to fill: "in", "out", "bytesIn", "bytesOut", "connections". Several charts may show the same.
    Q_INVOKABLE void attach(const QString &what, QObject *series);
    /// Asks now, or, when `beat` seconds have not been enough to change a pixel of a long range, not yet.
    void refresh(bool force);

Q_SIGNALS:
    void secondsChanged();
    void changed();
    void cursorChanged();

private:
    struct Attached {
        QString what;
        QPointer<QXYSeries> series;
    };

    void apply(const Result<QList<TrafficPoint>> &answer);
    void fill();
    void placeCursor(double wanted);
    [[nodiscard]] const TrafficPoint *pointed() const;
    [[nodiscard]] double placeOf(qsizetype point) const;

    AdminCaller &m_caller;
    QList<Attached> m_attached;
    QList<TrafficPoint> m_points;
    int m_seconds = 120;
    int m_skipped = 0;
    bool m_asking = false;
    bool m_stale = false;
    bool m_loaded = false;
    QString m_error;
    QDateTime m_begin;
    QDateTime m_end;
    double m_messagesTop = 10;
    double m_bytesTop = 1;
    double m_bytesScale = 1;
    double m_connectionsTop = 10;
    QString m_bytesUnit;
    double m_cursor = -1;
    qsizetype m_pointed = -1; ///< the point under the cursor
    QStringList m_legends{QString(), QString(), QString(), QString()};
};

} // namespace topiq
