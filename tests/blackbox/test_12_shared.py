# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""12 properties: shared subscriptions, where each message goes to one of a group."""

import pytest

from support.cases import Case, check, only, ours, table
from support.wire import (BAD_FILTER, NO_SUBSCRIPTION, TAKEN_OVER, level, options, props, puback, pubcomp, publish, pubrec,
                          pubrel, suback, subscribe, unique, unsuback, unsubscribe)

pytestmark = pytest.mark.usefixtures("version")


def share_cases():
    failure = BAD_FILTER if level() >= 5 else 0x80
    cases = [Case(f"{name!r} is granted", subscribe(1, (name, 1)), suback(1, 1))
             for name in ("$share/g/a", "$share/g/a/+", "$share/g/#", "$share/g//", "$share/g/$SYS/x", "$share/Gruppe ü/a", "$share/g/a/b/c",
                          "$share/a b/x", "$share/$/x", "$share/g/+/+/#")]
    cases += [Case(f"{name!r} is refused", subscribe(1, "ok", (name, 1)), suback(1, 0, failure), ours="mosquitto closes")
              for name in ("$share/g", "$share/g/", "$share//a", "$share/", "$share/+/a", "$share/#/a", "$share/g+/a", "$share/#",
                           "$share/g/a#", "$share/g/#/a", "$share/g/+a")]
    cases += [
        Case("UNSUBSCRIBE of a share is answered", subscribe(1, ("$share/g/un", 1)) + unsubscribe(2, "$share/g/un"),
             suback(1, 1) + unsuback(2)),
        Case("UNSUBSCRIBE of another group's share finds none", subscribe(1, ("$share/g/un", 1)) + unsubscribe(2, "$share/h/un"),
             suback(1, 1) + unsuback(2, NO_SUBSCRIPTION)),
        Case("UNSUBSCRIBE of the filter alone does not find the share", subscribe(1, ("$share/g/un", 1)) + unsubscribe(2, "un"),
             suback(1, 1) + unsuback(2, NO_SUBSCRIPTION)),
    ]
    return cases


@table(share_cases)
def test_filter(broker, witness, case):
    check(broker.port, case)
    witness()


@pytest.fixture
def writer(broker):
    with broker.client(unique("writer")) as client:
        yield client


class Group:
    """Members of one group; what each has got so far."""

    def __init__(self, broker, topic, size, qos=0, group="g"):
        self.topic = topic
        self.members = [broker.client(unique("member")) for _ in range(size)]
        for member in self.members:
            member.send(subscribe(1, (f"$share/{group}/{topic}", qos)))
            member.expect(suback(1, qos))

    def got(self):
        """The payloads per member of QoS 0, after all that was sent before has come."""
        return [self._payloads(member.everything()[0]) for member in self.members]

    def _payloads(self, data):
        head = len(publish(self.topic))
        found = []
        while data:
            size = data[1] + 2
            assert data[1] < 128 and data[:head] != b""
            found.append(data[head:size])
            data = data[size:]
        return found

    def close(self):
        for member in self.members:
            member.close()


@pytest.fixture
def group(broker, topic):
    made = []

    def make(size, **named):
        made.append(Group(broker, topic, size, **named))
        return made[-1]
    yield make
    for one in made:
        one.close()


def numbered(writer, topic, count, qos=1):
    for n in range(count):
        writer.publish(topic, f"{n:03}", qos)
    return {f"{n:03}".encode() for n in range(count)}


@pytest.mark.parametrize("size", (1, 2, 5))
def test_each_message_goes_to_one_member_in_order(group, writer, topic, size):
    members = group(size)
    sent = numbered(writer, topic, 50)
    got = members.got()
    assert sorted(payload for one in got for payload in one) == sorted(sent)
    assert all(one == sorted(one) for one in got)


def test_all_members_get_their_share(group, writer, topic):
    members = group(4)
    numbered(writer, topic, 40)
    assert all(len(one) >= 5 for one in members.got())


def test_two_groups_each_get_every_message(group, writer, topic):
    one, other = group(2, group="one"), group(3, group="other")
    sent = numbered(writer, topic, 30)
    for members in (one, other):
        assert sorted(payload for got in members.got() for payload in got) == sorted(sent)


def test_a_share_does_not_take_from_an_ordinary_subscriber(broker, group, writer, topic):
    members = group(2)
    with broker.client(unique()) as plain:
        plain.subscribe(topic)
        sent = numbered(writer, topic, 20)
        plain.expect(*(publish(topic, payload) for payload in sorted(sent)))
    assert sum(map(len, members.got())) == 20


def test_a_member_that_leaves_gets_no_more(group, writer, topic):
    members = group(2)
    members.members[0].send(unsubscribe(2, f"$share/g/{topic}"))
    members.members[0].expect(unsuback(2))
    numbered(writer, topic, 20)
    assert [len(one) for one in members.got()] == [0, 20]


def test_a_member_that_is_lost_gets_no_more(broker, group, writer, topic):
    members = group(3)
    members.members.pop().leave()
    numbered(writer, topic, 20)
    assert sum(map(len, members.got())) == 20


@ours("mosquitto gives it")
def test_no_retained_message_comes_to_a_share(group, writer, topic):
    writer.publish(topic, "kept", retain=True)
    assert group(1).got() == [[]]


@pytest.mark.parametrize("sent, granted", [(0, 2), (1, 2), (2, 1), (2, 0), (2, 2)])
def test_the_qos_is_the_lower_of_the_two(group, writer, topic, sent, granted):
    member = group(1, qos=granted).members[0]
    writer.publish(topic, "m", sent)
    assert member.read_packet()[0] == 0x30 | min(sent, granted) << 1


@ours("mosquitto takes the second copy for a double")
def test_the_same_client_may_be_in_two_groups(broker, writer, topic):
    with broker.client(unique()) as client:
        client.subscribe(f"$share/one/{topic}", f"$share/other/{topic}")
        writer.publish(topic, "m")
        client.expect(publish(topic, "m"), publish(topic, "m"))
        client.expect_nothing()


def kept_member(broker, topic, name, qos):
    client = broker.client(name, clean=False)
    client.send(subscribe(1, (f"$share/g/{topic}", qos)))
    client.expect(suback(1, qos))
    return client


def test_messages_wait_for_a_member_that_is_away_when_there_is_no_other(broker, writer, topic):
    name = unique("away")
    kept_member(broker, topic, name, 1).leave()
    for n in range(10):
        writer.publish(topic, str(n))
    with broker.client(name, clean=False, present=True) as client:
        for n in range(10):
            got = client.read_packet()
            assert got[-1:] == str(n).encode()


@ours("mosquitto gives absent members their turn")
def test_a_member_that_is_away_gets_none_while_another_is_there(broker, group, writer, topic):
    name = unique("away")
    kept_member(broker, topic, name, 1).leave()
    members = group(1)
    numbered(writer, topic, 20)
    assert len(members.got()[0]) == 20
    with broker.client(name, clean=False, present=True) as client:
        client.expect_nothing()


@ours("mosquitto keeps it for the session that has ended")
def test_what_a_member_did_not_acknowledge_goes_to_another_when_its_session_ends(broker, writer, topic):
    with broker.client(unique("first")) as first, broker.client(unique("second")) as second:
        first.send(subscribe(1, (f"$share/g/{topic}", 1)))
        first.expect(suback(1, 1))
        writer.publish(topic, "m")
        assert first.read_packet().endswith(b"m")
        second.send(subscribe(1, (f"$share/g/{topic}", 1)))
        second.expect(suback(1, 1))
        first.vanish()
        assert second.read_packet().endswith(b"m")


def test_a_qos_2_message_that_was_begun_is_finished_by_the_same_member(broker, writer, topic):
    name = unique("begun")
    client = kept_member(broker, topic, name, 2)
    writer.publish(topic, "m", 2)
    got = client.read_packet()
    client.vanish()
    with broker.client(unique()) as other:
        other.send(subscribe(1, (f"$share/g/{topic}", 2)))
        other.expect(suback(1, 2))
        with broker.client(name, clean=False, present=True) as client:
            again = client.read_packet()
            assert again == bytes([got[0] | 8]) + got[1:]
            mid = int.from_bytes(got[4 + len(topic):6 + len(topic)], "big")
            client.send(pubrec(mid))
            client.expect(pubrel(mid))
            client.send(pubcomp(mid))
            client.expect_nothing()
        other.expect_nothing()


@only("5")
def test_a_refused_message_goes_to_nobody_else(broker, writer, topic):
    with broker.client(unique()) as first, broker.client(unique()) as second:
        first.subscribe((f"$share/g/{topic}", 1))
        writer.publish(topic, "m")
        message = first.read_message()
        second.subscribe((f"$share/g/{topic}", 1))
        first.send(puback(message.mid, 0x80))
        first.expect_nothing()
        first.close()
        second.expect_nothing()


def test_a_take_over_stays_in_the_group(broker, writer, topic):
    name = unique("twice")
    first = kept_member(broker, topic, name, 1)
    with broker.client(name, clean=False, present=True) as second:
        first.expect_close(TAKEN_OVER)
        writer.publish(topic, "m")
        assert second.read_packet().endswith(b"m")


@only("5")
def test_the_identifier_of_the_member_comes_with_its_message(broker, writer, topic):
    with broker.client(unique()) as client:
        client.subscribe((f"$share/g/{topic}", options(1, as_published=True)), properties=props(subscription_id=6))
        writer.publish(topic, "m", 0)
        assert client.read_message().all("subscription_id") == [6]
