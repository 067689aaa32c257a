# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""MQTT 3.1.1 as bytes: packets by name, and a client that sends and reads bytes and does nothing by itself."""

import itertools
import socket
import struct

from .program import PATIENCE

CLOSED = "closed"

_names = itertools.count(1)


def length(number):
    out = bytearray()
    while True:
        number, low = divmod(number, 128)
        out.append(low | (0x80 if number else 0))
        if not number:
            return bytes(out)


def packet(first, body=b""):
    return bytes([first]) + length(len(body)) + body


def text(value):
    data = value.encode() if isinstance(value, str) else value
    return struct.pack(">H", len(data)) + data


def u16(number):
    return struct.pack(">H", number)


def connect(client_id="", clean=True, keep_alive=60, flags=None, level=4, name="MQTT", will=None, user=None,
            password=None):
    """`will` is (topic, payload, qos, retain). `flags` overrides the flags that follow from the rest."""
    bits = 0x02 if clean else 0
    payload = text(client_id)
    if will:
        topic, message, qos, retain = will
        bits |= 0x04 | qos << 3 | (0x20 if retain else 0)
        payload += text(topic) + text(message)
    if user is not None:
        bits |= 0x80
        payload += text(user)
    if password is not None:
        bits |= 0x40
        payload += text(password)
    return packet(0x10, text(name) + bytes([level, bits if flags is None else flags]) + u16(keep_alive) + payload)


def connack(code=0, present=False):
    return bytes([0x20, 2, int(present), code])


def publish(topic, payload=b"", qos=0, retain=False, dup=False, mid=None):
    data = payload.encode() if isinstance(payload, str) else payload
    body = text(topic) + (u16(mid) if qos else b"") + data
    return packet(0x30 | (8 if dup else 0) | qos << 1 | int(retain), body)


def puback(mid):
    return packet(0x40, u16(mid))


def pubrec(mid):
    return packet(0x50, u16(mid))


def pubrel(mid):
    return packet(0x62, u16(mid))


def pubcomp(mid):
    return packet(0x70, u16(mid))


def subscribe(mid, *filters):
    """Each filter is text (QoS 0) or (text, qos)."""
    pairs = [(f, 0) if isinstance(f, (str, bytes)) else f for f in filters]
    return packet(0x82, u16(mid) + b"".join(text(f) + bytes([qos]) for f, qos in pairs))


def suback(mid, *codes):
    return packet(0x90, u16(mid) + bytes(codes))


def unsubscribe(mid, *filters):
    return packet(0xA2, u16(mid) + b"".join(text(f) for f in filters))


def unsuback(mid):
    return packet(0xB0, u16(mid))


PINGREQ = b"\xc0\x00"
PINGRESP = b"\xd0\x00"
DISCONNECT = b"\xe0\x00"


def unique(prefix="c"):
    return f"{prefix}{next(_names)}"


class Client:
    """A raw connection. With an id it connects at once and checks the CONNACK."""

    def __init__(self, port, client_id=None, present=False, **options):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = b""
        if client_id is not None:
            self.send(connect(client_id, **options))
            self.expect(connack(0, present))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Goes without DISCONNECT, as a lost connection does."""
        self.socket.close()

    def leave(self):
        """DISCONNECT, and waits until the broker has closed: afterwards it knows that we are gone."""
        self.send(DISCONNECT)
        self.expect_close()
        self.close()

    def vanish(self):
        """A reset, as when a machine dies and another answers in its place."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def send(self, *data):
        """A connection that the broker has closed meanwhile is no fault here: it shows in what is read."""
        try:
            self.socket.sendall(b"".join(data))
        except ConnectionError:
            pass

    def finish(self):
        """Ends our direction, and reads and forgets what comes until the broker ends its own."""
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # reset by the broker
        while self._more():
            pass
        self.close()

    def _more(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionError:
            data = b""
        self._buffer += data
        return bool(data)

    def read(self, count):
        while len(self._buffer) < count:
            if not self._more():
                raise AssertionError(f"closed after {shorten(self._buffer)}, {count} bytes were wanted")
        data, self._buffer = self._buffer[:count], self._buffer[count:]
        return data

    def read_packet(self):
        head = self.read(1)
        size = shift = 0
        while True:
            byte = self.read(1)
            head += byte
            size |= (byte[0] & 0x7F) << shift
            shift += 7
            if not byte[0] & 0x80:
                return head + self.read(size)

    def expect(self, *data):
        wanted = b"".join(data)
        try:
            got = self.read(len(wanted))
        except (AssertionError, TimeoutError) as problem:
            raise AssertionError(f"wanted {shorten(wanted)}, but {problem}; got {shorten(self._buffer)}") from None
        assert got == wanted, f"wanted {shorten(wanted)}\n   got {shorten(got + self._buffer)}"

    def expect_each(self, *packets):
        """These packets in any order."""
        got = sorted(self.read_packet() for _ in packets)
        assert got == sorted(packets), f"wanted {sorted(packets)}\n   got {got}"

    def expect_close(self):
        """The broker closes and sends nothing before."""
        try:
            while self._more():
                pass
        except TimeoutError:
            raise AssertionError(f"the connection stays open; got {shorten(self._buffer)}") from None
        assert not self._buffer, f"wanted a close, got {shorten(self._buffer)}"

    def expect_nothing(self):
        """Nothing was waiting for us: the answer to a ping is the next thing that comes."""
        self.send(PINGREQ)
        self.expect(PINGRESP)

    def everything(self):
        """All that comes until the broker answers a ping or closes: (bytes, closed)."""
        self.send(PINGREQ)
        try:
            while not self._buffer.endswith(PINGRESP):
                if not self._more():
                    return self._take(), True
        except TimeoutError:
            raise AssertionError(f"neither answer nor close; got {shorten(self._buffer)}") from None
        return self._take()[:-2], False

    def _take(self):
        data, self._buffer = self._buffer, b""
        return data


def shorten(data):
    return data.hex(" ") if len(data) <= 64 else f"{data[:48].hex(' ')} ... ({len(data)} bytes)"
