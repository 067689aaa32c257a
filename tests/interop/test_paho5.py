# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""paho-mqtt for Python, speaking MQTT 5."""

import pytest
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from support.paho import PahoClient
from support.program import until
from support.wire import unique


def properties(kind, **values):
    found = Properties(kind)
    for name, value in values.items():
        setattr(found, name, value)
    return found


def of_publish(**values):
    return properties(PacketTypes.PUBLISH, **values)


def of_connect(**values):
    return properties(PacketTypes.CONNECT, **values)


@pytest.fixture
def join(broker):
    clients = []

    def make(*args, **named):
        clients.append(PahoClient(broker.port, *args, version=5, **named))
        return clients[-1]
    yield make
    for client in clients:
        client.leave()


@pytest.mark.parametrize("sent", (0, 1, 2))
@pytest.mark.parametrize("wanted", (0, 1, 2))
def test_a_message_arrives_with_the_lower_of_the_two_qos(join, topic, sent, wanted):
    reader, writer = join(), join()
    assert reader.subscribe((topic, SubscribeOptions(wanted))) == [wanted]
    writer.publish(topic, b"hello", sent)
    message = reader.wait_messages(1)[0]
    assert (message.qos, message.payload) == (min(sent, wanted), b"hello")


def test_the_properties_of_a_message_arrive(join, topic):
    reader, writer = join(), join()
    reader.subscribe((topic, SubscribeOptions(1)), properties=properties(PacketTypes.SUBSCRIBE, SubscriptionIdentifier=7))
    writer.publish(topic, b"m", 1, properties=of_publish(
        PayloadFormatIndicator=1, ContentType="text/plain", ResponseTopic="answers", CorrelationData=b"\x00\x01",
        MessageExpiryInterval=100, UserProperty=[("b", "1"), ("a", "2"), ("b", "3")]))
    got = reader.wait_messages(1)[0].properties
    assert (got.PayloadFormatIndicator, got.ContentType) == (1, "text/plain")
    assert (got.ResponseTopic, got.CorrelationData) == ("answers", b"\x00\x01")
    assert got.UserProperty == [("b", "1"), ("a", "2"), ("b", "3")]
    assert got.SubscriptionIdentifier == [7]
    assert 90 < got.MessageExpiryInterval <= 100


@pytest.mark.parametrize("qos", (1, 2))
def test_messages_wait_in_order_for_a_session_that_is_kept(join, topic, qos):
    name, kept = unique("kept5"), of_connect(SessionExpiryInterval=100)
    first = join(name, clean=False, properties=kept)
    first.subscribe((topic, SubscribeOptions(qos)))
    first.leave()
    writer = join()
    writer.wait_acknowledged([writer.publish(topic, str(n).encode(), qos, wait=False) for n in range(200)])
    second = join(name, clean=False, properties=kept)
    assert second.session_present
    assert [int(m.payload) for m in second.wait_messages(200)] == list(range(200))


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_the_will_of_a_lost_client_arrives(join, topic, qos):
    reader = join()
    reader.subscribe((topic, SubscribeOptions(2)))
    join(will=(topic, b"gone", qos, False), will_properties=properties(PacketTypes.WILLMESSAGE, ContentType="last")).vanish()
    message = reader.wait_messages(1)[0]
    assert (message.payload, message.qos, message.properties.ContentType) == (b"gone", qos, "last")


def test_a_retained_message_comes_as_the_options_say(join, topic):
    writer = join()
    writer.publish(topic, b"kept", 1, retain=True)
    for handling, count in ((2, 0), (0, 1)):
        reader = join()
        reader.subscribe((topic, SubscribeOptions(1, retainHandling=handling)), (topic + "/end", SubscribeOptions(1)))
        writer.publish(topic + "/end", b"end", 1)
        assert [m.payload for m in reader.wait_messages(count + 1)] == [b"kept"] * count + [b"end"]


def test_no_local_keeps_own_messages_away(join, topic):
    client, other = join(), join()
    client.subscribe((topic, SubscribeOptions(1, noLocal=True)))
    client.publish(topic, b"own", 1)
    other.publish(topic, b"foreign", 1)
    assert [m.payload for m in client.wait_messages(1)] == [b"foreign"]


def test_a_share_gives_each_message_to_one(join, topic):
    members, writer = [join() for _ in range(3)], join()
    for member in members:
        member.subscribe((f"$share/group/{topic}", SubscribeOptions(1)))
    for n in range(60):
        writer.publish(topic, str(n).encode(), 1)
    until(lambda: sum(len(member.messages) for member in members) >= 60, "all 60")
    assert sorted(int(m.payload) for member in members for m in member.messages) == list(range(60))
    assert all(member.messages for member in members)


def test_the_second_client_of_one_name_takes_over(join):
    name = unique("same5")
    first = join(name)
    join(name)
    first.wait(lambda: first.disconnected, "the first one is told")
    assert first.reason == 0x8E


def test_a_request_finds_its_answer(join, topic):
    service, customer = join(), join()
    service.subscribe((topic, SubscribeOptions(1)))
    customer.subscribe((topic + "/answer", SubscribeOptions(1)))
    customer.publish(topic, b"6 * 7", 1, properties=of_publish(ResponseTopic=topic + "/answer", CorrelationData=b"#1"))
    asked = service.wait_messages(1)[0].properties
    service.publish(asked.ResponseTopic, b"42", 1, properties=of_publish(CorrelationData=asked.CorrelationData))
    answer = customer.wait_messages(1)[0]
    assert (answer.payload, answer.properties.CorrelationData) == (b"42", b"#1")


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_two_thousand_messages_arrive_once_and_in_order(join, topic, qos):
    count = 2000
    reader, writer = join(properties=of_connect(ReceiveMaximum=20, TopicAliasMaximum=5)), join(in_flight=20)
    reader.subscribe((topic, SubscribeOptions(qos)))
    mids = [writer.publish(topic, str(n).encode(), qos, wait=False) for n in range(count)]
    assert [int(m.payload) for m in reader.wait_messages(count, timeout=60)] == list(range(count))
    if qos:
        writer.wait_acknowledged(mids, timeout=60)
