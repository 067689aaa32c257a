# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""MQTT packets by name, for the version that the test speaks, so that one test can state a fact for both.

`speaking(5)` makes the builders of this module give MQTT 5's form: the same packet with a property length, and with the
reason codes that 3.1.1 has no room for. What only one version has is an argument that the other passes over.
"""

import contextlib
import itertools
import struct
from dataclasses import dataclass, field

CLOSED = "closed"
LEVELS = {"3.1.1": 4, "5": 5}
FOREVER = 0xFFFFFFFF
KEPT = 3600  # seconds: the session expiry of a "kept" session in the tests that speak MQTT 5

# Reason codes by the name that MQTT 5 gives them.
NO_MATCHING_SUBSCRIBERS = 0x10
NO_SUBSCRIPTION = 0x11
CONTINUE = 0x18
UNSPECIFIED = 0x80
MALFORMED = 0x81
PROTOCOL_ERROR = 0x82
BAD_VERSION = 0x84
BAD_CLIENT_ID = 0x85
NOT_AUTHORIZED = 0x87
SHUTTING_DOWN = 0x8B
BAD_AUTH_METHOD = 0x8C
KEEP_ALIVE_TIMEOUT = 0x8D
TAKEN_OVER = 0x8E
BAD_FILTER = 0x8F
BAD_TOPIC = 0x90
UNKNOWN_ID = 0x92
RECEIVE_MAXIMUM_EXCEEDED = 0x93
BAD_ALIAS = 0x94
TOO_LARGE = 0x95
QUOTA_EXCEEDED = 0x97

# Properties: name -> (identifier, type).
PROPERTIES = {
    "payload_format": (0x01, "byte"), "message_expiry": (0x02, "four"), "content_type": (0x03, "text"),
    "response_topic": (0x08, "text"), "correlation_data": (0x09, "binary"), "subscription_id": (0x0B, "variable"),
    "session_expiry": (0x11, "four"), "assigned_client_id": (0x12, "text"), "server_keep_alive": (0x13, "two"),
    "authentication_method": (0x15, "text"), "authentication_data": (0x16, "binary"), "request_problem": (0x17, "byte"),
    "will_delay": (0x18, "four"), "request_response": (0x19, "byte"), "response_information": (0x1A, "text"),
    "server_reference": (0x1C, "text"), "reason_string": (0x1F, "text"), "receive_maximum": (0x21, "two"),
    "topic_alias_maximum": (0x22, "two"), "topic_alias": (0x23, "two"), "maximum_qos": (0x24, "byte"),
    "retain_available": (0x25, "byte"), "user": (0x26, "pair"), "maximum_packet_size": (0x27, "four"),
    "wildcard_available": (0x28, "byte"), "subscription_id_available": (0x29, "byte"), "shared_available": (0x2A, "byte"),
}
NAMES = {identifier: (name, kind) for name, (identifier, kind) in PROPERTIES.items()}

_names = itertools.count(1)
_level = 4


def level():
    return _level


@contextlib.contextmanager
def speaking(number):
    """The builders speak this protocol level (4: 3.1.1, 5: 5) inside."""
    global _level
    before, _level = _level, number
    try:
        yield
    finally:
        _level = before


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


def u32(number):
    return struct.pack(">I", number)


_ENCODERS = {"byte": lambda v: bytes([v]), "two": u16, "four": u32, "variable": length, "text": text, "binary": text,
             "pair": lambda v: text(v[0]) + text(v[1])}


def props(**values):
    """Properties as bytes without their length, in the order of the arguments; a list stands for one after the other."""
    out = b""
    for name, value in values.items():
        identifier, kind = PROPERTIES[name]
        for one in value if isinstance(value, list) else [value]:
            out += bytes([identifier]) + _ENCODERS[kind](one)
    return out


def sized(properties):
    """Properties with their length in front; nothing at all in 3.1.1, where there are none."""
    return length(len(properties)) + properties if _level >= 5 else b""


def connect(client_id="", clean=True, keep_alive=60, flags=None, level=None, name="MQTT", will=None, user=None,
            password=None, properties=None):
    """`will` is (topic, payload, qos, retain[, properties]). `flags` overrides the flags that follow from the rest.

    `clean=False` asks for a session that is kept: MQTT 5 says so with a session expiry, unless `properties` are given.
    """
    level = _level if level is None else level
    if properties is None:
        properties = b"" if clean else props(session_expiry=KEPT)
    bits = 0x02 if clean else 0
    payload = text(client_id)
    if will:
        topic, message, qos, retain, *will_properties = will
        bits |= 0x04 | qos << 3 | (0x20 if retain else 0)
        payload += sized(b"".join(will_properties)) + text(topic) + text(message)
    if user is not None:
        bits |= 0x80
        payload += text(user)
    if password is not None:
        bits |= 0x40
        payload += text(password)
    head = text(name) + bytes([level, bits if flags is None else flags]) + u16(keep_alive)
    return packet(0x10, head + sized(properties) + payload)


def connack(code=0, present=False):
    """In MQTT 5 without properties, as `plain` leaves it."""
    return packet(0x20, bytes([int(present), code]) + sized(b""))


def publish(topic, payload=b"", qos=0, retain=False, dup=False, mid=None, properties=b""):
    data = payload.encode() if isinstance(payload, str) else payload
    body = text(topic) + (u16(mid) if qos else b"") + sized(properties) + data
    return packet(0x30 | (8 if dup else 0) | qos << 1 | int(retain), body)


def _ack(first, mid, reason, properties):
    if _level < 5 or not reason and properties is None:
        return packet(first, u16(mid))
    return packet(first, u16(mid) + bytes([reason]) + (b"" if properties is None else sized(properties)))


def puback(mid, reason=0, properties=None):
    return _ack(0x40, mid, reason, properties)


def pubrec(mid, reason=0, properties=None):
    return _ack(0x50, mid, reason, properties)


def pubrel(mid, reason=0, properties=None):
    return _ack(0x62, mid, reason, properties)


def pubcomp(mid, reason=0, properties=None):
    return _ack(0x70, mid, reason, properties)


def subscribe(mid, *filters, properties=b""):
    """Each filter is text (QoS 0) or (text, options); in 3.1.1 the options are the QoS."""
    pairs = [(f, 0) if isinstance(f, (str, bytes)) else f for f in filters]
    return packet(0x82, u16(mid) + sized(properties) + b"".join(text(f) + bytes([options]) for f, options in pairs))


def options(qos=0, no_local=False, as_published=False, handling=0):
    """The subscription options of MQTT 5 as a byte."""
    return qos | no_local << 2 | as_published << 3 | handling << 4


def suback(mid, *codes):
    return packet(0x90, u16(mid) + sized(b"") + bytes(codes))


def unsubscribe(mid, *filters, properties=b""):
    return packet(0xA2, u16(mid) + sized(properties) + b"".join(text(f) for f in filters))


def unsuback(mid, *codes):
    """MQTT 5 has a code per filter; for one filter that existed none need be named."""
    return packet(0xB0, u16(mid) + (sized(b"") + bytes(codes or (0,)) if _level >= 5 else b""))


def disconnect(reason=0, properties=None):
    if _level < 5 or not reason and properties is None:
        return packet(0xE0)
    return packet(0xE0, bytes([reason]) + (b"" if properties is None else sized(properties)))


def auth(reason=0, properties=None):
    return packet(0xF0, b"" if not reason and properties is None else
                  bytes([reason]) + (b"" if properties is None else sized(properties)))


PINGREQ = b"\xc0\x00"
PINGRESP = b"\xd0\x00"
DISCONNECT = b"\xe0\x00"


def read_length(data, at=0):
    """A variable byte integer: (value, where it ends)."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if not byte & 0x80:
            return value, at


def read_properties(data, at=0):
    """Properties with their length in front, as (name, value) pairs in their order, and where they end."""
    size, at = read_length(data, at)
    end = at + size
    assert end <= len(data), f"{size} bytes of properties announced, {len(data) - at} are there"
    found = []
    while at < end:
        name, kind = NAMES[data[at]]
        at += 1

        def string():
            nonlocal at
            begin = at + 2
            at = begin + int.from_bytes(data[at:begin], "big")
            return data[begin:at]
        if kind == "variable":
            value, at = read_length(data, at)
        elif kind in ("byte", "two", "four"):
            begin, at = at, at + {"byte": 1, "two": 2, "four": 4}[kind]
            value = int.from_bytes(data[begin:at], "big")
        elif kind == "pair":
            value = (string().decode(), string().decode())
        else:
            value = string().decode() if kind == "text" else string()
        found.append((name, value))
    assert at == end, "the last property runs over the property length"
    return found, end


def packet_size(data, at=0):
    """The whole size of the packet that begins there, None as long as it cannot be known."""
    size = shift = 0
    for place in range(at + 1, min(len(data), at + 5)):
        size |= (data[place] & 0x7F) << shift
        shift += 7
        if not data[place] & 0x80:
            return place + 1 - at + size
    return None


def split(data):
    """The packets in these bytes, and what is left over."""
    found, at = [], 0
    while (size := packet_size(data, at)) and at + size <= len(data):
        found.append(data[at:at + size])
        at += size
    return found, data[at:]


# Packets of MQTT 5 whose variable header is so many bytes before its properties.
_BEFORE_PROPERTIES = {2: 2, 4: 3, 5: 3, 6: 3, 7: 3, 9: 2, 11: 2, 14: 1, 15: 1}


def open_packet(data):
    """A packet of MQTT 5 other than PUBLISH as (first byte, head, properties, rest)."""
    _, at = read_length(data, 1)
    head = data[at:at + _BEFORE_PROPERTIES[data[0] >> 4]]
    if at + len(head) == len(data):
        return data[0], head, [], b""
    properties, end = read_properties(data, at + len(head))
    return data[0], head, properties, data[end:]


def plain(data):
    """A packet of MQTT 5 without what is said to people, and CONNACK without all that it tells of the broker.

    So that the rest can be compared byte for byte. What is taken away has tests of its own.
    """
    kind = data[0] >> 4
    if kind not in _BEFORE_PROPERTIES:
        return data
    first, head, properties, rest = open_packet(data)
    if kind == 2:
        return packet(first, head + b"\x00")
    left = [pair for pair in properties if pair[0] not in ("reason_string", "user")]
    if kind in (9, 11):
        return packet(first, head + sized(b"".join(props(**{name: value}) for name, value in left)) + rest)
    if left or not properties:
        return data
    # An acknowledgement, DISCONNECT or AUTH that would have none now: in its shortest form.
    return packet(first, head)


@dataclass(frozen=True)
class Message:
    """A PUBLISH of MQTT 5, taken apart."""

    topic: str
    payload: bytes
    qos: int = 0
    retain: bool = False
    dup: bool = False
    mid: int = None
    properties: list = field(default_factory=list)

    def all(self, name):
        return [value for key, value in self.properties if key == name]

    def get(self, name):
        found = self.all(name)
        assert len(found) < 2, f"{name} came {len(found)} times"
        return found[0] if found else None


def read_publish(data):
    assert data[0] >> 4 == 3, f"wanted PUBLISH, got {shorten(data)}"
    _, at = read_length(data, 1)
    begin = at + 2
    at = begin + int.from_bytes(data[at:begin], "big")
    topic = data[begin:at].decode()
    qos = data[0] >> 1 & 3
    mid = int.from_bytes(data[at:at + 2], "big") if qos else None
    properties, at = read_properties(data, at + 2 if qos else at)
    return Message(topic, data[at:], qos, bool(data[0] & 1), bool(data[0] & 8), mid, properties)


def reason_string(data):
    """The reason string of a packet of MQTT 5, None without."""
    return dict(open_packet(data)[2]).get("reason_string")


def unique(prefix="c"):
    return f"{prefix}{next(_names)}"


def shorten(data):
    return data.hex(" ") if len(data) <= 64 else f"{data[:48].hex(' ')} ... ({len(data)} bytes)"
