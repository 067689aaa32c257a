# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""08 transports: MQTT over WebSocket, the same tables and the framing itself."""

import base64
import hashlib
import os

import pytest

from support.broker import Broker
from support.cases import check, table
from support.websocket import BINARY, CLOSE, GUID, PING, PONG, TEXT, WebSocket, frame, request
from support.wire import DISCONNECT, PINGREQ, Client, publish, suback, subscribe, unique

from test_01_connect import first_cases, later_cases
from test_02_publish_subscribe import publish_cases, subscribe_cases, unsubscribe_cases
from test_03_flow import flow_cases

pytestmark = pytest.mark.usefixtures("version")


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    running = Broker(str(tmp_path_factory.mktemp("data")), ["--listen", "ws://127.0.0.1:0"])
    running.websocket = int(running.program.wait_line(r"\bws://127\.0\.0\.1:([1-9]\d*)", "err")[1])
    yield running
    running.stop()


@table(first_cases)
def test_first_packet(broker, witness, case):
    check(broker.websocket, case, connected=False, transport=WebSocket)
    witness()


@table(lambda: later_cases() + publish_cases() + subscribe_cases() + unsubscribe_cases() + flow_cases())
def test_later_packets(broker, witness, case):
    check(broker.websocket, case, transport=WebSocket)
    witness()


def join(broker, **options):
    return Client(broker.websocket, unique("ws"), transport=WebSocket, **options)


def test_the_subprotocol_mqtt_is_chosen(broker):
    key = base64.b64encode(os.urandom(16)).decode()
    one = WebSocket(broker.websocket, upgrade=False)
    one.raw.sendall(request(protocol="soap, mqtt, mqttv3.1", key=key))
    answer = one.read_answer().lower()
    accept = base64.b64encode(hashlib.sha1(key.encode() + GUID).digest()).decode()
    assert answer.startswith("http/1.1 101 ")
    assert "sec-websocket-protocol: mqtt\r\n" in answer + "\r\n"
    assert f"sec-websocket-accept: {accept}".lower() in answer
    one.close()


def refused(broker, data):
    one = WebSocket(broker.websocket, upgrade=False)
    one.raw.sendall(data)
    answer = one.read_answer()
    one.close()
    return answer.split("\r\n")[0]


@pytest.mark.parametrize("protocol", (None, "soap", "mqttx", "MQTT5"))
def test_a_request_without_the_subprotocol_is_refused(broker, witness, protocol):
    assert refused(broker, request(protocol=protocol)).startswith("HTTP/1.1 4")
    witness()


@pytest.mark.parametrize("wrong", ({"Upgrade": None}, {"Connection": None}, {"Sec_WebSocket_Version": "8"}, {"Sec_WebSocket_Key": None},
                                   {"Sec_WebSocket_Key": "short"}, {"Upgrade": "h2c"}), ids=str)
def test_a_request_that_is_no_upgrade_is_refused(broker, witness, wrong):
    assert refused(broker, request(**wrong)).startswith("HTTP/1.1 4")
    witness()


def test_a_packet_in_many_frames_and_many_packets_in_one_frame(broker, topic):
    with join(broker) as client:
        many = subscribe(1, topic) + publish(topic, "one") + publish(topic, "two")
        client.socket.raw.sendall(frame(many))
        client.expect(suback(1, 0), publish(topic, "one"), publish(topic, "two"))
        for byte in publish(topic, "three"):
            client.socket.raw.sendall(frame(bytes([byte])))
        client.expect(publish(topic, "three"))


def test_a_message_in_fragments_with_a_ping_between(broker, topic):
    with join(broker) as client:
        client.send(subscribe(1, topic))
        client.expect(suback(1, 0))
        message = publish(topic, "in pieces")
        client.socket.raw.sendall(frame(message[:3], BINARY, final=False) + frame(b"there?", PING) + frame(message[3:7], 0, final=False)
                                  + frame(b"", 0, final=False) + frame(message[7:], 0))
        assert client.socket.read_frame() == (PONG, b"there?")
        client.expect(publish(topic, "in pieces"))


@pytest.mark.parametrize("size", (0, 1, 100, 125, 126, 127, 65500, 65535, 65536, 70000, 1000000))
def test_a_payload_of_every_length_form_arrives(broker, topic, size):
    payload = os.urandom(size)
    with join(broker) as client:
        client.send(subscribe(1, topic))
        client.expect(suback(1, 0))
        client.send(publish(topic, payload))
        client.expect(publish(topic, payload))


def test_a_publish_over_tcp_reaches_a_websocket_and_back(broker, topic):
    with join(broker) as web, broker.client(unique()) as plain_client:
        for client in (web, plain_client):
            client.send(subscribe(1, (topic, 1)))
            client.expect(suback(1, 1))
        plain_client.send(publish(topic, "m"))
        web.expect(publish(topic, "m"))
        plain_client.expect(publish(topic, "m"))
        web.send(publish(topic, "n"))
        web.expect(publish(topic, "n"))
        plain_client.expect(publish(topic, "n"))


def closed_with(client):
    """The status code of the close frame, None without one."""
    while True:
        got = client.socket.read_frame()
        if got is None:
            return None
        if got[0] == CLOSE:
            return int.from_bytes(got[1][:2], "big")


BAD_FRAMES = {
    "a text frame closes": (frame(b"hello", TEXT), 1003),
    "a text frame with a packet closes": (frame(PINGREQ, TEXT), 1003),
    "an unmasked frame closes": (frame(PINGREQ, masked=False), 1002),
    "the reserved bit 1 closes": (frame(PINGREQ, reserved=4), 1002),
    "the reserved bit 2 closes": (frame(PINGREQ, reserved=2), 1002),
    "the reserved bit 3 closes": (frame(PINGREQ, reserved=1), 1002),
    "the opcode 3 closes": (frame(PINGREQ, 3), 1002),
    "the opcode 11 closes": (frame(PINGREQ, 11), 1002),
    "a continuation of nothing closes": (frame(PINGREQ, 0), 1002),
    "a new message inside another closes": (frame(PINGREQ, final=False) + frame(PINGREQ), 1002),
    "a ping in fragments closes": (frame(b"", PING, final=False), 1002),
    "a ping of 126 bytes closes": (frame(b"x" * 126, PING), 1002),
    "a length of 2^63 closes": (frame(b"", size=(1 << 63, 8)), 1002),
}


@pytest.mark.parametrize("name", BAD_FRAMES)
def test_bad_frame(broker, witness, name):
    data, status = BAD_FRAMES[name]
    with join(broker) as client:
        client.socket.raw.sendall(data)
        assert closed_with(client) == status
    witness()


def test_a_text_frame_closes(broker, witness):
    with join(broker) as client:
        client.socket.raw.sendall(frame(b"\xc0\x00", TEXT))
        assert closed_with(client) is not None
    witness()


def test_a_close_is_answered_by_a_close(broker):
    with join(broker) as client:
        client.socket.raw.sendall(frame((1000).to_bytes(2, "big") + b"bye", CLOSE))
        assert closed_with(client) == 1000
        assert client.socket.read_frame() is None


def test_disconnect_closes_with_a_close_frame(broker):
    with join(broker) as client:
        client.send(DISCONNECT)
        assert closed_with(client) is not None


def test_a_lost_websocket_publishes_the_will(broker, topic):
    with broker.client(unique()) as reader:
        reader.send(subscribe(1, topic))
        reader.expect(suback(1, 0))
        join(broker, will=(topic, "gone", 0, False)).close()
        reader.expect(publish(topic, "gone"))


def test_of_two_hundred_pings_in_a_row_the_last_is_answered(broker):
    """The others need not be: RFC 6455 lets an endpoint answer the most recent one only."""
    with join(broker) as client:
        client.socket.raw.sendall(b"".join(frame(str(n).encode(), PING) for n in range(200)))
        answer = client.socket.read_frame()
        while answer != (PONG, b"199"):
            assert answer[0] == PONG
            answer = client.socket.read_frame()
