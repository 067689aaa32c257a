// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/interestindex.h"

#include <QTest>

using namespace topiq;

class InterestIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void subscriptionsAreCountedPerLoop()
    {
        InterestIndex index;
        QVERIFY(index.add("a/+", 0));
        QVERIFY(!index.add("a/+", 0));
        QVERIFY(index.add("a/+", 3));
        QVERIFY(index.add("a/b", 7));
        QCOMPARE(index.loops("a/b"), 0b1000'1001u);
        QCOMPARE(index.subscriptions("a/b"), 4ull);
        QCOMPARE(index.loops("a/c"), 0b1001u);
        QVERIFY(!index.remove("a/+", 0));
        QCOMPARE(index.loops("a/c"), 0b1001u);
        QVERIFY(index.remove("a/+", 0));
        QCOMPARE(index.loops("a/c"), 0b1000u);
        QVERIFY(index.remove("a/+", 3));
        QVERIFY(index.remove("a/b", 7));
        QCOMPARE(index.loops("a/b"), 0u);
        QCOMPARE(index.subscriptions("a/b"), 0ull);
    }

    void removingWhatWasNeverAddedChangesNothing()
    {
        InterestIndex index;
        QVERIFY(index.add("a", 0));
        QVERIFY(!index.remove("a", 1));
        QVERIFY(!index.remove("b", 0));
        QCOMPARE(index.loops("a"), 1u);
    }

    void theVersionChangesOnlyWithTheAnswerForTopicsThatCannotBeNamed()
    {
        InterestIndex index;
        const auto version = index.version();
        (void)index.add("exact/name", 0);
        (void)index.remove("exact/name", 0);
        QCOMPARE(index.version(), version);
        (void)index.add("a/#", 0);
        const auto first = index.version();
        QVERIFY(first != version);
        (void)index.add("a/#", 0);
        (void)index.remove("a/#", 0);
        QCOMPARE(index.version(), first);
        (void)index.add("a/#", 1);
        const auto second = index.version();
        QVERIFY(second != first);
        (void)index.remove("a/#", 0);
        QVERIFY(index.version() != second);
    }
};

QTEST_GUILESS_MAIN(InterestIndexTest)
#include "interestindextest.moc"
