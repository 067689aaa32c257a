// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httprequestreader.h"

#include <QTest>

using namespace topiq;
using namespace Qt::StringLiterals;

namespace {

/// Feeds in pieces of this size; whatever the reader leaves over stays.
qsizetype feedInPieces(HttpRequestReader &reader, const QByteArray &bytes, qsizetype pieceBytes)
{
    qsizetype used = 0;
    while (used < bytes.size() && !reader.complete() && !reader.failed())
        used += reader.feed(QByteArrayView(bytes).sliced(used, std::min(pieceBytes, bytes.size() - used)));
    return used;
}

QByteArray header(const QByteArray &lines) { return "POST /x HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n"; }

} // namespace

class HttpRequestReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWholeRequestIsReadIntoItsParts();
    void anySplitGivesTheSameRequest_data();
    void anySplitGivesTheSameRequest();
    void pipelinedRequestsAreTakenOneByOne();
    void aBadRequestIsRefused_data();
    void aBadRequestIsRefused();
    void eachLimitHoldsAtBothEdges_data();
    void eachLimitHoldsAtBothEdges();
    void absoluteTargetsGiveTheHost();
    void theNormalFormHasOneLengthAndNoConnectionHeaders();
    void changedBytesNeverGiveAnUncheckedRequest();
    void anAnnouncedBodyIsNotTakenFromMemoryBeforeItComes();
};

void HttpRequestReaderTest::aWholeRequestIsReadIntoItsParts()
{
    HttpRequestReader reader{HttpLimits()};
    QVERIFY(reader.untouched());
    const QByteArray bytes = "POST /a?b=c HTTP/1.1\r\nHost: h:1\r\nX-One:  two \t\r\nContent-Length: 3\r\n\r\nxyzGET";
    QCOMPARE(reader.feed(bytes), bytes.size() - 3);
    QVERIFY(reader.complete());
    const HttpRequest request = reader.take();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.target, "/a?b=c");
    QCOMPARE(request.header("x-one"), "two");
    QCOMPARE(request.body, "xyz");
    QVERIFY(!request.wantsClose());
    QVERIFY(reader.untouched());
}

void HttpRequestReaderTest::anySplitGivesTheSameRequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("get") << "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"_ba;
    QTest::newRow("empty line before") << "\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n"_ba;
    QTest::newRow("length") << header("Content-Length: 5\r\n") + "ab\r\nc";
    QTest::newRow("chunks") << header("Transfer-Encoding: chunked\r\n")
            + "3;x=y\r\nabc\r\n1\r\n\n\r\n0\r\nT: u\r\n\r\n";
    QTest::newRow("bad line end") << "GET /a HTTP/1.1\r\nHost: h\n\r\n"_ba;
    QTest::newRow("bad chunk") << header("Transfer-Encoding: chunked\r\n") + "3\r\nabcd\r\n0\r\n\r\n";
    QTest::newRow("long line") << "GET /" + QByteArray(8192, 'a') + " HTTP/1.1\r\n\r\n";
    QTest::newRow("long header") << header("A: " + QByteArray(17000, 'a') + "\r\n");
}

void HttpRequestReaderTest::anySplitGivesTheSameRequest()
{
    QFETCH(QByteArray, bytes);
    HttpRequestReader whole{HttpLimits()};
    whole.feed(bytes);
    QVERIFY(whole.complete() || whole.failed());
    const HttpFault fault = whole.fault();
    const bool failed = whole.failed();
    const QByteArray normal = failed ? QByteArray() : whole.take().normalized();
    const qsizetype step = bytes.size() > 1000 ? 97 : 1;
    for (qsizetype at = 1; at < bytes.size(); at += step) {
        HttpRequestReader reader{HttpLimits()};
        const qsizetype used = reader.feed(QByteArrayView(bytes).first(at));
        reader.feed(QByteArrayView(bytes).sliced(used));
        QCOMPARE(reader.failed(), failed);
        QCOMPARE(reader.fault().code, fault.code);
        if (!failed)
            QCOMPARE(reader.take().normalized(), normal);
    }
    HttpRequestReader bytewise{HttpLimits()};
    feedInPieces(bytewise, bytes, 1);
    QCOMPARE(bytewise.failed(), failed);
    QCOMPARE(bytewise.fault().code, fault.code);
    if (!failed)
        QCOMPARE(bytewise.take().normalized(), normal);
}

void HttpRequestReaderTest::pipelinedRequestsAreTakenOneByOne()
{
    const QByteArray bytes
        = "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n" + header("Content-Length: 2\r\n") + "ok" + "GET /3 HTTP/1.0\r\n\r\n";
    HttpRequestReader reader{HttpLimits()};
    QByteArrayView rest = bytes;
    QList<QByteArray> targets;
    while (!rest.isEmpty()) {
        rest = rest.sliced(reader.feed(rest));
        QVERIFY(reader.complete());
        targets.append(reader.take().target);
    }
    QCOMPARE(targets, QList<QByteArray>({"/1", "/x", "/3"}));
}

void HttpRequestReaderTest::aBadRequestIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &bytes, int status, const QString &code) {
        QTest::newRow(name) << bytes << status << code;
    };
    const QString badLine = u"bad_request_line"_s;
    row("TLS hello", "\x16\x03\x01", 400, badLine);
    row("MQTT connect", "\x10\x0c", 400, u"bad_request_line"_s);
    row("one word", "GET\r\n", 400, badLine);
    row("HTTP/0.9", "GET /\r\n", 400, badLine);
    row("two empty lines first", "\r\n\r\n", 400, badLine);
    row("bad method", "G(T / HTTP/1.1\r\n", 400, badLine);
    row("long method", QByteArray(33, 'G') + " / HTTP/1.1\r\n", 400, badLine);
    row("two spaces", "GET  / HTTP/1.1\r\n", 400, u"bad_target"_s);
    row("space in target", "GET /a b HTTP/1.1\r\n", 400, u"bad_target"_s);
    row("two slashes", "GET //host/a HTTP/1.1\r\n", 400, u"bad_target"_s);
    row("fragment", "GET /a#b HTTP/1.1\r\n", 400, u"bad_target"_s);
    row("half percent", "GET /a%2 HTTP/1.1\r\n", 400, u"bad_target"_s);
    row("byte over 127", "GET /\xc3\xa4 HTTP/1.1\r\n", 400, u"bad_target"_s);
    row("star with GET", "GET * HTTP/1.1\r\n", 400, u"bad_target"_s);
    row("user in URL", "GET http://u:p@h/ HTTP/1.1\r\n", 400, u"bad_target"_s);
    row("no version", "GET / HTML/1.1\r\n", 400, badLine);
    row("version letter", "GET / HTTP/x.1\r\n", 400, badLine);
    row("version lower case", "GET / http/1.1\r\n", 400, badLine);
    row("version 2", "PRI * HTTP/2.0\r\n", 505, u"unknown_http_version"_s);
    row("version 1.2", "GET / HTTP/1.2\r\n", 505, u"unknown_http_version"_s);
    row("line feed alone", "GET / HTTP/1.1\n", 400, u"bad_line_end"_s);
    row("no host", "GET / HTTP/1.1\r\n\r\n", 400, u"bad_host"_s);
    row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, u"bad_host"_s);
    row("two hosts with 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", 400, u"bad_host"_s);
    row("bad host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, u"bad_host"_s);
    row("host port", "GET / HTTP/1.1\r\nHost: a:70000\r\n\r\n", 400, u"bad_host"_s);
    row("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, u"bad_host"_s);
    row("space before colon", header("A : b\r\n"), 400, u"bad_header"_s);
    row("no colon", header("A\r\n"), 400, u"bad_header"_s);
    row("no name", header(": b\r\n"), 400, u"bad_header"_s);
    row("folded", header("A: b\r\n c\r\n"), 400, u"bad_header"_s);
    row("NUL", header(QByteArray("A: b\0c\r\n", 8)), 400, u"bad_header"_s);
    row("CR inside", header("A: b\rc\r\n"), 400, u"bad_header"_s);
    row("two lengths", header("Content-Length: 1\r\nContent-Length: 2\r\n"), 400, u"two_lengths"_s);
    row("same length twice", header("Content-Length: 1\r\nContent-Length: 1\r\n"), 400, u"two_lengths"_s);
    row("length and chunks", header("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400, u"two_lengths"_s);
    row("length list", header("Content-Length: 1, 1\r\n"), 400, u"bad_content_length"_s);
    row("length sign", header("Content-Length: +1\r\n"), 400, u"bad_content_length"_s);
    row("length negative", header("Content-Length: -1\r\n"), 400, u"bad_content_length"_s);
    row("length word", header("Content-Length: 1x\r\n"), 400, u"bad_content_length"_s);
    row("length empty", header("Content-Length:\r\n"), 400, u"bad_content_length"_s);
    row("length 2^64", header("Content-Length: 18446744073709551616\r\n"), 413, u"body_too_large"_s);
    row("gzip", header("Transfer-Encoding: gzip\r\n"), 400, u"bad_transfer_encoding"_s);
    row("gzip, chunked", header("Transfer-Encoding: gzip, chunked\r\n"), 400, u"bad_transfer_encoding"_s);
    row("chunked twice", header("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400,
        u"bad_transfer_encoding"_s);
    row("chunked with 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, u"bad_transfer_encoding"_s);
    row("expectation", header("Content-Length: 1\r\nExpect: gold\r\n"), 417, u"unknown_expectation"_s);
    const QByteArray chunked = header("Transfer-Encoding: chunked\r\n");
    row("chunk size empty", chunked + "\r\n", 400, u"bad_chunk"_s);
    row("chunk size word", chunked + "xyz\r\n", 400, u"bad_chunk"_s);
    row("chunk size sign", chunked + "-1\r\n", 400, u"bad_chunk"_s);
    row("chunk size space", chunked + " 1\r\n", 400, u"bad_chunk"_s);
    row("chunk size 0x", chunked + "0x1\r\n", 400, u"bad_chunk"_s);
    row("chunk size 2^64", chunked + "10000000000000000\r\n", 400, u"bad_chunk"_s);
    row("chunk size huge", chunked + "fffffffffffffff\r\n", 413, u"body_too_large"_s);
    row("chunk too long", chunked + "1\r\nab\r\n", 400, u"bad_chunk"_s);
    row("chunk line feed", chunked + "1\n", 400, u"bad_line_end"_s);
    row("chunk extension", chunked + "1;" + QByteArray(300, 'x') + "\r\n", 400, u"bad_chunk"_s);
    row("trailer", chunked + "0\r\nbad\r\n\r\n", 400, u"bad_header"_s);
}

void HttpRequestReaderTest::aBadRequestIsRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QString, code);
    for (const qsizetype pieceBytes : {bytes.size(), qsizetype(1), qsizetype(7)}) {
        HttpRequestReader reader{HttpLimits()};
        feedInPieces(reader, bytes, pieceBytes);
        QVERIFY(reader.failed());
        QCOMPARE(QString(reader.fault().code), code);
        QCOMPARE(reader.fault().status, status);
        QVERIFY(reader.fault().detail.endsWith(u'.'));
    }
}

void HttpRequestReaderTest::eachLimitHoldsAtBothEdges_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status"); // 0: taken
    const auto lineOf = [](qsizetype size) {
        const QByteArray around = "GET / HTTP/1.1";
        return "GET /" + QByteArray(size - around.size(), 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n";
    };
    QTest::newRow("request line of 8192") << lineOf(8192) << 0;
    QTest::newRow("request line of 8193") << lineOf(8193) << 414;
    const auto headerOf = [](qsizetype size) {
        const QByteArray host = "Host: h\r\n";
        const qsizetype around = host.size() + 3 + 2 + 2; // "A: ", its end, the empty line
        return "GET / HTTP/1.1\r\n" + host + "A: " + QByteArray(size - around, 'a') + "\r\n\r\n";
    };
    QTest::newRow("header of 16384") << headerOf(16384) << 0;
    QTest::newRow("header of 16385") << headerOf(16385) << 431;
    QTest::newRow("100 headers") << "GET / HTTP/1.1\r\nHost: h\r\n" + QByteArray("A: b\r\n").repeated(99) + "\r\n" << 0;
    QTest::newRow("101 headers") << "GET / HTTP/1.1\r\nHost: h\r\n" + QByteArray("A: b\r\n").repeated(100) + "\r\n"
                                 << 431;
    const qsizetype most = 2 * 1024 * 1024;
    QTest::newRow("body of 2 MiB") << header("Content-Length: 2097152\r\n") + QByteArray(most, 'b') << 0;
    QTest::newRow("body over 2 MiB") << header("Content-Length: 2097153\r\n") << 413;
    const QByteArray chunked = header("Transfer-Encoding: chunked\r\n");
    QTest::newRow("chunks of 2 MiB") << chunked + "1FFFFF\r\n" + QByteArray(most - 1, 'b') + "\r\n1\r\nb\r\n0\r\n\r\n"
                                     << 0;
    QTest::newRow("chunks over 2 MiB") << chunked + "1FFFFF\r\n" + QByteArray(most - 1, 'b') + "\r\n2\r\n" << 413;
    QTest::newRow("trailer too long") << chunked + "0\r\n" + ("A: " + QByteArray(1000, 'a') + "\r\n").repeated(17)
                                      << 431;
}

void HttpRequestReaderTest::eachLimitHoldsAtBothEdges()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    for (const qsizetype pieceBytes : {bytes.size(), qsizetype(1), qsizetype(1500)}) {
        HttpRequestReader reader{HttpLimits()};
        feedInPieces(reader, bytes, pieceBytes);
        QCOMPARE(reader.failed(), status != 0);
        QCOMPARE(reader.complete(), status == 0);
        if (status != 0)
            QCOMPARE(reader.fault().status, status);
    }
}

void HttpRequestReaderTest::absoluteTargetsGiveTheHost()
{
    HttpRequestReader reader{HttpLimits()};
    reader.feed(QByteArrayView("GET HTTP://other:81/p?q HTTP/1.1\r\nHost: this\r\nA: b\r\n\r\n"));
    QVERIFY(reader.complete());
    HttpRequest request = reader.take();
    QCOMPARE(request.target, "/p?q");
    QCOMPARE(request.header("host"), "other:81");
    QCOMPARE(request.headerCount("host"), 1);
    reader.feed(QByteArrayView("GET http://other?q HTTP/1.1\r\nHost: this\r\n\r\n"));
    QVERIFY(reader.complete());
    QCOMPARE(reader.take().target, "/?q");
}

void HttpRequestReaderTest::theNormalFormHasOneLengthAndNoConnectionHeaders()
{
    HttpRequestReader reader{HttpLimits()};
    reader.feed(QByteArrayView("HEAD /a HTTP/1.0\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"));
    QCOMPARE(reader.take().normalized(), "GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    reader.feed(header("Transfer-Encoding: Chunked\r\nTE: x\r\n") + "2\r\nab\r\n0\r\n\r\n");
    QCOMPARE(reader.take().normalized(), "POST /x HTTP/1.1\r\nContent-Length: 2\r\nHost: a\r\n\r\nab");
}

void HttpRequestReaderTest::changedBytesNeverGiveAnUncheckedRequest()
{
    // Every single-byte change and every prefix of good requests: no crash, and what is taken is still well formed.
    const QList<QByteArray> seeds{header("Content-Length: 3\r\nConnection: close\r\n") + "abc",
        header("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n"};
    int taken = 0;
    for (const QByteArray &seed : seeds) {
        for (qsizetype at = 0; at < seed.size(); ++at) {
            for (int value = 0; value < 256; ++value) {
                QByteArray bytes = seed;
                bytes[at] = char(value);
                HttpRequestReader reader{HttpLimits()};
                feedInPieces(reader, bytes, bytes.size());
                if (!reader.complete())
                    continue;
                ++taken;
                const HttpRequest request = reader.take();
                QVERIFY(request.target.startsWith('/'));
                HttpRequestReader again{HttpLimits()};
                const QByteArray normal = request.normalized();
                QCOMPARE(again.feed(normal), normal.size());
                QVERIFY(again.complete());
                QCOMPARE(again.take().body, request.body);
            }
            HttpRequestReader reader{HttpLimits()};
            feedInPieces(reader, seed.left(at), 3);
            QVERIFY(!reader.complete());
            QVERIFY(!reader.failed());
        }
    }
    QVERIFY(taken > 100);
}

void HttpRequestReaderTest::anAnnouncedBodyIsNotTakenFromMemoryBeforeItComes()
{
    HttpLimits limits;
    limits.bodyBytes = qsizetype(1) << 40;
    HttpRequestReader reader(limits);
    // A terabyte that was reserved in advance would end this test.
    reader.feed(header("Content-Length: 1099511627776\r\n") + "x");
    QVERIFY(!reader.failed());
    QVERIFY(!reader.complete());
}

QTEST_GUILESS_MAIN(HttpRequestReaderTest)
#include "httprequestreadertest.moc"
