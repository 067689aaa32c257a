// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httpanswer.h"

#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QHttpServerResponse>
#include <QTcpServer>
#include <QtGlobal>

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
#include <QHttpHeaders>
#endif

#include <functional>
#include <utility>

/// The differences of QHttpServer between Qt 6.4 and 6.8: nothing else in this project asks for the version.
namespace topiq::httpcompat {

/// Lets `server` answer the connections of `listener`, which must be listening and becomes its child.
inline bool bind(QHttpServer &server, QTcpServer *listener)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    return server.bind(listener);
#else
    server.bind(listener);
    return true;
#endif
}

[[nodiscard]] inline QHttpServerResponse response(const HttpAnswer &answer)
{
    const auto status = static_cast<QHttpServerResponse::StatusCode>(answer.status);
    QHttpServerResponse response(answer.mime, answer.body, status);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QHttpHeaders headers = response.headers();
    for (const HttpHeader &header : answer.headers)
        headers.replaceOrAppend(header.name, header.value);
    response.setHeaders(std::move(headers));
#else
    for (const HttpHeader &header : answer.headers)
        response.setHeader(header.name, header.value);
#endif
    return response;
}

/// What answers when no route does.
inline void setMissingHandler(QHttpServer &server, std::function<HttpAnswer(const QHttpServerRequest &)> handler)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    server.setMissingHandler(
        &server, [handler = std::move(handler)](const QHttpServerRequest &request, QHttpServerResponder &responder) {
            responder.sendResponse(response(handler(request)));
        });
#else
    server.setMissingHandler(
        [handler = std::move(handler)](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
            response(handler(request)).write(std::move(responder));
        });
#endif
}

} // namespace topiq::httpcompat
