// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/systopics.h"

#include "base/clock.h"

#include <algorithm>
#include <cstdio>

namespace topiq {

namespace {

constexpr std::string_view Root = "$SYS/broker/";

Ref<const Origin> ownOrigin()
{
    auto *const origin = new Origin;
    origin->clientId = "topiq";
    origin->protocol = "$SYS";
    return Ref<const Origin>(origin);
}

std::string twoDecimals(double value)
{
    std::array<char, 32> text{};
    const int size = std::snprintf(text.data(), text.size(), "%.2f", value);
    return {text.data(), std::size_t(std::clamp(size, 0, int(text.size()) - 1))};
}

} // namespace

struct SysTopics::Figures {
    std::shared_ptr<const Snapshot> snapshot;
    std::uint64_t clientsTotal = 0;
    std::uint64_t clientsConnected = 0;
    std::uint64_t packetsIn = 0;
    std::uint64_t packetsOut = 0;
    std::uint64_t publishedIn = 0;
    std::uint64_t publishedOut = 0;
    std::uint64_t dropped = 0;
};

SysTopics::SysTopics(Engine &engine, Monitor &monitor, QObject *parent)
    : QObject(parent),
      m_engine(engine),
      m_monitor(monitor),
      m_origin(ownOrigin())
{
    connect(&monitor, &Monitor::sampled, this, &SysTopics::sampled);
}

void SysTopics::sampled()
{
    m_mostClients = std::max(m_mostClients, m_engine.sum(&ShardCounters::connected));
    m_mostMemory = std::max<std::uint64_t>(m_mostMemory, m_monitor.snapshot()->memory.value);
    if (m_interval == 0)
        return;
    const std::int64_t now = steadyMs();
    const std::int64_t passed = now - m_lastMs;
    // The beat is not exact: half of it early is better than a whole one late.
    if (m_lastMs != 0 && passed < m_interval * 1000 - Monitor::IntervalMs / 2)
        return;
    const Figures current = figures();
    publishCounts(current);
    publishLoads(current, m_lastMs == 0 ? 0 : double(passed) / 1000);
    m_lastMs = now;
}

SysTopics::Figures SysTopics::figures() const
{
    Figures now;
    now.snapshot = m_monitor.snapshot();
    now.clientsConnected = m_engine.sum(&ShardCounters::connected);
    now.clientsTotal = std::max(m_engine.sum(&ShardCounters::sessions), now.clientsConnected);
    for (const DropReason reason : {DropReason::QueueFull, DropReason::SlowConsumer})
        now.dropped += m_engine.dropped(reason);
    for (int i = 0; i < m_engine.shardCount(); ++i) {
        const ShardCounters &counters = m_engine.shard(i).counters();
        std::array<std::uint64_t, 3> in{};
        std::array<std::uint64_t, 3> out{};
        for (std::size_t qos = 0; qos < 3; ++qos) {
            in[qos] = counters.messagesIn[qos].value();
            out[qos] = counters.messagesOut[qos].value();
            now.publishedIn += in[qos];
            now.publishedOut += out[qos];
        }
        // Every PUBLISH of QoS 1 and 2 brings its acknowledgements with it: nobody needs to count them one by one.
        now.packetsIn += in[0] + in[1] + 2 * in[2] + out[1] + 2 * out[2];
        now.packetsOut += out[0] + out[1] + 2 * out[2] + in[1] + 2 * in[2];
        now.packetsIn += counters.connects.value();
        now.packetsOut += counters.connects.value();
    }
    return now;
}

void SysTopics::publishCounts(const Figures &now)
{
    const Snapshot &snapshot = *now.snapshot;
    const std::uint64_t away = now.clientsTotal - now.clientsConnected;
    const std::uint64_t retained = m_engine.retained().size();
    const std::uint64_t shared
        = std::min<std::uint64_t>(m_engine.sum(&ShardCounters::sharedSubscriptions), snapshot.subscriptions);
    const std::uint64_t stored = retained + snapshot.queuedMessages.value;

    put("version", std::string("topiq version " TOPIQ_VERSION));
    put("uptime", std::to_string(snapshot.uptimeMs / 1000) + " seconds");
    put("clients/total", now.clientsTotal);
    put("clients/connected", now.clientsConnected);
    put("clients/active", now.clientsConnected);
    put("clients/disconnected", away);
    put("clients/inactive", away);
    put("clients/maximum", m_mostClients);
    put("clients/expired", m_engine.sum(&ShardCounters::sessionsExpired));
    put("bytes/received", snapshot.totals.bytesIn);
    put("bytes/sent", snapshot.totals.bytesOut);
    put("messages/received", now.packetsIn);
    put("messages/sent", now.packetsOut);
    put("messages/stored", stored);
    put("store/messages/count", stored);
    put("store/messages/bytes", m_engine.sum(&ShardCounters::retainedBytes) + snapshot.queuedBytes.value);
    put("publish/messages/received", now.publishedIn);
    put("publish/messages/sent", now.publishedOut);
    put("publish/messages/dropped", now.dropped);
    put("publish/bytes/received", m_monitor.payloadBytesIn());
    put("publish/bytes/sent", m_engine.sum(&ShardCounters::payloadBytesOut));
    put("retained messages/count", retained);
    put("subscriptions/count", snapshot.subscriptions - shared);
    put("shared_subscriptions/count", shared);
    put("heap/current", snapshot.memory.value);
    put("heap/maximum", m_mostMemory);
}

void SysTopics::publishLoads(const Figures &now, double seconds)
{
    const Totals &totals = now.snapshot->totals;
    const std::pair<std::string_view, std::uint64_t> loads[] = {{"messages/received", now.packetsIn},
        {"messages/sent", now.packetsOut}, {"publish/received", now.publishedIn}, {"publish/sent", now.publishedOut},
        {"publish/dropped", now.dropped}, {"bytes/received", totals.bytesIn}, {"bytes/sent", totals.bytesOut},
        {"sockets", m_sockets ? m_sockets() : totals.connects}, {"connections", totals.connects}};
    for (const auto &[name, total] : loads) {
        LoadAverage &load = m_loads[name];
        if (seconds > 0)
            load.update(total, seconds);
        else
            load.start(total);
        for (std::size_t i = 0; i < LoadAverage::Minutes.size(); ++i) {
            put("load/" + std::string(name) + '/' + std::to_string(LoadAverage::Minutes[i]) + "min",
                twoDecimals(load.values()[i]));
        }
    }
}

void SysTopics::put(std::string_view name, const std::string &value)
{
    const auto known = m_published.find(name);
    if (known != m_published.end() && known->second == value)
        return;
    if (!m_engine.publishSystem(std::string(Root) + std::string(name), value, m_origin))
        return; // the loops are busy; it has changed next time too
    if (known != m_published.end())
        known->second = value;
    else
        m_published.emplace(name, value);
}

} // namespace topiq
