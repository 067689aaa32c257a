# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""topiqctl beside mosquitto's tools: what one sends the other gets."""

import contextlib
import json
import os
import re

import pytest

from support.broker import topiqctl_binary
from support.program import Program, run, until
from support.tools import mosquitto_pub, mosquitto_sub, received
from support.wire import unique


def url(broker):
    return f"mqtt://127.0.0.1:{broker.port}"


def ctl(*words, env=None):
    program = run(topiqctl_binary(), *words, env=env)
    assert program.code == 0, f"exit {program.code}: {program.stderr}"
    return program


@contextlib.contextmanager
def ctl_sub(broker, *options):
    program = Program([topiqctl_binary(), "sub", "--url", url(broker), "--verbose", *options])
    try:
        program.wait_line("subscribed to", "err")
        yield program
    finally:
        program.kill()


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_what_topiqctl_publishes_mosquitto_sub_gets(broker, topic, qos):
    with mosquitto_sub(broker.port, "-t", topic, "-q", 2) as reader:
        ctl("pub", "--url", url(broker), "--topic", topic, "--message", "from topiqctl", "--qos", qos)
        until(lambda: received(reader), "the message")
        assert received(reader) == [(qos, False, topic, "from topiqctl")]


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_what_mosquitto_pub_publishes_topiqctl_gets(broker, topic, qos):
    with ctl_sub(broker, "--topic", f"{topic}/#", "--qos", 2, "--count", 1, "--format", "json") as reader:
        mosquitto_pub(broker.port, "-t", f"{topic}/x", "-q", qos, "-m", "to topiqctl")
        assert reader.wait() == 0
        assert json.loads(reader.out[0]) == {"topic": f"{topic}/x", "qos": qos, "retain": False, "text": "to topiqctl"}


def test_properties_of_mqtt_5_go_from_topiqctl_to_mosquitto_sub_and_back(broker, topic):
    with mosquitto_sub(broker.port, "-V", "mqttv5", "-t", topic, "-F", ">%C|%R|%D|%P|%E|%p") as reader:
        ctl("pub", "--url", url(broker), "--topic", topic, "--message", "x", "--content-type", "text/plain",
            "--response-topic", "answer", "--correlation", "42", "--property", "k=v=w", "--expiry", "100")
        lines = until(lambda: [line for line in list(reader.out) if line.startswith(">")], "the message")
        assert lines == [">text/plain|answer|42|k:v=w|100|x"]
    with ctl_sub(broker, "--topic", topic, "-V", "5", "--count", 1, "--format", "json") as reader:
        mosquitto_pub(broker.port, "-V", "mqttv5", "-t", topic, "-m", "x", "-D", "publish", "user-property", "k", "v",
                      "-D", "publish", "content-type", "text/plain")
        assert reader.wait() == 0
        assert json.loads(reader.out[0]) == {"topic": topic, "qos": 0, "retain": False, "text": "x",
                                             "content_type": "text/plain", "properties": [["k", "v"]]}


def test_a_message_from_pub_to_sub_of_topiqctl(broker, topic):
    with ctl_sub(broker, "--topic", topic, "--count", 3) as reader:
        for word in ("one", "two", "three"):
            ctl("pub", "-t", topic, "-m", word, env={"TOPIQ_URL": url(broker)})
        assert reader.wait() == 0
        assert reader.out == [f"{topic} {word}" for word in ("one", "two", "three")]


def test_a_retained_message_of_topiqctl_waits_for_mosquitto_sub(broker, topic):
    ctl("pub", "--url", url(broker), "-t", topic, "-m", "kept", "--retain", "--qos", 1)
    with mosquitto_sub(broker.port, "-t", topic) as reader:
        until(lambda: received(reader), "the message")
        assert received(reader) == [(0, True, topic, "kept")]


def test_a_file_of_1_mib_arrives_byte_for_byte(broker, topic, tmp_path):
    source = tmp_path / "source"
    source.write_bytes(os.urandom(1024 * 1024))
    with ctl_sub(broker, "--topic", topic, "--count", 1, "--format", "hex") as reader:
        ctl("pub", "--url", url(broker), "-t", topic, "--file", source, "--qos", 1)
        assert reader.wait() == 0
        assert bytes.fromhex(reader.out[0].split(" ")[-1]) == source.read_bytes()


def test_repeat_sends_as_many(broker, topic):
    with ctl_sub(broker, "--topic", topic, "--count", 1000, "--qos", 1) as reader:
        ctl("pub", "--url", url(broker), "-t", topic, "-m", "x", "--repeat", 1000, "--qos", 1)
        assert reader.wait() == 0
        assert len(reader.out) == 1000


def test_control_characters_of_a_payload_do_not_reach_the_terminal(broker, topic):
    with ctl_sub(broker, "--topic", topic, "--count", 1) as reader:
        ctl("pub", "--url", url(broker), "-t", topic, "-m", "\x1b]0;owned\x07")
        assert reader.wait() == 0
        assert "\x1b" not in reader.stdout and "\x07" not in reader.stdout


def test_topics_lists_what_was_published(broker, topic):
    for word in ("one", "two"):
        ctl("pub", "--url", url(broker), "-t", topic, "-m", word)

    def row():
        answer = json.loads(ctl("topics", "--api", broker.http, "--filter", topic, "--json").stdout)
        rows = [found for found in answer["topics"] if found["name"] == topic]
        return rows[0] if rows and rows[0]["last_offset"] == 1 else None
    assert until(row, f"{topic} with two records")["records"] == 2
    table = ctl("topics", "--api", broker.http, "--filter", topic).stdout
    assert re.search(rf"^{re.escape(topic)} +1 ", table, re.MULTILINE), table


def test_clients_lists_who_is_connected_and_who_is_kept(broker):
    here, away = unique("here"), unique("away")
    broker.client(away, clean=False).leave()
    with broker.client(here):
        def states():
            rows = json.loads(ctl("clients", "--api", broker.http, "--limit", 1000, "--json").stdout)["clients"]
            found = {row["id"]: row["connected"] for row in rows}
            return found if found.get(here) is True and found.get(away) is False else None
        until(states, "both clients in the list")


def test_version_names_both_sides(broker):
    words = ctl("version", "--api", broker.http).stdout.split()
    assert words[0] == "topiqctl" and words[2] == "server" and words[1] == words[3]


@pytest.mark.parametrize("command", (("pub", "-m", "x", "--url"), ("sub", "--url")), ids=("pub", "sub"))
def test_a_broker_that_is_not_there_is_said_with_its_address(broker, command):
    program = run(topiqctl_binary(), *command, "mqtt://127.0.0.1:1", "-t", "t")
    assert program.code not in (0, 2)
    assert "127.0.0.1:1" in program.stderr and len(program.err) == 1


def test_an_unknown_option_is_a_usage_error():
    program = run(topiqctl_binary(), "pub", "--tpoic", "x")
    assert program.code == 2
    assert "--tpoic" in program.stderr


def test_publishing_to_a_wildcard_is_refused(broker):
    program = run(topiqctl_binary(), "pub", "--url", url(broker), "-t", "a/#", "-m", "x")
    assert program.code == 2
    assert "a/#" in program.stderr
