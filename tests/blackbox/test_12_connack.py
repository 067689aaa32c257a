# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: what the broker tells of itself in CONNACK, and what it says to people."""

import pytest

from support.cases import only, ours
from support.wire import (BAD_AUTH_METHOD, Client, connect, open_packet, props, publish, pubrel, reason_string, suback,
                          subscribe, unique, unsubscribe)

pytestmark = [pytest.mark.usefixtures("version"), only("5")]

KNOWN = {"session_expiry", "receive_maximum", "maximum_qos", "retain_available", "maximum_packet_size", "assigned_client_id",
         "topic_alias_maximum", "reason_string", "user", "wildcard_available", "subscription_id_available", "shared_available",
         "server_keep_alive", "response_information", "server_reference", "authentication_method", "authentication_data"}


def told(broker, name="", **options):
    with broker.client(name, **options) as client:
        return client.connack


def test_every_property_belongs_into_connack_and_comes_once(broker):
    with Client(broker.port) as client:
        client.send(connect(unique()))
        first, head, properties, rest = open_packet(client.read_packet())
        assert (first, head, rest) == (0x20, b"\x00\x00", b"")
        names = [name for name, _ in properties]
        assert set(names) <= KNOWN and len(set(names)) == len(names)


def test_a_client_with_an_id_is_assigned_none(broker):
    assert "assigned_client_id" not in told(broker, unique())


@pytest.mark.parametrize("clean", (True, False), ids=("clean", "not clean"))
def test_a_client_without_id_is_assigned_a_new_one_each_time(broker, clean):
    given = {told(broker, "", clean=clean)["assigned_client_id"] for _ in range(20)}
    assert len(given) == 20 and all(given)


def test_the_assigned_id_names_the_session(broker, topic):
    client = broker.client("", clean=False)
    name = client.connack["assigned_client_id"]
    client.subscribe((topic, 1))
    client.leave()
    with broker.client(name, clean=False, present=True) as client:
        client.send(publish(topic, "m"))
        client.expect(publish(topic, "m"))


def test_nothing_that_the_standard_knows_is_missing(broker):
    connack = told(broker, unique())
    for name in ("retain_available", "wildcard_available", "subscription_id_available", "shared_available"):
        assert connack.get(name, 1) == 1
    assert connack.get("maximum_qos", 2) == 2


def test_no_authentication_is_spoken_of_when_none_was_asked_for(broker):
    assert not {"authentication_method", "authentication_data"} & told(broker, unique()).keys()


@pytest.mark.parametrize("asked", (0, 1), ids=("not asked", "asked"))
def test_response_information_comes_only_when_asked(broker, asked):
    connack = told(broker, unique(), properties=props(request_response=asked))
    assert asked or "response_information" not in connack


def test_the_session_expiry_that_was_asked_for_is_granted(broker):
    for seconds in (0, 1, 100, 3600):
        assert told(broker, unique(), properties=props(session_expiry=seconds)).get("session_expiry", seconds) == seconds


@ours("mosquitto's setting has another name")
def test_a_longer_session_expiry_than_the_limit_is_answered_by_the_limit(start_broker):
    broker = start_broker(env={"TOPIQ_LIMITS_SESSION_EXPIRY_SECONDS": "100"})
    assert told(broker, unique(), properties=props(session_expiry=101))["session_expiry"] == 100
    assert told(broker, unique(), properties=props(session_expiry=0xFFFFFFFF))["session_expiry"] == 100
    assert told(broker, unique(), properties=props(session_expiry=99)).get("session_expiry", 99) == 99


@ours("mosquitto's setting has another name")
@pytest.mark.parametrize("asked", (0, 3, 60, 65535))
def test_a_longer_keep_alive_than_the_limit_is_answered_by_the_limit(start_broker, asked):
    broker = start_broker(env={"TOPIQ_LIMITS_MAX_KEEP_ALIVE_SECONDS": "2"})
    assert told(broker, unique(), keep_alive=asked)["server_keep_alive"] == 2


@ours("mosquitto's setting has another name")
def test_the_keep_alive_of_the_server_holds(start_broker):
    broker = start_broker(env={"TOPIQ_LIMITS_MAX_KEEP_ALIVE_SECONDS": "1"})
    client = broker.client(unique(), keep_alive=1000)
    client.expect_close(0x8D)


def test_a_keep_alive_within_the_limit_is_not_spoken_of(broker):
    assert "server_keep_alive" not in told(broker, unique(), keep_alive=60)


@ours("mosquitto gives no reasons in words")
def test_a_refusal_says_why_in_words(broker):
    with Client(broker.port) as client:
        client.send(connect(unique(), properties=props(authentication_method="smoke signals")))
        got = client.read_packet()
        assert got[3] == BAD_AUTH_METHOD and reason_string(got)
        client.expect_close()


@ours("mosquitto gives no reasons in words")
def test_a_close_says_why_in_words(broker):
    with broker.client(unique()) as client:
        client.send(publish("a/+", "x"))
        got = client.read_packet()
        assert got[0] == 0xE0 and reason_string(got)
        client.expect_close()


@pytest.mark.parametrize("largest", (20, 30))
def test_words_are_left_out_where_the_packet_would_be_too_large(broker, largest):
    with broker.client(unique(), properties=props(maximum_packet_size=largest)) as client:
        client.send(publish("a/+", "x"))
        got = client.read_packet()
        assert got[0] == 0xE0 and len(got) <= largest
        client.expect_close()


def test_a_connack_fits_into_the_maximum_packet_size(broker):
    with Client(broker.port) as client:
        client.send(connect(unique(), properties=props(maximum_packet_size=40)))
        assert len(client.read_packet()) <= 40


@ours("mosquitto closes at a bad filter")
def test_acknowledgements_have_no_words_for_those_who_want_none(broker):
    with broker.client(unique(), properties=props(request_problem=0)) as client:
        client.send(subscribe(1, "bad#"), publish("nobody/reads/this", "x", 1, mid=2), unsubscribe(3, "never"), pubrel(9))
        answers = [client.read_packet() for _ in range(4)]
        assert [answer[0] >> 4 for answer in answers] == [9, 4, 11, 7]
        assert not any(open_packet(answer)[2] for answer in answers)


def test_connack_comes_once_and_first(broker):
    with Client(broker.port) as client:
        client.send(connect(unique()), subscribe(1, "x"))
        assert client.read_packet()[0] == 0x20
        client.expect(suback(1, 0))
        client.expect_nothing()
