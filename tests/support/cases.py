# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of exchanges: these bytes go out, exactly these come back, and the connection stays open or is closed."""

from dataclasses import dataclass

import pytest

from .broker import PEER
from .wire import CLOSED, PINGREQ, PINGRESP, Client, shorten, unique

OPEN = "open"


@dataclass(frozen=True)
class Case:
    """`ours` says why the standard leaves this to the server, where mosquitto decides otherwise than we do."""

    name: str
    request: bytes
    reply: bytes = b""
    end: str = OPEN
    ours: str = ""


def closes(name, request, reply=b"", ours=""):
    return Case(name, request, reply, CLOSED, ours)


def ours(reason):
    """Marks a test function as our own choice. Only mosquitto in our place is spared it."""
    return pytest.mark.skipif(PEER == "mosquitto", reason=reason)


def table(cases):
    """For pytest: one test per case, named by the case; a name stands for one case only."""
    if PEER == "mosquitto":
        cases = [case for case in cases if not case.ours]
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases])


def check(port, case, connected=True):
    """Sends the request, after a CONNECT if wished, and compares. A ping behind it proves that no more comes."""
    with Client(port, unique("case") if connected else None) as client:
        client.send(case.request, PINGREQ)
        wanted = case.reply + (PINGRESP if case.end == OPEN else b"")
        got, closed = b"", False
        while not closed and len(got) < len(wanted) + (case.end == CLOSED):
            try:
                got += client.read(1)
            except AssertionError:
                closed = True
            except TimeoutError:
                break
        assert got == wanted, f"wanted {shorten(wanted)} and {case.end}, got {shorten(got)}{' and a close' if closed else ''}"
        assert closed == (case.end == CLOSED), "the connection stays open" if not closed else "closed"
