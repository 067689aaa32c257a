// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientmodel.h"

#include "format.h"
#include "visibletext.h"

#include <QDateTime>

#include <algorithm>

namespace topiq {

ClientModel::ClientModel(AdminCaller &caller, QObject *parent)
    : ListSource(parent),
      m_caller(caller),
      m_facts({"label", "value"}),
      m_filters({"filter"})
{
    m_query.limit = 1000;
}

void ClientModel::setFilter(const QString &filter)
{
    if (filter == m_query.filter)
        return;
    m_query.filter = filter;
    m_stale = true;
    Q_EMIT queryChanged();
    refresh();
}

void ClientModel::setWithOffline(bool on)
{
    if (on == m_query.withOffline)
        return;
    m_query.withOffline = on;
    m_stale = true;
    Q_EMIT queryChanged();
    refresh();
}

QString ClientModel::summary() const
{
    if (m_matching > quint64(m_rows.size()))
        return tr("first %1 of %2 clients")
            .arg(Format::count(double(m_rows.size())), Format::count(double(m_matching)));
    if (m_matching == m_total)
        return tr("%n client(s)", nullptr, int(m_total));
    return tr("%1 of %2 clients").arg(Format::count(double(m_matching)), Format::count(double(m_total)));
}

void ClientModel::refresh()
{
    if (m_asking)
        return;
    m_asking = true;
    m_stale = false;
    m_caller.call(
        this, [query = m_query](AdminService &service) { return service.clients(query); },
        [this](const Result<ClientPage> &answer) { apply(answer); });
}

void ClientModel::apply(const Result<ClientPage> &answer)
{
    m_asking = false;
    if (m_stale) {
        refresh();
        return;
    }
    if (!answer) {
        setState(QString::fromStdString(answer.error().message()));
        return;
    }
    applyRows(
        m_rows, answer->rows, [](const ClientRow &row) { return row.id; },
        [](const ClientRow &, const ClientRow &) { return false; }); // "connected for" moves at every tick
    m_total = answer->total;
    m_matching = answer->matching;
    Q_EMIT totalsChanged();
    setState({});
    showOpen();
}

QString ClientModel::openTitle() const { return visibletext::line(m_openId); }

void ClientModel::open(const QString &id)
{
    if (id == m_openId)
        return;
    m_openId = id;
    m_openConnected = false;
    showOpen();
    Q_EMIT openChanged();
}

void ClientModel::openRow(int row)
{
    if (row >= 0 && row < m_rows.size())
        open(m_rows.at(row).id);
}

void ClientModel::showOpen()
{
    const auto found
        = std::find_if(m_rows.cbegin(), m_rows.cend(), [this](const ClientRow &row) { return row.id == m_openId; });
    if (m_openId.isEmpty() || found == m_rows.cend())
        return; // one that left the list keeps its last known facts
    const auto orNone = [](const QString &text) { return text.isEmpty() ? tr("none") : visibletext::line(text); };
    const ClientRow &row = *found;
    m_facts.setRows({
        {tr("State"), row.connected ? tr("connected") : tr("away, session kept")},
        {tr("Since"), Format::dateTime(double(row.sinceMs))},
        {tr("User"), orNone(row.user)},
        {tr("Protocol"), orNone(row.protocol)},
        {tr("Address"), orNone(row.address)},
        {tr("Session"), row.cleanSession ? tr("ends with the connection") : tr("kept when the client leaves")},
        {tr("Keep-alive"), row.keepAliveSeconds == 0 ? tr("off") : tr("%1 s").arg(row.keepAliveSeconds)},
        {tr("Messages in"), tr("%1 (%2/s)").arg(Format::count(double(row.messagesIn)), Format::rate(row.rateIn))},
        {tr("Messages out"), tr("%1 (%2/s)").arg(Format::count(double(row.messagesOut)), Format::rate(row.rateOut))},
        {tr("Queued"), tr("%1 (%2)").arg(Format::count(double(row.queued)), Format::bytes(double(row.queuedBytes)))},
        {tr("In flight"), Format::count(double(row.inFlight))},
        {tr("Waiting in its socket"), Format::bytes(double(row.outputBytes))},
        {tr("Dropped"), Format::count(double(row.dropped))},
        {tr("Last error"), orNone(row.lastError)},
    });
    QList<QVariantList> filters;
    for (const QString &filter : row.filters)
        filters.append({visibletext::line(filter)});
    if (row.subscriptions > quint64(row.filters.size()))
        filters.append(
            {tr("… and %1 more").arg(Format::count(double(row.subscriptions - quint64(row.filters.size()))))});
    m_filters.setRows(filters);
    if (m_openConnected != row.connected) {
        m_openConnected = row.connected;
        Q_EMIT openChanged();
    }
}

int ClientModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant ClientModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ClientRow &row = m_rows.at(index.row());
    switch (role) {
    case IdRole:
        return row.id;
    case LabelRole:
        return visibletext::line(row.id);
    case UserRole:
        return visibletext::line(row.user);
    case ProtocolRole:
        return visibletext::line(row.protocol);
    case AddressRole:
        return visibletext::line(row.address);
    case ConnectedRole:
        return row.connected;
    case SinceRole:
        return Format::duration(double(QDateTime::currentMSecsSinceEpoch() - row.sinceMs));
    case KeepAliveRole:
        return row.keepAliveSeconds == 0 ? tr("off") : tr("%1 s").arg(row.keepAliveSeconds);
    case SubscriptionsRole:
        return Format::count(double(row.subscriptions));
    case RateInRole:
        return Format::rate(row.rateIn);
    case RateOutRole:
        return Format::rate(row.rateOut);
    case QueuedRole:
        return Format::count(double(row.queued));
    case WaitingRole:
        return row.queued > 0;
    case InFlightRole:
        return Format::count(double(row.inFlight));
    case DroppedRole:
        return Format::count(double(row.dropped));
    case HasDropsRole:
        return row.dropped > 0;
    case LastErrorRole:
        return visibletext::line(row.lastError);
    default:
        return {};
    }
}

QHash<int, QByteArray> ClientModel::roleNames() const
{
    return {{IdRole, "clientId"}, {LabelRole, "label"}, {UserRole, "user"}, {ProtocolRole, "protocol"},
        {AddressRole, "address"}, {ConnectedRole, "connected"}, {SinceRole, "since"}, {KeepAliveRole, "keepAlive"},
        {SubscriptionsRole, "subscriptions"}, {RateInRole, "rateIn"}, {RateOutRole, "rateOut"}, {QueuedRole, "queued"},
        {WaitingRole, "waiting"}, {InFlightRole, "inFlight"}, {DroppedRole, "dropped"}, {HasDropsRole, "hasDrops"},
        {LastErrorRole, "lastError"}};
}

} // namespace topiq
