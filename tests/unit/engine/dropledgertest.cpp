// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dropledger.h"
#include "engine/eventlog.h"

#include <QTest>

#include <string>

using namespace topiq;

class DropLedgerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dropsAreCountedByReason()
    {
        DropLedger ledger;
        ledger.add(DropReason::Offline, "a", "c", 1);
        ledger.add(DropReason::QueueFull, "a", "c", 2, 41);
        ledger.add(DropReason::QueueFull, "b", "c", 3);
        QCOMPARE(ledger.total(DropReason::Offline), 1ull);
        QCOMPARE(ledger.total(DropReason::QueueFull), 42ull);
        QCOMPARE(ledger.total(DropReason::SlowConsumer), 0ull);
    }

    void theSameInARowIsOneEntry()
    {
        DropLedger ledger;
        for (int i = 1; i <= 1000; ++i)
            ledger.add(DropReason::QueueFull, "a", "c", i);
        ledger.add(DropReason::QueueFull, "a", "d", 2000);
        ledger.add(DropReason::QueueFull, "a", "c", 3000);
        const auto last = ledger.last();
        QCOMPARE(last.size(), std::size_t(3));
        QCOMPARE(last[0].timeMs, 3000ll);
        QCOMPARE(last[1].client, std::string("d"));
        QCOMPARE(last[2].count, 1000ull);
        QCOMPARE(last[2].timeMs, 1000ll);
    }

    void theNewestAreKeptNewestFirst()
    {
        DropLedger ledger;
        for (int i = 0; i < 1000; ++i) {
            ledger.add(DropReason::Offline, std::to_string(i), "c", i);
            QCOMPARE(ledger.last().front().timeMs, std::int64_t(i));
        }
        const auto last = ledger.last();
        QCOMPARE(last.size(), DropLedger::Kept);
        for (std::size_t i = 0; i < last.size(); ++i)
            QCOMPARE(last[i].topic, std::to_string(999 - i));
    }

    void longNamesAreCut()
    {
        DropLedger ledger;
        const std::string longName(60'000, 'x');
        ledger.add(DropReason::Offline, longName, longName, 1);
        ledger.add(DropReason::Offline, longName, longName, 2);
        QCOMPARE(ledger.last().size(), std::size_t(1));
        QVERIFY(ledger.last()[0].topic.size() <= 256 && ledger.last()[0].client.size() <= 256);
    }

    void everyReasonHasItsOwnWord()
    {
        for (std::size_t a = 0; a < DropReasons; ++a) {
            QVERIFY(*name(DropReason(a)));
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY(std::string(name(DropReason(a))) != name(DropReason(b)));
        }
    }

    void eventsOfOneInstantAreNewestFirstToo()
    {
        EventLog log;
        for (int i = 0; i < 200; ++i) {
            log.add(EventKind::Connected, std::to_string(i), "", 7);
            QCOMPARE(log.last().front().client, std::to_string(i));
        }
        const auto last = log.last();
        QCOMPARE(last.size(), EventLog::Kept);
        for (std::size_t i = 0; i < last.size(); ++i)
            QCOMPARE(last[i].client, std::to_string(199 - i));
    }
};

QTEST_GUILESS_MAIN(DropLedgerTest)
#include "dropledgertest.moc"
