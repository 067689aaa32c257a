# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""mosquitto's command line tools as test clients."""

import contextlib

from .program import Program, run

FORMAT = ">%q %r %t %p"  # what mosquitto_sub prints per message, see received()


@contextlib.contextmanager
def mosquitto_sub(port, *options, subscribed=True, **named):
    """Runs mosquitto_sub; begins when its subscriptions stand, and ends it with SIGTERM (a DISCONNECT)."""
    # stdbuf: into a pipe the tool would hand out its lines only at its end.
    program = Program(["stdbuf", "-oL", "mosquitto_sub", "-h", "127.0.0.1", "-p", port, "-d", "-F", FORMAT, *options], **named)
    try:
        if subscribed:
            program.wait_line("^Subscribed", "out")
        yield program
    finally:
        program.stop()


def received(program):
    """The messages so far as (qos, retain, topic, payload)."""
    return [(int(qos), retain == "1", topic, payload) for qos, retain, topic, payload in
            (line[1:].split(" ", 3) for line in list(program.out) if line.startswith(">"))]


def mosquitto_pub(port, *options):
    """Publishes and checks that the tool was content."""
    program = run("mosquitto_pub", "-h", "127.0.0.1", "-p", port, *options)
    assert program.code == 0, program.stdout + program.stderr
    return program
