// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/moderation.h"

#include <QTest>

#include <algorithm>

using namespace topiq;

namespace {

/// A loop as the moderation sees it: turns that take a while and find some bytes, more of them after a rest.
class Traffic {
public:
    /// Bytes that come in each microsecond whatever the loop does; at most `mostPerTurn` can be on their way at once.
    Traffic(double bytesPerUs, double mostPerTurn) : m_bytesPerUs(bytesPerUs), m_mostPerTurn(mostPerTurn) {}

    /// Runs `turns` turns of `turnUs` each; answers how many of them were followed by a rest.
    int run(int turns, std::int64_t turnUs)
    {
        int rests = 0;
        for (int i = 0; i < turns; ++i) {
            const std::uint32_t restUs = m_moderation.turnDone(
                std::uint64_t(std::min(m_mostPerTurn, m_bytesPerUs * double(m_sinceUs))), m_nowUs);
            rests += restUs > 0;
            m_sinceUs = turnUs + restUs;
            m_nowUs += m_sinceUs;
        }
        return rests;
    }

    void limitPerTurn(double bytes) { m_mostPerTurn = bytes; }

private:
    Moderation m_moderation;
    double m_bytesPerUs;
    double m_mostPerTurn;
    std::int64_t m_nowUs = 1'000'000;
    std::int64_t m_sinceUs = 0;
};

} // namespace

class ModerationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFloodOfSmallWritesIsRestedFor()
    {
        Traffic flood(10, 1e9);
        flood.run(200, 5);
        QCOMPARE(flood.run(1000, 5), 1000);
    }

    void slowTurnsAreNot()
    {
        Traffic traffic(10, 1e9);
        QCOMPARE(traffic.run(10'000, 40), 0);
    }

    void clientsThatWaitForEachAnswerAreNotKeptWaiting()
    {
        // One message is under way, however long the loop rests.
        Traffic pingPong(10, 50);
        pingPong.run(1000, 5);
        const int rests = pingPong.run(1'000'000, 5); // five seconds of turns
        QVERIFY2(rests < 1'000'000 / 100, qPrintable(QString::number(rests)));
    }

    void restingEndsWhenNothingMoreIsGathered()
    {
        Traffic traffic(10, 1e9);
        traffic.run(1000, 5);
        traffic.limitPerTurn(50);
        traffic.run(64, 5);
        QCOMPARE(traffic.run(64, 5), 0);
    }

    void restingEndsWithTheFirstTurnAfterAPause()
    {
        Traffic traffic(10, 1e9);
        traffic.run(1000, 5);
        QCOMPARE(traffic.run(2, 2000), 1); // the one before the pause
        QCOMPARE(traffic.run(10, 2000), 0);
    }
};

QTEST_APPLESS_MAIN(ModerationTest)
#include "moderationtest.moc"
