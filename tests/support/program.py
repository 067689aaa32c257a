# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program under test: its output as it comes, waiting on conditions, and an end that is checked."""

import os
import re
import signal
import subprocess
import threading
import time

PEER = os.environ.get("TOPIQ_TEST_PEER", "topiq")  # see support/broker.py
PATIENCE = 15.0 * float(os.environ.get("TOPIQ_TEST_PATIENCE", "1"))  # the longest wait for a thing that must happen

# What a sanitizer or the C++ run time writes when something is wrong although the program goes on or ends well.
TROUBLE = re.compile(r"AddressSanitizer|LeakSanitizer|ThreadSanitizer|runtime error:|terminate called|ASSERT|QThread:|"
                     r"QObject::|QSocketNotifier:|Destroyed while thread", re.IGNORECASE)


def until(condition, what, timeout=PATIENCE):
    """Waits until condition() gives something true and returns that."""
    end = time.monotonic() + timeout
    pause = 0.001
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < end, f"waited {timeout:.0f} s in vain: {what}"
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)


class Program:
    """A started program. Lines of both outputs are kept and can be waited for."""

    def __init__(self, command, env=None, stdin=None, cwd=None):
        self.command = [str(word) for word in command]
        self.out = []
        self.err = []
        self._changed = threading.Condition()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE if stdin == "pipe" else subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, cwd=cwd, env={**os.environ, **(env or {})})
        self._readers = [threading.Thread(target=self._read, args=pair, daemon=True)
                         for pair in ((self.process.stdout, self.out), (self.process.stderr, self.err))]
        for reader in self._readers:
            reader.start()

    def _read(self, stream, lines):
        for line in stream:
            with self._changed:
                lines.append(line.decode("utf-8", "replace").rstrip("\r\n"))
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    @property
    def pid(self):
        return self.process.pid

    @property
    def stdout(self):
        return "\n".join(self.out)

    @property
    def stderr(self):
        return "\n".join(self.err)

    def wait_line(self, pattern, where="both", after=0, timeout=PATIENCE):
        """The match of the first line that holds `pattern`; `after` skips that many lines of the chosen output."""
        expression = re.compile(pattern)

        def find():
            lines = {"out": self.out, "err": self.err, "both": self.out + self.err}[where]
            return next((found for line in lines[after:] if (found := expression.search(line))), None)

        end = time.monotonic() + timeout
        with self._changed:
            while not (found := find()):
                left = end - time.monotonic()
                over = self.process.poll() is not None and not any(r.is_alive() for r in self._readers)
                assert left > 0 and not over, (
                    f"{self.command[0]} did not say /{pattern}/ {'before it ended' if over else f'in {timeout:.0f} s'}; "
                    f"stdout:\n{self.stdout}\nstderr:\n{self.stderr}")
                self._changed.wait(min(left, 0.2))
        return found

    def wait(self, timeout=PATIENCE):
        """The exit code, after all output has been read."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.command} did not end in {timeout:.0f} s; stdout:\n{self.stdout}\n"
                                 f"stderr:\n{self.stderr}") from None
        for reader in self._readers:
            reader.join()
        return code

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self):
        """SIGTERM, and the exit code."""
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        return self.wait()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()

    def assert_no_trouble(self):
        bad = [line for line in self.out + self.err if TROUBLE.search(line)]
        assert not bad, "the program complained:\n" + "\n".join(self.err)


def run(*command, env=None, timeout=PATIENCE, cwd=None):
    """Runs a program to its end and gives it back with `code`."""
    program = Program(command, env=env, cwd=cwd)
    program.code = program.wait(timeout)
    return program
