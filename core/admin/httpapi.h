// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminservice.h"
#include "admin/httpanswer.h"
#include "admin/httpauthorizer.h"

#include <QByteArray>
#include <QLatin1StringView>
#include <QList>
#include <QString>

namespace topiq {

/// What a route of the API is told about its request.
struct HttpCall {
    QByteArray method;
    QString path;
    QByteArray query; ///< still percent-encoded
    QByteArray contentType;
    QByteArray body;
    QString peer; ///< the address of the client
    HttpLogin login; ///< who asks; was let in to the route already
};

/// The routes of the admin API: turns a call into questions to the admin service and its answers into JSON. Knows
/// nothing of sockets or QHttpServer. See docs/http-api.md.
///
/// Thread: any; no state. The service is not owned and must outlive this.
class HttpApi {
public:
    struct Route {
        QLatin1StringView path;
        const char *method;
        HttpRight right;
        HttpAnswer (HttpApi::*handler)(const HttpCall &call) const;
    };

    explicit HttpApi(AdminService &service) : m_service(service) {}

    [[nodiscard]] static const QList<Route> &routes();
    /// For what no route takes: 404, 405, or the answer to OPTIONS.
    [[nodiscard]] static HttpAnswer missing(const HttpCall &call);

    [[nodiscard]] HttpAnswer overview(const HttpCall &call) const;
    [[nodiscard]] HttpAnswer traffic(const HttpCall &call) const;
    [[nodiscard]] HttpAnswer topics(const HttpCall &call) const;
    [[nodiscard]] HttpAnswer clients(const HttpCall &call) const;
    [[nodiscard]] HttpAnswer records(const HttpCall &call) const;
    [[nodiscard]] HttpAnswer publish(const HttpCall &call) const;
    [[nodiscard]] HttpAnswer metrics(const HttpCall &call) const;
    [[nodiscard]] HttpAnswer health(const HttpCall &call) const;

private:
    AdminService &m_service;
};

} // namespace topiq
