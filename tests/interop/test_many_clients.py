# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A thousand clients at once, each a paho-mqtt client, all driven by one selector in this process."""

import selectors
import time

import paho.mqtt.client as paho
import pytest

from support.program import PATIENCE
from support.wire import unique

COUNT = 1000


class Crowd:
    """`count` clients. Their sockets are served by run(), which ends when a condition holds."""

    def __init__(self, port, count):
        self.selector = selectors.DefaultSelector()
        self.connected = 0
        self.granted = 0
        self.messages = [[] for _ in range(count)]
        self.clients = []
        for index in range(count):
            client = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id=unique("crowd"), protocol=paho.MQTTv311,
                                 userdata=index, reconnect_on_failure=False)
            client.on_connect = self._on_connect
            client.on_subscribe = self._on_subscribe
            client.on_message = self._on_message
            client.connect("127.0.0.1", port, 60)
            self.clients.append(client)
            self.selector.register(client.socket(), selectors.EVENT_READ, client)
        self.run(lambda: self.connected == count, "all are connected")

    def _on_connect(self, _client, _index, _flags, reason, _properties):
        assert not reason.is_failure, reason
        self.connected += 1

    def _on_subscribe(self, *_):
        self.granted += 1

    def _on_message(self, _client, index, message):
        self.messages[index].append((message.topic, message.payload))

    def run(self, condition, what, timeout=4 * PATIENCE):
        end = time.monotonic() + timeout
        while not condition():
            assert time.monotonic() < end, (
                f"in vain: {what}; {self.connected} connected, {self.granted} subscribed, "
                f"{sum(map(len, self.messages))} messages")
            for key, _ in self.selector.select(1):
                code = key.data.loop_read()
                assert code == paho.MQTT_ERR_SUCCESS, f"client {key.data}: {paho.error_string(code)}"
            for client in self.clients:
                if client.want_write():
                    client.loop_write()

    def leave(self):
        self.selector.close()
        for client in self.clients:
            client.disconnect()


@pytest.fixture(scope="module")
def crowd(broker):
    everybody = Crowd(broker.port, COUNT)
    yield everybody
    everybody.leave()


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_all_thousand_get_one_broadcast(crowd, topic, qos):
    before, granted = [len(inbox) for inbox in crowd.messages], crowd.granted
    for client in crowd.clients:
        client.subscribe(topic, qos)
    crowd.run(lambda: crowd.granted == granted + COUNT, "all have subscribed")
    crowd.clients[0].publish(topic, b"to all", qos)
    crowd.run(lambda: all(len(inbox) > was for inbox, was in zip(crowd.messages, before)), "all have got it")
    assert all(inbox[was:] == [(topic, b"to all")] for inbox, was in zip(crowd.messages, before))


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_each_of_the_thousand_gets_its_own_echo_and_no_other(crowd, topic, qos):
    before, granted = [len(inbox) for inbox in crowd.messages], crowd.granted
    for index, client in enumerate(crowd.clients):
        client.subscribe(f"{topic}/{index}", qos)
    crowd.run(lambda: crowd.granted == granted + COUNT, "all have subscribed")
    for index, client in enumerate(crowd.clients):
        for n in range(5):
            client.publish(f"{topic}/{index}", f"{index}:{n}", qos)
    crowd.run(lambda: all(len(inbox) >= was + 5 for inbox, was in zip(crowd.messages, before)), "all have got their echoes")
    for index, (inbox, was) in enumerate(zip(crowd.messages, before)):
        assert inbox[was:] == [(f"{topic}/{index}", f"{index}:{n}".encode()) for n in range(5)]
