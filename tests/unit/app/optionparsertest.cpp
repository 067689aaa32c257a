// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/optionparser.h"

#include "cli/exitcode.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace topiq;

namespace {

const QList<Option> Table{
    {u"config"_s, u"FILE"_s, u"Read FILE"_s},
    {u"listen"_s, u"URL"_s,
        u"A very long text that does not fit beside its option and so must be continued on the "
        "next line, and on the one after that, without passing the eightieth column"_s,
        {}, true},
    {u"a-rather-long-option-name"_s, u"VALUE"_s, u"Text"_s},
    {u"quiet"_s, {}, u"Say nothing"_s, u'q'},
    {u"topic"_s, u"T"_s, u"Topic"_s, u't'},
};

} // namespace

class OptionParserTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allWaysToGiveAValueAreRead()
    {
        const auto parsed = parseOptions(Table,
            {u"--config"_s, u"a=b"_s, u"--listen=x"_s, u"--listen"_s, u"--y"_s, u"-tone"_s, u"-q"_s, u"rest"_s, u"--"_s,
                u"--config"_s});
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->value(u"config"_s), u"a=b"_s);
        QCOMPARE(parsed->values[u"listen"_s], QStringList({u"x"_s, u"--y"_s}));
        QCOMPARE(parsed->value(u"topic"_s), u"one"_s);
        QVERIFY(parsed->has(u"quiet"_s));
        QCOMPARE(parsed->positional, QStringList({u"rest"_s, u"--config"_s}));
        QCOMPARE(parsed->value(u"a-rather-long-option-name"_s, u"fallback"_s), u"fallback"_s);
    }

    void emptyValueIsAValue()
    {
        QCOMPARE(parseOptions(Table, {u"--config="_s})->value(u"config"_s, u"x"_s), QString());
        QVERIFY(parseOptions(Table, {u"--config"_s, QString()}).ok());
    }

    void faultsAreUsageErrorsThatHelp_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("text");
        QTest::newRow("near") << QStringList{u"--confg"_s} << u"did you mean --config?"_s;
        QTest::newRow("near with value") << QStringList{u"--confg=x"_s} << u"did you mean --config?"_s;
        QTest::newRow("far") << QStringList{u"--zzzzzzzz"_s} << u"--help lists the options"_s;
        QTest::newRow("letter") << QStringList{u"-z"_s} << u"unknown option \"-z\""_s;
        QTest::newRow("twice") << QStringList{u"--config"_s, u"a"_s, u"--config"_s, u"b"_s}
                               << u"--config is given twice"_s;
        QTest::newRow("no value") << QStringList{u"--config"_s} << u"--config FILE"_s;
        QTest::newRow("unwanted value") << QStringList{u"--quiet=1"_s} << u"takes no value"_s;
        QTest::newRow("control characters") << QStringList{u"--a\nb"_s} << u"\"--a\\nb\""_s;
    }
    void faultsAreUsageErrorsThatHelp()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, text);
        const auto parsed = parseOptions(Table, arguments);
        QVERIFY(!parsed.ok());
        QCOMPARE(exitStatus(parsed.error()), 2);
        QVERIFY2(errorText(parsed.error()).contains(text), qPrintable(errorText(parsed.error())));
    }

    void helpFitsEightyColumnsAndNamesEveryOption()
    {
        const QString help = optionHelp(Table);
        for (const Option &option : Table) {
            QVERIFY(help.contains(u"--"_s + option.name));
        }
        const auto lines = help.split(u'\n');
        QVERIFY(std::all_of(lines.begin(), lines.end(), [](const QString &line) { return line.size() <= 80; }));
        QVERIFY(lines.size() > Table.size());
    }
};

QTEST_GUILESS_MAIN(OptionParserTest)
#include "optionparsertest.moc"
