// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/nearestword.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

class NearestWordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void distanceCountsInsertionsDeletionsChangesAndSwaps()
    {
        QCOMPARE(editDistance(u"loops", u"loops"), 0);
        QCOMPARE(editDistance(u"lops", u"loops"), 1);
        QCOMPARE(editDistance(u"looops", u"loops"), 1);
        QCOMPARE(editDistance(u"lxops", u"loops"), 1);
        QCOMPARE(editDistance(u"lopos", u"loops"), 1);
        QCOMPARE(editDistance(u"", u"loops"), 5);
    }

    void nearestOfSeveralIsFound()
    {
        const QStringList words{u"queue_messages"_s, u"queue_bytes"_s, u"loops"_s};
        QCOMPARE(nearestWord(u"queue_mesages"_s, words), u"queue_messages"_s);
        QCOMPARE(nearestWord(u"Loop"_s, words), u"loops"_s);
        QCOMPARE(nearestWord(u"queue"_s, words), u"queue_messages"_s);
    }

    void farWordsAreNotSuggested()
    {
        QVERIFY(nearestWord(u"wibble"_s, {u"loops"_s, u"listeners"_s}).isEmpty());
        QVERIFY(nearestWord({}, {u"a"_s}).isEmpty());
        QVERIFY(nearestWord(QString(100'000, u'a'), {u"a"_s}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(NearestWordTest)
#include "nearestwordtest.moc"
