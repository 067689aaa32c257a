// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/outbox.h"
#include "enginebed.h"

#include <QTest>

#include <vector>

using namespace topiq;

class OutboxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void packetIdsGoRoundFrom65535To1()
    {
        Outbox outbox;
        for (std::uint32_t i = 0; i < 200'000; ++i) {
            const std::uint16_t id = outbox.send(delivery());
            QCOMPARE(id, std::uint16_t(i % 65'535 + 1));
            QVERIFY(outbox.acknowledged(id));
        }
        QCOMPARE(outbox.inFlight(), 0u);
    }

    void acknowledgementsMayComeInAnyOrder()
    {
        Outbox outbox;
        std::vector<std::uint16_t> ids;
        for (int i = 0; i < 65'533; ++i) // so that the ids below go over the edge
            QVERIFY(outbox.acknowledged(outbox.send(delivery())));
        for (int i = 0; i < 6; ++i)
            ids.push_back(outbox.send(delivery()));
        QCOMPARE(ids, (std::vector<std::uint16_t>{65'534, 65'535, 1, 2, 3, 4}));
        for (const std::size_t at : {3u, 5u, 0u, 1u, 4u})
            QVERIFY(outbox.acknowledged(ids[at]));
        QCOMPARE(outbox.inFlight(), 1u);
        QCOMPARE(inFlight(outbox), std::vector<std::uint16_t>{1});
        QVERIFY(outbox.acknowledged(1));
        QCOMPARE(outbox.send(delivery()), std::uint16_t(5));
    }

    void anIdThatNothingIsDueForIsRefused()
    {
        Outbox outbox;
        for (const std::uint16_t id : {0, 1, 65'535})
            QVERIFY(!outbox.acknowledged(id) && !outbox.received(id) && !outbox.completed(id));
        const std::uint16_t id = outbox.send(delivery());
        QVERIFY(!outbox.acknowledged(id + 1));
        QVERIFY(!outbox.received(id));
        QVERIFY(outbox.acknowledged(id));
        QVERIFY(!outbox.acknowledged(id));
    }

    void aQos2DeliveryGoesThroughItsPhases()
    {
        Outbox outbox;
        const std::uint16_t id = outbox.send(delivery(Qos::ExactlyOnce));
        QVERIFY(!outbox.acknowledged(id));
        QVERIFY(!outbox.completed(id));
        QVERIFY(!outbox.awaitsComplete(id));
        QVERIFY(outbox.received(id));
        QVERIFY(outbox.awaitsComplete(id));
        QCOMPARE(outbox.inFlight(), 1u);
        outbox.forEachInFlight([](std::uint16_t, const Outbox::InFlight &entry) {
            QVERIFY(!entry.message); // the receiver has it
            QVERIFY(entry.phase == Outbox::Phase::AwaitingComplete);
        });
        QVERIFY(!outbox.received(id));
        QVERIFY(outbox.completed(id));
        QCOMPARE(outbox.inFlight(), 0u);
    }

    void theWindowIsLimitedByWhatIsNotAcknowledged()
    {
        Outbox outbox;
        std::vector<std::uint16_t> ids;
        while (outbox.windowHasRoom(10))
            ids.push_back(outbox.send(delivery()));
        QCOMPARE(ids.size(), std::size_t(10));
        QVERIFY(outbox.acknowledged(ids[7]));
        QVERIFY(outbox.windowHasRoom(10));
    }

    void anIdIsNeverGivenToTwoInFlightAndOneThatStaysOpenFillsNothing()
    {
        Outbox outbox;
        std::vector<std::uint16_t> open; // three that nobody acknowledges, far apart
        for (int i = 0; i < 200'000; ++i) { // several times round
            const std::uint16_t id = outbox.send(delivery());
            QVERIFY(std::find(open.begin(), open.end(), id) == open.end());
            if (open.size() < 3 && i % 1000 == 0)
                open.push_back(id);
            else
                QVERIFY(outbox.acknowledged(id));
            QVERIFY(outbox.windowSize() <= 100);
            QVERIFY(outbox.windowHasRoom(10));
        }
        QCOMPARE(outbox.inFlight(), 3u);
        QCOMPARE(inFlight(outbox), open);
        for (const std::uint16_t id : open)
            QVERIFY(outbox.acknowledged(id));
        QCOMPARE(outbox.inFlight(), 0u);
        QVERIFY(!outbox.acknowledged(open[0]));
    }

    void withAllIdsInFlightThereIsNoRoom()
    {
        Outbox outbox;
        std::uint32_t sent = 0;
        for (; outbox.windowHasRoom(0xFFFF); ++sent)
            (void)outbox.send(delivery());
        QCOMPARE(sent, 0xFFFFu);
        QVERIFY(outbox.acknowledged(1));
        QVERIFY(outbox.windowHasRoom(0xFFFF));
        QCOMPARE(outbox.send(delivery()), std::uint16_t(1));
    }

    void whatIsInFlightIsSentAgainInOrderAndOnlyAsMuchAsTheClientTakes()
    {
        Outbox outbox;
        for (int i = 0; i < 6; ++i)
            (void)outbox.send(delivery(Qos::ExactlyOnce));
        QVERIFY(outbox.received(2)); // only to be released
        QVERIFY(outbox.received(1) && outbox.completed(1));
        outbox.startResend();
        std::uint16_t id = 0;
        std::vector<std::uint16_t> again;
        while (outbox.nextResend(2, id))
            again.push_back(id);
        QCOMPARE(again, (std::vector<std::uint16_t>{2, 3})); // two are in flight now
        QVERIFY(outbox.isResending());
        QVERIFY(outbox.received(5) && outbox.completed(5)); // acknowledged late, for the connection before
        QVERIFY(outbox.completed(2));
        again.clear();
        while (outbox.nextResend(2, id))
            again.push_back(id);
        QCOMPARE(again, std::vector<std::uint16_t>{4});
        QVERIFY(outbox.received(3) && outbox.completed(3));
        QVERIFY(outbox.nextResend(2, id));
        QCOMPARE(id, std::uint16_t(6));
        QVERIFY(!outbox.nextResend(2, id));
        QVERIFY(!outbox.isResending());
        QCOMPARE(outbox.inFlight(), 2u);
    }

    void aRefusedDeliveryIsDone()
    {
        Outbox outbox;
        const std::uint16_t id = outbox.send(delivery(Qos::ExactlyOnce));
        QVERIFY(outbox.refused(id));
        QVERIFY(!outbox.refused(id) && !outbox.received(id));
        const std::uint16_t owned = outbox.send(delivery(Qos::ExactlyOnce));
        QVERIFY(outbox.received(owned));
        QVERIFY(!outbox.refused(owned));
        QCOMPARE(outbox.inFlight(), 1u);
    }

    void whatIsInFlightIsVisitedInTheOrderOfSending()
    {
        Outbox outbox;
        std::vector<std::uint16_t> ids;
        for (int i = 0; i < 5; ++i)
            ids.push_back(outbox.send(delivery(i % 2 ? Qos::AtLeastOnce : Qos::ExactlyOnce)));
        QVERIFY(outbox.acknowledged(ids[1]));
        QVERIFY(outbox.received(ids[2]));
        QCOMPARE(inFlight(outbox), (std::vector<std::uint16_t>{ids[0], ids[2], ids[3], ids[4]}));
    }

    void theQueueIsFirstInFirstOutAndCountsItsBytes()
    {
        Outbox outbox;
        std::uint64_t bytes = 0;
        for (int i = 0; i < 1000; ++i) {
            const Ref<Message> message = messageOn("t", std::string(std::size_t(i), 'x'));
            bytes += message->bytes();
            outbox.enqueue({message, {}, Qos::AtLeastOnce, false});
        }
        QCOMPARE(outbox.queued(), 1000u);
        QCOMPARE(outbox.queuedBytes(), bytes);
        for (std::size_t i = 0; i < 1000; ++i)
            QCOMPARE(outbox.dequeue().message->payload().size(), i);
        QCOMPARE(outbox.queuedBytes(), 0ull);
        QCOMPARE(outbox.queued(), 0u);
    }

private:
    static Delivery delivery(Qos qos = Qos::AtLeastOnce) { return {messageOn("t"), {}, qos, false}; }
    static std::vector<std::uint16_t> inFlight(const Outbox &outbox)
    {
        std::vector<std::uint16_t> ids;
        outbox.forEachInFlight([&](std::uint16_t id, const Outbox::InFlight &) { ids.push_back(id); });
        return ids;
    }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "outboxtest.moc"
