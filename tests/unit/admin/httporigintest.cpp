// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httporigin.h"

#include <QTest>

using namespace topiq;
using namespace Qt::StringLiterals;

class HttpOriginTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyThisMachineAndItsOwnPagesAreServed_data();
    void onlyThisMachineAndItsOwnPagesAreServed();
};

void HttpOriginTest::onlyThisMachineAndItsOwnPagesAreServed_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("site");
    QTest::addColumn<bool>("loopback");
    QTest::addColumn<int>("status"); // 0: taken
    const auto row = [](const char *name, const QByteArray &method, const QByteArray &host, const QByteArray &origin,
                         const QByteArray &site, bool loopback,
                         int status) { QTest::newRow(name) << method << host << origin << site << loopback << status; };
    row("no origin", "POST", "127.0.0.1:7272", "", "", true, 0);
    row("own page", "POST", "127.0.0.1:7272", "http://127.0.0.1:7272", "same-origin", true, 0);
    row("own page by name", "POST", "localhost:7272", "http://LocalHost:7272", "", true, 0);
    row("behind TLS", "POST", "localhost:443", "https://localhost", "", true, 0);
    row("default port", "POST", "localhost", "http://localhost:80", "", true, 0);
    row("IPv6", "POST", "[::1]:7272", "http://[::1]:7272", "", true, 0);
    row("foreign page", "POST", "127.0.0.1:7272", "http://evil.example", "", true, 403);
    row("other port", "POST", "127.0.0.1:7272", "http://127.0.0.1:80", "", true, 403);
    row("other name", "POST", "127.0.0.1:7272", "http://localhost:7272", "", true, 403);
    row("null origin", "POST", "127.0.0.1:7272", "null", "", true, 403);
    row("file origin", "POST", "127.0.0.1:7272", "file://127.0.0.1:7272", "", true, 403);
    row("origin prefix", "POST", "127.0.0.1:7272", "http://127.0.0.1:7272.evil.example", "", true, 403);
    row("cross-site", "POST", "127.0.0.1:7272", "", "cross-site", true, 403);
    row("same-site", "POST", "127.0.0.1:7272", "", "same-site", true, 403);
    row("typed by a person", "POST", "127.0.0.1:7272", "", "none", true, 0);
    row("foreign page deletes", "DELETE", "127.0.0.1:7272", "http://evil.example", "", true, 403);
    row("foreign page looks", "GET", "127.0.0.1:7272", "http://evil.example", "cross-site", true, 0);
    row("rebound name", "GET", "evil.example:7272", "", "", true, 421);
    row("rebound name posts", "POST", "evil.example:7272", "http://evil.example:7272", "", true, 421);
    row("name ending in ours", "GET", "evil-localhost", "", "", true, 421);
    row("own host name", "GET", "Gateway:7272", "", "", true, 0);
    row("name with dot", "GET", "gateway.:7272", "", "", true, 0);
    row("localhost domain", "GET", "topiq.localhost", "", "", true, 0);
    row("a name from the network", "GET", "topiq:7272", "", "", false, 0);
}

void HttpOriginTest::onlyThisMachineAndItsOwnPagesAreServed()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, site);
    QFETCH(bool, loopback);
    QFETCH(int, status);
    HttpRequest request;
    request.method = method;
    request.headers.append(HttpHeader{"Host", host});
    if (!origin.isEmpty())
        request.headers.append(HttpHeader{"Origin", origin});
    if (!site.isEmpty())
        request.headers.append(HttpHeader{"Sec-Fetch-Site", site});
    const auto fault = checkHttpOrigin(request, loopback, {u"gateway"_s});
    QCOMPARE(fault ? fault->status : 0, status);
}

QTEST_GUILESS_MAIN(HttpOriginTest)
#include "httporigintest.moc"
