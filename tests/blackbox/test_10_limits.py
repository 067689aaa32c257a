# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""10 limits: what is too long, too much or too slow, and that it costs nobody else."""

import os

import pytest

from support.cases import ours
from support.wire import (BAD_TOPIC, NO_MATCHING_SUBSCRIBERS, PINGREQ, PINGRESP, QUOTA_EXCEEDED, TOO_LARGE, Client, connect, disconnect,
                          length, level, packet, puback, publish, suback, subscribe, unique)

pytestmark = pytest.mark.usefixtures("version")

LIMIT = 2 * 1024 * 1024  # max_packet_bytes


def rss(pid):
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_packet_just_below_the_limit_is_delivered(broker, topic, witness):
    payload = os.urandom(LIMIT - 1024)
    with broker.client(unique()) as client:
        client.send(subscribe(1, topic))
        client.expect(suback(1, 0))
        client.send(publish(topic, payload))
        client.expect(publish(topic, payload))
    witness()


@ours("mosquitto decides when the body has come")
def test_a_packet_above_the_limit_closes_before_its_body_has_come(broker, witness):
    for first in (0x30, 0x82, 0x40, 0xC0):
        client = broker.client(unique())
        client.send(bytes([first]) + length(LIMIT + 1))
        client.expect_close(TOO_LARGE)
    witness()


def test_a_connect_above_the_limit_closes(broker, witness):
    client = Client(broker.port)
    client.send(b"\x10" + length(LIMIT + 1))
    client.expect_close()
    witness()


@ours("mosquitto takes the memory when the length has come")
def test_a_thousand_announcements_of_a_large_packet_take_no_memory(start_broker):
    broker = start_broker()
    clients = [broker.client(unique()) for _ in range(1000)]
    clients[0].expect_nothing()
    before = rss(broker.program.pid)
    for client in clients:
        client.send(b"\x30" + length(LIMIT - 10) + b"\x00")
    for client in clients:
        client.close()
    with broker.client(unique()) as last:
        last.expect_nothing()
        assert rss(broker.program.pid) - before < 64 * 1024 * 1024


def test_a_topic_of_65535_bytes_closes_or_is_delivered_whole_and_disturbs_nobody(broker, witness):
    name = "x" * 65535
    with broker.client(unique()) as client:
        client.send(publish(name, "m", 1, mid=1))
        answer, closed = client.everything()
        assert closed and not answer or answer in (puback(1), puback(1, NO_MATCHING_SUBSCRIBERS), disconnect(BAD_TOPIC))
    witness()


def test_a_topic_of_65535_slashes_disturbs_nobody(broker, witness):
    for data in (publish("/" * 65535, "m"), subscribe(1, "/" * 65535), subscribe(1, "+/" * 32767 + "#")):
        with broker.client(unique()) as client:
            client.send(data)
            client.everything()
        witness()


def test_a_thousand_filters_in_one_packet_are_granted(broker, topic):
    with broker.client(unique()) as client:
        client.send(subscribe(1, *((f"{topic}/{n}", 1) for n in range(1000))))
        client.expect(suback(1, *[1] * 1000))
        client.send(publish(f"{topic}/999", "m"))
        client.expect(publish(f"{topic}/999", "m"))


@ours("mosquitto has no such limit")
def test_a_subscription_beyond_the_limit_is_refused_and_the_others_stay(start_broker, topic):
    broker = start_broker(env={"TOPIQ_LIMITS_MAX_SUBSCRIPTIONS": "3"})
    with broker.client(unique()) as client:
        client.send(subscribe(1, *((f"{topic}/{n}", 1) for n in range(4))))
        client.expect(suback(1, 1, 1, 1, 0x80 if level() < 5 else QUOTA_EXCEEDED))
        client.send(subscribe(2, (f"{topic}/0", 0)))  # one that is there may be changed
        client.expect(suback(2, 0))
        client.send(publish(f"{topic}/3", "refused") + publish(f"{topic}/2", "m"))
        client.expect(publish(f"{topic}/2", "m"))


def test_a_hundred_thousand_pings_in_a_row_are_answered(broker):
    with broker.client(unique()) as client:
        for _ in range(100):
            client.send(PINGREQ * 1000)
            client.expect(PINGRESP * 1000)


@ours("mosquitto has no such setting")
def test_a_connection_that_never_says_connect_is_closed(start_broker):
    broker = start_broker(env={"TOPIQ_LIMITS_CONNECT_TIMEOUT_SECONDS": "1"})
    silent, begun = Client(broker.port), Client(broker.port)
    begun.send(connect("never ready")[:-3])
    with broker.client(unique()) as client:
        silent.expect_close()
        begun.expect_close()
        client.expect_nothing()


@ours("mosquitto's setting has another name")
def test_a_smaller_packet_limit_can_be_set(start_broker):
    broker = start_broker(env={"TOPIQ_LIMITS_MAX_PACKET_BYTES": "1024"})
    with broker.client(unique()) as client:
        client.send(publish("t", b"x" * 900, 1, mid=1))
        client.expect_taken(puback(1))
        client.send(publish("t", b"x" * 1100, 1, mid=2))
        client.expect_close(TOO_LARGE)


def test_a_reader_that_never_reads_does_not_hold_up_the_others(broker, topic, witness):
    lazy, eager, writer = broker.client(unique()), broker.client(unique()), broker.client(unique())
    for client in (lazy, eager):
        client.send(subscribe(1, topic))
        client.expect(suback(1, 0))
    message = publish(topic, b"x" * 50000)
    for _ in range(100):
        for _ in range(10):  # 50 MB in all: no socket buffer holds that
            writer.send(message)
        eager.expect(message * 10)
    witness()
    for client in (lazy, eager, writer):
        client.close()


def test_a_flood_of_malformed_connections_disturbs_nobody(broker, witness):
    for n in range(500):
        client = Client(broker.port)
        client.send(os.urandom(64) if n % 2 else packet(0x10, os.urandom(40)))
        client.close()
    witness()


def test_every_byte_of_a_valid_stream_may_be_wrong_without_disturbing_others(broker, witness):
    stream = connect(unique("fuzz"), will=("w", "x", 1, False)) + subscribe(1, ("a/+", 1)) + publish("a/b", "m", 1, mid=1)
    for place in range(len(stream)):
        for change in (0x01, 0x80, 0xFF):
            wrong = bytearray(stream)
            wrong[place] ^= change
            client = Client(broker.port)
            client.send(bytes(wrong))
            client.finish()
    witness()
