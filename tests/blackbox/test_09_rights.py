# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""09 rights: what a client may not do, as the wire tells it. mosquitto's file of rules, so that mosquitto can be asked too."""

import pytest

from support.broker import Broker
from support.cases import only, ours
from support.wire import NOT_AUTHORIZED, level, props, puback, pubcomp, publish, pubrec, pubrel, suback, subscribe, unique

pytestmark = [pytest.mark.usefixtures("version"), ours("its configuration is made elsewhere")]

RULES = """
topic readwrite open/#
topic read only/read/#
topic write only/write/#
pattern readwrite own/%c/#
"""


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    rules = folder / "rules.acl"
    rules.write_text(RULES)
    rules.chmod(0o600)
    running = Broker(str(folder), env={"TOPIQ_ACCESS_ACL_FILE": str(rules), "TOPIQ_ACCESS_ANONYMOUS": "loopback"})
    yield running
    running.stop()


@pytest.fixture
def client(broker):
    with broker.client(unique()) as one:
        yield one


REFUSED = ("forbidden", "only/read/x", "own/somebody/x", "$SYS/x", "opener/x")
ALLOWED = ("open", "open/x", "open/a/b/c", "only/write/x")


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("qos", (0, 1, 2))
def test_a_publish_that_is_not_allowed(client, name, qos):
    """MQTT 5 is told; 3.1.1 has no way but an acknowledgement that looks well."""
    client.send(publish(name, "x", qos, mid=4))
    if qos == 1:
        client.expect(puback(4, NOT_AUTHORIZED))
    if qos == 2:
        client.expect(pubrec(4, NOT_AUTHORIZED))
    client.expect_nothing()


@pytest.mark.parametrize("name", ALLOWED)
@pytest.mark.parametrize("qos", (0, 1, 2))
def test_a_publish_that_is_allowed(client, name, qos):
    client.send(publish(name, "x", qos, mid=4))
    if qos:
        client.expect_taken(puback(4) if qos == 1 else pubrec(4))
    client.expect_nothing()


def test_a_refused_qos_2_publish_frees_its_packet_id(broker, client):
    with broker.client(unique()) as reader:
        reader.subscribe("open/freed")
        client.send(publish("forbidden", "x", 2, mid=4))
        client.expect(pubrec(4, NOT_AUTHORIZED))
        if level() < 5:
            client.send(pubrel(4))  # to whom it looks like a good one
            client.expect(pubcomp(4))
        client.send(publish("open/freed", "m", 2, mid=4))
        client.expect(pubrec(4))
        client.send(pubrel(4))
        client.expect(pubcomp(4))
        reader.expect(publish("open/freed", "m"))


def test_a_refused_publish_reaches_nobody_and_is_not_retained(broker, client, topic):
    with broker.client(unique()) as reader:
        reader.subscribe("only/read/#", "open/end")
        client.send(publish("only/read/x", "never", 0, retain=True), publish("open/end", "end"))
        reader.expect(publish("open/end", "end"))
    with broker.client(unique()) as late:
        late.subscribe("only/read/#")
        late.expect_nothing()


def test_what_may_not_be_read_does_not_come(client):
    client.send(subscribe(1, ("only/write/#", 0), ("open/r", 0)))
    got = client.read_packet()
    failure = NOT_AUTHORIZED if level() >= 5 else 0x80
    assert got in (suback(1, 0, 0), suback(1, failure, 0))
    client.send(publish("only/write/x", "never"), publish("open/r", "end"))
    client.expect(publish("open/r", "end"))


def test_a_wildcard_brings_only_what_may_be_read(broker, client):
    with broker.client(unique()) as reader:
        reader.send(subscribe(1, "#"))
        reader.expect(suback(1, 0))
        client.send(publish("only/write/x", "never"), publish("open/wild", "end"))
        reader.expect(publish("open/wild", "end"))


def test_a_client_may_use_what_is_its_own(broker):
    name = unique("self")
    with broker.client(name) as client:
        client.subscribe(f"own/{name}/#")
        client.send(publish(f"own/{name}/x", "m"))
        client.expect(publish(f"own/{name}/x", "m"))


@pytest.mark.parametrize("name", ["#", "+", "a/b", "+/+"])
def test_a_client_id_with_wildcards_opens_nothing(broker, name):
    """CVE-2017-7650."""
    with broker.client(unique()) as writer, broker.client(name) as reader:
        reader.send(subscribe(1, ("own/#", 0), ("open/cve", 0)))
        reader.read_packet()
        writer.send(publish(f"own/{unique('victim')}/x", "never"), publish("open/cve", "end"))
        reader.expect(publish("open/cve", "end"))


def test_a_will_that_is_not_allowed_is_not_published(broker, topic):
    with broker.client(unique()) as reader:
        reader.subscribe("#")
        broker.client(unique(), will=("forbidden", "never", 0, False)).close()
        broker.client(unique(), will=("open/will", "gone", 0, False)).close()
        reader.expect(publish("open/will", "gone"))


@only("5")
def test_an_alias_does_not_pass_by_the_rules(client):
    client.send(publish("forbidden", "x", 1, mid=1, properties=props(topic_alias=1)),
                publish("", "x", 1, mid=2, properties=props(topic_alias=1)))
    client.expect(puback(1, NOT_AUTHORIZED), puback(2, NOT_AUTHORIZED))


def test_a_share_does_not_pass_by_the_rules(broker, client):
    client.send(subscribe(1, ("$share/g/only/write/#", 0), ("open/s", 0)))
    client.read_packet()
    client.send(publish("only/write/x", "never"), publish("open/s", "end"))
    client.expect(publish("open/s", "end"))
