// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminservice.h"
#include "engine/engine.h"
#include "monitor/monitor.h"

namespace topiq {

/// The admin service of the broker in this process: reads the monitor's snapshots and the topics, asks the loops for
/// their clients, publishes through the engine. Thread: any but the loops; the loops must be running.
class LocalAdmin final : public AdminService {
public:
    static constexpr int MaxPage = 1000;

    LocalAdmin(Engine &engine, LoopPool &loops, Monitor &monitor);

    std::shared_ptr<const Snapshot> snapshot() override;
    Result<QList<TrafficPoint>> traffic(int seconds, int maxPoints) override;
    Result<TopicPage> topics(const TopicQuery &query) override;
    Result<ClientPage> clients(const ClientQuery &query) override;
    Result<RecordPage> records(const RecordQuery &query) override;
    Result<PublishResult> publish(const PublishRequest &request) override;

private:
    Engine &m_engine;
    LoopPool &m_loops;
    Monitor &m_monitor;
};

} // namespace topiq
