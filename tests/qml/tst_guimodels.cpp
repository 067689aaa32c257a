// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The models of the window: lists take a new state as differences, texts from the network are made visible.
#include "fakeadmin.h"

#include "clientmodel.h"
#include "format.h"
#include "historymodel.h"
#include "rowsmodel.h"
#include "topicmodel.h"
#include "visibletext.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace topiq;
using namespace Qt::StringLiterals;

class GuiModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsFollowAnyChangeWithoutAReset();
    void aPersistentIndexStaysWithItsRow();
    void topicsUpdateInPlace();
    void aFilterThatChangesQuicklyEndsWithItsLastAnswer();
    void theHistoryGrowsOnTop();
    void anOpenRecordShowsItsControlCharacters();
    void aLongPayloadIsCutUntilItIsLoadedWhole();
    void hiddenCharactersBecomeVisible_data();
    void hiddenCharactersBecomeVisible();
    void bytesThatAreNoTextShowAsHex();
};

namespace {

QStringList firstColumn(const RowsModel &model)
{
    QStringList list;
    for (int i = 0; i < model.rowCount(); ++i)
        list.append(model.index(i).data(Qt::UserRole).toString());
    return list;
}

QList<QVariantList> rowsOf(const QStringList &keys)
{
    QList<QVariantList> rows;
    for (const QString &key : keys)
        rows.append({key, int(key.size())});
    return rows;
}

} // namespace

void GuiModels::rowsFollowAnyChangeWithoutAReset()
{
    RowsModel model({"key", "value"});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QRandomGenerator random(3);
    for (int round = 0; round < 400; ++round) {
        QStringList keys;
        const int size = random.bounded(60);
        for (int i = 0; i < size; ++i) {
            const QString key = u"row%1"_s.arg(random.bounded(80));
            if (!keys.contains(key))
                keys.append(key);
        }
        if (round % 3 == 0)
            keys.sort();
        model.setRows(rowsOf(keys));
        QCOMPARE(firstColumn(model), keys);
    }
    QCOMPARE(resets.count(), 0);
}

void GuiModels::aPersistentIndexStaysWithItsRow()
{
    RowsModel model({"key", "value"});
    QStringList keys;
    for (int i = 0; i < 200; ++i)
        keys.append(u"k%1"_s.arg(i));
    model.setRows(rowsOf(keys));
    const QPersistentModelIndex chosen = model.index(150);
    std::reverse(keys.begin(), keys.end()); // far more than single moves are made for
    model.setRows(rowsOf(keys));
    QCOMPARE(chosen.row(), 49);
    keys.move(49, 0);
    model.setRows(rowsOf(keys));
    QCOMPARE(chosen.row(), 0);
    QCOMPARE(chosen.data(Qt::UserRole).toString(), u"k150"_s);
}

void GuiModels::topicsUpdateInPlace()
{
    FakeAdmin plant;
    AdminCaller caller(plant);
    TopicModel model(caller, 1000);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QTRY_VERIFY(model.loaded());
    QVERIFY(model.count() > 20);
    QCOMPARE(model.indexOf(u"$SYS/broker/uptime"_s), -1);

    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    plant.step();
    model.refresh();
    QTRY_COMPARE(changes.count(), 1); // one range for all rows
    QCOMPARE(inserts.count(), 0);
    model.sortBy(u"rate"_s);
    QTRY_VERIFY(model.descending());
    QTRY_COMPARE(model.nameAt(0).left(21), u"plant/line1/vibration"_s);
    model.setFilter(u"plant/+/temperature"_s);
    QTRY_COMPARE(model.count(), 3);
    QCOMPARE(model.summary(), u"3 of 31 topics"_s);
    model.setFilter(QString());
    model.setWithSystem(true);
    QTRY_VERIFY(model.indexOf(u"$SYS/broker/uptime"_s) >= 0);
    QCOMPARE(resets.count(), 0);
}

void GuiModels::aFilterThatChangesQuicklyEndsWithItsLastAnswer()
{
    FakeAdmin plant;
    AdminCaller caller(plant);
    TopicModel model(caller, 1000);
    for (const QString &filter : {u"p"_s, u"pl"_s, u"plant/line1"_s, u"plant/line2"_s})
        model.setFilter(filter);
    QTRY_VERIFY(model.loaded());
    QTRY_COMPARE(model.count(), 5);
    QVERIFY(model.nameAt(0).startsWith(u"plant/line2"_s));
}

void GuiModels::theHistoryGrowsOnTop()
{
    FakeAdmin plant;
    AdminCaller caller(plant);
    HistoryModel model(caller);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto newest = [&model] { return model.index(0).data(HistoryModel::OffsetRole).toDouble(); };
    model.setTopic(u"energy/main/power"_s);
    QTRY_VERIFY(model.count() > 0);
    const double before = newest();
    const PublishRequest request{u"energy/main/power"_s, "410", 0, false, u"test"_s};
    QVERIFY(plant.publish(request).ok());
    model.refresh();
    QTRY_COMPARE(newest(), before + 1);
    QCOMPARE(model.index(0).data(HistoryModel::PreviewRole).toString(), u"410"_s);

    model.setPaused(true);
    QVERIFY(plant.publish(request).ok());
    model.refresh();
    QTRY_COMPARE(model.waiting(), u"1 new"_s);
    QCOMPARE(newest(), before + 1);
    model.setPaused(false);
    QTRY_COMPARE(newest(), before + 2);
    QVERIFY(model.waiting().isEmpty());
}

void GuiModels::anOpenRecordShowsItsControlCharacters()
{
    FakeAdmin plant;
    AdminCaller caller(plant);
    HistoryModel model(caller);
    QVERIFY(plant.publish({u"a"_s, "red\x1b[31m\nnext", 1, true, u"test"_s}).ok());
    model.setTopic(u"a"_s);
    QTRY_COMPARE(model.count(), 1);
    model.openRow(0);
    QTRY_COMPARE(model.openOffset(), 0.0);
    QCOMPARE(model.openText(), u"red\u241b[31m\u240a\nnext"_s);
    QVERIFY(model.openHex().contains(u"72 65 64 1b"_s));
    model.close();
    QCOMPARE(model.openOffset(), -1.0);
}

void GuiModels::aLongPayloadIsCutUntilItIsLoadedWhole()
{
    FakeAdmin plant;
    AdminCaller caller(plant);
    HistoryModel model(caller);
    QVERIFY(plant.publish({u"long"_s, QByteArray(200'000, 'x'), 0, false, u"test"_s}).ok());
    model.setTopic(u"long"_s);
    QTRY_COMPARE(model.count(), 1);
    QVERIFY(model.index(0).data(HistoryModel::PreviewRole).toString().size() <= 241);
    model.openRow(0);
    QTRY_COMPARE(model.openText().size(), 65'536);
    QVERIFY(!model.openTruncation().isEmpty());
    model.loadWhole();
    QTRY_COMPARE(model.openText().size(), 200'000);
    QVERIFY(model.openTruncation().isEmpty());
}

void GuiModels::hiddenCharactersBecomeVisible_data()
{
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"plant/line1"_s << u"plant/line1"_s;
    QTest::newRow("tab and escape") << u"a\tb\u001b"_s << u"a\u2409b\u241b"_s;
    QTest::newRow("new line") << u"a\nb"_s << u"a\u240ab"_s;
    QTest::newRow("delete") << u"a\u007f"_s << u"a\u2421"_s;
    QTest::newRow("right to left override") << u"a\u202eb"_s << u"a\u27e8U+202E\u27e9b"_s;
    QTest::newRow("zero width space") << u"a\u200bb"_s << u"a\u27e8U+200B\u27e9b"_s;
    QTest::newRow("markup stays letters") << u"<b>x</b>&amp;"_s << u"<b>x</b>&amp;"_s;
    QTest::newRow("beyond the first plane") << QString::fromUcs4(U"\U0001F600") << QString::fromUcs4(U"\U0001F600");
    QTest::newRow("tag characters") << QString::fromUcs4(U"a\U000E0041") << u"a\u27e8U+E0041\u27e9"_s;
}

void GuiModels::hiddenCharactersBecomeVisible()
{
    QFETCH(const QString, raw);
    QFETCH(const QString, shown);
    QCOMPARE(Format::visible(raw), shown);
}

void GuiModels::bytesThatAreNoTextShowAsHex()
{
    QCOMPARE(visibletext::preview(QByteArray::fromHex("00ff10"), 80), u"00 ff 10"_s);
    QCOMPARE(visibletext::preview("21.5", 80), u"21.5"_s);
    QVERIFY(visibletext::isText(QByteArray("gr\xc3\xbc\xc3"), true)); // cut within a character
    QVERIFY(!visibletext::isText(QByteArray("\xc3"), false));
}

QTEST_GUILESS_MAIN(GuiModels)
#include "tst_guimodels.moc"
