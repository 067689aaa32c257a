// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/workerpool.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <memory>

using namespace topiq;

class WorkerPoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyJobRunsOnce()
    {
        std::atomic<int> runs{0};
        QSemaphore done;
        WorkerPool pool(2, 1000);
        for (int i = 0; i < 1000; ++i) {
            while (!pool.submit([&] {
                ++runs;
                done.release();
            })) {
                done.acquire();
                done.release();
            }
        }
        QVERIFY(done.tryAcquire(1000, 30'000));
        QCOMPARE(runs.load(), 1000);
    }

    void aFullQueueRefuses()
    {
        QSemaphore begun;
        QSemaphore go;
        WorkerPool pool(1, 2);
        QVERIFY(pool.submit([&] {
            begun.release();
            go.acquire();
        }));
        QVERIFY(begun.tryAcquire(1, 30'000));
        QVERIFY(pool.submit([] {}));
        QVERIFY(pool.submit([] {}));
        QVERIFY(!pool.submit([] {}));
        QCOMPARE(pool.waiting(), std::size_t(2));
        go.release();
    }

    void endWaitsForTheJobThatRunsAndDropsTheOthers()
    {
        QSemaphore begun;
        QSemaphore go;
        std::atomic<bool> finished{false};
        const auto waiting = std::make_shared<int>(0);
        auto pool = std::make_unique<WorkerPool>(1, 10);
        QVERIFY(pool->submit([&] {
            begun.release();
            go.acquire();
            finished = true;
        }));
        QVERIFY(begun.tryAcquire(1, 30'000));
        QVERIFY(pool->submit([waiting] { ++*waiting; }));
        go.release();
        pool.reset();
        QVERIFY(finished);
        QCOMPARE(waiting.use_count(), 1L);
    }
};

QTEST_GUILESS_MAIN(WorkerPoolTest)
#include "workerpooltest.moc"
