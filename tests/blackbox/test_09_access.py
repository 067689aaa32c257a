# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""09 rights: who comes in by MQTT, and what he may do there; in both versions of the protocol."""

import base64
import hashlib
import hmac
import json
import re
import signal
import time

import pytest

from support.access import add_user, ctl
from support.packets import (BAD_AUTH_METHOD, CONTINUE, NOT_AUTHORIZED, auth, connack, connect,
                             open_packet, puback, publish, props, speaking, split, suback, subscribe, unique)
from support.program import until
from support.wire import Client

PASSWORD = "pl4nted secret"
RULES = """rules:
- {allow: all, topic: ["#", "$SYS/#", "$x/#"], user: boss}
- {deny: all, topic: lock/#}
- {allow: publish, topic: "in/%u/#"}
- {allow: subscribe, topic: "out/%u/#"}
- {allow: all, topic: "dev/%c/+"}
- {allow: subscribe, topic: news/+}
- {allow: all, topic: "lock/anna"}
"""
JWT_SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture(params=[4, 5], ids=["3.1.1", "5"])
def speak(request):
    with speaking(request.param):
        yield request.param


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("access")
    for name in ("boss", "anna", "bert", "$SYS"):
        add_user(path, name, PASSWORD)
    (path / "rules.yaml").write_text(RULES)
    (path / "jwt.key").write_text(JWT_SECRET)
    for name in ("rules.yaml", "jwt.key"):
        (path / name).chmod(0o600)
    return path


def settings(folder, **more):
    return {"TOPIQ_ACCESS_RULES": str(folder / "rules.yaml"), "TOPIQ_ACCESS_JWT_KEY_FILE": str(folder / "jwt.key"),
            "TOPIQ_ACCESS_ANONYMOUS": "none", **more}


@pytest.fixture(scope="module")
def guarded(folder):
    from support.broker import Broker
    running = Broker(str(folder), env=settings(folder))
    yield running
    running.stop()


@pytest.fixture
def own(tmp_path, start_broker):
    """A broker of the test's own, whose users and rules it may change."""
    for name in ("boss", "anna", "bert"):
        add_user(tmp_path, name, PASSWORD)
    for name, text in (("rules.yaml", RULES), ("jwt.key", JWT_SECRET)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o600)
    broker = start_broker(data_dir=tmp_path, env=settings(tmp_path))
    broker.folder = tmp_path
    return broker


def login(broker, user, name=None, **more):
    return broker.client(name or unique(user), user=user, password=PASSWORD, **more)


def refused_with(broker, code, name=None, **how):
    with Client(broker.port) as client:
        client.send(connect(name or unique("r"), **how))
        client.expect(connack(code))
        client.expect_close()


def closes(client):
    """The broker ends the connection; MQTT 5 is told why."""
    data, closed = client.everything()
    while not closed:
        data, closed = client.everything()
    assert client.level == 4 or split(data)[0][-1][0] == 0xE0, data.hex(" ")


def until_marker(reader, topic, payload):
    """What comes before this message, as (topic, payload)."""
    found = []
    while True:
        data = reader.read_packet()
        assert data[0] >> 4 == 3, f"no PUBLISH: {data.hex(' ')}"
        body = data[2:]
        size = int.from_bytes(body[:2], "big")
        got = (body[2:2 + size].decode(), body[2 + size + (1 if reader.level >= 5 else 0):].decode())
        if got == (topic, payload):
            return found
        found.append(got)


# (client id, topic, allowed): of anna, who is told so by MQTT 5 and finds out by silence in 3.1.1
PUBLISHES = [
    ("p1", "in/anna/a", True), ("p1", "in/anna", True), ("p1", "in/anna/a/b/c", True),
    ("p1", "in/bert/a", False), ("p1", "in/annabel", False), ("p1", "in/%u/a", False), ("p1", "in", False),
    ("p1", "out/anna/a", False), ("p1", "news/a", False), ("p1", "lock/anna", False), ("p1", "other", False),
    ("p1", "dev/p1/a", True), ("p1", "dev/p1/a/b", False), ("p1", "dev/p2/a", False), ("p1", "dev/%c/a", False),
    ("+", "dev/x/a", False), ("#", "dev/x/a", False), ("a/b", "dev/a/b", False), ("a/b", "dev/a/b/x", False),
    ("+", "in/anna/a", True), ("#", "in/anna/a", True), ("a/b", "in/anna/a", True), ("$x", "dev/$x/a", True),
    ("p1", "$SYS/broker/x", False), ("p1", "$share/g/x", False), ("p1", "$x", False),
]


@pytest.mark.parametrize("name, topic, allowed", PUBLISHES, ids=lambda v: str(v))
def test_publish_reaches_others_only_where_it_is_allowed(guarded, speak, name, topic, allowed):
    marker = unique("marker")
    with login(guarded, "boss") as reader, login(guarded, "anna", name) as client:
        reader.send(subscribe(1, "#", "$x/#", "$SYS/broker/x"))
        reader.expect(suback(1, 0, 0, 0))
        client.send(publish(topic, "hello", 1, mid=7))
        if speak == 4:
            client.expect(puback(7))
        else:
            client.expect(puback(7, 0 if allowed else NOT_AUTHORIZED))
        reader.send(publish("marker", marker))
        came = until_marker(reader, "marker", marker)
        assert ((topic, "hello") in came) == allowed


# (client id, filter, allowed)
SUBSCRIPTIONS = [
    ("s1", "out/anna/#", True), ("s1", "out/anna", True), ("s1", "out/+/x", True), ("s1", "#", True), ("s1", "+", False),
    ("s1", "+/+", True), ("s1", "out/bert/#", False), ("s1", "news/a", True), ("s1", "news/#", True), ("s1", "news", False),
    ("s1", "news/a/b", False), ("s1", "lock/anna", False), ("s1", "lock/#", False), ("s1", "in/anna/#", False),
    ("s1", "dev/s1/+", True), ("s1", "dev/s2/+", False), ("s1", "dev/s1/a/b", False),
    ("s1", "$SYS/#", False), ("s1", "$SYS/broker/uptime", False), ("s1", "$share/g/out/anna/x", True),
    ("s1", "$share/g/#", True), ("s1", "$share/g/secret", False), ("s1", "$share/g/$SYS/#", False),
    ("+", "dev/+/+", False), ("#", "dev/#", False), ("a/b", "dev/a/#", False), ("$SYS", "dev/$SYS/a", True),
]


@pytest.mark.parametrize("name, topic, allowed", SUBSCRIPTIONS, ids=lambda v: str(v))
def test_subscription_is_refused_where_nothing_could_come(guarded, speak, name, topic, allowed):
    with login(guarded, "anna", name) as client:
        client.send(subscribe(1, topic, "news/x"))
        refusal = 0x80 if speak == 4 else NOT_AUTHORIZED
        client.expect(suback(1, 0 if allowed else refusal, 0))


def test_a_user_called_like_the_brokers_own_topics_gains_nothing(guarded, speak):
    with login(guarded, "$SYS", "$SYS") as client:
        client.send(subscribe(1, "$SYS/#"))
        client.expect(suback(1, 0x80 if speak == 4 else NOT_AUTHORIZED))


@pytest.mark.parametrize("shared", ["", "$share/%s/"], ids=["own", "shared"])
def test_of_everything_only_what_may_be_read_comes(guarded, speak, shared):
    marker = unique("marker")
    with login(guarded, "boss") as boss, login(guarded, "anna", "reader") as anna:
        anna.send(subscribe(1, (shared % unique("group") if shared else "") + "#"))
        anna.expect(suback(1, 0))
        for topic in ("out/anna/1", "out/bert/1", "news/1", "news/1/2", "lock/anna", "in/anna", "dev/reader/1", "dev/x/1"):
            boss.send(publish(topic, "x"))
        boss.send(publish("out/anna/end", marker))
        came = until_marker(anna, "out/anna/end", marker)
        assert came == [("out/anna/1", "x"), ("news/1", "x"), ("dev/reader/1", "x")]


def test_retained_messages_are_handed_out_to_those_who_may_read_them(guarded, speak):
    topic = unique("kept")
    with login(guarded, "boss") as boss, login(guarded, "anna") as anna:
        for where in ("out/anna/", "out/bert/", "secret/"):
            boss.send(publish(where + topic, "r", 1, True, mid=1))
            boss.expect_taken(puback(1))
        anna.send(subscribe(1, "+/anna/" + topic, "+/bert/" + topic, "secret/#", "+/+/" + topic))
        refusal = 0x80 if speak == 4 else NOT_AUTHORIZED
        # "+/bert/..." could be out/bert only; "+/+/..." could be out/anna.
        anna.expect(suback(1, 0, refusal, refusal, 0))
        anna.expect(*[publish("out/anna/" + topic, "r", retain=True)] * 2)
        anna.expect_nothing()


@pytest.mark.parametrize("topic, allowed", [("in/anna/will", True), ("news/will", False), ("lock/anna", False),
                                            ("$SYS/will", False)])
def test_a_will_is_published_only_where_its_client_might_have(guarded, speak, topic, allowed):
    marker = unique("marker")
    with login(guarded, "boss") as reader:
        reader.send(subscribe(1, "#", "$SYS/will"))
        reader.expect(suback(1, 0, 0))
        client = login(guarded, "anna", will=(topic, "gone", 0, False))
        client.send(b"\xf0")  # nonsense, so that the broker is done with it when it closes
        client.finish()
        reader.send(publish("marker", marker))
        assert ((topic, "gone") in until_marker(reader, "marker", marker)) == allowed


# ---- coming in

@pytest.mark.parametrize("how", [
    {"user": "anna", "password": "wrong"}, {"user": "anna", "password": ""}, {"user": "anna"},
    {"user": "anna", "password": PASSWORD + "\0"}, {"user": "anna", "password": "x" * 2000},
    {"user": "Anna", "password": PASSWORD}, {"user": "nobody", "password": PASSWORD}, {"user": "", "password": PASSWORD},
    {"user": "", "password": ""},
], ids=lambda how: " ".join(f"{k}={v[:20]!r}" for k, v in how.items()))
def test_wrong_credentials_are_refused(own, speak, how):
    refused_with(own, 4 if speak == 4 else 0x86, **how)


def test_without_a_name_nobody_comes_where_none_may(guarded, speak):
    refused_with(guarded, 5 if speak == 4 else NOT_AUTHORIZED)


def test_the_fifth_failure_shuts_the_door(own, speak):
    for _ in range(5):
        refused_with(own, 4 if speak == 4 else 0x86, user="anna", password="guess")
    refused_with(own, 5 if speak == 4 else 0x8A, user="anna", password=PASSWORD)
    login(own, "bert").close()


def test_many_clients_come_in_with_one_password(guarded, speak):
    clients = [Client(guarded.port) for _ in range(50)]
    for client in clients:
        client.send(connect(unique("many"), user="anna", password=PASSWORD))
    for client in clients:
        client.expect_connack(0)
        client.close()


def test_a_client_that_leaves_while_its_password_is_checked_harms_nobody(own, speak):
    for _ in range(20):
        client = Client(own.port)
        client.send(connect(unique("hasty"), user="bert", password=PASSWORD + str(_)))
        client.vanish()
    login(own, "anna").close()


def token(seconds=60, **claims):
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")
    content = {"sub": "anna", "exp": time.time() + seconds, **claims}
    text = part(b'{"alg":"HS256"}') + b"." + part(json.dumps(content).encode())
    return text + b"." + part(hmac.new(JWT_SECRET.encode(), text, hashlib.sha256).digest())


def test_a_token_comes_in_with_what_it_claims(guarded, speak):
    with guarded.client(unique("t"), user="x", password=token(subscribe=["news/+"])) as client:
        client.send(subscribe(1, "news/a", "out/anna/x", "news/#"))
        refusal = 0x80 if speak == 4 else NOT_AUTHORIZED
        client.expect(suback(1, 0, refusal, 0))


@pytest.mark.parametrize("bad", [token(-1), token()[:-2], token(exp=None), token(sub="")],
                         ids=["expired", "cut", "no expiry", "no user"])
def test_a_bad_token_is_refused(own, speak, bad):
    refused_with(own, 4 if speak == 4 else 0x86, user="anna", password=bad)


def test_the_connection_ends_with_the_token(guarded, speak):
    client = guarded.client(unique("t"), user="x", password=token(1))
    closes(client)


# ---- enhanced authentication (MQTT 5 only)

def scram(broker, user, password, method="SCRAM-SHA-256"):
    """Logs in; the client and the last packet that it got."""
    client = Client(broker.port)
    bare = f"n={user},r=clientnonce"
    client.send(connect(unique("scram"), properties=props(authentication_method=method,
                                                          authentication_data=b"n,," + bare.encode())))
    packet = client.read_packet()
    if packet[0] != 0xF0:
        return client, packet
    _, head, properties, _ = open_packet(packet)
    assert head == bytes([CONTINUE])
    challenge = dict(properties)["authentication_data"].decode()
    fields = dict(field.split("=", 1) for field in challenge.split(","))
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(fields["s"]), int(fields["i"]))
    key = hmac.digest(salted, b"Client Key", "sha256")
    final = f"c=biws,r={fields['r']}"
    signature = hmac.digest(hashlib.sha256(key).digest(), f"{bare},{challenge},{final}".encode(), "sha256")
    proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, signature))).decode()
    client.send(auth(CONTINUE, props(authentication_method=method, authentication_data=f"{final},p={proof}".encode())))
    packet = client.read_packet()
    if packet[0] == 0x20 and dict(open_packet(packet)[2]).get("authentication_data"):
        server = hmac.digest(salted, b"Server Key", "sha256")
        verifier = base64.b64encode(hmac.digest(server, f"{bare},{challenge},{final}".encode(), "sha256"))
        assert dict(open_packet(packet)[2])["authentication_data"] == b"v=" + verifier
    return client, packet


def test_scram_proves_both_sides_and_gives_the_users_rights(guarded):
    with speaking(5):
        client, packet = scram(guarded, "anna", PASSWORD)
        assert packet[0] == 0x20 and open_packet(packet)[1][1] == 0
        client.send(subscribe(1, "out/anna/x", "out/bert/x"))
        client.expect(suback(1, 0, NOT_AUTHORIZED))
        client.close()


@pytest.mark.parametrize("user, password, method, reason", [
    ("anna", "wrong", "SCRAM-SHA-256", 0x86), ("nobody", PASSWORD, "SCRAM-SHA-256", 0x86),
    ("anna", PASSWORD, "SCRAM-SHA-1", BAD_AUTH_METHOD), ("a=na", PASSWORD, "SCRAM-SHA-256", 0x86)])
def test_failed_scram_is_refused(own, user, password, method, reason):
    with speaking(5):
        client, packet = scram(own, user, password, method)
        assert packet[0] == 0x20 and open_packet(packet)[1][1] == reason
        client.expect_close()


# ---- from the network: a PROXY header says where a client comes from

@pytest.fixture
def behind_proxy(tmp_path, start_broker):
    def start(**env):
        return start_broker("--listen", "mqtt://127.0.0.1:0?proxy_protocol=true", data_dir=tmp_path, env=env)
    start.folder = tmp_path
    return start


def arrive(broker, address, code, **how):
    """A client whose PROXY header names this address is answered by this code."""
    ports = [int(found) for line in broker.program.err for found in re.findall(r"mqtt://127\.0\.0\.1:([1-9]\d*)", line)]
    client = Client(ports[1])
    family = "TCP6" if ":" in address else "TCP4"
    local = "::1" if ":" in address else "127.0.0.1"
    client.send(f"PROXY {family} {address} {local} 5000 1883\r\n".encode(), connect(unique("far"), **how))
    if code:
        client.expect(connack(code))
        client.expect_close()
    else:
        client.expect_connack(0)
    client.close()


@pytest.mark.parametrize("address", ["10.0.0.1", "fd00::1", "192.168.1.1"])
def test_the_network_is_closed_until_there_is_a_user(behind_proxy, speak, address):
    broker = behind_proxy()
    refused = 5 if speak == 4 else NOT_AUTHORIZED
    arrive(broker, address, refused)
    arrive(broker, address, refused, user="anna", password=PASSWORD)
    broker.program.wait_line("the network is closed until there is a user; make one with .topiqctl user add", "err")
    arrive(broker, "127.0.0.1", 0)
    add_user(behind_proxy.folder, "anna", PASSWORD)
    broker.program.wait_line("users now: 1", "err")
    arrive(broker, address, 0, user="anna", password=PASSWORD)
    arrive(broker, address, refused)


def test_everywhere_opens_the_network_by_name(behind_proxy, speak):
    arrive(behind_proxy(TOPIQ_ACCESS_ANONYMOUS="everywhere"), "10.0.0.1", 0)


# ---- revocation

def change(own, *args):
    done = ctl("user", *args, "--data-dir", str(own.folder), password="another\n")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("args", [("del", "anna"), ("change", "anna", "--disable"), ("change", "anna", "--password"),
                                  ("change", "anna", "--client", "other")], ids=lambda args: " ".join(args))
def test_a_revoked_user_is_cut_off_within_a_second(own, speak, args):
    anna = login(own, "anna")
    with login(own, "bert") as bert:
        change(own, *args)
        began = time.monotonic()
        closes(anna)
        # Half a second until the file is looked at; the rest is what a busy machine may take on top.
        assert time.monotonic() - began < 5
        bert.expect_nothing()
    code = 4 if args[0] == "del" or "--password" in args else 5
    refused_with(own, code if speak == 4 else {4: 0x86, 5: NOT_AUTHORIZED}[code], user="anna", password=PASSWORD)


def rewrite_rules(own, text):
    (own.folder / "rules.yaml").write_text(text)
    own.program.signal(signal.SIGHUP)


def test_a_subscription_ends_when_the_rules_no_longer_allow_it(own, speak):
    with login(own, "boss") as boss, login(own, "anna") as anna:
        anna.send(subscribe(1, "news/a", "out/anna/end"))
        anna.expect(suback(1, 0, 0))
        rewrite_rules(own, RULES.replace("{allow: subscribe, topic: news/+}", "{deny: all, topic: news/#}"))

        def silent():
            marker = unique("marker")
            boss.send(publish("news/a", marker), publish("out/anna/end", marker))
            return until_marker(anna, "out/anna/end", marker) == []
        until(silent, "the subscription ends")


def test_what_waits_for_an_absent_client_is_taken_away_with_the_right_to_read_it(own, speak):
    name = unique("absent")
    with login(own, "boss") as boss:
        anna = login(own, "anna", name, clean=False)
        anna.send(subscribe(1, ("news/a", 1), ("out/anna/end", 1)))
        anna.expect(suback(1, 1, 1))
        anna.leave()
        boss.send(publish("news/a", "secret by now", 1, mid=1), publish("out/anna/end", "open", 1, mid=2))
        boss.expect(puback(1), puback(2))
        rewrite_rules(own, RULES.replace("- {allow: subscribe, topic: news/+}\n", ""))
        with login(own, "bert") as bert:  # a probe: when this is refused the rules have changed

            def changed():
                bert.send(subscribe(9, "news/a"))
                return bert.read_packet()[-1] >= 0x80
            until(changed, "the rules change")
        anna = login(own, "anna", name, clean=False, present=True)
        assert anna.read_packet().endswith(b"open")
        anna.expect_nothing()
        anna.close()


def test_faulty_rules_change_nothing(own, speak):
    with login(own, "anna") as anna:
        rewrite_rules(own, RULES + "- {alow: all, topic: x}\n")
        own.program.wait_line(r"configuration stays as it was: .*rules\.yaml:9: a rule has no key \"alow\"", "err")
        anna.send(subscribe(1, "news/a", "other"))
        anna.expect(suback(1, 0, 0x80 if speak == 4 else NOT_AUTHORIZED))
