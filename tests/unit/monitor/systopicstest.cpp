// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/systopics.h"
#include "testclient.h"

#include <QTest>

#include <optional>

using namespace topiq;

namespace {

std::optional<std::string> shown(EngineBed &bed, const std::string &name)
{
    const Ref<Topic> topic = bed.engine().topics().find("$SYS/broker/" + name);
    if (!topic)
        return {};
    const auto state = topic->lock();
    if (!state->retained)
        return {};
    return std::string(state->retained->payload());
}

} // namespace

class SysTopicsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figuresAreThereWithTheFirstSample()
    {
        EngineBed bed(2);
        Monitor monitor(bed.engine(), bed.loops());
        SysTopics topics(bed.engine(), monitor);
        topics.setInterval(10);
        TestClient one(bed, "1", 0);
        TestClient two(bed, "2", 1);
        one.connect();
        two.connect(false);
        two.subscribe("t/#", Qos::AtLeastOnce);
        for (int i = 0; i < 10; ++i)
            one.publish("t/" + std::to_string(i), "12345", Qos::AtLeastOnce, i < 3);
        QTRY_COMPARE(two.count(), 10ull);
        two.disconnect();
        monitor.sample();
        QCOMPARE(shown(bed, "version"), "topiq version " TOPIQ_VERSION);
        QCOMPARE(shown(bed, "clients/total"), "2");
        QCOMPARE(shown(bed, "clients/connected"), "1");
        QCOMPARE(shown(bed, "clients/disconnected"), "1");
        QCOMPARE(shown(bed, "publish/messages/received"), "10");
        QCOMPARE(shown(bed, "publish/messages/sent"), "10");
        QCOMPARE(shown(bed, "publish/bytes/received"), "50");
        QCOMPARE(shown(bed, "publish/bytes/sent"), "50");
        QCOMPARE(shown(bed, "clients/expired"), "0");
        QCOMPARE(shown(bed, "messages/received"), "22"); // 2 CONNECT, 10 PUBLISH, 10 PUBACK
        QCOMPARE(shown(bed, "subscriptions/count"), "1");
        QCOMPARE(shown(bed, "load/publish/received/1min"), "0.00");
        QVERIFY(shown(bed, "uptime")->ends_with(" seconds"));
        QVERIFY(std::stoull(*shown(bed, "heap/current")) > 0);
    }

    void nothingIsPublishedWithoutAnInterval()
    {
        EngineBed bed;
        Monitor monitor(bed.engine(), bed.loops());
        SysTopics topics(bed.engine(), monitor);
        monitor.sample();
        QCOMPARE(bed.engine().topics().size(), 0ull);
    }

    void figuresCountNeitherAsTrafficNorAgainstTheLimits()
    {
        Limits limits;
        limits.maxRetained = 1;
        limits.maxTopics = 1;
        EngineBed bed(1, limits);
        Monitor monitor(bed.engine(), bed.loops());
        SysTopics topics(bed.engine(), monitor);
        topics.setInterval(10);
        monitor.sample();
        QVERIFY(bed.engine().systemTopics() > 40);
        QVERIFY(bed.engine().publish({"t", "x", {}, Qos::AtMostOnce, true, {}}, originOf("c")).ok());
        monitor.sample();
        const auto snapshot = monitor.snapshot();
        QCOMPARE(snapshot->totals.messagesIn, 1ull);
        QCOMPARE(snapshot->totals.dropped, 0ull);
        QCOMPARE(snapshot->retained.value, 1ull);
        QCOMPARE(snapshot->topics.value, 1ull);
        QVERIFY(bed.engine().topics().find("t")->hasRetained());
        QVERIFY(bed.engine().publish({"u", "x", {}, Qos::AtMostOnce, true, {}}, originOf("c")).ok());
        QCOMPARE(bed.engine().dropped(DropReason::RetainedFull), 1ull); // the users' limit holds for users
    }

    void laterOnlyWhatHasChangedIsPublishedAndTheHistoryKeepsOneRecord()
    {
        EngineBed bed;
        Monitor monitor(bed.engine(), bed.loops());
        SysTopics topics(bed.engine(), monitor);
        topics.setInterval(1);
        TestClient watcher(bed, "w");
        watcher.connect();
        watcher.subscribe("$SYS/broker/uptime");
        watcher.subscribe("$SYS/broker/version");
        monitor.start();
        QTRY_VERIFY(watcher.count() >= 3); // the uptime changes with each second
        std::size_t versions = 0;
        for (const TestClient::Got &got : watcher.take())
            versions += got.topic == "$SYS/broker/version";
        QCOMPARE(versions, 1ull);
        QCOMPARE(bed.engine().topics().find("$SYS/broker/uptime")->lock()->history.size(), 1u);
    }

    void aLoadIsTheRatePerMinuteWithWeightsThatFall()
    {
        LoadAverage load;
        load.start(100);
        load.update(100 + 60, 10); // 360 per minute for 10 s
        QCOMPARE(load.values()[0], 360 * (1 - std::exp(-10 / 60.0)));
        QCOMPARE(load.values()[1], 360 * (1 - std::exp(-10 / 300.0)));
        QCOMPARE(load.values()[2], 360 * (1 - std::exp(-10 / 900.0)));
        for (int i = 0; i < 100; ++i)
            load.update(160, 60); // nothing more
        QVERIFY(load.values()[0] < 1e-9);
        QVERIFY(load.values()[2] > 0.001); // the long one still remembers
    }
};

QTEST_GUILESS_MAIN(SysTopicsTest)
#include "systopicstest.moc"
