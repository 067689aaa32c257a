// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/timeseries.h"

#include <QTest>

using namespace topiq;

class TimeSeriesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsAnsweredOfNothing() { QVERIFY(TimeSeries().last(3600, 100).isEmpty()); }

    void theLastSecondsComeOldestFirst()
    {
        TimeSeries series;
        fill(series, 200);
        const auto points = series.last(120, 1000);
        QCOMPARE(points.size(), 120);
        for (int i = 0; i < 120; ++i) {
            QCOMPARE(points[i].timeMs, timeOf(80 + i));
            QCOMPARE(points[i].rates.messagesIn, 80.0 + i);
        }
        QCOMPARE(series.last(3600, 1000).size(), 200);
    }

    void pointsAreReducedToTheMeanOfNeighbours()
    {
        TimeSeries series;
        fill(series, 120);
        const auto points = series.last(120, 10);
        QCOMPARE(points.size(), 10);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(points[i].timeMs, timeOf(12 * i + 11));
            QCOMPARE(points[i].rates.messagesIn, 12 * i + 5.5);
            QCOMPARE(points[i].rates.dropped, 2 * (12 * i + 5.5));
            QCOMPARE(points[i].connections, quint64(12 * i + 6)); // rounded
        }
    }

    void anUnevenReductionLosesNoPoint()
    {
        TimeSeries series;
        fill(series, 101);
        const auto points = series.last(101, 7);
        QCOMPARE(points.size(), 7);
        QCOMPARE(points.last().timeMs, timeOf(100));
        for (int i = 1; i < 7; ++i)
            QVERIFY(points[i].timeMs > points[i - 1].timeMs);
    }

    void beyondAnHourMinutesAreKeptForAWeek()
    {
        TimeSeries series;
        constexpr int Seconds = 8 * 24 * 3600;
        fill(series, Seconds);
        const auto week = series.last(7 * 24 * 3600, 100'000);
        QCOMPARE(week.size(), 7 * 24 * 60);
        QCOMPARE(week.last().timeMs, timeOf(Seconds - 1));
        QCOMPARE(week[100].rates.messagesIn - week[99].rates.messagesIn, 60.0);
        QCOMPARE(series.last(3600, 100'000).size(), 3600);
        const auto twoHours = series.last(7200, 100'000);
        QVERIFY(twoHours.size() >= 119 && twoHours.size() <= 121);
    }

    void noMorePointsThanAskedFor()
    {
        TimeSeries series;
        fill(series, 20'030); // in the middle of a minute
        for (const int seconds : {60, 3600, 3601, 7200, 604'800}) {
            for (const int most : {1, 2, 3, 10, 59, 1000}) {
                const auto points = series.last(seconds, most);
                QVERIFY(!points.isEmpty() && points.size() <= most);
                QCOMPARE(points.last().timeMs, timeOf(20'029));
            }
        }
        QVERIFY(series.last(60, 0).isEmpty());
    }

private:
    static qint64 timeOf(int second) { return 1'700'000'040'000 + qint64(second) * 1000; } // a full minute
    static void fill(TimeSeries &series, int seconds)
    {
        for (int i = 0; i < seconds; ++i) {
            TrafficPoint point;
            point.timeMs = timeOf(i);
            point.rates.messagesIn = i;
            point.rates.dropped = 2 * i;
            point.connections = quint64(i);
            series.add(point);
        }
    }
};

QTEST_GUILESS_MAIN(TimeSeriesTest)
#include "timeseriestest.moc"
