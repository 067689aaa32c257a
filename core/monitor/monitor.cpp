// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/monitor.h"

#include "base/clock.h"
#include "base/text.h"
#include "engine/topicname.h"
#include "monitor/processstats.h"

#include <algorithm>

namespace topiq {

namespace {

constexpr qsizetype ShownEvents = 50;
constexpr qsizetype ShownDrops = 100;
constexpr quint64 DescriptorBeat = 10; // samples between two counts of descriptors, which cost time per descriptor

QString sentence(const Event &event)
{
    const QString client = QString::fromStdString(printable(event.client, 80));
    const QString detail = QString::fromStdString(printable(event.detail, 160));
    switch (event.kind) {
    case EventKind::Connected:
        return QStringLiteral("%1 connected from %2").arg(client, detail);
    case EventKind::Disconnected:
        return QStringLiteral("%1 disconnected").arg(client);
    case EventKind::ConnectionLost:
        return QStringLiteral("%1 lost: %2").arg(client, detail);
    case EventKind::TakenOver:
        return QStringLiteral("%1 %2").arg(client, detail);
    case EventKind::Refused:
        return QStringLiteral("%1 refused: CONNECT %2").arg(client, detail);
    case EventKind::SessionExpired:
        return QStringLiteral("kept session of %1 ended").arg(client);
    case EventKind::BridgeUp:
        return QStringLiteral("bridge %1 connected to %2").arg(client, detail);
    case EventKind::BridgeDown:
        return QStringLiteral("bridge %1 lost: %2").arg(client, detail);
    }
    return {};
}

} // namespace

Monitor::Monitor(Engine &engine, LoopPool &loops, QObject *parent)
    : QObject(parent),
      m_engine(engine),
      m_loops(loops),
      m_startedMs(steadyMs()),
      m_lastMs(m_startedMs),
      m_lastCpu(cpuSeconds()),
      m_snapshot(std::make_shared<const Snapshot>())
{
    m_timer.setInterval(IntervalMs);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Monitor::sample);
}

void Monitor::start()
{
    sample();
    m_timer.start();
}

std::shared_ptr<const Snapshot> Monitor::snapshot() const
{
    const std::lock_guard lock(m_lock);
    return m_snapshot;
}

QList<TrafficPoint> Monitor::traffic(int seconds, int maxPoints) const
{
    const std::lock_guard lock(m_lock);
    return m_series.last(seconds, maxPoints);
}

void Monitor::sample()
{
    m_engine.maintain();
    const std::int64_t now = steadyMs();
    const double seconds = std::max<double>(1, double(now - m_lastMs)) / 1000;
    const double cpu = cpuSeconds();

    auto next = std::make_shared<Snapshot>();
    next->number = ++m_number;
    next->timeMs = wallMs();
    next->uptimeMs = now - m_startedMs;
    next->version = QStringLiteral(TOPIQ_VERSION);
    next->totals = totals();
    const auto rate
        = [&](quint64 Totals::*total) { return double(next->totals.*total - m_lastTotals.*total) / seconds; };
    next->rates = {rate(&Totals::messagesIn), rate(&Totals::messagesOut), rate(&Totals::bytesIn),
        rate(&Totals::bytesOut), rate(&Totals::dropped)};
    next->cpu = (cpu - m_lastCpu) / seconds;
    addGauges(*next);
    addDrops(*next);
    addEvents(*next);
    if (m_listeners)
        next->listeners = m_listeners();
    if (m_bridges)
        next->bridges = m_bridges();
    if (m_logins)
        next->logins = m_logins();
    sampleTopics(seconds);

    m_lastMs = now;
    m_lastCpu = cpu;
    m_lastTotals = next->totals;
    {
        const std::lock_guard lock(m_lock);
        m_series.add({next->timeMs, next->rates, next->connections.value});
        m_snapshot = std::move(next);
    }
    Q_EMIT sampled();
}

Totals Monitor::totals() const
{
    Totals totals;
    totals.messagesIn = m_engine.sum(&ShardCounters::messagesIn);
    totals.messagesOut = m_engine.sum(&ShardCounters::messagesOut);
    totals.connects = m_engine.sum(&ShardCounters::connects);
    totals.disconnects = m_engine.sum(&ShardCounters::disconnects);
    for (int i = 0; i < m_loops.count(); ++i) {
        LoopCounters &counters = m_loops.loop(i).counters();
        totals.bytesIn += counters.bytesIn.value();
        totals.bytesOut += counters.bytesOut.value();
    }
    for (std::size_t reason = 0; reason < DropReasons; ++reason)
        totals.dropped += m_engine.dropped(DropReason(reason));
    return totals;
}

void Monitor::addGauges(Snapshot &snapshot)
{
    const Limits limits = m_engine.limits();
    if (m_number % DescriptorBeat == 1)
        m_descriptors = openDescriptors();
    snapshot.connections = {m_loops.budget().used(), m_loops.budget().limit()};
    const std::uint64_t own = m_engine.systemTopics(); // beside the limits, so beside what is held against them
    snapshot.topics = {m_engine.topics().size() - own, limits.maxTopics};
    snapshot.records = {m_engine.sum(&ShardCounters::historyRecords), 0};
    snapshot.recordBytes = {m_engine.sum(&ShardCounters::historyBytes), limits.historyBytes};
    snapshot.retained = {m_engine.retained().size() - own, limits.maxRetained};
    snapshot.sessions = {m_engine.sum(&ShardCounters::sessions), 0};
    snapshot.queuedMessages = {m_engine.sum(&ShardCounters::queuedMessages), 0};
    snapshot.queuedBytes = {m_engine.sum(&ShardCounters::queuedBytes), limits.queueTotalBytes};
    snapshot.memory = {residentBytes(), machineMemoryBytes()};
    snapshot.descriptors = {m_descriptors, descriptorLimit()};
    snapshot.subscriptions = m_engine.sum(&ShardCounters::subscriptions);
    addLimits(snapshot, limits);
}

void Monitor::addLimits(Snapshot &snapshot, const Limits &limits) const
{
    const quint64 sessions = snapshot.sessions.value;
    const quint64 connected = m_engine.sum(&ShardCounters::connected);
    quint64 inbox = 0;
    for (int i = 0; i < m_engine.shardCount(); ++i)
        inbox = std::max<quint64>(inbox, m_engine.shard(i).inbox().bytes());
    snapshot.limits = {
        {QStringLiteral("max_connections"), snapshot.connections.value, snapshot.connections.limit},
        {QStringLiteral("max_topics"), snapshot.topics.value, limits.maxTopics},
        {QStringLiteral("max_retained"), snapshot.retained.value, limits.maxRetained},
        {QStringLiteral("max_sessions"), sessions - std::min(sessions, connected), limits.maxSessions},
        {QStringLiteral("max_subscriptions"), m_engine.most(&ShardCounters::mostSubscriptions),
            limits.maxSubscriptions},
        {QStringLiteral("history_bytes"), snapshot.recordBytes.value, limits.historyBytes},
        {QStringLiteral("queue_messages"), m_engine.most(&ShardCounters::mostQueuedMessages), limits.queueMessages},
        {QStringLiteral("queue_bytes"), m_engine.most(&ShardCounters::mostQueuedBytes), limits.queueBytes},
        {QStringLiteral("queue_total_bytes"), snapshot.queuedBytes.value, limits.queueTotalBytes},
        {QStringLiteral("in_flight"), m_engine.most(&ShardCounters::mostInFlight), limits.inFlight},
        {QStringLiteral("output_bytes"), m_engine.most(&ShardCounters::mostOutputBytes), limits.outputBytes},
        {QStringLiteral("inbox_bytes"), inbox, limits.inboxBytes},
        {QStringLiteral("memory_bytes"), m_engine.usedMemory(), limits.memoryBytes},
    };
}

void Monitor::addDrops(Snapshot &snapshot) const
{
    for (std::size_t reason = 0; reason < DropReasons; ++reason) {
        snapshot.drops.append({QString::fromLatin1(name(DropReason(reason))), m_engine.dropped(DropReason(reason))});
    }
    const auto addLast = [&](const DropLedger &ledger) {
        for (const DropRecord &record : ledger.last()) {
            snapshot.lastDrops.append({record.timeMs, QString::fromLatin1(name(record.reason)),
                QString::fromStdString(record.topic), QString::fromStdString(record.client), record.count});
        }
    };
    addLast(m_engine.outsideLedger());
    for (int i = 0; i < m_engine.shardCount(); ++i)
        addLast(m_engine.shard(i).ledger());
    std::stable_sort(snapshot.lastDrops.begin(), snapshot.lastDrops.end(),
        [](const DropEntry &a, const DropEntry &b) { return a.timeMs > b.timeMs; });
    if (snapshot.lastDrops.size() > ShownDrops)
        snapshot.lastDrops.resize(ShownDrops);
}

void Monitor::addEvents(Snapshot &snapshot) const
{
    std::vector<Event> events;
    for (int i = 0; i < m_engine.shardCount(); ++i) {
        const std::vector<Event> last = m_engine.shard(i).events().last();
        events.insert(events.end(), last.begin(), last.end());
    }
    std::stable_sort(events.begin(), events.end(), [](const Event &a, const Event &b) { return a.timeMs > b.timeMs; });
    for (const Event &event : events) {
        if (snapshot.events.size() == ShownEvents)
            break;
        snapshot.events.append({event.timeMs, sentence(event)});
    }
}

void Monitor::sampleTopics(double seconds)
{
    for (const Ref<Topic> &topic : m_engine.topics().all()) {
        const auto state = topic->lock();
        TopicState::Sample &sample = state->sample;
        sample.rate = double(state->nextOffset - sample.offset) / seconds;
        sample.byteRate = double(state->payloadBytes - sample.payloadBytes) / seconds;
        if (!isReservedTopic(topic->name()))
            m_payloadBytesIn += state->payloadBytes - sample.payloadBytes;
        sample.offset = state->nextOffset;
        sample.payloadBytes = state->payloadBytes;
    }
}

} // namespace topiq
