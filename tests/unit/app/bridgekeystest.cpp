// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/bridgekeys.h"

#include "config/yamlsource.h"

#include <QTest>

using namespace topiq;
using namespace Qt::StringLiterals;

namespace {

const QString Good = u"{\"name\": \"b\", \"address\": \"mqtt://h\", \"topics\": [{\"filter\": \"#\"}]"_s;

QString errorOf(const QString &json)
{
    const auto bridges = readBridges(json);
    return bridges ? QString() : QString::fromStdString(bridges.error().message());
}

} // namespace

class BridgeKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotSaidIsAsTheManualHasIt()
    {
        const auto bridges = readBridges(u'[' + Good + u"}]"_s);
        QVERIFY2(bridges.ok(), bridges.ok() ? "" : bridges.error().message().c_str());
        const mqtt::BridgeConfig &bridge = bridges->at(0);
        QCOMPARE(bridge.addresses.at(0).url(), "mqtt://h:1883");
        QVERIFY(bridge.v5 && !bridge.cleanStart && bridge.outgoingRetain && bridge.tryPrivate);
        QCOMPARE(bridge.keepAliveSeconds, 60);
        QCOMPARE(bridge.reconnectMinSeconds, 1u);
        QCOMPARE(bridge.reconnectMaxSeconds, 60u);
        QCOMPARE(bridge.notifications, mqtt::BridgeConfig::Notifications::Local);
        QCOMPARE(bridge.topics.at(0).direction, mqtt::BridgeTopic::Direction::Out);
        QCOMPARE(bridge.topics.at(0).qos, Qos::AtMostOnce);
    }

    void everyKeyComesBackFromWhatIsWritten()
    {
        const QString full = Good.chopped(1)
            + u", {\"filter\": \"a/+\", \"direction\": \"both\", \"qos\": 2, \"local_prefix\": \"l/\", "
              "\"remote_prefix\": \"r,\\\"/\"}], \"client_id\": \"c\", \"user\": \"u\", "
              "\"password_file\": \"/p\", \"version\": \"3.1.1\", \"clean_start\": true, "
              "\"keep_alive\": 5, \"outgoing_retain\": false, \"try_private\": false, "
              "\"notifications\": \"both\", \"notification_topic\": \"n\", "
              "\"reconnect\": {\"min\": 2, \"max\": 3}, \"ca\": \"/ca\", \"certificate\": \"/c\", "
              "\"key\": \"/k\", \"addresses\": [\"mqtts://[::1]\", \"mqtt://x:1\"]"_s;
        const auto first = readBridges(u'[' + full + u"}]"_s);
        QVERIFY2(first.ok(), first.ok() ? "" : first.error().message().c_str());
        const auto second = readBridges(writeBridges(*first));
        QVERIFY(second.ok());
        QCOMPARE(*second, *first);
        const mqtt::BridgeConfig &bridge = second->at(0);
        QCOMPARE(bridge.addresses.size(), 3ull);
        QVERIFY(bridge.addresses[1].tls && bridge.addresses[1].host == "::1" && bridge.addresses[1].port == 8883);
        QCOMPARE(bridge.topics.at(1).remotePrefix, "r,\"/");
        QVERIFY(!bridge.v5);
    }

    void wrongValuesAreRefusedWithTheirKey_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("words"); // all of them are in the message
        const auto with = [](const QString &more) { return u'[' + Good + u", "_s + more + u"}]"_s; };
        const auto topic = [](const QString &inner) {
            return u"[{\"name\": \"b\", \"address\": \"mqtt://h\", \"topics\": [{"_s + inner + u"}]}]"_s;
        };
        const auto address = [](const QString &url) {
            return u"[{\"name\": \"b\", \"topics\": [{\"filter\": \"a\"}], \"address\": \"%1\"}]"_s.arg(url);
        };
        QTest::newRow("no list") << u"{}"_s << u"list"_s;
        QTest::newRow("no JSON") << u"[{"_s << u"list"_s;
        QTest::newRow("no object") << u"[1]"_s << u"keys"_s;
        QTest::newRow("no name") << u"[{\"address\": \"mqtt://h\", \"topics\": [{\"filter\": \"a\"}]}]"_s << u"name"_s;
        QTest::newRow("no address") << u"[{\"name\": \"b\", \"topics\": [{\"filter\": \"a\"}]}]"_s << u"address"_s;
        QTest::newRow("no topics") << u"[{\"name\": \"b\", \"address\": \"mqtt://h\"}]"_s << u"topics"_s;
        QTest::newRow("twice") << u'[' + Good + u"}, "_s + Good + u"}]"_s << u"twice"_s;
        QTest::newRow("unknown") << with(u"\"adress\": \"x\""_s) << u"adress address"_s;
        QTest::newRow("flag") << with(u"\"clean_start\": \"yes\""_s) << u"clean_start yes"_s;
        QTest::newRow("number") << with(u"\"keep_alive\": 4"_s) << u"keep_alive 65535"_s;
        QTest::newRow("word") << with(u"\"version\": 4"_s) << u"version 3.1.1"_s;
        QTest::newRow("text") << with(u"\"user\": [\"u\"]"_s) << u"user text"_s;
        QTest::newRow("times") << with(u"\"reconnect\": {\"min\": 5, \"max\": 4}"_s) << u"reconnect"_s;
        QTest::newRow("times unknown") << with(u"\"reconnect\": {\"mni\": 5}"_s) << u"mni min"_s;
        QTest::newRow("notify") << with(u"\"notification_topic\": \"a/#\""_s) << u"notification_topic"_s;
        QTest::newRow("half a certificate") << with(u"\"certificate\": \"x\""_s) << u"certificate key"_s;
        QTest::newRow("direction") << topic(u"\"filter\": \"a\", \"direction\": \"up\""_s) << u"direction up"_s;
        QTest::newRow("qos") << topic(u"\"filter\": \"a\", \"qos\": 3"_s) << u"qos 3"_s;
        QTest::newRow("filter") << topic(u"\"filter\": \"a#\""_s) << u"a#"_s;
        QTest::newRow("prefix") << topic(u"\"filter\": \"a\", \"local_prefix\": \"+/\""_s) << u"+/"_s;
        QTest::newRow("shared") << topic(u"\"filter\": \"$share/g/a\""_s) << u"shared"_s;
        QTest::newRow("empty") << topic(u"\"local_prefix\": \"x\""_s) << u"remote_prefix"_s;
        for (const char *url : {"", "h", "tcp://h", "mqtt://", "mqtt://h:0", "mqtt://h:65536", "mqtt://h:x",
                 "mqtt://a b", "mqtt://h/p", "mqtt://u@h", "mqtt://[::1", "mqtt://[::1]x", "mqtt://:1883", "ws://h"}) {
            QTest::newRow(url) << address(QString::fromLatin1(url)) << u"HOST:PORT"_s;
        }
    }
    void wrongValuesAreRefusedWithTheirKey()
    {
        QFETCH(QString, json);
        QFETCH(QString, words);
        const QString error = errorOf(json);
        QVERIFY(!error.isEmpty());
        for (const QString &word : words.split(u' ')) {
            QVERIFY2(error.contains(word), qPrintable(error));
        }
    }

    void aFileNamesTheLineOfTheItemThatIsWrong()
    {
        const QByteArray text = "bridges:\n  - {name: a, address: \"mqtt://h\", topics: [{filter: x}]}\n"
                                "  - name: b\n    address: mqtt://h\n    topics:\n      - {filter: x, qos: 7}\n";
        const auto values = readYaml(text, u"f.yaml"_s);
        QVERIFY(!values.ok());
        const QString error = QString::fromStdString(values.error().message());
        QVERIFY2(
            error.contains(u"f.yaml:3"_s) && error.contains(u"\"b\""_s) && error.contains(u"qos"_s), qPrintable(error));
    }

    void aliasesThatMeanMillionsOfItemsAreRefusedAtOnce()
    {
        QByteArray text = "bridges:\n  - name: a\n    address: &a [x, x, x, x, x, x, x, x, x, x]\n";
        text += "    topics: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n    "
                "user: ";
        text += "[" + QByteArray("*b, ").repeated(5000) + "*b]\n";
        const auto values = readYaml(text, u"f.yaml"_s);
        QVERIFY(!values.ok());
        QVERIFY(QString::fromStdString(values.error().message()).contains(u"too large"_s));
        const auto deep = readYaml("bridges: [{user: [[[[[[[x]]]]]]]}]\n", u"f.yaml"_s);
        QVERIFY(!deep.ok());
        const auto twice = readYaml("bridges: [{user: x, user: y}]\n", u"f.yaml"_s);
        QVERIFY(!twice.ok());
    }
};

QTEST_GUILESS_MAIN(BridgeKeysTest)
#include "bridgekeystest.moc"
