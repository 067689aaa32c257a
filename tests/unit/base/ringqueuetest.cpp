// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ringqueue.h"

#include <QTest>

#include <deque>
#include <memory>
#include <random>

using namespace topiq;

class RingQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyQueueTakesNoMemory()
    {
        RingQueue<std::unique_ptr<int>> queue;
        QVERIFY(queue.empty());
        QCOMPARE(queue.size(), 0u);
        QVERIFY(sizeof queue <= 24);
    }

    void elementsComeOutInTheOrderInWhichTheyWentIn()
    {
        RingQueue<int> queue;
        for (int i = 0; i < 1000; ++i)
            queue.push(i);
        QCOMPARE(queue.size(), 1000u);
        QCOMPARE(queue.front(), 0);
        QCOMPARE(queue.back(), 999);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(queue.pop(), i);
        QVERIFY(queue.empty());
    }

    void elementsAreReachedByTheirDistanceFromTheFront()
    {
        RingQueue<int> queue;
        for (int i = 0; i < 6; ++i)
            queue.push(i);
        (void)queue.pop();
        (void)queue.pop();
        for (int i = 6; i < 10; ++i)
            queue.push(i); // round the end of the block
        for (std::uint32_t at = 0; at < queue.size(); ++at)
            QCOMPARE(queue[at], int(at) + 2);
        queue[3] = 42;
        QCOMPARE(std::as_const(queue)[3], 42);
    }

    void itBehavesAsADequeWhateverTheMixOfCalls()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 50; ++round) {
            RingQueue<std::unique_ptr<int>> queue;
            std::deque<int> model;
            for (int step = 0; step < 2000; ++step) {
                if (random() % 100 < (round % 2 ? 45u : 60u)) {
                    queue.push(std::make_unique<int>(step));
                    model.push_back(step);
                } else if (!model.empty()) {
                    QCOMPARE(*queue.pop(), model.front());
                    model.pop_front();
                }
                QCOMPARE(std::size_t(queue.size()), model.size());
                if (!model.empty()) {
                    QCOMPARE(*queue.front(), model.front());
                    QCOMPARE(*queue.back(), model.back());
                    const auto at = random() % model.size();
                    QCOMPARE(*queue[std::uint32_t(at)], model[at]);
                }
            }
        }
    }

    void whatWasTakenOutIsNotKeptAlive()
    {
        RingQueue<std::shared_ptr<int>> queue;
        const auto value = std::make_shared<int>(1);
        queue.push(value);
        QCOMPARE(value.use_count(), 2L);
        (void)queue.pop();
        QCOMPARE(value.use_count(), 1L);
    }

    void clearingDestroysTheElementsAndTheQueueGoesOn()
    {
        RingQueue<std::shared_ptr<int>> queue;
        const auto value = std::make_shared<int>(1);
        for (int i = 0; i < 5; ++i)
            queue.push(value);
        queue.clear();
        QCOMPARE(value.use_count(), 1L);
        QVERIFY(queue.empty());
        queue.push(value);
        QCOMPARE(queue.front(), value);
    }

    void memoryIsGivenBackOnlyWhenTheQueueIsEmpty()
    {
        RingQueue<int> queue;
        for (int i = 0; i < 1000; ++i)
            queue.push(i);
        for (int i = 0; i < 999; ++i)
            (void)queue.pop();
        queue.releaseIfEmpty();
        QCOMPARE(queue.front(), 999); // not empty: untouched
        (void)queue.pop();
        queue.releaseIfEmpty();
        queue.push(5);
        QCOMPARE(queue.pop(), 5);
    }
};

QTEST_APPLESS_MAIN(RingQueueTest)
#include "ringqueuetest.moc"
