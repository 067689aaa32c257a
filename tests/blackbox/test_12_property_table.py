# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: every property in every packet that a client sends: allowed or not, twice, cut, with a wrong value."""

import pytest

from support.cases import Case, check, closes, silent, table
from support.wire import (BAD_ALIAS, BAD_AUTH_METHOD, MALFORMED, NO_MATCHING_SUBSCRIBERS, NO_SUBSCRIPTION, PEER, PROPERTIES,
                          PROTOCOL_ERROR, UNKNOWN_ID, auth, connack, connect, disconnect, length, packet, props, puback,
                          pubcomp, publish, pubrec, pubrel, sized, suback, subscribe, text, u16, unique, unsuback, unsubscribe)

pytestmark = pytest.mark.usefixtures("version")

VALUES = {
    "payload_format": 1, "message_expiry": 60, "content_type": "text/plain", "response_topic": "r/t",
    "correlation_data": b"\x00\x01", "subscription_id": 300, "session_expiry": 0, "assigned_client_id": "x",
    "server_keep_alive": 5, "authentication_method": "none", "authentication_data": b"d", "request_problem": 1,
    "will_delay": 1, "request_response": 1, "response_information": "x", "server_reference": "x", "reason_string": "x",
    "receive_maximum": 10, "topic_alias_maximum": 10, "topic_alias": 1, "maximum_qos": 1, "retain_available": 1,
    "user": ("key", "value"), "maximum_packet_size": 100000, "wildcard_available": 1, "subscription_id_available": 1,
    "shared_available": 1,
}

FOR_PEOPLE = {"reason_string", "user"}
OF_MESSAGE = {"payload_format", "message_expiry", "content_type", "response_topic", "correlation_data", "user"}
ALLOWED = {
    "CONNECT": {"session_expiry", "authentication_method", "authentication_data", "request_problem", "request_response",
                "receive_maximum", "topic_alias_maximum", "user", "maximum_packet_size"},
    "the will": OF_MESSAGE | {"will_delay"},
    "PUBLISH": OF_MESSAGE | {"topic_alias"},
    "PUBACK": FOR_PEOPLE, "PUBREC": FOR_PEOPLE, "PUBREL": FOR_PEOPLE, "PUBCOMP": FOR_PEOPLE,
    "SUBSCRIBE": {"subscription_id", "user"},
    "UNSUBSCRIBE": {"user"},
    "DISCONNECT": FOR_PEOPLE | {"session_expiry"},
}
UNCONNECTED = ("CONNECT", "the will")
UNKNOWN = 0 if PEER == "mosquitto" else UNKNOWN_ID


def exchange(kind, properties):
    """A packet of this kind with the properties (their length in front is `sized`'s work), and the answer when all is well."""
    nobody = NO_MATCHING_SUBSCRIBERS
    return {
        "CONNECT": lambda: (connect(unique(), properties=properties), connack(0)),
        "the will": lambda: (connect(unique(), will=("w/12", "gone", 0, False, properties)), connack(0)),
        "PUBLISH": lambda: (publish("p/12", "x", 1, mid=1, properties=properties), puback(1, nobody)),
        "PUBACK": lambda: (puback(9, 0, properties), b""),
        "PUBREC": lambda: (pubrec(9, 0, properties), pubrel(9, UNKNOWN)),
        "PUBREL": lambda: (pubrel(9, 0, properties), pubcomp(9, UNKNOWN)),
        "PUBCOMP": lambda: (pubcomp(9, 0, properties), b""),
        "SUBSCRIBE": lambda: (subscribe(1, "s/12", properties=properties), suback(1, 0)),
        "UNSUBSCRIBE": lambda: (unsubscribe(1, "s/12", properties=properties), unsuback(1, NO_SUBSCRIPTION)),
        "DISCONNECT": lambda: (disconnect(0, properties), b""),
    }[kind]()


def good(name, kind, properties):
    request, reply = exchange(kind, properties)
    return (silent if kind == "DISCONNECT" else Case)(name, request, reply)


def bad(name, kind, properties, reason=(MALFORMED, PROTOCOL_ERROR), ours=""):
    return closes(name, exchange(kind, properties)[0], reason=reason, ours=ours)


def allowed_cases():
    cases = []
    for kind, allowed in ALLOWED.items():
        for name in PROPERTIES:
            one = props(**{name: VALUES[name]})
            if name == "authentication_method" and kind == "CONNECT":
                cases.append(bad(f"{name} that nobody knows in CONNECT closes", kind, one, BAD_AUTH_METHOD))
            elif name == "authentication_data" and kind == "CONNECT":
                cases.append(bad(f"{name} without a method in CONNECT closes", kind, one, PROTOCOL_ERROR,
                                 ours="mosquitto does not miss the method"))
            elif name in allowed:
                cases.append(good(f"{name} is allowed in {kind}", kind, one))
            else:
                lax = "mosquitto reads over it" if (kind, name) == ("PUBLISH", "subscription_id") else ""
                cases.append(bad(f"{name} is not allowed in {kind}", kind, one, ours=lax))
        cases.append(good(f"no property is allowed in {kind}", kind, b""))
        together = props(**{name: VALUES[name] for name in PROPERTIES if name in allowed and "authentication" not in name})
        cases.append(good(f"all its properties together are allowed in {kind}", kind, together))
        for identifier in (0x00, 0x04, 0x0A, 0x14, 0x20, 0x2B, 0x7F):
            cases.append(bad(f"the unknown property {identifier:02X} closes {kind}", kind, bytes([identifier, 0, 0]), MALFORMED))
    return cases


def twice_cases():
    cases = []
    for kind, allowed in ALLOWED.items():
        for name in sorted(allowed):
            two = props(**{name: [VALUES[name]] * 2})
            if name == "user":
                cases.append(good(f"user twice is allowed in {kind}", kind, two))
            else:
                cases.append(bad(f"{name} twice closes {kind}", kind, two, PROTOCOL_ERROR))
    return cases


def value_cases():
    wrong = [("CONNECT", "receive_maximum", 0), ("CONNECT", "maximum_packet_size", 0), ("CONNECT", "request_problem", 2),
             ("CONNECT", "request_response", 2), ("CONNECT", "request_problem", 255), ("the will", "payload_format", 2),
             ("PUBLISH", "payload_format", 2), ("PUBLISH", "payload_format", 255), ("SUBSCRIBE", "subscription_id", 0),
             ("PUBLISH", "response_topic", "a/+"), ("PUBLISH", "response_topic", "a/#"), ("the will", "response_topic", "#")]
    fine = [("CONNECT", "receive_maximum", 1), ("CONNECT", "receive_maximum", 65535), ("CONNECT", "session_expiry", 0xFFFFFFFF),
            ("CONNECT", "maximum_packet_size", 0xFFFFFFFF), ("CONNECT", "topic_alias_maximum", 0),
            ("CONNECT", "topic_alias_maximum", 65535), ("CONNECT", "request_problem", 0), ("CONNECT", "request_response", 0),
            ("CONNECT", "user", ("", "")), ("the will", "will_delay", 0), ("the will", "payload_format", 0),
            ("PUBLISH", "message_expiry", 0xFFFFFFFF), ("PUBLISH", "content_type", ""), ("PUBLISH", "correlation_data", b""),
            ("PUBLISH", "user", ("ключ", "значение")), ("SUBSCRIBE", "subscription_id", 1),
            ("SUBSCRIBE", "subscription_id", 268435455)]
    lax = dict.fromkeys(("payload_format", "response_topic"), "mosquitto does not look at the value")
    cases = [bad(f"{name} of {value!r} closes {kind}", kind, props(**{name: value}), ours=lax.get(name, ""))
             for kind, name, value in wrong]
    cases += [good(f"{name} of {value!r} is allowed in {kind}", kind, props(**{name: value})) for kind, name, value in fine]
    for value in (0, 65535):
        cases.append(bad(f"topic_alias of {value} closes PUBLISH", "PUBLISH", props(topic_alias=value), BAD_ALIAS))
    cases += [
        bad("a subscription identifier of 0 in two bytes closes SUBSCRIBE", "SUBSCRIBE", b"\x0b\x80\x00"),
        bad("a subscription identifier of five bytes closes SUBSCRIBE", "SUBSCRIBE", b"\x0b\xff\xff\xff\xff\x01", MALFORMED),
        bad("a subscription identifier in more bytes than it needs closes SUBSCRIBE", "SUBSCRIBE", b"\x0b\x87\x00", MALFORMED,
            ours="mosquitto does not look for the shortest form"),
    ]
    broken = {"a NUL": b"a\x00b", "a lone surrogate": b"a\xed\xa0\x80", "an overlong slash": b"a\xc0\xaf", "the byte FF": b"\xff",
              "a cut sequence": b"a\xe2\x82"}
    for what, data in broken.items():
        for kind, name in (("PUBLISH", "content_type"), ("PUBLISH", "response_topic"), ("CONNECT", "authentication_method"),
                           ("PUBACK", "reason_string"), ("DISCONNECT", "reason_string"), ("the will", "content_type")):
            cases.append(bad(f"{name} with {what} closes {kind}", kind, bytes([PROPERTIES[name][0]]) + text(data), MALFORMED))
        for kind in ("CONNECT", "PUBLISH", "SUBSCRIBE", "UNSUBSCRIBE", "DISCONNECT"):
            cases.append(bad(f"a user key with {what} closes {kind}", kind, b"\x26" + text(data) + text("v"), MALFORMED))
            cases.append(bad(f"a user value with {what} closes {kind}", kind, b"\x26" + text("k") + text(data), MALFORMED))
    return cases


def cut_cases():
    """The property length is right for the cut, the packet length too: what is missing belongs to the last property."""
    cases = []
    for kind, allowed in ALLOWED.items():
        for name in sorted(allowed):
            whole = props(**{name: VALUES[name]})
            for size in range(1, len(whole)):
                if name == "subscription_id" and whole[:size][-1] < 0x80 and size > 1:
                    continue  # is whole
                cases.append(bad(f"{name} after {size} of its {len(whole)} bytes closes {kind}", kind, whole[:size], MALFORMED))
    return cases


def length_cases():
    body = text("p/12") + u16(1)
    return [
        closes("a property length beyond the packet closes", packet(0x32, body + b"\x20" + props(content_type="x")),
               reason=MALFORMED),
        closes("a missing property length closes", packet(0x32, body), reason=MALFORMED),
        closes("a property length of five bytes closes", packet(0x32, body + b"\x80\x80\x80\x80\x01"), reason=MALFORMED),
        closes("an unfinished property length closes", packet(0x32, body + b"\x80"), reason=MALFORMED),
        closes("a property length in more bytes than it needs closes", packet(0x32, body + b"\x80\x00x"), reason=MALFORMED,
               ours="mosquitto does not look for the shortest form"),
        closes("a property length that ends inside a property closes",
               packet(0x32, body + length(3) + props(content_type="text")), reason=MALFORMED),
        closes("SUBSCRIBE without property length closes", packet(0x82, u16(1)), reason=MALFORMED),
        closes("UNSUBSCRIBE without property length closes", packet(0xA2, u16(1)), reason=MALFORMED),
        Case("a property length of two bytes is read", publish("p/12", "x", 1, mid=1, properties=props(content_type="x" * 200)),
             puback(1, NO_MATCHING_SUBSCRIBERS)),
        Case("a property length of three bytes is read", publish("p/12", "x", 1, mid=1, properties=props(content_type="x" * 20000)),
             puback(1, NO_MATCHING_SUBSCRIBERS)),
        Case("a thousand user properties are read", publish("p/12", "x", 1, mid=1, properties=props(user=[("k", "v")] * 1000)),
             puback(1, NO_MATCHING_SUBSCRIBERS)),
        closes("bytes behind the properties of PUBACK close", packet(0x40, u16(1) + b"\x00" + sized(b"") + b"\x00"), reason=MALFORMED,
               ours="mosquitto does not look for what follows"),
        closes("bytes behind the properties of DISCONNECT close", packet(0xE0, b"\x00" + sized(b"") + b"\x00"), reason=MALFORMED,
               ours="mosquitto does not look for what follows"),
        closes("AUTH without a method in CONNECT closes", auth(0x18, props(authentication_method="none"))),
        closes("an empty AUTH without a method in CONNECT closes", auth()),
    ]


def run(broker, witness, case):
    check(broker.port, case, connected=case.request[0] >> 4 != 1)
    witness()


@table(allowed_cases, ["5"])
def test_allowed(broker, witness, case):
    run(broker, witness, case)


@table(twice_cases, ["5"])
def test_twice(broker, witness, case):
    run(broker, witness, case)


@table(value_cases, ["5"])
def test_value(broker, witness, case):
    run(broker, witness, case)


@table(cut_cases, ["5"])
def test_cut(broker, witness, case):
    run(broker, witness, case)


@table(length_cases, ["5"])
def test_length(broker, witness, case):
    run(broker, witness, case)
