# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The broker under test on free ports.

TOPIQ_TEST_PEER=mosquitto starts mosquitto instead: a check of the tests themselves. What is about Topiq alone (its HTTP
API, its exit codes, topiqctl) fails then, of course, and so do the cases marked as our own choice.
"""

import os
import socket
import time

from .program import PEER, Program, until
from .wire import Client


def topiq_binary():
    path = os.environ.get("TOPIQ_BIN")
    assert path and os.access(path, os.X_OK), f"TOPIQ_BIN must name the topiq to test, it is {path!r}"
    return path


def topiqctl_binary():
    path = os.environ.get("TOPIQCTL_BIN") or os.path.join(os.path.dirname(topiq_binary()), "topiqctl")
    assert os.access(path, os.X_OK), f"there is no topiqctl at {path!r} (TOPIQCTL_BIN)"
    return path


class Broker:
    """A running broker. `port` is MQTT's, `http` the base address of the HTTP API."""

    def __init__(self, data_dir, args=(), env=None):
        self.data_dir = data_dir
        self.http = None
        if PEER == "mosquitto":
            self._start_mosquitto()
        else:
            self.program = Program(
                [topiq_binary(), "--no-gui", "--listen", "mqtt://127.0.0.1:0", "--listen", "http://127.0.0.1:0",
                 "--data-dir", data_dir, *args], env=env)
            try:
                self.port = int(self.program.wait_line(r"mqtt://127\.0\.0\.1:([1-9]\d*)", "err")[1])
                self.http = self.program.wait_line(r"http://127\.0\.0\.1:[1-9]\d*", "err")[0]
            except AssertionError:
                self.program.kill()
                raise

    def _start_mosquitto(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        config = os.path.join(self.data_dir, "mosquitto.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"listener {self.port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n"
                       "max_inflight_messages 1000\nset_tcp_nodelay true\nmax_packet_size 2097152\n")
        self.program = Program(["mosquitto", "-c", config])

        def up():
            assert self.program.process.poll() is None, self.program.stderr
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0
        until(up, "mosquitto listens")

    def client(self, *args, **named):
        return Client(self.port, *args, **named)

    def stop(self):
        """Ends the broker as a service manager would and checks that it ended well."""
        code = self.program.stop()
        assert code == 0, f"exit code {code} after SIGTERM\n{self.program.stderr}"
        self.program.assert_no_trouble()


class SocketQueue:
    """Says whether the program has read everything that we sent on a connection.

    The kernel tells: the receive queue of the far end, which is on this machine too. So a test can hand over two halves
    of a packet as two reads without sleeping between them.
    """

    def __init__(self, sock):
        mine, theirs = sock.getsockname(), sock.getpeername()
        self._far_end = f"{self._hex(theirs)} {self._hex(mine)} "

    @staticmethod
    def _hex(address):
        number = int.from_bytes(socket.inet_aton(address[0]), "little")
        return f"{number:08X}:{address[1]:04X}"

    def drained(self):
        with open("/proc/net/tcp", encoding="ascii") as table:
            for line in table:
                if self._far_end in line:
                    return line.split()[4].endswith(":00000000")
        return True  # closed: nobody will read any more

    def wait(self):
        end = time.monotonic() + 10
        while not self.drained():
            assert time.monotonic() < end, "the program does not read its socket"
