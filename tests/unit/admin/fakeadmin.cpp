// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeadmin.h"

#include <QMutexLocker>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace topiq {

FakeAdmin::FakeAdmin()
{
    for (int i = 0; i < 25; ++i)
        addRecord(u"plant/line/%1/temperature"_s.arg(i, 2, 10, QChar(u'0')), "21.5");
    for (int i = 0; i < 150; ++i)
        addRecord(u"counter"_s, QByteArray::number(i));
    addRecord(u"$SYS/broker/uptime"_s, "1");
    for (int i = 0; i < 7; ++i) {
        ClientRow row;
        row.id = u"sensor-%1"_s.arg(i);
        row.user = u"anna"_s;
        row.protocol = u"MQTT 3.1.1"_s;
        row.connected = i != 6;
        row.address = row.connected ? u"127.0.0.1:%1"_s.arg(50000 + i) : QString();
        row.sinceMs = StartMs;
        row.filters = {u"plant/#"_s};
        row.subscriptions = 1;
        m_clients.append(row);
    }
}

std::shared_ptr<const Snapshot> FakeAdmin::snapshot()
{
    const QMutexLocker lock(&m_mutex);
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->number = 7;
    snapshot->timeMs = m_nowMs;
    snapshot->uptimeMs = 61'500;
    snapshot->version = u"1.2.3"_s;
    snapshot->totals = {123'456'789'012, 9'007'199'254'740'993, 1, 2, 5, 6, 7};
    snapshot->rates.messagesIn = 12.5;
    snapshot->connections = {6, 1000};
    snapshot->topics = {quint64(m_topics.size()), 100'000};
    snapshot->memory = {18'000'000, 0};
    snapshot->descriptors = {30, 1024};
    snapshot->drops = {{u"queue_full"_s, 5}, {u"too_large"_s, 0}};
    snapshot->lastDrops = {{StartMs, u"queue_full"_s, u"counter"_s, u"sensor-6"_s, 5}};
    snapshot->listeners = {{u"mqtt"_s, u"127.0.0.1:1883"_s, 6, false}};
    snapshot->logins = {9, 4, 3, 2, 1, {5, 10'000}, {6, 512}};
    snapshot->events = {{StartMs, u"client `sensor-1` connected from 127.0.0.1:50001"_s}};
    return snapshot;
}

Result<QList<TrafficPoint>> FakeAdmin::traffic(int seconds, int maxPoints)
{
    if (auto error = takeError())
        return *error;
    QList<TrafficPoint> points;
    const int count = std::min(seconds, maxPoints);
    for (int i = 0; i < count; ++i)
        points.append({StartMs + i * 1000, {double(i), 0, 0, 0, 0}, 6});
    return points;
}

Result<TopicPage> FakeAdmin::topics(const TopicQuery &query)
{
    if (auto error = takeError())
        return *error;
    const QMutexLocker lock(&m_mutex);
    TopicPage page;
    QList<TopicRow> rows;
    for (auto topic = m_topics.begin(); topic != m_topics.end(); ++topic) {
        ++page.total;
        if ((topic.key().startsWith(u'$') && !query.withSystem) || !topic.key().contains(query.filter))
            continue;
        TopicRow row;
        row.name = topic.key();
        row.nextOffset = quint64(topic->size());
        row.records = quint64(topic->size());
        row.lastMs = topic->last().timeMs;
        rows.append(row);
    }
    if (query.sort == TopicQuery::Sort::LastOffset) {
        std::stable_sort(rows.begin(), rows.end(),
            [](const TopicRow &left, const TopicRow &right) { return left.nextOffset < right.nextOffset; });
    }
    if (query.descending)
        std::reverse(rows.begin(), rows.end());
    page.matching = quint64(rows.size());
    page.rows = rows.mid(query.offset, query.limit);
    return page;
}

Result<ClientPage> FakeAdmin::clients(const ClientQuery &query)
{
    if (auto error = takeError())
        return *error;
    ClientPage page;
    page.total = quint64(m_clients.size());
    QList<ClientRow> rows;
    std::copy_if(m_clients.begin(), m_clients.end(), std::back_inserter(rows),
        [&](const ClientRow &row) { return (row.connected || query.withOffline) && row.id.contains(query.filter); });
    page.matching = quint64(rows.size());
    page.rows = rows.mid(query.offset, query.limit);
    return page;
}

Result<RecordPage> FakeAdmin::records(const RecordQuery &query)
{
    if (auto error = takeError())
        return *error;
    const QMutexLocker lock(&m_mutex);
    const auto topic = m_topics.find(query.topic);
    if (topic == m_topics.end())
        return Error{ErrorCode::NotFound, "There is no topic " + query.topic.toStdString(), {}};
    RecordPage page;
    page.topic = query.topic;
    page.nextOffset = quint64(topic->size());
    const qint64 from = query.from >= 0 ? query.from : std::max<qint64>(0, topic->size() + query.from);
    page.rows = topic->mid(from, query.limit);
    for (RecordRow &row : page.rows) {
        row.payloadSize = quint64(row.payload.size());
        if (query.maxPayloadBytes >= 0 && row.payload.size() > query.maxPayloadBytes) {
            row.payload.truncate(query.maxPayloadBytes);
            row.truncated = true;
        }
    }
    return page;
}

Result<PublishResult> FakeAdmin::publish(const PublishRequest &request)
{
    if (auto error = takeError())
        return *error;
    if (request.topic.contains(u'#') || request.topic.contains(u'+'))
        return Error{ErrorCode::Invalid, "The topic holds a wildcard.", {}};
    addRecord(request.topic, request.payload, request.origin);
    const QMutexLocker lock(&m_mutex);
    return PublishResult{quint64(m_topics[request.topic].size() - 1), m_nowMs, 3};
}

void FakeAdmin::failNext(ErrorCode code, const std::string &text)
{
    const QMutexLocker lock(&m_mutex);
    m_nextError = Error{code, text, {}};
}

QList<RecordRow> FakeAdmin::recordsOf(const QString &topic) const
{
    const QMutexLocker lock(&m_mutex);
    return m_topics.value(topic);
}

void FakeAdmin::addRecord(const QString &topic, const QByteArray &payload, const QString &address)
{
    const QMutexLocker lock(&m_mutex);
    RecordRow row;
    row.offset = quint64(m_topics.value(topic).size());
    row.timeMs = ++m_nowMs;
    row.topic = topic;
    row.payload = payload;
    row.address = address;
    m_topics[topic].append(row);
}

std::optional<Error> FakeAdmin::takeError()
{
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_nextError, std::nullopt);
}

} // namespace topiq
