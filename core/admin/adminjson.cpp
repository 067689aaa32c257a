// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringConverter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

QJsonValue number(quint64 value) { return QJsonValue(qint64(value)); }

QJsonValue amount(double value)
{
    // JSON has no word for "not a number".
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(0.0);
}

/// Two members, "<prefix>time" and "<prefix>time_ms".
void insertTime(QJsonObject &object, const QString &prefix, qint64 timeMs)
{
    const bool isSet = timeMs != 0;
    object.insert(prefix + "time"_L1,
        isSet ? QJsonValue(QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC).toString(Qt::ISODateWithMs)) : QJsonValue());
    object.insert(prefix + "time_ms"_L1, isSet ? QJsonValue(timeMs) : QJsonValue());
}

QJsonObject gauge(const Gauge &gauge)
{
    return {{u"value"_s, number(gauge.value)}, {u"limit"_s, gauge.limit == 0 ? QJsonValue() : number(gauge.limit)}};
}

QJsonObject rates(const Rates &rates)
{
    return {{u"messages_in"_s, amount(rates.messagesIn)}, {u"messages_out"_s, amount(rates.messagesOut)},
        {u"bytes_in"_s, amount(rates.bytesIn)}, {u"bytes_out"_s, amount(rates.bytesOut)},
        {u"dropped"_s, amount(rates.dropped)}};
}

QJsonObject totals(const Totals &totals)
{
    return {{u"messages_in"_s, number(totals.messagesIn)}, {u"messages_out"_s, number(totals.messagesOut)},
        {u"bytes_in"_s, number(totals.bytesIn)}, {u"bytes_out"_s, number(totals.bytesOut)},
        {u"dropped"_s, number(totals.dropped)}, {u"connects"_s, number(totals.connects)},
        {u"disconnects"_s, number(totals.disconnects)}};
}

template <typename Row, typename Function>
QJsonArray array(const QList<Row> &rows, Function toObject)
{
    QJsonArray result;
    for (const Row &row : rows)
        result.append(toObject(row));
    return result;
}

QJsonObject dropObject(const DropEntry &entry)
{
    QJsonObject object{{u"reason"_s, entry.reason}, {u"topic"_s, entry.topic}, {u"client"_s, entry.client},
        {u"count"_s, number(entry.count)}};
    insertTime(object, {}, entry.timeMs);
    return object;
}

QJsonObject eventObject(const EventRow &event)
{
    QJsonObject object{{u"text"_s, event.text}};
    insertTime(object, {}, event.timeMs);
    return object;
}

QJsonObject listenerObject(const ListenerRow &row)
{
    QJsonObject object{{u"scheme"_s, row.scheme}, {u"address"_s, row.address},
        {u"connections"_s, number(row.connections)}, {u"tls"_s, row.tls}, {u"refused"_s, number(row.refused)},
        {u"failed_handshakes"_s, number(row.failedHandshakes)}};
    if (row.certificateEndsMs)
        insertTime(object, u"certificate_ends_"_s, row.certificateEndsMs);
    return object;
}

QJsonObject bridgeObject(const BridgeRow &row)
{
    QJsonObject object{{u"name"_s, row.name}, {u"state"_s, row.state}, {u"address"_s, row.address},
        {u"messages_in"_s, number(row.messagesIn)}, {u"messages_out"_s, number(row.messagesOut)},
        {u"queued"_s, number(row.queued)}, {u"circles"_s, number(row.circles)}, {u"refused"_s, number(row.refused)},
        {u"last_error"_s, row.lastError}};
    insertTime(object, u"since_"_s, row.sinceMs);
    return object;
}

QJsonObject topicObject(const TopicRow &row)
{
    QJsonObject object{{u"name"_s, row.name}, {u"first_offset"_s, number(row.firstOffset)},
        {u"next_offset"_s, number(row.nextOffset)},
        {u"last_offset"_s, row.nextOffset == 0 ? QJsonValue() : number(row.nextOffset - 1)},
        {u"records"_s, number(row.records)}, {u"bytes"_s, number(row.bytes)}, {u"rate"_s, amount(row.rate)},
        {u"byte_rate"_s, amount(row.byteRate)}, {u"consumers"_s, number(row.consumers)}, {u"retained"_s, row.retained}};
    insertTime(object, u"last_"_s, row.lastMs);
    return object;
}

QJsonObject clientObject(const ClientRow &row)
{
    QJsonObject object{{u"id"_s, row.id}, {u"user"_s, row.user}, {u"protocol"_s, row.protocol},
        {u"address"_s, row.address}, {u"connected"_s, row.connected}, {u"clean_session"_s, row.cleanSession},
        {u"keep_alive_seconds"_s, row.keepAliveSeconds}, {u"subscriptions"_s, number(row.subscriptions)},
        {u"filters"_s, QJsonArray::fromStringList(row.filters)}, {u"messages_in"_s, number(row.messagesIn)},
        {u"messages_out"_s, number(row.messagesOut)}, {u"rate_in"_s, amount(row.rateIn)},
        {u"rate_out"_s, amount(row.rateOut)}, {u"queued"_s, number(row.queued)},
        {u"queued_bytes"_s, number(row.queuedBytes)}, {u"in_flight"_s, number(row.inFlight)},
        {u"dropped"_s, number(row.dropped)}, {u"output_bytes"_s, number(row.outputBytes)},
        {u"last_error"_s, row.lastError}};
    insertTime(object, u"since_"_s, row.sinceMs);
    return object;
}

/// A payload that was cut may end inside a character: that one is left out, so that the rest stays readable.
std::optional<QString> payloadText(const RecordRow &row)
{
    if (!row.truncated)
        return utf8Text(row.payload);
    const qsizetype least = std::max<qsizetype>(0, row.payload.size() - 3);
    for (qsizetype size = row.payload.size(); size >= least; --size) {
        if (auto text = utf8Text(row.payload.left(size)))
            return text;
    }
    return {};
}

/// Only what is there.
void insertProperties(QJsonObject &object, const MessageProperties &properties)
{
    if (!properties.contentType.isEmpty())
        object.insert(u"content_type"_s, properties.contentType);
    if (!properties.responseTopic.isEmpty())
        object.insert(u"response_topic"_s, properties.responseTopic);
    if (!properties.correlationData.isEmpty())
        object.insert(u"correlation_data_base64"_s, QString::fromLatin1(properties.correlationData.toBase64()));
    if (properties.isText)
        object.insert(u"payload_is_text"_s, true);
    if (properties.expirySeconds >= 0)
        object.insert(u"expiry_seconds"_s, properties.expirySeconds);
    if (!properties.userProperties.isEmpty()) {
        object.insert(u"user_properties"_s, array(properties.userProperties, [](const auto &property) {
            return QJsonObject{{u"name"_s, property.first}, {u"value"_s, property.second}};
        }));
    }
}

QJsonObject recordObject(const RecordRow &row)
{
    QJsonObject object{{u"offset"_s, number(row.offset)}, {u"topic"_s, row.topic},
        {u"payload_base64"_s, QString::fromLatin1(row.payload.toBase64())},
        {u"payload_size"_s, number(row.payloadSize)}, {u"truncated"_s, row.truncated}, {u"qos"_s, row.qos},
        {u"retain"_s, row.retain}, {u"client_id"_s, row.clientId}, {u"user"_s, row.user}, {u"address"_s, row.address},
        {u"protocol"_s, row.protocol}};
    insertTime(object, {}, row.timeMs);
    if (const auto text = payloadText(row))
        object.insert(u"text"_s, *text);
    insertProperties(object, row.properties);
    return object;
}

/// What all pages by offset have in common.
template <typename Page, typename Query>
QJsonObject pageObject(const QString &name, const QJsonArray &rows, const Page &page, const Query &query)
{
    const quint64 end = quint64(query.offset) + quint64(rows.size());
    const bool hasMore = !rows.isEmpty() && end < page.matching;
    return {{name, rows}, {u"total"_s, number(page.total)}, {u"matching"_s, number(page.matching)},
        {u"offset"_s, query.offset}, {u"limit"_s, query.limit}, {u"next"_s, hasMore ? number(end) : QJsonValue()}};
}

Error invalid(const QString &text) { return {ErrorCode::Invalid, text.toStdString(), {}}; }

bool isText(const QJsonValue &value) { return value.isString() && value.toString().isValidUtf16(); }

Result<QByteArray> base64(const QString &name, const QJsonValue &value)
{
    auto decoded = QByteArray::fromBase64Encoding(value.toString().toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    if (!value.isString() || !decoded)
        return invalid(u"The member \"%1\" is not base64."_s.arg(name));
    return *decoded;
}

Result<void> readUserProperties(const QJsonValue &value, MessageProperties &properties)
{
    const QJsonArray list = value.toArray();
    bool valid = value.isArray();
    for (const QJsonValue &entry : list) {
        const QJsonObject property = entry.toObject();
        valid
            = valid && property.size() == 2 && isText(property.value("name"_L1)) && isText(property.value("value"_L1));
        properties.userProperties.emplaceBack(
            property.value("name"_L1).toString(), property.value("value"_L1).toString());
    }
    if (!valid)
        return invalid(u"The member \"user_properties\" must be a list of {\"name\": text, \"value\": text}."_s);
    return {};
}

/// One member of the properties of a message; false when it is none.
Result<bool> readProperty(const QString &name, const QJsonValue &value, MessageProperties &properties)
{
    if (name == "content_type"_L1 || name == "response_topic"_L1) {
        if (!isText(value))
            return invalid(u"The member \"%1\" must be text."_s.arg(name));
        (name == "content_type"_L1 ? properties.contentType : properties.responseTopic) = value.toString();
    } else if (name == "correlation_data_base64"_L1) {
        const auto decoded = base64(name, value);
        if (!decoded)
            return decoded.error();
        properties.correlationData = *decoded;
    } else if (name == "payload_is_text"_L1) {
        if (!value.isBool())
            return invalid(u"The member \"payload_is_text\" must be true or false."_s);
        properties.isText = value.toBool();
    } else if (name == "expiry_seconds"_L1) {
        const double seconds = value.toDouble(-1);
        if (seconds < 0 || seconds > 0xFFFF'FFFF || seconds != std::floor(seconds))
            return invalid(u"The member \"expiry_seconds\" must be a whole number from 0 to 4294967295."_s);
        properties.expirySeconds = qint64(seconds);
    } else if (name == "user_properties"_L1) {
        const auto read = readUserProperties(value, properties);
        if (!read)
            return read.error();
    } else {
        return false;
    }
    return true;
}

} // namespace

std::optional<QString> utf8Text(const QByteArray &bytes)
{
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom);
    QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return {};
    return text;
}

namespace {

QJsonObject loginObject(const LoginFigures &logins)
{
    return {{u"accepted"_s, number(logins.accepted)}, {u"bad_credentials"_s, number(logins.badCredentials)},
        {u"not_authorized"_s, number(logins.notAuthorized)}, {u"try_later"_s, number(logins.tryLater)},
        {u"unavailable"_s, number(logins.unavailable)}, {u"guessers"_s, gauge(logins.guessers)},
        {u"waiting"_s, gauge(logins.waiting)}};
}

} // namespace

QJsonObject toJson(const Snapshot &snapshot)
{
    QJsonObject object{{u"number"_s, number(snapshot.number)}, {u"uptime_seconds"_s, double(snapshot.uptimeMs) / 1000},
        {u"version"_s, snapshot.version}, {u"totals"_s, totals(snapshot.totals)}, {u"rates"_s, rates(snapshot.rates)},
        {u"connections"_s, gauge(snapshot.connections)}, {u"topics"_s, gauge(snapshot.topics)},
        {u"records"_s, gauge(snapshot.records)}, {u"record_bytes"_s, gauge(snapshot.recordBytes)},
        {u"retained"_s, gauge(snapshot.retained)}, {u"sessions"_s, gauge(snapshot.sessions)},
        {u"queued_messages"_s, gauge(snapshot.queuedMessages)}, {u"queued_bytes"_s, gauge(snapshot.queuedBytes)},
        {u"memory_bytes"_s, gauge(snapshot.memory)}, {u"descriptors"_s, gauge(snapshot.descriptors)},
        {u"subscriptions"_s, number(snapshot.subscriptions)}, {u"cpu_cores"_s, amount(snapshot.cpu)},
        {u"limits"_s,
            array(snapshot.limits,
                [](const LimitRow &row) {
                    QJsonObject limit = gauge({row.value, row.limit});
                    limit.insert(u"name"_s, row.name);
                    return limit;
                })},
        {u"drops"_s,
            array(snapshot.drops,
                [](const DropCount &drop) {
                    return QJsonObject{{u"reason"_s, drop.reason}, {u"total"_s, number(drop.total)}};
                })},
        {u"last_drops"_s, array(snapshot.lastDrops, dropObject)},
        {u"listeners"_s, array(snapshot.listeners, listenerObject)},
        {u"bridges"_s, array(snapshot.bridges, bridgeObject)}, {u"logins"_s, loginObject(snapshot.logins)},
        {u"events"_s, array(snapshot.events, eventObject)}};
    insertTime(object, {}, snapshot.timeMs);
    return object;
}

QJsonObject toJson(const QList<TrafficPoint> &points)
{
    return {{u"points"_s, array(points, [](const TrafficPoint &point) {
                 QJsonObject object = rates(point.rates);
                 object.insert("connections"_L1, number(point.connections));
                 insertTime(object, {}, point.timeMs);
                 return object;
             })}};
}

QJsonObject toJson(const TopicPage &page, const TopicQuery &query)
{
    return pageObject(u"topics"_s, array(page.rows, topicObject), page, query);
}

QJsonObject toJson(const ClientPage &page, const ClientQuery &query)
{
    return pageObject(u"clients"_s, array(page.rows, clientObject), page, query);
}

QJsonObject toJson(const RecordPage &page, const RecordQuery &query)
{
    const bool hasMore = !page.rows.isEmpty() && page.rows.last().offset + 1 < page.nextOffset;
    return {{u"topic"_s, page.topic}, {u"records"_s, array(page.rows, recordObject)},
        {u"first_offset"_s, number(page.firstOffset)}, {u"next_offset"_s, number(page.nextOffset)},
        {u"from"_s, query.from}, {u"limit"_s, query.limit},
        {u"next"_s, hasMore ? number(page.rows.last().offset + 1) : QJsonValue()}};
}

QJsonObject toJson(const PublishResult &result, const QString &topic)
{
    QJsonObject object{
        {u"topic"_s, topic}, {u"offset"_s, number(result.offset)}, {u"consumers"_s, number(result.consumers)}};
    insertTime(object, {}, result.timeMs);
    return object;
}

Result<PublishRequest> publishRequestFromJson(const QByteArray &json)
{
    // Qt's parser takes broken UTF-8 for replacement characters; a payload would not be what was sent.
    if (!utf8Text(json))
        return invalid(u"The body is not UTF-8."_s);
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(json, &fault);
    if (document.isNull())
        return invalid(u"The body is not JSON: %1 at byte %2."_s.arg(fault.errorString()).arg(fault.offset));
    if (!document.isObject())
        return invalid(u"The body must be a JSON object with the member \"topic\"."_s);
    const QJsonObject object = document.object();
    PublishRequest request;
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QString name = member.key();
        const QJsonValue value = member.value();
        if (name == "topic"_L1 || name == "text"_L1 || name == "payload_base64"_L1) {
            if (!value.isString() || !value.toString().isValidUtf16())
                return invalid(u"The member \"%1\" must be text."_s.arg(name));
        } else if (name == "qos"_L1) {
            request.qos = value.toInt(-1);
            if (request.qos < 0 || request.qos > 2)
                return invalid(u"The member \"qos\" must be 0, 1 or 2."_s);
        } else if (name == "retain"_L1) {
            if (!value.isBool())
                return invalid(u"The member \"retain\" must be true or false."_s);
            request.retain = value.toBool();
        } else {
            const auto isProperty = readProperty(name, value, request.properties);
            if (!isProperty)
                return isProperty.error();
            if (!*isProperty) {
                return invalid(u"The member \"%1\" is not known; there are topic, text, payload_base64, qos, retain, "
                               "content_type, response_topic, correlation_data_base64, payload_is_text, "
                               "user_properties, expiry_seconds."_s.arg(name.left(100)));
            }
        }
    }
    request.topic = object.value("topic"_L1).toString();
    if (request.topic.isEmpty())
        return invalid(u"The member \"topic\" is needed and must not be empty."_s);
    if (object.contains("text"_L1) == object.contains("payload_base64"_L1))
        return invalid(u"Exactly one of the members \"text\" and \"payload_base64\" is needed."_s);
    if (object.contains("text"_L1)) {
        request.payload = object.value("text"_L1).toString().toUtf8();
    } else {
        const auto decoded = QByteArray::fromBase64Encoding(
            object.value("payload_base64"_L1).toString().toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return invalid(u"The member \"payload_base64\" is not base64."_s);
        request.payload = *decoded;
    }
    return request;
}

} // namespace topiq
