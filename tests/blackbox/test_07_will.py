# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""07 will: what is published in the name of one who went without a word."""

import pytest

from support.cases import only, ours
from support.wire import (KEEP_ALIVE_TIMEOUT, MALFORMED, PROTOCOL_ERROR, TAKEN_OVER, Client, connack, connect, puback, pubcomp,
                          publish, pubrec, pubrel, suback, subscribe, unique)

pytestmark = pytest.mark.usefixtures("version")


@pytest.fixture
def reader(broker, topic):
    with broker.client(unique("reader")) as client:
        client.send(subscribe(1, (topic, 2), (topic + "/marker", 0)))
        client.expect(suback(1, 2, 0))
        yield client


def mortal(broker, topic, payload="gone", qos=0, retain=False, name=None, **options):
    return broker.client(name or unique("mortal"), will=(topic, payload, qos, retain), **options)


def test_a_lost_connection_publishes_it(broker, topic, reader):
    mortal(broker, topic).close()
    reader.expect(publish(topic, "gone"))


def test_a_reset_connection_publishes_it(broker, topic, reader):
    mortal(broker, topic).vanish()
    reader.expect(publish(topic, "gone"))


def test_disconnect_does_not_publish_it(broker, topic, reader):
    mortal(broker, topic).leave()
    reader.send(publish(topic + "/marker", "end"))
    reader.expect(publish(topic + "/marker", "end"))


def test_a_malformed_packet_publishes_it(broker, topic, reader):
    client = mortal(broker, topic)
    client.send(b"\x30\x00")
    client.expect_close(MALFORMED)
    reader.expect(publish(topic, "gone"))


def test_a_disconnect_with_wrong_flags_publishes_it(broker, topic, reader):
    client = mortal(broker, topic)
    client.send(b"\xe1\x00")
    client.expect_close(MALFORMED)
    reader.expect(publish(topic, "gone"))


@ours("mosquitto forgets it")
def test_a_second_connect_packet_publishes_it(broker, topic, reader):
    client = mortal(broker, topic)
    client.send(connect("x"))
    client.expect_close(PROTOCOL_ERROR)
    reader.expect(publish(topic, "gone"))


def test_a_take_over_publishes_it(broker, topic, reader):
    name = unique("twice")
    first = mortal(broker, topic, name=name)
    with broker.client(name):
        first.expect_close(TAKEN_OVER)
        reader.expect(publish(topic, "gone"))


def test_silence_beyond_the_keep_alive_publishes_it(broker, topic, reader):
    client = mortal(broker, topic, keep_alive=1)
    reader.expect(publish(topic, "gone"))
    client.expect_close(KEEP_ALIVE_TIMEOUT)


def test_an_empty_one_is_published(broker, topic, reader):
    mortal(broker, topic, payload="").close()
    reader.expect(publish(topic, ""))


def test_any_bytes_are_published(broker, topic, reader):
    payload = bytes(range(256)) * 4
    mortal(broker, topic, payload=payload).close()
    reader.expect(publish(topic, payload))


def test_one_of_qos_1_is_published_with_qos_1(broker, topic, reader):
    mortal(broker, topic, qos=1).close()
    reader.expect(publish(topic, "gone", 1, mid=1))
    reader.send(puback(1))
    reader.expect_nothing()


def test_one_of_qos_2_is_published_with_qos_2(broker, topic, reader):
    mortal(broker, topic, qos=2).close()
    reader.expect(publish(topic, "gone", 2, mid=1))
    reader.send(pubrec(1))
    reader.expect(pubrel(1))
    reader.send(pubcomp(1))
    reader.expect_nothing()


def test_one_without_retain_is_not_kept(broker, topic, reader):
    mortal(broker, topic).close()
    reader.expect(publish(topic, "gone"))
    reader.send(subscribe(2, topic))
    reader.expect(suback(2, 0))
    reader.expect_nothing()


def test_one_with_retain_is_kept(broker, topic, reader):
    mortal(broker, topic, retain=True).close()
    reader.expect(publish(topic, "gone"))
    reader.send(subscribe(2, topic))
    reader.expect(suback(2, 0), publish(topic, "gone", retain=True))


def test_an_empty_one_with_retain_clears_what_was_kept(broker, topic, reader):
    reader.send(publish(topic, "kept", retain=True))
    reader.expect(publish(topic, "kept"))
    mortal(broker, topic, payload="", retain=True).close()
    reader.expect(publish(topic, ""))
    reader.send(subscribe(2, topic))
    reader.expect(suback(2, 0))
    reader.expect_nothing()


def test_it_is_published_once(broker, topic, reader):
    name = unique("once")
    mortal(broker, topic, name=name, clean=False).close()
    reader.expect(publish(topic, "gone"))
    broker.client(name, clean=False, present=True).close()
    with broker.client(name, clean=False, present=True):  # so the one before is done with
        reader.send(publish(topic + "/marker", "end"))
        reader.expect(publish(topic + "/marker", "end"))


def test_a_new_connect_brings_a_new_one(broker, topic, reader):
    name = unique("new")
    mortal(broker, topic, payload="first", name=name).leave()
    mortal(broker, topic, payload="second", name=name).close()
    reader.expect(publish(topic, "second"))


def test_after_disconnect_it_is_forgotten_for_good(broker, topic, reader):
    name = unique("forget")
    mortal(broker, topic, name=name, clean=False).leave()
    broker.client(name, clean=False, present=True).close()
    with broker.client(name, clean=False, present=True):
        reader.send(publish(topic + "/marker", "end"))
        reader.expect(publish(topic + "/marker", "end"))


@only("3.1.1")
def test_a_refused_connect_leaves_none(broker, topic, reader):
    client = Client(broker.port)
    client.send(connect("", clean=False, will=(topic, "gone", 0, False)))
    client.expect(connack(2))
    client.expect_close()
    reader.send(publish(topic + "/marker", "end"))
    reader.expect(publish(topic + "/marker", "end"))


def test_a_hundred_losses_at_once_publish_a_hundred(broker, topic, reader):
    clients = [mortal(broker, topic, payload=f"{n:03}") for n in range(100)]
    for client in clients:
        client.close()
    reader.expect_each(*(publish(topic, f"{n:03}") for n in range(100)))
