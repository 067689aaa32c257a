# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""03 flow: the acknowledgements of QoS 1 and 2, in both directions."""

import pytest

from support.cases import Case, check, closes, ours, table
from support.wire import (NO_MATCHING_SUBSCRIBERS, PINGREQ, PINGRESP, UNKNOWN_ID, level, packet, puback, pubcomp, publish,
                          pubrec, pubrel, sized, suback, subscribe, u16, unique, unsuback, unsubscribe)

pytestmark = pytest.mark.usefixtures("version")

KINDS = {"PUBACK": 0x40, "PUBREC": 0x50, "PUBREL": 0x62, "PUBCOMP": 0x70}


def flow_cases():
    nobody = NO_MATCHING_SUBSCRIBERS
    told = "mosquitto gives no reason in PUBREC, PUBREL and PUBCOMP" if level() >= 5 else ""
    cases = [
        Case("the whole of QoS 2 ends in PUBCOMP", publish("f/2", "x", 2, mid=1) + pubrel(1), pubrec(1, nobody) + pubcomp(1), ours=told),
        Case("PUBREL of an unknown id gets PUBCOMP", pubrel(77), pubcomp(77, UNKNOWN_ID), ours=told),
        Case("PUBREL twice gets PUBCOMP twice", publish("f/2", "x", 2, mid=1) + pubrel(1) * 2,
             pubrec(1, nobody) + pubcomp(1) + pubcomp(1, UNKNOWN_ID), ours=told),
        Case("PUBLISH of QoS 2 twice gets PUBREC twice",
             publish("f/2", "x", 2, mid=1) + publish("f/2", "x", 2, mid=1, dup=True), pubrec(1, nobody) + pubrec(1), ours=told),
        Case("PUBREC of an unknown id gets PUBREL", pubrec(78), pubrel(78, UNKNOWN_ID), ours=told),
        Case("PUBACK of an unknown id is passed over", puback(79)),
        Case("PUBCOMP of an unknown id is passed over", pubcomp(80)),
        Case("an id can be used again after PUBCOMP",
             (publish("f/2", "x", 2, mid=1) + pubrel(1)) * 3, (pubrec(1, nobody) + pubcomp(1)) * 3, ours=told),
        Case("the same id can be open with QoS 2 and used with QoS 1",
             publish("f/2", "x", 2, mid=1) + publish("f/1", "x", 1, mid=2) + pubrel(1),
             pubrec(1, nobody) + puback(2, nobody) + pubcomp(1), ours=told),
        Case("a hundred QoS 2 messages can be open at once",
             b"".join(publish("f/2", "x", 2, mid=n) for n in range(1, 101)) + b"".join(pubrel(n) for n in range(1, 101)),
             b"".join(pubrec(n, nobody) for n in range(1, 101)) + b"".join(pubcomp(n) for n in range(1, 101)), ours=told),
    ]
    for kind, first in KINDS.items():
        cases += [closes(f"{kind} with the packet id 0 closes", packet(first, u16(0))),
                  closes(f"{kind} without body closes", packet(first)),
                  closes(f"{kind} with half a packet id closes", packet(first, b"\x00")),
                  closes(f"{kind} with a byte behind its packet id closes",
                        packet(first, u16(1) + (b"\x00" if level() < 5 else b"\x00\x00\x00")),
                        ours="mosquitto does not look for what follows")]
        cases += [closes(f"{kind} with the flags {flags:X} closes", packet(first & 0xF0 | flags, u16(1)),
                        ours="" if kind == "PUBREL" else "mosquitto looks at the flags of PUBREL only")
                 for flags in range(16) if flags != first & 15]
    return cases


@table(flow_cases)
def test_flow(broker, witness, case):
    check(broker.port, case)
    witness()


def received(reader, topic, payload, qos):
    """Reads one PUBLISH of this QoS and gives its packet id."""
    got = reader.read_packet()
    start = len(got) - len(payload) - len(sized(b"")) - 2
    mid = int.from_bytes(got[start:start + 2], "big")
    assert mid != 0
    assert got == publish(topic, payload, qos, mid=mid)
    return mid


@pytest.fixture
def reader(broker, topic):
    with broker.client(unique("reader")) as client:
        client.send(subscribe(1, (topic, 2)))
        client.expect(suback(1, 2))
        yield client


@pytest.fixture
def writer(broker):
    with broker.client(unique("writer")) as client:
        yield client


def test_a_qos_1_message_is_sent_once_when_acknowledged(broker, topic, reader, writer):
    writer.send(publish(topic, "m", 1, mid=1))
    reader.send(puback(received(reader, topic, "m", 1)))
    reader.expect_nothing()


def test_a_qos_2_message_goes_through_its_four_steps(broker, topic, reader, writer):
    writer.send(publish(topic, "m", 2, mid=1))
    writer.expect(pubrec(1))
    writer.send(pubrel(1))
    writer.expect(pubcomp(1))
    mid = received(reader, topic, "m", 2)
    reader.send(pubrec(mid))
    reader.expect(pubrel(mid))
    reader.send(pubcomp(mid))
    reader.expect_nothing()


def test_pubrec_twice_gets_pubrel_twice(broker, topic, reader, writer):
    writer.send(publish(topic, "m", 2, mid=1) + pubrel(1))
    mid = received(reader, topic, "m", 2)
    reader.send(pubrec(mid) * 2)
    reader.expect(pubrel(mid) * 2)
    reader.send(pubcomp(mid))
    reader.expect_nothing()


def test_a_repeated_qos_2_publish_is_delivered_once(broker, topic, reader, writer):
    writer.send(publish(topic, "m", 2, mid=1) + publish(topic, "m", 2, mid=1, dup=True) + pubrel(1))
    writer.expect(pubrec(1) * 2 + pubcomp(1))
    writer.send(publish(topic, "end", 1, mid=2))
    received(reader, topic, "m", 2)
    received(reader, topic, "end", 1)


@ours("mosquitto closes at the third copy")
def test_ten_thousand_copies_of_a_qos_2_publish_are_delivered_once(broker, topic, reader, writer):
    for _ in range(100):
        writer.send(publish(topic, "m", 2, mid=1, dup=True) * 100)
        writer.expect(pubrec(1) * 100)
    writer.send(pubrel(1) + publish(topic, "end", 1, mid=2))
    writer.expect(pubcomp(1) + puback(2))
    received(reader, topic, "m", 2)
    received(reader, topic, "end", 1)


def test_a_repeated_qos_1_publish_is_a_new_message(broker, topic, reader, writer):
    writer.send(publish(topic, "m", 1, mid=1) + publish(topic, "m", 1, mid=1, dup=True))
    writer.expect(puback(1) * 2)
    assert received(reader, topic, "m", 1) != received(reader, topic, "m", 1)


def test_after_pubcomp_the_same_id_is_a_new_message(broker, topic, reader, writer):
    writer.send((publish(topic, "m", 2, mid=1) + pubrel(1)) * 2)
    writer.expect((pubrec(1) + pubcomp(1)) * 2)
    assert received(reader, topic, "m", 2) != received(reader, topic, "m", 2)


def test_open_ids_of_one_reader_are_all_different(broker, topic, reader, writer):
    for n in range(1, 201):
        writer.send(publish(topic, f"{n:04}", 1, mid=n))
    assert len({received(reader, topic, f"{n:04}", 1) for n in range(1, 201)}) == 200


def test_the_same_id_in_both_directions_is_two_things(broker, topic):
    with broker.client(unique()) as client:
        client.send(subscribe(1, (topic, 1)))
        client.expect(suback(1, 1))
        client.send(publish(topic, "m", 1, mid=1))
        client.expect_each(puback(1), publish(topic, "m", 1, mid=1))
        client.send(puback(1) + PINGREQ)
        client.expect(PINGRESP)


def test_unacknowledged_messages_do_not_stop_another_reader(broker, topic, reader, writer):
    with broker.client(unique()) as other:
        other.send(subscribe(1, (topic, 0)))
        other.expect(suback(1, 0))
        for n in range(1, 1501):  # more than the window of `reader`, who acknowledges nothing
            writer.send(publish(topic, f"{n:04}", 1, mid=n))
        other.expect(*(publish(topic, f"{n:04}") for n in range(1, 1501)))


@pytest.mark.parametrize("qos", (1, 2))
def test_a_message_that_was_begun_is_finished_after_unsubscribe(topic, reader, writer, qos):
    writer.send(publish(topic, "m", qos, mid=1) + (pubrel(1) if qos == 2 else b""))
    mid = received(reader, topic, "m", qos)
    reader.send(unsubscribe(2, topic))
    reader.expect(unsuback(2))
    reader.send(puback(mid) if qos == 1 else pubrec(mid))
    if qos == 2:
        reader.expect(pubrel(mid))
        reader.send(pubcomp(mid))
    reader.expect_nothing()


@pytest.mark.parametrize("qos", (1, 2))
def test_more_messages_than_the_window_arrive_in_order_as_they_are_acknowledged(broker, topic, reader, writer, qos):
    count = 3000
    for n in range(count):
        writer.send(publish(topic, f"{n:04}", qos, mid=n + 1) + (pubrel(n + 1) if qos == 2 else b""))
    seen = 0
    while seen < count:
        got = reader.read_packet()
        if got[0] >> 4 == 3:
            end = len(got) - 4 - len(sized(b""))
            mid = int.from_bytes(got[end - 2:end], "big")
            assert got == publish(topic, f"{seen:04}", qos, mid=mid)
            seen += 1
            reader.send(puback(mid) if qos == 1 else pubrec(mid))
        else:
            mid = int.from_bytes(got[2:4], "big")
            assert got == pubrel(mid)
            reader.send(pubcomp(mid))
