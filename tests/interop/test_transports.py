# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS, WebSocket, Unix sockets and the PROXY protocol, with real clients; and how listeners are configured and renewed."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import ssl
import struct
import threading
import urllib.request
import warnings

import paho.mqtt.client as paho
import pytest

from support.broker import topiq_binary
from support.certificates import Authority
from support.program import PATIENCE, Program, run, until
from support.wire import DISCONNECT, PINGREQ, PINGRESP, connack, connect, unique


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def server(root):
    return root.issue("server")


class Running:
    """A broker that is configured by a file. `place(scheme)` is where it listens."""

    def __init__(self, folder, listeners):
        self.config = os.path.join(folder, "topiq.yaml")
        self.write(listeners)
        self.program = Program([topiq_binary(), "--no-gui", "--data-dir", os.path.join(folder, "data"), "--config",
                                self.config])
        self.program.wait_line("is ready", "err")

    def write(self, listeners):
        with open(self.config, "w", encoding="utf-8") as file:
            # JSON is YAML. Whom a PROXY header announces is not of this machine.
            json.dump({"admin": {"port": 0}, "access": {"anonymous": "everywhere"}, "listeners": listeners}, file)

    def reload(self, listeners=None, expect="configuration read again"):
        if listeners is not None:
            self.write(listeners)
        before = len(self.program.err)
        self.program.signal(signal.SIGHUP)
        self.program.wait_line(expect, "err", after=before)

    def port(self, scheme):
        return int(self.program.wait_line(rf"listening on {scheme}://\S*?:([1-9]\d*)", "err")[1])

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port('http')}{path}", timeout=PATIENCE) as answer:
            return answer.read().decode()

    def address_of(self, client_id):
        rows = json.loads(self.get(f"/api/v1/clients?filter={client_id}"))["clients"]
        return next((row["address"] for row in rows if row["id"] == client_id), None)

    def stop(self):
        assert self.program.stop() == 0, self.program.stderr
        self.program.assert_no_trouble()


@pytest.fixture
def run_broker(tmp_path):
    with contextlib.ExitStack() as stack:
        def start(*listeners):
            running = Running(str(tmp_path), list(listeners))
            stack.callback(running.program.kill)
            stack.callback(running.stop)
            return running
        yield start


def tls(files, scheme="mqtts", **more):
    return {"scheme": scheme, "address": "127.0.0.1", "port": 0, "certificate": files[0], "key": files[1], **more}


def mosquitto_exchange(port, *options, host="localhost"):
    """What mosquitto_pub said when it published one message; empty when the broker took it."""
    done = run("mosquitto_pub", "-h", host, "-p", port, "-t", unique("t/"), "-m", "x", "-q", "1", *options)
    return done.stdout + done.stderr if done.code else ""


def paho_exchange(port, transport="tcp", ca=None, path="/mqtt", certificate=None, headers=None):
    """A paho client subscribes and gets what it publishes: 100 messages of all sizes, whole and in order."""
    topic, ready, messages = unique("t/"), threading.Event(), []
    payloads = [bytes([i]) * (i * i * 13 + i) for i in range(100)]
    client = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id=unique(), transport=transport,
                         reconnect_on_failure=False)
    if transport == "websockets":
        client.ws_set_options(path, headers)
    if ca:
        client.tls_set(ca, *(certificate or (None, None)))
    done = threading.Event()

    def received(_client, _data, message):
        messages.append(message.payload)
        if len(messages) == len(payloads):
            done.set()
    client.on_connect = lambda *_: client.subscribe(topic, 1)
    client.on_subscribe = lambda *_: ready.set()
    client.on_message = received
    client.connect("localhost", port, 60)
    client.loop_start()
    try:
        assert ready.wait(PATIENCE), "no SUBACK"
        for payload in payloads:
            client.publish(topic, payload, 1)
        assert done.wait(PATIENCE), f"{len(messages)} of {len(payloads)} messages came"
        assert messages == payloads
    finally:
        client.disconnect()
        client.loop_stop()


def tls_client(port, ca, certificate=None, client_id=None):
    """A connected raw client; raises ssl.SSLError or ConnectionError when it is refused."""
    context = ssl.create_default_context(cafile=ca)
    if certificate:
        context.load_cert_chain(*certificate)
    plain = socket.create_connection(("localhost", port), timeout=PATIENCE)
    try:
        wrapped = context.wrap_socket(plain, server_hostname="localhost")
        wrapped.sendall(connect(client_id or unique()))
        answer = wrapped.recv(4)
        if answer != connack(0):
            raise ConnectionError(f"answered {answer!r}")
        return wrapped
    except BaseException:
        plain.close()
        raise


def ping(client):
    client.sendall(PINGREQ)
    return client.recv(2) == PINGRESP


# ---- TLS

def test_mosquitto_over_tls(run_broker, root, server):
    port = run_broker(tls(server)).port("mqtts")
    assert mosquitto_exchange(port, "--cafile", root.file) == ""
    assert mosquitto_exchange(port, "--cafile", root.file, "--tls-version", "tlsv1.2") == ""
    assert mosquitto_exchange(port, "--cafile", root.file, "--tls-version", "tlsv1.3") == ""
    assert mosquitto_exchange(port, "--cafile", root.file, "--tls-alpn", "mqtt") == ""


def test_mosquitto_refuses_our_bad_certificates(run_broker, root, server, tmp_path):
    stranger = Authority(tmp_path, "stranger")
    bad = {
        "expired": (root.issue("expired", days=(-10, -1)), root.file),
        "wrong name": (root.issue("other", names="DNS:example.org"), root.file),
        "unknown CA": (server, stranger.file),
    }
    for name, (files, ca) in bad.items():
        broker = Running(str(tmp_path), [tls(files)])
        try:
            assert mosquitto_exchange(broker.port("mqtts"), "--cafile", ca) != "", name
        finally:
            broker.program.kill()


@pytest.mark.parametrize("least, most", (("1.2", ssl.TLSVersion.TLSv1_1), ("1.3", ssl.TLSVersion.TLSv1_2)))
def test_old_tls_is_refused(run_broker, root, server, least, most):
    port = run_broker(tls(server, min_version=least)).port("mqtts")
    context = ssl.create_default_context(cafile=root.file)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # asking for it is the point
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = most
    with socket.create_connection(("localhost", port), timeout=PATIENCE) as plain:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            context.wrap_socket(plain, server_hostname="localhost")
    assert mosquitto_exchange(port, "--cafile", root.file) == ""


def test_client_certificates(run_broker, root, server, tmp_path):
    stranger = Authority(tmp_path, "stranger")
    good, revoked = root.issue("good", "pump 7", "DNS:pump7"), root.issue("revoked", "pump 8", "DNS:pump8")
    port = run_broker(tls(server, client_certificates="required", ca=root.file, crl=root.revoke(revoked[0]))).port("mqtts")

    def refused(*files):
        options = [word for pair in zip(("--cert", "--key"), files) for word in pair]
        return mosquitto_exchange(port, "--cafile", root.file, *options)
    assert refused(*good) == ""
    assert refused() != ""
    assert refused(*revoked) != ""
    assert refused(*root.issue("late", "late", "DNS:late", (-10, -1))) != ""
    assert refused(*stranger.issue("unknown")) != ""
    assert refused(*good) == ""


@pytest.mark.parametrize("transport, scheme", (("tcp", "mqtts"), ("websockets", "wss")))
def test_paho_over_tls(run_broker, root, server, transport, scheme):
    paho_exchange(run_broker(tls(server, scheme)).port(scheme), transport, root.file)


def test_renewal_under_a_thousand_clients(run_broker, root, server, tmp_path):
    """Pair, roots and revocation list change; nobody is dropped; the new hold at once, the old no longer."""
    count = 1000
    files = {name: str(tmp_path / name) for name in ("crt", "key", "ca", "crl")}
    other = Authority(tmp_path, "other")

    def install(certificate, key, ca, crl):
        for name, source in (("crt", certificate), ("key", key), ("ca", ca), ("crl", crl)):
            shutil.copy(source, files[name] + ".new")
            os.replace(files[name] + ".new", files[name])
    old_client, new_client = root.issue("old", "old"), other.issue("new", "new")
    install(*server, root.file, root.revoke())
    broker = run_broker(tls((files["crt"], files["key"]), client_certificates="required", ca=files["ca"], crl=files["crl"]))
    port = broker.port("mqtts")
    clients = [tls_client(port, root.file, old_client) for _ in range(count)]
    try:
        install(*other.issue("renewed", days=(-1, 100)), other.file, other.revoke())
        broker.reload()
        with tls_client(port, other.file, new_client):  # new roots both ways
            pass
        with pytest.raises((ssl.SSLError, ConnectionError)):
            tls_client(port, other.file, old_client)
        with pytest.raises(ssl.SSLError):
            tls_client(port, root.file, new_client)
        install(*other.issue("again", days=(-1, 100)), other.file, other.revoke(new_client[0]))
        broker.reload()
        with pytest.raises((ssl.SSLError, ConnectionError)):
            tls_client(port, other.file, new_client)
        assert [i for i, client in enumerate(clients) if not ping(client)] == []

        def days_left():  # drawn once a second
            found = re.search(r"^topiq_certificate_days_left\{[^}]*\} ([\d.]+)$", broker.get("/metrics"), re.MULTILINE)
            return found and 99 < float(found[1]) <= 100
        until(days_left, "the metric follows the certificate")
    finally:
        for client in clients:
            with contextlib.suppress(OSError):
                client.sendall(DISCONNECT)
            client.close()


def test_a_bad_file_keeps_the_old_certificate(run_broker, root, server, tmp_path):
    pair = str(tmp_path / "crt"), str(tmp_path / "key")
    for source, target in zip(server, pair):
        shutil.copy(source, target)
    broker = run_broker(tls(pair))
    port = broker.port("mqtts")
    with tls_client(port, root.file) as client:
        (tmp_path / "crt").write_text("nonsense", encoding="ascii")
        broker.reload(expect=r'configuration stays as it was: listener mqtts://\S*: certificate "\S*/crt" holds no certificate')
        with tls_client(port, root.file):
            pass
        os.remove(pair[1])
        shutil.copy(server[0], pair[0])
        broker.reload(expect=r'key "\S*/key" cannot be read: No such file')
        with tls_client(port, root.file):
            pass
        assert ping(client)


# ---- WebSocket

def test_paho_over_websocket(run_broker):
    paho_exchange(run_broker("ws://127.0.0.1:0").port("ws"), "websockets")


def test_path_and_origin(run_broker):
    port = run_broker({"scheme": "ws", "address": "127.0.0.1", "port": 0, "path": "/mqtt",
                       "origins": ["https://good.example"]}).port("ws")
    good = {"Origin": "https://good.example"}
    paho_exchange(port, "websockets", headers=good)
    for path, headers in (("/other", good), ("/mqtt", {"Origin": "https://evil.example"})):
        with pytest.raises(Exception):  # paho has no class of its own for it
            paho_exchange(port, "websockets", path=path, headers=headers)


# ---- Unix sockets, dual stack, PROXY

def test_unix_socket(run_broker, tmp_path):
    path = str(tmp_path / "mqtt.sock")
    broker = run_broker(f"unix://{path}?mode=600")
    assert os.stat(path).st_mode & 0o777 == 0o600
    done = run("mosquitto_pub", "--unix", path, "-t", "a", "-m", "x", "-q", "1")
    assert done.code == 0, done.stderr
    broker.reload(["mqtt://127.0.0.1:0"])
    assert not os.path.exists(path)


def test_dual_stack(run_broker):
    broker = run_broker("mqtt://*:0")
    port = broker.port("mqtt")
    families = [(socket.AF_INET, "127.0.0.1")]
    with socket.socket(socket.AF_INET6) as probe:
        with contextlib.suppress(OSError):
            probe.bind(("::1", 0))
            families.append((socket.AF_INET6, "::1"))
    for family, host in families:
        with socket.socket(family) as client:
            client.settimeout(PATIENCE)
            client.connect((host, port))
            name = unique()
            client.sendall(connect(name))
            assert client.recv(4) == connack(0)
            assert until(lambda: broker.address_of(name), "the client is listed").startswith(
                "[::1]:" if family == socket.AF_INET6 else "127.0.0.1:")


HEADERS = {
    "1": (b"PROXY TCP4 10.0.0.7 192.0.2.1 51234 1883\r\n", "10.0.0.7:51234"),
    "2": (b"\r\n\r\n\0\r\nQUIT\n\x21\x11" + struct.pack(">H", 12 + 6) + bytes([10, 0, 0, 8, 192, 0, 2, 1])
          + struct.pack(">HH", 51235, 1883) + b"\x04\0\x03nop", "10.0.0.8:51235"),
    "2 over IPv6": (b"\r\n\r\n\0\r\nQUIT\n\x21\x21" + struct.pack(">H", 36) + socket.inet_pton(socket.AF_INET6, "2001:db8::7")
                    + socket.inet_pton(socket.AF_INET6, "::1") + struct.pack(">HH", 51236, 1883), "[2001:db8::7]:51236"),
}


@pytest.mark.parametrize("header, address", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("scheme", ("mqtt", "mqtts"))
def test_proxy_header_names_the_client(run_broker, root, server, scheme, header, address):
    settings = {"scheme": scheme, "address": "127.0.0.1", "port": 0, "proxy_protocol": True}
    broker = run_broker(settings if scheme == "mqtt" else {**settings, **tls(server)})
    name = unique()
    with socket.create_connection(("127.0.0.1", broker.port(scheme)), timeout=PATIENCE) as plain:
        plain.sendall(header)
        client = plain
        if scheme == "mqtts":
            client = ssl.create_default_context(cafile=root.file).wrap_socket(plain, server_hostname="localhost")
        client.sendall(connect(name))
        assert client.recv(4) == connack(0)
        assert until(lambda: broker.address_of(name), "the client is listed") == address
        client.close()


def test_only_the_named_proxies_may_connect(run_broker):
    port = run_broker({"scheme": "mqtt", "address": "127.0.0.1", "port": 0, "proxy_protocol": True,
                       "proxy_from": ["10.0.0.0/8", "2001:db8::/32"]}).port("mqtt")
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as client:
        assert client.recv(1) == b""


# ---- Configuration

BAD = {
    "no certificate": ({"scheme": "mqtts", "address": "127.0.0.1", "port": 0}, 78, "needs a certificate and its key"),
    "missing file": (tls(("/nowhere.crt", "/nowhere.key")), 78, r'certificate "/nowhere\.crt" cannot be read: No such file'),
    "ca without use": (tls(("a", "b"), ca="c"), 78, "of no use without client_certificates"),
    "clients without ca": (tls(("a", "b"), client_certificates="required"), 78, "client_certificates needs ca"),
    "word": (tls(("a", "b"), client_certificates="maybe"), 78, "use none or optional or required"),
    "old TLS": (tls(("a", "b"), min_version="1.1"), 78, r"use 1\.2 or 1\.3"),
    "misspelt": (tls(("a", "b"), certifcate="c"), 78, "did you mean certificate"),
    "other scheme": ({"scheme": "mqtt", "address": "127.0.0.1", "port": 0, "key": "x"}, 78, "key has no meaning for mqtt"),
    "proxy_from alone": ({"scheme": "mqtt", "address": "127.0.0.1", "port": 0, "proxy_from": "10.0.0.1"}, 78,
                         "add proxy_protocol=true"),
    "network": ({"scheme": "mqtt", "address": "127.0.0.1", "port": 0, "proxy_protocol": True, "proxy_from": "10.0.0.1/64"}, 78,
                "networks such as"),
    "origin": ({"scheme": "ws", "address": "127.0.0.1", "port": 0, "origins": "example.org"}, 78, "origins such as"),
    "path": ("mqtt://127.0.0.1:0/x", 78, "is not a whole number"),
    "socket in no folder": ("unix:///nowhere/x.sock", 73, "No such file"),
}


@pytest.mark.parametrize("listener, code, text", BAD.values(), ids=BAD)
def test_a_bad_listener_ends_the_start_with_a_sentence(tmp_path, listener, code, text):
    config = tmp_path / "topiq.yaml"
    config.write_text(json.dumps({"admin": {"enabled": False}, "listeners": [listener]}), encoding="ascii")
    done = run(topiq_binary(), "--no-gui", "--data-dir", tmp_path / "data", "--config", config)
    assert done.code == code, done.stderr
    assert re.search(text, done.stderr), done.stderr


def test_listeners_come_from_the_environment_and_the_command_line(tmp_path, root, server):
    url = f"mqtts://127.0.0.1:0?certificate={server[0]}&key={server[1]}&max_connections=1"
    for arguments, env in (([], {"TOPIQ_LISTENERS": f"{url},ws://127.0.0.1:0/x"}), (["--listen", url], {})):
        program = Program([topiq_binary(), "--no-gui", "--data-dir", tmp_path / "data", *arguments],
                          env={"TOPIQ_ADMIN_PORT": "0", **env})
        try:
            port = int(program.wait_line(r"mqtts://127\.0\.0\.1:([1-9]\d*)", "err")[1])
            with tls_client(port, root.file):
                with pytest.raises(OSError):
                    tls_client(port, root.file)  # one too many
            assert program.stop() == 0
        finally:
            program.kill()


def test_a_reload_opens_and_closes_listeners(run_broker):
    broker = run_broker("mqtt://127.0.0.1:0")
    old = broker.port("mqtt")
    with socket.create_connection(("127.0.0.1", old), timeout=PATIENCE) as client:
        client.sendall(connect(unique()))
        assert client.recv(4) == connack(0)
        broker.reload(["ws://127.0.0.1:0"])
        paho_exchange(broker.port("ws"), "websockets")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", old))
        assert ping(client)
