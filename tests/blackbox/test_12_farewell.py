# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: the reasons in DISCONNECT and in the acknowledgements of a client, and the broker's own farewell."""

import signal

import pytest

from support.cases import Case, check, closes, only, ours, silent, table
from support.wire import BAD_TOPIC, PEER, SHUTTING_DOWN, UNKNOWN_ID, auth, packet, props, pubcomp, publish, pubrel, u16, unique

pytestmark = pytest.mark.usefixtures("version")

FROM_CLIENT = (0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99)
FROM_SERVER = (0x87, 0x89, 0x8B, 0x8D, 0x8E, 0x8F, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2)
UNDEFINED = (0x01, 0x02, 0x03, 0x05, 0x10, 0x18, 0x7F, 0xA3, 0xFF)


def farewell_cases():
    lax = "mosquitto does not look at the reason"
    cases = [silent(f"DISCONNECT with the reason {reason:02X} closes", packet(0xE0, bytes([reason]))) for reason in FROM_CLIENT]
    cases += [silent(f"DISCONNECT with the reason {reason:02X} and an empty property length closes", packet(0xE0, bytes([reason, 0])))
              for reason in FROM_CLIENT]
    cases += [closes(f"DISCONNECT with the reason {reason:02X} closes", packet(0xE0, bytes([reason])), ours=lax)
              for reason in FROM_SERVER + UNDEFINED]
    cases += [closes(f"the flags {flags:X} of AUTH close", packet(0xF0 | flags, b"\x00\x00")) for flags in range(1, 16)]
    cases += [closes(f"AUTH with the reason {reason:02X} closes", auth(reason, props(authentication_method="none")))
              for reason in (0x00, 0x18, 0x19, 0x01, 0x80)]
    return cases


def reason_cases():
    lax = "mosquitto does not look at the reason"
    unknown = 0 if PEER == "mosquitto" else UNKNOWN_ID
    cases = []
    for name, first, allowed in (("PUBACK", 0x40, (0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99)),
                                 ("PUBREC", 0x50, (0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99)),
                                 ("PUBREL", 0x62, (0x00, 0x92)), ("PUBCOMP", 0x70, (0x00, 0x92))):
        for reason in allowed:
            failed = reason >= 0x80
            answer = {"PUBREC": b"" if failed else pubrel(9, unknown), "PUBREL": pubcomp(9, unknown)}.get(name, b"")
            cases.append(Case(f"{name} with the reason {reason:02X} is taken", packet(first, u16(9) + bytes([reason])), answer,
                              ours="mosquitto answers the refusal too" if name == "PUBREC" and failed else ""))
            cases.append(Case(f"{name} with the reason {reason:02X} and an empty property length is taken",
                              packet(first, u16(9) + bytes([reason, 0])), answer,
                              ours="mosquitto answers the refusal too" if name == "PUBREC" and failed else ""))
        for reason in (0x01, 0x18, 0x7F, 0x8E, 0xFF):
            cases.append(closes(f"{name} with the reason {reason:02X} closes", packet(first, u16(9) + bytes([reason])), ours=lax))
    return cases


@table(farewell_cases, ["5"])
def test_farewell(broker, witness, case):
    check(broker.port, case)
    witness()


@table(reason_cases, ["5"])
def test_reason(broker, witness, case):
    check(broker.port, case)
    witness()


@ours("mosquitto closes without a word")
def test_a_broker_that_stops_says_so(start_broker):
    broker = start_broker()
    client = broker.client(unique())
    broker.program.signal(signal.SIGTERM)
    client.expect_close(SHUTTING_DOWN)
    assert broker.program.wait() == 0


@only("5")
def test_nothing_behind_an_error_is_processed(broker, topic):
    with broker.client(unique()) as reader, broker.client(unique()) as client:
        reader.subscribe(topic)
        client.send(publish("a/+", "x"), publish(topic, "never"))
        client.expect_close(BAD_TOPIC)
        reader.expect_nothing()
