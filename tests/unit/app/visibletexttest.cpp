// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/visibletext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

class VisibleTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesBecomeHarmlessText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QByteArray("a b\\c") << u"a b\\c"_s;
        QTest::newRow("accents and emoji") << QByteArray("h\xc3\xa9 \xf0\x9f\x98\x80") << u"h\u00e9 \U0001F600"_s;
        QTest::newRow("line ends") << QByteArray("a\nb\r\tc") << u"a\\nb\\r\\tc"_s;
        QTest::newRow("escape") << QByteArray("\x1b[31m\x07") << u"\\x1b[31m\\x07"_s;
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << u"a\\x00b"_s;
        QTest::newRow("C1 control") << QByteArray("\xc2\x9b") << u"\\x9b"_s;
        QTest::newRow("direction mark") << QByteArray("\xe2\x80\xae") << u"\\u{202e}"_s;
        QTest::newRow("line separator") << QByteArray("\xe2\x80\xa8") << u"\\u{2028}"_s;
        QTest::newRow("not UTF-8") << QByteArray("a\xff\xc3") << u"a\\xff\\xc3"_s;
        QTest::newRow("overlong") << QByteArray("\xc0\xaf\xe0\x80\xaf") << u"\\xc0\\xaf\\xe0\\x80\\xaf"_s;
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << u"\\xed\\xa0\\x80"_s;
        QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90\x80\x80") << u"\\xf4\\x90\\x80\\x80"_s;
        QTest::newRow("cut character") << QByteArray("\xf0\x9f\x98") << u"\\xf0\\x9f\\x98"_s;
    }
    void bytesBecomeHarmlessText()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(visibleBytes(bytes), shown);
    }

    void loneSurrogateInTextIsNotPassedOn()
    {
        const QString shown = visibleText(QString(QChar(0xd800)));
        QVERIFY(shown.isValidUtf16());
    }
};

QTEST_GUILESS_MAIN(VisibleTextTest)
#include "visibletexttest.moc"
