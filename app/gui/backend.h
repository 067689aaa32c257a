// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admincaller.h"
#include "clientmodel.h"
#include "historymodel.h"
#include "overview.h"
#include "publishcontroller.h"
#include "topicmodel.h"
#include "trafficmodel.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

class QJSEngine;
class QQmlEngine;

namespace topiq {

/// All that the pages know: models over one AdminService, and the beat that keeps fresh what is on the screen, no more:
/// the snapshot once per second, the visible page's lists once per second (every two when the window is not in use),
/// the open history twice per second; nothing while the window is hidden, and only the snapshot while paused.
///
/// Thread: window's. Ownership: the service must live until stop() has returned.
class Backend : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(topiq::Overview *overview READ overview CONSTANT FINAL)
    Q_PROPERTY(topiq::TrafficModel *traffic READ traffic CONSTANT FINAL)
    Q_PROPERTY(topiq::TopicModel *busiest READ busiest CONSTANT FINAL)
    Q_PROPERTY(topiq::TopicModel *topics READ topics CONSTANT FINAL)
    Q_PROPERTY(topiq::HistoryModel *history READ history CONSTANT FINAL)
    Q_PROPERTY(topiq::ClientModel *clients READ clients CONSTANT FINAL)
    Q_PROPERTY(topiq::PublishController *publisher READ publisher CONSTANT FINAL)
    Q_PROPERTY(bool kiosk READ kiosk CONSTANT FINAL)
    Q_PROPERTY(QString page READ page WRITE setPage NOTIFY pageChanged FINAL)
    Q_PROPERTY(bool shown READ shown WRITE setShown NOTIFY shownChanged FINAL)
    Q_PROPERTY(bool inUse READ inUse WRITE setInUse NOTIFY inUseChanged FINAL)
    Q_PROPERTY(bool byKeyboard READ byKeyboard WRITE setByKeyboard NOTIFY byKeyboardChanged FINAL)
    Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY pausedChanged FINAL)
public:
    static constexpr int BeatMs = 500;

    Backend(AdminService &service, bool kiosk, QObject *parent = nullptr);
    ~Backend() override;
    static Backend *create(QQmlEngine *engine, QJSEngine *);

    [[nodiscard]] Overview *overview() { return &m_overview; }
    [[nodiscard]] TrafficModel *traffic() { return &m_traffic; }
    [[nodiscard]] TopicModel *busiest() { return &m_busiest; }
    [[nodiscard]] TopicModel *topics() { return &m_topics; }
    [[nodiscard]] HistoryModel *history() { return &m_history; }
    [[nodiscard]] ClientModel *clients() { return &m_clients; }
    [[nodiscard]] PublishController *publisher() { return &m_publisher; }
    [[nodiscard]] bool kiosk() const { return m_kiosk; }
    [[nodiscard]] QString page() const { return m_page; }
    void setPage(const QString &page);
    [[nodiscard]] bool shown() const { return m_beat.isActive(); }
    void setShown(bool shown);
    [[nodiscard]] bool inUse() const { return m_inUse; }
    void setInUse(bool inUse);
    /// The last thing done was done with the keyboard: what has the focus shall be seen.
    [[nodiscard]] bool byKeyboard() const { return m_byKeyboard; }
    void setByKeyboard(bool byKeyboard);
    [[nodiscard]] bool paused() const { return m_paused; }
    void setPaused(bool paused);

    /// Everything on the screen anew, and no longer paused.
    Q_INVOKABLE void newest();
    void stop();

Q_SIGNALS:
    void pageChanged();
    void shownChanged();
    void inUseChanged();
    void byKeyboardChanged();
    void pausedChanged();

private:
    void beat();
    void refreshSnapshot();
    void refreshPage(bool force);
    void fetchPast();

    AdminCaller m_caller;
    Overview m_overview;
    TrafficModel m_traffic;
    TopicModel m_busiest;
    TopicModel m_topics;
    HistoryModel m_history;
    ClientModel m_clients;
    PublishController m_publisher;
    QTimer m_beat;
    quint64 m_beats = 0;
    QString m_page = QStringLiteral("overview");
    bool m_kiosk;
    bool m_inUse = true;
    bool m_byKeyboard = false;
    bool m_paused = false;
    bool m_asking = false;
};

} // namespace topiq
