// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend.h"

#include <QQmlEngine>

namespace topiq {

namespace {
constexpr int BusiestTopics = 12;
constexpr int ListedTopics = 1000; // the most that one question may ask for
} // namespace

Backend::Backend(AdminService &service, bool kiosk, QObject *parent)
    : QObject(parent),
      m_caller(service),
      m_traffic(m_caller),
      m_busiest(m_caller, BusiestTopics, true),
      m_topics(m_caller, ListedTopics),
      m_history(m_caller),
      m_clients(m_caller),
      m_publisher(m_caller),
      m_kiosk(kiosk)
{
    m_busiest.setSort(TopicQuery::Sort::LastOffset, true);
    m_beat.setInterval(BeatMs);
    connect(&m_beat, &QTimer::timeout, this, &Backend::beat);
    connect(&m_history, &HistoryModel::pausedChanged, this, [this] { setPaused(m_history.paused()); });
    fetchPast();
}

Backend::~Backend() { stop(); }

Backend *Backend::create(QQmlEngine *engine, QJSEngine *)
{
    auto *backend = engine->property("topiqBackend").value<Backend *>();
    QJSEngine::setObjectOwnership(backend, QJSEngine::CppOwnership);
    return backend;
}

void Backend::stop()
{
    m_beat.stop();
    m_caller.stop();
}

void Backend::setPage(const QString &page)
{
    if (page == m_page)
        return;
    m_page = page;
    Q_EMIT pageChanged();
    refreshPage(true);
}

void Backend::setShown(bool shown)
{
    if (shown == m_beat.isActive())
        return;
    if (shown) {
        m_beat.start();
        refreshSnapshot();
        refreshPage(true);
    } else {
        m_beat.stop();
    }
    Q_EMIT shownChanged();
}

void Backend::setInUse(bool inUse)
{
    if (inUse == m_inUse)
        return;
    m_inUse = inUse;
    Q_EMIT inUseChanged();
}

void Backend::setByKeyboard(bool byKeyboard)
{
    if (byKeyboard == m_byKeyboard)
        return;
    m_byKeyboard = byKeyboard;
    Q_EMIT byKeyboardChanged();
}

void Backend::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    Q_EMIT pausedChanged();
    m_history.setPaused(paused);
    if (!paused)
        refreshPage(true);
}

void Backend::newest()
{
    setPaused(false);
    refreshSnapshot();
    refreshPage(true);
}

void Backend::beat()
{
    ++m_beats;
    const bool second = m_beats % 2 == 0;
    if (second)
        refreshSnapshot();
    if (m_page == QLatin1StringView("topics") && (m_inUse || second))
        m_history.refresh(); // paused it only counts what is new
    if (!m_paused && m_beats % (m_inUse ? 2 : 4) == 0)
        refreshPage(false);
}

void Backend::refreshSnapshot()
{
    if (m_asking)
        return;
    m_asking = true;
    m_caller.call(
        this, [](AdminService &service) { return service.snapshot(); },
        [this](const std::shared_ptr<const Snapshot> &snapshot) {
            m_asking = false;
            m_overview.setSnapshot(snapshot);
        });
}

void Backend::refreshPage(bool force)
{
    if (m_page == QLatin1StringView("overview")) {
        m_traffic.refresh(force);
        m_busiest.refresh();
    } else if (m_page == QLatin1StringView("topics")) {
        m_topics.refresh();
        if (force)
            m_history.refresh();
    } else if (m_page == QLatin1StringView("clients")) {
        m_clients.refresh();
    } else if (m_page == QLatin1StringView("publish")) {
        m_publisher.refresh();
    }
}

void Backend::fetchPast()
{
    m_caller.call(
        this, [](AdminService &service) { return service.traffic(120, 60); },
        [this](const Result<QList<TrafficPoint>> &points) {
            if (points)
                m_overview.setPast(*points);
        });
}

} // namespace topiq
