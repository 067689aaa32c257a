// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httprequest.h"

#include <algorithm>
#include <array>

namespace topiq {

namespace {

/// Qt's header parser may give up on longer ones, with all that it has read; no route asks for any.
constexpr qsizetype MaxForwardedHeaderBytes = 8'000;

bool sameName(QByteArrayView left, QByteArrayView right)
{
    return left.size() == right.size() && left.compare(right, Qt::CaseInsensitive) == 0;
}

/// Headers that speak about this connection and not about the request. Without Upgrade and Expect, QHttpServer takes
/// none of its special paths.
bool isHopByHop(QByteArrayView name)
{
    static constexpr std::array<const char *, 10> Names{"connection", "keep-alive", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade", "expect", "content-length", "http2-settings"};
    return std::any_of(Names.begin(), Names.end(), [name](const char *known) { return sameName(name, known); });
}

} // namespace

QByteArray HttpRequest::header(QByteArrayView name) const
{
    const auto found = std::find_if(
        headers.begin(), headers.end(), [name](const HttpHeader &header) { return sameName(header.name, name); });
    return found == headers.end() ? QByteArray() : found->value;
}

int HttpRequest::headerCount(QByteArrayView name) const
{
    return int(std::count_if(
        headers.begin(), headers.end(), [name](const HttpHeader &header) { return sameName(header.name, name); }));
}

bool HttpRequest::headerHasToken(QByteArrayView name, QByteArrayView token) const
{
    for (const HttpHeader &header : headers) {
        if (!sameName(header.name, name))
            continue;
        const QList<QByteArray> words = header.value.split(',');
        if (std::any_of(words.begin(), words.end(),
                [token](const QByteArray &word) { return sameName(QByteArrayView(word).trimmed(), token); }))
            return true;
    }
    return false;
}

bool HttpRequest::wantsClose() const { return minorVersion == 0 || headerHasToken("connection", "close"); }

QByteArray HttpRequest::normalized() const
{
    QByteArray bytes;
    bytes.reserve(1024 + body.size());
    bytes += (method == "HEAD" ? QByteArray("GET") : method) + ' ' + target + " HTTP/1.1\r\n";
    if (!body.isEmpty())
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const HttpHeader &header : headers) {
        if (!isHopByHop(header.name) && header.name.size() + header.value.size() <= MaxForwardedHeaderBytes)
            bytes += header.name + ": " + header.value + "\r\n";
    }
    bytes += "\r\n";
    bytes += body;
    return bytes;
}

} // namespace topiq
