// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inbox.h"
#include "enginebed.h"

#include <QSemaphore>
#include <QTest>

#include <thread>
#include <vector>

using namespace topiq;

class InboxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsPutComesOutInOrder()
    {
        Inbox inbox(1 << 20);
        QVERIFY(inbox.empty());
        QVERIFY(!inbox.take());
        const Ref<Message> one = messageOn("a", "1");
        const Ref<Message> two = messageOn("a", "22");
        inbox.put(*one);
        inbox.put(*two);
        QCOMPARE(inbox.depth(), 2ull);
        QCOMPARE(inbox.bytes(), std::uint64_t(one->bytes() + two->bytes()));
        QVERIFY(inbox.take().get() == one.get());
        QVERIFY(inbox.take().get() == two.get());
        QVERIFY(!inbox.take());
        QVERIFY(inbox.empty());
        QCOMPARE(inbox.bytes(), 0ull);
    }

    void manyProducersKeepTheirOrderOverSeveralRoundsOfTheRing()
    {
        constexpr std::uint32_t Producers = 4;
        constexpr std::uint32_t Each = 50'000; // three times round
        Inbox inbox(1ull << 40);
        std::vector<std::jthread> producers;
        for (std::uint32_t p = 0; p < Producers; ++p) {
            producers.emplace_back([&inbox, p] {
                const std::string topic = std::to_string(p);
                for (std::uint32_t n = 0; n < Each; ++n) {
                    while (!inbox.hasRoom())
                        std::this_thread::yield();
                    const Ref<Message> message = messageOn(topic);
                    message->setOffset(n);
                    inbox.put(*message);
                }
            });
        }
        std::array<std::uint64_t, Producers> next{};
        for (std::uint64_t taken = 0; taken < std::uint64_t(Producers) * Each;) {
            const Ref<const Message> message = inbox.take();
            if (!message) {
                std::this_thread::yield();
                continue;
            }
            ++taken;
            QCOMPARE(message->offset(), next[std::size_t(message->topic()[0] - '0')]++);
        }
        QVERIFY(inbox.empty());
        QCOMPARE(inbox.bytes(), 0ull);
    }

    void thereIsNoRoomOnceTheBytesOrThePlacesAreTaken()
    {
        const Ref<Message> message = messageOn("a", std::string(1000, 'x'));
        Inbox inbox(2ull * message->bytes());
        inbox.put(*message);
        QVERIFY(inbox.hasRoom());
        inbox.put(*message);
        QVERIFY(!inbox.hasRoom());
        (void)inbox.take();
        QVERIFY(inbox.hasRoom());
        inbox.setByteLimit(1);
        QVERIFY(!inbox.hasRoom());
        (void)inbox.take();
        QVERIFY(inbox.hasRoom()); // one always fits

        inbox.setByteLimit(1ull << 40);
        std::uint64_t places = 0;
        for (; inbox.hasRoom(); ++places)
            inbox.put(*message);
        QVERIFY(places > 10'000 && places < 64 * 1024);
    }

    void waitersAreTakenOnce()
    {
        Inbox inbox(1);
        QCOMPARE(inbox.takeWaiters(), 0u);
        inbox.addWaiter(1u << 2);
        inbox.addWaiter(1u << 5);
        QCOMPARE(inbox.takeWaiters(), 0b10'0100u);
        QCOMPARE(inbox.takeWaiters(), 0u);
    }

    void aPublisherThatIsToldToWaitIsAlwaysToldToGoOn()
    {
        // The hand-shake of Shard::publish: with room for one message, every put but the first has to wait.
        constexpr int Count = 500;
        Inbox inbox(1);
        QSemaphore told;
        std::atomic<bool> lost{false};
        std::jthread publisher([&] {
            const Ref<Message> message = messageOn("a");
            for (int i = 0; i < Count; ++i) {
                while (!inbox.hasRoom()) {
                    inbox.addWaiter(1);
                    if (inbox.hasRoom())
                        break;
                    if (!told.tryAcquire(1, 20'000)) {
                        lost = true;
                        return;
                    }
                }
                inbox.put(*message);
            }
        });
        for (int taken = 0; taken < Count && !lost;) {
            if (inbox.take())
                ++taken;
            else
                std::this_thread::yield();
            if (inbox.takeWaiters())
                told.release();
        }
        publisher.join();
        QVERIFY(!lost);
        QVERIFY(inbox.empty());
    }

    void whatIsLeftIsFreedWithTheInbox()
    {
        const Ref<Message> message = messageOn("a"); // leaks are the address sanitizer's to find
        Inbox inbox(1000);
        for (int i = 0; i < 5; ++i)
            inbox.put(*message);
    }
};

QTEST_GUILESS_MAIN(InboxTest)
#include "inboxtest.moc"
