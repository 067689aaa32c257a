// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "historymodel.h"

#include "format.h"
#include "visibletext.h"

#include <algorithm>

namespace topiq {

namespace {
constexpr int TailRecords = 200;
constexpr int PreviewBytes = 240;
constexpr qint64 OpenBytes = 64 * 1024;
} // namespace

HistoryModel::HistoryModel(AdminCaller &caller, QObject *parent)
    : ListSource(parent),
      m_caller(caller),
      m_facts({"label", "value"})
{}

void HistoryModel::setTopic(const QString &topic)
{
    if (topic == m_topic)
        return;
    m_topic = topic;
    m_asking = false; // an answer about the former topic is recognised by its name
    m_first = m_next = m_shownNext = 0;
    clearRows(m_rows);
    setUnloaded();
    close();
    setPaused(false);
    Q_EMIT topicChanged();
    Q_EMIT rangeChanged();
    refresh();
}

QString HistoryModel::title() const { return visibletext::line(m_topic); }

void HistoryModel::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    Q_EMIT pausedChanged();
    Q_EMIT rangeChanged();
    if (!paused)
        refresh();
}

QString HistoryModel::range() const
{
    if (m_topic.isEmpty() || !loaded())
        return {};
    if (m_next == 0)
        return tr("no message yet");
    if (m_rows.isEmpty())
        return tr("%1 messages so far, none kept").arg(Format::count(double(m_next)));
    return tr("offsets %1 – %2, %3 kept")
        .arg(Format::count(double(m_rows.last().offset)), Format::count(double(m_rows.first().offset)),
            Format::count(double(m_next - m_first)));
}

QString HistoryModel::waiting() const
{
    if (!m_paused || m_next <= m_shownNext)
        return {};
    return tr("%1 new").arg(Format::count(double(m_next - m_shownNext)));
}

bool HistoryModel::hasOlder() const { return !m_rows.isEmpty() && m_rows.last().offset > m_first; }

void HistoryModel::refresh()
{
    if (m_topic.isEmpty() || m_asking)
        return;
    m_asking = true;
    RecordQuery query;
    query.topic = m_topic;
    query.from = m_paused ? -1 : -TailRecords; // paused: only to know how many are new
    query.limit = m_paused ? 1 : TailRecords;
    query.maxPayloadBytes = PreviewBytes;
    m_caller.call(
        this, [query](AdminService &service) { return service.records(query); },
        [this, asked = m_topic](const Result<RecordPage> &answer) {
            if (asked == m_topic)
                applyTail(answer);
        });
}

void HistoryModel::applyTail(const Result<RecordPage> &answer)
{
    m_asking = false;
    if (!answer) {
        setState(QString::fromStdString(answer.error().message()));
        Q_EMIT rangeChanged();
        return;
    }
    const bool first = !loaded();
    m_first = answer->firstOffset;
    m_next = answer->nextOffset;
    setState({});
    if (!m_paused || first) {
        QList<RecordRow> newestFirst = answer->rows;
        std::reverse(newestFirst.begin(), newestFirst.end());
        setRecords(std::move(newestFirst));
        m_shownNext = m_next;
    }
    Q_EMIT rangeChanged();
}

void HistoryModel::setRecords(QList<RecordRow> newestFirst)
{
    // A record never changes, so equal offsets are equal rows.
    applyRows(
        m_rows, std::move(newestFirst), [](const RecordRow &row) { return row.offset; },
        [](const RecordRow &a, const RecordRow &b) { return a.timeMs == b.timeMs; });
}

void HistoryModel::loadOlder()
{
    if (!hasOlder())
        return;
    setPaused(true);
    RecordQuery query;
    query.topic = m_topic;
    const quint64 end = m_rows.last().offset;
    const quint64 from = end > m_first + TailRecords ? end - TailRecords : m_first;
    query.from = qint64(from);
    query.limit = int(end - from);
    query.maxPayloadBytes = PreviewBytes;
    m_caller.call(
        this, [query](AdminService &service) { return service.records(query); },
        [this, asked = m_topic](const Result<RecordPage> &answer) {
            if (asked == m_topic)
                applyOlder(answer);
        });
}

void HistoryModel::applyOlder(const Result<RecordPage> &answer)
{
    if (!answer) {
        setState(QString::fromStdString(answer.error().message()));
        return;
    }
    m_first = answer->firstOffset;
    QList<RecordRow> all = m_rows;
    for (auto row = answer->rows.crbegin(); row != answer->rows.crend(); ++row) {
        if (all.isEmpty() || row->offset < all.last().offset)
            all.append(*row);
    }
    setRecords(std::move(all));
    Q_EMIT rangeChanged();
}

void HistoryModel::open(double offset) { fetchOpen(offset, OpenBytes); }

void HistoryModel::openRow(int row)
{
    if (row >= 0 && row < m_rows.size())
        open(double(m_rows.at(row).offset));
}

void HistoryModel::loadWhole()
{
    if (m_open)
        fetchOpen(double(m_record.offset), -1);
}

void HistoryModel::close()
{
    if (!m_open && m_openError.isEmpty())
        return;
    m_open = false;
    m_openError.clear();
    m_record = {};
    m_openText.clear();
    Q_EMIT openChanged();
}

void HistoryModel::fetchOpen(double offset, qint64 maxBytes)
{
    RecordQuery query;
    query.topic = m_topic;
    query.from = qint64(offset);
    query.limit = 1;
    query.maxPayloadBytes = maxBytes;
    m_caller.call(
        this, [query](AdminService &service) { return service.records(query); },
        [this, query](const Result<RecordPage> &answer) {
            if (query.topic == m_topic)
                showOpen(answer, quint64(query.from));
        });
}

void HistoryModel::showOpen(const Result<RecordPage> &answer, quint64 offset)
{
    const bool found = answer && !answer->rows.isEmpty() && answer->rows.first().offset == offset;
    if (!found) {
        m_openError = answer
            ? tr("Record %1 is no longer kept: newer records have taken its place.").arg(Format::count(double(offset)))
            : QString::fromStdString(answer.error().message());
        Q_EMIT openChanged();
        return;
    }
    m_open = true;
    m_openError.clear();
    m_record = answer->rows.first();
    m_openIsText = visibletext::isText(m_record.payload, m_record.truncated);
    m_openText = visibletext::text(m_record.payload);
    const auto orNone = [](const QString &text) { return text.isEmpty() ? tr("none") : visibletext::line(text); };
    const QString bytes = Format::bytes(double(m_record.payloadSize));
    const QString size = m_record.payloadSize < 1024
        ? bytes
        : tr("%1 (%2 bytes)").arg(bytes, Format::count(double(m_record.payloadSize)));
    m_facts.setRows({
        {tr("Topic"), visibletext::line(m_record.topic)},
        {tr("Offset"), Format::count(double(m_record.offset))},
        {tr("Time"), Format::dateTime(double(m_record.timeMs))},
        {tr("Size"), size},
        {tr("QoS"), QString::number(m_record.qos)},
        {tr("Retain"), m_record.retain ? tr("yes") : tr("no")},
        {tr("Client"), orNone(m_record.clientId)},
        {tr("User"), orNone(m_record.user)},
        {tr("Address"), orNone(m_record.address)},
        {tr("Protocol"), orNone(m_record.protocol)},
    });
    Q_EMIT openChanged();
}

QString HistoryModel::openHex() const { return visibletext::hex(m_record.payload); }

QString HistoryModel::openTruncation() const
{
    if (!m_open || !m_record.truncated)
        return {};
    return tr("The first %1 of %2 are shown.")
        .arg(Format::bytes(double(m_record.payload.size())), Format::bytes(double(m_record.payloadSize)));
}

int HistoryModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RecordRow &row = m_rows.at(index.row());
    switch (role) {
    case OffsetRole:
        return double(row.offset);
    case OffsetTextRole:
        return Format::count(double(row.offset));
    case TimeRole:
        return Format::clock(double(row.timeMs));
    case PreviewRole:
        return visibletext::preview(row.payload, PreviewBytes, row.truncated);
    case SizeRole:
        return Format::bytes(double(row.payloadSize));
    case QosRole:
        return row.qos;
    case RetainRole:
        return row.retain;
    case FromRole:
        return visibletext::line(row.clientId.isEmpty() ? row.address : row.clientId);
    default:
        return {};
    }
}

QHash<int, QByteArray> HistoryModel::roleNames() const
{
    return {{OffsetRole, "recordOffset"}, {OffsetTextRole, "offsetText"}, {TimeRole, "time"}, {PreviewRole, "preview"},
        {SizeRole, "size"}, {QosRole, "qos"}, {RetainRole, "retain"}, {FromRole, "from"}};
}

} // namespace topiq
