// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/bridge/topicmap.h"

#include "engine/properties.h"

#include <QTest>

#include <optional>

using namespace topiq;
using namespace topiq::mqtt;
using Direction = BridgeTopic::Direction;

namespace {

BridgeTopic line(const char *filter, Direction direction, const char *local = "", const char *remote = "")
{
    return {filter, direction, Qos::AtLeastOnce, local, remote};
}

std::optional<std::string> out(const TopicMap &map, std::string_view topic)
{
    std::string result = "old";
    return map.toRemote(topic, result) ? std::optional(result) : std::nullopt;
}

std::optional<std::string> in(const TopicMap &map, std::string_view topic)
{
    std::string result = "old";
    return map.toLocal(topic, result) ? std::optional(result) : std::nullopt;
}

} // namespace

class TopicMapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void prefixesAreExchangedBothWays()
    {
        const TopicMap map({line("a/#", Direction::Both, "l/", "r/s/")});
        QCOMPARE(out(map, "l/a/b"), "r/s/a/b");
        QCOMPARE(in(map, "r/s/a/b"), "l/a/b");
        QCOMPARE(out(map, "r/s/a/b"), std::nullopt);
        QCOMPARE(in(map, "l/a/b"), std::nullopt);
    }

    void aPrefixMayEndWithinALevel()
    {
        const TopicMap map({line("b/+", Direction::Out, "a", "x")});
        QCOMPARE(out(map, "ab/c"), "xb/c");
        QCOMPARE(out(map, "ab/c/d"), std::nullopt);
    }

    void withoutAFilterExactlyTwoTopicsAreMeant()
    {
        const TopicMap map({line("", Direction::Both, "here", "there/x")});
        QCOMPARE(out(map, "here"), "there/x");
        QCOMPARE(in(map, "there/x"), "here");
        QCOMPARE(out(map, "here/more"), std::nullopt);
    }

    void theFirstLineThatFitsCountsAndDirectionsAreKeptApart()
    {
        const TopicMap map({line("a", Direction::In, "", "1/"), line("a", Direction::Out, "", "2/"),
            line("#", Direction::Out, "", "3/")});
        QCOMPARE(out(map, "a"), "2/a");
        QCOMPARE(out(map, "b"), "3/b");
        QCOMPARE(in(map, "1/a"), "a");
        QCOMPARE(in(map, "2/a"), std::nullopt);
    }

    void aTopicShorterThanThePrefixHasNoName()
    {
        const TopicMap map({line("#", Direction::Out, "a/", "b/")});
        QCOMPARE(out(map, "a"), std::nullopt); // a/# matches it
        QCOMPARE(out(map, "a/"), "b/");
    }

    void topicsOfTheServerAreNotMeantByWildcards()
    {
        const TopicMap map({line("#", Direction::Both)});
        QCOMPARE(out(map, "$SYS/broker/uptime"), std::nullopt);
    }

    void thePathGrowsByOneBrokerAndNothingElseChanges()
    {
        std::string properties;
        appendPayloadFormat(properties, true);
        appendUserProperty(properties, "k", "v");
        appendProperty(properties, PropertyId::CorrelationData, std::string_view("\0\xff", 2));
        std::string once;
        BridgePath::extend(properties, "one", once);
        QVERIFY(once.starts_with(properties));
        QCOMPARE(BridgePath::of(once), "one");
        std::string twice;
        BridgePath::extend(once, "two", twice);
        QVERIFY(twice.starts_with(properties));
        QCOMPARE(BridgePath::of(twice), "one,two");
        QCOMPARE(twice.size(), once.size() + 4); // there is one path, not two
        QCOMPARE(BridgePath::of(""), "");
        QCOMPARE(BridgePath::of(properties), "");
    }

    void aCircleIsABrokerThatWasThereOrTooLongAWay()
    {
        QVERIFY(!BridgePath::isCircle("", "one"));
        QVERIFY(BridgePath::isCircle("one", "one"));
        QVERIFY(BridgePath::isCircle("one,two,three", "two"));
        QVERIFY(!BridgePath::isCircle("one,two", "tw"));
        QVERIFY(!BridgePath::isCircle("one,two", "one,two"));
        std::string path;
        for (std::size_t i = 0; i + 1 < BridgePath::MaxHops; ++i)
            path += (path.empty() ? "" : ",") + std::to_string(i);
        QVERIFY(!BridgePath::isCircle(path, "x"));
        QVERIFY(BridgePath::isCircle(path + ",y", "x"));
        QVERIFY(BridgePath::isCircle(std::string(60'000, ','), "x")); // and it ends at once
    }
};

QTEST_GUILESS_MAIN(TopicMapTest)
#include "topicmaptest.moc"
