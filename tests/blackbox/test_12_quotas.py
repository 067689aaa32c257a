# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: receive maximum and maximum packet size, in both directions."""

import pytest

from support.cases import only, ours
from support.wire import (PINGREQ, PINGRESP, RECEIVE_MAXIMUM_EXCEEDED, TOO_LARGE, UNSPECIFIED, props, puback, pubcomp, publish,
                          pubrec, pubrel, suback, subscribe, unique)

pytestmark = [pytest.mark.usefixtures("version"), only("5")]


@pytest.fixture
def writer(broker):
    with broker.client(unique("writer")) as client:
        yield client


def reader(broker, topic, qos=1, **properties):
    client = broker.client(unique("reader"), properties=props(**properties))
    client.subscribe((topic, qos))
    return client


@pytest.mark.parametrize("quota", (1, 2, 20))
def test_no_more_qos_1_messages_are_open_than_the_client_allows(broker, writer, topic, quota):
    client = reader(broker, topic, receive_maximum=quota)
    for n in range(quota + 3):
        writer.publish(topic, str(n), 1)
    opened = [client.read_message() for _ in range(quota)]
    client.expect_nothing()
    for n in range(3):
        client.send(puback(opened[n % quota].mid))
        message = client.read_message()
        assert message.payload == str(quota + n).encode()
        opened[n % quota] = message
    client.expect_nothing()
    client.close()


@pytest.mark.parametrize("quota", (1, 3))
def test_no_more_qos_2_messages_are_open_until_pubcomp(broker, writer, topic, quota):
    client = reader(broker, topic, 2, receive_maximum=quota)
    for n in range(quota + 1):
        writer.publish(topic, str(n), 2)
    opened = [client.read_message() for _ in range(quota)]
    client.expect_nothing()
    client.send(pubrec(opened[0].mid))
    client.expect(pubrel(opened[0].mid))
    client.expect_nothing()
    client.send(pubcomp(opened[0].mid))
    assert client.read_message().payload == str(quota).encode()
    client.close()


def test_qos_1_and_qos_2_share_the_quota(broker, writer, topic):
    client = reader(broker, topic, 2, receive_maximum=2)
    for n, qos in enumerate((1, 2, 1)):
        writer.publish(topic, str(n), qos)
    one, two = client.read_message(), client.read_message()
    client.expect_nothing()
    client.send(puback(one.mid))
    assert client.read_message().payload == b"2"
    client.send(pubrec(two.mid))
    client.expect(pubrel(two.mid))
    client.close()


def test_qos_0_goes_on_while_the_quota_is_used_up(broker, writer, topic):
    client = reader(broker, topic, 1, receive_maximum=1)
    client.subscribe((topic + "/0", 0))
    writer.publish(topic, "open", 1)
    client.read_message()
    writer.publish(topic, "waits", 1)
    writer.publish(topic + "/0", "passes", 0)
    client.expect(publish(topic + "/0", "passes"))
    client.close()


def test_other_packets_go_on_while_the_quota_is_used_up(broker, writer, topic):
    client = reader(broker, topic, 1, receive_maximum=1)
    writer.publish(topic, "open", 1)
    writer.publish(topic, "waits", 1)
    client.read_message()
    client.send(subscribe(5, topic + "/x"), PINGREQ)
    client.expect(suback(5, 0), PINGRESP)
    client.publish(topic + "/y", "m", 2)
    client.close()


def test_a_refusing_pubrec_frees_its_place(broker, writer, topic):
    client = reader(broker, topic, 2, receive_maximum=1)
    writer.publish(topic, "refused", 2)
    writer.publish(topic, "next", 2)
    message = client.read_message()
    client.send(pubrec(message.mid, UNSPECIFIED))
    assert client.read_message().payload == b"next"
    client.close()


def test_a_refusing_puback_ends_the_message(broker, writer, topic):
    name = unique("refuses")
    client = broker.client(name, clean=False)
    client.subscribe((topic, 1))
    writer.publish(topic, "refused", 1)
    client.send(puback(client.read_message().mid, UNSPECIFIED))
    client.expect_nothing()
    client.leave()
    with broker.client(name, clean=False, present=True) as client:
        client.expect_nothing()


def test_a_refused_qos_2_message_does_not_come_again(broker, writer, topic):
    name = unique("refuses")
    client = broker.client(name, clean=False)
    client.subscribe((topic, 2))
    writer.publish(topic, "refused", 2)
    client.send(pubrec(client.read_message().mid, UNSPECIFIED))
    client.expect_nothing()
    client.leave()
    with broker.client(name, clean=False, present=True) as client:
        client.expect_nothing()


def test_the_quota_is_full_again_after_coming_back(broker, writer, topic):
    name, quota = unique("back"), props(receive_maximum=2, session_expiry=100)
    client = broker.client(name, clean=False, properties=quota)
    client.subscribe((topic, 1))
    for n in range(4):
        writer.publish(topic, str(n), 1)
    mids = [client.read_message().mid for _ in range(2)]
    client.vanish()
    with broker.client(name, clean=False, present=True, properties=quota) as client:
        again = [client.read_message() for _ in range(2)]
        assert [m.mid for m in again] == mids and all(m.dup for m in again)
        client.expect_nothing()
        client.send(puback(mids[0]))
        assert client.read_message().payload == b"2"


@ours("mosquitto's own receive maximum is not told and cannot be exceeded by one")
def test_more_open_qos_2_messages_than_the_broker_allows_close(broker, topic):
    with broker.client(unique()) as client:
        allowed = client.connack.get("receive_maximum", 65535)
        assert allowed < 65535, "65,535 open messages of one client cannot be counted by packet ids alone"
        for n in range(allowed):
            client.send(publish(topic, "m", 2, mid=n + 1))
        client.expect_taken(*(pubrec(n + 1) for n in range(allowed)))
        client.send(publish(topic, "m", 2, mid=allowed + 1))
        client.expect_close(RECEIVE_MAXIMUM_EXCEEDED)


def test_as_many_as_the_broker_allows_are_taken_again_and_again(broker, topic):
    with broker.client(unique()) as client:
        allowed = min(client.connack.get("receive_maximum", 65535), 1000)
        for _ in range(3):
            client.send(*(publish(topic, "m", 2, mid=n + 1) for n in range(allowed)))
            client.expect_taken(*(pubrec(n + 1) for n in range(allowed)))
            client.send(*(pubrel(n + 1) for n in range(allowed)))
            client.expect(*(pubcomp(n + 1) for n in range(allowed)))


# ---- maximum packet size

@ours("mosquitto does not count the fixed header")
@pytest.mark.parametrize("qos", (0, 1, 2))
def test_a_message_of_just_the_size_comes_and_a_larger_one_never(broker, writer, topic, qos):
    limit = 200
    fits = limit - len(publish(topic, b"", qos, mid=1)) - 1  # the remaining length takes two bytes then
    client = reader(broker, topic, qos, maximum_packet_size=limit)
    writer.publish(topic, b"x" * (fits + 1), qos)
    writer.publish(topic, b"y" * fits, qos)
    writer.publish(topic, b"", qos)
    assert client.read_message().payload == b"y" * fits
    assert client.read_message().payload == b""
    client.expect_nothing()
    client.close()


def test_a_message_that_is_too_large_for_one_comes_to_the_others(broker, writer, topic):
    small, large = reader(broker, topic, 1, maximum_packet_size=100), reader(broker, topic, 1)
    writer.publish(topic, b"x" * 200)
    assert large.read_message().payload == b"x" * 200
    small.expect_nothing()
    small.close()
    large.close()


def test_properties_count_for_the_size(broker, writer, topic):
    client = reader(broker, topic, 1, maximum_packet_size=100)
    writer.publish(topic, "m", properties=props(user=[("key", "x" * 100)]))
    writer.publish(topic, "n")
    assert client.read_message().payload == b"n"
    client.close()


@ours("mosquitto forgets to free the place")
def test_a_message_that_is_too_large_does_not_use_up_the_quota(broker, writer, topic):
    client = reader(broker, topic, 1, maximum_packet_size=100, receive_maximum=1)
    for n in range(5):
        writer.publish(topic, b"x" * 200)
    writer.publish(topic, "m")
    assert client.read_message().payload == b"m"
    client.close()


def test_a_message_that_is_too_large_is_not_kept_for_a_client_that_comes_back(broker, writer, topic):
    name, small = unique("small"), props(maximum_packet_size=100, session_expiry=100)
    client = broker.client(name, clean=False, properties=small)
    client.subscribe((topic, 1))
    client.leave()
    writer.publish(topic, b"x" * 200)
    writer.publish(topic, "m")
    with broker.client(name, clean=False, present=True, properties=small) as client:
        assert client.read_message().payload == b"m"
        client.expect_nothing()


def test_a_retained_message_that_is_too_large_does_not_come(broker, writer, topic):
    writer.publish(topic, b"x" * 200, retain=True)
    client = reader(broker, topic, 1, maximum_packet_size=100)
    client.expect_nothing()
    client.close()


@ours("mosquitto closes without a word")
def test_a_packet_above_the_size_of_the_broker_closes(broker):
    with broker.client(unique()) as client:
        client.send(b"\x30\xff\xff\xff\x7f")
        client.expect_close(TOO_LARGE)


def test_the_broker_tells_its_maximum_packet_size(broker):
    with broker.client(unique()) as client:
        assert client.connack["maximum_packet_size"] == 2 * 1024 * 1024
