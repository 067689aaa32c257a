// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"

#include "fakeadmin.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace topiq;
using namespace Qt::StringLiterals;

namespace {

/// An empty request when it is refused.
PublishRequest readRequest(const QByteArray &json)
{
    auto result = publishRequestFromJson(json);
    return result ? *result : PublishRequest();
}

QString reasonOfRefusal(const QByteArray &json)
{
    const auto result = publishRequestFromJson(json);
    return result ? QString() : QString::fromStdString(result.error().message());
}

} // namespace

class AdminJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesAreRfc3339InUtcAndMilliseconds();
    void numbersBeyondDoublePrecisionAreWrittenExactly();
    void payloadsAreBase64AndTextWhenUtf8();
    void aCutPayloadLosesOnlyItsHalfCharacter();
    void loginsAreCountedByResult();
    void pagesSayWhereTheNextOneBegins();
    void notANumberBecomesZero();
    void aPublishRequestIsReadWhole();
    void aBadPublishRequestNamesTheMember_data();
    void aBadPublishRequestNamesTheMember();
};

void AdminJsonTest::timesAreRfc3339InUtcAndMilliseconds()
{
    FakeAdmin admin;
    const QJsonObject object = toJson(*admin.snapshot());
    const QJsonObject event = object["events"_L1].toArray()[0].toObject();
    QCOMPARE(event["time"_L1].toString(), u"2026-11-21T02:00:00.123Z"_s);
    QCOMPARE(event["time_ms"_L1].toInteger(), FakeAdmin::StartMs);
    TopicPage page;
    page.rows.append(TopicRow());
    const QJsonObject silent = toJson(page, {})["topics"_L1].toArray()[0].toObject();
    QVERIFY(silent["last_time"_L1].isNull());
    QVERIFY(silent["last_offset"_L1].isNull());
}

void AdminJsonTest::numbersBeyondDoublePrecisionAreWrittenExactly()
{
    FakeAdmin admin;
    QVERIFY(QJsonDocument(toJson(*admin.snapshot())).toJson().contains("\"messages_out\": 9007199254740993"));
}

void AdminJsonTest::payloadsAreBase64AndTextWhenUtf8()
{
    RecordPage page;
    for (const QByteArray &payload : {"gr\xc3\xbc\xc3\x9f"_ba, "\xff\xfe"_ba, ""_ba, "\xef\xbb\xbfx"_ba}) {
        RecordRow row;
        row.payload = payload;
        page.rows.append(row);
    }
    const QJsonArray rows = toJson(page, {})["records"_L1].toArray();
    QCOMPARE(rows[0].toObject()["text"_L1].toString(), u"grüß"_s);
    QCOMPARE(rows[0].toObject()["payload_base64"_L1].toString(), u"Z3LDvMOf"_s);
    QVERIFY(!rows[1].toObject().contains("text"_L1));
    QCOMPARE(rows[1].toObject()["payload_base64"_L1].toString(), u"//4="_s);
    QCOMPARE(rows[2].toObject()["text"_L1].toString(), QString());
    QVERIFY(rows[2].toObject().contains("text"_L1));
    QCOMPARE(rows[3].toObject()["text"_L1].toString().toUtf8(), "\xef\xbb\xbfx");
}

void AdminJsonTest::aCutPayloadLosesOnlyItsHalfCharacter()
{
    const QByteArray whole = "a\xe2\x82\xac\xf0\x9f\x98\x80"; // a, euro sign, a face of four bytes
    const QList<int> characters{0, 1, 1, 1, 2, 2, 2, 2, 4}; // in UTF-16
    for (int size = 0; size <= whole.size(); ++size) {
        RecordPage page;
        RecordRow row;
        row.payload = whole.left(size);
        row.truncated = true;
        page.rows.append(row);
        const QJsonObject object = toJson(page, {})["records"_L1].toArray()[0].toObject();
        QVERIFY(object.contains("text"_L1));
        QCOMPARE(object["text"_L1].toString().size(), characters[size]);
    }
}

void AdminJsonTest::loginsAreCountedByResult()
{
    FakeAdmin admin;
    const QJsonObject logins = toJson(*admin.snapshot())["logins"_L1].toObject();
    const QJsonObject wanted{{u"accepted"_s, 9}, {u"bad_credentials"_s, 4}, {u"not_authorized"_s, 3},
        {u"try_later"_s, 2}, {u"unavailable"_s, 1}, {u"guessers"_s, QJsonObject{{u"value"_s, 5}, {u"limit"_s, 10'000}}},
        {u"waiting"_s, QJsonObject{{u"value"_s, 6}, {u"limit"_s, 512}}}};
    QCOMPARE(logins, wanted);
}

void AdminJsonTest::pagesSayWhereTheNextOneBegins()
{
    TopicPage topics;
    topics.rows = QList<TopicRow>(10);
    topics.matching = 25;
    TopicQuery query;
    query.offset = 10;
    query.limit = 10;
    QCOMPARE(toJson(topics, query)["next"_L1].toInt(), 20);
    query.offset = 15;
    QVERIFY(toJson(topics, query)["next"_L1].isNull());

    RecordPage records;
    records.rows = QList<RecordRow>(2);
    records.rows[0].offset = 4;
    records.rows[1].offset = 5;
    records.nextOffset = 7;
    QCOMPARE(toJson(records, {})["next"_L1].toInt(), 6);
    records.nextOffset = 6;
    QVERIFY(toJson(records, {})["next"_L1].isNull());
    records.rows.clear();
    QVERIFY(toJson(records, {})["next"_L1].isNull());
}

void AdminJsonTest::notANumberBecomesZero()
{
    Snapshot snapshot;
    snapshot.cpu = std::numeric_limits<double>::quiet_NaN();
    snapshot.rates.messagesIn = std::numeric_limits<double>::infinity();
    const QByteArray text = QJsonDocument(toJson(snapshot)).toJson(QJsonDocument::Compact);
    QVERIFY(text.contains("\"cpu_cores\":0"));
    QVERIFY(text.contains("\"messages_in\":0"));
}

void AdminJsonTest::aPublishRequestIsReadWhole()
{
    const PublishRequest text = readRequest(R"({"topic":"a/b","text":"h\u00e9","qos":2,"retain":true})");
    QCOMPARE(text.topic, u"a/b"_s);
    QCOMPARE(text.payload, "h\xc3\xa9");
    QCOMPARE(text.qos, 2);
    QVERIFY(text.retain);
    const PublishRequest bytes = readRequest(R"({"topic":"a","payload_base64":"AP8="})");
    QCOMPARE(bytes.payload, QByteArray("\0\xff", 2));
    QCOMPARE(bytes.qos, 0);
    QVERIFY(!bytes.retain);
    QCOMPARE(bytes.properties.expirySeconds, qint64(-1));
    const PublishRequest properties
        = readRequest(R"({"topic":"a","text":"","content_type":"x","response_topic":"b",)"
                      R"("correlation_data_base64":"AP8=","payload_is_text":true,)"
                      R"("user_properties":[{"name":"n","value":"v"},{"name":"n","value":""}],)"
                      R"("expiry_seconds":4294967295})");
    QCOMPARE(properties.properties.contentType, u"x"_s);
    QCOMPARE(properties.properties.responseTopic, u"b"_s);
    QCOMPARE(properties.properties.correlationData, QByteArray("\0\xff", 2));
    QVERIFY(properties.properties.isText);
    QCOMPARE(properties.properties.userProperties.size(), 2);
    QCOMPARE(properties.properties.userProperties[0].second, u"v"_s);
    QCOMPARE(properties.properties.expirySeconds, qint64(4'294'967'295));
    RecordPage page;
    page.rows.append(RecordRow());
    page.rows[0].properties = properties.properties;
    page.rows.append(RecordRow());
    const QJsonArray records = toJson(page, {})["records"_L1].toArray();
    QCOMPARE(records[0].toObject()["user_properties"_L1].toArray().size(), 2);
    QCOMPARE(records[0].toObject()["correlation_data_base64"_L1].toString(), u"AP8="_s);
    QCOMPARE(records[0].toObject()["expiry_seconds"_L1].toInteger(), qint64(4'294'967'295));
    for (const char *name : {"content_type", "response_topic", "correlation_data_base64", "payload_is_text",
             "user_properties", "expiry_seconds"})
        QVERIFY(!records[1].toObject().contains(QLatin1StringView(name)));
    const PublishRequest nothing = readRequest(R"({"topic":"a","text":""})");
    QCOMPARE(nothing.topic, u"a"_s);
    QVERIFY(nothing.payload.isEmpty());
}

void AdminJsonTest::aBadPublishRequestNamesTheMember_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("named");
    QTest::newRow("empty") << ""_ba << u"JSON"_s;
    QTest::newRow("cut") << "{\"topic\":\"a\""_ba << u"JSON"_s;
    QTest::newRow("array") << "[1]"_ba << u"object"_s;
    QTest::newRow("not UTF-8") << "{\"topic\":\"\xff\",\"text\":\"\"}"_ba << u"UTF-8"_s;
    QTest::newRow("no topic") << R"({"text":"a"})"_ba << u"\"topic\""_s;
    QTest::newRow("empty topic") << R"({"topic":"","text":"a"})"_ba << u"\"topic\""_s;
    QTest::newRow("topic number") << R"({"topic":1,"text":"a"})"_ba << u"\"topic\""_s;
    QTest::newRow("half surrogate") << R"({"topic":"\ud800","text":"a"})"_ba << u"\"topic\""_s;
    QTest::newRow("no payload") << R"({"topic":"a"})"_ba << u"\"text\""_s;
    QTest::newRow("two payloads") << R"({"topic":"a","text":"","payload_base64":""})"_ba << u"\"text\""_s;
    QTest::newRow("bad base64") << R"({"topic":"a","payload_base64":"A*=="})"_ba << u"\"payload_base64\""_s;
    QTest::newRow("qos 3") << R"({"topic":"a","text":"","qos":3})"_ba << u"\"qos\""_s;
    QTest::newRow("qos 1.5") << R"({"topic":"a","text":"","qos":1.5})"_ba << u"\"qos\""_s;
    QTest::newRow("qos text") << R"({"topic":"a","text":"","qos":"1"})"_ba << u"\"qos\""_s;
    QTest::newRow("retain number") << R"({"topic":"a","text":"","retain":1})"_ba << u"\"retain\""_s;
    QTest::newRow("content type") << R"({"topic":"a","text":"","content_type":1})"_ba << u"\"content_type\""_s;
    QTest::newRow("correlation") << R"({"topic":"a","text":"","correlation_data_base64":"*"})"_ba
                                 << u"\"correlation_data_base64\""_s;
    QTest::newRow("expiry") << R"({"topic":"a","text":"","expiry_seconds":-1})"_ba << u"\"expiry_seconds\""_s;
    QTest::newRow("expiry of half a second")
        << R"({"topic":"a","text":"","expiry_seconds":0.5})"_ba << u"\"expiry_seconds\""_s;
    QTest::newRow("is text") << R"({"topic":"a","text":"","payload_is_text":1})"_ba << u"\"payload_is_text\""_s;
    QTest::newRow("user properties") << R"({"topic":"a","text":"","user_properties":{"a":"b"}})"_ba
                                     << u"\"user_properties\""_s;
    QTest::newRow("user property") << R"({"topic":"a","text":"","user_properties":[{"name":"n"}]})"_ba
                                   << u"\"user_properties\""_s;
    QTest::newRow("unknown") << R"({"topic":"a","text":"","delay":1})"_ba << u"\"delay\""_s;
    QTest::newRow("deep") << QByteArray(5000, '[') << u"JSON"_s;
}

void AdminJsonTest::aBadPublishRequestNamesTheMember()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, named);
    const QString reason = reasonOfRefusal(json);
    QVERIFY2(reason.contains(named), qPrintable(reason));
}

QTEST_GUILESS_MAIN(AdminJsonTest)
#include "adminjsontest.moc"
