# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`topiqctl import` of mosquitto's files: as a real mosquitto takes them, and as the real topiq takes the result."""

import os
import re
import shutil
import stat
import subprocess

import pytest

from support.broker import topiq_binary, topiqctl_binary
from support.peers import free_port
from support.program import Program, run

# One block per part of the manual page mosquitto.conf(5).
SAMPLES = {
    "nothing": "",
    "debian": "pid_file /run/mosquitto/mosquitto.pid\npersistence true\npersistence_location /var/lib/mosquitto/\n"
              "log_dest file /var/log/mosquitto/mosquitto.log\n",
    "local": "listener 1883 localhost\nallow_anonymous true\n",
    "limits": "listener 1883\nmax_inflight_messages 50\nmax_inflight_bytes 0\nmax_queued_messages 5000\n"
              "max_queued_bytes 1000000\nmax_packet_size 100000\nmessage_size_limit 90000\nmemory_limit 100000000\n"
              "max_keepalive 600\npersistent_client_expiration 14d\nretain_available true\nqueue_qos0_messages true\n",
    "logging": "log_dest stderr\nlog_type warning\nlog_type notice\nlog_timestamp true\nconnection_messages true\n"
               "log_timestamp_format %Y-%m-%dT%H:%M:%S\nsys_interval 60\nset_tcp_nodelay true\n",
    "websockets": "listener 9001\nprotocol websockets\nwebsockets_headers_size 2048\nmax_connections 100\n",
    "several": "per_listener_settings true\nlistener 1883 127.0.0.1\nallow_anonymous true\nlistener 1884\n"
               "allow_anonymous false\nmount_point inner/\nmax_topic_alias 5\nmax_qos 1\nuse_username_as_clientid true\n",
    "bridge": "connection up\naddress broker.example:1884 10.0.0.1\ntopic # both 2 here/ there/\ntopic x in\n"
              "remote_clientid us\nremote_username u\nremote_password p\ncleansession false\nkeepalive_interval 30\n"
              "notifications true\nrestart_timeout 10 60\nstart_type automatic\ntry_private true\nbridge_insecure false\n"
              "bridge_protocol_version mqttv50\nbridge_outgoing_retain true\nround_robin false\n",
}


def ctl_import(*words):
    return run(topiqctl_binary(), "import", *words)


def accepted(path):
    """The effective configuration that the real program makes of a file."""
    program = run(topiq_binary(), "--no-gui", "--config", path, "--print-config")
    assert program.code == 0, program.stderr
    return program.stdout


def mosquitto_says(tmp_path, text):
    """What mosquitto says to a configuration that ends with an option it does not know: so it never starts."""
    path = tmp_path / "probe.conf"
    path.write_text(text + "\nend_of_the_probe 1\n")
    done = subprocess.run(["mosquitto", "-c", str(path)], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode != 0
    return done.stderr


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_good_for_mosquitto_and_its_translation_for_topiq(tmp_path, name):
    assert '"end_of_the_probe"' in mosquitto_says(tmp_path, SAMPLES[name])
    source = tmp_path / "mosquitto.conf"
    source.write_text(SAMPLES[name])
    program = ctl_import(source, "--out", tmp_path / "topiq.yaml")
    assert program.code == 0, program.stderr
    assert "listeners:" in accepted(tmp_path / "topiq.yaml")


def test_every_option_that_mosquitto_takes_is_known(tmp_path):
    # The names are in the program; which of them are options, it says itself.
    with open(shutil.which("mosquitto"), "rb") as file:
        words = {word.decode() for word in re.findall(rb"(?<=\0)[a-z][a-z0-9_.]{2,40}(?=\0)", file.read())}
    # A text that is the end of another is not there a second time: `address` lies in `bind_address`.
    words |= {word[at + 1:] for word in words for at, letter in enumerate(word) if letter == "_" and len(word) > at + 4}
    options = {word for word in words if f'variable "{word}"' not in mosquitto_says(tmp_path, f"{word} 1")
               and "end_of_the_probe" != word}
    assert len(options) > 100, options
    source = tmp_path / "mosquitto.conf"
    unknown = []
    for option in sorted(options - {"include_dir"}):
        source.write_text(f"{option} 1\n")
        if "unknown option" in ctl_import(source).stderr:
            unknown.append(option)
    assert unknown == []


def test_an_unknown_option_ends_it_with_its_line_as_in_mosquitto(tmp_path):
    source = tmp_path / "mosquitto.conf"
    source.write_text("# a comment\n\nsys_intervall 5\n")
    program = ctl_import(source, "--out", tmp_path / "topiq.yaml")
    assert program.code == 78
    assert "mosquitto.conf:3" in program.stderr and "did you mean sys_interval?" in program.stderr
    assert not (tmp_path / "topiq.yaml").exists()


def test_the_translation_is_private_and_replaces_nothing_unasked(tmp_path):
    source = tmp_path / "mosquitto.conf"
    source.write_text(SAMPLES["bridge"])
    out = tmp_path / "topiq.yaml"
    out.write_text("mine\n")
    program = ctl_import(source, "--out", out)
    assert program.code == 73 and "--force" in program.stderr and out.read_text() == "mine\n"
    assert ctl_import(source, "--out", out, "--force").code == 0
    secret = tmp_path / "bridge-up.password"
    assert secret.read_text() == "p\n" and stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert str(secret) in out.read_text()
    os.remove(out)
    secret.unlink()
    assert ctl_import(source, "--out", out).code == 0 and stat.S_IMODE(out.stat().st_mode) == 0o600


def test_without_out_it_is_printed_and_no_password_with_it(tmp_path):
    source = tmp_path / "mosquitto.conf"
    source.write_text(SAMPLES["bridge"].replace("remote_password p", "remote_password top-secret"))
    program = ctl_import(source)
    assert program.code == 0 and program.stdout.startswith("# Made by topiqctl import")
    assert "top-secret" not in program.stdout + program.stderr and "--out" in program.stderr


def test_a_file_of_another_name_needs_to_be_told_apart(tmp_path):
    source = tmp_path / "settings.txt"
    source.write_text("listener 1883\n")
    program = ctl_import(source)
    assert program.code == 2 and "--from" in program.stderr
    assert ctl_import(source, "--from", "mosquitto").code == 0
    assert ctl_import(tmp_path / "missing.conf").code == 66
    assert ctl_import().code == 2


def test_what_was_translated_serves(tmp_path):
    port = free_port()
    source = tmp_path / "mosquitto.conf"
    source.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 7\nsys_interval 1\n")
    assert ctl_import(source, "--out", tmp_path / "topiq.yaml").code == 0
    program = Program([topiq_binary(), "--no-gui", "--config", tmp_path / "topiq.yaml", "--data-dir", tmp_path / "data"],
                      env={"TOPIQ_ADMIN_ENABLED": "false"})
    try:
        program.wait_line("is ready", "err")
        seen = run("mosquitto_sub", "-p", port, "-t", "$SYS/broker/uptime", "-C", 2)
        assert seen.code == 0 and all(line.endswith(" seconds") for line in seen.out)
        assert "queue_messages: 7" in accepted(tmp_path / "topiq.yaml")
    finally:
        assert program.stop() == 0
