# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: the options of a subscription and its identifier."""

import pytest

from support.cases import Case, check, closes, only, ours, table
from support.wire import (MALFORMED, PROTOCOL_ERROR, options, packet, props, puback, publish, sized, suback, subscribe, text,
                          u16, unique, unsuback, unsubscribe)

pytestmark = pytest.mark.usefixtures("version")


def option_cases():
    cases = [Case(f"the options {byte:02X} are granted", subscribe(1, ("o/12", byte)), suback(1, byte & 3))
             for qos in (0, 1, 2) for byte in range(qos, 0x30, 4)]
    cases += [closes(f"the options {byte:02X}, with QoS 3, close", subscribe(1, ("o/12", byte))) for byte in (3, 7, 0x0B, 0x13, 0x2F)]
    cases += [closes(f"the options {byte:02X}, with retain handling 3, close", subscribe(1, ("o/12", byte)))
              for byte in (0x30, 0x31, 0x3E)]
    cases += [closes(f"the options {byte:02X}, with a reserved bit, close", subscribe(1, ("o/12", byte)), reason=MALFORMED)
              for byte in (0x40, 0x80, 0xC2)]
    cases += [closes(f"no local on {name!r} closes", subscribe(1, (name, options(1, no_local=True))), reason=PROTOCOL_ERROR,
                     ours="mosquitto does not look for it")
              for name in ("$share/g/o/12", "$share/g/#")]
    cases += [closes("a missing options byte closes", packet(0x82, u16(1) + sized(b"") + text("o/12"))),
              Case("each filter has options of its own", subscribe(1, ("o/1", 0x2D), ("o/2", 0x02), ("o/3", 0x10)), suback(1, 1, 2, 0))]
    return cases


@table(option_cases, ["5"])
def test_options(broker, witness, case):
    check(broker.port, case)
    witness()


@pytest.fixture
def client(broker):
    with broker.client(unique()) as one:
        yield one


@pytest.fixture
def writer(broker):
    with broker.client(unique("writer")) as one:
        yield one


@only("5")
@pytest.mark.parametrize("pattern", ["R", "R/#", "+/+"])
def test_no_local_keeps_ones_own_messages_away(client, writer, topic, pattern):
    client.subscribe((pattern.replace("R", topic), options(1, no_local=True)))
    client.publish(topic, "own")
    writer.publish(topic, "foreign")
    assert client.read_message().payload == b"foreign"


@only("5")
def test_without_no_local_ones_own_messages_come(client, topic):
    client.subscribe((topic, options(1)))
    client.send(publish(topic, "own", 1, mid=5))
    client.expect_each(puback(5), publish(topic, "own", 1, mid=1))


@only("5")
def test_no_local_of_one_filter_does_not_hold_for_another(client, topic):
    client.subscribe((topic, options(0, no_local=True)), (topic + "/#", options(0)))
    client.send(publish(topic, "own"))
    client.expect(publish(topic, "own"))
    client.expect_nothing()


@only("5")
def test_no_local_outlives_the_connection(broker, writer, topic):
    name = unique("kept")
    one = broker.client(name, clean=False)
    one.subscribe((topic, options(1, no_local=True)))
    one.leave()
    with broker.client(name, clean=False, present=True) as one:
        one.publish(topic, "own")
        writer.publish(topic, "foreign")
        assert one.read_message().payload == b"foreign"


@only("5")
@pytest.mark.parametrize("as_published", (False, True), ids=("not as published", "as published"))
@pytest.mark.parametrize("retain", (False, True), ids=("without retain", "with retain"))
@pytest.mark.parametrize("qos", (0, 1, 2))
def test_retain_of_a_live_message(client, writer, topic, as_published, retain, qos):
    client.subscribe((topic, options(qos, as_published=as_published)))
    writer.publish(topic, "m", qos, retain=retain)
    assert client.read_message().retain == (retain and as_published)


@only("5")
@pytest.mark.parametrize("as_published", (False, True), ids=("not as published", "as published"))
def test_a_retained_message_has_its_flag_for_a_new_subscription(client, writer, topic, as_published):
    writer.publish(topic, "kept", retain=True)
    client.subscribe((topic, options(0, as_published=as_published)))
    assert client.read_message().retain


@only("5")
@pytest.mark.parametrize("handling, first, again", [(0, True, True), (1, True, False), (2, False, False)])
@pytest.mark.parametrize("pattern", ["R", "R/#"])
def test_retain_handling(client, writer, topic, pattern, handling, first, again):
    writer.publish(topic, "kept", retain=True)
    for comes in (first, again):
        client.subscribe((pattern.replace("R", topic), options(0, handling=handling)))
        if comes:
            client.expect(publish(topic, "kept", retain=True))
        client.expect_nothing()


@only("5")
def test_retain_handling_1_gives_it_again_after_unsubscribing(client, writer, topic):
    writer.publish(topic, "kept", retain=True)
    for _ in range(2):
        client.subscribe((topic, options(0, handling=1)))
        client.expect(publish(topic, "kept", retain=True))
        client.send(unsubscribe(2, topic))
        client.expect(unsuback(2))


@only("5")
def test_retain_handling_1_knows_the_subscription_of_a_kept_session(broker, writer, topic):
    name = unique("kept")
    writer.publish(topic, "kept", retain=True)
    one = broker.client(name, clean=False)
    one.subscribe((topic, options(0, handling=1)))
    one.expect(publish(topic, "kept", retain=True))
    one.leave()
    with broker.client(name, clean=False, present=True) as one:
        one.subscribe((topic, options(0, handling=1)))
        one.expect_nothing()


# ---- subscription identifiers

@only("5")
@pytest.mark.parametrize("number", (1, 127, 128, 16383, 16384, 2097151, 2097152, 268435455))
def test_the_identifier_comes_with_the_message(client, writer, topic, number):
    client.subscribe((topic, 1), properties=props(subscription_id=number))
    writer.publish(topic, "m", 0)
    client.expect(publish(topic, "m", properties=props(subscription_id=number)))


@only("5")
def test_a_subscription_without_identifier_brings_none(client, writer, topic):
    client.subscribe((topic, 1))
    writer.publish(topic, "m", 0)
    client.expect(publish(topic, "m"))


@only("5")
def test_one_identifier_stands_for_all_filters_of_its_packet(client, writer, topic):
    client.subscribe(topic + "/a", topic + "/b", properties=props(subscription_id=9))
    for name in "ab":
        writer.publish(f"{topic}/{name}", "m", 0)
        client.expect(publish(f"{topic}/{name}", "m", properties=props(subscription_id=9)))


@only("5")
@ours("mosquitto sends one copy per subscription")
def test_where_subscriptions_overlap_one_copy_comes_with_all_identifiers_and_the_highest_qos(client, writer, topic):
    client.subscribe((topic, 0), properties=props(subscription_id=1))
    client.subscribe((topic + "/#", 2), properties=props(subscription_id=2))
    client.subscribe(("+/" + topic.split("/")[1], 1))
    writer.publish(topic, "m", 2)
    message = client.read_message()
    assert sorted(message.all("subscription_id")) == [1, 2]
    assert message.qos == 2
    client.expect_nothing()


@only("5")
@ours("mosquitto sends one copy per subscription")
def test_the_same_identifier_on_two_filters_that_match_comes_twice(client, writer, topic):
    client.subscribe(topic, topic + "/#", properties=props(subscription_id=4))
    writer.publish(topic, "m", 0)
    assert client.read_message().all("subscription_id") == [4, 4]


@only("5")
def test_subscribing_again_changes_the_identifier(client, writer, topic):
    for properties, comes in ((props(subscription_id=1), [1]), (props(subscription_id=2), [2]), (b"", [])):
        client.subscribe((topic, 1), properties=properties)
        writer.publish(topic, "m", 0)
        assert client.read_message().all("subscription_id") == comes


@only("5")
def test_the_identifier_comes_with_a_retained_message(client, writer, topic):
    writer.publish(topic, "kept", retain=True)
    client.subscribe(topic, properties=props(subscription_id=77))
    client.expect(publish(topic, "kept", retain=True, properties=props(subscription_id=77)))


@only("5")
def test_the_identifier_outlives_the_connection_and_waits_with_a_message(broker, writer, topic):
    name = unique("kept")
    one = broker.client(name, clean=False)
    one.subscribe((topic, 1), properties=props(subscription_id=5))
    one.leave()
    writer.publish(topic, "waits", 1)
    with broker.client(name, clean=False, present=True) as one:
        message = one.read_message()
        assert (message.payload, message.all("subscription_id")) == (b"waits", [5])
        one.send(puback(message.mid))
        writer.publish(topic, "live", 0)
        assert one.read_message().all("subscription_id") == [5]
