// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpanswer.h"

#include <QJsonDocument>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

bool sameName(const QByteArray &left, const char *right) { return left.compare(right, Qt::CaseInsensitive) == 0; }

} // namespace

HttpAnswer jsonAnswer(const QJsonObject &content, int status)
{
    return {status, "application/json"_ba, QJsonDocument(content).toJson(QJsonDocument::Compact), {}};
}

HttpAnswer problemAnswer(int status, QLatin1StringView code, const QString &detail, const QJsonObject &extra)
{
    QJsonObject content = extra;
    content["type"_L1] = u"about:blank"_s;
    content["title"_L1] = QString::fromLatin1(httpReason(status));
    content["status"_L1] = status;
    content["code"_L1] = code;
    content["detail"_L1] = detail;
    return {status, "application/problem+json"_ba, QJsonDocument(content).toJson(QJsonDocument::Compact), {}};
}

QByteArray httpReason(int status)
{
    static constexpr std::array<std::pair<int, const char *>, 20> Reasons{{
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    }};
    for (const auto &[number, reason] : Reasons) {
        if (number == status)
            return reason;
    }
    return "Unknown";
}

QByteArray serializeAnswer(const HttpAnswer &answer, bool close, bool withoutBody)
{
    const bool hasContent = !answer.mime.isEmpty();
    QByteArray bytes;
    bytes.reserve(256 + (withoutBody ? 0 : answer.body.size()));
    bytes += "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + httpReason(answer.status) + "\r\n";
    if (hasContent)
        bytes += "Content-Type: " + answer.mime + "\r\n";
    // 204 has no content by definition and must not carry a length.
    if (answer.status != 204)
        bytes += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    for (const HttpHeader &header : answer.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    // Answers are moments, never pages: nobody shall keep them, guess their type or show them in a frame.
    bytes += "Cache-Control: no-store\r\n"
             "X-Content-Type-Options: nosniff\r\n"
             "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
    bytes += close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    if (!withoutBody && answer.status != 204)
        bytes += answer.body;
    return bytes;
}

std::optional<HttpAnswer> parseAnswer(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0 || !bytes.startsWith("HTTP/1.1 "))
        return {};
    bool ok = false;
    HttpAnswer answer;
    answer.status = bytes.mid(9, 3).toInt(&ok);
    if (!ok || answer.status < 200)
        return {};
    answer.body = bytes.mid(end + 4);
    qsizetype at = bytes.indexOf("\r\n") + 2;
    while (at < end + 2) {
        const qsizetype next = bytes.indexOf("\r\n", at);
        const qsizetype colon = bytes.indexOf(':', at);
        if (colon < 0 || colon > next)
            return {};
        HttpHeader header{bytes.mid(at, colon - at), bytes.mid(colon + 1, next - colon - 1).trimmed()};
        at = next + 2;
        if (sameName(header.name, "content-length")) {
            if (header.value != QByteArray::number(answer.body.size()))
                return {};
        } else if (sameName(header.name, "content-type")) {
            // QHttpServer names a type even when there is no content.
            if (!answer.body.isEmpty())
                answer.mime = header.value;
        } else if (!sameName(header.name, "connection") && !sameName(header.name, "server")) {
            answer.headers.append(std::move(header));
        }
    }
    return answer;
}

} // namespace topiq
