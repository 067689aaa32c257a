// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/guarded.h"
#include "base/counter.h"
#include "base/stringhash.h"

#include <QTest>

#include <semaphore>
#include <thread>
#include <vector>

using namespace topiq;

class GuardedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostWhenThreadsWrite()
    {
        Guarded<std::vector<int>> values;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&values, i] {
                for (int n = 0; n < 5000; ++n)
                    values.lock()->push_back(i);
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(values.lock()->size(), std::size_t(20000));
    }

    void othersWaitWhileAccessIsHeld()
    {
        Guarded<int> value;
        std::binary_semaphore started(0);
        std::thread writer;
        {
            const auto access = value.lock();
            *access = 1;
            writer = std::thread([&] {
                started.release();
                *value.lock() = 2;
            });
            started.acquire();
            QCOMPARE(*access, 1); // the other one cannot have written yet
        }
        writer.join();
        QCOMPARE(*value.lock(), 2);
    }

    void aCounterIsReadWhileItIsWritten()
    {
        Counter counter;
        std::thread writer([&counter] {
            for (int i = 0; i < 100000; ++i)
                ++counter;
        });
        std::uint64_t last = 0;
        while (last < 100000) {
            const std::uint64_t now = counter.value();
            QVERIFY(now >= last);
            last = now;
        }
        writer.join();
        counter.add(5);
        counter.subtract(2);
        --counter;
        QCOMPARE(counter.value(), 100002u);
    }

    void aStringMapIsSearchedByAView()
    {
        StringMap<int> map;
        map.emplace("temperature", 1);
        const std::string_view text = "temperature/indoor";
        QVERIFY(map.contains(text.substr(0, 11)));
        QVERIFY(!map.contains(text));
    }
};

QTEST_APPLESS_MAIN(GuardedTest)
#include "guardedtest.moc"
