// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/localadmin.h"

#include "base/clock.h"
#include "base/text.h"
#include "engine/properties.h"
#include "engine/topicname.h"

#include <algorithm>

namespace topiq {

namespace {

Error badPage(int offset, int limit)
{
    return {ErrorCode::Invalid,
        "cannot answer a page of " + std::to_string(limit) + " from " + std::to_string(offset)
            + ": the offset must be 0 or more, the limit 1 to " + std::to_string(LocalAdmin::MaxPage),
        {}};
}

bool pageIsValid(int offset, int limit) { return offset >= 0 && limit >= 1 && limit <= LocalAdmin::MaxPage; }

QString text(std::string_view bytes) { return QString::fromUtf8(bytes.data(), qsizetype(bytes.size())); }

bool containsText(std::string_view where, std::string_view what)
{
    const auto same = [](char a, char b) { return std::tolower(std::uint8_t(a)) == std::tolower(std::uint8_t(b)); };
    return std::search(where.begin(), where.end(), what.begin(), what.end(), same) != where.end();
}

/// A topic while it is being sorted: only what the order needs.
struct TopicCandidate {
    Ref<Topic> topic;
    double key = 0; // of every order but that by name
};

double sortKey(Topic &topic, TopicQuery::Sort sort)
{
    if (sort == TopicQuery::Sort::Name)
        return 0;
    const auto state = topic.lock();
    switch (sort) {
    case TopicQuery::Sort::Rate:
        return state->sample.rate;
    case TopicQuery::Sort::LastOffset:
        return double(state->nextOffset);
    case TopicQuery::Sort::LastSeen:
        return double(state->lastMs);
    case TopicQuery::Sort::Bytes:
        return double(state->history.bytes());
    case TopicQuery::Sort::Name:
        break;
    }
    return 0;
}

/// Puts the elements [offset, offset + limit) of the order into place and cuts the rest off.
template <typename T, typename Less>
void takePage(std::vector<T> &all, std::size_t offset, std::size_t limit, Less &&less)
{
    const std::size_t begin = std::min(all.size(), offset);
    const std::size_t end = std::min(all.size(), begin + limit);
    std::partial_sort(all.begin(), all.begin() + std::ptrdiff_t(end), all.end(), less);
    all.erase(all.begin() + std::ptrdiff_t(end), all.end());
    all.erase(all.begin(), all.begin() + std::ptrdiff_t(begin));
}

TopicRow topicRow(Topic &topic, InterestIndex &interest)
{
    TopicRow row;
    row.name = text(topic.name());
    row.consumers = interest.subscriptions(topic.name());
    const auto state = topic.lock();
    row.nextOffset = state->nextOffset;
    row.records = state->history.size();
    row.firstOffset = row.records ? state->history.at(0)->offset() : row.nextOffset;
    row.bytes = state->history.bytes();
    row.rate = state->sample.rate;
    row.byteRate = state->sample.byteRate;
    row.retained = bool(state->retained);
    row.lastMs = state->lastMs;
    return row;
}

/// Rates are those between two looks that lie at least about a second apart, whoever looks.
void sampleSession(Session &session, std::int64_t nowMs)
{
    Session::Sample &sample = session.sample;
    const std::int64_t passed = nowMs - sample.atMs;
    if (passed < 900)
        return;
    const double seconds = double(passed) / 1000;
    const bool known = sample.atMs != 0;
    sample.rateIn = known ? double(session.messagesIn - sample.messagesIn) / seconds : 0;
    sample.rateOut = known ? double(session.messagesOut - sample.messagesOut) / seconds : 0;
    sample.messagesIn = session.messagesIn;
    sample.messagesOut = session.messagesOut;
    sample.atMs = nowMs;
}

ClientRow clientRow(Session &session)
{
    constexpr qsizetype ShownFilters = 50;
    ClientRow row;
    const Origin &origin = *session.origin();
    row.id = text(session.id());
    row.user = text(origin.user);
    row.protocol = text(origin.protocol);
    row.connected = session.isConnected();
    if (row.connected) {
        row.address = text(origin.address);
        row.outputBytes = session.sink()->outputBytes();
    }
    row.cleanSession = session.endsWithConnection();
    row.sinceMs = session.sinceMs;
    row.keepAliveSeconds = session.keepAliveSeconds;
    row.subscriptions = session.subscriptions().size();
    for (const auto &[filter, subscription] : session.subscriptions()) {
        if (row.filters.size() == ShownFilters)
            break;
        row.filters.append(text(filter));
    }
    row.filters.sort();
    row.messagesIn = session.messagesIn;
    row.messagesOut = session.messagesOut;
    row.rateIn = session.sample.rateIn;
    row.rateOut = session.sample.rateOut;
    row.queued = session.outbox().queued();
    row.queuedBytes = session.outbox().queuedBytes();
    row.inFlight = session.outbox().inFlight();
    row.dropped = session.dropped;
    row.lastError = session.lastError ? QString::fromLatin1(session.lastError) : QString();
    return row;
}

MessageProperties propertiesOf(const Message &message)
{
    MessageProperties properties;
    if (const auto seconds = message.expirySeconds())
        properties.expirySeconds = *seconds;
    PropertyReader reader(message.properties());
    while (const auto property = reader.next()) {
        switch (property->id) {
        case PropertyId::PayloadFormat:
            properties.isText = property->number == 1;
            break;
        case PropertyId::ContentType:
            properties.contentType = text(property->value);
            break;
        case PropertyId::ResponseTopic:
            properties.responseTopic = text(property->value);
            break;
        case PropertyId::CorrelationData:
            properties.correlationData = QByteArray(property->value.data(), qsizetype(property->value.size()));
            break;
        case PropertyId::UserProperty:
            properties.userProperties.emplaceBack(text(property->name), text(property->value));
            break;
        }
    }
    return properties;
}

RecordRow recordRow(const Message &message, qint64 maxPayloadBytes)
{
    RecordRow row;
    row.offset = message.offset();
    row.timeMs = message.timeMs();
    row.topic = text(message.topic());
    row.payloadSize = message.payload().size();
    row.truncated = maxPayloadBytes >= 0 && row.payloadSize > quint64(maxPayloadBytes);
    const std::string_view shown
        = row.truncated ? message.payload().substr(0, std::size_t(maxPayloadBytes)) : message.payload();
    row.payload = QByteArray(shown.data(), qsizetype(shown.size()));
    row.qos = int(message.qos());
    row.retain = message.retain();
    row.clientId = text(message.origin().clientId);
    row.user = text(message.origin().user);
    row.address = text(message.origin().address);
    row.protocol = text(message.origin().protocol);
    row.properties = propertiesOf(message);
    return row;
}

Error badProperty(const char *name, const std::string &why)
{
    return {ErrorCode::Invalid, std::string("cannot publish with this ") + name + ": it " + why, {}};
}

/// Text that the wire can carry: at most 65,535 bytes, without U+0000.
Result<std::string> wireText(const char *name, const QString &text)
{
    std::string bytes = text.toStdString();
    if (bytes.size() > 0xFFFF)
        return badProperty(name, "has " + std::to_string(bytes.size()) + " bytes, and may have 65,535");
    if (!isMqttText(bytes))
        return badProperty(name, "holds U+0000 or half of a character");
    return bytes;
}

Result<std::string> encoded(const MessageProperties &properties)
{
    std::string bytes;
    if (properties.isText)
        appendPayloadFormat(bytes, true);
    if (!properties.contentType.isEmpty()) {
        const auto type = wireText("content type", properties.contentType);
        if (!type)
            return type.error();
        appendProperty(bytes, PropertyId::ContentType, *type);
    }
    if (!properties.responseTopic.isEmpty()) {
        const std::string topic = properties.responseTopic.toStdString();
        const NameFault fault = checkTopicName(topic);
        if (fault != NameFault::None)
            return badProperty("response topic", describe(fault));
        appendProperty(bytes, PropertyId::ResponseTopic, topic);
    }
    if (!properties.correlationData.isEmpty()) {
        const QByteArray &data = properties.correlationData;
        if (data.size() > 0xFFFF) {
            return badProperty(
                "correlation data", "has " + std::to_string(data.size()) + " bytes, and may have 65,535");
        }
        appendProperty(bytes, PropertyId::CorrelationData, {data.constData(), std::size_t(data.size())});
    }
    for (const auto &[name, value] : properties.userProperties) {
        const auto nameBytes = wireText("name of a user property", name);
        if (!nameBytes)
            return nameBytes.error();
        const auto valueBytes = wireText("value of a user property", value);
        if (!valueBytes)
            return valueBytes.error();
        appendUserProperty(bytes, *nameBytes, *valueBytes);
    }
    return bytes;
}

} // namespace

LocalAdmin::LocalAdmin(Engine &engine, LoopPool &loops, Monitor &monitor)
    : m_engine(engine),
      m_loops(loops),
      m_monitor(monitor)
{}

std::shared_ptr<const Snapshot> LocalAdmin::snapshot() { return m_monitor.snapshot(); }

Result<QList<TrafficPoint>> LocalAdmin::traffic(int seconds, int maxPoints)
{
    constexpr int Week = 7 * 24 * 3600;
    if (seconds < 1 || seconds > Week || maxPoints < 1) {
        return Error{ErrorCode::Invalid,
            "cannot answer the traffic of " + std::to_string(seconds) + " s in " + std::to_string(maxPoints)
                + " points: give 1 to " + std::to_string(Week) + " seconds and at least one point",
            {}};
    }
    return m_monitor.traffic(seconds, maxPoints);
}

Result<TopicPage> LocalAdmin::topics(const TopicQuery &query)
{
    if (!pageIsValid(query.offset, query.limit))
        return badPage(query.offset, query.limit);
    const QByteArray filterBytes = query.filter.toUtf8();
    const std::string_view filter(filterBytes.constData(), std::size_t(filterBytes.size()));
    const bool byPattern = hasWildcard(filter);
    if (byPattern) {
        const NameFault fault = checkTopicFilter(filter);
        if (fault != NameFault::None) {
            return Error{ErrorCode::Invalid,
                "cannot filter topics by `" + query.filter.toStdString() + "`: it " + describe(fault), {}};
        }
    }
    TopicPage page;
    std::vector<TopicCandidate> matching;
    for (Ref<Topic> &topic : m_engine.topics().all()) {
        ++page.total;
        const std::string_view name = topic->name();
        const bool wanted = filter.empty() || (byPattern ? filterMatches(filter, name) : containsText(name, filter));
        if (!wanted || (!query.withSystem && isSystemTopic(name)))
            continue;
        const double key = sortKey(*topic, query.sort);
        matching.push_back({std::move(topic), key});
    }
    page.matching = matching.size();
    takePage(matching, std::size_t(query.offset), std::size_t(query.limit),
        [&](const TopicCandidate &a, const TopicCandidate &b) {
            if (a.key != b.key)
                return query.descending ? a.key > b.key : a.key < b.key;
            const bool reversed = query.descending && query.sort == TopicQuery::Sort::Name;
            return reversed ? a.topic->name() > b.topic->name() : a.topic->name() < b.topic->name();
        });
    for (const TopicCandidate &candidate : matching)
        page.rows.append(topicRow(*candidate.topic, m_engine.interest()));
    return page;
}

Result<ClientPage> LocalAdmin::clients(const ClientQuery &query)
{
    if (!pageIsValid(query.offset, query.limit))
        return badPage(query.offset, query.limit);
    const QByteArray filterBytes = query.filter.toUtf8();
    const std::string_view filter(filterBytes.constData(), std::size_t(filterBytes.size()));
    const auto wanted = [&](const Session &session) {
        if (!session.isConnected() && !query.withOffline)
            return false;
        const Origin &origin = *session.origin();
        return filter.empty() || containsText(session.id(), filter) || containsText(origin.user, filter)
            || (session.isConnected() && containsText(origin.address, filter));
    };
    ClientPage page;
    std::vector<ClientRow> rows;
    for (int i = 0; i < m_engine.shardCount(); ++i) {
        // Each loop answers for its own sessions: the first offset + limit of them are all that the page can need.
        const bool answered = m_loops.runOn(i, [&] {
            std::vector<Session *> matching;
            m_engine.shard(i).forEachSession([&](Session &session) {
                ++page.total;
                if (wanted(session))
                    matching.push_back(&session);
            });
            page.matching += matching.size();
            takePage(matching, 0, std::size_t(query.offset) + std::size_t(query.limit),
                [](const Session *a, const Session *b) { return a->id() < b->id(); });
            const std::int64_t nowMs = steadyMs();
            for (Session *session : matching) {
                sampleSession(*session, nowMs);
                rows.push_back(clientRow(*session));
            }
        });
        if (!answered)
            return Error{ErrorCode::Busy, "cannot list the clients: the broker is stopping", {}};
    }
    takePage(rows, std::size_t(query.offset), std::size_t(query.limit),
        [](const ClientRow &a, const ClientRow &b) { return a.id < b.id; });
    page.rows = QList<ClientRow>(rows.begin(), rows.end());
    return page;
}

Result<RecordPage> LocalAdmin::records(const RecordQuery &query)
{
    if (!pageIsValid(0, query.limit))
        return badPage(0, query.limit);
    RecordPage page;
    page.topic = query.topic;
    const QByteArray name = query.topic.toUtf8();
    const Ref<Topic> topic = m_engine.topics().find({name.constData(), std::size_t(name.size())});
    if (!topic) {
        return Error{ErrorCode::NotFound,
            "there is no topic `" + query.topic.toStdString() + "`: topics appear with their first message", {}};
    }
    std::vector<Ref<const Message>> messages;
    {
        const auto state = topic->lock();
        const History &history = state->history;
        const std::uint32_t size = history.size();
        page.nextOffset = state->nextOffset;
        page.firstOffset = size ? history.at(0)->offset() : page.nextOffset;
        std::uint32_t begin = 0;
        if (query.from < 0) {
            const quint64 back = 0 - quint64(query.from); // also right for the smallest number
            begin = back < size ? size - std::uint32_t(back) : 0;
        } else {
            std::uint32_t end = size; // the first record whose offset is not below
            while (begin < end) {
                const std::uint32_t middle = begin + (end - begin) / 2;
                if (history.at(middle)->offset() < quint64(query.from))
                    begin = middle + 1;
                else
                    end = middle;
            }
        }
        for (std::uint32_t i = begin; i < size && messages.size() < std::size_t(query.limit); ++i)
            messages.push_back(history.at(i));
    }
    for (const Ref<const Message> &message : messages)
        page.rows.append(recordRow(*message, query.maxPayloadBytes));
    return page;
}

Result<PublishResult> LocalAdmin::publish(const PublishRequest &request)
{
    if (request.qos < 0 || request.qos > 2) {
        return Error{ErrorCode::Invalid,
            "cannot publish with QoS " + std::to_string(request.qos) + ": it must be 0, 1 or 2", {}};
    }
    const Result<std::string> properties = encoded(request.properties);
    if (!properties)
        return properties.error();
    if (request.properties.expirySeconds < -1 || request.properties.expirySeconds > 0xFFFF'FFFF) {
        return Error{ErrorCode::Invalid,
            "cannot publish with an expiry of " + std::to_string(request.properties.expirySeconds)
                + " s: it must be 0 to 4294967295",
            {}};
    }
    auto *const origin = new Origin;
    origin->clientId = request.origin.toStdString();
    origin->protocol = "admin";
    const QByteArray topic = request.topic.toUtf8();
    Draft draft;
    draft.topic = {topic.constData(), std::size_t(topic.size())};
    draft.payload = {request.payload.constData(), std::size_t(request.payload.size())};
    draft.qos = Qos(request.qos);
    draft.retain = request.retain;
    draft.properties = *properties;
    if (request.properties.expirySeconds >= 0)
        draft.expirySeconds = std::uint32_t(request.properties.expirySeconds);
    const auto published = m_engine.publish(draft, Ref<const Origin>(origin));
    if (!published)
        return published.error();
    return PublishResult{published->offset, published->timeMs, published->subscriptions};
}

} // namespace topiq
