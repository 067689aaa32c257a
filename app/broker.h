// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httpserver.h"
#include "admin/localadmin.h"
#include "config/settings.h"
#include "engine/engine.h"
#include "io/listener.h"
#include "io/looppool.h"
#include "monitor/monitor.h"
#include "monitor/systopics.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace topiq {

/// The broker as the program runs it: loops, engine, listeners, monitor, admin service and HTTP API, put together from
/// the settings. Thread: main. Failure: start() answers with the first listener that cannot be had, and leaves
/// nothing listening.
class Broker : public QObject {
    Q_OBJECT
public:
    explicit Broker(const Settings &settings, QObject *parent = nullptr);
    ~Broker() override;

    /// Starts the loops and binds every listener.
    [[nodiscard]] Result<void> start();
    /// "mqtt://127.0.0.1:1883", "http://127.0.0.1:7272": with the ports as bound.
    [[nodiscard]] QStringList boundAddresses() const;
    [[nodiscard]] AdminService &admin() { return m_admin; }

    /// Takes over what can be changed while running (limits); connections stay.
    [[nodiscard]] Result<void> reload(const Settings &settings);
    /// Accepts nothing more, lets what is queued for the sockets leave, then closes every connection. Emits drained()
    /// when that is done, at the latest after `limit`.
    void drain(std::chrono::milliseconds limit);
    /// One sentence about the state of the broker.
    [[nodiscard]] QString statusLine() const;

Q_SIGNALS:
    void drained();

private:
    /// A listener of the data plane, as configured.
    struct Door {
        ListenerSettings settings;
        std::unique_ptr<Listener> listener;
    };

    [[nodiscard]] Result<void> open(const ListenerSettings &settings);
    [[nodiscard]] QList<ListenerRow> listenerRows() const;
    void applyLimits(const Limits &limits);
    [[nodiscard]] quint64 acceptedSockets() const;
    void lookWhetherDrained();
    [[nodiscard]] std::uint64_t waitingOutput() const;

    const Settings m_settings;
    LoopPool m_loops;
    Engine m_engine;
    Monitor m_monitor;
    LocalAdmin m_admin;
    HttpServer m_http;
    SysTopics m_sysTopics;
    std::vector<Door> m_doors;
    QTimer m_drainTimer;
    std::chrono::steady_clock::time_point m_drainUntil;
};

} // namespace topiq
