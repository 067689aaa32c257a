// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/listenurl.h"

#include "cli/exitcode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

class ListenUrlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesAreReadAndPrintedBack()
    {
        for (const QString &url :
            {u"mqtt://127.0.0.1:1883"_s, u"mqtt://[::1]:0"_s, u"http://0.0.0.0:65535"_s, u"mqtt://[fe80::1%lo]:1"_s}) {
            const auto listener = parseListenUrl(url);
            QVERIFY2(listener.ok(), qPrintable(url));
            QCOMPARE(listenUrl(*listener), url);
        }
    }

    void spellingsOfAnAddressBecomeOne()
    {
        QCOMPARE(listenUrl(*parseListenUrl(u"mqtt://localhost:1"_s)), u"mqtt://127.0.0.1:1"_s);
        QCOMPARE(listenUrl(*parseListenUrl(u"mqtt://[0:0:0:0:0:0:0:1]:1"_s)), u"mqtt://[::1]:1"_s);
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString() << u"SCHEME://ADDR:PORT"_s;
        QTest::newRow("no scheme") << u"127.0.0.1:1883"_s << u"SCHEME://ADDR:PORT"_s;
        QTest::newRow("no port") << u"mqtt://127.0.0.1"_s << u"SCHEME://ADDR:PORT"_s;
        QTest::newRow("no port after brackets") << u"mqtt://[::1]"_s << u"the port is missing"_s;
        QTest::newRow("bare IPv6") << u"mqtt://::1:1883"_s << u"brackets"_s;
        QTest::newRow("name") << u"mqtt://example:1883"_s << u"\"example\" is not an IP address"_s;
        QTest::newRow("short IPv4") << u"mqtt://127.1:1883"_s << u"not an IP address"_s;
        QTest::newRow("port too large") << u"mqtt://127.0.0.1:65536"_s << u"from 0 (any free port) to 65535"_s;
        QTest::newRow("port with path") << u"mqtt://127.0.0.1:1883/"_s << u"port \"1883/\""_s;
        QTest::newRow("later scheme") << u"https://127.0.0.1:8883"_s << u"this version, which serves mqtt, mqtts"_s;
        QTest::newRow("misspelt scheme") << u"mqt://127.0.0.1:1883"_s << u"did you mean mqtt?"_s;
    }
    void faultsAreNamed()
    {
        QFETCH(QString, url);
        QFETCH(QString, text);
        const auto listener = parseListenUrl(url);
        QVERIFY(!listener.ok());
        QVERIFY2(errorText(listener.error()).contains(text), qPrintable(errorText(listener.error())));
    }
};

QTEST_GUILESS_MAIN(ListenUrlTest)
#include "listenurltest.moc"
