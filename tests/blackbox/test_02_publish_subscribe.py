# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""02 publish and subscribe: the four packets, the topics and filters that are allowed, and who gets what."""

import pytest

from support.broker import PEER
from support.cases import Case, check, closes, ours, table
from support.wire import (BAD_FILTER, BAD_TOPIC, NO_MATCHING_SUBSCRIBERS, NO_SUBSCRIPTION, PINGREQ, PINGRESP, level, packet,
                          puback, pubcomp, publish, pubrec, pubrel, sized, suback, subscribe, text, u16, unique, unsuback,
                          unsubscribe)

MOSQUITTO_PUBREC = "mosquitto tells of the missing subscriber in PUBACK only"

pytestmark = pytest.mark.usefixtures("version")

BAD_TEXT = {
    "a NUL": b"a\x00b",
    "a lone continuation byte": b"a\x80b",
    "a high surrogate": b"a\xed\xa0\x80b",
    "a low surrogate": b"a\xed\xbf\xbfb",
    "a pair of surrogates": b"a\xed\xa0\xbd\xed\xb8\x80b",
    "an overlong NUL": b"a\xc0\x80b",
    "an overlong slash": b"a\xc0\xafb",
    "an overlong three-byte form": b"a\xe0\x80\xafb",
    "an overlong four-byte form": b"a\xf0\x80\x80\xafb",
    "a code point past U+10FFFF": b"a\xf4\x90\x80\x80b",
    "a five-byte form": b"a\xf8\x88\x80\x80\x80b",
    "a cut sequence at the end": b"a\xe2\x82",
    "a cut sequence in the middle": b"a\xe2\x82b",
    "the byte FE": b"a\xfeb",
    "the byte FF": b"a\xffb",
}


def publish_cases():
    nobody = NO_MATCHING_SUBSCRIBERS
    cases = [
        Case("QoS 0 gets no answer", publish("p/0", "x")),
        Case("QoS 1 gets PUBACK", publish("p/1", "x", 1, mid=1), puback(1, nobody)),
        Case("QoS 2 gets PUBREC", publish("p/2", "x", 2, mid=1), pubrec(1, nobody), ours=MOSQUITTO_PUBREC if level() >= 5 else ""),
        Case("the packet id 65535 is answered", publish("p/1", "x", 1, mid=65535), puback(65535, nobody)),
        Case("an empty payload is allowed", publish("p/1", "", 1, mid=2), puback(2, nobody)),
        Case("a payload of any bytes is allowed", publish("p/1", bytes(range(256)), 1, mid=2), puback(2, nobody)),
        Case("DUP with QoS 1 is allowed", publish("p/1", "x", 1, mid=3, dup=True), puback(3, nobody)),
        Case("a topic of one character is allowed", publish("x", "x", 1, mid=4), puback(4, nobody)),
        Case("a topic of one slash is allowed", publish("/", "x", 1, mid=4), puback(4, nobody)),
        Case("a topic with a space is allowed", publish("p/a b", "x", 1, mid=4), puback(4, nobody)),
        Case("a topic outside ASCII is allowed", publish("p/Größe/温度/📈", "x", 1, mid=4), puback(4, nobody)),
        Case("a topic of 1000 bytes is allowed", publish("p" * 1000, "x", 1, mid=4), puback(4, nobody)),
        Case("a topic with a byte order mark is allowed", publish("p/\ufeffx", "x", 1, mid=4), puback(4, nobody)),
        Case("a topic with U+0001 is allowed", publish("p/\x01", "x", 1, mid=4), puback(4, nobody),
             ours="the standard lets a receiver close; such names exist, so we take them and show them escaped"),
        Case("a topic with U+FFFF is allowed", publish("p/\uffff", "x", 1, mid=4), puback(4, nobody),
             ours="the standard lets a receiver close; such names exist, so we take them and show them escaped"),
        Case("many packets in one segment are answered in order",
             b"".join(publish("p/1", "x", 1, mid=mid) for mid in range(1, 101)), b"".join(puback(mid, nobody) for mid in range(1, 101))),

        closes("QoS 3 closes", packet(0x36, text("p/3") + u16(1) + sized(b"") + b"x")),
        closes("QoS 3 with DUP and retain closes", packet(0x3F, text("p/3") + u16(1) + sized(b"") + b"x")),
        closes("DUP with QoS 0 closes", publish("p/0", "x", dup=True),
               ours="the standard forbids it to the sender; mosquitto reads over it, we hold to the letter"),
        closes("the packet id 0 with QoS 1 closes", publish("p/1", "x", 1, mid=0)),
        closes("the packet id 0 with QoS 2 closes", publish("p/2", "x", 2, mid=0)),
        closes("an empty topic closes", publish("", "x")),
        closes("a topic of # closes", publish("#", "x"), reason=BAD_TOPIC),
        closes("a topic of + closes", publish("+", "x"), reason=BAD_TOPIC),
        closes("a topic that ends in /# closes", publish("p/#", "x"), reason=BAD_TOPIC),
        closes("a topic with a level of + closes", publish("p/+/x", "x"), reason=BAD_TOPIC),
        closes("a topic with # inside a level closes", publish("p/a#b", "x"), reason=BAD_TOPIC),
        closes("a topic with + inside a level closes", publish("p/a+b", "x"), reason=BAD_TOPIC),
        Case("a topic of 200 levels is allowed", publish("/" * 199, "x", 1, mid=4), puback(4, nobody)),
        closes("a topic of 201 levels closes", publish("/" * 200, "x", 1, mid=4),
               reason=BAD_TOPIC,
               ours="a bound that the standard does not set; mosquitto has the same, and reads over the message"),
        closes("a PUBLISH without body closes", b"\x30\x00"),
        closes("a PUBLISH with half a topic length closes", b"\x30\x01\x00"),
        closes("a PUBLISH with an empty topic and nothing else closes", b"\x30\x02\x00\x00"),
        closes("a topic longer than the packet closes", packet(0x30, u16(10) + b"short")),
        closes("a topic length of 65535 in a short packet closes", packet(0x30, u16(65535) + b"short")),
        closes("QoS 1 without a packet id closes", packet(0x32, text("p/1"))),
        closes("QoS 1 with half a packet id closes", packet(0x32, text("p/1") + b"\x00")),
        closes("QoS 2 without a packet id closes", packet(0x34, text("p/2"))),
    ]
    cases += [closes(f"a topic with {what} closes", publish(data, "x")) for what, data in BAD_TEXT.items()]
    return cases


def subscribe_cases():
    failure = BAD_FILTER if level() >= 5 else 0x80
    cases = [
        Case("QoS 0 is granted", subscribe(1, ("s/a", 0)), suback(1, 0)),
        Case("QoS 1 is granted", subscribe(1, ("s/a", 1)), suback(1, 1)),
        Case("QoS 2 is granted", subscribe(1, ("s/a", 2)), suback(1, 2)),
        Case("three filters get three codes in order", subscribe(9, ("s/a", 2), ("s/b", 0), ("s/c", 1)), suback(9, 2, 0, 1)),
        Case("the same filter twice gets two codes", subscribe(9, ("s/a", 2), ("s/a", 0)), suback(9, 2, 0)),
        Case("a hundred filters get a hundred codes", subscribe(7, *(f"s/{n}" for n in range(100))), suback(7, *[0] * 100)),
        Case("the packet id 65535 is answered in SUBACK", subscribe(65535, "s/a"), suback(65535, 0)),
        Case("the same packet id can be used again", subscribe(1, "s/a") + subscribe(1, "s/b"), suback(1, 0) + suback(1, 0)),
        closes("SUBSCRIBE without filter closes", packet(0x82, u16(1) + sized(b""))),
        closes("SUBSCRIBE without body closes", b"\x82\x00"),
        closes("SUBSCRIBE with half a packet id closes", b"\x82\x01\x00"),
        closes("SUBSCRIBE with the packet id 0 closes", subscribe(0, "s/a")),
        closes("SUBSCRIBE of QoS 3 closes", subscribe(1, ("s/a", 3))),
        closes("SUBSCRIBE with a reserved bit beside the QoS closes", subscribe(1, ("s/a", 4 if level() < 5 else 0x40))),
        closes("SUBSCRIBE with all reserved bits beside the QoS closes", subscribe(1, ("s/a", 0xFC if level() < 5 else 0xC0))),
        closes("SUBSCRIBE with a bad second QoS closes and answers nothing", subscribe(1, ("s/a", 0), ("s/b", 3))),
        closes("SUBSCRIBE without a QoS closes", packet(0x82, u16(1) + sized(b"") + text("s/a"))),
        closes("SUBSCRIBE without the second QoS closes", packet(0x82, u16(1) + sized(b"") + text("s/a") + b"\x00" + text("s/b"))),
        closes("an empty filter closes", subscribe(1, "")),
        Case("a filter of 200 levels is granted", subscribe(1, "/" * 199), suback(1, 0)),
        closes("a filter longer than the packet closes", packet(0x82, u16(1) + sized(b"") + u16(99) + b"s/a\x00")),
    ]
    cases += [Case(f"the filter {good!r} is granted", subscribe(1, good), suback(1, 0))
                  for good in ("#", "+", "/", "//", "+/+", "/+", "+/", "/#", "s/#", "s/+/x", "s/+/#", "+/s/#", "$SYS/none/#", "$SYS/+",
                               "s//x", "s/ /x", "s/Größe/+")]
    cases += [Case(f"the filter {bad!r} is refused and the others are granted", subscribe(1, "s/a", bad, ("s/b", 1)),
                       suback(1, 0, failure, 1), ours="the code tells the client which filter was wrong; mosquitto closes")
                  for bad in ("s#", "#s", "s/#/x", "#/x", "##", "s/##", "s/x#", "s+", "+s", "s/x+", "s/+x/y", "++", "+#", "s/+#",
                              "/" * 200)]
    cases += [closes(f"SUBSCRIBE with the flags {flags:X} closes", bytes([0x80 | flags]) + subscribe(1, "s/a")[1:])
                  for flags in range(16) if flags != 2]
    cases += [closes(f"a filter with {what} closes", subscribe(1, data)) for what, data in BAD_TEXT.items()]
    return cases


def unsubscribe_cases():
    cases = [
        Case("UNSUBSCRIBE of a subscribed filter is answered", subscribe(1, "u/a") + unsubscribe(2, "u/a"), suback(1, 0) + unsuback(2)),
        Case("UNSUBSCRIBE of an unknown filter is answered", unsubscribe(2, "u/never"), unsuback(2, NO_SUBSCRIPTION)),
        Case("UNSUBSCRIBE of three filters is answered once", unsubscribe(3, "u/a", "u/b", "u/c"), unsuback(3, *[NO_SUBSCRIPTION] * 3)),
        Case("UNSUBSCRIBE with the packet id 65535 is answered", unsubscribe(65535, "u/a"), unsuback(65535, NO_SUBSCRIPTION)),
        closes("UNSUBSCRIBE without filter closes", packet(0xA2, u16(1) + sized(b""))),
        closes("UNSUBSCRIBE without body closes", b"\xa2\x00"),
        closes("UNSUBSCRIBE with the packet id 0 closes", unsubscribe(0, "u/a")),
        closes("UNSUBSCRIBE of an empty filter closes", unsubscribe(1, "")),
        closes("UNSUBSCRIBE of a filter longer than the packet closes", packet(0xA2, u16(1) + sized(b"") + u16(99) + b"u/a")),
        closes("UNSUBSCRIBE with half a length behind its filter closes", packet(0xA2, u16(1) + sized(b"") + text("u/a") + b"\x00")),
    ]
    cases += [Case(f"UNSUBSCRIBE of {bad!r}, which nobody can have, is answered", unsubscribe(1, bad), unsuback(1, BAD_FILTER),
                         ours="as for any filter that is not subscribed; mosquitto closes")
                    for bad in ("u#", "u/#/x", "u+", "u/+x")]
    cases += [closes(f"UNSUBSCRIBE with the flags {flags:X} closes", bytes([0xA0 | flags]) + unsubscribe(1, "u/a")[1:])
                    for flags in range(16) if flags != 2]
    cases += [closes(f"UNSUBSCRIBE of a filter with {what} closes", unsubscribe(1, data)) for what, data in BAD_TEXT.items()]
    return cases


@table(publish_cases)
def test_publish(broker, witness, case):
    check(broker.port, case)
    witness()


@table(subscribe_cases)
def test_subscribe(broker, witness, case):
    check(broker.port, case)
    witness()


@table(unsubscribe_cases)
def test_unsubscribe(broker, witness, case):
    check(broker.port, case)
    witness()


# filter, topic, whether they match. R stands for a root of the test's own.
MATCHES = [
    ("R", "R", True), ("R", "R/", False), ("R", "r", False), ("R/a", "R/a", True), ("R/a", "R/A", False), ("R/a", "R/ab", False),
    ("R/ab", "R/a", False), ("R/a", "R/a/", False), ("R/a/", "R/a", False), ("R/+", "R/a", True), ("R/+", "R/", True),
    ("R/+", "R", False), ("R/+", "R/a/b", False), ("R/+/", "R/a/", True), ("R/+/", "R/a", False), ("R/+/c", "R/b/c", True),
    ("R/+/c", "R//c", True), ("R/+/c", "R/c", False), ("R/+/c", "R/a/b/c", False), ("R/+/+", "R/a/b", True),
    ("R/+/+", "R/a", False), ("R/#", "R", True), ("R/#", "R/", True), ("R/#", "R/a", True), ("R/#", "R/a/b/c", True),
    ("R/#", "Rx", False), ("R/#", "Rx/a", False), ("R/a/#", "R/a", True), ("R/a/#", "R/b", False), ("R/+/#", "R", False),
    ("R/+/#", "R/a", True), ("R/+/#", "R/", True), ("R/+/#", "R/a/b/c", True), ("+/a", "R/a", True), ("+/+", "R/a", True),
    ("+", "R", True), ("+", "/R", False), ("/+", "/R", True), ("+/+", "/R", True), ("/R", "R", False), ("R//b", "R//b", True),
    ("R//b", "R/b", False), ("R/a b", "R/a b", True), ("R/温度/+", "R/温度/1", True), ("#", "R", True), ("#", "/", True),
    ("#", "R/a/b", True), ("#", "$R", False), ("#", "$R/a", False), ("+", "$R", False), ("+/a", "$R/a", False),
    ("$R/#", "$R/a", True), ("$R/+", "$R/a", True), ("$R/a", "$R/a", True), ("R/#", "R/$a", True), ("R/+", "R/$a", True),
    ("R/é", "R/e\u0301", False), ("R/\ufeffa", "R/a", False), ("R/\ufeffa", "R/\ufeffa", True),
]


@pytest.mark.parametrize("pattern, topic, match", MATCHES, ids=[f"{f} {'matches' if m else 'does not match'} {t!r}"
                                                                for f, t, m in MATCHES])
def test_filter(broker, pattern, topic, match):
    root = unique("root")
    pattern, topic, marker = (name.replace("R", root) for name in (pattern, topic, "marker/R"))
    with broker.client(unique()) as reader, broker.client(unique()) as writer:
        reader.send(subscribe(1, pattern) + subscribe(2, marker))
        reader.expect(suback(1, 0), suback(2, 0))
        writer.send(publish(topic, "m") + publish(marker, "end"))
        if match:
            reader.expect(publish(topic, "m"))
        reader.expect(publish(marker, "end"))
        if pattern == "#" and PEER != "mosquitto":  # where two subscriptions match, mosquitto sends two copies to MQTT 5
            reader.expect_nothing()


@pytest.mark.parametrize("sent", (0, 1, 2))
@pytest.mark.parametrize("wanted", (0, 1, 2))
def test_a_message_arrives_with_the_lower_of_the_two_qos(broker, topic, sent, wanted):
    with broker.client(unique()) as reader, broker.client(unique()) as writer:
        reader.send(subscribe(1, (topic, wanted)))
        reader.expect(suback(1, wanted))
        writer.send(publish(topic, "m", sent, mid=5))
        if sent:
            writer.expect(puback(5) if sent == 1 else pubrec(5))
        if sent == 2:
            writer.send(pubrel(5))
            writer.expect(pubcomp(5))
        got = reader.read_packet()
        assert got == publish(topic, "m", min(sent, wanted), mid=int.from_bytes(got[4 + len(topic):6 + len(topic)], "big"))


def test_a_client_that_subscribes_to_its_own_topic_gets_its_message(broker, topic):
    with broker.client(unique()) as client:
        client.send(subscribe(1, topic))
        client.expect(suback(1, 0))
        client.send(publish(topic, "m"))
        client.expect(publish(topic, "m"))


def test_retain_is_not_set_on_a_live_message(broker, topic):
    with broker.client(unique()) as client:
        client.send(subscribe(1, topic))
        client.expect(suback(1, 0))
        client.send(publish(topic, "m", retain=True))
        client.expect(publish(topic, "m"))
        client.send(publish(topic, "", retain=True))
        client.expect(publish(topic, ""))


def test_dup_is_not_passed_on(broker, topic):
    with broker.client(unique()) as client:
        client.send(subscribe(1, topic))
        client.expect(suback(1, 0))
        client.send(publish(topic, "m", 1, dup=True, mid=8))
        client.expect_each(puback(8), publish(topic, "m"))


def test_unsubscribe_stops_the_messages(broker, topic):
    marker = topic + "/marker"
    with broker.client(unique()) as client:
        client.send(subscribe(1, topic, marker))
        client.expect(suback(1, 0, 0))
        client.send(unsubscribe(2, topic))
        client.expect(unsuback(2))
        client.send(publish(topic, "m") + publish(marker, "end"))
        client.expect(publish(marker, "end"))


def test_unsubscribe_removes_the_named_filter_only(broker, topic):
    with broker.client(unique()) as client:
        client.send(subscribe(1, topic, topic + "/#"))
        client.expect(suback(1, 0, 0))
        client.send(unsubscribe(2, topic + "/+", topic + "/#"))
        client.expect(unsuback(2, NO_SUBSCRIPTION, 0))
        client.send(publish(topic, "m"))
        client.expect(publish(topic, "m"))


def test_subscribing_again_changes_the_qos(broker, topic):
    with broker.client(unique()) as client:
        client.send(subscribe(1, (topic, 0)))
        client.expect(suback(1, 0))
        client.send(subscribe(2, (topic, 1)))
        client.expect(suback(2, 1))
        client.send(publish(topic, "m", 1, mid=8))
        client.expect_each(puback(8), publish(topic, "m", 1, mid=1))
        client.send(puback(1) + PINGREQ)
        client.expect(PINGRESP)


@ours("mosquitto sends one copy per subscription to MQTT 5, and the first one's QoS to 3.1.1")
def test_where_subscriptions_overlap_the_highest_qos_counts(broker, topic):
    with broker.client(unique()) as client:
        client.send(subscribe(1, (topic, 0), (topic + "/#", 1), ("+/" + topic.split("/")[1], 0)))
        client.expect(suback(1, 0, 1, 0))
        with broker.client(unique()) as writer:
            writer.send(publish(topic, "m", 1, mid=1))
            writer.expect(puback(1))
        client.expect(publish(topic, "m", 1, mid=1))
        client.send(puback(1))
        client.expect_nothing()


def test_every_subscriber_gets_every_message_in_order(broker, topic):
    readers = [broker.client(unique()) for _ in range(20)]
    for reader in readers:
        reader.send(subscribe(1, topic))
        reader.expect(suback(1, 0))
    with broker.client(unique()) as writer:
        messages = [publish(topic, str(n)) for n in range(500)]
        writer.send(*messages)
        for reader in readers:
            reader.expect(*messages)
            reader.close()
