// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/guessguard.h"

#include <QTest>

using namespace topiq;

class GuessGuardTest : public QObject {
    Q_OBJECT

private:
    static void fail(GuessGuard &guard, int times, std::int64_t nowMs = 0)
    {
        for (int i = 0; i < times; ++i)
            guard.failed("anna", "10.0.0.1", nowMs);
    }

private Q_SLOTS:
    void fourFailuresCostNothing()
    {
        GuessGuard guard;
        fail(guard, 4);
        QCOMPARE(guard.waitMs("anna", "10.0.0.1", 0), 0);
    }

    void fiveFailuresCostHalfAMinute()
    {
        GuessGuard guard;
        fail(guard, 5, 1000);
        QCOMPARE(guard.waitMs("anna", "10.0.0.1", 1000), 30'000);
        QCOMPARE(guard.waitMs("anna", "10.0.0.1", 30'999), 1);
        QCOMPARE(guard.waitMs("anna", "10.0.0.1", 31'000), 0);
    }

    void everyFurtherFailureDoublesTheTimeUpToAnHour()
    {
        GuessGuard guard;
        fail(guard, 5);
        std::int64_t now = 0;
        for (const std::int64_t seconds : {30, 60, 120, 240, 480, 960, 1920, 3600, 3600}) {
            QCOMPARE(guard.waitMs("anna", "10.0.0.1", now), seconds * 1000);
            now += seconds * 1000;
            fail(guard, 1, now);
        }
    }

    void aThousandGuessesTakeLongerThanAnHour()
    {
        GuessGuard guard;
        std::int64_t now = 0;
        for (int guess = 0; guess < 1000; ++guess) {
            now += guard.waitMs("anna", "10.0.0.1", now);
            guard.failed("anna", "10.0.0.1", now);
        }
        QVERIFY(now > 3'600'000);
    }

    void othersDoNotPay()
    {
        GuessGuard guard;
        fail(guard, 50);
        QCOMPARE(guard.waitMs("anna", "10.0.0.2", 0), 0);
        QCOMPARE(guard.waitMs("bert", "10.0.0.1", 0), 0);
        QCOMPARE(guard.waitMs("Anna", "10.0.0.1", 0), 0);
    }

    void anIpv6NetworkPaysTogether()
    {
        GuessGuard guard;
        for (int i = 0; i < 5; ++i)
            guard.failed("anna", "fd00::" + std::to_string(i), 0);
        QCOMPARE(guard.waitMs("anna", "fd00::99", 0), 30'000);
        QCOMPARE(guard.waitMs("anna", "fd00:0:0:1::99", 0), 0);
    }

    void successForgets()
    {
        GuessGuard guard;
        fail(guard, 7);
        guard.succeeded("anna", "10.0.0.1");
        QCOMPARE(guard.waitMs("anna", "10.0.0.1", 0), 0);
        QCOMPARE(guard.size(), std::size_t(0));
    }

    void anHourOfPeaceForgets()
    {
        GuessGuard guard;
        fail(guard, 4);
        guard.failed("bert", "10.0.0.1", GuessGuard::LongestWaitMs);
        QCOMPARE(guard.size(), std::size_t(1));
        fail(guard, 1, GuessGuard::LongestWaitMs);
        QCOMPARE(guard.waitMs("anna", "10.0.0.1", GuessGuard::LongestWaitMs), 0);
    }

    void aFullTableForgetsTheOldestAndCounts()
    {
        GuessGuard guard(3);
        fail(guard, 6, 10'000); // waits a minute, so is remembered longest
        for (int i = 0; i < 100; ++i)
            guard.failed("user" + std::to_string(i), "10.0.0.1", 20'000 + i);
        QCOMPARE(guard.size(), std::size_t(3));
        QCOMPARE(guard.overflowed(), std::uint64_t(98));
        QVERIFY(guard.waitMs("anna", "10.0.0.1", 20'000) > 0);
    }
};

QTEST_GUILESS_MAIN(GuessGuardTest)
#include "guessguardtest.moc"
