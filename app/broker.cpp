// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker.h"

#include "base/logging.h"
#include "monitor/processstats.h"
#include "protocols/mqtt/mqttconnection.h"

#include <QHostAddress>

#include <algorithm>
#include <numeric>

namespace topiq {

using namespace std::chrono_literals;

namespace {

/// Descriptors that are no client connections: epoll sets, event descriptors, listeners, HTTP, the window, files.
constexpr std::uint64_t ReservedDescriptors = 256;

constexpr auto DrainBeat = 20ms;

QString url(const QString &scheme, const QString &address, quint16 port)
{
    const QString host = address.contains(QLatin1Char(':')) ? QLatin1Char('[') + address + QLatin1Char(']') : address;
    return scheme + QStringLiteral("://") + host + QLatin1Char(':') + QString::number(port);
}

/// There are no users yet, so whoever can reach an address may do everything there.
void warnIfOpenToTheNetwork(const QString &url, const QString &address)
{
    if (address == QLatin1String("localhost") || QHostAddress(address).isLoopback())
        return;
    qCWarning(logApp).noquote() << QStringLiteral(
        "%1 is open to everybody who can reach it: this version has no users yet; listen on 127.0.0.1 or let a "
        "firewall stand before it")
                                       .arg(url);
}

} // namespace

Broker::Broker(const Settings &settings, QObject *parent)
    : QObject(parent),
      m_settings(settings),
      m_loops(settings.effectiveLoops()),
      m_engine(m_loops, settings.limits),
      m_monitor(m_engine, m_loops),
      m_admin(m_engine, m_loops, m_monitor),
      m_http(m_admin),
      m_sysTopics(m_engine, m_monitor)
{
    m_sysTopics.setInterval(settings.sysIntervalSeconds);
    m_sysTopics.setSocketSource([this] { return acceptedSockets(); });
    applyLimits(settings.limits);
    m_drainTimer.setInterval(DrainBeat);
    connect(&m_drainTimer, &QTimer::timeout, this, &Broker::lookWhetherDrained);
}

Broker::~Broker()
{
    m_http.stop(); // calls the admin service, which needs the loops
    m_doors.clear();
    m_loops.stop();
}

Result<void> Broker::start()
{
    m_loops.start();
    for (const ListenerSettings &listener : m_settings.listeners) {
        if (auto opened = open(listener); !opened) {
            m_doors.clear();
            return opened;
        }
    }
    if (m_settings.admin.enabled) {
        if (auto started = m_http.start(m_settings.admin.address, m_settings.admin.port); !started) {
            m_doors.clear();
            return started;
        }
        warnIfOpenToTheNetwork(url(QStringLiteral("http"), m_http.address(), m_http.port()), m_settings.admin.address);
    }
    m_monitor.setListenerSource([this] { return listenerRows(); });
    m_monitor.start();
    return {};
}

Result<void> Broker::open(const ListenerSettings &settings)
{
    // On which loop a connection is served first is the listener's choice; the handler must be that loop's.
    auto listener = std::make_unique<Listener>(
        m_loops, [this](Loop &loop) { return std::make_unique<mqtt::MqttConnection>(m_engine.shard(loop.index())); });
    if (auto started = listener->start(settings.address, settings.port); !started)
        return started;
    warnIfOpenToTheNetwork(url(settings.scheme, settings.address, listener->serverPort()), settings.address);
    m_doors.push_back({settings, std::move(listener)});
    return {};
}

QStringList Broker::boundAddresses() const
{
    QStringList addresses;
    for (const Door &door : m_doors)
        addresses += url(door.settings.scheme, door.settings.address, door.listener->serverPort());
    if (m_http.isRunning())
        addresses += url(QStringLiteral("http"), m_http.address(), m_http.port());
    return addresses;
}

QList<ListenerRow> Broker::listenerRows() const
{
    QList<ListenerRow> rows;
    for (const Door &door : m_doors) {
        const QString address = url(QString(), door.settings.address, door.listener->serverPort()).mid(3);
        rows.append({door.settings.scheme, address, door.listener->open(), false});
    }
    if (m_http.isRunning()) {
        rows.append({QStringLiteral("http"), url(QString(), m_http.address(), m_http.port()).mid(3),
            quint64(m_http.connections()), false});
    }
    return rows;
}

quint64 Broker::acceptedSockets() const
{
    return std::accumulate(m_doors.begin(), m_doors.end(), quint64(0),
        [](quint64 sum, const Door &door) { return sum + door.listener->accepted(); });
}

void Broker::applyLimits(const Limits &limits)
{
    const std::uint64_t descriptors = descriptorLimit();
    const std::uint64_t possible = descriptors > 2 * ReservedDescriptors ? descriptors - ReservedDescriptors
                                                                         : std::max<std::uint64_t>(1, descriptors / 2);
    if (limits.maxConnections > possible) {
        qCWarning(logApp).noquote() << QStringLiteral("limits.max_connections is %1, but the limit of open files (%2) "
                                                      "allows %3; raise it (ulimit -n, LimitNOFILE)")
                                           .arg(limits.maxConnections)
                                           .arg(descriptors)
                                           .arg(possible);
    }
    m_loops.budget().setLimit(
        limits.maxConnections ? std::min<std::uint64_t>(limits.maxConnections, possible) : possible);
}

Result<void> Broker::reload(const Settings &settings)
{
    applyLimits(settings.limits);
    m_engine.setLimits(settings.limits);
    m_sysTopics.setInterval(settings.sysIntervalSeconds);
    return {};
}

void Broker::drain(std::chrono::milliseconds limit)
{
    if (m_drainTimer.isActive())
        return;
    for (const Door &door : m_doors)
        door.listener->stop();
    m_http.stop();
    m_drainUntil = std::chrono::steady_clock::now() + limit;
    m_drainTimer.start();
}

void Broker::lookWhetherDrained()
{
    if (std::chrono::steady_clock::now() < m_drainUntil && waitingOutput() > 0)
        return;
    m_drainTimer.stop();
    m_loops.stop(); // closes every connection; wills and kept sessions are dealt with there
    Q_EMIT drained();
}

std::uint64_t Broker::waitingOutput() const
{
    std::uint64_t bytes = 0;
    for (int i = 0; i < m_loops.count(); ++i) {
        (void)m_loops.runOn(i, [&] {
            m_loops.loop(i).forEachConnection([&](Connection &connection) { bytes += connection.outputBytes(); });
        });
    }
    return bytes;
}

QString Broker::statusLine() const
{
    const std::shared_ptr<const Snapshot> now = m_monitor.snapshot();
    return QStringLiteral("status: up %1 s, %2 connections, %3 topics, %4 in/s, %5 out/s, %6 dropped in all, %7 MiB")
        .arg(now->uptimeMs / 1000)
        .arg(now->connections.value)
        .arg(now->topics.value)
        .arg(now->rates.messagesIn, 0, 'f', 0)
        .arg(now->rates.messagesOut, 0, 'f', 0)
        .arg(now->totals.dropped)
        .arg(now->memory.value / (1024 * 1024));
}

} // namespace topiq
