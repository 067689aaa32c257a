// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpapi.h"

#include "fakeadmin.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace topiq;
using namespace Qt::StringLiterals;

namespace {

HttpAnswer call(FakeAdmin &admin, const QString &path, const QByteArray &query = {})
{
    for (const HttpApi::Route &route : HttpApi::routes()) {
        if (route.path == path) {
            HttpCall call;
            call.method = route.method;
            call.path = path;
            call.query = query;
            const HttpApi api(admin);
            return (api.*route.handler)(call);
        }
    }
    return {};
}

HttpAnswer publish(FakeAdmin &admin, const QByteArray &body, const QByteArray &type = "application/json")
{
    HttpCall call;
    call.method = "POST";
    call.path = u"/api/v1/publish"_s;
    call.contentType = type;
    call.body = body;
    call.peer = u"127.0.0.1"_s;
    return HttpApi(admin).publish(call);
}

QJsonObject json(const HttpAnswer &answer) { return QJsonDocument::fromJson(answer.body).object(); }

} // namespace

class HttpApiTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOverviewHoldsTheSnapshot();
    void trafficIsReducedToTheWantedPoints();
    void topicsAreFilteredSortedAndPaged();
    void clientsAreFilteredAndPaged();
    void recordsAreReadByOffsetAndFromTheEnd();
    void longPayloadsAreCutAndMarked();
    void aFilterMayHoldPlusSignsAndEscapes();
    void aBadParameterIsNamed_data();
    void aBadParameterIsNamed();
    void publishGivesTheOffsetAndTellsItsOrigin();
    void publishTakesOnlyJson();
    void errorsOfTheServiceKeepTheirMeaning_data();
    void errorsOfTheServiceKeepTheirMeaning();
    void otherMethodsAreToldWhatIsAllowed();
    void healthAndMetricsArePlainText();
};

void HttpApiTest::theOverviewHoldsTheSnapshot()
{
    FakeAdmin admin;
    const HttpAnswer answer = call(admin, u"/api/v1/overview"_s);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.mime, "application/json");
    const QJsonObject object = json(answer);
    QCOMPARE(object["connections"_L1]["value"_L1].toInt(), 6);
    QCOMPARE(object["connections"_L1]["limit"_L1].toInt(), 1000);
    QVERIFY(object["memory_bytes"_L1]["limit"_L1].isNull());
    QCOMPARE(object["rates"_L1]["messages_in"_L1].toDouble(), 12.5);
    QCOMPARE(object["drops"_L1][0]["reason"_L1].toString(), u"queue_full"_s);
    QCOMPARE(object["listeners"_L1][0]["address"_L1].toString(), u"127.0.0.1:1883"_s);
    QCOMPARE(object["last_drops"_L1][0]["client"_L1].toString(), u"sensor-6"_s);
}

void HttpApiTest::trafficIsReducedToTheWantedPoints()
{
    FakeAdmin admin;
    const QJsonObject object = json(call(admin, u"/api/v1/traffic"_s, "seconds=3600&points=30"));
    QCOMPARE(object["points"_L1].toArray().size(), 30);
    QCOMPARE(object["seconds"_L1].toInt(), 3600);
    QCOMPARE(object["points"_L1][29]["messages_in"_L1].toInt(), 29);
}

void HttpApiTest::topicsAreFilteredSortedAndPaged()
{
    FakeAdmin admin;
    QJsonObject object = json(call(admin, u"/api/v1/topics"_s));
    QCOMPARE(object["total"_L1].toInt(), 27);
    QCOMPARE(object["matching"_L1].toInt(), 26);
    QCOMPARE(json(call(admin, u"/api/v1/topics"_s, "system=true"))["matching"_L1].toInt(), 27);
    object = json(call(admin, u"/api/v1/topics"_s, "sort=last_offset&desc=1&limit=1"));
    QCOMPARE(object["topics"_L1][0]["name"_L1].toString(), u"counter"_s);
    QCOMPARE(object["topics"_L1][0]["last_offset"_L1].toInt(), 149);

    QStringList names;
    QJsonValue next = 0;
    while (!next.isNull()) {
        const QByteArray query = "filter=plant&limit=10&offset=" + QByteArray::number(next.toInt());
        object = json(call(admin, u"/api/v1/topics"_s, query));
        for (const auto &topic : object["topics"_L1].toArray())
            names.append(topic["name"_L1].toString());
        next = object["next"_L1];
    }
    QCOMPARE(names.size(), 25);
    QCOMPARE(names.removeDuplicates(), 0);
}

void HttpApiTest::clientsAreFilteredAndPaged()
{
    FakeAdmin admin;
    QCOMPARE(json(call(admin, u"/api/v1/clients"_s))["clients"_L1].toArray().size(), 7);
    const QJsonObject object = json(call(admin, u"/api/v1/clients"_s, "offline=false&limit=4&offset=0"));
    QCOMPARE(object["matching"_L1].toInt(), 6);
    QCOMPARE(object["next"_L1].toInt(), 4);
    QCOMPARE(object["clients"_L1][0]["filters"_L1][0].toString(), u"plant/#"_s);
    QCOMPARE(json(call(admin, u"/api/v1/clients"_s, "filter=sensor-3"))["matching"_L1].toInt(), 1);
}

void HttpApiTest::recordsAreReadByOffsetAndFromTheEnd()
{
    FakeAdmin admin;
    QJsonObject object = json(call(admin, u"/api/v1/records"_s, "topic=counter"));
    QCOMPARE(object["records"_L1].toArray().size(), 100);
    QCOMPARE(object["records"_L1][0]["offset"_L1].toInt(), 50);
    QVERIFY(object["next"_L1].isNull());
    object = json(call(admin, u"/api/v1/records"_s, "topic=counter&from=10&limit=5"));
    QCOMPARE(object["records"_L1][0]["text"_L1].toString(), u"10"_s);
    QCOMPARE(object["next"_L1].toInt(), 15);
    QCOMPARE(object["next_offset"_L1].toInt(), 150);
    object = json(call(admin, u"/api/v1/records"_s, "topic=counter&from=-1"));
    QCOMPARE(object["records"_L1].toArray().size(), 1);
    QCOMPARE(object["records"_L1][0]["payload_base64"_L1].toString(), u"MTQ5"_s);
    const HttpAnswer none = call(admin, u"/api/v1/records"_s, "topic=none");
    QCOMPARE(none.status, 404);
    QCOMPARE(json(none)["code"_L1].toString(), u"not_found"_s);
}

void HttpApiTest::longPayloadsAreCutAndMarked()
{
    FakeAdmin admin;
    admin.addRecord(u"big"_s, QByteArray(5000, 'x'));
    const QJsonValue cut = json(call(admin, u"/api/v1/records"_s, "topic=big"))["records"_L1][0];
    QVERIFY(cut["truncated"_L1].toBool());
    QCOMPARE(cut["payload_size"_L1].toInt(), 5000);
    QCOMPARE(cut["text"_L1].toString().size(), 4096);
    const QJsonValue whole = json(call(admin, u"/api/v1/records"_s, "topic=big&max_payload=-1"))["records"_L1][0];
    QVERIFY(!whole["truncated"_L1].toBool());
    QCOMPARE(whole["text"_L1].toString().size(), 5000);
}

void HttpApiTest::aFilterMayHoldPlusSignsAndEscapes()
{
    FakeAdmin admin;
    for (const char *name : {"a+b", "a b", "a&b=c", "räume/1", "a%b"})
        admin.addRecord(QString::fromUtf8(name), "x");
    for (const char *query : {"topic=a+b", "topic=a%2Bb", "topic=a%20b", "topic=a%26b%3Dc", "topic=a%26b=c",
             "topic=r%C3%A4ume%2F1", "topic=a%25b", "&topic=a+b&"})
        QCOMPARE(call(admin, u"/api/v1/records"_s, query).status, 200);
}

void HttpApiTest::aBadParameterIsNamed_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<QString>("value");
    const auto row
        = [](const QString &path, const QByteArray &query, const char *code, const char *parameter, const char *value) {
              QTest::newRow(qPrintable(path + u'?' + QString::fromLatin1(query)))
                  << u"/api/v1/"_s + path << query << QString::fromLatin1(code) << QString::fromLatin1(parameter)
                  << QString::fromLatin1(value);
          };
    row(u"overview"_s, "a=b", "unknown_parameter", "a", "b");
    row(u"topics"_s, "lmit=3", "unknown_parameter", "lmit", "3");
    row(u"topics"_s, "Limit=3", "unknown_parameter", "Limit", "3");
    row(u"topics"_s, "limit=3&limit=3", "duplicate_parameter", "limit", "3");
    for (const char *bad : {"", "0", "1001", "-1", "1x", "0x10", "1.0", "99999999999999999999"}) {
        row(u"topics"_s, QByteArray("limit=") + bad, "bad_parameter", "limit", bad);
        row(u"clients"_s, QByteArray("limit=") + bad, "bad_parameter", "limit", bad);
        row(u"records"_s, QByteArray("topic=a&limit=") + bad, "bad_parameter", "limit", bad);
    }
    row(u"topics"_s, "limit=%201", "bad_parameter", "limit", " 1");
    row(u"topics"_s, "offset=2147483648", "bad_parameter", "offset", "2147483648");
    row(u"topics"_s, "sort=size", "bad_parameter", "sort", "size");
    row(u"topics"_s, "desc=yes", "bad_parameter", "desc", "yes");
    row(u"topics"_s, "system", "bad_parameter", "system", "");
    row(u"topics"_s, "filter=%ff", "bad_parameter", "filter", "filter=%ff");
    row(u"clients"_s, "offline=2", "bad_parameter", "offline", "2");
    row(u"traffic"_s, "seconds=119", "bad_parameter", "seconds", "119");
    row(u"traffic"_s, "seconds=604801", "bad_parameter", "seconds", "604801");
    row(u"traffic"_s, "points=1", "bad_parameter", "points", "1");
    row(u"records"_s, "", "missing_parameter", "topic", "");
    row(u"records"_s, "topic=", "missing_parameter", "topic", "");
    row(u"records"_s, "topic=a&from=9223372036854775808", "bad_parameter", "from", "9223372036854775808");
    row(u"records"_s, "topic=a&from=--1", "bad_parameter", "from", "--1");
    row(u"records"_s, "topic=a&max_payload=-2", "bad_parameter", "max_payload", "-2");
}

void HttpApiTest::aBadParameterIsNamed()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, query);
    QFETCH(QString, code);
    QFETCH(QString, parameter);
    QFETCH(QString, value);
    FakeAdmin admin;
    const HttpAnswer answer = call(admin, path, query);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.mime, "application/problem+json");
    const QJsonObject object = json(answer);
    QCOMPARE(object["code"_L1].toString(), code);
    QCOMPARE(object["parameter"_L1].toString(), parameter);
    QCOMPARE(object["value"_L1].toString(), value);
    QCOMPARE(object["title"_L1].toString(), u"Bad Request"_s);
    QCOMPARE(object["status"_L1].toInt(), 400);
    QVERIFY(object["detail"_L1].toString().contains(parameter));
    QVERIFY(object["detail"_L1].toString().contains(value));
}

void HttpApiTest::publishGivesTheOffsetAndTellsItsOrigin()
{
    FakeAdmin admin;
    const HttpAnswer answer = publish(admin, R"({"topic":"new","text":"one"})", "Application/JSON; charset=utf-8");
    QCOMPARE(answer.status, 200);
    QCOMPARE(json(answer)["offset"_L1].toInt(-1), 0);
    QCOMPARE(json(answer)["consumers"_L1].toInt(), 3);
    QCOMPARE(json(answer)["topic"_L1].toString(), u"new"_s);
    QVERIFY(json(answer)["time"_L1].toString().endsWith(u'Z'));
    QCOMPARE(json(publish(admin, R"({"topic":"new","text":"two"})"))["offset"_L1].toInt(), 1);
    QCOMPARE(admin.recordsOf(u"new"_s)[1].payload, "two");
    QCOMPARE(admin.recordsOf(u"new"_s)[1].address, u"http 127.0.0.1"_s);
}

void HttpApiTest::publishTakesOnlyJson()
{
    FakeAdmin admin;
    for (const char *type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
        QCOMPARE(publish(admin, R"({"topic":"new","text":"one"})", type).status, 415);
    QCOMPARE(publish(admin, "{}").status, 400);
    QCOMPARE(json(publish(admin, "{}"))["code"_L1].toString(), u"bad_body"_s);
    QVERIFY(admin.recordsOf(u"new"_s).isEmpty());
}

void HttpApiTest::errorsOfTheServiceKeepTheirMeaning_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("invalid") << int(ErrorCode::Invalid) << 400 << u"invalid"_s;
    QTest::newRow("not found") << int(ErrorCode::NotFound) << 404 << u"not_found"_s;
    QTest::newRow("busy") << int(ErrorCode::Busy) << 503 << u"busy"_s;
    QTest::newRow("no permission") << int(ErrorCode::NoPermission) << 403 << u"forbidden"_s;
    QTest::newRow("failure") << int(ErrorCode::Failure) << 500 << u"failure"_s;
}

void HttpApiTest::errorsOfTheServiceKeepTheirMeaning()
{
    QFETCH(int, error);
    QFETCH(int, status);
    QFETCH(QString, code);
    for (const char *path : {"traffic", "topics", "clients", "records"}) {
        FakeAdmin admin;
        admin.failNext(ErrorCode(error), "The reason.");
        const QByteArray query = qstrcmp(path, "records") == 0 ? "topic=counter" : "";
        const HttpAnswer answer = call(admin, u"/api/v1/"_s + QLatin1StringView(path), query);
        QCOMPARE(answer.status, status);
        QCOMPARE(json(answer)["code"_L1].toString(), code);
        QCOMPARE(json(answer)["detail"_L1].toString(), u"The reason."_s);
    }
    FakeAdmin admin;
    admin.failNext(ErrorCode(error), "The reason.");
    QCOMPARE(publish(admin, R"({"topic":"a","text":""})").status, status);
}

void HttpApiTest::otherMethodsAreToldWhatIsAllowed()
{
    HttpCall call;
    call.path = u"/api/v1/topics"_s;
    call.method = "DELETE";
    HttpAnswer answer = HttpApi::missing(call);
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.headers[0].name, "Allow");
    QCOMPARE(answer.headers[0].value, "GET, HEAD, OPTIONS");
    call.method = "OPTIONS";
    answer = HttpApi::missing(call);
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.headers[0].value, "GET, HEAD, OPTIONS");
    call.path = u"/api/v1/publish"_s;
    QCOMPARE(HttpApi::missing(call).headers[0].value, "POST, OPTIONS");
    call.path = u"*"_s;
    QCOMPARE(HttpApi::missing(call).headers[0].value, "POST, GET, HEAD, OPTIONS");
    call.path = u"/api/v1"_s;
    QCOMPARE(HttpApi::missing(call).status, 404);
}

void HttpApiTest::healthAndMetricsArePlainText()
{
    FakeAdmin admin;
    QCOMPARE(call(admin, u"/healthz"_s).body, "ok\n");
    const HttpAnswer metrics = call(admin, u"/metrics"_s, "collect=all");
    QCOMPARE(metrics.status, 200);
    QVERIFY(metrics.mime.startsWith("text/plain; version=0.0.4"));
}

QTEST_GUILESS_MAIN(HttpApiTest)
#include "httpapitest.moc"
