// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "monitor/loadaverage.h"
#include "monitor/monitor.h"

#include <QObject>

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace topiq {

/// Publishes the broker's figures under `$SYS/broker`, with mosquitto's names and formats, so that what was made to
/// watch a mosquitto watches Topiq too. All of them when it starts, later those that have changed; each is a retained
/// message of QoS 2. Rides on the monitor's beat and has no timer of its own. Thread: the monitor's, with which it
/// lives.
class SysTopics final : public QObject {
    Q_OBJECT
public:
    SysTopics(Engine &engine, Monitor &monitor, QObject *parent = nullptr);

    /// 0: nothing is published any more (what was stays). Takes effect with the next sample.
    void setInterval(int seconds) { m_interval = seconds; }
    /// Who knows how many sockets were accepted so far; asked in this thread.
    void setSocketSource(std::function<quint64()> source) { m_sockets = std::move(source); }

private:
    /// What one interval is about; sums since the start.
    struct Figures;

    void sampled();
    [[nodiscard]] Figures figures() const;
    void publishCounts(const Figures &figures);
    /// `seconds` since the last time; 0: this is the first.
    void publishLoads(const Figures &figures, double seconds);
    void put(std::string_view name, std::uint64_t value) { put(name, std::to_string(value)); }
    void put(std::string_view name, const std::string &value);

    Engine &m_engine;
    Monitor &m_monitor;
    std::function<quint64()> m_sockets;
    const Ref<const Origin> m_origin;
    std::map<std::string, std::string, std::less<>> m_published; // by name below $SYS/broker/
    std::map<std::string_view, LoadAverage> m_loads; // the names are constants
    std::uint64_t m_mostClients = 0;
    std::uint64_t m_mostMemory = 0;
    std::int64_t m_lastMs = 0; // steady; 0: nothing was published yet
    int m_interval = 0;
};

} // namespace topiq
