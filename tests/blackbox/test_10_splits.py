# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""10 limits: the network may cut the bytes wherever it likes; the answer is the same."""

import pytest

from support.broker import PEER, SocketQueue
from support.wire import (DISCONNECT, NO_MATCHING_SUBSCRIBERS, NO_SUBSCRIPTION, PINGREQ, PINGRESP, UNKNOWN_ID, Client, connect, props,
                          puback, pubcomp, publish, pubrec, pubrel, suback, subscribe, unique, unsuback, unsubscribe)

pytestmark = pytest.mark.usefixtures("version")

# Packets behind a CONNECT and their answers. `S` is a topic that nobody else uses.
STREAMS = {
    "CONNECT alone": lambda: (b"", b""),
    "PINGREQ": lambda: (PINGREQ, PINGRESP),
    "SUBSCRIBE": lambda: (subscribe(1, ("Q/+", 1), ("Q/#", 0)), suback(1, 1, 0)),
    "UNSUBSCRIBE": lambda: (unsubscribe(2, "U/+", "U/x"), unsuback(2, NO_SUBSCRIPTION, NO_SUBSCRIPTION)),
    "PUBLISH of QoS 0": lambda: (publish("S/none", "message"), b""),
    "PUBLISH of QoS 1": lambda: (publish("S/none", "message", 1, mid=258), puback(258, NOBODY)),
    "PUBLISH of QoS 2 and PUBREL": lambda: (publish("S/none", "message", 2, mid=3) + pubrel(3), pubrec(3, NOBODY_FOR_2) + pubcomp(3)),
    "PUBACK, PUBREC and PUBCOMP": lambda: (puback(7) + pubrec(8) + pubcomp(9), pubrel(8, NO_SUCH_ID)),
    "PUBLISH with a length of two bytes": lambda: (publish("S/none", "m" * 150, 1, mid=258), puback(258, NOBODY)),
    "PUBLISH with properties": lambda: (
        publish("S/none", "m", 1, mid=5, properties=props(user=[("a", "b"), ("c", "d")], content_type="text", message_expiry=9)),
        puback(5, NOBODY)),
    "a PUBLISH to oneself": lambda: (subscribe(1, "S/own") + publish("S/own", "message"),
                                     suback(1, 0) + publish("S/own", "message")),
}
NOBODY = NO_MATCHING_SUBSCRIBERS
NOBODY_FOR_2, NO_SUCH_ID = (0, 0) if PEER == "mosquitto" else (NOBODY, UNKNOWN_ID)


def greeting(name):
    return connect(name, will=("S/will", "gone", 1, False), user="someone", password="secret")


def answers(broker, pieces, reply):
    """Sends the pieces, each only when the one before has been read; compares all that comes with `reply`."""
    with Client(broker.port) as client:
        queue = SocketQueue(client.socket)
        for piece in pieces:
            client.send(piece)
            queue.wait()
        client.expect_connack()
        client.expect(reply)
        client.expect_nothing()
        client.send(DISCONNECT)
        client.expect_close()


@pytest.mark.parametrize("kind", STREAMS)
def test_every_cut_into_two(broker, kind):
    packets, reply = STREAMS[kind]()
    stream = greeting(unique("cut")) + packets
    for place in range(1, len(stream)):
        answers(broker, (stream[:place], stream[place:]), reply)


@pytest.mark.parametrize("kind", STREAMS)
def test_byte_by_byte(broker, kind):
    packets, reply = STREAMS[kind]()
    answers(broker, [bytes([byte]) for byte in greeting(unique("bytes")) + packets], reply)


@pytest.mark.parametrize("kind", STREAMS)
def test_every_cut_into_two_behind_a_connect_of_its_own(broker, kind):
    packets, reply = STREAMS[kind]()
    for place in range(1, len(packets)):
        answers(broker, (greeting(unique("own")), packets[:place], packets[place:]), reply)


def test_cuts_in_a_long_stream_of_all_kinds(broker):
    packets, reply = (b"".join(parts) for parts in zip(*(stream() for stream in STREAMS.values())))
    for size in (2, 3, 5, 7, 11, 64, 127, 128, 129):
        stream = greeting(unique("long")) + packets
        answers(broker, [stream[at:at + size] for at in range(0, len(stream), size)], reply)


def test_a_large_packet_in_pieces_of_every_odd_size_arrives_whole(broker, topic):
    payload = bytes(range(256)) * 1024
    message = publish(topic, payload)
    with broker.client(unique()) as client:
        client.send(subscribe(1, topic))
        client.expect(suback(1, 0))
        for size in (1021, 4093, 16381, 65521, 65535, 65536, 65537):
            for at in range(0, len(message), size):
                client.send(message[at:at + size])
            client.expect(message)


def test_two_clients_cut_in_the_same_places_do_not_mix(broker):
    streams = [greeting(unique("mix")) + publish(f"S/{n}", "m" * 9, 1, mid=n + 1) for n in range(2)]
    clients = [Client(broker.port) for _ in streams]
    queues = [SocketQueue(client.socket) for client in clients]
    for place in range(max(map(len, streams))):
        for client, queue, stream in zip(clients, queues, streams):
            client.send(stream[place:place + 1])
            queue.wait()
    for n, client in enumerate(clients):
        client.expect_connack()
        client.expect(puback(n + 1, NOBODY))
        client.close()
