# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: topic aliases, which stand for a topic on one connection in one direction."""

import pytest

from support.cases import only, ours
from support.wire import BAD_ALIAS, PROTOCOL_ERROR, props, publish, unique

pytestmark = [pytest.mark.usefixtures("version"), only("5")]


@pytest.fixture
def reader(broker, topic):
    with broker.client(unique("reader")) as client:
        client.subscribe(topic + "/#")
        yield client


@pytest.fixture
def writer(broker):
    with broker.client(unique("writer")) as client:
        assert client.connack["topic_alias_maximum"] >= 10
        yield client


def alias(number):
    return props(topic_alias=number)


def test_an_alias_stands_for_its_topic(reader, writer, topic):
    writer.send(publish(topic, "0", properties=alias(1)), publish("", "1", properties=alias(1)), publish("", "2", properties=alias(1)))
    reader.expect(*(publish(topic, str(n)) for n in range(3)))


def test_the_highest_alias_is_taken(broker, reader, writer, topic):
    number = writer.connack["topic_alias_maximum"]
    writer.send(publish(topic, "0", properties=alias(number)), publish("", "1", properties=alias(number)))
    reader.expect(publish(topic, "0"), publish(topic, "1"))


def test_one_above_the_highest_closes(writer, topic):
    writer.send(publish(topic, "0", properties=alias(writer.connack["topic_alias_maximum"] + 1)))
    writer.expect_close(BAD_ALIAS)


def test_an_alias_of_zero_closes(writer, topic):
    writer.send(publish(topic, "0", properties=alias(0)))
    writer.expect_close(BAD_ALIAS)


def test_an_alias_that_stands_for_nothing_closes(writer):
    writer.send(publish("", "0", properties=alias(2)))
    writer.expect_close(PROTOCOL_ERROR)


def test_an_empty_topic_without_alias_closes(writer):
    writer.send(publish("", "0"))
    writer.expect_close(PROTOCOL_ERROR)


def test_two_aliases_in_one_packet_close(writer, topic):
    writer.send(publish(topic, "0", properties=props(topic_alias=[1, 2])))
    writer.expect_close(PROTOCOL_ERROR)


def test_an_alias_can_be_given_to_another_topic(reader, writer, topic):
    other = topic + "/other"
    writer.send(publish(topic, "0", properties=alias(3)), publish(other, "1", properties=alias(3)),
                publish("", "2", properties=alias(3)))
    reader.expect(publish(topic, "0"), publish(other, "1"), publish(other, "2"))


def test_ten_aliases_stand_beside_each_other(reader, writer, topic):
    for n in range(1, 11):
        writer.send(publish(f"{topic}/{n}", "first", properties=alias(n)))
    for n in range(10, 0, -1):
        writer.send(publish("", "again", properties=alias(n)))
    reader.expect(*(publish(f"{topic}/{n}", "first") for n in range(1, 11)))
    reader.expect(*(publish(f"{topic}/{n}", "again") for n in range(10, 0, -1)))


def test_an_alias_ends_with_its_connection(broker, topic):
    name = unique("aliased")
    client = broker.client(name, clean=False)
    client.send(publish(topic, "0", properties=alias(1)))
    client.expect_nothing()
    client.leave()
    client = broker.client(name, clean=False, present=True)
    client.send(publish("", "1", properties=alias(1)))
    client.expect_close(PROTOCOL_ERROR)


def test_an_alias_of_one_client_means_nothing_to_another(broker, writer, topic):
    writer.send(publish(topic, "0", properties=alias(1)))
    writer.expect_nothing()
    with broker.client(unique()) as other:
        other.send(publish("", "1", properties=alias(1)))
        other.expect_close(PROTOCOL_ERROR)


def test_an_alias_works_with_a_message_of_qos_2_and_retain(broker, reader, writer, topic):
    writer.publish(topic, "0", 2, properties=alias(1))
    writer.publish("", "1", 2, retain=True, properties=alias(1))
    reader.expect(publish(topic, "0"), publish(topic, "1"))
    with broker.client(unique()) as late:
        late.subscribe(topic)
        late.expect(publish(topic, "1", retain=True))


def test_an_alias_is_not_passed_on(reader, writer, topic):
    writer.publish(topic, "m", 0, properties=alias(5) + props(content_type="x"))
    assert reader.read_message().properties == [("content_type", "x")]


# ---- from the broker to the client

def test_a_client_that_allows_none_gets_none(reader, writer, topic):
    for n in range(5):
        writer.publish(topic, str(n), 0)
        reader.expect(publish(topic, str(n)))


@ours("mosquitto sends none")
@pytest.mark.parametrize("allowed", (1, 2, 10))
def test_a_client_that_allows_some_gets_no_more_and_can_tell_every_topic(broker, writer, topic, allowed):
    with broker.client(unique(), properties=props(topic_alias_maximum=allowed)) as client:
        client.subscribe(topic + "/#")
        known, used = {}, 0
        for n in range(60):
            name = f"{topic}/long/enough/{n % 5}"
            writer.publish(name, str(n), 0)
            message = client.read_message()
            number = message.get("topic_alias")
            if number is not None:
                assert 1 <= number <= allowed
                if message.topic:
                    known[number] = message.topic
                used += not message.topic
            assert (message.topic or known[number]) == name
            assert message.payload == str(n).encode()
        assert used > 0, "no alias ever saved a topic"


@ours("mosquitto sends none")
def test_aliases_to_a_client_begin_anew_with_its_next_connection(broker, writer, topic):
    name, allow = unique("again"), props(topic_alias_maximum=5, session_expiry=100)
    client = broker.client(name, clean=False, properties=allow)
    client.subscribe(topic)
    for n in range(3):
        writer.publish(topic, str(n), 0)
        client.read_message()
    client.leave()
    with broker.client(name, clean=False, present=True, properties=allow) as client:
        writer.publish(topic, "x", 0)
        assert client.read_message().topic == topic
