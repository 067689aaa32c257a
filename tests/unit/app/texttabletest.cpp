// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/texttable.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

class TextTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsAlignTextLeftAndNumbersRight()
    {
        TextTable table({{u"TOPIC"_s}, {u"RATE"_s, true}, {u"STATE"_s}});
        table.addRow({u"a/b/c/d"_s, u"1.0"_s, u"ok"_s});
        table.addRow({u"x"_s, u"12345.0"_s, QString()});
        QCOMPARE(table.text(),
            u"TOPIC       RATE  STATE\n"
            "a/b/c/d      1.0  ok\n"
            "x        12345.0\n"_s);
    }

    void cellsAreMadeHarmless()
    {
        TextTable table({{u"TOPIC"_s}});
        table.addRow({u"a\nb\x1b"_s});
        QCOMPARE(table.text(), u"TOPIC\na\\nb\\x1b\n"_s);
    }
};

QTEST_GUILESS_MAIN(TextTableTest)
#include "texttabletest.moc"
