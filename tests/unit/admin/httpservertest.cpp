// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpserver.h"

#include "fakeadmin.h"
#include "httpclient.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTest>

#include <unistd.h>

using namespace topiq;
using namespace Qt::StringLiterals;

/// The whole of it over sockets: guard, QHttpServer, API.
class HttpServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyRouteAnswers_data();
    void everyRouteAnswers();
    void aPublishedMessageIsReadBack();
    void topicsTravelInTheQueryWithTheirSlashes();
    void manyRequestsGoOverOneConnection();
    void headIsAnsweredWithoutContent();
    void optionsTellsTheMethods();
    void otherMethodsAreRefused_data();
    void otherMethodsAreRefused();
    void unknownPathsAreNotFound_data();
    void unknownPathsAreNotFound();
    void aForeignPageCannotPublish();
    void everyAnswerForbidsKeepingAndGuessing();
    void thePeerIsToldToTheService();
    void itServesIPv6();
    void anAddressInUseIsRefusedWithOneSentence();
    void otherBadAddressesAreRefused();
    void itStartsAgainAfterStop();
    void stoppingWithOpenConnectionsIsQuick();

private:
    std::unique_ptr<FakeAdmin> m_admin;
    std::unique_ptr<HttpServer> m_server;
};

void HttpServerTest::init()
{
    m_admin = std::make_unique<FakeAdmin>();
    m_server = std::make_unique<HttpServer>(*m_admin);
    const auto started = m_server->start(u"127.0.0.1"_s, 0);
    QVERIFY2(started.ok(), started.ok() ? "" : started.error().text.c_str());
    QVERIFY(m_server->port() != 0);
}

void HttpServerTest::cleanup()
{
    m_server.reset();
    m_admin.reset();
}

void HttpServerTest::everyRouteAnswers_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("holds");
    QTest::newRow("overview") << "/api/v1/overview"_ba
                              << "application/json"_ba
                              << "\"version\":\"1.2.3\""_ba;
    QTest::newRow("traffic") << "/api/v1/traffic?seconds=300&points=10"_ba
                             << "application/json"_ba
                             << "\"points\":["_ba;
    QTest::newRow("topics") << "/api/v1/topics?limit=2"_ba
                            << "application/json"_ba
                            << "\"next\":2"_ba;
    QTest::newRow("clients") << "/api/v1/clients"_ba
                             << "application/json"_ba
                             << "\"sensor-1\""_ba;
    QTest::newRow("records") << "/api/v1/records?topic=counter"_ba
                             << "application/json"_ba
                             << "\"offset\":149"_ba;
    QTest::newRow("metrics") << "/metrics"_ba
                             << "text/plain; version=0.0.4; charset=utf-8"_ba
                             << "topiq_build_info{version=\"1.2.3\"} 1"_ba;
    QTest::newRow("healthz") << "/healthz"_ba
                             << "text/plain; charset=utf-8"_ba
                             << "ok\n"_ba;
}

void HttpServerTest::everyRouteAnswers()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, holds);
    const WireAnswer answer = askOnce(m_server->port(), getRequest(target));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("content-type"), type);
    QVERIFY2(answer.body.contains(holds), answer.body.constData());
    if (!target.startsWith("/metrics") && !target.startsWith("/healthz")) {
        const WireAnswer bad = askOnce(m_server->port(), getRequest("/api/v1/topics?wrong=1"));
        QCOMPARE(bad.status, 400);
        QCOMPARE(bad.headers.value("content-type"), "application/problem+json");
        QCOMPARE(bad.code(), u"unknown_parameter"_s);
    }
}

void HttpServerTest::aPublishedMessageIsReadBack()
{
    const WireAnswer answer = askOnce(m_server->port(),
        postRequest("/api/v1/publish", "{\"topic\":\"r\xc3\xa4ume/1\",\"payload_base64\":\"/wA=\",\"qos\":1}"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["offset"_L1].toInt(-1), 0);
    const WireAnswer read = askOnce(m_server->port(), getRequest("/api/v1/records?topic=r%C3%A4ume/1&from=0"));
    QCOMPARE(read.json()["records"_L1][0]["payload_base64"_L1].toString(), u"/wA="_s);
    QVERIFY(read.json()["records"_L1][0]["text"_L1].isUndefined());
}

void HttpServerTest::topicsTravelInTheQueryWithTheirSlashes()
{
    for (const char *name :
        {"plant/a+b", "plant/a b", "plant/a%b", "plant/a&b", "plant/a\"b", "plant/a;b", "/", "a?b"}) {
        const QString topic = QString::fromLatin1(name);
        m_admin->addRecord(topic, "x");
        const WireAnswer answer
            = askOnce(m_server->port(), getRequest("/api/v1/records?topic=" + topic.toUtf8().toPercentEncoding()));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json()["topic"_L1].toString(), topic);
    }
    QCOMPARE(askOnce(m_server->port(), getRequest("/api/v1/records?topic=plant/a+b")).status, 200);
    QCOMPARE(askOnce(m_server->port(), getRequest("/api/v1/records?topic=plant/a\"b")).status, 200);
}

void HttpServerTest::manyRequestsGoOverOneConnection()
{
    HttpClient client(m_server->port());
    for (int i = 0; i < 200; ++i) {
        client.send(
            i % 2 == 0 ? getRequest("/healthz") : postRequest("/api/v1/publish", R"({"topic":"a","text":"b"})"));
        const WireAnswer answer = client.read();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.headers.value("connection"), "keep-alive");
    }
    QCOMPARE(m_admin->recordsOf(u"a"_s).size(), 100);
    QCOMPARE(m_server->connections(), 1);
}

void HttpServerTest::headIsAnsweredWithoutContent()
{
    HttpClient client(m_server->port());
    for (const char *target : {"/api/v1/topics", "/metrics", "/none", "/api/v1/topics?x=y"}) {
        client.send(getRequest(target));
        const WireAnswer get = client.read();
        client.send("HEAD " + QByteArray(target) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const WireAnswer head = client.read(true);
        QCOMPARE(head.status, get.status);
        QCOMPARE(head.headers, get.headers);
        QVERIFY(head.headers.value("content-length").toInt() > 0);
        QVERIFY(client.unread().isEmpty());
    }
    client.send("HEAD /api/v1/publish HTTP/1.1\r\nHost: localhost\r\n\r\n" + getRequest("/healthz"));
    QCOMPARE(client.read(true).status, 405);
    QCOMPARE(client.read().body, "ok\n");
}

void HttpServerTest::optionsTellsTheMethods()
{
    HttpClient client(m_server->port());
    for (const char *target : {"/api/v1/publish", "/healthz", "*"}) {
        client.send("OPTIONS " + QByteArray(target) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const WireAnswer answer = client.read();
        QCOMPARE(answer.status, 204);
        QVERIFY(answer.headers.value("allow").contains("OPTIONS"));
        QVERIFY(!answer.headers.contains("content-length"));
        QVERIFY(!answer.headers.contains("access-control-allow-origin"));
    }
}

void HttpServerTest::otherMethodsAreRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("allow");
    for (const char *method : {"PUT", "DELETE", "PATCH", "POST", "TRACE", "CONNECT", "BREW", "get"})
        QTest::newRow(method) << QByteArray(method) << "/api/v1/topics"_ba
                              << "GET, HEAD, OPTIONS"_ba;
    for (const char *method : {"GET", "PUT"})
        QTest::addRow("%s publish", method) << QByteArray(method) << "/api/v1/publish"_ba
                                            << "POST, OPTIONS"_ba;
}

void HttpServerTest::otherMethodsAreRefused()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, allow);
    HttpClient client(m_server->port());
    client.send(method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nab");
    const WireAnswer answer = client.read();
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.headers.value("allow"), allow);
    QCOMPARE(answer.code(), u"method_not_allowed"_s);
    client.send(getRequest("/healthz"));
    QCOMPARE(client.read().status, 200);
}

void HttpServerTest::unknownPathsAreNotFound_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target :
        {"/", "/api", "/api/v1", "/api/v1/", "/api/v1/topics/", "/API/v1/topics", "/healthz/x", "/../etc/passwd",
            "/api/v1/../../etc/passwd", "/%2e%2e/etc/passwd", "/healthz%00", "/healthz/..", "/xhealthz", "/metricsx",
            "/.", "/..%2f", "/api/v1/topics%2f..", "/\\..\\x", "/healthz;x", "/healthz%0a", "/%25", "/a:b"})
        QTest::newRow(target) << QByteArray(target);
}

void HttpServerTest::unknownPathsAreNotFound()
{
    QFETCH(QByteArray, target);
    const WireAnswer answer = askOnce(m_server->port(), getRequest(target));
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.code(), u"not_found"_s);
}

void HttpServerTest::aForeignPageCannotPublish()
{
    const QByteArray body = R"({"topic":"a","text":"b"})";
    HttpClient foreign(m_server->port());
    foreign.send(postRequest("/api/v1/publish", body, "Origin: http://evil.example\r\n"));
    const WireAnswer answer = foreign.read();
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.code(), u"foreign_origin"_s);
    QVERIFY(foreign.closed());
    QCOMPARE(askOnce(m_server->port(), "GET /healthz HTTP/1.1\r\nHost: evil.example:7272\r\n\r\n").status, 421);
    QCOMPARE(askOnce(m_server->port(), postRequest("/api/v1/publish", body).replace("application/json", "text/plain"))
                 .status,
        415);
    QVERIFY(m_admin->recordsOf(u"a"_s).isEmpty());
    QCOMPARE(
        askOnce(m_server->port(), postRequest("/api/v1/publish", body, "Origin: http://127.0.0.1:7272\r\n")).status,
        200);
    QCOMPARE(m_admin->recordsOf(u"a"_s).size(), 1);
}

void HttpServerTest::everyAnswerForbidsKeepingAndGuessing()
{
    for (const QByteArray &request : {getRequest("/api/v1/topics"), getRequest("/none"), "BAD\r\n\r\n"_ba}) {
        const WireAnswer answer = askOnce(m_server->port(), request);
        QVERIFY(answer.status != 0);
        QCOMPARE(answer.headers.value("cache-control"), "no-store");
        QCOMPARE(answer.headers.value("x-content-type-options"), "nosniff");
        QVERIFY(!answer.headers.contains("server"));
    }
}

void HttpServerTest::thePeerIsToldToTheService()
{
    QCOMPARE(askOnce(m_server->port(), postRequest("/api/v1/publish", R"({"topic":"a","text":"b"})")).status, 200);
    QCOMPARE(m_admin->recordsOf(u"a"_s)[0].address, u"http 127.0.0.1"_s);
}

void HttpServerTest::itServesIPv6()
{
    HttpServer six(*m_admin);
    if (const auto started = six.start(u"::1"_s, 0); !started.ok()) {
        // A machine without IPv6 must say so in one sentence.
        QVERIFY(started.error().text.find("[::1]") != std::string::npos);
        return;
    }
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHostIPv6), six.port());
    QVERIFY(socket.waitForConnected());
    socket.write("GET /healthz HTTP/1.0\r\nHost: [::1]:1\r\n\r\n");
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead()) {}
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 OK\r\n"));
}

void HttpServerTest::anAddressInUseIsRefusedWithOneSentence()
{
    HttpServer second(*m_admin);
    const auto started = second.start(u"127.0.0.1"_s, m_server->port());
    QVERIFY(!started.ok());
    QVERIFY(started.error().code == ErrorCode::CannotCreate);
    const QString text = QString::fromStdString(started.error().message());
    QVERIFY(text.contains(u"http://127.0.0.1:%1"_s.arg(m_server->port())));
    QVERIFY(text.endsWith(u'.') && !text.contains(u'\n'));
    QVERIFY(!second.isRunning());
    // Once the port is free the same object may try again.
    const quint16 port = m_server->port();
    m_server->stop();
    QVERIFY(second.start(u"localhost"_s, port).ok());
    QCOMPARE(askOnce(port, getRequest("/healthz")).status, 200);
}

void HttpServerTest::otherBadAddressesAreRefused()
{
    HttpServer server(*m_admin);
    auto started = server.start(u"no.such.name"_s, 0);
    QVERIFY(!started.ok());
    QVERIFY(started.error().code == ErrorCode::Configuration);
    started = server.start(u"203.0.113.7"_s, 0);
    QVERIFY(!started.ok());
    QVERIFY(started.error().code == ErrorCode::CannotCreate);
    if (geteuid() != 0) {
        // Only some systems protect low ports; where they do, the code says "no permission".
        started = server.start(u"127.0.0.1"_s, 1);
        QVERIFY(started.ok() || started.error().code == ErrorCode::NoPermission);
    }
}

void HttpServerTest::itStartsAgainAfterStop()
{
    for (int i = 0; i < 5; ++i) {
        m_server->stop();
        QVERIFY(!m_server->isRunning());
        QVERIFY(m_server->start(u"127.0.0.1"_s, 0).ok());
        QCOMPARE(askOnce(m_server->port(), getRequest("/healthz")).status, 200);
    }
}

void HttpServerTest::stoppingWithOpenConnectionsIsQuick()
{
    HttpClient idle(m_server->port());
    idle.send(getRequest("/healthz"));
    QCOMPARE(idle.read().status, 200);
    HttpClient half(m_server->port());
    half.send("GET /healthz HT");
    QTRY_COMPARE(m_server->connections(), 2);
    QElapsedTimer clock;
    clock.start();
    m_server->stop();
    QVERIFY(clock.elapsed() < 2000);
    QVERIFY(idle.closed());
    QVERIFY(half.closed());
}

QTEST_GUILESS_MAIN(HttpServerTest)
#include "httpservertest.moc"
