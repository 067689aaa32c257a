// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/websocketframes.h"
#include "webclient.h"

#include <QTest>

#include <vector>

using namespace topiq;
using namespace topiq::testing;

namespace {

using What = WebSocketFrames::What;

/// Everything that comes of some bytes, given in pieces of one size.
struct Reading {
    std::string data;
    int messages = 0;
    std::vector<std::string> pings;
    int pongs = 0;
    What end = What::Nothing;
    WebSocketClose close = WebSocketClose::Normal;
    std::string fault;

    Reading(std::string bytes, std::size_t piece, WebSocketFrames::Rules rules = {})
    {
        WebSocketFrames frames(rules);
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            std::span<char> rest(bytes.data() + at, std::min(piece, bytes.size() - at));
            for (;;) {
                const WebSocketFrames::Piece got = frames.next(rest);
                rest = rest.subspan(got.used);
                if (got.what == What::Nothing)
                    break;
                take(got);
            }
            if (!rest.empty())
                qFatal("bytes were left over");
        }
        fault = frames.fault();
    }

private:
    void take(const WebSocketFrames::Piece &got)
    {
        const std::string payload(got.payload.begin(), got.payload.end());
        if (got.what == What::Data) {
            data += payload;
            messages += got.messageEnd;
        } else if (got.what == What::Ping) {
            pings.push_back(payload);
        } else if (got.what == What::Pong) {
            ++pongs;
        } else {
            end = got.what;
            close = got.close;
        }
    }
};

std::string coded(unsigned code, const std::string &text = {})
{
    return std::string{char(code >> 8), char(code & 0xff)} + text;
}

QByteArray bytesOf(const std::string &text) { return {text.data(), qsizetype(text.size())}; }

} // namespace

class WebSocketFramesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesAreReadWhereverTheyAreCut()
    {
        const std::string longer(70'000, 'L');
        const std::string medium(300, 'M');
        std::string bytes = webFrame(2, "one") + webFrame(2, "") + webFrame(2, medium);
        bytes += webFrame(2, "frag", false) + webFrame(9, "are you there") + webFrame(0, "men", false)
            + webFrame(10, "") + webFrame(0, "ts");
        const std::string expected = "one" + medium + "fragments";
        for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
            const Reading reading(bytes, piece);
            QCOMPARE(reading.data, expected);
            QCOMPARE(reading.messages, 4);
            QCOMPARE(reading.pings, std::vector<std::string>{"are you there"});
            QCOMPARE(reading.pongs, 1);
            QCOMPARE(reading.end, What::Nothing);
        }
        for (const std::size_t piece : {std::size_t(1), std::size_t(7), std::size_t(4096), std::size_t(100'000)}) {
            const Reading reading(webFrame(2, longer) + webFrame(2, "after"), piece);
            QVERIFY(reading.data == longer + "after");
            QCOMPARE(reading.messages, 2);
        }
    }

    void everyMaskAndEveryLengthIsUndone()
    {
        for (std::size_t size = 0; size < 40; ++size) {
            for (const unsigned mask : {0u, 1u, 0xff000000u, 0x01020304u, 0xffffffffu}) {
                std::string payload;
                for (std::size_t i = 0; i < size; ++i)
                    payload += char(i * 7);
                const std::string bytes = webFrame(2, payload, true, true, mask);
                for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
                    QCOMPARE(Reading(bytes, piece).data, payload);
            }
        }
    }

    void faultsGiveTheirCloseCode_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const std::string &bytes, int code, const char *text) {
            QTest::newRow(name) << bytesOf(bytes) << code << QString::fromLatin1(text);
        };
        row("no mask", webFrame(2, "x", true, false), 1002, "without a mask");
        for (const unsigned bit : {0x40u, 0x20u, 0x10u}) {
            std::string frame = webFrame(2, "x");
            frame[0] = char(std::uint8_t(frame[0]) | bit);
            row(QByteArray("reserved bit " + QByteArray::number(bit)).constData(), frame, 1002, "reserved bits");
        }
        for (const unsigned opcode : {3u, 4u, 5u, 6u, 7u, 11u, 12u, 13u, 14u, 15u})
            row(QByteArray("opcode " + QByteArray::number(opcode)).constData(), webFrame(opcode, "x"), 1002,
                "unknown kind");
        row("2^63 bytes", std::string("\x82\xff\x80\0\0\0\0\0\0\0mask", 14), 1002, "2^63");
        row("2^63 - 1 bytes", std::string("\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xffmask", 14), 1009, "more than");
        row("one byte too many", std::string("\x82\xff\0\0\0\0\0\x20\0\x01mask", 14), 1009, "more than 2097152 bytes");
        row("too many in pieces",
            webFrame(2, std::string(2'000'000, 'x'), false) + webFrame(0, std::string(100'000, 'x')), 1009,
            "more than");
        std::string endless = webFrame(2, "", false);
        for (int i = 0; i < 300'000; ++i)
            endless += webFrame(0, "", false);
        row("endless empty pieces", endless, 1009, "more than");
        row("text", webFrame(1, "x"), 1003, "text message");
        row("nothing to continue", webFrame(0, "x"), 1002, "had not begun");
        row("message within a message", webFrame(2, "x", false) + webFrame(2, "y"), 1002, "within another");
        row("ping of 126 bytes", webFrame(9, std::string(126, 'x')), 1002, "125 bytes");
        row("ping in pieces", webFrame(9, "x", false), 1002, "in pieces");
        row("close of 126 bytes", webFrame(8, coded(1000, std::string(124, 'x'))), 1002, "125 bytes");
        row("half a code", webFrame(8, "\x03"), 1002, "half a code");
        for (const unsigned code : {0u, 999u, 1004u, 1005u, 1006u, 1015u, 2999u, 5000u, 65535u}) {
            row(QByteArray("code " + QByteArray::number(code)).constData(), webFrame(8, coded(code)), 1002,
                "may not travel");
        }
        row("reason that is no UTF-8", webFrame(8, coded(1000, "\xff")), 1007, "no UTF-8");
    }
    void faultsGiveTheirCloseCode()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QFETCH(QString, text);
        const std::string all = bytes.toStdString();
        for (const std::size_t piece : {std::size_t(1), all.size()}) {
            const Reading reading(all, piece);
            QCOMPARE(reading.end, What::Fault);
            QCOMPARE(int(reading.close), code);
            QVERIFY2(QString::fromStdString(reading.fault).contains(text), reading.fault.c_str());
        }
    }

    void aCloseFrameEndsTheReading_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("code");
        QTest::newRow("no code") << QByteArray() << 1005;
        for (const int code : {1000, 1001, 1003, 1007, 1011, 3000, 4999})
            QTest::addRow("%d", code) << bytesOf(coded(unsigned(code))) << code;
        QTest::newRow("with a reason") << bytesOf(coded(1000, "bye \xc3\xa9")) << 1000;
    }
    void aCloseFrameEndsTheReading()
    {
        QFETCH(QByteArray, payload);
        QFETCH(int, code);
        const std::string bytes = webFrame(2, "data") + webFrame(8, payload.toStdString()) + webFrame(2, "not read");
        for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
            const Reading reading(bytes, piece);
            QCOMPARE(reading.data, std::string("data"));
            QCOMPARE(reading.end, What::Close);
            QCOMPARE(int(reading.close), code);
        }
    }

    void theOtherSideAndTheOtherKindAreRulesOfTheSameReader()
    {
        WebSocketFrames::Rules rules;
        rules.masked = false;
        rules.kind = WebSocketOpcode::Text;
        QCOMPARE(Reading(webFrame(1, "text", true, false), 1, rules).data, std::string("text"));
        QCOMPARE(Reading(webFrame(1, "text"), 1, rules).close, WebSocketClose::ProtocolError);
        QCOMPARE(Reading(webFrame(2, "text", true, false), 1, rules).close, WebSocketClose::UnsupportedData);
    }

    void headersAreWrittenAsTheyAreRead()
    {
        WebSocketFrames::Rules rules;
        rules.masked = false;
        for (const std::size_t size : {0u, 1u, 125u, 126u, 65535u, 65536u, 100'000u}) {
            std::string header(WebSocketFrames::MaxHeaderBytes, '\0');
            header.resize(WebSocketFrames::writeHeader(WebSocketOpcode::Binary, size, header.data()));
            const Reading reading(header + std::string(size, 'x'), 1000, rules);
            QCOMPARE(reading.data.size(), size);
            QCOMPARE(reading.messages, 1);
        }
        for (const auto code : {WebSocketClose::Normal, WebSocketClose::TooBig, WebSocketClose::NoStatus})
            QCOMPARE(Reading(WebSocketFrames::closeFrame(code), 1, rules).close, code);
    }
};

QTEST_GUILESS_MAIN(WebSocketFramesTest)
#include "websocketframestest.moc"
