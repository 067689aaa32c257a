// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "monitor/snapshot.h"
#include "monitor/timeseries.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <mutex>

namespace topiq {

/// Looks at the engine once a second and makes an immutable snapshot of what it saw; also has the engine keep its
/// limits at that beat. Nobody who shows figures ever touches the engine's counters.
/// Thread: lives in the main thread; snapshot() and traffic() may be called from any.
class Monitor final : public QObject {
    Q_OBJECT
public:
    static constexpr int IntervalMs = 1000;

    Monitor(Engine &engine, LoopPool &loops, QObject *parent = nullptr);

    /// Who knows the listeners; asked at each sample, in the main thread.
    void setListenerSource(std::function<QList<ListenerRow>()> source) { m_listeners = std::move(source); }
    /// Who knows the bridges; likewise.
    void setBridgeSource(std::function<QList<BridgeRow>()> source) { m_bridges = std::move(source); }
    /// Who counts logins; likewise.
    void setLoginSource(std::function<LoginFigures()> source) { m_logins = std::move(source); }
    void start();

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
    [[nodiscard]] QList<TrafficPoint> traffic(int seconds, int maxPoints) const;

    /// Takes a sample now; start() does so at each beat.
    void sample();

    /// Payload bytes of everything published by clients so far, as of the last sample. Main thread.
    [[nodiscard]] quint64 payloadBytesIn() const { return m_payloadBytesIn; }

Q_SIGNALS:
    /// A new snapshot is there.
    void sampled();

private:
    [[nodiscard]] Totals totals() const;
    void addGauges(Snapshot &snapshot);
    void addLimits(Snapshot &snapshot, const Limits &limits) const;
    void addDrops(Snapshot &snapshot) const;
    void addEvents(Snapshot &snapshot) const;
    void sampleTopics(double seconds);

    Engine &m_engine;
    LoopPool &m_loops;
    std::function<QList<ListenerRow>()> m_listeners;
    std::function<QList<BridgeRow>()> m_bridges;
    std::function<LoginFigures()> m_logins;
    QTimer m_timer;
    const std::int64_t m_startedMs;
    std::int64_t m_lastMs;
    double m_lastCpu;
    Totals m_lastTotals;
    quint64 m_number = 0;
    quint64 m_payloadBytesIn = 0;
    quint64 m_descriptors = 0;

    mutable std::mutex m_lock;
    std::shared_ptr<const Snapshot> m_snapshot; // guarded by m_lock
    TimeSeries m_series; // guarded by m_lock
};

} // namespace topiq
