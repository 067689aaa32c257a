// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ref.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace topiq;

namespace {

std::atomic<int> alive{0};

class Thing : public RefCounted<Thing> {
public:
    Thing() { ++alive; }
    ~Thing() { --alive; }
    int value = 7;
};

std::atomic<int> destroyCalls{0};

class Special : public RefCounted<Special> {
public:
    static void destroy(const Special *special)
    {
        ++destroyCalls;
        delete special;
    }
};

} // namespace

class RefTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { alive = 0; }
    void cleanup() { QCOMPARE(alive.load(), 0); }

    void theObjectLivesAsLongAsItsLastOwner()
    {
        Ref<Thing> first(new Thing);
        {
            const Ref<Thing> second = first; // NOLINT: the copy is what is tested
            QVERIFY(second == first);
            first = nullptr;
            QCOMPARE(alive.load(), 1);
            QCOMPARE(second->value, 7);
        }
        QCOMPARE(alive.load(), 0);
        QVERIFY(!first);
    }

    void movingChangesNoCountAndEmptiesTheSource()
    {
        Ref<Thing> first(new Thing);
        Ref<Thing> second(std::move(first));
        QVERIFY(!first); // NOLINT: defined here
        first = std::move(second);
        QVERIFY(first && !second); // NOLINT: as above
        QCOMPARE(alive.load(), 1);
    }

    void anOwnerMayBeAssignedToItself()
    {
        Ref<Thing> owner(new Thing);
        const Ref<Thing> &alias = owner;
        owner = alias;
        QCOMPARE(owner->value, 7);
        QCOMPARE(alive.load(), 1);
    }

    void assigningReleasesWhatWasOwned()
    {
        Ref<Thing> owner(new Thing);
        owner = Ref<Thing>(new Thing);
        QCOMPARE(alive.load(), 1);
    }

    void anOwnerCanBecomeAnOwnerOfConst()
    {
        const Ref<Thing> owner(new Thing);
        const Ref<const Thing> reader = owner;
        QCOMPARE(reader.get(), static_cast<const Thing *>(owner.get()));
    }

    void releaseAndAdoptAreCounterparts()
    {
        Ref<Thing> owner(new Thing);
        Thing *const naked = owner.release();
        QVERIFY(!owner);
        QCOMPARE(alive.load(), 1);
        owner = Ref<Thing>::adopt(naked);
        QCOMPARE(alive.load(), 1);
    }

    void anOwnDestroyFunctionIsUsed()
    {
        destroyCalls = 0;
        {
            const Ref<Special> owner(new Special);
            const Ref<Special> other = owner; // NOLINT: two owners on purpose
        }
        QCOMPARE(destroyCalls.load(), 1);
    }

    void manyThreadsShareAndTheLastOneDestroys()
    {
        for (int round = 0; round < 200; ++round) {
            std::atomic<bool> go{false};
            std::atomic<int> sum{0};
            std::vector<std::thread> threads;
            {
                const Ref<const Thing> shared(new Thing);
                for (int i = 0; i < 4; ++i) {
                    threads.emplace_back([own = shared, &go, &sum]() mutable {
                        while (!go)
                            std::this_thread::yield();
                        for (int n = 0; n < 200; ++n) {
                            const Ref<const Thing> copy = own;
                            sum += copy->value;
                        }
                        own = nullptr;
                    });
                }
            }
            go = true;
            for (std::thread &thread : threads)
                thread.join();
            QCOMPARE(sum.load(), 4 * 200 * 7);
            QCOMPARE(alive.load(), 0);
        }
    }
};

QTEST_APPLESS_MAIN(RefTest)
#include "reftest.moc"
