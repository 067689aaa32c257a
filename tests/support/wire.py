# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""MQTT as bytes: the packets by name, and a client that sends and reads bytes and does nothing by itself."""

import socket
import struct

from .packets import *  # tests take packets and client from one place
from .program import PATIENCE, PEER


class Client:
    """A raw connection. With an id it connects at once and checks the CONNACK.

    It speaks the version that is spoken where it is made; `connack` are the properties that the broker sent with it.
    """

    def __init__(self, port, client_id=None, present=False, transport=None, **options):
        self.level = level()
        self.socket = (transport or plain_tcp)(port)
        self._buffer = bytearray()
        self.connack = {}
        if client_id is not None:
            self.send(connect(client_id, **options))
            self.expect_connack(0, present)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Goes without DISCONNECT, as a lost connection does."""
        self.socket.close()

    def leave(self, *farewell):
        """DISCONNECT, and waits until the broker has closed: afterwards it knows that we are gone."""
        self.send(*farewell or (DISCONNECT,))
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
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        return data

    def read_packet(self):
        """A whole packet; what there is of a cut one stays unread."""
        while not (size := packet_size(self._buffer)) or len(self._buffer) < size:
            if not self._more():
                raise AssertionError(f"closed after {shorten(self._buffer)}, a whole packet was wanted")
        return self.read(size)

    def _plain(self, data):
        if self.level < 5:
            return data
        with speaking(5):
            return plain(data)

    def expect(self, *data):
        wanted = b"".join(data)
        if self.level >= 5:
            packets, left = split(wanted)
            assert not left, f"not whole packets: {shorten(wanted)}"
            for one in packets:
                self._expect(one, self.read_packet)
        else:
            self._expect(wanted, lambda: self.read(len(wanted)))

    def _expect(self, wanted, read):
        try:
            got = self._plain(read())
        except (AssertionError, TimeoutError) as problem:
            raise AssertionError(f"wanted {shorten(wanted)}, but {problem}; got {shorten(self._buffer)}") from None
        assert got == wanted, f"wanted {shorten(wanted)}\n   got {shorten(got + self._buffer)}"

    def read_message(self):
        """The next packet, which is a PUBLISH of MQTT 5, taken apart."""
        return read_publish(self.read_packet())

    def subscribe(self, *filters, properties=b"", mid=1):
        """Subscribes and checks that all is granted; what follows the SUBACK stays unread."""
        with speaking(self.level):
            self.send(subscribe(mid, *filters, properties=properties))
            self.expect(suback(mid, *(0 if isinstance(f, str) else f[1] & 3 for f in filters)))

    def publish(self, topic, payload=b"", qos=1, **named):
        """Publishes and waits until the broker has taken it."""
        with speaking(self.level):
            self.send(publish(topic, payload, qos, mid=999, **named))
            if qos == 0:
                self.expect_nothing()
            else:
                self.expect_taken(puback(999) if qos == 1 else pubrec(999))
            if qos == 2:
                self.send(pubrel(999))
                self.expect(pubcomp(999))

    def expect_taken(self, *acknowledgements):
        """These, whether or not somebody got the messages, which MQTT 5 tells by a reason."""
        nobody = bytes([NO_MATCHING_SUBSCRIBERS])
        for wanted in acknowledgements:
            got = self._plain(self.read_packet())
            told = packet(wanted[0], wanted[2:] + nobody) if self.level >= 5 else wanted
            assert got in (wanted, told), f"wanted {shorten(wanted)}\n   got {shorten(got + self._buffer)}"

    def expect_connack(self, code=0, present=False):
        with speaking(self.level):
            wanted = connack(code, present)
        got = self.read_packet()
        assert self._plain(got) == wanted, f"wanted {shorten(wanted)}\n   got {shorten(got + self._buffer)}"
        if self.level >= 5:
            self.connack = dict(open_packet(got)[2])

    def expect_each(self, *packets):
        """These packets in any order."""
        got = sorted(self._plain(self.read_packet()) for _ in packets)
        assert got == sorted(packets), f"wanted {sorted(packets)}\n   got {got}"

    def expect_close(self, reason=None):
        """The broker closes and sends nothing before; with a reason, an MQTT 5 client is told it in a DISCONNECT."""
        try:
            while self._more():
                pass
        except TimeoutError:
            raise AssertionError(f"the connection stays open; got {shorten(self._buffer)}") from None
        wanted = b""
        got = self.unread()
        if reason is not None and self.level >= 5:
            with speaking(5):
                wanted = disconnect(reason)
            packets, left = split(got)
            got = b"".join(map(self._plain, packets)) + left
        if PEER != "mosquitto" or not wanted:  # it says less, and other reasons
            assert got == wanted, f"wanted {shorten(wanted) or 'nothing'} and a close, got {shorten(got)}"

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

    def unread(self):
        """What came and was not read."""
        return bytes(self._buffer)

    def _take(self):
        packets, left = split(self.read(len(self._buffer)))
        return b"".join(map(self._plain, packets)) + left


def plain_tcp(port):
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection
