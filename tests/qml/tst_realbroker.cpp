// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window over a real broker: what devices do over TCP shows on its pages, and what is published in the window
// reaches the history and the devices.
#include "mqttclient.h"
#include "realbroker.h"
#include "windowfixture.h"

#include <QQuickItem>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cmath>

using namespace topiq;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize Desktop(1920, 1080);
constexpr QSize Touch(800, 480);

GuiOptions options(const QSize &size)
{
    GuiOptions wanted;
    wanted.size = size;
    wanted.theme = u"dark"_s;
    wanted.language = u"en"_s;
    return wanted;
}

/// The row of a list model in which the role has the value; -1: none.
int rowOf(const QAbstractItemModel &model, int role, const QString &value)
{
    for (int i = 0; i < model.rowCount(); ++i) {
        if (model.index(i, 0).data(role).toString() == value)
            return i;
    }
    return -1;
}

} // namespace

class RealBrokerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyPageShowsTheTrafficOfDevices_data();
    void everyPageShowsTheTrafficOfDevices();
    void aMessageOfTheFormReachesHistoryAndSubscriber();
    void theMouseAloneCanPublish();
    void aWildcardIsRefusedInAClearSentence();
    void aClientThatLeavesTurnsUpInTheEvents();

private:
    QTemporaryDir m_settings;
};

void RealBrokerTest::initTestCase()
{
    QVERIFY(m_settings.isValid());
    qputenv("XDG_CONFIG_HOME", m_settings.path().toUtf8());
    QCoreApplication::setOrganizationName(u"topiq-test"_s);
}

void RealBrokerTest::everyPageShowsTheTrafficOfDevices_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("desktop") << Desktop;
    QTest::newRow("touch") << Touch;
}

void RealBrokerTest::everyPageShowsTheTrafficOfDevices()
{
    QFETCH(const QSize, size);
    RealBroker broker;
    QVERIFY(broker.port() > 0);
    MqttClient press(u"press-1"_s, broker.port());
    MqttClient historian(u"historian"_s, broker.port());
    QTRY_VERIFY(press.isAccepted() && historian.isAccepted());
    historian.subscribe(u"plant/#"_s, 1);
    QTRY_COMPARE(historian.subscribed(), 1);

    int beats = 0;
    QTimer work;
    connect(&work, &QTimer::timeout, this, [&] {
        ++beats;
        press.publish(
            u"plant/line1/temperature"_s, QByteArray::number(70 + 5 * std::sin(beats / 7.0), 'f', 2), 1, true);
        for (const QString &axis : {u"x"_s, u"y"_s, u"z"_s})
            press.publish(u"plant/line1/vibration/"_s + axis, QByteArray::number(beats % 13));
    });
    work.start(20);

    WindowFixture fixture(broker.admin(), options(size));
    QVERIFY2(fixture.openError().isEmpty(), qPrintable(fixture.openError()));
    Backend &backend = fixture.backend();
    const auto look = [&](const QString &name) {
        QVERIFY(!fixture.grab(u"real-%1-%2x%3"_s.arg(name).arg(size.width()).arg(size.height())).isNull());
    };
    QTRY_VERIFY(historian.received().size() > 100);
    QTRY_VERIFY_WITH_TIMEOUT(broker.admin().traffic(120, 120)->size() >= 6, 15'000); // a curve, not a dot
    fixture.show(u"overview"_s);
    QTRY_VERIFY(backend.overview()->inRate() != u"0"_s && backend.overview()->outRate() != u"0"_s);
    QTRY_COMPARE(backend.overview()->connections(), u"2"_s);
    QTRY_COMPARE(backend.busiest()->count(), 4);
    QCOMPARE(backend.overview()->state(), u"Running"_s);
    look(u"overview"_s);

    fixture.show(u"topics"_s);
    TopicModel &topics = *backend.topics();
    QTRY_COMPARE(topics.count(), 4);
    const int row = topics.indexOf(u"plant/line1/temperature"_s);
    QVERIFY(row >= 0);
    QTRY_VERIFY(topics.index(row).data(TopicModel::BusyRole).toBool());
    QVERIFY(topics.index(row).data(TopicModel::RetainedRole).toBool());
    QCOMPARE(topics.index(row).data(TopicModel::ConsumersRole).toString(), u"1"_s);
    look(u"topics"_s);

    HistoryModel &history = *backend.history();
    history.setTopic(u"plant/line1/temperature"_s);
    QTRY_VERIFY(history.count() > 10);
    QCOMPARE(history.index(0).data(HistoryModel::FromRole).toString(), u"press-1"_s);
    look(u"history"_s);
    history.openRow(2);
    QTRY_VERIFY(history.openOffset() >= 0);
    look(u"record"_s);

    fixture.show(u"clients"_s);
    ClientModel &clients = *backend.clients();
    QTRY_COMPARE(clients.count(), 2);
    QVERIFY(rowOf(clients, ClientModel::IdRole, u"press-1"_s) >= 0);
    QVERIFY(rowOf(clients, ClientModel::IdRole, u"historian"_s) >= 0);
    QTRY_VERIFY(
        clients.index(rowOf(clients, ClientModel::IdRole, u"press-1"_s)).data(ClientModel::RateInRole).toString()
        != u"0"_s);
    look(u"clients"_s);
    clients.open(u"historian"_s);
    QTRY_COMPARE(clients.openFilters()->count(), 1);
    look(u"client"_s);

    fixture.show(u"publish"_s);
    QTRY_VERIFY(backend.publisher()->consumersNote().startsWith(u"1 consumer"_s));
    QVERIFY(backend.publisher()->send());
    QTRY_COMPARE(backend.publisher()->index(0).data(PublishController::StatusRole).toString(), u"sent"_s);
    look(u"publish"_s);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void RealBrokerTest::aMessageOfTheFormReachesHistoryAndSubscriber()
{
    RealBroker broker;
    QVERIFY(broker.port() > 0);
    MqttClient door(u"door-panel"_s, broker.port());
    QTRY_VERIFY(door.isAccepted());
    door.subscribe(u"plant/+/door"_s, 1);
    QTRY_COMPARE(door.subscribed(), 1);

    WindowFixture fixture(broker.admin(), options(Desktop));
    PublishController &form = *fixture.backend().publisher();
    fixture.key(Qt::Key_4, Qt::ControlModifier);
    fixture.key(Qt::Key_A, Qt::ControlModifier);
    fixture.type(u"plant/line9/door"_s);
    fixture.key(Qt::Key_Escape); // the completion list, if one is open
    fixture.key(Qt::Key_Tab);
    fixture.key(Qt::Key_A, Qt::ControlModifier);
    fixture.type(u"open"_s);
    fixture.settle();
    QQuickItem *quality = fixture.item(u"1 at least once"_s);
    QVERIFY(quality);
    fixture.click(*quality);
    QCOMPARE(form.qos(), 1);
    QQuickItem *retain = fixture.item(u"Retain"_s);
    QVERIFY(retain);
    fixture.click(*retain);
    QVERIFY(form.retain());
    fixture.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(form.count(), 1);
    QTRY_COMPARE(form.index(0).data(PublishController::StatusRole).toString(), u"sent"_s);
    QCOMPARE(form.index(0).data(PublishController::OffsetRole).toString(), u"0"_s);
    QCOMPARE(form.index(0).data(PublishController::ConsumersRole).toString(), u"1"_s);
    QTRY_COMPARE(door.received().size(), 1);
    QCOMPARE(door.received().constFirst().first, u"plant/line9/door"_s);
    QCOMPARE(door.received().constFirst().second, "open");

    fixture.key(Qt::Key_2, Qt::ControlModifier);
    TopicModel &topics = *fixture.backend().topics();
    QTRY_COMPARE(topics.count(), 1);
    fixture.settle();
    QQuickItem *row = fixture.item(u"plant/line9/door"_s);
    if (!row)
        row = fixture.item(u"plant/line9/door: last offset 0, %1 messages/s"_s.arg(
            topics.index(0).data(TopicModel::RateRole).toString()));
    QVERIFY(row);
    fixture.click(*row);
    HistoryModel &history = *fixture.backend().history();
    QCOMPARE(history.topic(), u"plant/line9/door"_s);
    QTRY_COMPARE(history.count(), 1);
    QCOMPARE(history.index(0).data(HistoryModel::PreviewRole).toString(), u"open"_s);
    QCOMPARE(history.index(0).data(HistoryModel::FromRole).toString(), u"window"_s);
    QCOMPARE(history.index(0).data(HistoryModel::QosRole).toInt(), 1);
    QVERIFY(history.index(0).data(HistoryModel::RetainRole).toBool());

    door.publish(u"plant/line9/door"_s, "closed"); // the history is live
    QTRY_COMPARE(history.count(), 2);
    QCOMPARE(history.index(0).data(HistoryModel::FromRole).toString(), u"door-panel"_s);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void RealBrokerTest::theMouseAloneCanPublish()
{
    RealBroker broker;
    WindowFixture fixture(broker.admin(), options(Touch));
    PublishController &form = *fixture.backend().publisher();
    fixture.settle();
    QQuickItem *page = fixture.item(u"Publish"_s, fixture.item(u"Pages"_s));
    QVERIFY(page);
    fixture.click(*page);
    QCOMPARE(fixture.backend().page(), u"publish"_s);
    fixture.settle();
    QQuickItem *button = fixture.item(u"sendButton"_s);
    QVERIFY(button);
    fixture.click(*button);
    QTRY_COMPARE(form.count(), 1);
    QTRY_COMPARE(form.index(0).data(PublishController::StatusRole).toString(), u"sent"_s);
    QCOMPARE(form.index(0).data(PublishController::ConsumersRole).toString(), u"0"_s);
    const Result<RecordPage> kept = broker.admin().records({form.topic()});
    QVERIFY(kept.ok());
    QCOMPARE(kept->rows.size(), 1);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void RealBrokerTest::aWildcardIsRefusedInAClearSentence()
{
    RealBroker broker;
    WindowFixture fixture(broker.admin(), options(Desktop));
    PublishController &form = *fixture.backend().publisher();
    fixture.key(Qt::Key_4, Qt::ControlModifier);
    fixture.key(Qt::Key_A, Qt::ControlModifier);
    fixture.type(u"plant/+/door"_s);
    fixture.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(form.count(), 0);
    QVERIFY(form.attempted());
    fixture.settle();
    const QString sentence = u"A topic to publish to must not contain “+”: wildcards belong into subscriptions."_s;
    QCOMPARE(form.problem(), sentence);
    QVERIFY2(fixture.item(sentence), "the sentence is not on the page");
    QVERIFY(!fixture.grab(u"real-publish-refused-1920x1080"_s).isNull());
    // The broker itself says no, too, should anything else ask.
    const Result<PublishResult> asked = broker.admin().publish({u"plant/#"_s, "x", 0, false, u"window"_s});
    QVERIFY(!asked.ok());
    QVERIFY(!asked.error().message().empty());
    QCOMPARE(broker.admin().topics({})->total, 0U);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

void RealBrokerTest::aClientThatLeavesTurnsUpInTheEvents()
{
    RealBroker broker;
    WindowFixture fixture(broker.admin(), options(Desktop));
    RowsModel &events = *fixture.backend().overview()->events();
    const auto newest = [&events] { return events.count() ? events.value(0, 2).toString() : QString(); };
    {
        MqttClient visitor(u"visitor"_s, broker.port());
        QTRY_VERIFY(visitor.isAccepted());
        QTRY_VERIFY(newest().startsWith(u"visitor connected from 127.0.0.1"_s));
    }
    QTRY_VERIFY2(newest().startsWith(u"visitor lost"_s), qPrintable(newest()));
    QTRY_COMPARE(fixture.backend().overview()->connections(), u"0"_s);
    QCOMPARE(fixture.warnings().join(u'\n'), QString());
}

QTEST_MAIN(RealBrokerTest)
#include "tst_realbroker.moc"
