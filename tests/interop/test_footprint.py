# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a headless broker takes while nothing happens: promises of the README, so they are tested."""

import re
import socket
from pathlib import Path

from support.program import until
from support.wire import connack, connect, unique

CONNECTIONS = 10_000


def resident_kib(broker):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{broker.program.pid}/status").read_text())[1])


def test_a_headless_broker_that_idles_takes_under_20_mb(start_broker):
    broker = start_broker()
    until(lambda: "is ready" in broker.program.stderr, "ready")
    assert resident_kib(broker) * 1024 < 20_000_000


def test_an_idle_connection_takes_at_most_2_kib(start_broker):
    broker = start_broker()
    warm = broker.client(unique("warm"))  # the first client touches memory that all share
    before = resident_kib(broker)
    crowd = []
    try:
        for index in range(CONNECTIONS):
            client = socket.create_connection(("127.0.0.1", broker.port), timeout=30)
            client.sendall(connect(f"idle-{index}", keep_alive=600))
            crowd.append(client)
        for client in crowd:
            assert client.recv(4) == connack()
        each = (resident_kib(broker) - before) * 1024 / CONNECTIONS
    finally:
        for client in crowd:
            client.close()
    assert each <= 2048, f"{each:.0f} bytes of RSS per idle connection"
    warm.leave()
