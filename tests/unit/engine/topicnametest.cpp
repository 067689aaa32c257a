// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/topicname.h"
#include "randomnames.h"

#include <QTest>

using namespace topiq;

class TopicNameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void topicNamesAreCheckedByTheRulesOfMqtt_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("fault");
        const auto row = [](const char *tag, const QByteArray &name, NameFault fault) {
            QTest::newRow(tag) << name << int(fault);
        };
        row("plain", "sport/tennis/player1", NameFault::None);
        row("spaces", "Accounts payable", NameFault::None);
        row("only a slash", "/", NameFault::None);
        row("empty levels", "//a//", NameFault::None);
        row("of the server", "$SYS/monitor/Clients", NameFault::None);
        row("beyond the basic plane", "\xf0\x9f\x98\x80", NameFault::None);
        row("empty", "", NameFault::Empty);
        row("longest", QByteArray(65'535, 'a'), NameFault::None);
        row("too long", QByteArray(65'536, 'a'), NameFault::TooLong);
        row("65,535 slashes", QByteArray(65'535, '/'), NameFault::TooDeep);
        row("200 levels", QByteArray(199, '/'), NameFault::None);
        row("201 levels", QByteArray(200, '/'), NameFault::TooDeep);
        row("U+0000", QByteArray("a\0b", 3), NameFault::BadUtf8);
        row("a surrogate", "\xed\xa0\x80", NameFault::BadUtf8);
        row("overlong form", "\xc0\xaf", NameFault::BadUtf8);
        row("cut off", "a\xe2\x82", NameFault::BadUtf8);
        row("lone continuation", "\x80", NameFault::BadUtf8);
        row("beyond Unicode", "\xf4\x90\x80\x80", NameFault::BadUtf8);
        row("plus", "a/+", NameFault::Wildcard);
        row("hash", "#", NameFault::Wildcard);
        row("plus in a word", "a+b", NameFault::Wildcard);
    }
    void topicNamesAreCheckedByTheRulesOfMqtt()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, fault);
        QCOMPARE(int(checkTopicName({name.constData(), std::size_t(name.size())})), fault);
    }

    void topicFiltersAreCheckedByTheRulesOfMqtt_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<int>("fault");
        for (const char *good : {"sport/tennis/player1/#", "sport/#", "#", "sport/tennis/#", "+", "+/tennis/#",
                 "sport/+/player1", "/+", "+/+", "$SYS/#", "/", "a b", "+/+/#"})
            QTest::newRow(good) << QByteArray(good) << int(NameFault::None);
        for (const char *bad :
            {"sport/tennis#", "sport/tennis/#/ranking", "sport+", "#/a", "a/+b", "a/b+/c", "##", "++", "+#", "a/#/"})
            QTest::newRow(bad) << QByteArray(bad) << int(NameFault::MisplacedWildcard);
        QTest::newRow("empty") << QByteArray() << int(NameFault::Empty);
        QTest::newRow("too long") << QByteArray(65'536, '+') << int(NameFault::TooLong);
        QTest::newRow("too deep") << QByteArray("+/").repeated(200) << int(NameFault::TooDeep);
        QTest::newRow("bad text") << QByteArray("a/\xff/#") << int(NameFault::BadUtf8);
    }
    void topicFiltersAreCheckedByTheRulesOfMqtt()
    {
        QFETCH(QByteArray, filter);
        QFETCH(int, fault);
        QCOMPARE(int(checkTopicFilter({filter.constData(), std::size_t(filter.size())})), fault);
    }

    void examplesOfTheStandardMatchAsItSays_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QByteArray>("topic");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *filter, const char *topic, bool matches) {
            QTest::addRow("%s on %s", filter, topic) << QByteArray(filter) << QByteArray(topic) << matches;
        };
        row("sport/tennis/player1/#", "sport/tennis/player1", true);
        row("sport/tennis/player1/#", "sport/tennis/player1/ranking", true);
        row("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true);
        row("sport/#", "sport", true);
        row("#", "sport/tennis", true);
        row("sport/tennis/+", "sport/tennis/player1", true);
        row("sport/tennis/+", "sport/tennis/player2", true);
        row("sport/tennis/+", "sport/tennis/player1/ranking", false);
        row("sport/+", "sport", false);
        row("sport/+", "sport/", true);
        row("+/+", "/finance", true);
        row("/+", "/finance", true);
        row("+", "/finance", false);
        row("#", "$SYS/monitor/Clients", false);
        row("+/monitor/Clients", "$SYS/monitor/Clients", false);
        row("$SYS/#", "$SYS/", true);
        row("$SYS/#", "$SYS/monitor/Clients", true);
        row("$SYS/monitor/+", "$SYS/monitor/Clients", true);
        row("ACCOUNTS", "Accounts", false);
        row("/finance", "finance", false);
        row("a", "a/", false);
        row("a/", "a", false);
    }
    void examplesOfTheStandardMatchAsItSays()
    {
        QFETCH(QByteArray, filter);
        QFETCH(QByteArray, topic);
        QFETCH(bool, matches);
        QCOMPARE(filterMatches(filter.constData(), topic.constData()), matches);
    }

    void matchingEqualsTheSlowReference()
    {
        Random random(1);
        int matching = 0;
        for (int i = 0; i < 200'000; ++i) {
            const std::string filter = randomFilter(random);
            const std::string topic = randomTopic(random);
            const bool matches = filterMatches(filter, topic);
            matching += matches;
            if (matches != slowlyMatches(filter, topic))
                QFAIL((filter + " on " + topic).c_str());
        }
        QVERIFY(matching > 1000);
    }

    void everyFaultHasAnEndOfSentence()
    {
        for (int fault = 0; fault <= int(NameFault::MisplacedWildcard); ++fault)
            QVERIFY(*describe(NameFault(fault)));
    }
};

QTEST_GUILESS_MAIN(TopicNameTest)
#include "topicnametest.moc"
