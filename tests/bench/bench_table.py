#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs the bench programs of a build and prints one table; see run.sh.

A bench program either prints its own layout, for which there is a reader here, or one line per
figure: BENCH<tab>what<tab>figure<tab>peer or limit<tab>ratio<tab>target<tab>yes|no.
"""
import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"


@dataclass
class Row:
    what: str
    figure: str = "absent"
    peer: str = ""
    ratio: str = ""
    target: str = ""
    reached: str = ""


def verdict(is_reached):
    return "yes" if is_reached else "NO"


def machine_line():
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = int(Path("/proc/meminfo").read_text(encoding="utf-8").split()[1]) // 1024
    load = os.getloadavg()[0]
    return (f"{os.cpu_count()} x {model}, {memory} MB, Linux {platform.release()}, "
            f"load {load:.1f} at the start")


class Bench:
    def __init__(self, build, work, options):
        self.build = build
        self.work = work
        self.options = options
        self.tests = 100_000 if options.quick else 1_000_000
        self.cboard = build / "app" / "cli" / "cboard"
        self.rows = []

    def program(self, name):
        found = [p for folder in ("bench", "ui") for p in (self.build / "tests" / folder).glob(name)]
        return found[0] if found and os.access(found[0], os.X_OK) else None

    def run(self, command):
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8", TZ="UTC")
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True,
                              env=environment, check=False)
        if done.returncode != 0:
            print(f"{' '.join(str(c) for c in command)}: exit {done.returncode}\n{done.stderr}",
                  file=sys.stderr)
            return None
        return done.stdout

    def timed(self, command):
        """Wall and processor seconds and peak resident MB of a program, and its standard output."""
        start = time.monotonic()
        child = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True)
        output = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            print(f"{command}: exit {child.returncode}", file=sys.stderr)
            return None
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output

    def add(self, what, figure, target, is_reached=None, peer="", ratio=""):
        reached = "" if is_reached is None else verdict(is_reached)
        self.rows.append(Row(what, figure, peer, ratio, target, reached))

    def absent(self, what, target=""):
        self.rows.append(Row(what, target=target))


def generated(bench, seed, tests):
    folder = bench.work / f"generated-{seed}-{tests}"
    if not (folder / "truth.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        bench.run([bench.cboard, "generate", "--seed", seed, "--tests", tests, folder])
    return folder


def size_of(folder):
    return sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())


def remove_store(file):
    for suffix in ("", "-wal", "-shm", ".lock", ".user", ".packs"):
        part = Path(str(file) + suffix)
        shutil.rmtree(part, ignore_errors=True)
        part.unlink(missing_ok=True)


def ingest(bench, store, documents):
    measured = bench.timed([bench.cboard, "--store", store, "--json", "ingest", documents])
    if measured is None:
        return None
    seconds, processor, peak, output = measured
    return seconds, processor, peak, json.loads(output)["records"]["tests"]


def store_sizes(bench, store):
    output = bench.run([bench.cboard, "--store", store, "--json", "store", "info"])
    if output is None:
        return None
    info = json.loads(output)
    return info["bytes"]["database"], info["bytes"]["excerpts"], info["records"]["tests"]


def measure_generate(bench):
    what = "generate into files"
    speeds = []
    for _ in range(bench.options.runs):
        folder = bench.work / "speed"
        shutil.rmtree(folder, ignore_errors=True)
        measured = bench.timed([bench.cboard, "--json", "generate", "--seed", 9, "--tests", 100_000,
                                folder])
        shutil.rmtree(folder, ignore_errors=True)
        if measured is None:
            bench.absent(what)
            return
        speeds.append(100_000 / measured[0])
    speed = statistics.median(speeds)
    bench.add(what, f"{speed:,.0f} tests/s", ">= 200 000 tests/s", speed >= 200_000)


def measure_sizes(bench, label, store, documents):
    sizes = store_sizes(bench, store)
    if sizes is None:
        bench.absent(f"store size, {label}", "<= 0.15 x JSON, <= 120 B/test")
        return
    database, excerpts, tests = sizes
    share = database / size_of(documents)
    each = (database - excerpts) / tests
    bench.add(f"store over JSON, {label}", f"{database / 1e6:,.1f} MB", "<= 0.15", share <= 0.15,
              f"{size_of(documents) / 1e6:,.1f} MB", f"{share:.3f}")
    bench.add(f"store without excerpts and logs, {label}", f"{each:.0f} B/test", "<= 120",
              each <= 120)


def measure_ingest(bench):
    documents = generated(bench, 1, bench.tests)
    store = bench.work / f"fresh-{bench.tests}.db"
    speeds, efforts, peaks, tests = [], [], [], 0
    for _ in range(bench.options.runs):
        remove_store(store)
        measured = ingest(bench, store, documents / "submissions")
        if measured is None:
            bench.absent("ingest into a fresh store", ">= 100 000 tests/s")
            return None
        seconds, processor, peak, tests = measured
        speeds.append(tests / seconds)
        efforts.append(tests / processor)
        peaks.append(peak)
    speed = statistics.median(speeds)
    label = f"{tests:,} tests"
    bench.add(f"ingest into a fresh store, {label}", f"{speed:,.0f} tests/s", ">= 100 000 tests/s",
              speed >= 100_000)
    bench.add("the same per second of processor time", f"{statistics.median(efforts):,.0f} tests/s",
              "")
    bench.add("its peak memory", f"{max(peaks):.0f} MB", "<= 400 MB", max(peaks) <= 400)
    measure_sizes(bench, "generated", store, documents / "submissions")
    return speed


def measure_on_top(bench, fresh_speed):
    what = "ingest on top of 10 000 000 tests"
    if not bench.options.big or fresh_speed is None:
        bench.absent(what + ("" if bench.options.big else " (--big)"), ">= 0.8 x fresh")
        return
    base = bench.work / "big.db"
    if not base.exists():
        bench.run([bench.cboard, "generate", "--seed", 2, "--trees", 10, "--revisions", 60,
                   "--tests", 10_000_000, "--into-store", base])
    copy = bench.work / "big-copy.db"
    remove_store(copy)
    shutil.copy(base, copy)
    documents = generated(bench, 1, bench.tests)
    measured = ingest(bench, copy, documents / "submissions")
    remove_store(copy)
    if measured is None:
        bench.absent(what, ">= 0.8 x fresh")
        return
    speed = measured[3] / measured[0]
    ratio = speed / fresh_speed
    bench.add(what, f"{speed:,.0f} tests/s", ">= 0.8 x fresh", ratio >= 0.8,
              f"{fresh_speed:,.0f} fresh", f"{ratio:.2f}")


def measure_shared(bench):
    documents = SHARED / "kcidb" / "submissions"
    if not documents.exists():
        bench.absent("store size, shared submissions", "<= 0.15 x JSON, <= 120 B/test")
        return
    store = bench.work / "shared.db"
    remove_store(store)
    plain = bench.work / "shared-plain"
    if not plain.exists():
        plain.mkdir()
        for file in documents.iterdir():
            if file.suffix == ".gz":
                (plain / file.stem).write_bytes(subprocess.check_output(["gzip", "-dc", file]))
            else:
                shutil.copy(file, plain)
    start = time.monotonic()
    subprocess.run([bench.cboard, "-q", "--store", store, "ingest", plain],
                   stdout=subprocess.DEVNULL, check=False)
    seconds = time.monotonic() - start
    output = bench.run([bench.cboard, "--store", store, "--json", "store", "info"])
    tests = json.loads(output)["records"]["tests"] if output else 1
    bench.add("ingest of the shared submissions", f"{tests / seconds:,.0f} tests/s", "")
    measure_sizes(bench, "shared submissions", store, plain)


def measure_lava(bench):
    program = bench.program("bench_ingest")
    output = bench.run([program, bench.cboard, bench.work / "lava", 1000]) if program else None
    if output is None:
        bench.absent("LAVA ingest with logs", ">= 700 files/s, <= 150 MB")
        return
    for line in output.splitlines():
        found = re.match(r"(ingest, LAVA.*?)\s{2,}([\d.]+)\s+(\S+)\s+(<=|>=)\s*([\d.]+)\s+(\S+)",
                         line)
        if found:
            bench.add(found[1], f"{float(found[2]):,.0f} {found[3]}", f"{found[4]} {found[5]}",
                      found[6] == "reached")


def measure_parse(bench):
    program = bench.program("bench_kcidb_parse")
    output = bench.run([program]) if program else None
    found = re.search(r"QJsonDocument\s*\|\s*([\d.]+) ms.*ours is\s+([\d.]+) x", output or "")
    ours = re.search(r"ours, with validation\s*\|\s*([\d.]+) ms", output or "")
    if not found or not ours:
        bench.absent("parse and validate, shared submissions", ">= 10 x QJsonDocument")
        return
    bench.add("parse and validate, shared submissions", f"{float(ours[1]):.1f} ms",
              ">= 10 x QJsonDocument", float(found[2]) >= 10, f"{float(found[1]):.1f} ms",
              f"{float(found[2]):.1f}")


def measure_queries(bench):
    program = bench.program("bench_queries")
    small = bench.work / f"fresh-{bench.tests}.db"
    big = bench.work / "big.db"
    stores = [s for s in (small, big) if s.exists()]
    output = bench.run([program, *stores]) if program and stores else None
    if output is None:
        bench.absent("queries", "<= 10 ms, <= 1.5 x of the small store")
        return
    pattern = re.compile(r"^(\S.*?)\s+(\d+) rows\s+([\d.]+) ms \(p99\s+([\d.]+)\)"
                         r"(?:\s+\d+ rows\s+([\d.]+) ms \(p99\s+([\d.]+)\)\s+ratio ([\d.]+))?")
    for line in output.splitlines():
        found = pattern.match(line)
        if not found:
            continue
        limit = 30 if "tree" in found[1] and "trees" not in found[1] else 10
        median = float(found[5] or found[3])
        ratio = float(found[7]) if found[7] else None
        bench.add(f"query: {found[1]}", f"{median:.2f} ms", f"<= {limit} ms, ratio <= 1.5",
                  median <= limit and (ratio is None or ratio <= 1.5),
                  f"{found[3]} ms small" if found[7] else "", found[7] or "")


def measure_matrix(bench):
    program = bench.program("bench_matrix_widget")
    output = bench.run([program]) if program else None
    if output is None:
        bench.absent("matrix widget, scrolling 2 000 x 5 000", "<= 4 ms, p99 <= 8 ms, <= 0.2 x")
        return
    data = json.loads(output)
    is_reached = data["median_ms"] <= 4 and data["p99_ms"] <= 8 and data["ratio"] <= 0.2
    bench.add("matrix widget, scrolling 2 000 x 5 000",
              f"{data['median_ms']:.2f} ms, p99 {data['p99_ms']:.2f}",
              "<= 4 ms, p99 <= 8 ms, <= 0.2 x", is_reached,
              f"QTableView {data['peer_median_ms']:.1f} ms", f"{data['ratio']:.3f}")


def measure_others(bench):
    """Programs that print rows in the common layout."""
    known = {"bench_ingest", "bench_kcidb_parse", "bench_queries", "bench_matrix_widget"}
    folder = bench.build / "tests" / "bench"
    documents = generated(bench, 1, min(bench.tests, 100_000)) / "submissions"
    for program in sorted(folder.glob("bench_*")):
        if program.name in known or not (program.is_file() and os.access(program, os.X_OK)):
            continue
        for line in (bench.run([program, bench.work, documents]) or "").splitlines():
            if line.startswith("BENCH\t"):
                bench.rows.append(Row(*line.split("\t")[1:7]))


def print_table(rows):
    head = Row("What", "Figure", "Peer or limit", "Ratio", "Target", "Reached")
    columns = [[getattr(r, f) for r in [head, *rows]] for f in head.__dict__]
    widths = [max(len(text) for text in column) for column in columns]
    for number, row in enumerate([head, *rows]):
        cells = [text.ljust(width) for text, width in zip(row.__dict__.values(), widths)]
        print("| " + " | ".join(cells) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def default_build():
    for name in ("release", "dev"):
        if (ROOT / "build" / name / "app" / "cli" / "cboard").exists():
            return ROOT / "build" / name
    sys.exit("no built programs in build/release or build/dev; name the folder")


def main():
    parser = argparse.ArgumentParser(description="All measurements of one build in one table.")
    parser.add_argument("--quick", action="store_true", help="100 000 tests, not 1 000 000")
    parser.add_argument("--big", action="store_true", help="also a store of 10 000 000 tests")
    parser.add_argument("--runs", type=int, default=3, help="of which the median counts")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "cboard-bench")
    parser.add_argument("build", nargs="?", type=Path)
    options = parser.parse_args()
    build = (options.build or default_build()).resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    bench = Bench(build, options.work, options)
    print(machine_line())
    measure_generate(bench)
    fresh = measure_ingest(bench)
    measure_on_top(bench, fresh)
    measure_shared(bench)
    measure_others(bench)
    measure_parse(bench)
    measure_lava(bench)
    measure_queries(bench)
    measure_matrix(bench)
    print_table(bench.rows)
    return 0 if all(row.reached != "NO" for row in bench.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
