// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include <QTest>

#include <set>

using namespace topiq;

namespace {

/// Allows what is named.
class Allowed final : public Permissions {
public:
    std::set<std::string, std::less<>> publish, receive, subscribe;
    mutable std::atomic<int> asked{0}; ///< about receiving

    bool mayPublish(std::string_view topic) const override { return publish.contains(topic); }
    bool mayReceive(std::string_view topic) const override
    {
        ++asked;
        return receive.contains(topic);
    }
    bool maySubscribe(std::string_view filter) const override { return subscribe.contains(filter); }
};

Shard::Attach with(const Ref<const Permissions> &permissions, std::uint32_t expiry = 0)
{
    Shard::Attach request;
    request.cleanStart = expiry == 0;
    request.sessionExpirySeconds = expiry;
    request.permissions = permissions;
    return request;
}

} // namespace

class PermissionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAClientMayNotPublishReachesNobodyAndIsCounted()
    {
        EngineBed bed;
        const Ref<Allowed> allowed(new Allowed);
        allowed->publish = {"mine"};
        TestClient watcher(bed, "w");
        TestClient client(bed, "c");
        watcher.connect();
        watcher.subscribe("#");
        client.connect(with(allowed));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(client.publish("theirs", "x", Qos::AtLeastOnce, true), PublishStatus::NotAllowed);
            QCOMPARE(client.publish("mine"), PublishStatus::Accepted);
        }
        QCOMPARE(client.publish("a/+"), PublishStatus::BadTopic);
        QCOMPARE(watcher.take().size(), std::size_t(3));
        QCOMPARE(bed.engine().dropped(DropReason::NotAuthorized), 3ull);
        QCOMPARE(bed.engine().topics().size(), 1ull); // a refused name takes no memory
        const DropRecord last = bed.shard(0).ledger().last().at(0);
        QCOMPARE(last.client, std::string("c"));
        QCOMPARE(last.topic, std::string("theirs"));
    }

    void aFilterThatIsNotAllowedIsRefused()
    {
        EngineBed bed;
        const Ref<Allowed> allowed(new Allowed);
        allowed->subscribe = {"a/#"};
        TestClient client(bed, "c");
        client.connect(with(allowed));
        QCOMPARE(client.subscribe({.filter = "#"}), SubscribeStatus::NotAllowed);
        QCOMPARE(client.subscribe({.filter = "$share/g/#"}), SubscribeStatus::NotAllowed);
        QCOMPARE(client.subscribe({.filter = "a/#"}), SubscribeStatus::Added);
        QCOMPARE(client.subscribe({.filter = "$share/g/a/#"}), SubscribeStatus::Added);
        QCOMPARE(client.subscribe({.filter = "a/#"}), SubscribeStatus::Replaced);
        QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 2ull);
    }

    void aWideFilterBringsOnlyWhatTheClientMayRead()
    {
        EngineBed bed(2);
        const Ref<Allowed> allowed(new Allowed);
        allowed->subscribe = {"#"};
        allowed->receive = {"open", "kept/open"};
        TestClient publisher(bed, "p", 0);
        publisher.connect();
        publisher.publish("kept/open", "x", Qos::AtMostOnce, true);
        publisher.publish("kept/secret", "x", Qos::AtMostOnce, true);
        TestClient client(bed, "c", 1);
        client.connect(with(allowed));
        client.subscribe("#");
        QCOMPARE(client.take().size(), std::size_t(1));
        const int before = allowed->asked;
        for (int i = 0; i < 100; ++i) {
            publisher.publish("secret");
            publisher.publish("open");
        }
        QTRY_COMPARE(client.count(), 101ull);
        for (const auto &got : client.take())
            QCOMPARE(got.topic, std::string("open"));
        QCOMPARE(allowed->asked - before, 2); // per topic, not per message
    }

    void aWillThatIsNotAllowedIsNotPublished()
    {
        EngineBed bed;
        TestClient watcher(bed, "w");
        watcher.connect();
        watcher.subscribe("will");
        TestClient client(bed, "c");
        Shard::Attach request = with(Ref<const Permissions>(new Allowed));
        request.will = std::make_unique<Will>();
        request.will->topic = "will";
        client.connect(std::move(request));
        client.disconnect(Shard::Farewell::Lost);
        QVERIFY(watcher.take().empty());
        QCOMPARE(bed.engine().dropped(DropReason::NotAuthorized), 1ull);
    }

    void aRevocationAppliesAtOnce()
    {
        EngineBed bed;
        const Ref<Allowed> before(new Allowed);
        before->publish = {"a", "b"};
        before->receive = {"a", "b"};
        before->subscribe = {"a", "b", "+"};
        const Ref<Allowed> after(new Allowed);
        after->publish = {"a"};
        after->receive = {"a"};
        after->subscribe = {"a", "+"};
        TestClient publisher(bed, "p");
        publisher.connect();
        TestClient away(bed, "away");
        TestClient there(bed, "there");
        for (TestClient *client : {&away, &there}) {
            client->connect(with(before, 1000));
            for (const char *filter : {"a", "b", "+"})
                client->subscribe(filter, Qos::AtLeastOnce);
        }
        publisher.publish("b", "in flight", Qos::AtLeastOnce);
        publisher.publish("a", "in flight", Qos::AtLeastOnce);
        away.take();
        away.disconnect(Shard::Farewell::Lost);
        for (const char *topic : {"a", "b"})
            publisher.publish(topic, "x", Qos::AtLeastOnce);
        QCOMPARE(bed.waiting(), 2ull);
        there.acknowledgeAll();
        QCOMPARE(there.take().size(), std::size_t(4));

        bed.on(0, [&] {
            bed.shard(0).refreshPermissions([&](const Session &session) -> std::optional<Ref<const Permissions>> {
                return session.id() == "p" ? Ref<const Permissions>() : Ref<const Permissions>(after);
            });
        });
        QCOMPARE(bed.waiting(), 1ull);
        QCOMPARE(bed.engine().dropped(DropReason::NotAuthorized), 1ull);
        QCOMPARE(there.publish("b"), PublishStatus::NotAllowed);
        QCOMPARE(there.publish("a", "still"), PublishStatus::Accepted);
        publisher.publish("b");
        QCOMPARE(there.takePayloads(), std::vector<std::string>{"still"});
        QCOMPARE(bed.engine().sum(&ShardCounters::subscriptions), 4ull);
        away.connect(with(after, 1000));
        const auto got = away.take();
        QCOMPARE(got.size(), std::size_t(2));
        for (const auto &one : got)
            QCOMPARE(one.topic, std::string("a"));
    }

    void whoIsNotAllowedToBeThereAnyMoreIsEvictedWithoutItsWill()
    {
        EngineBed bed;
        TestClient watcher(bed, "w");
        watcher.connect();
        watcher.subscribe("will");
        TestClient away(bed, "away");
        away.connect(false);
        away.disconnect();
        TestClient client(bed, "c");
        client.connect(false, Will{"will", "gone", {}, Qos::AtMostOnce, false, {}, 0});
        bed.on(0, [&] {
            bed.shard(0).refreshPermissions([&](const Session &session) -> std::optional<Ref<const Permissions>> {
                if (session.id() == "w")
                    return Ref<const Permissions>();
                return {};
            });
        });
        QVERIFY(client.evicted());
        QCOMPARE(client.evictReason(), EvictReason::NotAuthorized);
        QCOMPARE(bed.engine().sum(&ShardCounters::sessions), 1ull);
        QVERIFY(watcher.take().empty());
    }

    void ofAGroupOnlyThoseAreGivenAMessageThatMayReadIt()
    {
        EngineBed bed(3);
        const Ref<Allowed> one(new Allowed);
        one->subscribe = {"#"};
        one->receive = {"open"};
        TestClient restricted(bed, "r", 0);
        TestClient free(bed, "f", 1);
        TestClient publisher(bed, "p", 2);
        restricted.connect(with(one, 1000));
        free.connect();
        publisher.connect();
        restricted.subscribe("$share/g/#", Qos::AtLeastOnce);
        free.subscribe("$share/g/#", Qos::AtLeastOnce);
        for (int i = 0; i < 20; ++i)
            publisher.publish("secret", "x", Qos::AtLeastOnce);
        QTRY_COMPARE(free.count(), 20ull);
        for (int i = 0; i < 20; ++i)
            publisher.publish("open", "x", Qos::AtLeastOnce);
        QTRY_COMPARE(free.count() + restricted.count(), 40ull);
        QVERIFY(restricted.count() > 0);
        // Revoked: it leaves the group, and gets nothing any more.
        bed.on(0, [&] {
            bed.shard(0).refreshPermissions([&](const Session &) { return Ref<const Permissions>(new Allowed); });
        });
        const std::uint64_t before = restricted.count();
        for (int i = 0; i < 20; ++i)
            publisher.publish("open", "x", Qos::AtLeastOnce);
        QTRY_COMPARE(free.count() + restricted.count(), 60ull);
        QCOMPARE(restricted.count(), before);
    }
};

QTEST_GUILESS_MAIN(PermissionsTest)
#include "permissionstest.moc"
