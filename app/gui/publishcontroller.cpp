// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishcontroller.h"

#include "format.h"
#include "visibletext.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonDocument>

#include <algorithm>

namespace topiq {

namespace {
constexpr int MaxResults = 200;
constexpr int LookUpDelayMs = 150; // one question per pause in typing
constexpr int MaxSuggestions = 8;
constexpr int MaxTopicBytes = 65'535;
} // namespace

PublishController::PublishController(AdminCaller &caller, QObject *parent)
    : ListSource(parent),
      m_caller(caller),
      m_topicFacts({"label", "value"})
{
    m_request.topic = QStringLiteral("plant/line1/temperature");
    m_request.payload = QByteArrayLiteral("{\"value\": 21.5, \"unit\": \"C\"}");
    m_request.origin = QStringLiteral("window");
    m_lookUp.setSingleShot(true);
    m_lookUp.setInterval(LookUpDelayMs);
    connect(&m_lookUp, &QTimer::timeout, this, &PublishController::lookUp);
    m_lookUp.start();
    setState({});
}

void PublishController::setTopic(const QString &topic)
{
    if (topic == m_request.topic)
        return;
    m_request.topic = topic;
    m_attempted = false;
    m_lookUp.start();
    Q_EMIT formChanged();
}

void PublishController::setPayload(const QString &payload)
{
    const QByteArray bytes = payload.toUtf8();
    if (bytes == m_request.payload)
        return;
    m_request.payload = bytes;
    Q_EMIT formChanged();
}

void PublishController::setQos(int qos)
{
    if (qos == m_request.qos || qos < 0 || qos > 2)
        return;
    m_request.qos = qos;
    Q_EMIT formChanged();
}

void PublishController::setRetain(bool retain)
{
    if (retain == m_request.retain)
        return;
    m_request.retain = retain;
    Q_EMIT formChanged();
}

QString PublishController::problem() const
{
    const QString &topic = m_request.topic;
    if (topic.isEmpty())
        return tr("The topic is empty. Type the name of the topic that shall get the message.");
    const qsizetype wildcard
        = std::find_if(topic.cbegin(), topic.cend(), [](QChar c) { return c == u'+' || c == u'#'; }) - topic.cbegin();
    if (wildcard < topic.size())
        return tr("A topic to publish to must not contain “%1”: wildcards belong into subscriptions.")
            .arg(topic.at(wildcard));
    if (topic.contains(QChar(0)))
        return tr("The topic contains a NUL character, which MQTT forbids.");
    if (topic.toUtf8().size() > MaxTopicBytes)
        return tr("The topic is longer than 65,535 bytes, the most that MQTT can carry.");
    return {};
}

QString PublishController::payloadNote() const
{
    const QByteArray &payload = m_request.payload;
    const QString size = Format::bytes(double(payload.size()));
    if (payload.isEmpty())
        return m_request.retain ? tr("empty: clears the retained message") : tr("empty");
    if (!payload.trimmed().startsWith('{') && !payload.trimmed().startsWith('['))
        return tr("%1 of text").arg(size);
    QJsonParseError error;
    QJsonDocument::fromJson(payload, &error);
    return error.error == QJsonParseError::NoError
        ? tr("%1 of valid JSON").arg(size)
        : tr("%1, no valid JSON from byte %2 on").arg(size).arg(error.offset);
}

QString PublishController::consumersNote() const
{
    if (!problem().isEmpty())
        return {};
    if (m_consumers < 0)
        return tr("This topic does not exist yet; it appears with its first message.");
    return m_consumers == 0 ? tr("0 consumers will get this: nobody subscribes to this topic.")
                            : tr("%n consumer(s) will get this.", nullptr, int(m_consumers));
}

bool PublishController::send()
{
    m_attempted = !problem().isEmpty();
    Q_EMIT formChanged();
    if (m_attempted) {
        Q_EMIT sent(false);
        return false;
    }
    Row row;
    row.id = ++m_lastId;
    row.request = m_request;
    submit(row);
    return true;
}

void PublishController::retry(int row)
{
    if (row < 0 || row >= m_rows.size() || m_rows.at(row).status != Status::Failed)
        return;
    Row again = m_rows.at(row);
    again.status = Status::Waiting;
    again.error.clear();
    submit(again);
}

void PublishController::edit(int row)
{
    if (row < 0 || row >= m_rows.size())
        return;
    const PublishRequest request = m_rows.at(row).request;
    setTopic(request.topic);
    setPayload(QString::fromUtf8(request.payload));
    setQos(request.qos);
    setRetain(request.retain);
}

void PublishController::clearResults() { clearRows(m_rows); }

void PublishController::submit(Row row)
{
    row.timeMs = QDateTime::currentMSecsSinceEpoch();
    const quint64 id = row.id;
    const auto known = std::find_if(m_rows.begin(), m_rows.end(), [id](const Row &other) { return other.id == id; });
    if (known != m_rows.end()) {
        *known = row;
        const QModelIndex at = index(int(known - m_rows.begin()));
        Q_EMIT dataChanged(at, at);
    } else {
        QList<Row> rows = m_rows;
        rows.prepend(row);
        rows.resize(std::min<qsizetype>(rows.size(), MaxResults));
        applyRows(
            m_rows, std::move(rows), [](const Row &r) { return r.id; }, [](const Row &, const Row &) { return true; });
    }
    QElapsedTimer clock;
    clock.start();
    m_caller.call(
        this,
        [request = row.request](AdminService &service) {
            QElapsedTimer latency;
            latency.start();
            Result<PublishResult> result = service.publish(request);
            return std::pair(std::move(result), double(latency.nsecsElapsed()) / 1e6);
        },
        [this, id](
            const std::pair<Result<PublishResult>, double> &answer) { finish(id, answer.first, answer.second); });
}

void PublishController::finish(quint64 id, const Result<PublishResult> &answer, double latencyMs)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [id](const Row &other) { return other.id == id; });
    if (row == m_rows.end())
        return; // cleared meanwhile
    row->status = answer ? Status::Sent : Status::Failed;
    row->latencyMs = latencyMs;
    if (answer) {
        row->result = *answer;
        if (answer->timeMs > 0)
            row->timeMs = answer->timeMs;
    } else {
        row->error = QString::fromStdString(answer.error().message());
    }
    const QModelIndex at = index(int(row - m_rows.begin()));
    Q_EMIT dataChanged(at, at);
    Q_EMIT sent(answer.ok());
    lookUp();
}

void PublishController::lookUp()
{
    TopicQuery query;
    query.filter = m_request.topic;
    if (query.filter.contains(u'+') || query.filter.contains(u'#'))
        return; // it would be taken as an MQTT filter, and the form is refused anyway
    query.sort = TopicQuery::Sort::Name;
    query.withSystem = query.filter.startsWith(u'$');
    query.limit = 100;
    m_caller.call(
        this, [query](AdminService &service) { return service.topics(query); },
        [this, asked = query.filter](const Result<TopicPage> &answer) {
            if (asked == m_request.topic)
                applyLookUp(answer);
        });
}

void PublishController::applyLookUp(const Result<TopicPage> &answer)
{
    if (!answer)
        return; // only a hint is missing; sending will tell what is wrong
    qint64 consumers = -1;
    QStringList names;
    QList<QVariantList> facts;
    for (const TopicRow &row : answer->rows) {
        if (row.name == m_request.topic) {
            consumers = qint64(row.consumers);
            facts = {
                {tr("Last offset"), row.nextOffset == 0 ? tr("none yet") : Format::count(double(row.nextOffset - 1))},
                {tr("Messages/s"), Format::rate(row.rate)},
                {tr("Records kept"),
                    tr("%1 (%2)").arg(Format::count(double(row.records)), Format::bytes(double(row.bytes)))},
                {tr("Retained message"), row.retained ? tr("yes") : tr("no")},
                {tr("Last message"), Format::ago(double(row.lastMs))},
            };
        } else if (names.size() < MaxSuggestions)
            names.append(row.name);
    }
    m_topicFacts.setRows(facts);
    m_consumers = consumers;
    Q_EMIT consumersChanged();
    if (names != m_suggestions) {
        m_suggestions = names;
        Q_EMIT suggestionsChanged();
    }
    if (names.isEmpty())
        lookUpBusiest();
}

void PublishController::lookUpBusiest()
{
    TopicQuery query;
    query.sort = TopicQuery::Sort::Rate;
    query.descending = true;
    query.limit = MaxSuggestions;
    m_caller.call(
        this, [query](AdminService &service) { return service.topics(query); },
        [this](const Result<TopicPage> &answer) {
            QStringList names;
            if (answer) {
                for (const TopicRow &row : answer->rows)
                    names.append(row.name);
            }
            names.sort(); // the order by rate would change all the time
            if (names == m_busiest)
                return;
            m_busiest = names;
            Q_EMIT suggestionsChanged();
        });
}

int PublishController::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant PublishController::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const bool sent = row.status == Status::Sent;
    switch (role) {
    case StatusRole:
        return sent                        ? QStringLiteral("sent")
            : row.status == Status::Failed ? QStringLiteral("failed")
                                           : QStringLiteral("waiting");
    case TopicRole:
        return visibletext::line(row.request.topic);
    case OffsetRole:
        return sent ? Format::count(double(row.result.offset)) : QString();
    case TimeRole:
        return Format::clock(double(row.timeMs));
    case LatencyRole:
        return sent ? tr("%1 ms").arg(QLocale().toString(row.latencyMs, 'f', 2)) : QString();
    case ConsumersRole:
        return sent ? Format::count(double(row.result.consumers)) : QString();
    case NobodyRole:
        return sent && row.result.consumers == 0;
    case PayloadRole:
        return visibletext::preview(row.request.payload, 160);
    case FlagsRole:
        return row.request.retain ? tr("QoS %1, retain").arg(row.request.qos) : tr("QoS %1").arg(row.request.qos);
    case ErrorRole:
        return row.error;
    default:
        return {};
    }
}

QHash<int, QByteArray> PublishController::roleNames() const
{
    return {{StatusRole, "status"}, {TopicRole, "topicName"}, {OffsetRole, "offsetText"}, {TimeRole, "time"},
        {LatencyRole, "latency"}, {ConsumersRole, "consumers"}, {NobodyRole, "nobody"}, {PayloadRole, "preview"},
        {FlagsRole, "flags"}, {ErrorRole, "error"}};
}

} // namespace topiq
