# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HiveMQ's client for Java, in both versions."""

import pytest

from support.driver import CACHE, SCENARIOS, TESTS, check, drive, make, prepared, tool
from support.wire import unique

SOURCE = TESTS / "interop" / "java"


@pytest.fixture(scope="module")
def java():
    """(java, its class path). packaging/deps.sh test installs Java and Maven."""
    program = tool("java", "-version", oldest=17, version=r'version "(\d+)')
    assert program, "HiveMQ's client needs Java 17 or newer: packaging/deps.sh test installs it"
    with prepared("java", SOURCE / "pom.xml", *sorted(SOURCE.glob("src/**/*.java"))) as (folder, fresh):
        if not fresh:
            make("mvn", "-q", "-B", f"-Dmaven.repo.local={CACHE / 'maven'}", f"-Dtopiq.build={folder}", "compile", cwd=SOURCE)
    return program, f"{folder}/classes:{folder}/dependency/*"


@pytest.fixture(scope="module")
def outcomes(java, broker):
    program, classes = java
    return {version: drive(program, "-XX:TieredStopAtLevel=1", "-cp", classes, "topiq.Drive", "127.0.0.1", broker.port, version,
                           unique("java")) for version in SCENARIOS}


@pytest.mark.parametrize("version, scenario", [(version, name) for version, names in SCENARIOS.items() for name in names])
def test_scenario(outcomes, version, scenario):
    check(outcomes[version], scenario)
