// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/localadmin.h"
#include "engine/engine.h"
#include "io/listener.h"
#include "io/looppool.h"
#include "monitor/monitor.h"

namespace topiq {

/// A broker as the program puts it together: loops, engine, an MQTT listener at a free port of 127.0.0.1, monitor and
/// admin service. Window's thread; whatever uses the service must be gone before.
class RealBroker {
public:
    RealBroker();
    ~RealBroker();

    /// 0 when the listener could not be had.
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }
    [[nodiscard]] AdminService &admin() { return m_admin; }

private:
    LoopPool m_loops;
    Engine m_engine;
    Monitor m_monitor;
    LocalAdmin m_admin;
    Listener m_listener;
};

} // namespace topiq
