// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/proxyheader.h"
#include "io/addressranges.h"

#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

using namespace topiq;

namespace {

using Status = ProxyHeader::Status;

const std::string Signature("\r\n\r\n\0\r\nQUIT\n", 12);

std::string binary(int command, int family, const std::string &body)
{
    return Signature + char(command) + char(family) + char(body.size() >> 8) + char(body.size() & 0xff) + body;
}

const std::string V4("\x0a\x00\x00\x07\xc0\x00\x02\x01\xc8\x32\x07\x5b", 12); // 10.0.0.7:51250 to 192.0.2.1:1883
const std::string V6 = std::string("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x07", 16) + std::string(15, '\0') + "\x01"
    + std::string("\xc8\x32\x07\x5b", 4);

bool holds(const AddressRanges &ranges, const char *text)
{
    sockaddr_storage address{};
    auto *const v4 = reinterpret_cast<sockaddr_in *>(&address);
    auto *const v6 = reinterpret_cast<sockaddr_in6 *>(&address);
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1)
        v4->sin_family = AF_INET;
    else if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1)
        v6->sin6_family = AF_INET6;
    return ranges.contains(address);
}

} // namespace

class ProxyHeaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodHeadersAreReadWhereverTheyAreCut_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("peer");
        const auto row = [](const char *name, const std::string &header, const char *peer) {
            QTest::newRow(name) << QByteArray(header.data(), qsizetype(header.size())) << QString::fromLatin1(peer);
        };
        row("1, IPv4", "PROXY TCP4 10.0.0.7 192.0.2.1 51234 1883\r\n", "10.0.0.7:51234");
        row("1, IPv6", "PROXY TCP6 2001:db8::7 ::1 51234 1883\r\n", "[2001:db8::7]:51234");
        row("1, mapped", "PROXY TCP6 ::ffff:10.0.0.7 ::1 0 65535\r\n", "10.0.0.7:0");
        row("1, unknown", "PROXY UNKNOWN\r\n", "");
        row("1, unknown with addresses", "PROXY UNKNOWN ffff::1 ffff::1 65535 65535\r\n", "");
        row("2, IPv4", binary(0x21, 0x11, V4), "10.0.0.7:51250");
        row("2, IPv6", binary(0x21, 0x21, V6), "[2001:db8::7]:51250");
        row("2, with additions", binary(0x21, 0x11, V4 + std::string("\x04\0\x03nop", 6)), "10.0.0.7:51250");
        row("2, local", binary(0x20, 0x00, ""), "");
        row("2, local with addresses", binary(0x20, 0x11, V4), "");
        row("2, Unix socket", binary(0x21, 0x31, std::string(216, 'u')), "");
        row("2, unspecified", binary(0x21, 0x00, "anything"), "");
        row("2, as long as may be", binary(0x21, 0x11, V4 + std::string(4096 - 28, 't')), "10.0.0.7:51250");
    }
    void goodHeadersAreReadWhereverTheyAreCut()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, peer);
        const std::string bytes(header.constData(), std::size_t(header.size()));
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            ProxyHeader cut;
            QCOMPARE(cut.parse(bytes.substr(0, size)), Status::Incomplete);
        }
        ProxyHeader whole;
        QCOMPARE(whole.parse(bytes + "\x10more"), Status::Complete);
        QCOMPARE(whole.size, bytes.size());
        QCOMPARE(QString::fromStdString(whole.peer), peer);
    }

    void otherBytesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const std::string &bytes) {
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size()));
        };
        row("MQTT", std::string("\x10\x0f\x00\x04MQTT", 8));
        row("lower case", "proxy TCP4 10.0.0.7 192.0.2.1 51234 1883\r\n");
        row("no family", "PROXY \r\n");
        row("other family", "PROXY UDP4 10.0.0.7 192.0.2.1 51234 1883\r\n");
        row("name for address", "PROXY TCP4 example 192.0.2.1 51234 1883\r\n");
        row("wrong kind of address", "PROXY TCP4 ::1 ::1 51234 1883\r\n");
        row("short address", "PROXY TCP4 10.7 192.0.2.1 51234 1883\r\n");
        row("large port", "PROXY TCP4 10.0.0.7 192.0.2.1 65536 1883\r\n");
        row("negative port", "PROXY TCP4 10.0.0.7 192.0.2.1 -1 1883\r\n");
        row("port with zero before", "PROXY TCP4 10.0.0.7 192.0.2.1 01 1883\r\n");
        row("no ports", "PROXY TCP4 10.0.0.7 192.0.2.1\r\n");
        row("two blanks", "PROXY TCP4  10.0.0.7 192.0.2.1 51234 1883\r\n");
        row("more behind", "PROXY TCP4 10.0.0.7 192.0.2.1 51234 1883 x\r\n");
        row("too long", "PROXY UNKNOWN " + std::string(100, 'x') + "\r\n");
        row("never ending", "PROXY TCP4 " + std::string(100, '1'));
        row("version 1 in binary", binary(0x11, 0x11, V4));
        row("version 3", binary(0x31, 0x11, V4));
        row("command 2", binary(0x22, 0x11, V4));
        row("short for IPv4", binary(0x21, 0x11, V4.substr(1)));
        row("short for IPv6", binary(0x21, 0x21, V4));
        row("too long in binary", binary(0x21, 0x11, V4 + std::string(4096 - 27, 't')));
    }
    void otherBytesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        ProxyHeader header;
        QCOMPARE(header.parse({bytes.constData(), std::size_t(bytes.size())}), Status::Invalid);
        QVERIFY(!header.error.empty());
    }

    void rangesHoldWhatTheyName()
    {
        AddressRanges ranges;
        for (const char *text : {"10.1.2.3", "192.168.0.0/16", "2001:db8::/32", "172.16.0.0/12", "2001:db9::8"})
            QVERIFY2(ranges.add(text), text);
        for (const char *in :
            {"10.1.2.3", "192.168.255.255", "2001:db8:ffff::1", "::ffff:192.168.1.1", "172.31.0.1", "2001:db9::8"})
            QVERIFY2(holds(ranges, in), in);
        for (const char *out : {"10.1.2.4", "192.169.0.0", "2001:db9::1", "172.32.0.1", "::1", "127.0.0.1"})
            QVERIFY2(!holds(ranges, out), out);
        AddressRanges all;
        QVERIFY(all.add("0.0.0.0/0"));
        QVERIFY(holds(all, "8.8.8.8") && !holds(all, "2001::1"));
        QVERIFY(holds(AddressRanges::loopback(), "127.9.9.9") && holds(AddressRanges::loopback(), "::1"));
        QVERIFY(!holds(AddressRanges::loopback(), "128.0.0.1"));
    }

    void whatIsNoRangeIsRefused()
    {
        AddressRanges ranges;
        for (const char *text : {"", "example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0/8", "/8",
                 "10.0.0.0/8x", "10.0.0.0/8/8"})
            QVERIFY2(!ranges.add(text), text);
        QVERIFY(ranges.empty());
    }
};

QTEST_GUILESS_MAIN(ProxyHeaderTest)
#include "proxyheadertest.moc"
