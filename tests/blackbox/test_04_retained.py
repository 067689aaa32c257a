# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""04 retained: the last message of a topic waits for those who come later."""

import pytest

from support.wire import puback, publish, suback, subscribe, unique, unsuback, unsubscribe

pytestmark = pytest.mark.usefixtures("version")


def retain(broker, topic, payload, qos=1):
    """Publishes and waits for the acknowledgement, so that it stands when this returns."""
    with broker.client(unique("setter")) as client:
        client.send(publish(topic, payload, qos, retain=True, mid=1))
        client.expect_taken(puback(1))


@pytest.fixture
def reader(broker):
    with broker.client(unique("reader")) as client:
        yield client


def test_a_late_subscriber_gets_it_with_the_retain_flag(broker, topic, reader):
    retain(broker, topic, "kept")
    reader.send(subscribe(1, topic))
    reader.expect(suback(1, 0), publish(topic, "kept", retain=True))
    reader.expect_nothing()


def test_only_the_last_one_is_kept(broker, topic, reader):
    for word in ("one", "two", "three"):
        retain(broker, topic, word)
    reader.send(subscribe(1, topic))
    reader.expect(suback(1, 0), publish(topic, "three", retain=True))
    reader.expect_nothing()


def test_an_empty_payload_clears_it(broker, topic, reader):
    retain(broker, topic, "kept")
    retain(broker, topic, "")
    reader.send(subscribe(1, topic))
    reader.expect(suback(1, 0))
    reader.expect_nothing()


def test_an_empty_payload_where_nothing_was_kept_keeps_nothing(broker, topic, reader):
    retain(broker, topic, "")
    reader.send(subscribe(1, topic))
    reader.expect(suback(1, 0))
    reader.expect_nothing()


def test_a_message_without_retain_does_not_change_it(broker, topic, reader):
    retain(broker, topic, "kept")
    with broker.client(unique()) as client:
        client.send(publish(topic, "passing", 1, mid=1))
        client.expect_taken(puback(1))
    reader.send(subscribe(1, topic))
    reader.expect(suback(1, 0), publish(topic, "kept", retain=True))


def test_one_of_qos_0_is_kept_too(broker, topic, reader):
    reader.send(publish(topic, "kept", retain=True) + subscribe(1, topic))
    reader.expect(suback(1, 0), publish(topic, "kept", retain=True))


@pytest.mark.parametrize("sent, wanted", [(0, 1), (1, 0), (1, 1), (0, 2), (1, 2)])
def test_it_arrives_with_the_lower_of_the_two_qos(broker, topic, reader, sent, wanted):
    with broker.client(unique()) as client:
        client.send(publish(topic, "kept", sent, retain=True, mid=1))
        client.expect_nothing() if sent == 0 else client.expect_taken(puback(1))
    reader.send(subscribe(1, (topic, wanted)))
    reader.expect(suback(1, wanted), publish(topic, "kept", min(sent, wanted), retain=True, mid=1))


@pytest.mark.parametrize("pattern", ["#", "+/a", "+/+", "b/#", "a", "/#"])
def test_a_filter_that_does_not_match_gets_none(broker, topic, reader, pattern):
    retain(broker, topic + "/x/y", "kept")
    reader.send(subscribe(1, topic + "/z/" + pattern))
    reader.expect(suback(1, 0))
    reader.expect_nothing()


def test_wildcards_get_every_one_that_matches(broker, topic, reader):
    for name in ("a", "b", "b/c", "d/e/f"):
        retain(broker, f"{topic}/{name}", name)
    reader.send(subscribe(1, topic + "/#"))
    reader.expect(suback(1, 0))
    reader.expect_each(*(publish(f"{topic}/{name}", name, retain=True) for name in ("a", "b", "b/c", "d/e/f")))
    reader.send(subscribe(2, topic + "/+"))
    reader.expect(suback(2, 0))
    reader.expect_each(*(publish(f"{topic}/{name}", name, retain=True) for name in ("a", "b")))
    reader.send(subscribe(3, topic + "/+/+/f"))
    reader.expect(suback(3, 0), publish(f"{topic}/d/e/f", "d/e/f", retain=True))
    reader.expect_nothing()


def test_the_parent_level_belongs_to_the_number_sign(broker, topic, reader):
    retain(broker, topic, "parent")
    reader.send(subscribe(1, topic + "/#"))
    reader.expect(suback(1, 0), publish(topic, "parent", retain=True))


def test_a_topic_with_a_dollar_is_not_given_to_a_leading_wildcard(broker, reader):
    name = unique("$own") + "/x"
    retain(broker, name, "kept")
    reader.send(subscribe(1, "+/x"))
    reader.expect(suback(1, 0))
    reader.expect_nothing()
    reader.send(subscribe(2, name))
    reader.expect(suback(2, 0), publish(name, "kept", retain=True))


def test_subscribing_again_gets_it_again(broker, topic, reader):
    retain(broker, topic, "kept")
    for mid in (1, 2, 3):
        reader.send(subscribe(mid, topic))
        reader.expect(suback(mid, 0), publish(topic, "kept", retain=True))


def test_it_comes_again_after_unsubscribing_and_subscribing(broker, topic, reader):
    retain(broker, topic, "kept")
    reader.send(subscribe(1, topic))
    reader.expect(suback(1, 0), publish(topic, "kept", retain=True))
    reader.send(unsubscribe(2, topic) + subscribe(3, topic))
    reader.expect(unsuback(2), suback(3, 0), publish(topic, "kept", retain=True))


def test_two_filters_in_one_packet_each_get_theirs(broker, topic, reader):
    retain(broker, topic + "/a", "one")
    retain(broker, topic + "/b", "two")
    reader.send(subscribe(1, topic + "/a", topic + "/b"))
    reader.expect(suback(1, 0, 0))
    reader.expect_each(publish(topic + "/a", "one", retain=True), publish(topic + "/b", "two", retain=True))


def test_a_subscriber_who_is_there_gets_it_live_without_the_flag(broker, topic, reader):
    reader.send(subscribe(1, topic))
    reader.expect(suback(1, 0))
    retain(broker, topic, "kept")
    reader.expect(publish(topic, "kept"))
    retain(broker, topic, "")
    reader.expect(publish(topic, ""))


def test_it_outlives_its_publisher_and_his_session(broker, topic, reader):
    setter = broker.client(unique("gone"))
    setter.send(publish(topic, "kept", 1, retain=True, mid=1))
    setter.expect_taken(puback(1))
    setter.leave()
    reader.send(subscribe(1, topic))
    reader.expect(suback(1, 0), publish(topic, "kept", retain=True))


def test_a_large_one_is_given_whole(broker, topic, reader):
    payload = bytes(range(256)) * 2000
    retain(broker, topic, payload)
    reader.send(subscribe(1, topic))
    reader.expect(suback(1, 0), publish(topic, payload, retain=True))


def test_a_thousand_of_them_are_given_once_each(broker, topic, reader):
    with broker.client(unique()) as setter:
        for n in range(1000):
            setter.send(publish(f"{topic}/{n % 10}/{n}", str(n), 1, retain=True, mid=n + 1))
        setter.expect_taken(*(puback(n + 1) for n in range(1000)))
    reader.send(subscribe(1, topic + "/+/+"))
    reader.expect(suback(1, 0))
    reader.expect_each(*(publish(f"{topic}/{n % 10}/{n}", str(n), retain=True) for n in range(1000)))
    reader.expect_nothing()
