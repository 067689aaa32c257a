# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brokers that are stopped and started again on the same port: Topiq and mosquitto, for bridges and for moving over."""

import json
import os
import socket
import urllib.parse
import urllib.request

from .broker import topiq_binary
from .program import Program, until


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Peer:
    """A broker with its folder and port. `program` is the one that runs."""

    def __init__(self, folder):
        self.folder = str(folder)
        os.makedirs(self.folder, exist_ok=True)
        self.port = free_port()
        self.program = None

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def kill(self):
        self.program.kill()

    def stop(self):
        if self.program and self.program.process.poll() is None:
            code = self.program.stop()
            assert code == 0, f"exit code {code} after SIGTERM\n{self.program.stderr}"
        if self.program:
            self.program.assert_no_trouble()


class Topiq(Peer):
    """`config` is YAML and may be changed between starts, or before reload()."""

    def __init__(self, folder, config=""):
        super().__init__(folder)
        self.http_port = free_port()
        self.config = config

    def start(self):
        self.program = Program([
            topiq_binary(), "--no-gui", "--config", self.write("topiq.yaml", self.config), "--data-dir",
            self.path("data"), "--listen", f"mqtt://127.0.0.1:{self.port}", "--listen",
            f"http://127.0.0.1:{self.http_port}"])
        self.program.wait_line("is ready", "err")
        return self

    def reload(self, config):
        self.config = config
        self.write("topiq.yaml", config)
        lines = len(self.program.err)
        self.program.signal(1)
        return self.program.wait_line("configuration (read again|stays)", "err", after=lines)

    def get(self, path, **query):
        address = f"http://127.0.0.1:{self.http_port}/api/v1/{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(address, timeout=10) as answer:
            return json.load(answer)

    def bridge(self, name):
        """The row of a bridge in the snapshot, None while there is none."""
        return next((row for row in self.get("overview")["bridges"] if row["name"] == name), None)


class Mosquitto(Peer):
    def __init__(self, folder, config="allow_anonymous true\n"):
        super().__init__(folder)
        self.config = config

    def start(self):
        # Not root's: mosquitto would change to a user who may not write into our folder.
        text = (f"listener {self.port} 127.0.0.1\nmax_queued_messages 0\npersistence_location {self.folder}/\n"
                f"user root\n{self.config}")
        self.program = Program(["mosquitto", "-c", self.write("mosquitto.conf", text)])

        def up():
            assert self.program.process.poll() is None, self.program.stderr
            return listens(self.port)
        until(up, "mosquitto listens")
        return self
