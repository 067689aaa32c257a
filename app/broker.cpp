// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker.h"

#include "base/logging.h"
#include "base/text.h"
#include "monitor/processstats.h"
#include "protocols/mqtt/mqttconnection.h"

#include <QHostAddress>

#include <algorithm>
#include <iterator>
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

LoginFigures loginFigures(const AccessCounts &counts)
{
    LoginFigures figures;
    figures.accepted = counts.accepted;
    figures.badCredentials = counts.badCredentials;
    figures.notAuthorized = counts.notAuthorized;
    figures.tryLater = counts.tryLater;
    figures.unavailable = counts.unavailable;
    figures.guessers = {counts.guessersRemembered, counts.guessersLimit};
    figures.waiting = {counts.passwordsWaiting, counts.passwordsLimit};
    return figures;
}

HttpOptions httpOptions(Access &access)
{
    HttpOptions options;
    options.access = &access;
    return options;
}

} // namespace

Broker::Broker(const Settings &settings, QObject *parent)
    : QObject(parent),
      m_settings(settings),
      m_loops(settings.effectiveLoops()),
      m_engine(m_loops, settings.limits),
      m_accessGuard(m_access, m_engine, m_loops),
      m_monitor(m_engine, m_loops),
      m_admin(m_engine, m_loops, m_monitor),
      m_http(m_admin, httpOptions(m_access)),
      m_sysTopics(m_engine, m_monitor),
      m_bridges(m_engine, m_loops)
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
    m_access.stop(); // its answers go to the loops
    m_loops.stop();
}

Result<void> Broker::start()
{
    m_loops.start();
    if (auto loaded = m_accessGuard.load(m_settings.access, m_settings.dataDir.toStdString()); !loaded)
        return loaded;
    if (auto opened = setListeners(m_settings.listeners, m_settings.limits); !opened)
        return opened;
    setServerReference(m_settings.serverReference);
    if (m_settings.admin.enabled) {
        if (auto started = m_http.start(m_settings.admin.address, m_settings.admin.port); !started) {
            m_doors.clear();
            return started;
        }
        sayWhoMayCome(
            url(QStringLiteral("http"), m_http.address(), m_http.port()), m_settings.admin.address, Strangers::Never);
    }
    m_monitor.setListenerSource([this] { return listenerRows(); });
    m_monitor.setBridgeSource([this] { return bridgeRows(); });
    if (auto bridged = m_bridges.apply(m_settings.bridges); !bridged) {
        m_doors.clear();
        return bridged;
    }
    m_monitor.setLoginSource([this] { return loginFigures(m_access.counts()); });
    m_monitor.start();
    return {};
}

Result<std::unique_ptr<Door>> Broker::open(const ListenerSettings &settings, Transport transport)
{
    mqtt::MqttServer &server = *m_mqttServers.emplace_back(std::make_unique<mqtt::MqttServer>());
    server.authenticator = &m_access;
    // On which loop a connection is served first is the listener's choice; the handler must be that loop's.
    auto door = Door::open(
        m_loops,
        [this, &server](
            Loop &loop) { return std::make_unique<mqtt::MqttConnection>(m_engine.shard(loop.index()), server); },
        settings, std::move(transport));
    if (!door)
        return door;
    server.listener = (*door)->url().toStdString(); // no connection is taken before this thread is idle
    if (!settings.isLocal())
        sayWhoMayCome((*door)->url(), settings.address, Strangers::AsConfigured);
    return door;
}

Result<void> Broker::setListeners(const QList<ListenerSettings> &wanted, const Limits &limits)
{
    // Everything that can fail comes first, so that a wrong file leaves what is there as it is.
    std::vector<Transport> transports;
    for (const ListenerSettings &settings : wanted) {
        auto transport = Door::makeTransport(settings, limits);
        if (!transport)
            return transport.error();
        transports.push_back(std::move(*transport));
    }
    std::vector<Door *> kept;
    std::vector<std::unique_ptr<Door>> fresh;
    for (const ListenerSettings &settings : wanted) {
        const auto same = std::find_if(m_doors.begin(), m_doors.end(), [&](const std::unique_ptr<Door> &door) {
            return door->canBecome(settings) && std::find(kept.begin(), kept.end(), door.get()) == kept.end();
        });
        kept.push_back(same == m_doors.end() ? nullptr : same->get());
        if (kept.back())
            continue;
        auto door = open(settings, transports[kept.size() - 1]);
        if (!door)
            return door.error();
        fresh.push_back(std::move(*door));
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i])
            kept[i]->become(wanted[qsizetype(i)], std::move(transports[i]));
    }
    std::erase_if(m_doors, [&](const std::unique_ptr<Door> &door) {
        const bool closes = std::find(kept.begin(), kept.end(), door.get()) == kept.end();
        m_acceptedByClosed += closes ? door->accepted() : 0;
        return closes;
    });
    std::move(fresh.begin(), fresh.end(), std::back_inserter(m_doors));
    return {};
}

void Broker::sayWhoMayCome(const QString &url, const QString &address, Strangers strangers) const
{
    if (address == QLatin1String("localhost") || QHostAddress(address).isLoopback())
        return;
    const auto state = m_access.state();
    if (strangers == Strangers::AsConfigured && state->settings.anonymous == AnonymousAccess::Everywhere) {
        qCWarning(logApp).noquote()
            << QStringLiteral("%1 is open to everybody who can reach it (access.anonymous: everywhere)").arg(url);
    } else if (!state->knowsUsers()) {
        qCWarning(logApp).noquote() << QStringLiteral(
            "%1 refuses everybody from the network until there is a user: topiqctl user add NAME")
                                           .arg(url);
    }
}

QStringList Broker::boundAddresses() const
{
    QStringList addresses;
    for (const auto &door : m_doors)
        addresses += door->url();
    if (m_http.isRunning())
        addresses += url(QStringLiteral("http"), m_http.address(), m_http.port());
    return addresses;
}

QList<ListenerRow> Broker::listenerRows() const
{
    QList<ListenerRow> rows;
    for (const auto &door : m_doors)
        rows.append(door->row());
    if (m_http.isRunning()) {
        ListenerRow row;
        row.scheme = QStringLiteral("http");
        row.address = url(QString(), m_http.address(), m_http.port()).mid(3);
        row.connections = quint64(m_http.connections());
        rows.append(row);
    }
    return rows;
}

quint64 Broker::acceptedSockets() const
{
    return std::accumulate(m_doors.begin(), m_doors.end(), m_acceptedByClosed,
        [](quint64 sum, const auto &door) { return sum + door->accepted(); });
}

QList<BridgeRow> Broker::bridgeRows()
{
    QList<BridgeRow> rows;
    for (const mqtt::BridgeSet::Row &row : m_bridges.rows()) {
        rows.append({QString::fromStdString(row.name), QString::fromLatin1(mqtt::name(row.seen.state)),
            QString::fromStdString(row.seen.address), row.seen.sinceMs, row.messagesIn, row.messagesOut, row.queued,
            row.circles, row.refused, QString::fromStdString(printable(row.seen.lastError, 500))});
    }
    return rows;
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
    // All that can fail comes first, so that nothing is taken by halves.
    const std::string dataDir = m_settings.dataDir.toStdString();
    if (auto readable = AccessState::load(settings.access, dataDir); !readable)
        return readable.error();
    if (auto good = mqtt::BridgeSet::check(settings.bridges); !good)
        return good;
    const QStringList before = boundAddresses();
    if (auto done = setListeners(settings.listeners, settings.limits); !done)
        return done;
    const QStringList now = boundAddresses();
    for (const QString &address : now) {
        if (!before.contains(address))
            qCInfo(logApp).noquote() << "listening on" << address;
    }
    for (const QString &address : before) {
        if (!now.contains(address))
            qCInfo(logApp).noquote() << "no longer listening on" << address;
    }
    if (auto loaded = m_accessGuard.load(settings.access, dataDir); !loaded)
        return loaded;
    if (auto bridged = m_bridges.apply(settings.bridges); !bridged)
        return bridged;
    applyLimits(settings.limits);
    m_engine.setLimits(settings.limits);
    m_sysTopics.setInterval(settings.sysIntervalSeconds);
    setServerReference(settings.serverReference);
    return {};
}

void Broker::setServerReference(const QString &reference)
{
    for (const auto &server : m_mqttServers)
        server->setServerReference(reference.toStdString());
}

void Broker::drain(std::chrono::milliseconds limit)
{
    if (m_drainTimer.isActive())
        return;
    for (const auto &door : m_doors)
        door->stop();
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
            m_loops.loop(i).forEachConnection([&](Connection &connection) { bytes += connection.unsentBytes(); });
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
