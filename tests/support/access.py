# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users of a broker under test, made as a person would: by topiqctl."""

import os
import subprocess

from .broker import topiqctl_binary
from .program import PATIENCE


def ctl(*args, password=None, env=None):
    return subprocess.run([topiqctl_binary(), *args], input=password, capture_output=True, text=True, timeout=PATIENCE,
                          env={**os.environ, **(env or {})})


def add_user(folder, name, password, *args):
    done = ctl("user", "add", name, "--data-dir", str(folder), *args, password=password + "\n")
    assert done.returncode == 0, done.stderr
