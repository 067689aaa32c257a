// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httporigin.h"

#include "admin/httpsyntax.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

bool isOwnName(const QString &host, const QStringList &ownNames)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || !QHostAddress(host).isNull()
        || ownNames.contains(host, Qt::CaseInsensitive);
}

/// "http://host:port" is the same as what the Host header says; a port left out is that of the scheme.
bool isSameOrigin(QByteArrayView origin, QByteArrayView hostHeader)
{
    int defaultPort = 80;
    QByteArrayView authority;
    if (origin.startsWith("http://")) {
        authority = origin.sliced(7);
    } else if (origin.startsWith("https://")) {
        // TLS may end before us, at a proxy.
        authority = origin.sliced(8);
        defaultPort = 443;
    } else {
        return false;
    }
    const auto theirs = parseHttpAuthority(authority);
    const auto ours = parseHttpAuthority(hostHeader);
    return theirs && ours && theirs->host == ours->host
        && (theirs->port < 0 ? defaultPort : theirs->port) == (ours->port < 0 ? defaultPort : ours->port);
}

} // namespace

std::optional<HttpFault> checkHttpOrigin(const HttpRequest &request, bool onLoopback, const QStringList &ownNames)
{
    const QByteArray host = request.header("host");
    const auto authority = parseHttpAuthority(host);
    if (onLoopback && authority && !isOwnName(authority->host, ownNames)) {
        return HttpFault{421, "foreign_host"_L1,
            u"The name %1 is not known as a name of this machine; use localhost or an IP address."_s.arg(
                authority->host)};
    }
    if (request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS")
        return {};

    const HttpFault foreign{403, "foreign_origin"_L1, u"A page of another origin may not change anything here."_s};
    if (request.headerCount("origin") > 0
        && (request.headerCount("origin") > 1 || !isSameOrigin(request.header("origin"), host)))
        return foreign;
    const QByteArray site = request.header("sec-fetch-site");
    if (!site.isEmpty() && site != "same-origin" && site != "none")
        return foreign;
    return {};
}

} // namespace topiq
