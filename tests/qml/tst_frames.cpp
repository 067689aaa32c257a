// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window stays smooth while a thousand topics change every second.
#include "fakeadmin.h"
#include "windowfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace topiq;
using namespace Qt::StringLiterals;

class Frames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aThousandBusyTopicsLeaveMoreThan30FramesPerSecond_data();
    void aThousandBusyTopicsLeaveMoreThan30FramesPerSecond();
};

void Frames::aThousandBusyTopicsLeaveMoreThan30FramesPerSecond_data()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("topics") << u"topics"_s;
    QTest::newRow("overview") << u"overview"_s;
}

void Frames::aThousandBusyTopicsLeaveMoreThan30FramesPerSecond()
{
    QFETCH(const QString, page);
    QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
    FakeAdmin plant(1000);
    GuiOptions options;
    options.size = {1920, 1080};
    options.frameLog = folder.filePath(u"frames.csv"_s);
    WindowFixture fixture(plant, options);
    QVERIFY2(fixture.openError().isEmpty(), qPrintable(fixture.openError()));
    if (page == u"topics") {
        fixture.backend().topics()->sortBy(u"rate"_s); // rows change places at every tick
        fixture.backend().history()->setTopic(u"plant/line1/vibration/x"_s);
    }
    fixture.show(page);

    // The plant's work is done on a thread of its own, as the broker's would be.
    std::atomic<bool> running = true;
    const std::unique_ptr<QThread> plantThread(QThread::create([&] {
        while (running) {
            plant.step();
            QThread::msleep(1000);
        }
    }));
    plantThread->start();
    QFile log(options.frameLog);
    const auto lines = [&log] {
        log.close();
        return log.open(QIODevice::ReadOnly) ? QString::fromLatin1(log.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                             : QStringList();
    };
    const bool measured = QTest::qWaitFor([&] { return lines().size() >= 6; }, 15'000);
    running = false;
    plantThread->wait();
    QVERIFY(measured);
    double frames = 0;
    const QStringList seconds = lines().mid(1); // the first one includes opening the page
    for (const QString &line : seconds)
        frames += line.section(u',', 1, 1).toDouble();
    const double mean = frames / double(seconds.size());
    qInfo("%s: %.1f frames/s, lines: %s", qPrintable(page), mean, qPrintable(seconds.join(u' ')));
    QVERIFY2(mean > 30, qPrintable(u"only %1 frames/s"_s.arg(mean)));
}

QTEST_MAIN(Frames)
#include "tst_frames.moc"
