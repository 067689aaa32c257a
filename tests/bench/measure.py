#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measurements that the side-by-side runner does not make.

  quiet    what 100 quiet clients cost: CPU and wake-ups per second
  idle     what 10,000 idle connections cost: memory each, and the CPU per message of pair traffic beside them
  window   what an open window costs: throughput and CPU per message of the loops with and without it, and its
           frames per second, while 20,000 messages/s flow over 1,000 topics

Every round starts a fresh broker; with and without take turns; medians are printed. The load generator is mqload
(--mqload or MQLOAD). Everything stays on 127.0.0.1; every process started here is ended here, by pid.
"""
import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAIRS = "throughput --pubs 100 --subs 100 --topics 100 --batch 8 --seconds 3"
TOPICS = "throughput --pubs 100 --subs 1 --topics 1000 --rotate --pattern all --wildcard hash --batch 8 --seconds 4"
PACED = "latency --rate 20000 --pubs 1000 --subs 1000 --warmup 2 --duration 10"


class Broker:
    """A Topiq of our own on a free port."""

    def __init__(self, binary, window=False, environment=None):
        self.log = tempfile.NamedTemporaryFile("w+", prefix="topiq-", suffix=".log")
        arguments = [binary, "--listen", "mqtt://127.0.0.1:0"] + ([] if window else ["--no-gui"])
        self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                        env={**os.environ, **(environment or {})})
        self.port = self._wait_for_port()

    def _wait_for_port(self):
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            text = Path(self.log.name).read_text(errors="replace")
            found = re.search(r"mqtt://127\.0\.0\.1:(\d+)", text)
            if found and "is ready" in text:
                return int(found[1])
            time.sleep(0.05)
        raise SystemExit("the broker did not start: " + Path(self.log.name).read_text(errors="replace"))

    def loop_cpu_seconds(self):
        """CPU of the I/O loops alone: what the window's threads use is not the broker's."""
        total = 0.0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            if (task / "comm").read_text().startswith("io-"):
                total += int((task / "schedstat").read_text().split()[0]) * 1e-9
        return total

    def activity(self):
        """CPU seconds and voluntary context switches of all threads so far."""
        cpu, switches = 0.0, 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            cpu += int((task / "schedstat").read_text().split()[0]) * 1e-9
            switches += int(re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)", (task / "status").read_text())[1])
        return cpu, switches

    def rss_bytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def load(options, arguments, broker):
    out = subprocess.run([options.mqload, *arguments.split(), "--port", str(broker.port), "--broker-pid",
                          str(broker.process.pid)], capture_output=True, text=True, timeout=300)
    result = json.loads(out.stdout.strip().splitlines()[-1])
    if not result.get("ok") or result.get("lost"):
        print("  not clean:", {k: result.get(k) for k in ("ok", "error", "lost", "out_of_order")}, file=sys.stderr)
    return result


def median(rows, key):
    return statistics.median(row[key] for row in rows)


def measure_quiet(options):
    broker = Broker(options.topiq)
    crowd = subprocess.Popen([options.mqload, *"connect --connections 100 --idle 25 --broadcasts 0 --keepalive 60".split(),
                              "--port", str(broker.port)], stdout=subprocess.DEVNULL)
    try:
        wait_for_connections(broker, 100)
        before, began = broker.activity(), time.monotonic()
        time.sleep(15)
        after, seconds = broker.activity(), time.monotonic() - began
        print(f"100 quiet clients: {100 * (after[0] - before[0]) / seconds:.2f} % of a core, "
              f"{(after[1] - before[1]) / seconds:.1f} wake-ups/s, RSS {broker.rss_bytes() / 1e6:.1f} MB")
    finally:
        crowd.terminate()
        crowd.wait()
        broker.stop()


def measure_idle(options):
    rows = {"alone": [], "beside": []}
    for _ in range(options.rounds):
        for name in rows:
            broker = Broker(options.topiq)
            crowd = None
            try:
                before = broker.rss_bytes()
                each = 0
                if name == "beside":
                    crowd = subprocess.Popen([options.mqload, *f"connect --connections {options.connections} --idle 40 "
                                              "--broadcasts 0 --keepalive 60 --id-prefix idle".split(), "--port",
                                              str(broker.port)], stdout=subprocess.DEVNULL)
                    wait_for_connections(broker, options.connections)
                    each = (broker.rss_bytes() - before) / options.connections
                result = load(options, PAIRS, broker)
                rows[name].append(dict(cpu=result["cpu_us_per_out"], rate=result["out_per_s"], each=each))
            finally:
                if crowd:
                    crowd.terminate()
                    crowd.wait()
                broker.stop()
    alone, beside = median(rows["alone"], "cpu"), median(rows["beside"], "cpu")
    print(f"pair traffic alone:                    {alone:.3f} us CPU per message, {median(rows['alone'], 'rate'):,.0f}/s")
    print(f"beside {options.connections:,} idle connections:     {beside:.3f} us CPU per message, "
          f"{median(rows['beside'], 'rate'):,.0f}/s")
    print(f"more CPU: {100 * (beside / alone - 1):+.1f} %;  memory per idle connection: {median(rows['beside'], 'each'):,.0f} bytes of RSS")


def wait_for_connections(broker, wanted):
    fds = Path(f"/proc/{broker.process.pid}/fd")
    end = time.monotonic() + 60
    while sum(1 for _ in fds.iterdir()) < wanted:
        if time.monotonic() > end:
            raise SystemExit(f"{wanted} connections did not come about; is the limit of open files high enough?")
        time.sleep(0.1)
    time.sleep(1)  # the last CONNECT


def measure_window(options):
    variants = {"without": None, "with": {}, "framelog": {}}
    rows = {name: [] for name in variants}
    frames = []
    for _ in range(options.rounds):
        for name in variants:
            environment = {"QT_QPA_PLATFORM": options.platform, "QT_QUICK_BACKEND": "software"}
            log = tempfile.NamedTemporaryFile("w+", prefix="frames-")
            if name == "framelog":
                environment["TOPIQ_GUI_FRAMELOG"] = log.name
            broker = Broker(options.topiq, window=name != "without", environment=environment)
            try:
                row = {}
                before = broker.loop_cpu_seconds()
                paced = load(options, PACED, broker)
                row["paced_cpu"] = (broker.loop_cpu_seconds() - before) * 1e6 / (20000 * 12)
                row["paced_rate"] = paced.get("samples", paced.get("received", 0)) / 10
                row["p99"] = paced["p99_us"]
                if name != "framelog":
                    before = broker.loop_cpu_seconds()
                    full = load(options, TOPICS, broker)
                    row["rate"] = full["out_per_s"]
                    row["cpu"] = (broker.loop_cpu_seconds() - before) * 1e6 / max(1, full["received"] * 1.1)
                    row["rss"] = broker.rss_bytes()
                    rows[name].append(row)
                else:
                    lines = [line.split(",") for line in Path(log.name).read_text().splitlines() if line[:1].isdigit()]
                    frames += [float(line[1]) for line in lines[3:-1]]
                    rows[name].append(row)
            finally:
                broker.stop()
    for name in ("without", "with"):
        r = rows[name]
        print(f"{name:8} window: 20,000/s over 1,000 topics: {median(r, 'paced_rate'):,.0f}/s, p99 {median(r, 'p99'):,.0f} us, "
              f"loops {median(r, 'paced_cpu'):.2f} us per message; flat out: {median(r, 'rate'):,.0f}/s, loops "
              f"{median(r, 'cpu'):.3f} us per message; RSS {median(r, 'rss') / 2**20:.1f} MiB")
    loss = 100 * (1 - median(rows["with"], "rate") / median(rows["without"], "rate"))
    paced_loss = 100 * (1 - median(rows["with"], "paced_rate") / median(rows["without"], "paced_rate"))
    print(f"throughput lost to the window: {paced_loss:.1f} % at 20,000/s, {loss:.1f} % flat out")
    if frames:
        print(f"frames per second under 20,000/s: median {statistics.median(frames):.0f}, least {min(frames):.0f} "
              f"({len(frames)} seconds)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["quiet", "idle", "window"])
    parser.add_argument("--topiq", default="build/release/bin/topiq")
    parser.add_argument("--mqload", default=os.environ.get("MQLOAD", "build/bench/mqload"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=10000)
    parser.add_argument("--platform", default="offscreen", help="Qt platform of the window: offscreen, or xcb under Xvfb")
    options = parser.parse_args()
    {"quiet": measure_quiet, "idle": measure_idle, "window": measure_window}[options.what](options)


if __name__ == "__main__":
    main()
