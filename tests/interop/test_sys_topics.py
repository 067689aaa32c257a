# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The $SYS topics beside those of a real mosquitto."""

import re

import pytest

from support.peers import Mosquitto, Topiq
from support.program import until
from support.tools import mosquitto_pub, mosquitto_sub, received

INTEGER, DECIMAL, SECONDS, WORDS = r"-?\d+", r"-?\d+\.\d\d", r"\d+ seconds", r"\S+ version \d+\.\d+\.\d+"


def shape(value):
    return next((form for form in (INTEGER, DECIMAL, SECONDS, WORDS) if re.fullmatch(form, value)), value)


def figures(port):
    """Every topic below $SYS with its last value, after some traffic and a few rounds."""
    with mosquitto_sub(port, "-t", "$SYS/#", "-q", 1) as reader:
        for n in range(3):
            mosquitto_pub(port, "-t", f"t/{n}", "-r", "-q", n, "-m", "12345")
        with mosquitto_sub(port, "-t", "t/#", "-q", 1, "-c", "-i", "kept"):
            pass

        def rounds():
            return len({m[3] for m in received(reader) if m[2] == "$SYS/broker/uptime"}) >= 4
        until(rounds, "four rounds")
        return {topic: payload for _, _, topic, payload in received(reader)}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    theirs = Mosquitto(tmp_path_factory.mktemp("mosquitto"), "allow_anonymous true\nsys_interval 1\n").start()
    ours = Topiq(tmp_path_factory.mktemp("topiq"), "sys_interval_seconds: 1\n").start()
    try:
        yield figures(ours.port), figures(theirs.port), ours
    finally:
        ours.stop()
        theirs.stop()


def test_every_topic_of_mosquitto_is_there_and_no_other(both):
    ours, theirs, _ = both
    assert sorted(ours) == sorted(theirs)


def test_every_value_is_written_as_mosquitto_writes_it(both):
    ours, theirs, _ = both
    assert {name: shape(value) for name, value in ours.items()} == {name: shape(value) for name, value in theirs.items()}


@pytest.mark.parametrize("name", ("clients/total", "clients/connected", "clients/disconnected",
                                  "subscriptions/count", "publish/bytes/received",
                                  "publish/messages/dropped", "shared_subscriptions/count", "clients/expired"))
def test_after_the_same_traffic_the_figures_are_the_same(both, name):
    ours, theirs, _ = both
    assert ours[f"$SYS/broker/{name}"] == theirs[f"$SYS/broker/{name}"]


def test_figures_are_retained_and_come_to_a_new_subscriber_at_once(both):
    with mosquitto_sub(both[2].port, "-t", "$SYS/broker/version", "-C", 1) as reader:
        assert reader.wait() == 0
        assert received(reader)[0][:3] == (0, True, "$SYS/broker/version")


def test_they_are_no_part_of_a_wildcard_for_everything(both):
    broker = both[2]
    with mosquitto_sub(broker.port, "-t", "#") as reader:
        mosquitto_pub(broker.port, "-t", "end", "-m", "x")
        until(lambda: any(m[2] == "end" for m in received(reader)), "the end mark")
        assert not [m for m in received(reader) if m[2].startswith("$")]


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_a_client_cannot_publish_them_and_is_counted(both, qos):
    broker = both[2]

    def refused():
        return next(drop["total"] for drop in broker.get("overview")["drops"] if drop["reason"] == "not_authorized")
    before = refused()
    with mosquitto_sub(broker.port, "-t", "$SYS/broker/mine", "-t", "$SYS/broker/version", "-t", "end", "-q", 2) as reader:
        mosquitto_pub(broker.port, "-t", "$SYS/broker/mine", "-q", qos, "-r", "-m", "forged")
        mosquitto_pub(broker.port, "-t", "$SYS/broker/version", "-q", qos, "-m", "forged")
        mosquitto_pub(broker.port, "-t", "end", "-q", 2, "-m", "x")
        until(lambda: any(m[2] == "end" for m in received(reader)), "the end mark")
        assert "forged" not in [m[3] for m in received(reader)]
    until(lambda: refused() == before + 2, "both are counted")


def test_a_bridge_may_say_how_it_is_and_nobody_else_may_say_it_for_it(both):
    broker = both[2]
    with mosquitto_sub(broker.port, "-t", "$SYS/broker/connection/#", "-t", "end") as reader:
        mosquitto_pub(broker.port, "-i", "someone", "-t", "$SYS/broker/connection/them/state", "-m", "0")
        mosquitto_pub(broker.port, "-i", "them", "-t", "$SYS/broker/connection/them/state", "-m", "1")
        mosquitto_pub(broker.port, "-t", "end", "-m", "x")
        until(lambda: any(m[2] == "end" for m in received(reader)), "the end mark")
        assert [m[3] for m in received(reader) if m[2] != "end"] == ["1"]
