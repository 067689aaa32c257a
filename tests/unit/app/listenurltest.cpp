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

    void optionsAreReadAndPrintedBack()
    {
        for (const QString &url : {u"mqtt://*:1883"_s, u"mqtt://[::]:1?v6_only=true"_s, u"ws://127.0.0.1:8083"_s,
                 u"ws://127.0.0.1:8083/mqtt?origins=https://a.example&origins=https://b.example:8443"_s,
                 u"unix:///run/topiq/mqtt.sock"_s, u"unix:///run/a%20b%2C%3F.sock?max_connections=5&mode=600"_s,
                 u"mqtts://127.0.0.1:8883?certificate=a%2Cb%26.crt&key=k.key"_s,
                 u"wss://127.0.0.1:1/x?certificate=c&key=k&client_certificates=required&ca=r&crl=l&min_version=1.3"
                 "&ciphers=ECDHE%2BAESGCM"_s,
                 u"mqtt://0.0.0.0:1?proxy_protocol=true&proxy_from=10.0.0.0/8&proxy_from=::1"_s}) {
            const auto listener = parseListenUrl(url);
            QVERIFY2(listener.ok(), listener.ok() ? "" : qPrintable(errorText(listener.error())));
            const auto again = parseListenUrl(listenUrl(*listener));
            QVERIFY2(again.ok(), qPrintable(listenUrl(*listener)));
            QCOMPARE(*again, *listener);
            QVERIFY2(!listenUrl(*listener).contains(u','), qPrintable(listenUrl(*listener)));
        }
        const auto unixSocket = parseListenUrl(u"unix:///run/a%20b%2C%3F.sock?mode=600"_s);
        QCOMPARE(unixSocket->address, u"/run/a b,?.sock"_s);
        QCOMPARE(unixSocket->mode, 0600u);
        QCOMPARE(parseListenUrl(u"ws://127.0.0.1:8083/mqtt?max_connections=7"_s)->path, u"/mqtt"_s);
        QCOMPARE(listenPlace(*parseListenUrl(u"ws://127.0.0.1:0/mqtt?max_connections=7"_s), 99),
            u"ws://127.0.0.1:99/mqtt"_s);
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
        QTest::newRow("no certificate") << u"mqtts://127.0.0.1:1"_s << u"needs a certificate and its key"_s;
        QTest::newRow("key twice") << u"mqtts://127.0.0.1:1?certificate=c&key=k&key=l"_s << u"key must be given once"_s;
        QTest::newRow("empty value") << u"mqtts://127.0.0.1:1?certificate=&key=k"_s << u"certificate: \"\" is not"_s;
        QTest::newRow("option of TLS") << u"mqtt://127.0.0.1:1?key=k"_s << u"key has no meaning for mqtt"_s;
        QTest::newRow("misspelt option") << u"ws://127.0.0.1:1?orgins=https://a"_s << u"did you mean origins?"_s;
        QTest::newRow("far-off option") << u"ws://127.0.0.1:1?wibble=1"_s << u"a listener has scheme, address"_s;
        QTest::newRow("no origin") << u"ws://127.0.0.1:1?origins=a.example"_s << u"origins such as"_s;
        QTest::newRow("origin with path") << u"ws://127.0.0.1:1?origins=https://a/b"_s << u"origins such as"_s;
        QTest::newRow("flag") << u"mqtt://127.0.0.1:1?v6_only=yes"_s << u"true or false"_s;
        QTest::newRow("network") << u"mqtt://127.0.0.1:1?proxy_protocol=true&proxy_from=10.0.0.0/40"_s
                                 << u"networks such as"_s;
        QTest::newRow("proxies without protocol") << u"mqtt://127.0.0.1:1?proxy_from=::1"_s << u"proxy_protocol=true"_s;
        QTest::newRow("roots without use") << u"wss://[::1]:1?certificate=c&key=k&ca=r"_s << u"of no use without"_s;
        QTest::newRow("clients without roots")
            << u"wss://[::1]:1?certificate=c&key=k&client_certificates=optional"_s << u"needs ca"_s;
        QTest::newRow("permissions") << u"unix:///x.sock?mode=999"_s << u"such as 660"_s;
        QTest::newRow("relative socket") << u"unix://x.sock"_s << u"not the path of a socket"_s;
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
