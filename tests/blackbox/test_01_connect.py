# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""01 connect: what is a CONNECT, what is not, and what may come before and after it."""

import pytest

from support.broker import Broker
from support.cases import Case, check, closes, only, silent, table
from support.wire import (BAD_TOPIC, DISCONNECT, KEEP_ALIVE_TIMEOUT, MALFORMED, PINGREQ, PINGRESP, TAKEN_OVER, Client, connack,
                          connect, level, packet, puback, pubcomp, publish, pubrec, pubrel, sized, suback, subscribe, text,
                          u16, unique, unsuback, unsubscribe)

pytestmark = pytest.mark.usefixtures("version")

BAD_TEXT = {
    "a NUL": b"a\x00b",
    "a lone continuation byte": b"a\x80b",
    "a high surrogate": b"a\xed\xa0\x80b",
    "a low surrogate": b"a\xed\xbf\xbfb",
    "an overlong slash": b"a\xc0\xafb",
    "an overlong three-byte form": b"a\xe0\x80\xafb",
    "a code point past U+10FFFF": b"a\xf4\x90\x80\x80b",
    "a cut sequence": b"a\xe2\x82",
    "the byte FF": b"a\xffb",
}


def full():
    return connect("full", will=("full/will", "gone", 1, False), user="someone", password="secret")


def first_cases():
    accepted = connack(0)
    head = text("MQTT") + bytes([level()])
    kept_without_id = connect("", clean=False)
    cases = [
        Case("a client id and a clean session are accepted", connect(unique()), accepted),
        Case("an empty client id with a clean session is accepted", connect(""), accepted),
        Case("a new kept session is accepted and not present", connect(unique(), clean=False), accepted),
        Case("a keep-alive of 0 is accepted", connect(unique(), keep_alive=0), accepted),
        Case("a keep-alive of 65535 is accepted", connect(unique(), keep_alive=65535), accepted),
        Case("a client id of 23 characters is accepted", connect("abcdefghijklmnopqrstuvw"), accepted),
        Case("a client id of 200 characters is accepted", connect("x" * 200), accepted),
        Case("a client id outside ASCII is accepted", connect("messgerät-仪表-📈"), accepted),
        Case("a user name is accepted", connect(unique(), user="someone"), accepted),
        Case("a user name and a password are accepted", connect(unique(), user="someone", password="secret"), accepted),
        Case("a password that is no text is accepted", connect(unique(), user="someone", password=b"\xff\x00\x80"), accepted),
        Case("a will of QoS 0 is accepted", connect(unique(), will=("w", "gone", 0, False)), accepted),
        Case("a will of QoS 1 is accepted", connect(unique(), will=("w", "gone", 1, False)), accepted),
        Case("a will of QoS 2 is accepted", connect(unique(), will=("w", "gone", 2, False)), accepted),
        Case("a will without payload is accepted", connect(unique(), will=("w", "", 0, False)), accepted),
        Case("a will whose payload is no text is accepted", connect(unique(), will=("w", b"\xff\x00\x80", 0, False)), accepted),
        Case("will, user name and password together are accepted", full(), accepted),
        Case("what follows a CONNECT in the same segment is answered too", connect(unique()) + PINGREQ, accepted + PINGRESP),
        Case("a remaining length of two bytes is read", connect("y" * 180), accepted),

        silent("the name MQTX is no protocol", connect(unique(), name="MQTX")),
        silent("the name mqtt in lower case is no protocol", connect(unique(), name="mqtt")),
        silent("an empty protocol name is no protocol", connect(unique(), name="")),
        silent("the name MQT is no protocol", connect(unique(), name="MQT")),
        silent("the name MQTTX is no protocol", connect(unique(), name="MQTTX")),
        silent("a protocol name of 1000 bytes is no protocol", connect(unique(), name="M" * 1000)),
        closes("the reserved connect flag closes", connect(unique(), flags=0x03)),
        closes("a will QoS without a will closes", connect(unique(), flags=0x0A)),
        closes("a will QoS of 2 without a will closes", connect(unique(), flags=0x12)),
        closes("a will retain without a will closes", connect(unique(), flags=0x22)),
        closes("a will QoS of 3 closes", connect(unique(), will=("w", "gone", 3, False))),
        closes("a will topic with + closes", connect(unique(), will=("w/+", "gone", 0, False)), reason=BAD_TOPIC),
        closes("a will topic with # closes", connect(unique(), will=("w/#", "gone", 0, False)), reason=BAD_TOPIC),
        closes("an empty will topic closes", connect(unique(), will=("", "gone", 0, False)), reason=BAD_TOPIC),
        closes("bytes behind the payload close", packet(0x10, head + b"\x02" + u16(60) + sized(b"") + text(unique()) + b"\x00"),
               ours="the standard does not name the case; mosquitto reads over it"),
        closes("a client id longer than the packet closes", packet(0x10, head + b"\x02" + u16(60) + sized(b"") + u16(100) + b"short")),
        silent("a remaining length of five bytes closes", b"\x10\xff\xff\xff\xff\x01"),
        silent("a remaining length of endless continuation closes", b"\x10\x80\x80\x80\x80\x80"),
        silent("packet type 0 closes", b"\x00\x00"),
        silent("packet type 15 closes", b"\xf0\x00"),
        silent("a request of HTTP closes", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        silent("a greeting of TLS closes", b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + b"\x5a" * 160),
        silent("a greeting of SSH closes", b"SSH-2.0-OpenSSH_9.2\r\n"),

        silent("CONNACK as first packet closes", connack()),
        silent("PUBLISH as first packet closes", publish("t", "x")),
        silent("PUBLISH of QoS 1 as first packet closes", publish("t", "x", 1, mid=1)),
        silent("PUBACK as first packet closes", puback(1)),
        silent("PUBREC as first packet closes", pubrec(1)),
        silent("PUBREL as first packet closes", pubrel(1)),
        silent("PUBCOMP as first packet closes", pubcomp(1)),
        silent("SUBSCRIBE as first packet closes", subscribe(1, "t")),
        silent("SUBACK as first packet closes", suback(1, 0)),
        silent("UNSUBSCRIBE as first packet closes", unsubscribe(1, "t")),
        silent("UNSUBACK as first packet closes", unsuback(1)),
        silent("PINGREQ as first packet closes", PINGREQ),
        silent("PINGRESP as first packet closes", PINGRESP),
        silent("DISCONNECT as first packet closes", DISCONNECT),
    ]
    cases += [silent(f"the flags {flags:X} of the fixed header of CONNECT close", bytes([0x10 | flags]) + connect(unique())[1:])
              for flags in range(1, 16)]
    cases += [closes(f"a client id with {what} closes", connect(data)) for what, data in BAD_TEXT.items()]
    cases += [closes(f"a user name with {what} closes", connect(unique(), user=data)) for what, data in BAD_TEXT.items()]
    cases += [closes(f"a will topic with {what} closes", connect(unique(), will=(data, "gone", 0, False)))
              for what, data in BAD_TEXT.items()]
    body = full()[2:]
    cases += [closes(f"a CONNECT that ends after {cut} of {len(body)} bytes closes", packet(0x10, body[:cut]),
                     reason=() if cut <= 6 else MALFORMED) for cut in range(len(body))]
    if level() == 4:
        cases += [
            Case("MQTT 3.1 is accepted", connect(unique(), name="MQIsdp", level=3), accepted),
            Case("MQTT 3.1 with a client id of more than 23 characters is accepted", connect("x" * 40, name="MQIsdp", level=3),
                 accepted),
            Case("MQTT 3.1 with everything is accepted",
                 connect(unique(), name="MQIsdp", level=3, will=("w", "gone", 1, False), user="someone", password="secret"), accepted),
            silent("the name of 3.1.1 with the level of 3.1 is refused as version", connect(unique(), level=3), connack(1)),
            silent("the name of 3.1 with the level of 3.1.1 is refused as version", connect(unique(), name="MQIsdp"), connack(1)),
        ]
        cases += [silent(f"level {wrong} is refused as version", connect(unique(), level=wrong), connack(1)) for wrong in (0, 2, 6)]
        cases += [
            silent("level 255 is refused as version", connect(unique(), level=255), connack(1),
                   ours="mosquitto takes the highest bit of the level as the mark of a bridge"),
            closes("an empty client id without a clean session is refused as identifier", kept_without_id, connack(2)),
            closes("a password without a user name closes", packet(0x10, head + b"\x42" + u16(60) + text("p") + text("secret"))),
        ]
    else:
        cases += [
            Case("an empty client id without clean start is accepted and gets an id", kept_without_id, accepted),
            Case("a password without a user name is accepted", connect(unique(), password="secret"), accepted),
        ]
    return cases


def later_cases():
    cases = [
        Case("PINGREQ is answered", PINGREQ, PINGRESP),
        Case("three PINGREQ are answered three times", PINGREQ * 3, PINGRESP * 3),
        closes("a second CONNECT closes", connect(unique())),
        silent("DISCONNECT closes", DISCONNECT),
        silent("what follows DISCONNECT is not answered", DISCONNECT + PINGREQ),
        closes("CONNACK from a client closes", connack()),
        closes("SUBACK from a client closes", suback(1, 0),
               ours="mosquitto, which is a client of its bridges too, reads over it"),
        closes("UNSUBACK from a client closes", unsuback(1),
               ours="mosquitto, which is a client of its bridges too, reads over it"),
        closes("PINGRESP from a client closes", PINGRESP,
               ours="mosquitto, which is a client of its bridges too, reads over it"),
        closes("packet type 0 on an open connection closes", b"\x00\x00"),
        closes("packet type 15 on an open connection closes", b"\xf0\x00"),
        closes("PINGREQ with a body closes", b"\xc0\x01\x00",
               ours="mosquitto does not look at the length of PINGREQ"),
        silent("DISCONNECT with a body closes", b"\xe0\x01\x00"),
        closes("an endless remaining length on an open connection closes", b"\x30\x80\x80\x80\x80\x01"),
    ]
    cases += [closes(f"the flags {flags:X} of PINGREQ close", bytes([0xC0 | flags, 0]),
                     ours="mosquitto does not look at the flags of PINGREQ") for flags in (1, 2, 4, 8, 15)]
    cases += [closes(f"the flags {flags:X} of DISCONNECT close", bytes([0xE0 | flags, 0])) for flags in (1, 2, 4, 8, 15)]
    return cases


@table(first_cases)
def test_first_packet(broker, witness, case):
    check(broker.port, case, connected=False)
    witness()


@table(later_cases)
def test_after_connect(broker, witness, case):
    check(broker.port, case)
    witness()


def test_the_second_connect_of_one_client_id_closes_the_first(broker):
    name = unique("same")
    first = broker.client(name)
    second = broker.client(name)
    first.expect_close(TAKEN_OVER)
    second.expect_nothing()
    second.leave()


def test_a_hundred_take_overs_leave_the_last_one_connected(broker):
    name = unique("chain")
    chain = [broker.client(name) for _ in range(100)]
    for client in chain[:-1]:
        client.expect_close(TAKEN_OVER)
    chain[-1].expect_nothing()
    chain[-1].leave()


def test_two_clients_without_id_do_not_disturb_each_other(broker):
    with broker.client("") as one, broker.client("") as other:
        one.expect_nothing()
        other.expect_nothing()


@pytest.mark.parametrize("cut", [0, 1, 9, -1], ids=["no byte", "one byte", "nine bytes", "all but one"])
def test_a_connection_that_ends_before_its_connect_gets_no_answer(broker, witness, cut):
    client = Client(broker.port)
    client.send(full()[:cut])
    client.socket.shutdown(1)
    client.expect_close()
    client.close()
    witness()


def test_silence_beyond_the_keep_alive_closes(broker):
    client = broker.client(unique(), keep_alive=1)
    client.expect_close(KEEP_ALIVE_TIMEOUT)
    client.close()


@only("3.1.1")
def test_a_program_starts_and_stops_without_any_client(tmp_path):
    Broker(str(tmp_path)).stop()
