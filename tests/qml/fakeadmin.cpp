// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeadmin.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace topiq {

namespace {

constexpr int HistoryRecords = 100;

bool isWild(const QString &filter) { return filter.contains(u'+') || filter.contains(u'#'); }

} // namespace

FakeAdmin::FakeAdmin(int extraTopics)
{
    const QString plc1 = QStringLiteral("plc-line1");
    const QString plc2 = QStringLiteral("plc-line2");
    const QString gateway = QStringLiteral("opcua-gateway");
    const QString yard = QStringLiteral("yard-gateway");
    const struct {
        const char *name;
        double mean;
        const QString &publisher;
        double level;
        quint64 offset;
        bool retained;
    } plant[] = {
        {"plant/line1/temperature", 9.6, plc1, 71.5, 182'344, true},
        {"plant/line1/pressure", 9.8, plc1, 4.2, 181'902, false},
        {"plant/line1/vibration/x", 48, plc1, 0.8, 903'113, false},
        {"plant/line1/vibration/y", 48, plc1, 0.7, 902'874, false},
        {"plant/line1/state", 0.1, plc1, 2, 411, true},
        {"plant/line1/counter", 4, plc1, 1200, 96'210, true},
        {"plant/line2/temperature", 9.5, plc2, 65.2, 163'580, true},
        {"plant/line2/pressure", 9.4, plc2, 3.9, 163'227, false},
        {"plant/line2/vibration/x", 46, plc2, 1.1, 771'402, false},
        {"plant/line2/state", 0.1, plc2, 1, 388, true},
        {"plant/line2/counter", 3.8, plc2, 900, 88'003, true},
        {"plant/line3/temperature", 0, gateway, 20, 4'120, true},
        {"plant/furnace/zone1/temperature", 5, gateway, 842, 101'320, true},
        {"plant/furnace/zone2/temperature", 5, gateway, 861, 101'318, true},
        {"plant/furnace/zone3/temperature", 5, gateway, 838, 101'316, true},
        {"plant/furnace/gas/flow", 2, gateway, 31, 40'530, false},
        {"energy/main/power", 10, gateway, 412, 202'650, true},
        {"energy/main/voltage/l1", 1, gateway, 231, 20'264, false},
        {"energy/main/voltage/l2", 1, gateway, 230, 20'264, false},
        {"energy/main/voltage/l3", 1, gateway, 232, 20'264, false},
        {"energy/solar/power", 2, gateway, 88, 40'120, true},
        {"building/hall1/climate/temperature", 0.2, yard, 21, 4'052, true},
        {"building/hall1/climate/humidity", 0.2, yard, 43, 4'052, true},
        {"building/hall2/climate/temperature", 0.2, yard, 19, 4'049, true},
        {"building/gate/north/opened", 0.02, yard, 1, 214, true},
        {"logistics/agv/7/position", 20, yard, 12, 388'120, false},
        {"logistics/agv/9/position", 20, yard, 48, 379'544, false},
        {"logistics/agv/11/position", 18, yard, 31, 301'200, false},
        {"logistics/orders/released", 0.4, yard, 5400, 7'981, false},
        {"logistics/orders/finished", 0.4, yard, 5380, 7'902, false},
        {"maintenance/alarms/line2/bearing \u202etest", 0.05, plc2, 1, 37, false},
        {"$SYS/broker/uptime", 0.1, plc1, 1, 2'026, true},
    };
    for (const auto &entry : plant)
        addTopic(QString::fromUtf8(entry.name), entry.mean, entry.publisher, entry.level, entry.offset, entry.retained);
    for (int i = 0; i < extraTopics; ++i)
        addTopic(
            QStringLiteral("load/group%1/topic%2").arg(i % 20, 2, 10, QLatin1Char('0')).arg(i, 4, 10, QLatin1Char('0')),
            20, gateway, 10, quint64(i) * 37, false);

    addClient(plc1, QStringLiteral("line1"), 40112, {QStringLiteral("plant/line1/command/#")});
    addClient(plc2, QStringLiteral("line2"), 40114, {QStringLiteral("plant/line2/command/#")});
    addClient(gateway, QStringLiteral("opcua"), 51830, {QStringLiteral("plant/furnace/setpoint/+")});
    addClient(yard, QStringLiteral("yard"), 38822, {});
    addClient(QStringLiteral("historian-01"), QStringLiteral("historian"), 60210,
        {QStringLiteral("plant/#"), QStringLiteral("energy/#"), QStringLiteral("building/#")});
    addClient(QStringLiteral("scada-console-a"), QStringLiteral("operator"), 44310,
        {QStringLiteral("plant/+/temperature"), QStringLiteral("plant/+/state"),
            QStringLiteral("maintenance/alarms/#")});
    addClient(QStringLiteral("scada-console-b"), QStringLiteral("operator"), 44312,
        {QStringLiteral("plant/+/temperature"), QStringLiteral("plant/+/state")});
    addClient(QStringLiteral("fleet-manager"), QStringLiteral("logistics"), 39950,
        {QStringLiteral("logistics/agv/+/position"), QStringLiteral("logistics/orders/#")});
    addClient(QStringLiteral("energy-report"), QStringLiteral("report"), 47724,
        {QStringLiteral("energy/main/power"), QStringLiteral("energy/solar/power")});
    addClient(QStringLiteral("mosq-debug-5Hx2"), QString(), 50022, {QStringLiteral("$SYS/#")});
    addClient(QStringLiteral("tablet-maintenance-3"), QStringLiteral("maintenance"), 0,
        {QStringLiteral("maintenance/#"), QStringLiteral("plant/line1/state")}, false);
    addClient(QStringLiteral("night-export"), QStringLiteral("report"), 0, {QStringLiteral("energy/#")}, false);
    for (Topic &topic : m_topics)
        countConsumers(topic);

    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_now.version = QStringLiteral("0.1.0");
    m_now.uptimeMs = 3'600'000LL * 53;
    m_now.totals = {3'982'114, 9'120'447, 402'000'000, 931'000'000, 1'411, 212, 202};
    m_now.drops = {{QStringLiteral("queue_full"), 1'208}, {QStringLiteral("offline"), 173},
        {QStringLiteral("too_large"), 4}, {QStringLiteral("malformed"), 26}, {QStringLiteral("slow_consumer"), 0},
        {QStringLiteral("session_ended"), 0}, {QStringLiteral("retained_full"), 0}};
    const struct {
        int secondsAgo;
        const char *reason;
        const char *topic;
        const char *client;
        quint64 count;
    } drops[] = {{14, "queue_full", "energy/main/power", "night-export", 12},
        {75, "queue_full", "energy/main/power", "night-export", 640},
        {310, "offline", "logistics/orders/released", "fleet-manager", 3},
        {1'900, "too_large", "logistics/orders/released", "erp-connector", 1},
        {5'200, "malformed", "", "127.0.0.1:50991", 1}};
    for (const auto &drop : drops)
        m_now.lastDrops.append({now - drop.secondsAgo * 1000, QLatin1StringView(drop.reason),
            QLatin1StringView(drop.topic), QLatin1StringView(drop.client), drop.count});
    m_now.listeners = {{QStringLiteral("mqtt"), QStringLiteral("127.0.0.1:1883"), 10, false},
        {QStringLiteral("http"), QStringLiteral("127.0.0.1:7272"), 1, false}};
    const struct {
        int secondsAgo;
        const char *text;
    } events[] = {{8, "mosq-debug-5Hx2 connected from 127.0.0.1:50022"},
        {41, "night-export lost: no packet for 90 s (keep-alive 60 s)"}, {66, "tablet-maintenance-3 disconnected"},
        {300, "scada-console-b connected from 127.0.0.1:44312"},
        {302, "scada-console-b taken over from 127.0.0.1:44180"}, {940, "kept session of erp-connector ended"},
        {3'100, "energy-report connected from 127.0.0.1:47724"}};
    for (const auto &event : events)
        m_now.events.append({now - event.secondsAgo * 1000, QString::fromLatin1(event.text)});

    for (int ago = 3600; ago > 0; --ago) {
        m_now.timeMs = now - ago * 1000;
        if (ago <= 40)
            stepAt(m_now.timeMs);
        else
            sample(m_now.timeMs);
    }
}

void FakeAdmin::clear()
{
    const QMutexLocker lock(&m_mutex);
    m_topics.clear();
    m_clients.clear();
    m_seconds.clear();
    m_now.totals = {};
    m_now.rates = {};
    m_now.events.clear();
    m_now.lastDrops.clear();
    for (DropCount &drop : m_now.drops)
        drop.total = 0;
    sample(QDateTime::currentMSecsSinceEpoch());
}

void FakeAdmin::addTopic(
    const QString &name, double mean, const QString &publisher, double level, quint64 offset, bool retained)
{
    Topic topic;
    topic.row.name = name;
    topic.row.nextOffset = offset;
    topic.row.firstOffset = offset;
    topic.row.retained = retained;
    topic.row.lastMs = QDateTime::currentMSecsSinceEpoch() - 4'000'000;
    topic.publisher = publisher;
    topic.mean = mean;
    topic.level = level;
    for (int i = 0; i < 30; ++i) {
        append(topic, value(topic), publisher, i % 7 == 0 ? 1 : 0, retained);
        topic.history.last().timeMs = QDateTime::currentMSecsSinceEpoch() - (100 - i) * (mean > 0 ? 1000LL : 60'000LL);
        topic.row.lastMs = topic.history.last().timeMs;
    }
    m_topics.append(topic);
}

void FakeAdmin::addClient(const QString &id, const QString &user, int port, const QStringList &filters, bool connected)
{
    ClientRow row;
    row.id = id;
    row.user = user;
    row.protocol = QStringLiteral("MQTT 3.1.1");
    row.address = connected ? QStringLiteral("127.0.0.1:%1").arg(port) : QString();
    row.connected = connected;
    row.cleanSession = connected && port % 4 != 0;
    row.sinceMs = QDateTime::currentMSecsSinceEpoch() - (connected ? qint64(m_random.bounded(60, 180'000)) : 41) * 1000;
    row.keepAliveSeconds = port % 3 == 0 ? 30 : 60;
    row.subscriptions = quint64(filters.size());
    row.filters = filters;
    if (!connected) {
        row.queued = 1'204;
        row.queuedBytes = 96'320;
        row.dropped = id == QLatin1StringView("night-export") ? 1'208 : 0;
        row.lastError
            = id == QLatin1StringView("night-export") ? QStringLiteral("keep-alive of 60 s ran out") : QString();
    }
    m_clients.append(row);
}

QByteArray FakeAdmin::value(Topic &topic)
{
    topic.level += (m_random.generateDouble() - 0.5) * std::max(0.01, std::abs(topic.level) * 0.01);
    const QString &name = topic.row.name;
    if (name.contains(QLatin1StringView("position")))
        return QStringLiteral("{\"x\": %1, \"y\": %2, \"heading\": %3, \"battery\": 0.%4}")
            .arg(topic.level, 0, 'f', 2)
            .arg(topic.level * 0.4, 0, 'f', 2)
            .arg(m_random.bounded(360))
            .arg(m_random.bounded(60, 90))
            .toUtf8();
    if (name.contains(QLatin1StringView("vibration"))) {
        QByteArray bytes;
        for (int i = 0; i < 16; ++i)
            bytes.append(char(m_random.bounded(256)));
        return bytes;
    }
    if (name.endsWith(QLatin1StringView("state")))
        return m_random.bounded(3) == 0 ? QByteArrayLiteral("running")
                                        : QByteArrayLiteral("changeover\tpart 4711\x1b[0m");
    if (name.contains(QLatin1StringView("orders")))
        return QStringLiteral(
            "{\"order\": \"A-%1\", \"items\": [{\"sku\": \"K-4711\", \"count\": 12}, {\"sku\": \"K-0815\", \"count\": "
            "4}], \"due\": \"2026-11-23T06:00:00Z\", \"customer\": \"M\u00fcller & S\u00f6hne\"}")
            .arg(int(topic.level += 1))
            .toUtf8();
    return QStringLiteral("{\"value\": %1, \"unit\": \"%2\", \"quality\": \"good\"}")
        .arg(topic.level, 0, 'f', 2)
        .arg(name.endsWith(QLatin1StringView("temperature")) ? QStringLiteral("C") : QStringLiteral("1"))
        .toUtf8();
}

void FakeAdmin::append(
    Topic &topic, const QByteArray &payload, const QString &client, int qos, bool retain, qint64 timeMs)
{
    RecordRow record;
    record.offset = topic.row.nextOffset++;
    record.timeMs = timeMs > 0 ? timeMs : QDateTime::currentMSecsSinceEpoch();
    record.topic = topic.row.name;
    record.payload = payload;
    record.payloadSize = quint64(payload.size());
    record.qos = qos;
    record.retain = retain;
    record.clientId = client;
    record.address = QStringLiteral("127.0.0.1:40112");
    record.protocol = QStringLiteral("MQTT 3.1.1");
    topic.history.append(record);
    if (topic.history.size() > HistoryRecords)
        topic.history.removeFirst();
    topic.row.firstOffset = topic.history.first().offset;
    topic.row.records = quint64(topic.history.size());
    topic.row.bytes = topic.row.records * quint64(payload.size());
    topic.row.lastMs = record.timeMs;
    topic.row.retained = topic.row.retained || retain;
}

void FakeAdmin::step() { stepAt(QDateTime::currentMSecsSinceEpoch()); }

void FakeAdmin::stepAt(qint64 timeMs)
{
    const QMutexLocker lock(&m_mutex);
    Rates rates;
    m_swing += 0.07;
    for (Topic &topic : m_topics) {
        const double wanted = topic.mean * (1 + 0.25 * std::sin(m_swing + topic.level)) + m_random.generateDouble();
        const int count = topic.mean <= 0 ? 0 : int(wanted);
        quint64 bytes = 0;
        for (int i = 0; i < count; ++i) {
            append(topic, value(topic), topic.publisher, 0, false, timeMs + i * 1000 / count - 1000);
            bytes += topic.history.last().payloadSize;
        }
        topic.row.rate = count;
        topic.row.byteRate = double(bytes);
        rates.messagesIn += count;
        rates.bytesIn += double(bytes);
        rates.messagesOut += count * double(topic.row.consumers);
        rates.bytesOut += double(bytes * topic.row.consumers);
    }
    for (ClientRow &client : m_clients) {
        client.rateIn = client.rateOut = 0;
        if (!client.connected)
            continue;
        for (const Topic &topic : std::as_const(m_topics)) {
            client.rateIn += topic.publisher == client.id ? topic.row.rate : 0;
            for (const QString &filter : std::as_const(client.filters))
                client.rateOut += matches(filter, topic.row.name) ? topic.row.rate : 0;
        }
        client.messagesIn += quint64(client.rateIn);
        client.messagesOut += quint64(client.rateOut);
        client.inFlight = quint64(m_random.bounded(3));
    }
    rates.dropped = m_random.bounded(9) == 0 && !m_topics.isEmpty() ? 12 : 0;
    m_now.drops[0].total += quint64(rates.dropped);
    m_now.totals.dropped += quint64(rates.dropped);
    m_now.rates = rates;
    m_now.totals.messagesIn += quint64(rates.messagesIn);
    m_now.totals.messagesOut += quint64(rates.messagesOut);
    m_now.totals.bytesIn += quint64(rates.bytesIn);
    m_now.totals.bytesOut += quint64(rates.bytesOut);
    sample(timeMs);
}

void FakeAdmin::sample(qint64 timeMs)
{
    if (m_seconds.size() < 3'560) { // the past before the first step: curves of the same kind
        m_now.rates.messagesIn = 280 + 60 * std::sin(double(m_seconds.size()) / 90.0) + m_random.bounded(40);
        m_now.rates.messagesOut = m_now.rates.messagesIn * 1.25 + m_random.bounded(30);
        m_now.rates.bytesIn = m_now.rates.messagesIn * 41;
        m_now.rates.bytesOut = m_now.rates.messagesOut * 46;
    }
    if (m_topics.isEmpty())
        m_now.rates = {};
    quint64 records = 0;
    quint64 bytes = 0;
    quint64 retained = 0;
    for (const Topic &topic : std::as_const(m_topics)) {
        records += topic.row.records;
        bytes += topic.row.bytes;
        retained += topic.row.retained;
    }
    const auto connected = quint64(
        std::count_if(m_clients.cbegin(), m_clients.cend(), [](const ClientRow &row) { return row.connected; }));
    m_now.number += 1;
    m_now.timeMs = timeMs;
    m_now.uptimeMs += 1000;
    m_now.connections = {connected, 1'048'000};
    m_now.topics = {quint64(m_topics.size()), 100'000};
    m_now.records = {records, 0};
    m_now.recordBytes = {bytes, 256ULL << 20};
    m_now.retained = {retained, 1'000'000};
    m_now.sessions = {quint64(m_clients.size()), 100'000};
    m_now.queuedMessages = {m_topics.isEmpty() ? 0ULL : 2'408, 0};
    m_now.queuedBytes = {m_topics.isEmpty() ? 0ULL : 812ULL << 20, 1ULL << 30};
    m_now.memory = {(41ULL << 20) + quint64(m_random.bounded(300'000)), 1ULL << 30};
    m_now.descriptors = {connected + 31, 1'024};
    m_now.cpu = 0.06 + m_random.generateDouble() * 0.03;
    m_now.subscriptions = 0;
    for (const ClientRow &client : std::as_const(m_clients))
        m_now.subscriptions += client.subscriptions;
    m_now.listeners[0].connections = connected;
    const quint64 shownConnections = m_topics.isEmpty() ? connected : connected - (m_seconds.size() / 700) % 3;
    m_seconds.append({timeMs, m_now.rates, shownConnections});
    if (m_seconds.size() > 3'600)
        m_seconds.removeFirst();
}

void FakeAdmin::failPublishing(const QString &why)
{
    const QMutexLocker lock(&m_mutex);
    m_publishFault = why;
}

void FakeAdmin::failLists(const QString &why)
{
    const QMutexLocker lock(&m_mutex);
    m_listFault = why;
}

int FakeAdmin::calls() const
{
    const QMutexLocker lock(&m_mutex);
    return m_calls;
}

bool FakeAdmin::matches(const QString &filter, const QString &name)
{
    const QStringList want = filter.split(u'/');
    const QStringList have = name.split(u'/');
    if (name.startsWith(u'$') != filter.startsWith(u'$'))
        return false;
    for (qsizetype i = 0; i < want.size(); ++i) {
        if (want.at(i) == u"#")
            return true;
        if (i >= have.size() || (want.at(i) != u"+" && want.at(i) != have.at(i)))
            return false;
    }
    return want.size() == have.size();
}

void FakeAdmin::countConsumers(Topic &topic) const
{
    topic.row.consumers = 0;
    for (const ClientRow &client : m_clients) {
        for (const QString &filter : client.filters)
            topic.row.consumers += matches(filter, topic.row.name);
    }
}

std::shared_ptr<const Snapshot> FakeAdmin::snapshot()
{
    const QMutexLocker lock(&m_mutex);
    ++m_calls;
    return std::make_shared<Snapshot>(m_now);
}

Result<QList<TrafficPoint>> FakeAdmin::traffic(int seconds, int maxPoints)
{
    const QMutexLocker lock(&m_mutex);
    ++m_calls;
    const qsizetype wanted = std::min<qsizetype>(seconds, m_seconds.size());
    const QList<TrafficPoint> range = m_seconds.mid(m_seconds.size() - wanted);
    const qsizetype width = std::max<qsizetype>(1, (range.size() + maxPoints - 1) / maxPoints);
    QList<TrafficPoint> points;
    for (qsizetype from = 0; from < range.size(); from += width) {
        TrafficPoint point = range.at(std::min(range.size() - 1, from + width - 1));
        Rates sum;
        const qsizetype end = std::min(range.size(), from + width);
        for (qsizetype i = from; i < end; ++i) {
            const Rates &r = range.at(i).rates;
            sum = {sum.messagesIn + r.messagesIn, sum.messagesOut + r.messagesOut, sum.bytesIn + r.bytesIn,
                sum.bytesOut + r.bytesOut, sum.dropped + r.dropped};
        }
        const double n = double(end - from);
        point.rates = {sum.messagesIn / n, sum.messagesOut / n, sum.bytesIn / n, sum.bytesOut / n, sum.dropped / n};
        points.append(point);
    }
    return points;
}

Result<TopicPage> FakeAdmin::topics(const TopicQuery &query)
{
    const QMutexLocker lock(&m_mutex);
    ++m_calls;
    if (!m_listFault.isEmpty())
        return Error{ErrorCode::Failure, m_listFault.toStdString(), {}};
    TopicPage page;
    for (const Topic &topic : std::as_const(m_topics)) {
        if (topic.row.name.startsWith(u'$') && !query.withSystem)
            continue;
        ++page.total;
        const bool keep = query.filter.isEmpty()
            || (isWild(query.filter) ? matches(query.filter, topic.row.name) : topic.row.name.contains(query.filter));
        if (keep)
            page.rows.append(topic.row);
    }
    page.matching = quint64(page.rows.size());
    const auto less = [sort = query.sort](const TopicRow &a, const TopicRow &b) {
        switch (sort) {
        case TopicQuery::Sort::Rate:
            return a.rate != b.rate ? a.rate < b.rate : a.name > b.name;
        case TopicQuery::Sort::LastOffset:
            return a.nextOffset < b.nextOffset;
        case TopicQuery::Sort::LastSeen:
            return a.lastMs < b.lastMs;
        case TopicQuery::Sort::Bytes:
            return a.bytes < b.bytes;
        default:
            return a.name < b.name;
        }
    };
    std::sort(page.rows.begin(), page.rows.end(),
        [&](const TopicRow &a, const TopicRow &b) { return query.descending ? less(b, a) : less(a, b); });
    page.rows = page.rows.mid(query.offset, query.limit);
    return page;
}

Result<ClientPage> FakeAdmin::clients(const ClientQuery &query)
{
    const QMutexLocker lock(&m_mutex);
    ++m_calls;
    if (!m_listFault.isEmpty())
        return Error{ErrorCode::Failure, m_listFault.toStdString(), {}};
    ClientPage page;
    page.total = quint64(m_clients.size());
    for (const ClientRow &client : std::as_const(m_clients)) {
        if (!client.connected && !query.withOffline)
            continue;
        if (client.id.contains(query.filter) || client.user.contains(query.filter)
            || client.address.contains(query.filter))
            page.rows.append(client);
    }
    page.matching = quint64(page.rows.size());
    page.rows = page.rows.mid(query.offset, query.limit);
    return page;
}

Result<RecordPage> FakeAdmin::records(const RecordQuery &query)
{
    const QMutexLocker lock(&m_mutex);
    ++m_calls;
    const auto topic
        = std::find_if(m_topics.cbegin(), m_topics.cend(), [&](const Topic &t) { return t.row.name == query.topic; });
    if (topic == m_topics.cend())
        return Error{ErrorCode::NotFound, "There is no topic `" + query.topic.toStdString() + "`.", {}};
    RecordPage page;
    page.topic = query.topic;
    page.firstOffset = topic->row.firstOffset;
    page.nextOffset = topic->row.nextOffset;
    const qint64 from = query.from < 0 ? std::max<qint64>(0, topic->history.size() + query.from)
                                       : std::max<qint64>(0, query.from - qint64(page.firstOffset));
    page.rows = topic->history.mid(from, query.limit);
    for (RecordRow &row : page.rows) {
        if (query.maxPayloadBytes >= 0 && row.payload.size() > query.maxPayloadBytes) {
            row.payload.truncate(query.maxPayloadBytes);
            row.truncated = true;
        }
    }
    return page;
}

Result<PublishResult> FakeAdmin::publish(const PublishRequest &request)
{
    const QMutexLocker lock(&m_mutex);
    ++m_calls;
    if (!m_publishFault.isEmpty())
        return Error{ErrorCode::Busy, m_publishFault.toStdString(), {}};
    if (request.topic.isEmpty() || isWild(request.topic))
        return Error{ErrorCode::Invalid, "The topic `" + request.topic.toStdString() + "` cannot be published to.", {}};
    auto topic
        = std::find_if(m_topics.begin(), m_topics.end(), [&](const Topic &t) { return t.row.name == request.topic; });
    if (topic == m_topics.end()) {
        Topic fresh;
        fresh.row.name = request.topic;
        countConsumers(fresh);
        m_topics.append(fresh);
        topic = m_topics.end() - 1;
    }
    append(*topic, request.payload, request.origin, request.qos, request.retain);
    m_now.totals.messagesIn += 1;
    return PublishResult{topic->row.nextOffset - 1, topic->history.last().timeMs, topic->row.consumers};
}

} // namespace topiq
