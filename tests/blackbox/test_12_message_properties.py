# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: what a publisher says of its message reaches every subscriber unaltered, and expires when it should."""

import pytest

from support.cases import only, ours
from support.program import until
from support.wire import options, props, puback, publish, pubrec, speaking, suback, subscribe, unique

pytestmark = [pytest.mark.usefixtures("version"), only("5")]

EVERY = {
    "payload_format": 1, "content_type": "text/plain; charset=utf-8", "response_topic": "answers/to/me",
    "correlation_data": bytes(range(256)), "user": [("b", "1"), ("a", "2"), ("b", "1"), ("", ""), ("Größe", "温度")],
}


@pytest.fixture
def reader(broker, topic):
    with broker.client(unique("reader")) as client:
        client.subscribe((topic, 2))
        yield client


@pytest.fixture
def writer(broker):
    with broker.client(unique("writer")) as client:
        yield client


def flat(values):
    return [(name, one) for name, value in values.items() for one in (value if isinstance(value, list) else [value])]


def same(message, values):
    """Users in their order, the others in any."""
    assert message.all("user") == [pair for name, pair in flat(values) if name == "user"]
    assert sorted(p for p in message.properties if p[0] != "user") == sorted(p for p in flat(values) if p[0] != "user")


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("qos", (0, 1, 2))
def test_a_property_arrives_unaltered(reader, writer, topic, name, qos):
    values = {name: EVERY[name]}
    writer.publish(topic, "m", qos, properties=props(**values))
    message = reader.read_message()
    assert (message.topic, message.payload, message.qos) == (topic, b"m", qos)
    same(message, values)


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_all_together_arrive_unaltered(reader, writer, topic, qos):
    writer.publish(topic, "m", qos, properties=props(**EVERY))
    same(reader.read_message(), EVERY)


def test_the_order_of_many_user_properties_is_kept(reader, writer, topic):
    pairs = [(f"key {n * 7 % 10}", str(n)) for n in range(500)]
    writer.publish(topic, "m", properties=props(user=pairs))
    assert reader.read_message().all("user") == pairs


def test_a_message_without_properties_arrives_without(reader, writer, topic):
    writer.publish(topic, "m", 0)
    reader.expect(publish(topic, "m"))


def test_a_large_payload_keeps_its_properties(reader, writer, topic):
    payload = bytes(range(256)) * 400
    writer.publish(topic, payload, 0, properties=props(**EVERY))
    message = reader.read_message()
    assert message.payload == payload
    same(message, EVERY)


def test_properties_come_with_a_retained_message(broker, writer, topic):
    writer.publish(topic, "m", retain=True, properties=props(**EVERY))
    with broker.client(unique()) as late:
        late.subscribe(topic)
        message = late.read_message()
        assert message.retain
        same(message, EVERY)


def test_properties_wait_with_a_message_for_an_absent_client(broker, writer, topic):
    name = unique("absent")
    client = broker.client(name, clean=False)
    client.subscribe((topic, 1))
    client.leave()
    writer.publish(topic, "m", properties=props(**EVERY))
    with broker.client(name, clean=False, present=True) as client:
        same(client.read_message(), EVERY)


def test_properties_come_again_with_a_repeated_message(broker, writer, topic):
    name = unique("again")
    client = broker.client(name, clean=False)
    client.subscribe((topic, 1))
    writer.publish(topic, "m", properties=props(**EVERY))
    first = client.read_message()
    client.vanish()
    with broker.client(name, clean=False, present=True) as client:
        again = client.read_message()
        assert again.dup and not first.dup and again.mid == first.mid
        same(again, EVERY)


def test_properties_of_a_will_arrive_unaltered(broker, reader, topic):
    broker.client(unique(), will=(topic, "gone", 1, False, props(**EVERY))).close()
    message = reader.read_message()
    assert message.payload == b"gone"
    same(message, EVERY)


def test_a_client_of_3_1_1_gets_the_message_without_them(broker, writer, topic):
    with speaking(4):
        with broker.client(unique()) as old:
            old.subscribe((topic, 1))
            writer.publish(topic, "m", properties=props(**EVERY))
            old.expect(publish(topic, "m", 1, mid=1))


def test_a_message_of_3_1_1_comes_without_properties(broker, reader, topic):
    with speaking(4), broker.client(unique()) as old:
        old.publish(topic, "m", 0)
    reader.expect(publish(topic, "m"))


def test_a_request_is_answered_on_its_response_topic(broker, reader, writer, topic):
    answers = topic + "/answers"
    writer.subscribe((answers, 1))
    writer.publish(topic, "what time is it", properties=props(response_topic=answers, correlation_data=b"\x00\x07"))
    request = reader.read_message()
    reader.send(puback(request.mid))
    reader.publish(request.get("response_topic"), "noon", properties=props(correlation_data=request.get("correlation_data")))
    answer = writer.read_message()
    assert (answer.topic, answer.payload, answer.get("correlation_data")) == (answers, b"noon", b"\x00\x07")


# ---- message expiry

def test_the_time_that_is_left_arrives(reader, writer, topic):
    writer.publish(topic, "m", properties=props(message_expiry=1000))
    assert 998 <= reader.read_message().get("message_expiry") <= 1000


def test_a_message_without_expiry_arrives_without(reader, writer, topic):
    writer.publish(topic, "m")
    assert reader.read_message().get("message_expiry") is None


@pytest.fixture
def absent(broker, topic):
    """The name of a client whose session is kept and subscribed."""
    name = unique("absent")
    client = broker.client(name, clean=False)
    client.subscribe((topic, 2))
    client.leave()
    return name


def retained_is_gone(broker, topic):
    with broker.client(unique()) as probe:
        probe.send(subscribe(1, topic))
        probe.expect(suback(1, 0))
        return probe.everything() == (b"", False)


@ours("mosquitto has it in flight already")
def test_an_expired_message_is_not_given_to_a_client_that_comes_back(broker, writer, topic, absent):
    clock = topic + "/clock"
    writer.publish(topic, "short", properties=props(message_expiry=1))
    writer.publish(topic, "long", properties=props(message_expiry=1000))
    writer.publish(clock, "x", retain=True, properties=props(message_expiry=1))
    until(lambda: retained_is_gone(broker, clock), "the second is over")
    with broker.client(absent, clean=False, present=True) as client:
        message = client.read_message()
        assert message.payload == b"long"
        assert message.get("message_expiry") < 1000
        client.expect_nothing()


def test_an_expired_retained_message_is_not_given(broker, writer, topic):
    writer.publish(topic, "short", retain=True, properties=props(message_expiry=1))
    with broker.client(unique()) as early:
        early.subscribe(topic)
        assert early.read_message().payload == b"short"
    until(lambda: retained_is_gone(broker, topic), "the retained message has expired")


def test_a_retained_message_tells_the_time_that_is_left(broker, writer, topic):
    writer.publish(topic, "m", retain=True, properties=props(message_expiry=1000))
    writer.publish(topic + "/clock", "m", retain=True, properties=props(message_expiry=1))
    until(lambda: retained_is_gone(broker, topic + "/clock"), "the second is over")
    with broker.client(unique()) as late:
        late.subscribe(topic)
        assert 980 <= late.read_message().get("message_expiry") <= 999


def test_a_message_that_was_sent_is_completed_although_it_expired(broker, writer, topic, absent):
    writer.publish(topic, "m", 2, properties=props(message_expiry=1))
    writer.publish(topic + "/clock", "m", retain=True, properties=props(message_expiry=1))
    client = broker.client(absent, clean=False, present=True)
    mid = client.read_message().mid
    until(lambda: retained_is_gone(broker, topic + "/clock"), "the second is over")
    client.vanish()
    with broker.client(absent, clean=False, present=True) as client:
        again = client.read_message()
        assert again.dup and again.mid == mid and again.payload == b"m"
        client.send(pubrec(mid))
        assert client.read_packet()[0] == 0x62


def test_a_clock_of_the_broker_expires_what_was_published_by_a_will(broker, topic):
    broker.client(unique(), will=(topic, "gone", 1, True, props(message_expiry=1))).close()
    until(lambda: retained_is_gone(broker, topic), "the retained will has expired")


def test_the_payload_may_be_anything_whatever_its_format_says(reader, writer, topic):
    writer.publish(topic, b"\xff\x00", 0, properties=props(payload_format=1))
    assert reader.read_message().payload == b"\xff\x00"


def test_options_do_not_touch_the_properties(broker, writer, topic):
    with broker.client(unique()) as client:
        client.subscribe((topic, options(1, no_local=True, as_published=True)), properties=props(subscription_id=5))
        writer.publish(topic, "m", retain=True, properties=props(**EVERY))
        message = client.read_message()
        assert message.retain
        same(message, {**EVERY, "subscription_id": 5})
