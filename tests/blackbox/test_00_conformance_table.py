# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""00: docs/mqtt-conformance.md names every numbered statement of both standards, and only tests that exist."""

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
DOCUMENT = TESTS.parent / "docs" / "mqtt-conformance.md"

# section: the numbers of its statements, as (first, last) or one by one. 2.2.1-1 was never given.
STATEMENTS_5 = {
    "1.5.4": 3, "1.5.5": 1, "1.5.7": 1, "2.1.3": 1, "2.2.1": (2, 6), "2.2.2": 1,
    "3.1.0": 2, "3.1.2": 30, "3.1.3": 12, "3.1.4": 6, "3.2.0": 2, "3.2.2": 22,
    "3.3.1": 13, "3.3.2": 20, "3.3.4": 10, "3.4.2": 3, "3.5.2": 3, "3.6.1": 1, "3.6.2": 3, "3.7.2": 3,
    "3.8.1": 1, "3.8.3": 5, "3.8.4": 8, "3.9.2": 2, "3.9.3": 2, "3.10.1": 1, "3.10.3": 2, "3.10.4": 6, "3.11.2": 2, "3.11.3": 2,
    "3.12.4": 1, "3.14.0": 1, "3.14.1": 1, "3.14.2": 4, "3.14.4": 3, "3.15.1": 1, "3.15.2": 3,
    "4.1.0": 2, "4.2": 1, "4.3.1": 1, "4.3.2": 5, "4.3.3": 13, "4.4.0": 2, "4.5.0": 2, "4.6.0": 6, "4.7.0": 1, "4.7.1": 2,
    "4.7.2": 1, "4.7.3": 4, "4.8.2": 6, "4.9.0": 3, "4.12.0": 7, "4.12.1": 2, "4.13.1": 1, "4.13.2": 1, "6.0.0": 4,
}
STATEMENTS_3_1_1 = {
    "1.5.3": 3, "2.2.2": 2, "2.3.1": 7, "3.1.0": 2, "3.1.2": 24, "3.1.3": 11, "3.1.4": 5, "3.2.0": 1, "3.2.2": 6,
    "3.3.1": 12, "3.3.2": 3, "3.3.4": 1, "3.3.5": 2, "3.6.1": 1, "3.8.1": 1, "3.8.3": 4, "3.8.4": 6, "3.9.3": 2,
    "3.10.1": 1, "3.10.3": 2, "3.10.4": 6, "3.12.4": 1, "3.14.1": 1, "3.14.4": 3, "4.1.0": 2, "4.3.1": 1, "4.3.2": 2,
    "4.3.3": 2, "4.4.0": 1, "4.5.0": 2, "4.6.0": 6, "4.7.1": 3, "4.7.2": 1, "4.7.3": 4, "4.8.0": 2, "6.0.0": 4, "7.0.0": 2,
    "7.1.1": 1, "7.1.2": 1,
}
ROW = re.compile(r"^\| MQTT-([\d.]+-\d+) \| ([^|]+) \| (.+) \|$")
NAMED = re.compile(r"`(\w+): ([^`]+)`")


def wanted(statements):
    return {f"{section}-{number}" for section, numbers in statements.items()
            for number in range(*((1, numbers + 1) if isinstance(numbers, int) else (numbers[0], numbers[1] + 1)))}


@cache
def rows(version):
    parts = re.split(r"^## MQTT (\S+)$", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = dict(zip(parts[1::2], parts[2::2]))[version]
    found = [match.groups() for match in map(ROW.match, text.splitlines()) if match]
    assert len(found) == sum(line.startswith("| MQTT-") for line in text.splitlines()), "a row of another form"
    return found


@cache
def names(stem):
    """The names of all cases and test functions of a test file."""
    path = next((file for file in TESTS.glob("*/test_*.py") if file.stem == f"test_{stem}"), None)
    if not path:
        return set()
    spec = importlib.util.spec_from_file_location(f"named_{stem}", path)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = set()
    for function in (getattr(module, name) for name in dir(module) if name.startswith("test_")):
        found.add(function.__name__[5:].replace("_", " "))
        for mark in getattr(function, "pytestmark", []):
            if mark.name == "parametrize":
                ids = mark.kwargs.get("ids")
                if not isinstance(ids, (list, tuple)):
                    ids = [getattr(value, "id", None) for value in mark.args[1]]
                found |= {name.split(": ", 1)[-1] for name in ids if isinstance(name, str)}
    return found


@pytest.mark.parametrize("version, statements", [("5.0", STATEMENTS_5), ("3.1.1", STATEMENTS_3_1_1)], ids=["5.0", "3.1.1"])
def test_every_statement_has_one_row(version, statements):
    found = [identifier for identifier, *_ in rows(version)]
    assert sorted(found) == sorted(set(found)), "a statement has two rows"
    assert set(found) == wanted(statements)


@pytest.mark.parametrize("version", ["5.0", "3.1.1"])
def test_every_statement_is_shown_by_a_test_that_exists_or_argued(version):
    wrong = []
    for identifier, _, shown in rows(version):
        tests = NAMED.findall(shown)
        if not tests and not shown.startswith(("client", "argued: ")):
            wrong.append(f"{identifier}: neither test nor argument: {shown}")
        wrong += [f"{identifier}: there is no {name!r} in {stem}" for stem, name in tests
                  if name not in names(stem)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("version", ["5.0", "3.1.1"])
def test_nine_of_ten_statements_a_broker_can_break_are_tested(version):
    ours = [shown for _, _, shown in rows(version) if not shown.startswith("client")]
    assert sum(bool(NAMED.search(shown)) for shown in ours) >= 0.9 * len(ours)
