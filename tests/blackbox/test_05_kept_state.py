# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""05 kept state: what a client that asked for it finds when it comes back."""

import pytest

from support.broker import PEER
from support.wire import (DISCONNECT, TAKEN_OVER, UNKNOWN_ID, Client, connect, puback, pubcomp, publish,
                          pubrec, pubrel, sized, suback, subscribe, unique, unsuback, unsubscribe)

pytestmark = pytest.mark.usefixtures("version")


@pytest.fixture
def name():
    return unique("kept")


@pytest.fixture
def writer(broker):
    with broker.client(unique("writer")) as client:
        yield client


def come(broker, name, present):
    return broker.client(name, clean=False, present=present)


def subscribed(broker, name, topic, qos=2):
    """A kept session with one subscription, whose client has gone again."""
    client = come(broker, name, present=False)
    client.send(subscribe(1, (topic, qos)))
    client.expect(suback(1, qos))
    client.leave()


def send(writer, topic, payload, qos=1, mid=1):
    """Publishes and waits until the broker has taken it."""
    writer.send(publish(topic, payload, qos, mid=mid))
    writer.expect_taken(puback(mid) if qos == 1 else pubrec(mid))
    if qos == 2:
        writer.send(pubrel(mid))
        writer.expect(pubcomp(mid))


def read_mid(client, topic, payload, qos, dup=False):
    got = client.read_packet()
    end = len(got) - len(payload) - len(sized(b""))
    mid = int.from_bytes(got[end - 2:end], "big")
    assert got == publish(topic, payload, qos, dup=dup, mid=mid)
    return mid


def test_a_session_is_present_the_second_time(broker, name):
    come(broker, name, present=False).leave()
    come(broker, name, present=True).leave()


def test_a_lost_connection_keeps_the_session(broker, name):
    come(broker, name, present=False).vanish()
    client = come(broker, name, present=True)
    client.leave()


def test_a_clean_session_is_never_present(broker, name):
    broker.client(name).leave()
    broker.client(name).leave()
    come(broker, name, present=False).leave()


def test_a_clean_connect_forgets_the_kept_session(broker, name, topic, writer):
    subscribed(broker, name, topic)
    send(writer, topic, "lost")
    with broker.client(name) as client:
        send(writer, topic, "lost too")
        client.expect_nothing()
        client.leave()
    come(broker, name, present=False).leave()


def test_subscriptions_are_kept(broker, name, topic, writer):
    subscribed(broker, name, topic, qos=0)
    with come(broker, name, present=True) as client:
        client.expect_nothing()
        writer.send(publish(topic, "m"))
        client.expect(publish(topic, "m"))


def test_an_unsubscribed_filter_stays_away(broker, name, topic, writer):
    subscribed(broker, name, topic)
    client = come(broker, name, present=True)
    client.send(unsubscribe(2, topic))
    client.expect(unsuback(2))
    client.leave()
    send(writer, topic, "m")
    with come(broker, name, present=True) as client:
        client.expect_nothing()


@pytest.mark.parametrize("qos", (1, 2))
def test_messages_wait_in_order(broker, name, topic, writer, qos):
    subscribed(broker, name, topic)
    for n in range(50):
        send(writer, topic, f"{n:03}", qos, mid=n + 1)
    with come(broker, name, present=True) as client:
        mids = [read_mid(client, topic, f"{n:03}", qos) for n in range(50)]
        assert len(set(mids)) == 50


def test_messages_do_not_wait_twice(broker, name, topic, writer):
    subscribed(broker, name, topic)
    send(writer, topic, "m")
    client = come(broker, name, present=True)
    client.send(puback(read_mid(client, topic, "m", 1)))
    client.expect_nothing()
    client.leave()
    with come(broker, name, present=True) as client:
        client.expect_nothing()


def test_what_waits_comes_before_what_is_new(broker, name, topic, writer):
    subscribed(broker, name, topic)
    for n in range(200):
        send(writer, topic, f"{n:03}", mid=n + 1)
    with come(broker, name, present=True) as client:
        for n in range(200, 400):
            writer.send(publish(topic, f"{n:03}", 1, mid=n + 1))
        for n in range(400):
            client.send(puback(read_mid(client, topic, f"{n:03}", 1)))


def test_an_unacknowledged_qos_1_message_comes_again_with_dup_and_its_id(broker, name, topic, writer):
    subscribed(broker, name, topic)
    send(writer, topic, "m")
    client = come(broker, name, present=True)
    mid = read_mid(client, topic, "m", 1)
    client.vanish()
    with come(broker, name, present=True) as client:
        client.expect(publish(topic, "m", 1, dup=True, mid=mid))
        client.send(puback(mid))
        client.expect_nothing()


def test_an_unacknowledged_qos_2_message_comes_again_with_dup_and_its_id(broker, name, topic, writer):
    subscribed(broker, name, topic)
    send(writer, topic, "m")
    send(writer, topic, "n", qos=2)
    client = come(broker, name, present=True)
    first, second = read_mid(client, topic, "m", 1), read_mid(client, topic, "n", 2)
    client.vanish()
    with come(broker, name, present=True) as client:
        client.expect(publish(topic, "m", 1, dup=True, mid=first), publish(topic, "n", 2, dup=True, mid=second))


def test_after_pubrec_only_pubrel_comes_again(broker, name, topic, writer):
    subscribed(broker, name, topic)
    send(writer, topic, "m", qos=2)
    client = come(broker, name, present=True)
    mid = read_mid(client, topic, "m", 2)
    client.send(pubrec(mid))
    client.expect(pubrel(mid))
    client.vanish()
    with come(broker, name, present=True) as client:
        client.expect(pubrel(mid))
        client.send(pubcomp(mid))
        client.expect_nothing()
        client.leave()
    with come(broker, name, present=True) as client:
        client.expect_nothing()


def test_the_order_of_unacknowledged_and_waiting_messages_is_kept(broker, name, topic, writer):
    subscribed(broker, name, topic)
    for n in range(10):
        send(writer, topic, f"{n}", mid=n + 1)
    client = come(broker, name, present=True)
    mids = [read_mid(client, topic, f"{n}", 1) for n in range(10)]
    client.send(puback(mids[0]) + puback(mids[1]))
    client.expect_nothing()
    client.vanish()
    writer.send(publish(topic, "x", 1, mid=20))
    writer.expect(puback(20))
    with come(broker, name, present=True) as client:
        for n in range(2, 10):
            client.expect(publish(topic, f"{n}", 1, dup=True, mid=mids[n]))
        read_mid(client, topic, "x", 1)


def test_an_open_qos_2_publish_is_remembered_and_delivered_once(broker, name, topic):
    with broker.client(unique()) as reader:
        reader.send(subscribe(1, topic))
        reader.expect(suback(1, 0))
        client = come(broker, name, present=False)
        client.send(publish(topic, "m", 2, mid=9))
        client.expect(pubrec(9))
        client.vanish()
        with come(broker, name, present=True) as client:
            client.send(publish(topic, "m", 2, dup=True, mid=9))
            client.expect(pubrec(9))
            client.send(pubrel(9))
            client.expect(pubcomp(9))
            client.send(publish(topic, "end", 1, mid=10))
            client.expect(puback(10))
        reader.expect(publish(topic, "m"), publish(topic, "end"))


def test_a_take_over_hands_the_session_on(broker, name, topic, writer):
    first = come(broker, name, present=False)
    first.send(subscribe(1, (topic, 1)))
    first.expect(suback(1, 1))
    second = come(broker, name, present=True)
    first.expect_close(TAKEN_OVER)
    send(writer, topic, "m")
    read_mid(second, topic, "m", 1)
    second.close()


def test_a_clean_take_over_ends_the_kept_session(broker, name, topic, writer):
    first = come(broker, name, present=False)
    first.send(subscribe(1, (topic, 1)))
    first.expect(suback(1, 1))
    second = broker.client(name)
    first.expect_close(TAKEN_OVER)
    send(writer, topic, "m")
    second.expect_nothing()
    second.leave()


def test_take_overs_under_traffic_lose_nothing_and_keep_the_order(broker, name, topic, writer):
    count = 1000
    client = come(broker, name, present=False)
    client.send(subscribe(1, (topic, 1)))
    client.expect(suback(1, 1))
    for n in range(count):
        writer.send(publish(topic, f"{n:04}", 1, mid=n + 1))
    acknowledged, seen, highest = set(), set(), -1
    while len(acknowledged) < count:
        got = client.read_packet()
        number = int(got[-4:])
        assert number <= highest + 1, "a gap in the order"
        highest = max(highest, number)
        if number % 100 == 99 and number not in seen:
            seen.add(number)  # leave it open the first time, and come back as a new connection
            client = come(broker, name, present=True)
        else:
            client.send(puback(int.from_bytes(got[-4 - len(sized(b"")) - 2:][:2], "big")))
            acknowledged.add(number)
    client.leave()


def test_pubrel_after_the_session_has_gone_is_still_answered(broker, name):
    client = broker.client(name)
    client.send(publish("k/2", "m", 2, mid=3))
    client.expect_taken(pubrec(3))
    client.vanish()
    with broker.client(name) as client:
        client.send(pubrel(3))
        client.expect(pubcomp(3, UNKNOWN_ID if PEER != "mosquitto" else 0))


def test_a_connect_and_all_that_follows_in_one_segment_finds_its_session(broker, name, topic, writer):
    subscribed(broker, name, topic, qos=1)
    send(writer, topic, "m")
    with Client(broker.port) as client:
        client.send(connect(name, clean=False) + subscribe(2, (topic + "/x", 0)))
        client.expect_connack(0, True)
        got = [client.read_packet() for _ in range(2)]
        assert suback(2, 0) in got and any(p[0] == 0x32 for p in got)
        client.send(DISCONNECT)
        client.expect_close()
