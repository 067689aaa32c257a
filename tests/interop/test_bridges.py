# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bridges: Topiq to a real mosquitto, and Topiq to Topiq."""

import contextlib
import json
import os
import socket
import subprocess
import threading

import pytest

from support.peers import Mosquitto, Topiq
from support.program import until
from support.tools import mosquitto_pub, mosquitto_sub, received
from support.wire import unique

PEERS = ("mosquitto", "topiq")
VERSIONS = ("3.1.1", "5")


def bridge(name, peer, topics, **more):
    """One item of the key `bridges`; JSON is YAML."""
    return {"name": name, "address": f"mqtt://127.0.0.1:{peer.port}", "reconnect": {"min": 1, "max": 2},
            "topics": topics, **more}


def config(*bridges):
    return f"bridges: {json.dumps(bridges)}\n"


def topic_line(pattern, direction, qos=2, local="", remote=""):
    return {"filter": pattern, "direction": direction, "qos": qos, "local_prefix": local, "remote_prefix": remote}


@pytest.fixture
def brokers(tmp_path):
    """Makes brokers in folders of their own and stops them at the end, those with bridges first."""
    with contextlib.ExitStack() as stack:
        def make(kind, text=None, start=True):
            folder = tmp_path / unique(kind)
            peer = Mosquitto(folder, text or "allow_anonymous true\n") if kind == "mosquitto" else Topiq(folder, text or "")
            stack.callback(peer.stop)
            return peer.start() if start else peer
        yield make


def up(topiq, name="b", after=0):
    topiq.program.wait_line(f"bridge `{name}`: connected to ", "err", after=after)


def until_received(reader, count):
    until(lambda: len(received(reader)) >= count, f"{count} messages")
    return received(reader)


def nothing_more(reader, port, end, count):
    """Proves by a marker that `reader` got `count` messages and no more."""
    mosquitto_pub(port, "-t", end, "-q", 2, "-m", "end")
    got = until(lambda: received(reader) if any(m[2] == end for m in received(reader)) else None, "the end mark")
    assert [m for m in got if m[2] != end] == got[:count] and len(got) == count + 1, got


@pytest.mark.parametrize("qos", (0, 1, 2))
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", PEERS)
def test_messages_go_out_under_their_new_name_once(brokers, kind, version, qos):
    peer = brokers(kind)
    here = brokers("topiq", config(bridge("b", peer, [topic_line("#", "out", 2, "l/", "r/")], version=version)))
    up(here)
    with mosquitto_sub(peer.port, "-t", "#", "-q", 2) as reader:
        for n in range(10):
            mosquitto_pub(here.port, "-t", f"l/a/{n}", "-q", qos, "-m", f"m{n}")
        mosquitto_pub(here.port, "-t", "other", "-q", qos, "-m", "not for the bridge")
        assert until_received(reader, 10) == [(qos, False, f"r/a/{n}", f"m{n}") for n in range(10)]
        nothing_more(reader, peer.port, "end", 10)


@pytest.mark.parametrize("qos", (0, 1, 2))
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", PEERS)
def test_messages_come_in_under_their_new_name_once(brokers, kind, version, qos):
    peer = brokers(kind)
    here = brokers("topiq", config(bridge("b", peer, [topic_line("a/#", "in", 2, "l/", "r/")], version=version)))
    up(here)
    with mosquitto_sub(here.port, "-t", "#", "-q", 2) as reader:
        # The subscription at the other broker stands as soon as one message has come.
        until(lambda: mosquitto_pub(peer.port, "-t", "r/a/x", "-m", "first") and received(reader), "a first message")
        before = len(received(reader))
        for n in range(10):
            mosquitto_pub(peer.port, "-t", f"r/a/{n}", "-q", qos, "-m", f"m{n}")
        got = until(lambda: [m for m in received(reader) if m[2] == "l/a/9"] and received(reader), "the last message")
        assert [m for m in got[before:] if m[3] != "first"] == [(qos, False, f"l/a/{n}", f"m{n}") for n in range(10)]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", PEERS)
def test_with_both_directions_each_side_gets_each_message_once(brokers, kind, version):
    peer = brokers(kind)
    here = brokers("topiq", config(bridge("b", peer, [topic_line("s/#", "both", 1)], version=version)))
    up(here)
    with mosquitto_sub(here.port, "-t", "#", "-q", 1) as near, mosquitto_sub(peer.port, "-t", "#", "-q", 1) as far:
        until(lambda: mosquitto_pub(peer.port, "-t", "s/first", "-m", "x") and received(near), "a first message")
        for n in range(5):
            mosquitto_pub(here.port, "-t", f"s/near/{n}", "-q", 1, "-m", "n")
            mosquitto_pub(peer.port, "-t", f"s/far/{n}", "-q", 1, "-m", "f")
        mosquitto_pub(here.port, "-t", "s/end", "-q", 1, "-m", "e")
        mosquitto_pub(peer.port, "-t", "s/end", "-q", 1, "-m", "e")
        for reader in (near, far):
            got = until(lambda r=reader: received(r) if len([m for m in received(r) if m[2] == "s/end"]) >= 2 else None,
                        "both end marks")
            names = [m[2] for m in got if m[2] not in ("s/first", "s/end")]
            assert sorted(names) == sorted([f"s/near/{n}" for n in range(5)] + [f"s/far/{n}" for n in range(5)])


def test_bridges_on_both_sides_do_not_send_messages_round_and_round(brokers):
    one = brokers("topiq", start=False)
    two = brokers("topiq", start=False)
    line = [topic_line("s/#", "both", 1)]
    one.config, two.config = config(bridge("b", two, line)), config(bridge("b", one, line))
    one.start()
    two.start()
    up(one)
    up(two)
    until(lambda: all(p.bridge("b")["state"] == "connected" for p in (one, two)), "both bridges are up")
    with mosquitto_sub(one.port, "-t", "s/#", "-q", 1) as near, mosquitto_sub(two.port, "-t", "s/#", "-q", 1) as far:
        for n in range(5):
            mosquitto_pub(one.port, "-t", f"s/{n}", "-q", 1, "-m", "x")
        # The straight way and the way back both lead to the other side; there each ends.
        until(lambda: sum(p.bridge("b")["circles"] for p in (one, two)) >= 5, "the circles are cut")
        mosquitto_pub(one.port, "-t", "s/end", "-q", 1, "-m", "end")
        for reader in (near, far):
            until(lambda r=reader: any(m[2] == "s/end" for m in received(r)), "the end mark")
        assert len([m for m in received(near) if m[2] != "s/end"]) == 5
        assert 5 <= len([m for m in received(far) if m[2] != "s/end"]) <= 10


def test_in_a_ring_of_three_each_broker_gets_a_message_once(brokers):
    ring = [brokers("topiq", start=False) for _ in range(3)]
    for n, peer in enumerate(ring):
        peer.config = config(bridge("b", ring[(n + 1) % 3], [topic_line("s/#", "out", 1)]))
        peer.start()
    for peer in ring:
        up(peer)
    with contextlib.ExitStack() as stack:
        readers = [stack.enter_context(mosquitto_sub(p.port, "-t", "s/#", "-q", 1)) for p in ring]
        for n in range(5):
            mosquitto_pub(ring[0].port, "-t", f"s/{n}", "-q", 1, "-m", "x")
        for reader in readers:
            assert [m[2] for m in until_received(reader, 5)] == [f"s/{n}" for n in range(5)]
        mosquitto_pub(ring[0].port, "-t", "s/end", "-q", 1, "-m", "x")
        # The last broker knows that the first has had them.
        until(lambda: (ring[2].bridge("b") or {}).get("circles") == 6, "the ring is cut six times")
        assert [len(until_received(reader, 6)) for reader in readers] == [6, 6, 6]


@pytest.mark.parametrize("version", VERSIONS)
def test_retained_messages_pass_in_both_directions_and_stay_retained(brokers, version):
    peer = brokers("mosquitto")
    here = brokers("topiq", start=False)
    here.config = config(bridge("b", peer, [topic_line("out/#", "out", 1), topic_line("in/#", "in", 1)], version=version))
    mosquitto_pub(peer.port, "-t", "in/before", "-r", "-q", 1, "-m", "1")
    here.start()
    up(here)
    mosquitto_pub(here.port, "-t", "out/x", "-r", "-q", 1, "-m", "2")
    mosquitto_pub(peer.port, "-t", "in/after", "-r", "-q", 1, "-m", "3")

    def retained(port, name):
        with mosquitto_sub(port, "-t", name, "-t", "end", "-q", 1) as reader:
            mosquitto_pub(port, "-t", "end", "-q", 1, "-m", "end")
            until(lambda: any(m[2] == "end" for m in received(reader)), "the end mark")
            return [m for m in received(reader) if m[2] == name]
    until(lambda: retained(here.port, "in/before") == [(1, True, "in/before", "1")], "retained before, came in")
    until(lambda: retained(here.port, "in/after") == [(1, True, "in/after", "3")], "retained later, came in")
    until(lambda: retained(peer.port, "out/x") == [(1, True, "out/x", "2")], "retained, went out")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_published_while_the_other_broker_is_away_arrives_when_it_is_back(brokers, version):
    peer = brokers("mosquitto", "allow_anonymous true\npersistence true\n")
    here = brokers("topiq", config(bridge("b", peer, [topic_line("q/#", "out", 1)], version=version)))
    up(here)
    kept = ("-t", "q/#", "-q", 1, "-i", "reader", "-c")
    with mosquitto_sub(peer.port, *kept):
        pass
    peer.stop()
    here.program.wait_line("bridge `b`: .*next try", "err")
    for n in range(50):
        mosquitto_pub(here.port, "-t", "q/x", "-q", 1, "-m", str(n))
    until(lambda: here.bridge("b")["queued"] == 50, "50 messages wait")
    lines = len(here.program.err)
    peer.start()
    up(here, after=lines)
    with mosquitto_sub(peer.port, *kept) as reader:
        assert [m[3] for m in until_received(reader, 50)] == [str(n) for n in range(50)]
    until(lambda: here.bridge("b")["queued"] == 0, "nothing waits")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_the_other_broker_kept_while_we_were_away_comes_in(brokers, version):
    peer = brokers("mosquitto")
    here = brokers("topiq", config(bridge("b", peer, [topic_line("q/#", "in", 1)], version=version, client_id="us")))
    up(here)
    until(lambda: mosquitto_pub(peer.port, "-t", "q/first", "-m", "x")
          and any(row["name"] == "q/first" for row in here.get("topics", filter="q/first")["topics"]), "a first message")
    here.kill()
    for n in range(50):
        mosquitto_pub(peer.port, "-t", "q/x", "-q", 1, "-m", str(n))
    here.start()
    until(lambda: (here.bridge("b") or {}).get("messages_in") == 50, "50 messages came in")
    records = here.get("records", topic="q/x")["records"]
    assert [record["text"] for record in records] == [str(n) for n in range(50)]


def test_a_peer_that_is_killed_in_the_middle_loses_and_doubles_nothing_of_qos_2(brokers):
    peer = brokers("topiq")
    here = brokers("topiq", config(bridge("b", peer, [topic_line("q/#", "out", 2)])))
    up(here)
    with mosquitto_sub(peer.port, "-t", "q/#", "-q", 2) as reader:
        publisher = threading.Thread(target=lambda: subprocess.run(
            ["mosquitto_pub", "-p", str(here.port), "-t", "q/x", "-q", "2", "-l"],
            input="".join(f"{n}\n" for n in range(2000)).encode(), check=True))
        publisher.start()
        until(lambda: len(received(reader)) > 100, "some messages")
        # The connection of the bridge alone is cut, again and again; both brokers stay.
        for _ in range(3):
            lines = len(here.program.err)
            client = f"b.{socket.gethostname()}"
            intruder = subprocess.run(["mosquitto_pub", "-p", str(peer.port), "-i", client, "-c", "-t", "intruder", "-m", "x"],
                                      check=False)
            assert intruder.returncode == 0
            up(here, after=lines)
        publisher.join()
        got = until(lambda: received(reader) if len(received(reader)) >= 2000 else None, "all messages")
        assert [m[3] for m in got] == [str(n) for n in range(2000)]


def test_a_wrong_password_is_said_and_tried_again(brokers, tmp_path):
    passwords = tmp_path / "passwords"
    subprocess.run(["mosquitto_passwd", "-b", "-c", str(passwords), "bridge", "right"], check=True)
    os.chmod(passwords, 0o644)
    peer = brokers("mosquitto", f"allow_anonymous false\npassword_file {passwords}\n")
    secret = tmp_path / "secret"
    secret.write_text("wrong\n")
    here = brokers("topiq", config(bridge("b", peer, [topic_line("x", "out")], user="bridge", password_file=str(secret))))
    here.program.wait_line(r"bridge `b`: .*refused: .*(not authorized|password|Not authorized).*next try", "err")
    # Snapshots are taken once a second.
    until(lambda: "refused" in (here.bridge("b") or {}).get("last_error", ""), "the row says it")
    assert here.bridge("b")["state"] in ("waiting", "connecting")
    assert any("bridge b" in event["text"] and "refused" in event["text"] for event in here.get("overview")["events"])
    assert "wrong" not in here.program.stderr
    secret.write_text("right\n")
    here.reload(here.config)
    up(here)


def test_a_reload_starts_and_stops_bridges_and_leaves_the_others_alone(brokers):
    peer = brokers("topiq")
    stay = bridge("stay", peer, [topic_line("a/#", "out", 1)])
    here = brokers("topiq", config(stay, bridge("go", peer, [topic_line("b/#", "out", 1)])))
    up(here, "stay")
    up(here, "go")
    until(lambda: (here.bridge("stay") or {}).get("state") == "connected", "a snapshot that shows it")
    since = here.bridge("stay")["since_time_ms"]
    here.reload(config(stay, bridge("new", peer, [topic_line("c/#", "out", 1)])))
    up(here, "new")
    until(lambda: here.bridge("go") is None, "the bridge is gone")
    assert here.bridge("stay")["since_time_ms"] == since and here.bridge("stay")["state"] == "connected"
    assert here.reload("bridges: [{name: x}]\n")[1] == "stays"
    assert here.bridge("stay")["since_time_ms"] == since


@pytest.mark.parametrize("answer, why", [
    (b"\x20\x03\x00\x00\x00\x30\x06\x00\x03a/b\x00", "no line is about a/b"),
    (b"\x20\x03\x00\x87\x00", "refused"),
    (b"\x20\x02\x00\x01", "version: 3.1.1"),
    (b"\x30\x05\x00\x03a/b\x00", "CONNACK"),
    (b"\x20\x03\x00\x00\x00\x20\x03\x00\x00\x00", "second time"),
    (b"\x20\x03\x00\x00\x00\x36\x00", "wrong flags"),
    (b"\x20\x03\x00\x00\x00\x10\x00", "may not send"),
    (b"\x20\x03\x00\x00\x00\x30\xff\xff\xff\xff\x7f", "more than four bytes"),
    (b"\x20\x03\x00\x00\x00\x30\xff\xff\xff\x7f", "limit"),
    (b"\x20\x03\x00\x00\x00\x30\x09\x00\x01a\x03\x23\x00\x01xx", "alias"),
    (b"\x20\x03\x00\x00\x00\xe0\x01\x8b", "shutting down"),
    (b"\x20\x05\x00\x00\x02\x21\x00", "CONNACK"),
], ids=lambda value: value if isinstance(value, str) else None)
def test_a_server_that_breaks_the_protocol_is_left_and_the_broker_goes_on(brokers, answer, why):
    with socket.create_server(("127.0.0.1", 0)) as server:
        class Fake:
            port = server.getsockname()[1]
        here = brokers("topiq", config(bridge("b", Fake, [topic_line("x", "both")])))
        connection, _ = server.accept()
        with connection:
            assert connection.recv(1) == b"\x10"
            connection.sendall(answer)
            if why.startswith("no line"):
                until(lambda: any(drop["topic"] == "a/b" for drop in here.get("overview")["last_drops"]), why)
            else:
                here.program.wait_line(f"bridge `b`: .*{why}.*next try", "err")
        with mosquitto_sub(here.port, "-t", "alive") as reader:
            mosquitto_pub(here.port, "-t", "alive", "-m", "x")
            until_received(reader, 1)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_state_is_a_retained_message_here_and_there(brokers, version):
    peer = brokers("mosquitto")
    here = brokers("topiq", config(bridge("b", peer, [topic_line("x", "out")], version=version, client_id="us",
                                          notifications="both", notification_topic="bridges/us")))
    up(here)
    for port in (here.port, peer.port):
        with mosquitto_sub(port, "-t", "bridges/us", "-q", 1) as reader:
            until(lambda r=reader: any(m[3] == "1" for m in received(r)), "up")
    with mosquitto_sub(peer.port, "-t", "bridges/us", "-q", 1) as reader:
        here.kill()
        until(lambda: any(m[3] == "0" for m in received(reader)), "the will")


def test_the_state_has_mosquittos_topic_unless_another_is_given(brokers):
    peer = brokers("mosquitto")
    here = brokers("topiq", config(bridge("b", peer, [topic_line("x", "out")], client_id="us")))
    up(here)
    with mosquitto_sub(here.port, "-t", "$SYS/broker/connection/us/state") as reader:
        until(lambda: any(m[3] == "1" for m in received(reader)), "up")
        peer.stop()
        until(lambda: any(m[3] == "0" for m in received(reader)), "down")


class Authority:
    """Certificates as files, made by the openssl program."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.file = folder / f"{name}.pem"
        self._openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                      "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key", "-out", self.file)

    @staticmethod
    def _openssl(*words):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)

    def issue(self, name, alternative):
        key, request, extensions = (self.folder / f"{name}.{end}" for end in ("key", "csr", "ext"))
        certificate = self.folder / f"{name}.crt"
        self._openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}",
                      "-keyout", key, "-out", request)
        extensions.write_text(f"subjectAltName={alternative}\n")
        self._openssl("x509", "-req", "-days", "2", "-in", request, "-CA", self.file, "-CAkey",
                      self.folder / f"{self.name}.key", "-CAcreateserial", "-extfile", extensions, "-out", certificate)
        return str(certificate), str(key)


def tls_bridge(peer, topics, **more):
    return {**bridge("b", peer, topics, **more), "address": f"mqtts://127.0.0.1:{peer.port}"}


def tls_peer(brokers, root, certificate, extra=""):
    return brokers("mosquitto", f"allow_anonymous true\ncafile {root.file}\ncertfile {certificate[0]}\nkeyfile {certificate[1]}\n"
                                f"{extra}listener 0 {root.folder}/m.sock\nallow_anonymous true\n")


def test_over_tls_both_prove_who_they_are(brokers, tmp_path):
    root = Authority(tmp_path, "root")
    peer = tls_peer(brokers, root, root.issue("server", "IP:127.0.0.1"), "require_certificate true\n")
    certificate, key = root.issue("client", "DNS:client")
    here = brokers("topiq", config(tls_bridge(peer, [topic_line("x", "both", 2)], ca=str(root.file),
                                              certificate=certificate, key=key)))
    up(here)
    # One who subscribes there and publishes there shows that the messages have passed.
    with mosquitto_sub(here.port, "-t", "x", "-q", 2) as near:
        tls = ("--cafile", str(root.file), "--cert", certificate, "--key", key)
        until(lambda: mosquitto_pub(peer.port, *tls, "-t", "x", "-q", 2, "-m", "hello") and received(near), "a message")
        assert received(near)[0] == (2, False, "x", "hello")


@pytest.mark.parametrize("alternative, trusted, why", [
    ("DNS:other.example", True, "127.0.0.1|name|mismatch"), ("IP:127.0.0.1", False, "certificate|issuer|self")],
    ids=("wrong name", "unknown authority"))
def test_a_broker_that_cannot_prove_who_it_is_gets_nothing(brokers, tmp_path, alternative, trusted, why):
    root, other = Authority(tmp_path, "root"), Authority(tmp_path, "other")
    peer = tls_peer(brokers, root, root.issue("server", alternative))
    here = brokers("topiq", config(tls_bridge(peer, [topic_line("x", "out", 1)], user="u",
                                              ca=str((root if trusted else other).file))))
    here.program.wait_line(f"bridge `b`: .*({why}).*next try", "err")
    assert here.bridge("b")["messages_out"] == 0 and "connected to mqtts" not in here.program.stderr


def test_a_certificate_file_that_is_missing_stops_the_start_and_leaves_a_running_broker_as_it_is(brokers, tmp_path):
    peer = brokers("mosquitto")
    here = brokers("topiq", config(bridge("b", peer, [topic_line("x", "out")])))
    up(here)
    wrong = tls_bridge(peer, [topic_line("x", "out")], ca=str(tmp_path / "missing.pem"))
    assert here.reload(config(wrong))[1] == "stays"
    assert any("missing.pem" in line for line in here.program.err)
    until(lambda: (here.bridge("b") or {}).get("state") == "connected", "it is still there")
    assert len([line for line in here.program.err if "connected to" in line]) == 1
