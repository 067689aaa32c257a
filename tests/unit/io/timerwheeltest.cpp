// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/timerwheel.h"

#include <QTest>

#include <functional>
#include <memory>
#include <random>
#include <vector>

using namespace topiq;

namespace {

constexpr std::int64_t Tick = TimerWheel::TickMs;

class Probe final : public WheelTimer {
public:
    int count = 0;
    std::int64_t deadline = 0;
    std::function<void(Probe &)> then;

private:
    void expired() override
    {
        ++count;
        if (then)
            then(*this);
    }
};

} // namespace

class TimerWheelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTimerExpiresOnceNeverEarlyAndAtMostTwoTicksLate()
    {
        for (const std::int64_t start : {0, 1, 249, 250, 251, 100'000, 127'999, 128'000}) {
            for (const std::int64_t after : {0, 1, 100, 249, 250, 251, 1000, 127'750, 128'000, 128'001, 300'000}) {
                TimerWheel wheel(start);
                Probe probe;
                wheel.start(probe, start, after);
                QVERIFY(probe.active());
                std::int64_t now = start;
                while (probe.count == 0) {
                    now += 50;
                    wheel.advance(now);
                    QVERIFY2(now <= start + after + 2 * Tick, qPrintable(QString::number(after)));
                }
                QVERIFY2(now >= start + after, qPrintable(QString::number(after)));
                QVERIFY(!probe.active() && wheel.empty());
                wheel.advance(now + 1'000'000);
                QCOMPARE(probe.count, 1);
            }
        }
    }

    void aStoppedTimerDoesNotExpire()
    {
        TimerWheel wheel(0);
        Probe probe;
        wheel.start(probe, 0, 1000);
        probe.stop();
        QVERIFY(!probe.active() && wheel.empty());
        probe.stop(); // harmless
        wheel.advance(10'000);
        QCOMPARE(probe.count, 0);
    }

    void aRestartMovesTheDeadline()
    {
        TimerWheel wheel(0);
        Probe probe;
        wheel.start(probe, 0, 1000);
        wheel.advance(900);
        wheel.start(probe, 900, 1000);
        QCOMPARE(wheel.count(), 1u);
        wheel.advance(1899);
        QCOMPARE(probe.count, 0);
        wheel.advance(1900 + 2 * Tick);
        QCOMPARE(probe.count, 1);
    }

    void aTimerMayStartItselfAgainWhenItExpires()
    {
        TimerWheel wheel(0);
        std::int64_t now = 0;
        Probe probe;
        probe.then = [&](Probe &self) { wheel.start(self, now, 0); };
        wheel.start(probe, 0, 0);
        for (int i = 1; i <= 10; ++i) {
            now = i * Tick;
            wheel.advance(now);
            QCOMPARE(probe.count, i); // once per tick, never twice in one
        }
    }

    void aTimerMayStopOthersOfItsSlotWhenItExpires()
    {
        TimerWheel wheel(0);
        std::vector<std::unique_ptr<Probe>> probes;
        for (int i = 0; i < 10; ++i) {
            probes.push_back(std::make_unique<Probe>());
            probes.back()->then = [&probes](Probe &self) {
                for (const auto &other : probes) {
                    if (other.get() != &self)
                        other->stop();
                }
            };
            wheel.start(*probes.back(), 0, 100);
        }
        wheel.advance(1000);
        int expired = 0;
        for (const auto &probe : probes)
            expired += probe->count;
        QCOMPARE(expired, 1);
        QVERIFY(wheel.empty());
    }

    void aTimerMayDestroyItselfAndOthersWhenItExpires()
    {
        TimerWheel wheel(0);
        std::vector<std::unique_ptr<Probe>> probes(10);
        int expired = 0;
        for (auto &probe : probes) {
            probe = std::make_unique<Probe>();
            probe->then = [&](Probe &) {
                ++expired;
                probes.clear(); // with the one that is called
            };
        }
        for (const auto &probe : probes)
            wheel.start(*probe, 0, 100);
        wheel.advance(1000);
        QCOMPARE(expired, 1);
        QVERIFY(wheel.empty());
    }

    void aDestroyedTimerHasLeftTheWheel()
    {
        TimerWheel wheel(0);
        {
            Probe first;
            Probe second;
            wheel.start(first, 0, 100);
            wheel.start(second, 0, 100);
        }
        QVERIFY(wheel.empty());
        wheel.advance(1000);
    }

    void timersOutliveTheirWheel()
    {
        Probe probe;
        {
            TimerWheel wheel(0);
            wheel.start(probe, 0, 100);
        }
        QVERIFY(!probe.active());
        probe.stop();
    }

    void aFarDeadlineGoesRoundAsOftenAsNeeded()
    {
        TimerWheel wheel(0);
        Probe day;
        Probe near;
        wheel.start(day, 0, 24 * 3600 * 1000);
        wheel.start(near, 0, 128'000); // the same slot, one round earlier
        for (std::int64_t now = 0; now < 24 * 3600 * 1000; now += Tick)
            wheel.advance(now);
        QCOMPARE(near.count, 1);
        QCOMPARE(day.count, 0);
        wheel.advance(24 * 3600 * 1000 + Tick);
        QCOMPARE(day.count, 1);
    }

    void aLongJumpOfTheClockLosesNoTimer()
    {
        TimerWheel wheel(0);
        std::vector<Probe> probes(2000);
        for (std::size_t i = 0; i < probes.size(); ++i)
            wheel.start(probes[i], 0, std::int64_t(i) * 300); // up to ten minutes, five rounds
        Probe later;
        wheel.start(later, 0, 2 * 3600 * 1000);
        wheel.advance(3600 * 1000);
        for (const Probe &probe : probes)
            QCOMPARE(probe.count, 1);
        QCOMPARE(later.count, 0);
        wheel.advance(2 * 3600 * 1000 + Tick);
        QCOMPARE(later.count, 1);
    }

    void aClockThatStandsStillOrGoesBackIsHarmless()
    {
        TimerWheel wheel(10'000);
        Probe probe;
        wheel.start(probe, 10'000, 500);
        wheel.advance(10'000);
        wheel.advance(9'000);
        QCOMPARE(probe.count, 0);
        wheel.advance(10'500 + Tick);
        QCOMPARE(probe.count, 1);
    }

    void aWheelThatWasIdleForLongKeepsItsPromise()
    {
        TimerWheel wheel(0); // never advanced while it was empty
        Probe probe;
        const std::int64_t start = 50'000'123;
        wheel.start(probe, start, 1000);
        wheel.advance(start + 999);
        QCOMPARE(probe.count, 0);
        wheel.advance(start + 1000 + 2 * Tick);
        QCOMPARE(probe.count, 1);
    }

    void aHundredThousandTimersAllKeepTheirPromise()
    {
        TimerWheel wheel(0);
        std::mt19937 random(5);
        std::int64_t now = 0;
        int outside = 0;
        std::vector<Probe> probes(100'000);
        for (Probe &probe : probes) {
            probe.deadline = random() % 400'000;
            probe.then = [&](const Probe &self) { outside += now < self.deadline || now > self.deadline + 2 * Tick; };
            wheel.start(probe, 0, probe.deadline);
        }
        for (std::size_t i = 0; i < probes.size(); i += 3)
            probes[i].stop();
        QCOMPARE(wheel.count(), 66'666u);
        while (!wheel.empty()) {
            now += Tick;
            wheel.advance(now);
            QVERIFY(now < 401'000);
        }
        QCOMPARE(outside, 0);
        for (std::size_t i = 0; i < probes.size(); ++i)
            QCOMPARE(probes[i].count, i % 3 ? 1 : 0);
    }
};

QTEST_APPLESS_MAIN(TimerWheelTest)
#include "timerwheeltest.moc"
