// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/snapshot.h"
#include "rowsmodel.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <array>
#include <memory>

namespace topiq {

/// The newest snapshot as the window shows it: texts for the status strip, tiles with their course over the last two
/// minutes, values against limits, drops, listeners, events. Window's thread only; fed by the backend once per second.
class Overview : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the backend")
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    Q_PROPERTY(bool nothingYet READ nothingYet NOTIFY changed FINAL)
    Q_PROPERTY(QString state READ state NOTIFY changed FINAL)
    Q_PROPERTY(int level READ level NOTIFY changed FINAL)
    Q_PROPERTY(QString uptime READ uptime NOTIFY changed FINAL)
    Q_PROPERTY(QString version READ version NOTIFY changed FINAL)
    Q_PROPERTY(QString connections READ connections NOTIFY changed FINAL)
    Q_PROPERTY(QString inRate READ inRate NOTIFY changed FINAL)
    Q_PROPERTY(QString outRate READ outRate NOTIFY changed FINAL)
    Q_PROPERTY(QString dropRate READ dropRate NOTIFY changed FINAL)
    Q_PROPERTY(bool dropping READ dropping NOTIFY changed FINAL)
    Q_PROPERTY(QString memory READ memory NOTIFY changed FINAL)
    Q_PROPERTY(double memoryFraction READ memoryFraction NOTIFY changed FINAL)
    Q_PROPERTY(QString subscriptions READ subscriptions NOTIFY changed FINAL)
    Q_PROPERTY(QString sessions READ sessions NOTIFY changed FINAL)
    Q_PROPERTY(QString connectCommand READ connectCommand NOTIFY changed FINAL)
    Q_PROPERTY(QString listening READ listening NOTIFY changed FINAL)
    Q_PROPERTY(topiq::RowsModel *tiles READ tiles CONSTANT FINAL)
    Q_PROPERTY(topiq::RowsModel *mainTiles READ mainTiles CONSTANT FINAL)
    Q_PROPERTY(topiq::RowsModel *health READ health CONSTANT FINAL)
    Q_PROPERTY(topiq::RowsModel *drops READ drops CONSTANT FINAL)
    Q_PROPERTY(topiq::RowsModel *lastDrops READ lastDrops CONSTANT FINAL)
    Q_PROPERTY(topiq::RowsModel *listeners READ listeners CONSTANT FINAL)
    Q_PROPERTY(topiq::RowsModel *events READ events CONSTANT FINAL)
public:
    explicit Overview(QObject *parent = nullptr);

    void setSnapshot(std::shared_ptr<const Snapshot> snapshot);
    /// The two minutes before the window opened, for the small curves.
    void setPast(const QList<TrafficPoint> &points);

    [[nodiscard]] bool loaded() const { return m_now != nullptr; }
    [[nodiscard]] bool nothingYet() const;
    [[nodiscard]] QString state() const;
    [[nodiscard]] int level() const; ///< 0 fine, 1 needs a look, 2 wrong
    [[nodiscard]] QString uptime() const;
    [[nodiscard]] QString version() const;
    [[nodiscard]] QString connections() const;
    [[nodiscard]] QString inRate() const;
    [[nodiscard]] QString outRate() const;
    [[nodiscard]] QString dropRate() const;
    [[nodiscard]] bool dropping() const;
    [[nodiscard]] QString memory() const;
    [[nodiscard]] double memoryFraction() const;
    [[nodiscard]] QString subscriptions() const;
    [[nodiscard]] QString sessions() const;
    [[nodiscard]] QString connectCommand() const;
    /// What to type into a shell to see the messages of a topic arrive; empty without an MQTT listener.
    Q_INVOKABLE [[nodiscard]] QString subscribeCommand(const QString &topic) const;
    [[nodiscard]] QString listening() const;
    [[nodiscard]] RowsModel *tiles() { return &m_tiles; }
    [[nodiscard]] RowsModel *mainTiles() { return &m_mainTiles; } ///< the four that a small screen has room for
    [[nodiscard]] RowsModel *health() { return &m_health; }
    [[nodiscard]] RowsModel *drops() { return &m_drops; }
    [[nodiscard]] RowsModel *lastDrops() { return &m_lastDrops; }
    [[nodiscard]] RowsModel *listeners() { return &m_listeners; }
    [[nodiscard]] RowsModel *events() { return &m_events; }

Q_SIGNALS:
    void changed();

private:
    enum Course { Connections, Topics, Records, In, Out, Dropped, Courses };

    [[nodiscard]] QString mqttTool(const QString &tool, const QString &rest) const;
    void note(const Snapshot &snapshot);
    void fillTiles(const Snapshot &snapshot);
    void fillHealth(const Snapshot &snapshot);
    void fillLists(const Snapshot &snapshot);

    std::shared_ptr<const Snapshot> m_now;
    std::array<QList<qreal>, Courses> m_courses; ///< one point per two seconds, at most 60
    int m_worst = 0; ///< of the health rows: 0 fine, 1 getting full, 2 full
    QString m_worstName;
    RowsModel m_tiles;
    RowsModel m_mainTiles;
    RowsModel m_health;
    RowsModel m_drops;
    RowsModel m_lastDrops;
    RowsModel m_listeners;
    RowsModel m_events;
};

} // namespace topiq
