// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/address.h"

#include <QTest>

using namespace topiq;

class AddressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hostIsFoundInAPeer()
    {
        QCOMPARE(hostOfPeer("10.0.0.7:5000"), std::string_view("10.0.0.7"));
        QCOMPARE(hostOfPeer("[fd00::7]:5000"), std::string_view("fd00::7"));
        QCOMPARE(hostOfPeer("fd00::7"), std::string_view("fd00::7"));
        QCOMPARE(hostOfPeer("10.0.0.7"), std::string_view("10.0.0.7"));
        QCOMPARE(hostOfPeer("[broken"), std::string_view("[broken"));
    }

    void loopbackIsThisMachine_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<bool>("loopback");
        const auto row
            = [](const char *peer, bool loopback) { QTest::newRow(peer) << QString::fromLatin1(peer) << loopback; };
        row("127.0.0.1:1", true);
        row("127.9.9.9:1", true);
        row("[::1]:1", true);
        row("[::ffff:127.0.0.1]:1", true);
        row("unix:/run/topiq.sock", true);
        row("10.0.0.1:1", false);
        row("[::2]:1", false);
        row("[::ffff:10.0.0.1]:1", false);
        row("127.0.0.1.example:1", false);
        row("", false);
    }
    void loopbackIsThisMachine()
    {
        QFETCH(QString, peer);
        QFETCH(bool, loopback);
        QCOMPARE(isLoopbackAddress(peer.toStdString()), loopback);
    }

    void rangeContainsItsAddresses_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("inside");
        const auto row = [](const char *range, const char *host, bool inside) {
            QTest::addRow("%s %s", range, host) << QString::fromLatin1(range) << QString::fromLatin1(host) << inside;
        };
        row("10.0.0.0/8", "10.255.0.1", true);
        row("10.0.0.0/8", "11.0.0.1", false);
        row("10.0.0.0/8", "::ffff:10.1.2.3", true);
        row("192.168.1.128/25", "192.168.1.200", true);
        row("192.168.1.128/25", "192.168.1.127", false);
        row("0.0.0.0/0", "8.8.8.8", true);
        row("0.0.0.0/0", "fd00::1", false);
        row("::/0", "fd00::1", true);
        row("fd00::/8", "fd12::1", true);
        row("fd00::/8", "fe80::1%eth0", false);
        row("fe80::/10", "fe80::1%eth0", true);
        row("10.0.0.7", "10.0.0.7", true);
        row("10.0.0.7", "10.0.0.8", false);
        row("10.0.0.7", "name", false);
        row("10.0.0.7", "", false);
    }
    void rangeContainsItsAddresses()
    {
        QFETCH(QString, range);
        QFETCH(QString, host);
        QFETCH(bool, inside);
        const auto parsed = AddressRange::parse(range.toStdString());
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->contains(host.toStdString()), inside);
    }

    void badRangeIsRefusedWithItsText_data()
    {
        QTest::addColumn<QString>("range");
        for (const char *range : {"", "10.0.0", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x",
                 "fd00::/129", "fd00::1/64", "name", "fe80::1%eth0", "/8"})
            QTest::newRow(*range ? range : "empty") << QString::fromLatin1(range);
    }
    void badRangeIsRefusedWithItsText()
    {
        QFETCH(QString, range);
        const auto parsed = AddressRange::parse(range.toStdString());
        QVERIFY(!parsed.ok());
        QVERIFY(parsed.error().text.find(range.toStdString()) != std::string::npos);
    }

    void guessesFromOneIpv6NetworkCountTogether()
    {
        QCOMPARE(addressForCounting("10.0.0.7"), std::string("10.0.0.7"));
        QCOMPARE(addressForCounting("fd00:1:2:3:4:5:6:7"), std::string("fd00:1:2:3::/64"));
        QCOMPARE(addressForCounting("fd00:1:2:3::1"), addressForCounting("fd00:1:2:3:ffff::"));
    }
};

QTEST_GUILESS_MAIN(AddressTest)
#include "addresstest.moc"
