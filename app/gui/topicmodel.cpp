// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topicmodel.h"

#include "format.h"
#include "visibletext.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace topiq {

namespace {

struct SortName {
    TopicQuery::Sort sort;
    QLatin1StringView name;
    bool descendingFirst; ///< what one wants to see first
};
constexpr SortName SortNames[] = {
    {TopicQuery::Sort::Name, QLatin1StringView("name"), false},
    {TopicQuery::Sort::Rate, QLatin1StringView("rate"), true},
    {TopicQuery::Sort::LastOffset, QLatin1StringView("offset"), true},
    {TopicQuery::Sort::LastSeen, QLatin1StringView("seen"), true},
    {TopicQuery::Sort::Bytes, QLatin1StringView("bytes"), true},
};

} // namespace

TopicModel::TopicModel(AdminCaller &caller, int limit, bool notesGrowth, QObject *parent)
    : ListSource(parent),
      m_caller(caller),
      m_notesGrowth(notesGrowth)
{
    m_query.limit = limit;
}

void TopicModel::setFilter(const QString &filter)
{
    if (filter == m_query.filter)
        return;
    m_query.filter = filter;
    changeQuery();
}

void TopicModel::setWithSystem(bool on)
{
    if (on == m_query.withSystem)
        return;
    m_query.withSystem = on;
    changeQuery();
}

void TopicModel::setLogScale(bool on)
{
    if (on == m_logScale)
        return;
    m_logScale = on;
    Q_EMIT queryChanged();
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), {FractionRole, GrownRole});
}

QString TopicModel::sortKey() const
{
    for (const SortName &entry : SortNames) {
        if (entry.sort == m_query.sort)
            return entry.name;
    }
    return {};
}

void TopicModel::sortBy(const QString &key)
{
    for (const SortName &entry : SortNames) {
        if (entry.name == key)
            setSort(entry.sort, entry.sort == m_query.sort ? !m_query.descending : entry.descendingFirst);
    }
}

void TopicModel::setSort(TopicQuery::Sort sort, bool descending)
{
    m_query.sort = sort;
    m_query.descending = descending;
    changeQuery();
}

void TopicModel::changeQuery()
{
    Q_EMIT queryChanged();
    m_stale = true;
    refresh();
}

QString TopicModel::summary() const
{
    if (m_matching > quint64(m_rows.size()))
        return tr("first %1 of %2 topics").arg(Format::count(double(m_rows.size())), Format::count(double(m_matching)));
    if (m_matching == m_total)
        return tr("%n topic(s)", nullptr, int(m_total));
    return tr("%1 of %2 topics").arg(Format::count(double(m_matching)), Format::count(double(m_total)));
}

int TopicModel::indexOf(const QString &name) const
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).name == name)
            return i;
    }
    return -1;
}

QString TopicModel::nameAt(int row) const { return row >= 0 && row < m_rows.size() ? m_rows.at(row).name : QString(); }

const TopicRow *TopicModel::find(const QString &name) const
{
    const int row = indexOf(name);
    return row < 0 ? nullptr : &m_rows.at(row);
}

void TopicModel::refresh()
{
    if (m_asking)
        return;
    m_asking = true;
    m_stale = false;
    m_caller.call(
        this, [query = m_query](AdminService &service) { return service.topics(query); },
        [this](const Result<TopicPage> &answer) { apply(answer); });
}

void TopicModel::apply(const Result<TopicPage> &answer)
{
    m_asking = false;
    if (m_stale) { // an answer to a question that nobody has any more
        refresh();
        return;
    }
    if (!answer) {
        setState(QString::fromStdString(answer.error().message()));
        Q_EMIT refreshed();
        return;
    }
    m_highest = 1;
    for (const TopicRow &row : answer->rows)
        m_highest = qMax(m_highest, row.nextOffset);
    // The ages ("5 s ago") and the lengths of the bars move even when a topic rests, so every row counts as changed:
    // one dataChanged, of which a view uses only what it shows.
    applyRows(
        m_rows, answer->rows, [](const TopicRow &row) { return row.name; },
        [](const TopicRow &, const TopicRow &) { return false; });
    if (m_notesGrowth)
        noteGrowth();
    m_total = answer->total;
    m_matching = answer->matching;
    Q_EMIT totalsChanged();
    setState({});
    Q_EMIT refreshed();
}

void TopicModel::noteGrowth()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QHash<QString, QList<Seen>> growth;
    for (const TopicRow &row : std::as_const(m_rows)) {
        QList<Seen> seen = m_growth.take(row.name);
        seen.append({now, row.nextOffset});
        seen.removeIf([now](const Seen &entry) { return entry.timeMs < now - GrowthSeconds * 1000; });
        growth.insert(row.name, std::move(seen));
    }
    m_growth = std::move(growth);
}

double TopicModel::fraction(quint64 offset) const
{
    if (m_logScale)
        return std::log1p(double(offset)) / std::log1p(double(qMax<quint64>(m_highest, 1)));
    return double(offset) / double(qMax<quint64>(m_highest, 1));
}

double TopicModel::grown(const TopicRow &row) const
{
    const auto seen = m_growth.constFind(row.name);
    return seen == m_growth.cend()
        ? 0
        : fraction(row.nextOffset) - fraction(std::min(row.nextOffset, seen->constFirst().nextOffset));
}

int TopicModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant TopicModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TopicRow &row = m_rows.at(index.row());
    switch (role) {
    case NameRole:
        return row.name;
    case LabelRole:
        return visibletext::line(row.name);
    case LastOffsetRole:
        return row.nextOffset == 0 ? tr("none", "no message yet") : Format::count(double(row.nextOffset - 1));
    case RateRole:
        return Format::rate(row.rate);
    case ByteRateRole:
        return Format::byteRate(row.byteRate);
    case RecordsRole:
        return Format::count(double(row.records));
    case BytesRole:
        return Format::bytes(double(row.bytes));
    case RetainedRole:
        return row.retained;
    case ConsumersRole:
        return Format::count(double(row.consumers));
    case NoConsumerRole:
        return row.consumers == 0;
    case SeenRole:
        return Format::ago(double(row.lastMs));
    case BusyRole:
        return row.rate > 0;
    case FractionRole:
        return fraction(row.nextOffset);
    case GrownRole:
        return grown(row);
    default:
        return {};
    }
}

QHash<int, QByteArray> TopicModel::roleNames() const
{
    return {{NameRole, "name"}, {LabelRole, "label"}, {LastOffsetRole, "lastOffset"}, {RateRole, "rate"},
        {ByteRateRole, "byteRate"}, {RecordsRole, "records"}, {BytesRole, "bytes"}, {RetainedRole, "retained"},
        {ConsumersRole, "consumers"}, {NoConsumerRole, "noConsumer"}, {SeenRole, "seen"}, {BusyRole, "busy"},
        {FractionRole, "fraction"}, {GrownRole, "grown"}};
}

} // namespace topiq
