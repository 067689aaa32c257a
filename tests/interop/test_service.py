# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Topiq as a program: options, configuration, exit codes, signals."""

import os
import signal
import socket

import pytest

from support.broker import topiq_binary
from support.program import Program, run, until
from support.tools import mosquitto_pub, mosquitto_sub, received
from support.wire import Client, connack, connect, publish, suback, subscribe, unique

ANY_PORT = ("--no-gui", "--listen", "mqtt://127.0.0.1:0")


def topiq(*words, env=None):
    """Runs topiq to its end; for starts that must fail or only print."""
    program = run(topiq_binary(), *words, env=env)
    program.assert_no_trouble()
    return program


def refused(code, *words, env=None):
    """One clear sentence on stderr, nothing on stdout, this exit code; gives the sentence."""
    program = topiq(*words, env=env)
    assert program.code == code, f"exit {program.code}: {program.stderr}"
    assert len(program.err) == 1 and program.out == [], program.stdout + program.stderr
    return program.stderr


@pytest.fixture
def config(tmp_path):
    def write(text):
        path = tmp_path / "topiq.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)
    return write


def test_help_fits_80_columns():
    program = topiq("--help")
    assert program.code == 0
    assert all(len(line) <= 80 for line in program.out)
    for option in ("--config", "--no-gui", "--kiosk", "--data-dir", "--listen", "--print-config", "--log-level", "--version"):
        assert option in program.stdout


def test_version_is_one_line():
    program = topiq("--version")
    assert program.code == 0 and len(program.out) == 1
    assert program.out[0].startswith("topiq ")


def test_an_unknown_option_ends_with_2():
    assert "--lisen" in refused(2, "--lisen", "mqtt://127.0.0.1:0")


def test_an_unexpected_word_ends_with_2():
    assert "start" in refused(2, "start")


@pytest.mark.parametrize("address", ("mqtt://127.0.0.1", "mqtt://127.0.0.1:70000", "foo://127.0.0.1:0", "127.0.0.1:0", ""))
def test_an_impossible_listen_address_ends_with_2(address):
    assert "--listen" in refused(2, "--no-gui", "--listen", address)


@pytest.mark.parametrize("scheme", ("mqtt", "http"))
def test_a_port_in_use_is_named_and_ends_with_73(scheme):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        words = ANY_PORT if scheme == "http" else ("--no-gui",)
        program = topiq(*words, "--listen", f"{scheme}://127.0.0.1:{port}")
        assert program.code == 73, f"exit {program.code}: {program.stderr}"
        assert any(str(port) in line for line in program.err), program.stderr


def test_a_missing_configuration_ends_with_66(tmp_path):
    assert "absent.yaml" in refused(66, "--config", tmp_path / "absent.yaml")


def test_a_folder_as_configuration_is_refused(tmp_path):
    program = topiq("--config", tmp_path)
    assert program.code in (66, 78) and str(tmp_path) in program.stderr


def test_an_unknown_key_is_named_with_file_line_and_the_nearest_key(config):
    path = config("loops: 1\nlimits:\n  max_packet_byte: 1024\n")
    sentence = refused(78, *ANY_PORT, "--config", path)
    assert f"{path}:3" in sentence and "max_packet_byte" in sentence and "limits.max_packet_bytes" in sentence


def test_a_wrong_value_is_named_with_file_line_and_key(config):
    path = config("loops: 99\n")
    sentence = refused(78, *ANY_PORT, "--config", path)
    assert f"{path}:1" in sentence and "loops" in sentence and "99" in sentence


def test_broken_yaml_is_named_with_its_line(config):
    path = config("loops: 1\nlimits: [\n")
    assert f"{path}:" in refused(78, *ANY_PORT, "--config", path)


def test_a_wrong_environment_variable_is_named_and_ends_with_78():
    assert "TOPIQ_LOOPS" in refused(78, *ANY_PORT, env={"TOPIQ_LOOPS": "many"})


def test_a_data_folder_that_cannot_be_made_ends_with_73(tmp_path):
    (tmp_path / "file").write_text("in the way")
    program = topiq(*ANY_PORT, "--data-dir", tmp_path / "file" / "data")
    assert program.code == 73, f"exit {program.code}: {program.stderr}"
    assert str(tmp_path / "file") in program.stderr


def test_print_config_names_where_each_value_comes_from(config):
    path = config("loops: 2\nlimits:\n  history_records: 7\n")
    program = topiq("--config", path, "--log-level", "debug", "--print-config", env={"TOPIQ_LIMITS_IN_FLIGHT": "9"})
    assert program.code == 0

    def origin(key):
        return next(line for line in program.out if line.strip().startswith(key + ":"))
    assert path in origin("loops") and path in origin("history_records")
    assert "TOPIQ_LIMITS_IN_FLIGHT" in origin("in_flight")
    assert "--log-level" in origin("level")
    assert "default" in origin("max_topics")


def test_the_environment_beats_the_file_and_the_command_line_beats_both(config):
    path = config("log:\n  level: error\nloops: 3\n")
    program = topiq("--config", path, "--log-level", "info", "--print-config",
                    env={"TOPIQ_LOG_LEVEL": "warning", "TOPIQ_LOOPS": "2"})
    assert any("level: info" in line for line in program.out)
    assert any("loops: 2" in line for line in program.out)


def test_without_a_display_it_serves_headless_and_says_so(tmp_path):
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    program = Program(["env", "-i", *(f"{name}={value}" for name, value in environment.items()), topiq_binary(),
                       "--listen", "mqtt://127.0.0.1:0", "--data-dir", tmp_path])
    try:
        port = int(program.wait_line(r"mqtt://127\.0\.0\.1:([1-9]\d*)", "err")[1])
        program.wait_line("without a window", "err")
        Client(port, unique()).leave()
        assert sum("without a window" in line for line in program.err) == 1
        assert program.stop() == 0
    finally:
        program.kill()


def test_two_addresses_serve_one_broker(tmp_path, topic):
    program = Program([topiq_binary(), *ANY_PORT, "--listen", "mqtt://[::1]:0", "--data-dir", tmp_path])
    try:
        port = int(program.wait_line(r"mqtt://127\.0\.0\.1:([1-9]\d*)", "err")[1])
        port6 = int(program.wait_line(r"mqtt://\[::1\]:([1-9]\d*)", "err")[1])
        with Client(port, unique()) as reader, socket.create_connection(("::1", port6), timeout=10) as six:
            reader.send(subscribe(1, topic))
            reader.expect(suback(1, 0))
            six.sendall(connect(unique()) + publish(topic, "over IPv6"))
            assert six.recv(4) == connack()
            reader.expect(publish(topic, "over IPv6"))
        assert program.stop() == 0
    finally:
        program.kill()


@pytest.mark.parametrize("number", (signal.SIGTERM, signal.SIGINT))
def test_term_and_int_close_the_clients_and_end_with_0(tmp_path, number):
    program = Program([topiq_binary(), *ANY_PORT, "--data-dir", tmp_path])
    try:
        port = int(program.wait_line(r"mqtt://127\.0\.0\.1:([1-9]\d*)", "err")[1])
        clients = [Client(port, unique()) for _ in range(20)]
        program.signal(number)
        for client in clients:
            client.expect_close()
            client.close()
        assert program.wait() == 0
        program.assert_no_trouble()
    finally:
        program.kill()


def test_what_was_sent_before_term_is_delivered(tmp_path, topic):
    program = Program([topiq_binary(), *ANY_PORT, "--data-dir", tmp_path])
    try:
        port = int(program.wait_line(r"mqtt://127\.0\.0\.1:([1-9]\d*)", "err")[1])
        with Client(port, unique()) as reader, Client(port, unique()) as writer:
            reader.send(subscribe(1, topic))
            reader.expect(suback(1, 0))
            messages = [publish(topic, b"x" * 1000 + str(n).encode()) for n in range(1000)]
            writer.send(*messages)
            writer.expect_nothing()  # all of them are in
            program.signal(signal.SIGTERM)
            reader.expect(*messages)
            reader.expect_close()
        assert program.wait() == 0
    finally:
        program.kill()


@pytest.mark.parametrize("reference", ("", "other.example:1883"))
def test_clients_of_mqtt_5_are_told_that_the_broker_stops_and_where_to_go(tmp_path, config, reference):
    path = config(f'drain:\n  server_reference: "{reference}"\n')
    program = Program([topiq_binary(), *ANY_PORT, "--data-dir", tmp_path / "data", "--config", path])
    try:
        port = int(program.wait_line(r"mqtt://127\.0\.0\.1:([1-9]\d*)", "err")[1])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(bytes.fromhex("100f00044d51545405020000000002") + b"me")
            assert client.recv(1) == b"\x20"
            program.signal(signal.SIGTERM)
            said = b""
            while data := client.recv(4096):
                said += data
        disconnect = said[said.rindex(b"\xe0"):]
        assert disconnect[2] == (0x9c if reference else 0x8b), said.hex()
        assert (b"\x1c\x00\x12" + reference.encode() in disconnect) == bool(reference)
        assert program.wait() == 0
    finally:
        program.kill()


def test_hup_rereads_the_configuration_and_keeps_every_connection(tmp_path, topic, config):
    path = config("limits:\n  max_packet_bytes: 1MiB\n")
    program = Program([topiq_binary(), *ANY_PORT, "--data-dir", tmp_path / "data", "--config", path])
    try:
        port = int(program.wait_line(r"mqtt://127\.0\.0\.1:([1-9]\d*)", "err")[1])
        with Client(port, unique()) as client:
            client.send(subscribe(1, topic))
            client.expect(suback(1, 0))
            config("limits:\n  max_packet_bytes: 4KiB\n")
            program.signal(signal.SIGHUP)
            program.wait_line(r"limits\.max_packet_bytes", "err")
            client.send(publish(topic, b"x" * 1000))
            client.expect(publish(topic, b"x" * 1000))

            def limited():  # the loops take the new limit at their next turn
                with Client(port, unique()) as other:
                    other.send(publish(topic + "/other", b"x" * 10000))
                    return other.everything()[1]
            until(limited, "the new limit closes a client that passes it")
            client.expect_nothing()
        assert program.stop() == 0
    finally:
        program.kill()


def test_hup_with_a_wrong_configuration_keeps_the_old_one(tmp_path, topic, config):
    path = config("limits:\n  max_packet_bytes: 1MiB\n")
    program = Program([topiq_binary(), *ANY_PORT, "--data-dir", tmp_path / "data", "--config", path])
    try:
        port = int(program.wait_line(r"mqtt://127\.0\.0\.1:([1-9]\d*)", "err")[1])
        with Client(port, unique()) as client:
            client.send(subscribe(1, topic))
            client.expect(suback(1, 0))
            config("limits:\n  max_paket_bytes: 1KiB\n")
            program.signal(signal.SIGHUP)
            program.wait_line(r"max_paket_bytes", "err")
            client.send(publish(topic, b"x" * 5000))
            client.expect(publish(topic, b"x" * 5000))
        assert program.stop() == 0
    finally:
        program.kill()


def test_usr1_writes_a_summary_to_the_log(tmp_path):
    program = Program([topiq_binary(), *ANY_PORT, "--data-dir", tmp_path])
    try:
        program.wait_line("ready", "err")
        lines = len(program.err)
        program.signal(signal.SIGUSR1)
        program.wait_line(".", "err", after=lines)
        assert program.stop() == 0
    finally:
        program.kill()


REFUSES = "refuses everybody from the network until there is a user"


@pytest.mark.parametrize("anonymous, mqtt_says", [("loopback", REFUSES),
                                                  ("everywhere", "is open to everybody who can reach it")])
def test_an_address_that_the_network_reaches_is_warned_of_and_loopback_is_not(tmp_path, anonymous, mqtt_says):
    program = Program([topiq_binary(), "--no-gui", "--data-dir", str(tmp_path), "--listen", "mqtt://0.0.0.0:0",
                       "--listen", "mqtt://127.0.0.1:0", "--listen", "http://0.0.0.0:0"],
                      env={"TOPIQ_ACCESS_ANONYMOUS": anonymous})
    try:
        program.wait_line("is ready", "err")
        warned = [line for line in program.err if "warning" in line]
        assert len(warned) == 2, program.stderr
        assert "mqtt://0.0.0.0:" in warned[0] and mqtt_says in warned[0]
        assert "http://0.0.0.0:" in warned[1] and REFUSES in warned[1]
    finally:
        assert program.stop() == 0


def test_two_brokers_run_beside_each_other(start_broker, tmp_path, topic):
    one, other = start_broker(data_dir=tmp_path / "one"), start_broker(data_dir=tmp_path / "other")
    with mosquitto_sub(one.port, "-t", topic) as reader:
        mosquitto_pub(other.port, "-t", topic, "-m", "elsewhere")
        mosquitto_pub(one.port, "-t", topic, "-m", "here")
        until(lambda: received(reader), "the message")
        assert received(reader) == [(0, False, topic, "here")]
