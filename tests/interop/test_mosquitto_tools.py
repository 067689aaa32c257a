# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""mosquitto_pub and mosquitto_sub as Debian ships them."""

import hashlib
import os
import signal

import pytest

from support.program import Program, until
from support.tools import mosquitto_pub, mosquitto_sub, received
from support.wire import unique


def messages(program, count):
    until(lambda: len(received(program)) >= count or program.process.poll() is not None, f"{count} messages")
    return received(program)


@pytest.mark.parametrize("sent", (0, 1, 2))
@pytest.mark.parametrize("wanted", (0, 1, 2))
def test_a_message_arrives_with_the_lower_of_the_two_qos(broker, topic, sent, wanted):
    with mosquitto_sub(broker.port, "-t", topic, "-q", wanted) as reader:
        mosquitto_pub(broker.port, "-t", topic, "-q", sent, "-m", "hello")
        assert messages(reader, 1) == [(min(sent, wanted), False, topic, "hello")]


@pytest.mark.parametrize("pattern, names", [
    ("+", ["a", "b"]), ("#", ["a", "b", "a/b", "a/b/c"]), ("a/#", ["a", "a/b", "a/b/c"]), ("+/b", ["a/b"]), ("+/+/c", ["a/b/c"])])
def test_wildcards_get_what_matches_and_nothing_else(broker, topic, pattern, names):
    with mosquitto_sub(broker.port, "-t", f"{topic}/{pattern}", "-t", f"end/{topic}") as reader:
        for name in ("a", "b", "a/b", "a/b/c"):
            mosquitto_pub(broker.port, "-t", f"{topic}/{name}", "-m", name)
        mosquitto_pub(broker.port, "-t", f"end/{topic}", "-m", "end")
        assert messages(reader, len(names) + 1) == [(0, False, f"{topic}/{name}", name) for name in names] + [
            (0, False, f"end/{topic}", "end")]


def test_the_number_sign_does_not_get_topics_with_a_dollar(broker):
    name = unique("$tools/")
    with mosquitto_sub(broker.port, "-t", "#") as reader, mosquitto_sub(broker.port, "-t", "$tools/#") as special:
        mosquitto_pub(broker.port, "-t", name, "-m", "special")
        mosquitto_pub(broker.port, "-t", "plain" + name[1:], "-m", "plain")
        assert messages(special, 1) == [(0, False, name, "special")]
        until(lambda: any(message[3] == "plain" for message in received(reader)), "the plain message")
        assert name not in [message[2] for message in received(reader)]


def test_a_retained_message_is_set_replaced_and_cleared(broker, topic):
    def retained():
        with mosquitto_sub(broker.port, "-t", topic, "-t", f"end/{topic}") as reader:
            mosquitto_pub(broker.port, "-t", f"end/{topic}", "-m", "end")
            until(lambda: any(message[3] == "end" for message in received(reader)), "the end mark")
            return [message for message in received(reader) if message[2] == topic]
    assert retained() == []
    mosquitto_pub(broker.port, "-t", topic, "-r", "-q", 1, "-m", "first")
    assert retained() == [(0, True, topic, "first")]
    mosquitto_pub(broker.port, "-t", topic, "-r", "-q", 1, "-m", "second")
    assert retained() == [(0, True, topic, "second")]
    mosquitto_pub(broker.port, "-t", topic, "-r", "-q", 1, "-n")
    assert retained() == []


def test_a_killed_client_leaves_its_will(broker, topic):
    with mosquitto_sub(broker.port, "-t", topic) as reader, \
            mosquitto_sub(broker.port, "-t", "other", "--will-topic", topic, "--will-payload", "gone") as mortal:
        mortal.signal(signal.SIGKILL)
        mortal.wait()
        assert messages(reader, 1) == [(0, False, topic, "gone")]


def test_a_client_that_says_good_bye_leaves_none(broker, topic):
    with mosquitto_sub(broker.port, "-t", topic) as reader:
        with mosquitto_sub(broker.port, "-t", "other", "--will-topic", topic, "--will-payload", "gone"):
            pass  # ends with DISCONNECT
        mosquitto_pub(broker.port, "-t", topic, "-m", "end")
        assert messages(reader, 1) == [(0, False, topic, "end")]


@pytest.mark.parametrize("qos", (1, 2))
def test_messages_wait_for_a_client_with_a_kept_session(broker, topic, qos):
    kept = ("-t", topic, "-q", qos, "-i", unique("kept"), "-c")
    with mosquitto_sub(broker.port, *kept):
        pass
    for n in range(20):
        mosquitto_pub(broker.port, "-t", topic, "-q", qos, "-m", str(n))
    with mosquitto_sub(broker.port, *kept) as reader:
        assert messages(reader, 20) == [(qos, False, topic, str(n)) for n in range(20)]


def test_lines_of_one_publisher_arrive_in_order(broker, topic):
    with mosquitto_sub(broker.port, "-t", topic, "-q", 1) as reader:
        lines = "".join(f"line {n}\n" for n in range(2000)).encode()
        publisher = Program(["mosquitto_pub", "-p", broker.port, "-t", topic, "-q", 1, "-l"], stdin="pipe")
        publisher.process.stdin.write(lines)
        publisher.process.stdin.close()
        assert publisher.wait() == 0
        assert [message[3] for message in messages(reader, 2000)] == [f"line {n}" for n in range(2000)]


@pytest.mark.parametrize("size", (64 * 1024, 1024 * 1024), ids=("64 KiB", "1 MiB"))
@pytest.mark.parametrize("qos", (0, 1, 2))
def test_a_file_arrives_byte_for_byte(broker, topic, tmp_path, size, qos):
    data = os.urandom(size)
    source = tmp_path / "source"
    source.write_bytes(data)
    with mosquitto_sub(broker.port, "-t", topic, "-q", qos, "-C", 1, "-N", "-F", ">%q 0 %t %l %x") as reader:
        mosquitto_pub(broker.port, "-t", topic, "-q", qos, "-f", source)
        assert reader.wait() == 0
    # -N: no line end after the message, so what comes last on the line is whatever the tool says at its end.
    found = next(line for line in reader.out if line.startswith(f">{qos} 0 {topic} {size} "))
    came = bytes.fromhex(found.split(" ")[4][:2 * size])
    assert hashlib.sha256(came).digest() == hashlib.sha256(data).digest()


def test_an_empty_message_arrives_empty(broker, topic):
    with mosquitto_sub(broker.port, "-t", topic) as reader:
        mosquitto_pub(broker.port, "-t", topic, "-n")
        assert messages(reader, 1) == [(0, False, topic, "")]


def test_an_unsubscribed_filter_gets_nothing(broker, topic):
    with mosquitto_sub(broker.port, "-t", f"{topic}/#", "-U", f"{topic}/#", "-t", f"end/{topic}") as reader:
        reader.wait_line("received UNSUBACK", "out")
        mosquitto_pub(broker.port, "-t", f"{topic}/x", "-m", "m")
        mosquitto_pub(broker.port, "-t", f"end/{topic}", "-m", "end")
        assert messages(reader, 1) == [(0, False, f"end/{topic}", "end")]


def test_user_name_and_password_are_accepted_on_the_loopback(broker, topic):
    with mosquitto_sub(broker.port, "-t", topic, "-u", "someone", "-P", "secret") as reader:
        mosquitto_pub(broker.port, "-t", topic, "-m", "hello", "-u", "someone", "-P", "secret")
        assert messages(reader, 1) == [(0, False, topic, "hello")]


# ---- versions: 31 is MQTT 3.1, 5 is MQTT 5

@pytest.mark.parametrize("writer", ("mqttv31", "mqttv311", "mqttv5"))
@pytest.mark.parametrize("reader", ("mqttv31", "mqttv311", "mqttv5"))
def test_every_version_reads_what_every_other_writes(broker, topic, reader, writer):
    with mosquitto_sub(broker.port, "-t", topic, "-q", 2, "-V", reader) as listening:
        for qos in (0, 1, 2):
            mosquitto_pub(broker.port, "-t", topic, "-q", qos, "-m", f"qos {qos}", "-V", writer)
        assert messages(listening, 3) == [(qos, False, topic, f"qos {qos}") for qos in (0, 1, 2)]


def test_the_properties_of_mqtt_5_arrive(broker, topic):
    with mosquitto_sub(broker.port, "-t", topic, "-q", 1, "-V", "5", "-F", ">%F|%C|%R|%D|%P|%p") as reader:
        mosquitto_pub(broker.port, "-t", topic, "-q", 1, "-V", "5", "-m", "m", *(
            word for name, *value in (("payload-format-indicator", 1), ("content-type", "text/plain"), ("response-topic", "answers"),
                                      ("correlation-data", "abc"), ("user-property", "b", "1"), ("user-property", "a", "2"))
            for word in ("-D", "publish", name, *value)))
        line = reader.wait_line(r"^>(.*)$", "out")[1]
    assert line == "1|text/plain|answers|abc|b:1 a:2|m"


def test_a_request_gets_its_response(broker, topic):
    with mosquitto_sub(broker.port, "-t", topic, "-V", "5", "-F", ">%R %p") as service:
        asking = Program(["mosquitto_rr", "-h", "127.0.0.1", "-p", broker.port, "-V", "5", "-t", topic, "-e", f"{topic}/answer", "-m", "6 * 7"])
        assert service.wait_line(r"^>(\S+) 6 \* 7$", "out")[1] == f"{topic}/answer"
        mosquitto_pub(broker.port, "-V", "5", "-t", f"{topic}/answer", "-m", "42")
        assert asking.wait() == 0
        assert asking.out == ["42"]


def test_a_session_of_mqtt_5_waits_as_long_as_it_says(broker, topic):
    kept = ("-t", topic, "-q", 1, "-i", unique("kept5"), "-c", "-V", "5", "-x", 100)
    with mosquitto_sub(broker.port, *kept):
        pass
    mosquitto_pub(broker.port, "-t", topic, "-q", 1, "-m", "waits", "-V", "5")
    with mosquitto_sub(broker.port, *kept) as reader:
        assert messages(reader, 1) == [(1, False, topic, "waits")]


@pytest.mark.parametrize("version", ("mqttv311", "mqttv5"))
def test_a_share_gives_each_message_to_one(broker, topic, version):
    with mosquitto_sub(broker.port, "-t", f"$share/g/{topic}", "-V", version) as one, \
            mosquitto_sub(broker.port, "-t", f"$share/g/{topic}", "-V", version) as other:
        for n in range(20):
            mosquitto_pub(broker.port, "-t", topic, "-q", 1, "-m", str(n))
        until(lambda: len(received(one)) + len(received(other)) >= 20, "20 messages")
        got = [message[3] for program in (one, other) for message in received(program)]
        assert sorted(got, key=int) == [str(n) for n in range(20)]
        assert received(one) and received(other)
