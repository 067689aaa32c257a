// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpapi.h"

#include "admin/adminjson.h"
#include "admin/adminmetrics.h"
#include "admin/httpquery.h"

#include <QStringList>

#include <limits>

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

constexpr int MaxRows = 1'000;
constexpr int MinTrafficSeconds = 120;
constexpr int MaxTrafficSeconds = 7 * 24 * 3'600;
constexpr int MaxTrafficPoints = 5'000;

HttpAnswer serviceProblem(const Error &error)
{
    const QString detail = QString::fromStdString(error.message());
    switch (error.code) {
    case ErrorCode::Usage:
    case ErrorCode::Invalid:
        return problemAnswer(400, "invalid"_L1, detail);
    case ErrorCode::NotFound:
    case ErrorCode::MissingInput:
        return problemAnswer(404, "not_found"_L1, detail);
    case ErrorCode::NoPermission:
        return problemAnswer(403, "forbidden"_L1, detail);
    case ErrorCode::Busy: {
        HttpAnswer answer = problemAnswer(503, "busy"_L1, detail);
        answer.headers.append(HttpHeader{"Retry-After", "1"});
        return answer;
    }
    default:
        return problemAnswer(500, "failure"_L1, detail);
    }
}

/// For what this user may not do, though others may.
HttpAnswer notAuthorized(const QString &what)
{
    return problemAnswer(403, "not_authorized"_L1, u"The rules of this broker do not let you %1."_s.arg(what));
}

/// Whether a Content-Type says JSON, with or without "; charset=utf-8".
bool isJson(const QByteArray &contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    const QByteArray type = (semicolon < 0 ? contentType : contentType.left(semicolon)).trimmed();
    return type.compare("application/json", Qt::CaseInsensitive) == 0;
}

} // namespace

const QList<HttpApi::Route> &HttpApi::routes()
{
    static const QList<Route> Routes{
        {"/api/v1/overview"_L1, "GET", HttpRight::Admin, &HttpApi::overview},
        {"/api/v1/traffic"_L1, "GET", HttpRight::Admin, &HttpApi::traffic},
        {"/api/v1/topics"_L1, "GET", HttpRight::Admin, &HttpApi::topics},
        {"/api/v1/clients"_L1, "GET", HttpRight::Admin, &HttpApi::clients},
        {"/api/v1/records"_L1, "GET", HttpRight::User, &HttpApi::records},
        {"/api/v1/publish"_L1, "POST", HttpRight::User, &HttpApi::publish},
        {"/metrics"_L1, "GET", HttpRight::User, &HttpApi::metrics},
        {"/healthz"_L1, "GET", HttpRight::Anybody, &HttpApi::health},
    };
    return Routes;
}

HttpAnswer HttpApi::missing(const HttpCall &call)
{
    QByteArray allowed = "OPTIONS";
    for (const Route &route : routes()) {
        if (route.path != call.path && call.path != "*"_L1)
            continue;
        const QByteArray method = qstrcmp(route.method, "GET") == 0 ? "GET, HEAD" : route.method;
        if (!allowed.contains(method))
            allowed = method + ", " + allowed;
    }
    if (allowed == "OPTIONS") {
        return problemAnswer(404, "not_found"_L1, u"There is nothing at %1."_s.arg(call.path.left(200)));
    }
    HttpAnswer answer;
    if (call.method == "OPTIONS") {
        answer.status = 204;
    } else {
        answer = problemAnswer(
            405, "method_not_allowed"_L1, u"%1 takes %2."_s.arg(call.path, QString::fromLatin1(allowed)));
    }
    answer.headers.append(HttpHeader{"Allow", allowed});
    return answer;
}

HttpAnswer HttpApi::overview(const HttpCall &call) const
{
    const HttpQuery query(call.query, {});
    if (query.fault())
        return *query.fault();
    return jsonAnswer(toJson(*m_service.snapshot()));
}

HttpAnswer HttpApi::traffic(const HttpCall &call) const
{
    HttpQuery query(call.query, {"seconds"_L1, "points"_L1});
    const auto seconds = int(query.number("seconds"_L1, MinTrafficSeconds, MinTrafficSeconds, MaxTrafficSeconds));
    const auto points = int(query.number("points"_L1, 240, 2, MaxTrafficPoints));
    if (query.fault())
        return *query.fault();
    const auto result = m_service.traffic(seconds, points);
    if (!result)
        return serviceProblem(result.error());
    QJsonObject content = toJson(*result);
    content["seconds"_L1] = seconds;
    return jsonAnswer(content);
}

HttpAnswer HttpApi::topics(const HttpCall &call) const
{
    HttpQuery query(call.query, {"filter"_L1, "system"_L1, "sort"_L1, "desc"_L1, "offset"_L1, "limit"_L1});
    TopicQuery wanted;
    wanted.filter = query.text("filter"_L1);
    wanted.withSystem = query.flag("system"_L1, false);
    wanted.sort = static_cast<TopicQuery::Sort>(
        query.choice("sort"_L1, 0, {"name"_L1, "rate"_L1, "last_offset"_L1, "last_seen"_L1, "bytes"_L1}));
    wanted.descending = query.flag("desc"_L1, false);
    wanted.offset = int(query.number("offset"_L1, 0, 0, std::numeric_limits<int>::max()));
    wanted.limit = int(query.number("limit"_L1, wanted.limit, 1, MaxRows));
    if (query.fault())
        return *query.fault();
    const auto result = m_service.topics(wanted);
    return result ? jsonAnswer(toJson(*result, wanted)) : serviceProblem(result.error());
}

HttpAnswer HttpApi::clients(const HttpCall &call) const
{
    HttpQuery query(call.query, {"filter"_L1, "offline"_L1, "offset"_L1, "limit"_L1});
    ClientQuery wanted;
    wanted.filter = query.text("filter"_L1);
    wanted.withOffline = query.flag("offline"_L1, true);
    wanted.offset = int(query.number("offset"_L1, 0, 0, std::numeric_limits<int>::max()));
    wanted.limit = int(query.number("limit"_L1, wanted.limit, 1, MaxRows));
    if (query.fault())
        return *query.fault();
    const auto result = m_service.clients(wanted);
    return result ? jsonAnswer(toJson(*result, wanted)) : serviceProblem(result.error());
}

HttpAnswer HttpApi::records(const HttpCall &call) const
{
    HttpQuery query(call.query, {"topic"_L1, "from"_L1, "limit"_L1, "max_payload"_L1});
    RecordQuery wanted;
    wanted.topic = query.requiredText("topic"_L1);
    wanted.from = query.number("from"_L1, wanted.from);
    wanted.limit = int(query.number("limit"_L1, wanted.limit, 1, MaxRows));
    wanted.maxPayloadBytes
        = query.number("max_payload"_L1, wanted.maxPayloadBytes, -1, std::numeric_limits<int>::max());
    if (query.fault())
        return *query.fault();
    if (call.login.permissions && !call.login.permissions->mayReceive(wanted.topic.toStdString()))
        return notAuthorized(u"read this topic"_s);
    const auto result = m_service.records(wanted);
    return result ? jsonAnswer(toJson(*result, wanted)) : serviceProblem(result.error());
}

HttpAnswer HttpApi::publish(const HttpCall &call) const
{
    const HttpQuery query(call.query, {});
    if (query.fault())
        return *query.fault();
    // A page of another origin can send plain text and forms without asking first, but not this type.
    if (!isJson(call.contentType)) {
        return problemAnswer(415, "unsupported_media_type"_L1,
            u"The body must have the Content-Type application/json, not \"%1\"."_s.arg(
                QString::fromLatin1(call.contentType.left(100))));
    }
    auto request = publishRequestFromJson(call.body);
    if (!request)
        return problemAnswer(400, "bad_body"_L1, QString::fromStdString(request.error().message()));
    if (call.login.permissions && !call.login.permissions->mayPublish(request->topic.toStdString()))
        return notAuthorized(u"publish on this topic"_s);
    request->origin = "http "_L1 + (call.login.user.isEmpty() ? call.peer : call.login.user + u'@' + call.peer);
    const auto result = m_service.publish(*request);
    return result ? jsonAnswer(toJson(*result, request->topic)) : serviceProblem(result.error());
}

HttpAnswer HttpApi::metrics(const HttpCall &call) const
{
    // Prometheus may add parameters of its own configuration; they mean nothing here and do no harm.
    Q_UNUSED(call)
    return {200, "text/plain; version=0.0.4; charset=utf-8", prometheusText(*m_service.snapshot()), {}};
}

HttpAnswer HttpApi::health(const HttpCall &call) const
{
    Q_UNUSED(call)
    return {200, "text/plain; charset=utf-8", "ok\n", {}};
}

} // namespace topiq
