// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/websockethandshake.h"
#include "webclient.h"

#include <QTest>

using namespace topiq;
using namespace topiq::testing;

namespace {

using Status = WebSocketHandshake::Status;

WebSocketSettings mqttAt(const std::string &path = {}, const std::vector<std::string> &origins = {})
{
    WebSocketSettings settings;
    settings.path = path;
    settings.protocols = {"mqtt", "mqttv3.1"};
    settings.origins = origins;
    return settings;
}

/// The request of webRequest() with one text in it replaced.
std::string altered(const std::string &text, const std::string &by)
{
    std::string request = webRequest();
    const std::size_t at = request.find(text);
    if (at == std::string::npos)
        qFatal("the request has no such text");
    return request.replace(at, text.size(), by);
}

} // namespace

class WebSocketHandshakeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodRequestIsAcceptedWhereverItIsCut()
    {
        const WebSocketSettings settings = mqttAt();
        const std::string request = webRequest();
        const std::string behind = "\x82\x80mask";
        const std::string all = request + behind;
        for (std::size_t cut = 0; cut <= all.size(); ++cut) {
            WebSocketHandshake handshake(settings);
            std::size_t used = 0;
            std::size_t total = 0;
            Status status = handshake.take(std::string_view(all).substr(0, cut), used);
            QVERIFY(used <= cut);
            total = used;
            if (cut < request.size()) {
                QCOMPARE(status, Status::Incomplete);
                status = handshake.take(std::string_view(all).substr(cut), used);
                total += used;
            }
            QCOMPARE(status, Status::Accepted);
            QCOMPARE(total, request.size());
            QCOMPARE(handshake.answer(), webAnswer());
        }
    }

    void aGoodRequestIsAcceptedByteByByte()
    {
        const WebSocketSettings settings = mqttAt();
        WebSocketHandshake handshake(settings);
        const std::string request = webRequest();
        for (std::size_t i = 0; i < request.size(); ++i) {
            std::size_t used = 0;
            const Status status = handshake.take({request.data() + i, 1}, used);
            QCOMPARE(used, std::size_t(1));
            QCOMPARE(status, i + 1 < request.size() ? Status::Incomplete : Status::Accepted);
        }
    }

    void spellingsThatHttpAllowsAreAccepted_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("protocol");
        const auto row = [](const char *name, const std::string &request, const char *protocol = "mqtt") {
            QTest::newRow(name) << QByteArray::fromStdString(request) << QByteArray(protocol);
        };
        row("lower case", altered("Upgrade: websocket", "upgrade: WebSocket"));
        row("list of connection options", altered("Connection: Upgrade", "Connection: keep-alive, Upgrade"));
        row("no blank", altered("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version:13"));
        row("blanks", altered("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: \t 13 \t"));
        row("query", webRequest("/mqtt?token=1"));
        row("older MQTT", webRequest("/", "Sec-WebSocket-Protocol: mqttv3.1\r\n"), "mqttv3.1");
        row("client's order", webRequest("/", "Sec-WebSocket-Protocol: x, mqttv3.1 ,mqtt\r\n"), "mqttv3.1");
        row("two lines", webRequest("/", "Sec-WebSocket-Protocol: x\r\nSec-WebSocket-Protocol: mqtt\r\n"));
        row("extensions are not taken",
            webRequest("/", "Sec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"));
    }
    void spellingsThatHttpAllowsAreAccepted()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, protocol);
        const WebSocketSettings settings = mqttAt();
        WebSocketHandshake handshake(settings);
        std::size_t used = 0;
        QCOMPARE(handshake.take(request.toStdString(), used), Status::Accepted);
        QCOMPARE(handshake.answer(), webAnswer(protocol.toStdString()));
    }

    void whatIsNoHandshakeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const std::string &request, int status) {
            QTest::newRow(name) << QByteArray(request.data(), qsizetype(request.size())) << status;
        };
        row("MQTT", std::string("\x10\x0f\x00\x04MQTT\x04\x02\x00\x3c\x00\x03one", 17), 400);
        row("TLS", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400);
        row("long word", std::string(17, 'A'), 400);
        row("POST", altered("GET", "POST"), 405);
        row("begins as POST", "POST /mqtt", 405);
        row("HTTP/1.0", altered("HTTP/1.1", "HTTP/1.0"), 505);
        row("no target", altered("GET /mqtt HTTP/1.1", "GET HTTP/1.1"), 400);
        row("target without slash", altered("/mqtt", "mqtt"), 400);
        row("blank in target", altered("/mqtt", "/mq tt"), 400);
        row("no host", altered("Host: localhost\r\n", ""), 400);
        row("two hosts", altered("Host: localhost\r\n", "Host: a\r\nHost: b\r\n"), 400);
        row("body", altered("Host:", "Content-Length: 5\r\nHost:"), 400);
        row("chunks", altered("Host:", "Transfer-Encoding: chunked\r\nHost:"), 400);
        row("no upgrade", altered("Upgrade: websocket\r\n", ""), 426);
        row("other upgrade", altered("websocket", "h2c"), 426);
        row("connection closes", altered("Connection: Upgrade", "Connection: close"), 426);
        row("older version", altered("Version: 13", "Version: 8"), 426);
        row("no version", altered("Sec-WebSocket-Version: 13\r\n", ""), 426);
        row("no key", altered("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""), 400);
        row("two keys", altered("Host:", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nHost:"), 400);
        row("short key", altered("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j"), 400);
        row("key with other characters", altered("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j!Q=="), 400);
        row("no subprotocol", webRequest("/mqtt", ""), 400);
        row("other subprotocol", webRequest("/mqtt", "Sec-WebSocket-Protocol: stomp\r\n"), 400);
        row("continued line", altered("Host:", " folded\r\nHost:"), 400);
        row("line without colon", altered("Host:", "nonsense\r\nHost:"), 400);
        row("blank before colon", altered("Host:", "Host :"), 400);
        row("control character", altered("localhost", "local\x01host"), 400);
        row("bare line feed", altered("localhost\r\n", "localhost\n"), 400);
        row("NUL", altered("localhost", std::string("local\0host", 10)), 400);
        std::string lines;
        for (int i = 0; i < 101; ++i)
            lines += "X-" + std::to_string(i) + ": y\r\n";
        row("101 lines", webRequest("/mqtt", lines), 431);
        row("16 KiB", webRequest("/mqtt", "X: " + std::string(WebSocketHandshake::MaxBytes, 'x') + "\r\n"), 431);
    }
    void whatIsNoHandshakeIsRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        const WebSocketSettings settings = mqttAt();
        const std::string bytes(request.constData(), std::size_t(request.size()));
        for (const std::size_t piece : {bytes.size(), std::size_t(1)}) {
            WebSocketHandshake handshake(settings);
            Status got = Status::Incomplete;
            for (std::size_t at = 0; at < bytes.size() && got == Status::Incomplete; at += piece) {
                std::size_t used = 0;
                got = handshake.take(std::string_view(bytes).substr(at, piece), used);
            }
            QCOMPARE(got, Status::Refused);
            QVERIFY2(
                handshake.answer().starts_with("HTTP/1.1 " + std::to_string(status) + ' '), handshake.answer().c_str());
            QVERIFY(handshake.answer().find("\r\nConnection: close\r\n") != std::string::npos);
            QVERIFY(handshake.answer().ends_with("\r\n\r\n"));
            QVERIFY(!handshake.fault().empty());
        }
    }

    void pathAndOriginAreCheckedWhenSet()
    {
        const WebSocketSettings settings = mqttAt("/mqtt", {"https://good.example"});
        const auto answerTo = [&](const std::string &path, const std::string &origin) {
            WebSocketHandshake handshake(settings);
            std::size_t used = 0;
            (void)handshake.take(webRequest(path, "Sec-WebSocket-Protocol: mqtt\r\n" + origin), used);
            return handshake.answer().substr(9, 3);
        };
        QCOMPARE(answerTo("/mqtt", "Origin: https://good.example\r\n"), std::string("101"));
        QCOMPARE(answerTo("/mqtt?x", "Origin: HTTPS://Good.example\r\n"), std::string("101"));
        QCOMPARE(answerTo("/mqtt/", "Origin: https://good.example\r\n"), std::string("404"));
        QCOMPARE(answerTo("/", "Origin: https://good.example\r\n"), std::string("404"));
        QCOMPARE(answerTo("/mqtt", "Origin: https://good.example.evil\r\n"), std::string("403"));
        QCOMPARE(answerTo("/mqtt", "Origin: http://good.example\r\n"), std::string("403"));
        QCOMPARE(answerTo("/mqtt", "Origin: null\r\n"), std::string("403"));
        QCOMPARE(answerTo("/mqtt", ""), std::string("403"));
        const std::string two = "Origin: https://good.example\r\nOrigin: https://evil.example\r\n";
        QCOMPARE(answerTo("/mqtt", two), std::string("403"));
    }
};

QTEST_GUILESS_MAIN(WebSocketHandshakeTest)
#include "websockethandshaketest.moc"
