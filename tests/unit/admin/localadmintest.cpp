// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/localadmin.h"
#include "testclient.h"

#include <QTest>

#include <climits>

using namespace topiq;
using namespace Qt::StringLiterals;

class LocalAdminTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void topicsAreFilteredByTextAndByPattern()
    {
        Broker broker;
        for (const char *topic : {"plant/a/temp", "plant/b/temp", "Plant/c", "other", "$own/load"})
            broker.publish(topic);
        TopicQuery query;
        const auto names = [&](const char *filter, bool system = false) {
            query.filter = QString::fromUtf8(filter);
            query.withSystem = system;
            const auto page = broker.admin.topics(query);
            QStringList list;
            for (const TopicRow &row : page->rows)
                list.append(row.name);
            if (page->total != 5 || page->matching != quint64(list.size()))
                list.append(QStringLiteral("wrong totals"));
            return list.join(u',');
        };
        QCOMPARE(names(""), QStringLiteral("Plant/c,other,plant/a/temp,plant/b/temp"));
        QCOMPARE(names("", true), QStringLiteral("$own/load,Plant/c,other,plant/a/temp,plant/b/temp"));
        QCOMPARE(names("PLANT"), QStringLiteral("Plant/c,plant/a/temp,plant/b/temp"));
        QCOMPARE(names("plant/+/temp"), QStringLiteral("plant/a/temp,plant/b/temp"));
        QCOMPARE(names("#", true), QStringLiteral("Plant/c,other,plant/a/temp,plant/b/temp"));
        QCOMPARE(names("$own/#", true), QStringLiteral("$own/load"));
        QCOMPARE(names("nothing"), QString());
        query.filter = QStringLiteral("a/#/b");
        QCOMPARE(broker.admin.topics(query).error().code, ErrorCode::Invalid);
    }

    void topicsAreSortedByEveryColumn()
    {
        Broker broker;
        broker.publish("a", QByteArray(100, 'x'));
        broker.publish("b", "x", 5);
        broker.publish("c", QByteArray(5000, 'x'), 2);
        const auto order = [&](TopicQuery::Sort sort, bool descending) {
            TopicQuery query;
            query.sort = sort;
            query.descending = descending;
            const auto page = broker.admin.topics(query);
            QString names;
            for (const TopicRow &row : page->rows)
                names += row.name;
            return names;
        };
        QCOMPARE(order(TopicQuery::Sort::Name, false), QStringLiteral("abc"));
        QCOMPARE(order(TopicQuery::Sort::Name, true), QStringLiteral("cba"));
        QCOMPARE(order(TopicQuery::Sort::LastOffset, true), QStringLiteral("bca"));
        QCOMPARE(order(TopicQuery::Sort::LastOffset, false), QStringLiteral("acb"));
        QCOMPARE(order(TopicQuery::Sort::Bytes, true), QStringLiteral("cba"));
        QCOMPARE(order(TopicQuery::Sort::Rate, true), QStringLiteral("abc")); // all 0: by name
        for (const auto &[name, rate, lastMs] : {std::tuple("a", 1.0, 30), {"b", 3.0, 10}, {"c", 2.0, 20}}) {
            const auto state = broker.bed.engine().topics().find(name)->lock();
            state->sample.rate = rate;
            state->lastMs = lastMs;
        }
        QCOMPARE(order(TopicQuery::Sort::Rate, true), QStringLiteral("bca"));
        QCOMPARE(order(TopicQuery::Sort::LastSeen, true), QStringLiteral("acb"));
    }

    void topicsComeInPages()
    {
        Broker broker;
        for (int i = 0; i < 250; ++i)
            broker.publish(QByteArray("t") + QByteArray::number(1000 + i));
        TopicQuery query;
        QStringList names;
        for (query.offset = 0; query.offset < 300; query.offset += 70) {
            query.limit = 70;
            const auto page = broker.admin.topics(query);
            QCOMPARE(page->matching, 250ull);
            for (const TopicRow &row : page->rows)
                names.append(row.name);
        }
        QCOMPARE(names.size(), 250);
        for (int i = 0; i < 250; ++i)
            QCOMPARE(names[i], QStringLiteral("t%1").arg(1000 + i));
        query.offset = INT_MAX;
        query.limit = 1000;
        QVERIFY(broker.admin.topics(query)->rows.isEmpty());
        for (const auto &[offset, limit] : {std::pair(-1, 10), {0, 0}, {0, 1001}, {0, -5}}) {
            query.offset = offset;
            query.limit = limit;
            QCOMPARE(broker.admin.topics(query).error().code, ErrorCode::Invalid);
        }
    }

    void aTopicRowTellsWhatIsKept()
    {
        Limits limits;
        limits.historyRecords = 10;
        Broker broker(limits);
        TestClient client(broker.bed, "c", 1);
        client.connect();
        client.subscribe("t/#");
        client.subscribe("t/1");
        for (int i = 0; i < 25; ++i)
            client.publish("t/1", "12345", Qos::AtMostOnce, i == 24);
        const auto page = broker.admin.topics({});
        QCOMPARE(page->rows.size(), 1);
        const TopicRow row = page->rows[0];
        QCOMPARE(row.firstOffset, 15ull);
        QCOMPARE(row.nextOffset, 25ull);
        QCOMPARE(row.records, 10ull);
        QCOMPARE(row.bytes, quint64(broker.bed.countedHistory().second));
        QCOMPARE(row.consumers, 2ull);
        QVERIFY(row.retained);
        QVERIFY(row.lastMs > 0);
    }

    void clientsOfAllLoopsComeInPages()
    {
        Broker broker;
        std::vector<std::unique_ptr<TestClient>> clients;
        for (int i = 0; i < 90; ++i) {
            clients.push_back(std::make_unique<TestClient>(broker.bed, "client" + std::to_string(100 + i), i * 7 % 3));
            clients.back()->connect(i % 2 == 0);
            if (i % 10 == 1)
                clients.back()->disconnect();
        }
        ClientQuery query;
        QStringList ids;
        for (query.offset = 0; query.offset < 100; query.offset += 25) {
            query.limit = 25;
            const auto page = broker.admin.clients(query);
            QCOMPARE(page->total, 90ull);
            QCOMPARE(page->matching, 90ull);
            for (const ClientRow &row : page->rows)
                ids.append(row.id);
        }
        QCOMPARE(ids.size(), 90);
        for (int i = 0; i < 90; ++i)
            QCOMPARE(ids[i], QStringLiteral("client%1").arg(100 + i));

        query.offset = 0;
        query.limit = 1000;
        query.withOffline = false;
        QCOMPARE(broker.admin.clients(query)->rows.size(), 81);
        query.filter = QStringLiteral("CLIENT11");
        QCOMPARE(broker.admin.clients(query)->matching, 9ull); // 110 to 119 but for 111
        query.offset = INT_MAX;
        QVERIFY(broker.admin.clients(query)->rows.isEmpty());
        query.limit = 1001;
        QCOMPARE(broker.admin.clients(query).error().code, ErrorCode::Invalid);
    }

    void aClientRowTellsHowTheSessionStands()
    {
        Limits limits;
        limits.inFlight = 2;
        Broker broker(limits);
        TestClient client(broker.bed, "c", 2);
        client.connect(false);
        for (int i = 0; i < 60; ++i)
            client.subscribe("f/" + std::to_string(100 + i), Qos::AtLeastOnce);
        for (int i = 0; i < 5; ++i)
            client.publish("f/100", "x", Qos::AtLeastOnce);
        client.output = 77;
        ClientRow row = broker.admin.clients({})->rows.at(0);
        QCOMPARE(row.id, QStringLiteral("c"));
        QCOMPARE(row.protocol, QStringLiteral("test"));
        QCOMPARE(row.address, QStringLiteral("127.0.0.1:1"));
        QVERIFY(row.connected && !row.cleanSession);
        QCOMPARE(row.subscriptions, 60ull);
        QCOMPARE(row.filters.size(), 50);
        QCOMPARE(row.messagesIn, 5ull);
        QCOMPARE(row.messagesOut, 2ull);
        QCOMPARE(row.inFlight, 2ull);
        QCOMPARE(row.queued, 3ull);
        QVERIFY(row.queuedBytes > 0);
        QCOMPARE(row.outputBytes, 77ull);
        client.disconnect(Shard::Farewell::Lost);
        row = broker.admin.clients({})->rows.at(0);
        QVERIFY(!row.connected && row.address.isEmpty());
        QCOMPARE(row.outputBytes, 0ull);
        QCOMPARE(row.lastError, QStringLiteral("lost"));
    }

    void recordsAreReadByOffset_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("count");
        QTest::newRow("the last three") << qint64(-3) << 100 << 27 << 3;
        QTest::newRow("more than are kept") << qint64(-1000) << 100 << 20 << 10;
        QTest::newRow("the smallest number") << std::numeric_limits<qint64>::min() << 100 << 20 << 10;
        QTest::newRow("from one that is kept") << qint64(25) << 100 << 25 << 5;
        QTest::newRow("from one that is gone") << qint64(3) << 100 << 20 << 10;
        QTest::newRow("a few") << qint64(22) << 4 << 22 << 4;
        QTest::newRow("the last one") << qint64(29) << 4 << 29 << 1;
        QTest::newRow("one that is to come") << qint64(30) << 4 << 0 << 0;
        QTest::newRow("the largest number") << std::numeric_limits<qint64>::max() << 4 << 0 << 0;
    }
    void recordsAreReadByOffset()
    {
        QFETCH(qint64, from);
        QFETCH(int, limit);
        QFETCH(int, first);
        QFETCH(int, count);
        Limits limits;
        limits.historyRecords = 10;
        Broker broker(limits);
        for (int i = 0; i < 30; ++i)
            broker.publish("t", QByteArray::number(i));
        RecordQuery query;
        query.topic = QStringLiteral("t");
        query.from = from;
        query.limit = limit;
        const auto page = broker.admin.records(query);
        QVERIFY(page.ok());
        QCOMPARE(page->topic, query.topic);
        QCOMPARE(page->firstOffset, 20ull);
        QCOMPARE(page->nextOffset, 30ull);
        QCOMPARE(page->rows.size(), count);
        for (int i = 0; i < count; ++i) {
            QCOMPARE(page->rows[i].offset, quint64(first + i));
            QCOMPARE(page->rows[i].payload, QByteArray::number(first + i));
        }
    }

    void longPayloadsAreCutAndSaidToBe()
    {
        Broker broker;
        broker.publish("t", QByteArray(5000, 'x'));
        RecordQuery query;
        query.topic = QStringLiteral("t");
        for (const auto &[most, shown] : {std::pair(100, 100), {0, 0}, {5000, 5000}, {-1, 5000}}) {
            query.maxPayloadBytes = most;
            const RecordRow row = broker.admin.records(query)->rows.at(0);
            QCOMPARE(row.payload.size(), shown);
            QCOMPARE(row.payloadSize, 5000ull);
            QCOMPARE(row.truncated, shown < 5000);
        }
    }

    void recordsOfAnUnknownTopicAreNotFound()
    {
        Broker broker;
        RecordQuery query;
        query.topic = QStringLiteral("nowhere");
        const auto page = broker.admin.records(query);
        QCOMPARE(page.error().code, ErrorCode::NotFound);
        QVERIFY(page.error().text.find("nowhere") != std::string::npos);
        QCOMPARE(broker.bed.engine().topics().size(), 0ull); // asking makes none
        broker.publish("t");
        query.topic = QStringLiteral("t");
        query.limit = 1001;
        QCOMPARE(broker.admin.records(query).error().code, ErrorCode::Invalid);
    }

    void aPublishIsAnsweredWithItsOffsetAndConsumers()
    {
        Broker broker;
        TestClient near(broker.bed, "n", 0);
        TestClient far(broker.bed, "f", 2);
        near.connect();
        far.connect();
        near.subscribe("t/+", Qos::AtLeastOnce);
        far.subscribe("t/1");
        PublishRequest request;
        request.topic = QStringLiteral("t/1");
        request.payload = QByteArray("\0\xff", 2);
        request.qos = 1;
        request.retain = true;
        request.origin = QStringLiteral("window");
        for (quint64 i = 0; i < 3; ++i) {
            const auto result = broker.admin.publish(request);
            QVERIFY(result.ok());
            QCOMPARE(result->offset, i);
            QCOMPARE(result->consumers, 2ull);
            QVERIFY(result->timeMs > 0);
        }
        QTRY_COMPARE(near.count() + far.count(), 6ull);
        QCOMPARE(near.take().at(0).qos, Qos::AtLeastOnce);
        const RecordRow row = broker.admin.records({QStringLiteral("t/1")})->rows.at(0);
        QCOMPARE(row.payload, request.payload);
        QCOMPARE(row.clientId, QStringLiteral("window"));
        QCOMPARE(row.qos, 1);
        QVERIFY(row.retain);
        QCOMPARE(broker.bed.engine().retained().size(), 1ull);
    }

    void aPublishThatCannotBeIsRefused()
    {
        Limits limits;
        limits.maxPacketBytes = 100;
        Broker broker(limits);
        const auto refused = [&](const QString &topic, int qos, int payload = 1) {
            PublishRequest request;
            request.topic = topic;
            request.payload = QByteArray(payload, 'x');
            request.qos = qos;
            const auto result = broker.admin.publish(request);
            return !result && result.error().code == ErrorCode::Invalid && !result.error().text.empty();
        };
        QVERIFY(refused(QStringLiteral("a/+"), 0));
        QVERIFY(refused(QStringLiteral("#"), 0));
        QVERIFY(refused(QString(), 0));
        QVERIFY(refused(QString(65'536, u'a'), 0));
        QVERIFY(refused(QString(30'000, QChar(0x4e2d)), 0)); // 90,000 bytes
        QVERIFY(refused(QString(QChar(0)), 0));
        QVERIFY(refused(QStringLiteral("t"), 3));
        QVERIFY(refused(QStringLiteral("t"), -1));
        QVERIFY(refused(QStringLiteral("t"), 0, 101));
        QVERIFY(!refused(QStringLiteral("t"), 2, 100));
        QCOMPARE(broker.bed.engine().topics().size(), 1ull);
    }

    void snapshotAndTrafficAreTheMonitors()
    {
        Broker broker;
        broker.monitor.sample();
        QVERIFY(broker.admin.snapshot() == broker.monitor.snapshot());
        QCOMPARE(broker.admin.traffic(120, 10)->size(), 1);
        for (const auto &[seconds, points] : {std::pair(0, 10), {604'801, 10}, {120, 0}})
            QCOMPARE(broker.admin.traffic(seconds, points).error().code, ErrorCode::Invalid);
    }

    void propertiesGoThroughAPublishIntoTheRecord()
    {
        Broker broker;
        PublishRequest request;
        request.topic = u"t"_s;
        request.payload = "x";
        request.properties.contentType = u"text/plain"_s;
        request.properties.responseTopic = u"answers/1"_s;
        request.properties.correlationData = QByteArray("\0\xff", 2);
        request.properties.isText = true;
        request.properties.userProperties = {{u"unit"_s, u"kg"_s}, {u"unit"_s, QString()}};
        request.properties.expirySeconds = 60;
        QVERIFY(broker.admin.publish(request).ok());
        const auto page = broker.admin.records({u"t"_s});
        QVERIFY(page.ok());
        const MessageProperties &got = page->rows.at(0).properties;
        QCOMPARE(got.contentType, request.properties.contentType);
        QCOMPARE(got.responseTopic, request.properties.responseTopic);
        QCOMPARE(got.correlationData, request.properties.correlationData);
        QCOMPARE(got.userProperties, request.properties.userProperties);
        QVERIFY(got.isText);
        QCOMPARE(got.expirySeconds, qint64(60));
        request.properties = {};
        QVERIFY(broker.admin.publish(request).ok());
        QCOMPARE(broker.admin.records({u"t"_s})->rows.at(1).properties.expirySeconds, qint64(-1));
    }

    void propertiesThatNoClientCouldReadAreRefused()
    {
        Broker broker;
        PublishRequest request;
        request.topic = u"t"_s;
        const auto refused = [&](const MessageProperties &properties) {
            request.properties = properties;
            return !broker.admin.publish(request).ok();
        };
        QVERIFY(!refused({}));
        QVERIFY(refused({.contentType = QString(65'536, u'x')}));
        QVERIFY(!refused({.contentType = QString(65'535, u'x')}));
        QVERIFY(refused({.responseTopic = u"a/#"_s}));
        QVERIFY(refused({.correlationData = QByteArray(65'536, 'x')}));
        QVERIFY(refused({.userProperties = {{QString(QChar(u'\0')), u"x"_s}}}));
        QVERIFY(refused({.userProperties = {{u"x"_s, QString(65'536, u'x')}}}));
        QVERIFY(refused({.expirySeconds = 0x1'0000'0000}));
    }

private:
    struct Broker {
        explicit Broker(const Limits &limits = {}) : bed(3, limits) {}
        void publish(const QByteArray &topic, const QByteArray &payload = "x", int times = 1)
        {
            for (int i = 0; i < times; ++i) {
                const auto published = bed.engine().publish(
                    {topic.constData(), payload.toStdString(), {}, Qos::AtMostOnce, false, {}}, originOf("test"));
                QVERIFY(published.ok());
            }
        }

        EngineBed bed;
        Monitor monitor{bed.engine(), bed.loops()};
        LocalAdmin admin{bed.engine(), bed.loops(), monitor};
    };
};

QTEST_GUILESS_MAIN(LocalAdminTest)
#include "localadmintest.moc"
