# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of exchanges: these bytes go out, exactly these come back, and the connection stays open or is closed."""

from dataclasses import dataclass

import pytest

from .packets import (LEVELS, MALFORMED, PINGREQ, PINGRESP, PROTOCOL_ERROR, connack, disconnect, level, plain, shorten, speaking,
                      unique)
from .program import PEER
from .wire import CLOSED, Client

OPEN = "open"
BOTH = tuple(LEVELS)


@dataclass(frozen=True)
class Case:
    """`ours` says why the standard leaves this to the server, where mosquitto decides otherwise than we do.

    `reason` is what an MQTT 5 client is told before the close; several where the standard leaves the choice.
    """

    name: str
    request: bytes
    reply: bytes = b""
    end: str = OPEN
    ours: str = ""
    reason: tuple = ()


def closes(name, request, reply=b"", ours="", reason=(MALFORMED, PROTOCOL_ERROR)):
    """`reason` is told before, unless it is (): by DISCONNECT, or by CONNACK when there was none yet."""
    return Case(name, request, reply, CLOSED, ours, reason if isinstance(reason, tuple) else (reason,))


def silent(name, request, reply=b"", ours=""):
    return closes(name, request, reply, ours, ())


def ours(reason):
    """Marks a test function as our own choice. Only mosquitto in our place is spared it."""
    return pytest.mark.skipif(PEER == "mosquitto", reason=reason)


def only(*versions):
    """For a test function: it is about these versions alone."""
    return pytest.mark.parametrize("version", [LEVELS[name] for name in versions], ids=versions, indirect=True)


def table(build, versions=BOTH):
    """For pytest: one test per case and version, named by the case; a name stands for one case only.

    `build` gives the cases for the version that is spoken when it is called.
    """
    params = []
    for version in versions:
        with speaking(LEVELS[version]):
            cases = [case for case in build() if PEER != "mosquitto" or not case.ours]
        names = [case.name for case in cases]
        assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)
        params += [pytest.param(LEVELS[version], case, id=f"{version}: {case.name}") for case in cases]
    return pytest.mark.parametrize("version, case", params, indirect=["version"])


def endings(case, connected):
    """What may come back in all."""
    if case.end == OPEN:
        return [case.reply + PINGRESP]
    if level() < 5 or not case.reason:
        return [case.reply]
    if PEER == "mosquitto":  # it says less, and other reasons
        return [case.reply] + [case.reply + (disconnect if connected else connack)(reason) for reason in range(0x80, 0xA3)]
    return [case.reply + (disconnect(reason) if connected else connack(reason)) for reason in case.reason]


def check(port, case, connected=True, transport=None):
    """Sends the request, after a CONNECT if wished, and compares. A ping behind it proves that no more comes."""
    with Client(port, unique("case") if connected else None, transport=transport) as client:
        client.send(case.request, PINGREQ)
        wanted = endings(case, connected)
        came, closed = [], False
        pings = case.reply.count(PINGRESP) + 1
        try:
            while case.end == CLOSED or came.count(PINGRESP) < pings:
                came.append(client.read_packet())
        except AssertionError:
            closed = True
        except TimeoutError:
            pass
        got = b"".join(map(plain, came) if level() >= 5 else came) + client.unread()
        expected = " or ".join(map(shorten, wanted))
        assert got in wanted, f"wanted {expected} and {case.end}, got {shorten(got)}{' and a close' if closed else ''}"
        assert closed == (case.end == CLOSED), "the connection stays open" if not closed else "closed"
