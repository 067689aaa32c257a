# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP API beside MQTT: both see the same topics, records and counters."""

import base64
import json
import re
import urllib.error
import urllib.parse
import urllib.request

import pytest

from support.program import PATIENCE, until
from support.tools import mosquitto_pub, mosquitto_sub, received
from support.wire import puback, publish, suback, subscribe, unique


def get(broker, path, **query):
    address = f"{broker.http}{path}" + ("?" + urllib.parse.urlencode(query) if query else "")
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        assert answer.status == 200
        return answer.read().decode()


def get_json(broker, path, **query):
    return json.loads(get(broker, path, **query))


def post(broker, content, kind="application/json"):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    request = urllib.request.Request(f"{broker.http}/api/v1/publish", data, {"Content-Type": kind}, method="POST")
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.loads(answer.read())


def metrics(broker):
    """Every sample without labels as name -> value."""
    return {name: float(value) for name, value in
            re.findall(r"^([a-z_]+) ([-+0-9.e]+)$", get(broker, "/metrics"), re.MULTILINE)}


@pytest.mark.parametrize("qos", (0, 1, 2))
def test_what_is_posted_arrives_at_an_mqtt_subscriber(broker, topic, qos):
    with mosquitto_sub(broker.port, "-t", topic, "-q", 2) as reader:
        answer = post(broker, {"topic": topic, "text": "from HTTP", "qos": qos})
        assert answer["topic"] == topic and answer["offset"] == 0 and answer["consumers"] == 1
        until(lambda: received(reader), "the message")
        assert received(reader) == [(qos, False, topic, "from HTTP")]


def test_posted_bytes_arrive_as_they_were(broker, topic):
    payload = bytes(range(256)) * 16
    with broker.client(unique()) as reader:
        reader.send(subscribe(1, topic))
        reader.expect(suback(1, 0))
        post(broker, {"topic": topic, "payload_base64": base64.b64encode(payload).decode()})
        reader.expect(publish(topic, payload))


def test_a_posted_retained_message_waits(broker, topic):
    post(broker, {"topic": topic, "text": "kept", "retain": True})
    with broker.client(unique()) as reader:
        reader.send(subscribe(1, topic))
        reader.expect(suback(1, 0), publish(topic, "kept", retain=True))


def test_records_show_what_mqtt_published_by_offset(broker, topic):
    for n in range(10):
        mosquitto_pub(broker.port, "-t", topic, "-q", 1, "-i", "http-test", "-m", f"value {n}")
    page = get_json(broker, "/api/v1/records", topic=topic, **{"from": 4, "limit": 3})
    assert [(row["offset"], row["text"]) for row in page["records"]] == [(n, f"value {n}") for n in (4, 5, 6)]
    assert (page["first_offset"], page["next_offset"], page["next"]) == (0, 10, 7)
    row = page["records"][0]
    assert (row["qos"], row["retain"], row["client_id"]) == (1, False, "http-test")
    assert row["protocol"] and row["address"].startswith("127.0.0.1:") and row["time_ms"] > 0
    assert base64.b64decode(row["payload_base64"]) == b"value 4"


def test_the_last_records_are_counted_from_the_end(broker, topic):
    for n in range(5):
        post(broker, {"topic": topic, "text": str(n)})
    page = get_json(broker, "/api/v1/records", topic=topic, **{"from": -2})
    assert [row["text"] for row in page["records"]] == ["3", "4"]


def test_reading_records_takes_nothing_away(broker, topic):
    post(broker, {"topic": topic, "text": "stays"})
    first = get_json(broker, "/api/v1/records", topic=topic)
    assert get_json(broker, "/api/v1/records", topic=topic) == first


def test_the_history_keeps_the_last_hundred_and_their_offsets(broker, topic):
    with broker.client(unique()) as client:
        for n in range(150):
            client.send(publish(topic, f"{n}", 1, mid=n + 1))
        client.expect(*(puback(n + 1) for n in range(150)))
    page = get_json(broker, "/api/v1/records", topic=topic, **{"from": 0, "limit": 1000})
    assert (page["first_offset"], page["next_offset"]) == (50, 150)
    assert [(row["offset"], row["text"]) for row in page["records"]] == [(n, f"{n}") for n in range(50, 150)]


def test_topics_show_offsets_and_consumers(broker, topic):
    with mosquitto_sub(broker.port, "-t", f"{topic}/#"):
        post(broker, {"topic": topic, "text": "one"})
        post(broker, {"topic": topic, "text": "two", "retain": True})

        def row():
            rows = get_json(broker, "/api/v1/topics", filter=topic)["topics"]
            return rows[0] if rows and rows[0]["last_offset"] == 1 and rows[0]["consumers"] == 1 else None
        found = until(row, "the topic's row")
        assert found["name"] == topic and found["records"] == 2 and found["retained"] is True


def test_topics_take_an_mqtt_filter(broker, topic):
    for name in ("a/x", "b/x", "b/y"):
        post(broker, {"topic": f"{topic}/{name}", "text": "m"})

    def names():
        found = [row["name"] for row in get_json(broker, "/api/v1/topics", filter=f"{topic}/+/x")["topics"]]
        return found if len(found) >= 2 else None
    assert until(names, "two topics") == [f"{topic}/a/x", f"{topic}/b/x"]


def test_clients_show_who_is_there(broker):
    name = unique("listed")
    with broker.client(name, keep_alive=77) as client:
        client.send(subscribe(1, "listed/#", "listed/+"))
        client.expect(suback(1, 0, 0))

        def row():
            rows = [row for row in get_json(broker, "/api/v1/clients", filter=name)["clients"] if row["id"] == name]
            return rows[0] if rows and rows[0]["subscriptions"] == 2 else None
        found = until(row, "the client's row")
        assert found["connected"] is True and found["clean_session"] is True and found["keep_alive_seconds"] == 77
        assert sorted(found["filters"]) == ["listed/#", "listed/+"]
        assert "3.1.1" in found["protocol"]


def test_the_overview_counts_connections(broker):
    clients = [broker.client(unique()) for _ in range(5)]
    until(lambda: get_json(broker, "/api/v1/overview")["connections"]["value"] == 5, "five connections")
    for client in clients:
        client.leave()
    until(lambda: get_json(broker, "/api/v1/overview")["connections"]["value"] == 0, "no connection")


def test_the_metrics_count_messages(broker, topic):
    before = metrics(broker)
    with broker.client(unique()) as client:
        client.send(subscribe(1, topic))
        client.expect(suback(1, 0))
        client.send(*(publish(topic, "m") for _ in range(100)))
        client.expect(*(publish(topic, "m") for _ in range(100)))

        def counted():
            now = metrics(broker)
            return (now["topiq_messages_received_total"] >= before["topiq_messages_received_total"] + 100
                    and now["topiq_messages_sent_total"] >= before["topiq_messages_sent_total"] + 100
                    and now["topiq_connections"] == 1 and now["topiq_subscriptions"] == 1)
        until(counted, "a hundred messages in and out in the metrics")


def test_healthz_says_ok(broker):
    assert get(broker, "/healthz").strip() == "ok"


@pytest.mark.parametrize("content", [
    {"topic": "a/+", "text": "m"}, {"topic": "a/#", "text": "m"}, {"topic": "", "text": "m"}, {"text": "m"}, {"topic": "a"},
    {"topic": "a\x00b", "text": "m"}, {"topic": "a" * 65536, "text": "m"}, {"topic": "a", "text": "m", "qos": 3},
    {"topic": "a", "payload_base64": "!"}, [], b"{", b"\xff"], ids=lambda content: repr(content)[:40])
def test_a_bad_publish_is_refused_with_a_reason(broker, content):
    with pytest.raises(urllib.error.HTTPError) as caught:
        post(broker, content)
    assert caught.value.code == 400
    assert caught.value.headers["Content-Type"].startswith("application/problem+json")
    assert json.loads(caught.value.read())["detail"]


def test_an_unknown_address_is_404(broker):
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(broker, "/api/v1/nothing")
    assert caught.value.code == 404
    assert json.loads(caught.value.read())["status"] == 404
