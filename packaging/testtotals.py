#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts single test functions in ctest's JUnit files and prints "N passed, N failed" as its last line.

ctest knows programs only; the functions within are in what the programs printed: Qt Test's "Totals:" lines and pytest's
summary. A program without either counts as one. Exit code 0 only when something ran, nothing failed, nothing was skipped.
"""

import re
import sys
import xml.etree.ElementTree as xml

QT_TOTALS = re.compile(r"^Totals: (\d+) passed, (\d+) failed, (\d+) skipped", re.MULTILINE)
PYTEST_TOTALS = re.compile(r"^=*\s*((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s.*$", re.MULTILINE)
PYTEST_FAILED = {"failed", "error", "errors", "xpassed"}
PYTEST_SKIPPED = {"skipped", "xfailed"}


def count(case):
    """(passed, failed, skipped) of one ctest test."""
    status = case.get("status")
    if status == "disabled":
        return 0, 0, 1
    output = case.findtext("system-out") or ""
    passed = failed = skipped = 0
    for found in QT_TOTALS.finditer(output):
        passed += int(found[1])
        failed += int(found[2])
        skipped += int(found[3])
    for found in PYTEST_TOTALS.finditer(output):
        for number, word in re.findall(r"(\d+) ([a-z]+)", found[1]):
            if word == "passed":
                passed += int(number)
            elif word in PYTEST_FAILED:
                failed += int(number)
            elif word in PYTEST_SKIPPED:
                skipped += int(number)
    if status == "run":
        if passed + failed + skipped == 0:
            passed = 1
    elif case.find("skipped") is not None and status != "fail":
        # "notrun": ctest found no program to start, or a fixture of it failed. That is no choice of ours to skip.
        failed = max(failed, 1)
    elif failed == 0:
        failed = 1  # it crashed, hung or leaked after its own summary, or before
    return passed, failed, skipped


def main(paths):
    sums = [0, 0, 0]
    for path in paths:
        try:
            cases = xml.parse(path).getroot().iter("testcase")
        except (OSError, xml.ParseError) as problem:
            print(f"No results in {path}: {problem}")
            sums[1] += 1
            continue
        for case in cases:
            counts = count(case)
            sums = [a + b for a, b in zip(sums, counts)]
            if counts[1] or counts[2]:
                print(f"{path}: {case.get('name')}: {counts[1]} failed, {counts[2]} skipped")
    passed, failed, skipped = sums
    if skipped:
        print(f"{skipped} skipped: that counts as a failure of the run")
    if passed + failed == 0:
        print("No test ran: that counts as a failure of the run")
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed and not skipped else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
