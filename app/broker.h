// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/access.h"
#include "accessguard.h"
#include "admin/httpserver.h"
#include "admin/localadmin.h"
#include "config/settings.h"
#include "door.h"
#include "engine/engine.h"
#include "io/looppool.h"
#include "monitor/monitor.h"
#include "monitor/systopics.h"
#include "protocols/mqtt/bridge/bridgeset.h"
#include "protocols/mqtt/mqttserver.h"

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

    /// Takes over what can be changed while running: limits, and listeners with their certificates, which are read
    /// again. Connections stay, also those of a listener that is no longer named. Failure: everything is as it was.
    [[nodiscard]] Result<void> reload(const Settings &settings);
    /// Accepts nothing more, lets what is queued for the sockets leave, then closes every connection. Emits drained()
    /// when that is done, at the latest after `limit`.
    void drain(std::chrono::milliseconds limit);
    /// One sentence about the state of the broker.
    [[nodiscard]] QString statusLine() const;

Q_SIGNALS:
    void drained();

private:
    [[nodiscard]] Result<std::unique_ptr<Door>> open(const ListenerSettings &settings, Transport transport);
    [[nodiscard]] Result<void> setListeners(const QList<ListenerSettings> &wanted, const Limits &limits);
    [[nodiscard]] QList<ListenerRow> listenerRows() const;
    /// Whether somebody without a user may come in from the network at all; the HTTP API never lets him.
    enum class Strangers { AsConfigured, Never };
    /// One line of the log about a listener that the network reaches.
    void sayWhoMayCome(const QString &url, const QString &address, Strangers strangers) const;
    [[nodiscard]] QList<BridgeRow> bridgeRows();
    void applyLimits(const Limits &limits);
    [[nodiscard]] quint64 acceptedSockets() const;
    /// Where MQTT 5 clients are sent when this broker stops.
    void setServerReference(const QString &reference);
    void lookWhetherDrained();
    [[nodiscard]] std::uint64_t waitingOutput() const;

    const Settings m_settings;
    Access m_access;
    std::vector<std::unique_ptr<mqtt::MqttServer>> m_mqttServers; // one per listener; connections refer to them
    LoopPool m_loops;
    Engine m_engine;
    AccessGuard m_accessGuard;
    Monitor m_monitor;
    LocalAdmin m_admin;
    HttpServer m_http;
    SysTopics m_sysTopics;
    mqtt::BridgeSet m_bridges;
    std::vector<std::unique_ptr<Door>> m_doors;
    quint64 m_acceptedByClosed = 0; // by listeners that a reload has closed
    QTimer m_drainTimer;
    std::chrono::steady_clock::time_point m_drainUntil;
};

} // namespace topiq
