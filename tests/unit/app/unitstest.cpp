// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/units.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace topiq;

class UnitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizesAreReadWithAndWithoutUnit()
    {
        QCOMPARE(parseSize(u"0"), 0u);
        QCOMPARE(parseSize(u"1234"), 1234u);
        QCOMPARE(parseSize(u"64KiB"), 64u * 1024);
        QCOMPARE(parseSize(u"2 MiB"), 2u * 1024 * 1024);
        QCOMPARE(parseSize(u"1GiB"), 1024u * 1024 * 1024);
        QCOMPARE(parseSize(u"3TiB"), 3ull << 40);
        QCOMPARE(parseSize(u"7B"), 7u);
    }

    void otherTextIsNoSize()
    {
        for (const QString &text : {u""_s, u"KiB"_s, u"-1"_s, u"+1"_s, u"1.5MiB"_s, u"64KB"_s, u"64kib"_s, u"0x10"_s,
                 u" 1"_s, u"99999999TiB"_s, u"18446744073709551616"_s, u"\u0661"_s}) {
            QVERIFY2(!parseSize(text), qPrintable(text));
        }
    }

    void printedSizesAreReadBack()
    {
        for (const quint64 size : {quint64(0), quint64(1), quint64(1023), quint64(1024), quint64(65537),
                 quint64(2) << 20, quint64(5) << 30, std::numeric_limits<quint64>::max()}) {
            QCOMPARE(parseSize(sizeText(size)), size);
        }
        QCOMPARE(sizeText(65536), u"64KiB"_s);
        QCOMPARE(sizeText(65537), u"65537"_s);
    }
};

QTEST_GUILESS_MAIN(UnitsTest)
#include "unitstest.moc"
