# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""paho-mqtt as a test client: everything that its callbacks tell is kept and can be waited for."""

import threading

import paho.mqtt.client as paho

from .program import PATIENCE


class PahoClient:
    """Speaks 3.1.1, or 5 with `version=5`; `properties` are those of CONNECT."""

    def __init__(self, port, client_id="", clean=True, keep_alive=60, will=None, in_flight=None, version=4, properties=None,
                 will_properties=None):
        self.messages = []
        self.reason = None  # why the broker ended the connection, as MQTT 5 tells
        self.session_present = None
        self.disconnected = False
        self._changed = threading.Condition()
        self._acknowledged = set()
        self._granted = {}
        self._five = version == 5
        self.client = paho.Client(
            paho.CallbackAPIVersion.VERSION2, client_id=client_id, reconnect_on_failure=False,
            **({"protocol": paho.MQTTv5} if self._five else {"protocol": paho.MQTTv311, "clean_session": clean}))
        self.client.max_queued_messages_set(0)
        if in_flight:
            self.client.max_inflight_messages_set(in_flight)
        if will:
            self.client.will_set(*will, **({"properties": will_properties} if self._five else {}))
        self.client.on_connect = self._on_connect
        self.client.on_disconnect = self._on_disconnect
        self.client.on_message = self._on_message
        self.client.on_publish = self._on_publish
        self.client.on_subscribe = self._on_subscribe
        self.client.connect("127.0.0.1", port, keep_alive, **({"clean_start": clean, "properties": properties} if self._five else {}))
        self.client.loop_start()
        self.wait(lambda: self.session_present is not None, "CONNACK")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.leave()

    def _on_connect(self, _client, _data, flags, reason, _properties):
        with self._changed:
            assert not reason.is_failure, reason
            self.session_present = flags.session_present
            self._changed.notify_all()

    def _on_disconnect(self, _client, _data, _flags, reason, _properties):
        with self._changed:
            self.disconnected = True
            self.reason = reason.value
            self._changed.notify_all()

    def _on_message(self, _client, _data, message):
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()

    def _on_publish(self, _client, _data, mid, *_):
        with self._changed:
            self._acknowledged.add(mid)
            self._changed.notify_all()

    def _on_subscribe(self, _client, _data, mid, reasons, _properties):
        with self._changed:
            self._granted[mid] = [reason.value for reason in reasons]
            self._changed.notify_all()

    def wait(self, condition, what, timeout=PATIENCE):
        with self._changed:
            assert self._changed.wait_for(condition, timeout), (
                f"waited {timeout:.0f} s in vain: {what}; {len(self.messages)} messages came, "
                f"disconnected: {self.disconnected}")

    def subscribe(self, *filters, properties=None):
        """Filters as (text, qos), in MQTT 5 (text, SubscribeOptions); returns the granted codes."""
        _, mid = self.client.subscribe(list(filters), properties=properties)
        self.wait(lambda: mid in self._granted, "SUBACK")
        return self._granted[mid]

    def publish(self, topic, payload=b"", qos=0, retain=False, wait=True, properties=None):
        info = self.client.publish(topic, payload, qos, retain, properties)
        if wait:
            self.wait(lambda: info.mid in self._acknowledged, f"the acknowledgement of {topic}")
        return info.mid

    def wait_acknowledged(self, mids, timeout=PATIENCE):
        wanted = set(mids)
        self.wait(lambda: wanted <= self._acknowledged, "all acknowledgements", timeout)

    def wait_messages(self, count, timeout=PATIENCE):
        self.wait(lambda: len(self.messages) >= count, f"{count} messages", timeout)
        return self.messages

    def leave(self):
        self.client.disconnect()
        self.client.loop_stop()

    def vanish(self):
        """The connection goes without DISCONNECT, as when the plug is pulled."""
        socket = self.client.socket()
        self.client.loop_stop()
        if socket is not None:
            socket.close()
