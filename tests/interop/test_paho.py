# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""paho-mqtt, the Python client that most programs use."""

import os

import pytest

from support.paho import PahoClient
from support.wire import unique


@pytest.fixture
def join(broker):
    """Makes clients and takes them away at the end."""
    clients = []

    def make(*args, **named):
        clients.append(PahoClient(broker.port, *args, **named))
        return clients[-1]
    yield make
    for client in clients:
        client.leave()


def seen(messages):
    return [(message.qos, message.retain, message.topic, message.payload) for message in messages]


@pytest.mark.parametrize("sent", (0, 1, 2))
@pytest.mark.parametrize("wanted", (0, 1, 2))
def test_a_message_arrives_with_the_lower_of_the_two_qos(join, topic, sent, wanted):
    reader, writer = join(), join()
    assert reader.subscribe((topic, wanted)) == [wanted]
    writer.publish(topic, b"hello", sent)
    assert seen(reader.wait_messages(1)) == [(min(sent, wanted), False, topic, b"hello")]


def test_wildcards(join, topic):
    plus, sharp, writer = join(), join(), join()
    plus.subscribe((f"{topic}/+/temperature", 1))
    sharp.subscribe((f"{topic}/#", 1))
    names = [f"{topic}/kitchen/temperature", f"{topic}/kitchen/light", f"{topic}/hall/temperature", f"{topic}/a/b/temperature"]
    for name in [*names, f"{topic}/end/temperature"]:
        writer.publish(name, b"x", 1)
    assert [m.topic for m in plus.wait_messages(3)] == [names[0], names[2], f"{topic}/end/temperature"]
    assert [m.topic for m in sharp.wait_messages(5)] == [*names, f"{topic}/end/temperature"]


def test_topics_with_a_dollar_do_not_match_a_leading_wildcard(join):
    name = unique("$paho/")
    everything, special, writer = join(), join(), join()
    everything.subscribe(("#", 1), ("+/+", 1))
    special.subscribe(("$paho/#", 1))
    writer.publish(name, b"special", 1)
    writer.publish("end/" + name[1:], b"end", 1)
    assert [m.topic for m in special.wait_messages(1)] == [name]
    everything.wait(lambda: any(m.payload == b"end" for m in everything.messages), "the end mark")
    assert name not in [m.topic for m in everything.messages]


def test_a_retained_message_is_set_replaced_and_cleared(join, topic):
    writer = join()

    def retained():
        reader = join()
        reader.subscribe((topic, 1), (f"{topic}/end", 1))
        writer.publish(f"{topic}/end", b"end", 1)
        reader.wait(lambda: any(m.payload == b"end" for m in reader.messages), "the end mark")
        return seen(m for m in reader.messages if m.topic == topic)
    assert retained() == []
    writer.publish(topic, b"first", 1, retain=True)
    assert retained() == [(1, True, topic, b"first")]
    writer.publish(topic, b"second", 1, retain=True)
    assert retained() == [(1, True, topic, b"second")]
    writer.publish(topic, b"", 1, retain=True)
    assert retained() == []


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_the_will_of_a_lost_client_arrives(join, topic, qos):
    reader = join()
    reader.subscribe((topic, 2))
    join(will=(topic, b"gone", qos, False)).vanish()
    assert seen(reader.wait_messages(1)) == [(qos, False, topic, b"gone")]


def test_no_will_after_disconnect(join, topic):
    reader = join()
    reader.subscribe((topic, 1))
    join(will=(topic, b"gone", 1, False)).leave()
    join().publish(topic, b"end", 1)
    assert [m.payload for m in reader.wait_messages(1)] == [b"end"]


def test_a_client_that_keeps_silent_is_taken_for_lost(join, topic):
    reader = join()
    reader.subscribe((topic, 1))
    silent = join(keep_alive=1, will=(topic, b"gone", 1, False))
    silent.client.loop_stop()  # nobody sends its pings any more, but its socket stays open
    assert [m.payload for m in reader.wait_messages(1)] == [b"gone"]


def test_a_client_that_pings_is_not_taken_for_lost(join, topic):
    reader = join()
    reader.subscribe((topic, 1))
    alive = join(keep_alive=1, will=(topic, b"gone too early", 1, False))
    silent = join(keep_alive=2, will=(topic, b"gone", 1, False))
    silent.client.loop_stop()
    assert [m.payload for m in reader.wait_messages(1)] == [b"gone"]  # after 3 s, twice what `alive` may keep silent
    assert not alive.disconnected


@pytest.mark.parametrize("qos", (1, 2))
def test_messages_wait_in_order_for_a_client_with_a_kept_session(join, topic, qos):
    name = unique("kept")
    first = join(name, clean=False)
    assert not first.session_present
    first.subscribe((topic, qos))
    first.leave()
    writer = join()
    writer.wait_acknowledged([writer.publish(topic, str(n).encode(), qos, wait=False) for n in range(500)])
    second = join(name, clean=False)
    assert second.session_present
    assert [int(m.payload) for m in second.wait_messages(500)] == list(range(500))


def test_a_clean_session_forgets(join, topic):
    name = unique("forgets")
    first = join(name, clean=False)
    first.subscribe((topic, 1))
    first.leave()
    assert not join(name, clean=True).session_present
    assert not join(name, clean=False).session_present


def test_the_second_client_of_one_name_takes_over(join, topic):
    name = unique("same")
    first = join(name, clean=False)
    first.subscribe((topic, 1))
    second = join(name, clean=False)
    assert second.session_present
    first.wait(lambda: first.disconnected, "the first one is closed")
    join().publish(topic, b"for the second", 1)
    assert [m.payload for m in second.wait_messages(1)] == [b"for the second"]
    assert first.messages == []


@pytest.mark.parametrize("size", (0, 1, 64 * 1024, 1024 * 1024), ids=("0", "1", "64 KiB", "1 MiB"))
@pytest.mark.parametrize("qos", (0, 1, 2))
def test_a_payload_arrives_byte_for_byte(join, topic, size, qos):
    reader, writer = join(), join()
    reader.subscribe((topic, 2))
    payload = os.urandom(size)
    writer.publish(topic, payload, qos)
    assert reader.wait_messages(1)[0].payload == payload


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_ten_thousand_messages_arrive_once_and_in_order(join, topic, qos):
    count = 10000
    reader, writer = join(), join(in_flight=100)
    reader.subscribe((topic, qos))
    mids = [writer.publish(topic, str(n).encode(), qos, wait=False) for n in range(count)]
    assert [int(m.payload) for m in reader.wait_messages(count, timeout=120)] == list(range(count))
    if qos:
        writer.wait_acknowledged(mids, timeout=120)
    reader.publish(topic, b"-1", qos)  # proves that nothing came twice at the end
    reader.wait(lambda: reader.messages[-1].payload == b"-1", "the end mark")
    assert len(reader.messages) == count + 1


def test_unsubscribe_stops_the_messages(join, topic):
    reader, writer = join(), join()
    reader.subscribe((f"{topic}/a", 1), (f"{topic}/b", 1))
    reader.client.unsubscribe(f"{topic}/a")
    reader.subscribe((f"{topic}/c", 1))  # answered after UNSUBACK
    for name in "abc":
        writer.publish(f"{topic}/{name}", name.encode(), 1)
    assert [m.payload for m in reader.wait_messages(2)] == [b"b", b"c"]
