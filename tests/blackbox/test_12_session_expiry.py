# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: how long a session outlives its connection, and when the will is published."""

import pytest

from support.cases import only, ours
from support.program import until
from support.wire import (DISCONNECT, FOREVER, PROTOCOL_ERROR, TAKEN_OVER, Client, connect, disconnect, props, publish,
                          speaking, unique)

pytestmark = [pytest.mark.usefixtures("version"), only("5")]

WITH_WILL = 0x04


@pytest.fixture
def name():
    return unique("session")


@pytest.fixture
def reader(broker, topic):
    with broker.client(unique("reader")) as client:
        client.subscribe((topic, 1), (topic + "/marker", 0))
        yield client


def come(broker, name, seconds, clean=False, present=False, **options):
    properties = b"" if seconds is None else props(session_expiry=seconds)
    return broker.client(name, clean=clean, present=present, properties=properties, **options)


def present(broker, name):
    """Whether there is a session; coming leaves it as it was, but for its time, which begins anew."""
    with Client(broker.port) as client:
        client.send(connect(name, clean=False, properties=props(session_expiry=100)))
        return client.read_packet()[2] == 1


def gone(broker, name, seconds):
    """Whether the session has ended, asked in a way that never prolongs it."""
    with Client(broker.port) as client:
        client.send(connect(name, clean=False, properties=props(session_expiry=seconds)))
        answer = client.read_packet()[2] == 0
        client.send(DISCONNECT)
        client.expect_close()
        return answer


def nothing_came(reader, topic):
    reader.send(publish(topic + "/marker", "end"))
    reader.expect(publish(topic + "/marker", "end"))


@pytest.mark.parametrize("seconds", (None, 0), ids=("absent", "0"))
@pytest.mark.parametrize("clean", (True, False), ids=("clean", "not clean"))
def test_without_session_expiry_it_ends_with_the_connection(broker, name, seconds, clean):
    come(broker, name, seconds, clean).leave()
    assert not present(broker, name)


@pytest.mark.parametrize("seconds", (100, FOREVER))
@pytest.mark.parametrize("clean", (True, False), ids=("clean", "not clean"))
def test_with_session_expiry_it_outlives_the_connection(broker, name, seconds, clean):
    come(broker, name, seconds, clean).leave()
    come(broker, name, seconds, present=True).vanish()
    assert present(broker, name)


def test_a_clean_start_ends_the_session_that_was(broker, name, topic):
    client = come(broker, name, 100)
    client.subscribe((topic, 1))
    client.leave()
    with come(broker, name, 100, clean=True) as client:
        client.publish(topic, "m")
        client.expect_nothing()
        client.leave()
    assert present(broker, name)


@pytest.mark.parametrize("farewell", ("leave", "vanish"))
def test_it_ends_when_its_time_is_over(broker, name, farewell):
    getattr(come(broker, name, 1), farewell)()
    come(broker, name, 1, present=True).leave()
    watch = unique("watch")
    come(broker, watch, 1).leave()  # ends after the other, and is not touched meanwhile
    assert not gone(broker, name, 1)
    until(lambda: clock(broker, watch), "a second and more")
    assert not present(broker, watch)


def clock(broker, name):
    """Turns true when a retained message of one second that was published at the first call has expired."""
    topic = "clock/" + name
    with broker.client(unique()) as client:
        if name not in clock.begun:
            clock.begun.add(name)
            client.publish(topic, "x", retain=True, properties=props(message_expiry=2))
        client.subscribe(topic)
        return client.everything() == (b"", False)


clock.begun = set()


def test_its_time_begins_with_the_end_of_the_connection(broker, name):
    client = come(broker, name, 1)
    until(lambda: clock(broker, name), "two seconds")
    client.expect_nothing()
    client.leave()
    come(broker, name, 1, present=True).leave()


def test_disconnect_can_change_the_time(broker, name):
    come(broker, name, 100).leave(disconnect(0, props(session_expiry=0)))
    assert not present(broker, name)


def test_disconnect_can_prolong_it(broker, name):
    come(broker, name, 1).leave(disconnect(0, props(session_expiry=100)))
    until(lambda: clock(broker, name), "two seconds")
    assert present(broker, name)


def test_disconnect_cannot_begin_it(broker, name):
    client = come(broker, name, 0)
    client.send(disconnect(0, props(session_expiry=100)))
    client.expect_close(PROTOCOL_ERROR)
    assert not present(broker, name)


def test_a_take_over_keeps_the_session_and_takes_the_new_time(broker, name):
    first = come(broker, name, 100)
    second = come(broker, name, 0, present=True)
    first.expect_close(TAKEN_OVER)
    second.leave()
    assert not present(broker, name)


def test_a_client_of_3_1_1_and_one_of_5_share_a_session(broker, name, topic):
    client = come(broker, name, 100)
    client.subscribe((topic, 1))
    client.leave()
    with speaking(4):
        with broker.client(name, clean=False, present=True) as old:
            old.send(publish(topic, "m"))
            old.expect(publish(topic, "m"))
            old.leave()
    assert present(broker, name)


# ---- will delay

def mortal(broker, topic, delay, expiry=100, name=None, payload="gone", **options):
    will = (topic, payload, 1, False, props(will_delay=delay) if delay is not None else b"")
    return come(broker, name or unique("mortal"), expiry, will=will, **options)


@pytest.mark.parametrize("delay", (None, 0), ids=("absent", "0"))
def test_without_delay_the_will_comes_at_once(broker, topic, reader, delay):
    mortal(broker, topic, delay).close()
    assert reader.read_message().payload == b"gone"


def test_with_delay_the_will_comes_later(broker, topic, reader):
    mortal(broker, topic, 1).close()
    nothing_came(reader, topic)
    assert reader.read_message().payload == b"gone"


def test_a_client_that_comes_back_in_time_has_no_will_published(broker, topic, reader, name):
    mortal(broker, topic, 1, name=name).vanish()
    come(broker, name, 100, present=True).leave()
    until(lambda: clock(broker, name), "two seconds")
    nothing_came(reader, topic)


def test_the_end_of_the_session_publishes_the_will_before_its_delay(broker, topic, reader):
    mortal(broker, topic, 1000, expiry=1).close()
    assert reader.read_message().payload == b"gone"


@ours("mosquitto waits for the delay")
def test_a_session_that_ends_with_its_connection_publishes_at_once(broker, topic, reader):
    mortal(broker, topic, 1000, expiry=0).close()
    assert reader.read_message().payload == b"gone"


@ours("mosquitto waits for the delay")
def test_a_clean_start_ends_the_old_session_and_publishes_its_will(broker, topic, reader, name):
    mortal(broker, topic, 1000, name=name).vanish()
    come(broker, name, 100, clean=True).leave()
    assert reader.read_message().payload == b"gone"


@ours("mosquitto publishes it nevertheless")
def test_a_take_over_within_the_delay_publishes_none(broker, topic, reader, name):
    first = mortal(broker, topic, 1, name=name)
    with come(broker, name, 100, present=True):
        first.expect_close(TAKEN_OVER)
        until(lambda: clock(broker, name), "two seconds")
        nothing_came(reader, topic)


def test_disconnect_publishes_no_will(broker, topic, reader, name):
    mortal(broker, topic, 0, name=name).leave()
    mortal(broker, topic, 1, name=name, present=True).leave()
    until(lambda: clock(broker, name), "two seconds")
    nothing_came(reader, topic)


def test_disconnect_with_will_publishes_it(broker, topic, reader):
    mortal(broker, topic, 0).leave(disconnect(WITH_WILL))
    assert reader.read_message().payload == b"gone"


def test_disconnect_with_will_publishes_it_after_its_delay(broker, topic, reader):
    mortal(broker, topic, 1).leave(disconnect(WITH_WILL))
    nothing_came(reader, topic)
    assert reader.read_message().payload == b"gone"


@ours("mosquitto takes every DISCONNECT but 0x04 for a good one")
@pytest.mark.parametrize("reason", (0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99))
def test_disconnect_with_a_failure_publishes_the_will(broker, topic, reader, reason):
    mortal(broker, topic, 0).leave(disconnect(reason))
    assert reader.read_message().payload == b"gone"


def test_the_will_of_a_delay_comes_once(broker, topic, reader, name):
    mortal(broker, topic, 1, name=name).close()
    assert reader.read_message().payload == b"gone"
    come(broker, name, 100, present=True).vanish()
    assert present(broker, name)
    nothing_came(reader, topic)


def test_a_will_with_expiry_tells_the_time_that_is_left(broker, topic, reader):
    will = (topic, "gone", 1, False, props(message_expiry=1000, will_delay=0))
    come(broker, unique(), 100, will=will).close()
    assert 990 <= reader.read_message().get("message_expiry") <= 1000
