# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSocket as bytes, and a socket that wraps what a test sends, so that every test of MQTT can run over it."""

import base64
import os
import socket
import struct

from .program import PATIENCE

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def request(path="/mqtt", protocol="mqtt", key=None, **headers):
    """An upgrade request; a header of None is left out. Underscores in names stand for hyphens."""
    fields = {"Host": "127.0.0.1", "Upgrade": "websocket", "Connection": "Upgrade",
              "Sec_WebSocket_Key": key or base64.b64encode(os.urandom(16)).decode(), "Sec_WebSocket_Version": "13",
              "Sec_WebSocket_Protocol": protocol, **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value is not None]
    return "\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode()


def frame(payload, opcode=BINARY, final=True, reserved=0, masked=True, size=None):
    """A frame from a client; `size` overrides the length that is told, as (number, bytes for it)."""
    out = bytes([(0x80 if final else 0) | reserved << 4 | opcode])
    bit = 0x80 if masked else 0
    count, width = size or (len(payload), 0 if len(payload) < 126 else 2 if len(payload) < 65536 else 8)
    if width == 0:
        out += bytes([bit | count])
    else:
        out += bytes([bit | (126 if width == 2 else 127)]) + struct.pack(">H" if width == 2 else ">Q", count)
    if not masked:
        return out + payload
    mask = os.urandom(4)
    return out + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))


class WebSocket:
    """A connected WebSocket that looks like a socket of MQTT bytes. Pings are answered, a close ends it."""

    def __init__(self, port, path="/mqtt", protocol="mqtt", upgrade=True):
        self.raw = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._bytes = b""
        self.closed_with = None
        if upgrade:
            self.raw.sendall(request(path, protocol))
            self.answer = self.read_answer()
            assert self.answer.startswith("HTTP/1.1 101 "), self.answer

    def read_answer(self):
        """The head of the HTTP response."""
        while b"\r\n\r\n" not in self._bytes:
            data = self.raw.recv(4096)
            if not data:
                return self._bytes.decode("latin-1")
            self._bytes += data
        head, self._bytes = self._bytes.split(b"\r\n\r\n", 1)
        return head.decode("latin-1")

    def sendall(self, data):
        self.raw.sendall(frame(data))

    def read_frame(self):
        """(opcode, payload); None when the connection has ended."""
        def need(count):
            while len(self._bytes) < count:
                data = self.raw.recv(65536)
                if not data:
                    raise EOFError
                self._bytes += data
        try:
            need(2)
            first, size = self._bytes[0], self._bytes[1]
            assert first & 0x80 and not first & 0x70 and not size & 0x80, f"a frame from the server begins with {self._bytes[:2].hex()}"
            at = 2
            if size >= 126:
                width = 2 if size == 126 else 8
                need(at + width)
                size, at = int.from_bytes(self._bytes[at:at + width], "big"), at + width
            need(at + size)
        except (EOFError, ConnectionError):
            return None
        payload, self._bytes = self._bytes[at:at + size], self._bytes[at + size:]
        return first & 15, payload

    def recv(self, _size):
        """What the next binary frame brings; nothing when the broker closes, as a plain socket says it."""
        while True:
            got = self.read_frame()
            if got is None:
                return b""
            opcode, payload = got
            if opcode == PING:
                self.raw.sendall(frame(payload, PONG))
            elif opcode == CLOSE:
                self.closed_with = int.from_bytes(payload[:2], "big") if payload else None
                try:
                    self.raw.sendall(frame(payload, CLOSE))
                except ConnectionError:
                    pass
            else:
                assert opcode == BINARY, f"a frame of opcode {opcode}"
                if payload:
                    return payload

    def shutdown(self, how):
        self.raw.shutdown(how)

    def setsockopt(self, *option):
        self.raw.setsockopt(*option)

    def close(self):
        self.raw.close()
