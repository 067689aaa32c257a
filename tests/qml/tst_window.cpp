// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window, offscreen: every page at both sizes, in both themes and both languages without a warning;
// publishing by keyboard; what the keyboard reaches; what is asked of the broker while nobody looks.
#include "fakeadmin.h"
#include "windowfixture.h"

#include <QAccessible>
#include <QQuickItem>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace topiq;
using namespace Qt::StringLiterals;

namespace {

int coloursOf(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    }
    return int(colours.size());
}

GuiOptions options(const QSize &size, const QString &theme = u"dark"_s, const QString &language = u"en"_s)
{
    GuiOptions wanted;
    wanted.size = size;
    wanted.theme = theme;
    wanted.language = language;
    return wanted;
}

constexpr QSize Desktop(1920, 1080);
constexpr QSize Touch(800, 480);

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyPageShowsWithoutWarnings_data();
    void everyPageShowsWithoutWarnings();
    void firstStartSaysWhatToDo_data();
    void firstStartSaysWhatToDo();
    void aPublishedMessageArrivesInTheHistory();
    void aFailedPublishKeepsItsFormForARetry();
    void wildcardsAndEmptyTopicsAreRefusedInAClearSentence();
    void theKeyboardReachesEveryControl_data();
    void theKeyboardReachesEveryControl();
    void shortcutsOpenPagesAndClosePanes();
    void spacePausesWhatIsLive();
    void kioskHasNoPublishPage();
    void nothingIsAskedWhileHidden();
    void aFailingListIsExplained();
    void cardsShowWholeRowsAtAnyHeight_data();
    void cardsShowWholeRowsAtAnyHeight();
    void theCrosshairTellsTheValuesUnderThePointer();
    void theSmallOverviewHasFourChartsInOneSlot();
    void everyZoomHasRoomForThePages();

private:
    QTemporaryDir m_settings;
};

void WindowTest::initTestCase()
{
    QVERIFY(m_settings.isValid());
    qputenv("XDG_CONFIG_HOME", m_settings.path().toUtf8());
    QCoreApplication::setOrganizationName(u"topiq-test"_s);
}

void WindowTest::everyPageShowsWithoutWarnings_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QString>("language");
    for (const QSize &size : {Desktop, Touch}) {
        for (const QString &theme : {u"dark"_s, u"light"_s}) {
            for (const QString &language : {u"en"_s, u"zh_CN"_s})
                QTest::addRow("%dx%d %s %s", size.width(), size.height(), qPrintable(theme), qPrintable(language))
                    << size << theme << language;
        }
    }
}

void WindowTest::everyPageShowsWithoutWarnings()
{
    QFETCH(const QSize, size);
    QFETCH(const QString, theme);
    QFETCH(const QString, language);
    FakeAdmin plant;
    WindowFixture fixture(plant, options(size, theme, language));
    QVERIFY2(fixture.openError().isEmpty(), qPrintable(fixture.openError()));
    const QString suffix = u"-%1x%2-%3%4"_s.arg(size.width())
                               .arg(size.height())
                               .arg(theme, language == u"en" ? QString() : u'-' + language);
    const auto look = [&](const QString &name) {
        const QImage image = fixture.grab(name + suffix);
        QCOMPARE(image.size(), size);
        QVERIFY2(coloursOf(image) > 40, qPrintable(name + u" is all but empty"_s));
    };

    fixture.show(u"overview"_s);
    plant.step();
    fixture.backend().newest();
    QTRY_VERIFY(fixture.backend().busiest()->count() > 0);
    look(u"overview"_s);

    fixture.show(u"topics"_s);
    QTRY_VERIFY(fixture.backend().topics()->count() > 20);
    look(u"topics"_s);
    fixture.backend().history()->setTopic(u"plant/line1/temperature"_s);
    QTRY_VERIFY(fixture.backend().history()->count() > 20);
    look(u"history"_s);
    fixture.backend().history()->openRow(3);
    QTRY_VERIFY(fixture.backend().history()->openOffset() >= 0);
    look(u"record"_s);
    fixture.backend().history()->setTopic(u"plant/line1/vibration/x"_s);
    QTRY_VERIFY(fixture.backend().history()->count() > 20);
    fixture.backend().history()->openRow(0);
    QTRY_VERIFY(!fixture.backend().history()->openIsText());
    look(u"binary"_s);

    fixture.show(u"clients"_s);
    QTRY_VERIFY(fixture.backend().clients()->count() > 5);
    look(u"clients"_s);
    fixture.backend().clients()->open(u"historian-01"_s);
    look(u"client"_s);

    fixture.show(u"publish"_s);
    QVERIFY(fixture.backend().publisher()->send());
    QTRY_COMPARE(fixture.backend().publisher()->index(0).data(PublishController::StatusRole).toString(), u"sent"_s);
    plant.failPublishing(u"The broker is draining and takes no new messages. Try again after its restart."_s);
    fixture.backend().publisher()->setTopic(u"maintenance/requests/line2"_s);
    QVERIFY(fixture.backend().publisher()->send());
    QTRY_COMPARE(fixture.backend().publisher()->index(0).data(PublishController::StatusRole).toString(), u"failed"_s);
    look(u"publish"_s);

    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::firstStartSaysWhatToDo_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("desktop") << Desktop;
    QTest::newRow("touch") << Touch;
}

void WindowTest::firstStartSaysWhatToDo()
{
    QFETCH(const QSize, size);
    FakeAdmin plant;
    plant.clear();
    WindowFixture fixture(plant, options(size));
    for (const QString &page : {u"overview"_s, u"topics"_s, u"clients"_s}) {
        fixture.show(page);
        QVERIFY(!fixture.grab(page + u"-empty-%1x%2"_s.arg(size.width()).arg(size.height())).isNull());
    }
    QCOMPARE(fixture.backend().topics()->count(), 0);
    QVERIFY(fixture.backend().overview()->nothingYet());
    QVERIFY(fixture.backend().overview()->connectCommand().contains(u"mosquitto_pub -h 127.0.0.1 -p 1883"_s));
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::aPublishedMessageArrivesInTheHistory()
{
    FakeAdmin plant;
    WindowFixture fixture(plant, options(Desktop));
    PublishController &form = *fixture.backend().publisher();

    fixture.key(Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(fixture.backend().page(), u"publish"_s);
    fixture.key(Qt::Key_A, Qt::ControlModifier);
    fixture.type(u"plant/line9/door"_s);
    QCOMPARE(form.topic(), u"plant/line9/door"_s);
    QTRY_VERIFY(form.consumersNote().contains(u"does not exist yet"_s));
    fixture.key(Qt::Key_Escape); // the completion list, if one is open
    fixture.key(Qt::Key_Tab);
    fixture.key(Qt::Key_A, Qt::ControlModifier);
    fixture.type(u"open"_s);
    QCOMPARE(form.payload(), u"open"_s);
    fixture.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(form.count(), 1);
    QTRY_COMPARE(form.index(0).data(PublishController::StatusRole).toString(), u"sent"_s);
    QCOMPARE(form.index(0).data(PublishController::OffsetRole).toString(), u"0"_s);
    QCOMPARE(form.index(0).data(PublishController::ConsumersRole).toString(), u"1"_s); // the historian reads plant/#

    fixture.key(Qt::Key_2, Qt::ControlModifier);
    TopicModel &topics = *fixture.backend().topics();
    QTRY_VERIFY(topics.loaded());
    fixture.type(u"line9"_s);
    QTRY_COMPARE(topics.count(), 1);
    QCOMPARE(topics.nameAt(0), u"plant/line9/door"_s);
    fixture.key(Qt::Key_Down);
    fixture.key(Qt::Key_Down);
    fixture.key(Qt::Key_Return);
    HistoryModel &history = *fixture.backend().history();
    QCOMPARE(history.topic(), u"plant/line9/door"_s);
    QTRY_COMPARE(history.count(), 1);
    QCOMPARE(history.index(0).data(HistoryModel::PreviewRole).toString(), u"open"_s);
    QCOMPARE(history.index(0).data(HistoryModel::FromRole).toString(), u"window"_s);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::aFailedPublishKeepsItsFormForARetry()
{
    FakeAdmin plant;
    WindowFixture fixture(plant, options(Desktop));
    PublishController &form = *fixture.backend().publisher();
    fixture.show(u"publish"_s);
    plant.failPublishing(u"The queue is full."_s);
    QVERIFY(form.send());
    QTRY_COMPARE(form.index(0).data(PublishController::StatusRole).toString(), u"failed"_s);
    QCOMPARE(form.index(0).data(PublishController::ErrorRole).toString(), u"The queue is full."_s);
    const QString topic = form.topic();
    form.setTopic(u"something/else"_s);
    plant.failPublishing(QString());
    form.retry(0);
    QTRY_COMPARE(form.index(0).data(PublishController::StatusRole).toString(), u"sent"_s);
    QCOMPARE(form.count(), 1);
    QCOMPARE(form.index(0).data(PublishController::TopicRole).toString(), topic);
    form.edit(0);
    QCOMPARE(form.topic(), topic);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::wildcardsAndEmptyTopicsAreRefusedInAClearSentence()
{
    FakeAdmin plant;
    WindowFixture fixture(plant, options(Touch));
    PublishController &form = *fixture.backend().publisher();
    fixture.show(u"publish"_s);
    for (const QString &topic : {u"plant/+/state"_s, u"plant/#"_s, QString()}) {
        form.setTopic(topic);
        QVERIFY(!form.send());
        QVERIFY(form.attempted());
        QVERIFY2(form.problem().endsWith(u'.'), qPrintable(form.problem()));
    }
    QVERIFY(!fixture.grab(u"publish-refused-800x480"_s).isNull());
    QCOMPARE(form.count(), 0);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::theKeyboardReachesEveryControl_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QSize>("size");
    for (const QString &page : {u"overview"_s, u"topics"_s, u"clients"_s, u"publish"_s}) {
        for (const QSize &size : {Desktop, Touch})
            QTest::addRow("%s %d", qPrintable(page), size.width()) << page << size;
    }
}

void WindowTest::theKeyboardReachesEveryControl()
{
    QFETCH(const QString, page);
    QFETCH(const QSize, size);
    FakeAdmin plant;
    WindowFixture fixture(plant, options(size));
    fixture.show(page);
    QTRY_VERIFY(fixture.window()->activeFocusItem());

    QSet<QQuickItem *> reached;
    for (int i = 0; i < 120; ++i) {
        // A list is reached when its current row is.
        for (QQuickItem *item = fixture.window()->activeFocusItem(); item; item = item->parentItem())
            reached.insert(item);
        fixture.key(Qt::Key_Tab);
    }
    QSet<QQuickItem *> missing;
    const QList<QQuickItem *> all = fixture.window()->contentItem()->findChildren<QQuickItem *>();
    QList<QQuickItem *> pending{fixture.window()->contentItem()};
    int controls = 0;
    while (!pending.isEmpty()) {
        QQuickItem *item = pending.takeLast();
        if (!item->isVisible() || !item->isEnabled())
            continue;
        pending.append(item->childItems());
        if (!item->activeFocusOnTab())
            continue;
        ++controls;
        if (!reached.contains(item) && !item->hasFocus() && !item->hasActiveFocus())
            missing.insert(item);
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(item);
        QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(),
            qPrintable(u"a control without a name: "_s + QString::fromLatin1(item->metaObject()->className())));
    }
    QVERIFY(controls > 4);
    QStringList names;
    for (QQuickItem *item : missing)
        names.append(QAccessible::queryAccessibleInterface(item)->text(QAccessible::Name));
    QVERIFY2(missing.isEmpty(), qPrintable(u"not reached by Tab: "_s + names.join(u", "_s)));
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::shortcutsOpenPagesAndClosePanes()
{
    FakeAdmin plant;
    WindowFixture fixture(plant, options(Desktop));
    Backend &backend = fixture.backend();
    fixture.key(Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(backend.page(), u"clients"_s);
    QTRY_VERIFY(backend.clients()->count() > 0);
    fixture.key(Qt::Key_Down);
    fixture.key(Qt::Key_Return);
    QVERIFY(!backend.clients()->openId().isEmpty());
    fixture.key(Qt::Key_Escape);
    QVERIFY(backend.clients()->openId().isEmpty());
    fixture.key(Qt::Key_K, Qt::ControlModifier);
    fixture.type(u"scada"_s);
    QTRY_COMPARE(backend.clients()->count(), 2);
    fixture.key(Qt::Key_Escape);
    QTRY_VERIFY(backend.clients()->count() > 2);
    fixture.key(Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(backend.page(), u"overview"_s);
    fixture.key(Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(backend.page(), u"topics"_s);
    fixture.type(u"plant/+/temperature"_s);
    QTRY_COMPARE(backend.topics()->count(), 3);
    fixture.key(Qt::Key_F1);
    QVERIFY(!fixture.grab(u"shortcuts-1920x1080"_s).isNull());
    fixture.key(Qt::Key_F1);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::spacePausesWhatIsLive()
{
    FakeAdmin plant;
    WindowFixture fixture(plant, options(Desktop));
    Backend &backend = fixture.backend();
    backend.history()->setTopic(u"energy/main/power"_s);
    fixture.show(u"topics"_s);
    QTRY_VERIFY(backend.history()->count() > 0);
    fixture.key(Qt::Key_Space);
    QVERIFY(backend.paused() && backend.history()->paused());
    const double newest = backend.history()->index(0).data(HistoryModel::OffsetRole).toDouble();
    plant.step();
    QTRY_VERIFY(!backend.history()->waiting().isEmpty()); // it knows how many are new, and shows none of them
    QCOMPARE(backend.history()->index(0).data(HistoryModel::OffsetRole).toDouble(), newest);
    fixture.key(Qt::Key_F5);
    QVERIFY(!backend.paused());
    QTRY_VERIFY(backend.history()->index(0).data(HistoryModel::OffsetRole).toDouble() > newest);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::kioskHasNoPublishPage()
{
    FakeAdmin plant;
    GuiOptions wanted = options(Touch);
    wanted.kiosk = true;
    WindowFixture fixture(plant, wanted);
    QVERIFY(fixture.window()->flags().testFlag(Qt::FramelessWindowHint));
    fixture.key(Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(fixture.backend().page(), u"overview"_s);
    fixture.show(u"overview"_s);
    QVERIFY(!fixture.grab(u"kiosk-800x480"_s).isNull());
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::nothingIsAskedWhileHidden()
{
    FakeAdmin plant;
    WindowFixture fixture(plant, options(Desktop));
    fixture.show(u"topics"_s);
    fixture.window()->hide();
    QVERIFY(!fixture.backend().shown());
    // A question of our own is the first marker: when it has been answered, all earlier ones have been, too.
    fixture.backend().publisher()->send();
    QTRY_COMPARE(fixture.backend().publisher()->index(0).data(PublishController::StatusRole).toString(), u"sent"_s);
    QTRY_VERIFY(fixture.backend().publisher()->consumersNote().contains(u"consumer"_s));
    // A timer of the backend's beat is the second: had the window's own timer run, it would have asked at each of
    // these.
    QList<int> calls;
    QTimer marker;
    connect(&marker, &QTimer::timeout, this, [&] { calls.append(plant.calls()); });
    marker.start(Backend::BeatMs);
    QTRY_VERIFY(calls.size() >= 5);
    QCOMPARE(calls.at(4), calls.at(1));
    const int before = plant.calls();
    fixture.window()->show();
    QTRY_VERIFY(plant.calls() > before);
}

void WindowTest::aFailingListIsExplained()
{
    FakeAdmin plant;
    plant.failLists(u"The engine did not answer within 2 s. It is overloaded or stopping."_s);
    WindowFixture fixture(plant, options(Desktop, u"light"_s));
    fixture.show(u"topics"_s);
    QTRY_VERIFY(!fixture.backend().topics()->error().isEmpty());
    QVERIFY(!fixture.grab(u"topics-error-1920x1080"_s).isNull());
    plant.failLists(QString());
    QTRY_VERIFY(fixture.backend().topics()->error().isEmpty());
    QVERIFY(fixture.backend().topics()->count() > 0);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::everyZoomHasRoomForThePages()
{
    FakeAdmin plant;
    WindowFixture fixture(plant, options(Desktop));
    for (int i = 0; i < 5; ++i)
        fixture.key(Qt::Key_Plus, Qt::ControlModifier);
    for (const QString &page : {u"overview"_s, u"topics"_s, u"clients"_s, u"publish"_s}) {
        fixture.show(page);
        QVERIFY(!fixture.grab(page + u"-zoom150"_s).isNull());
    }
    fixture.key(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::cardsShowWholeRowsAtAnyHeight_data()
{
    QTest::addColumn<QSize>("size");
    for (const QSize &size : {QSize(1440, 900), QSize(1366, 768), QSize(1024, 600), QSize(1280, 1024), Desktop, Touch})
        QTest::addRow("%dx%d", size.width(), size.height()) << size;
}

void WindowTest::cardsShowWholeRowsAtAnyHeight()
{
    QFETCH(const QSize, size);
    FakeAdmin plant;
    WindowFixture fixture(plant, options(size, u"light"_s));
    fixture.show(u"overview"_s);
    plant.step();
    fixture.backend().newest();
    QTRY_VERIFY(fixture.backend().busiest()->count() > 0);
    QVERIFY(!fixture.grab(u"overview-%1x%2"_s.arg(size.width()).arg(size.height())).isNull());
    int lists = 0;
    QList<QQuickItem *> pending{fixture.window()->contentItem()};
    while (!pending.isEmpty()) {
        QQuickItem *item = pending.takeLast();
        if (!item->isVisible())
            continue;
        pending.append(item->childItems());
        const double row = item->property("rowHeight").toDouble();
        if (row <= 0)
            continue;
        ++lists;
        QQuickItem *view = item->childItems().constFirst();
        const double rows = view->height() / row;
        const QString name = QAccessible::queryAccessibleInterface(view)->text(QAccessible::Name);
        QVERIFY2(std::abs(rows - std::round(rows)) < 0.01, qPrintable(u"%1 shows %2 rows"_s.arg(name).arg(rows)));
        QVERIFY2(view->height() <= item->height() + 1, qPrintable(name + u" is higher than its card"_s));
    }
    QVERIFY(lists >= 2);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::theCrosshairTellsTheValuesUnderThePointer()
{
    FakeAdmin plant;
    WindowFixture fixture(plant, options(Desktop));
    fixture.show(u"overview"_s);
    TrafficModel &traffic = *fixture.backend().traffic();
    fixture.settle();
    QQuickItem *plot = fixture.item(u"Traffic at a time"_s);
    QVERIFY(plot);
    QCOMPARE(traffic.cursor(), -1.0);
    const auto moveTo = [&](double part) {
        QTest::mouseMove(
            fixture.window(), plot->mapToScene(QPointF(plot->width() * part, plot->height() / 2)).toPoint());
    };
    moveTo(0.3);
    moveTo(0.6);
    QVERIFY(std::abs(traffic.cursor() - 0.6) < 0.02); // at the nearest point
    QVERIFY(traffic.cursorText(u"in"_s).endsWith(u"msg/s"_s));
    QVERIFY(traffic.cursorHeight(u"in"_s) > 0 && traffic.cursorHeight(u"in"_s) <= 1);
    QVERIFY(!fixture.grab(u"overview-crosshair-1920x1080"_s).isNull());
    const double before = traffic.cursor();
    plot->forceActiveFocus(Qt::TabFocusReason);
    fixture.key(Qt::Key_Left);
    QVERIFY(traffic.cursor() < before);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void WindowTest::theSmallOverviewHasFourChartsInOneSlot()
{
    FakeAdmin plant;
    WindowFixture fixture(plant, options(Touch));
    fixture.show(u"overview"_s);
    plant.step();
    fixture.backend().newest();
    QTRY_VERIFY(fixture.backend().busiest()->count() > 0);
    fixture.settle();
    QCOMPARE(fixture.backend().overview()->mainTiles()->count(), 4);
    int number = 0;
    for (const QString &chart : {u"Traffic"_s, u"Topic offsets"_s, u"Drops"_s, u"Health"_s}) {
        QQuickItem *dot = fixture.item(u"dot %1"_s.arg(number));
        QVERIFY(dot);
        fixture.click(*dot);
        QTRY_COMPARE(dot->property("here").toBool(), true);
        QQuickItem *title = fixture.item(u"slotTitle"_s);
        QVERIFY(title);
        QCOMPARE(title->property("text").toString(), chart);
        QTRY_COMPARE(fixture.item(u"slotView"_s)->property("atRest").toBool(), true);
        QVERIFY(!fixture.grab(u"overview-slot%1-800x480"_s.arg(++number)).isNull());
    }
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

QTEST_MAIN(WindowTest)
#include "tst_window.moc"
