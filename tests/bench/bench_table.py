#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs the bench programs of a build and prints one table; see run.sh.

A row is measured here, or by a program that prints one line per figure:
BENCH<tab>what<tab>figure<tab>peer or limit<tab>ratio<tab>target<tab>yes|no. A new program
tests/bench/bench_* that prints such lines and takes (work folder, documents) needs no line here.
"""
import argparse
import json
import os
import platform
import random
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

    def big_store(self):
        """Ten million tests, made when they are wanted and not there; nothing without --big."""
        if not self.options.big:
            return None
        store = self.options.big_store or self.work / "big.db"
        if not store.exists():
            self.run([self.cboard, "generate", "--seed", 2, "--trees", 10, "--revisions", 60,
                      "--tests", 10_000_000, "--into-store", store])
        return store

    def huge_store(self):
        """Fifty million tests in revisions as large as those of the big store, five times as many."""
        store = self.work / "huge.db"
        if not self.options.huge:
            return None
        if not store.exists():
            self.run([self.cboard, "generate", "--seed", 2, "--trees", 10, "--revisions", 300,
                      "--tests", 50_000_000, "--into-store", store])
        return store

    def long_store(self):
        """One branch of thousands of small revisions: cells with thousands of runs."""
        store = self.work / "long.db"
        if not store.exists():
            self.run([self.cboard, "generate", "--seed", 5, "--trees", 1, "--revisions", 5000,
                      "--tests", 1_000_000, "--into-store", store])
        return store

    def like_store(self):
        """One tree with revisions as large as those of the big store's largest: what its queries
        are compared with."""
        store = self.work / "like.db"
        if not store.exists():
            self.run([self.cboard, "generate", "--seed", 2, "--trees", 1, "--revisions", 46,
                      "--tests", 1_460_000, "--into-store", store])
        return store

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

    def add_lines(self, output):
        """The rows that a program printed."""
        for line in (output or "").splitlines():
            if line.startswith("BENCH\t"):
                self.rows.append(Row(*line.split("\t")[1:7]))

    def absent(self, what, target=""):
        self.rows.append(Row(what, target=target))


def generated(bench, seed, tests):
    folder = bench.work / f"generated-{seed}-{tests}"
    if not (folder / "truth.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        bench.run([bench.cboard, "generate", "--seed", seed, "--tests", tests, folder])
    return folder


def warm(folder):
    """Reads all documents once, so that what is measured is not the disk."""
    for file in Path(folder).rglob("*"):
        if file.is_file():
            file.read_bytes()


def size_of(folder):
    return sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())


def remove_store(file):
    for suffix in ("", "-wal", "-shm", ".lock", ".user", ".packs", ".outcomes"):
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
    output = bench.run([bench.cboard, "--store", store, "--json", "store", "info",
                        "--parts"])
    if output is None:
        return None
    info = json.loads(output)
    return info["bytes"]["database"], info["parts"].get("excerpts", 0), info["records"]["tests"]


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
    bench.add(what, f"{speed:,.0f} tests/s", "")


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
    warm(documents / "submissions")
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
    base = bench.big_store()
    if base is None or fresh_speed is None:
        bench.absent(what + ("" if base else " (--big)"), ">= 0.8 x fresh")
        return
    documents = generated(bench, 1, bench.tests) / "submissions"
    copy = bench.work / "big-copy.db"
    # In turn with a fresh store, so that both meet the same machine.
    fresh_store = bench.work / "fresh-again.db"
    ratios, speeds = [], []
    for _ in range(bench.options.runs):
        for store in (copy, fresh_store):
            remove_store(store)
        shutil.copy(base, copy)
        fresh = ingest(bench, fresh_store, documents)
        on_top = ingest(bench, copy, documents)
        if fresh is None or on_top is None:
            break
        speeds.append(on_top[3] / on_top[1])
        ratios.append(fresh[1] / on_top[1])
    for store in (copy, fresh_store):
        remove_store(store)
    if not ratios:
        bench.absent(what, ">= 0.8 x fresh")
        return
    ratio = statistics.median(ratios)
    bench.add(what, f"{statistics.median(speeds):,.0f} tests/s of processor time",
              ">= 0.8 x fresh", ratio >= 0.8, "fresh in turn", f"{ratio:.2f}")


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


def write_lava_jobs(samples, folder, count):
    """Copies of the sample jobs, each with an id of its own and a log whose times nobody shares."""
    jobs = []
    for name in ("lava-json-jetson-tk1.json", "lava-json-bcm2837-rpi-3-b.json",
                 "callback-qemu-arm-incomplete.json"):
        text = (samples / name).read_text(encoding="utf-8")
        own_id = json.loads(text)["id"]
        # Around the microseconds of each line's time, in the JSON string that is the log.
        parts = re.split(r'(?<=\\"dt\\": \\"[0-9T:-]{19}\.)[0-9]{6}', text)
        jobs.append((str(own_id), parts))
    folder.mkdir(parents=True)
    for number in range(count):
        own_id, parts = jobs[number % len(jobs)]
        digits = random.Random(number)
        text = parts[0] + "".join(f"{digits.randrange(10 ** 6):06}{part}" for part in parts[1:])
        text = text.replace(f'"id": {own_id}', f'"id": {9_000_000 + number}', 1)
        (folder / f"{number}.json").write_text(text, encoding="utf-8")


def measure_lava(bench):
    what = "LAVA ingest with logs, fresh ids and texts"
    samples = SHARED / "lava" / "callback"
    if not samples.exists():
        bench.absent(what + " (no sample data)", ">= 700 files/s, <= 150 MB")
        return
    count = 300 if bench.options.quick else 1500
    documents = bench.work / f"lava-{count}"
    if not documents.exists():
        write_lava_jobs(samples, documents, count)
    speeds, efforts, peaks = [], [], []
    store = bench.work / "lava.db"
    for _ in range(bench.options.runs):
        remove_store(store)
        measured = ingest(bench, store, documents)
        if measured is None:
            bench.absent(what, ">= 700 files/s, <= 150 MB")
            return
        speeds.append(count / measured[0])
        efforts.append(count / measured[1])
        peaks.append(measured[2])
    speed = statistics.median(speeds)
    bench.add(what, f"{speed:,.0f} files/s", ">= 700 files/s", speed >= 700)
    bench.add("the same per second of processor time", f"{statistics.median(efforts):,.0f} files/s",
              "")
    bench.add("its peak memory", f"{max(peaks):.0f} MB", "<= 150 MB", max(peaks) <= 150)


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


def measure_analysis(bench, store):
    """The questions over whole histories; what they keep lies beside a link, not beside the store."""
    program = bench.program("bench_analysis")
    if program is None:
        bench.absent("analysis", "<= 10 to 200 ms")
        return
    bench.add_lines(ask_analysis(bench, program, store))
    measure_huge_analysis(bench, program)
    measure_long_history(bench, program)


def ask_analysis(bench, program, store, question=""):
    link = bench.work / "analysed.db"
    link.unlink(missing_ok=True)
    link.symlink_to(store.resolve())
    return bench.run([program, link, question])


def measure_long_history(bench, program):
    """A cell that ran in thousands of revisions; "warm" is asked of what is remembered of it."""
    if not bench.options.big:
        bench.absent("history of one cell, 5 000 revisions (--big)", "<= 10 ms")
        return
    bench.add_lines(ask_analysis(bench, program, bench.long_store(), "history of one cell"))


def measure_huge_analysis(bench, program):
    """The same of fifty million tests, against what was measured of ten just now."""
    target = "<= 1.5 x of 10 M"
    huge = bench.huge_store()
    if huge is None or not bench.options.big:
        bench.absent("analysis of 50 M tests (--big --huge)", target)
        return
    question = re.compile(r"analysis: (.*), \d+ rows, warm")
    ten = {}
    for row in bench.rows:
        if found := question.fullmatch(row.what):
            ten[found[1]] = float(row.figure.split()[0])
    for line in (ask_analysis(bench, program, huge) or "").splitlines():
        fields = line.split("\t")
        found = question.fullmatch(fields[1]) if fields[0] == "BENCH" else None
        if found and found[1] in ten:
            ratio = float(fields[2].split()[0]) / ten[found[1]]
            bench.add(f"50 M tests: {found[1]}", fields[2], target, ratio <= 1.5,
                      f"{ten[found[1]]:.2f} ms", f"{ratio:.2f}")


def measure_update(bench, copy):
    """A revision of 28 000 tests into a store that may be changed."""
    program = bench.program("bench_update")
    if program is None:
        bench.absent("when a revision arrives", "<= 1000 ms")
        return
    documents = bench.work / "one-revision"
    if not (documents / "truth.json").exists():
        shutil.rmtree(documents, ignore_errors=True)
        bench.run([bench.cboard, "generate", "--seed", 5, "--trees", 1, "--revisions", 1, "--tests",
                   28_000, documents])
    warm(documents / "submissions")
    bench.add_lines(bench.run([program, copy, documents / "submissions"]))


def measure_postgres(bench, store):
    """The same questions of a PostgreSQL with the dashboard's tables; loading takes minutes."""
    what = "against PostgreSQL"
    if not bench.options.postgres or not shutil.which("psql"):
        bench.absent(what + " (--postgres, with Debian's postgresql)", ">= 10 x, none slower")
        return
    bench.add_lines(bench.run([sys.executable, ROOT / "tests" / "bench" / "bench_postgres.py",
                               bench.build, store, bench.work / "postgresql"]))
    if bench.options.big:
        bench.add_lines(bench.run([sys.executable, ROOT / "tests" / "bench" / "bench_postgres.py",
                                   bench.build, bench.long_store(), bench.work / "postgresql-long",
                                   "--only", "history of one cell"]))


def measure_queries(bench):
    program = bench.program("bench_queries")
    small = bench.work / f"fresh-{bench.tests}.db"
    big = bench.big_store()
    stores = [bench.like_store(), big] if big else [small]
    stores = [s for s in stores if s.exists()]
    if not program or not stores:
        bench.absent("queries", "<= 10 ms, <= 1.5 x of the small store")
        return
    # The ingest beside them is of documents that the store does not hold.
    more = generated(bench, 3, min(bench.tests, 300_000)) / "submissions"
    warm(more)
    copy = bench.work / "queried.db"
    remove_store(copy)
    shutil.copy(stores[-1], copy)
    bench.add_lines(bench.run([program, *stores[:-1], copy, "--ingest", more]))
    measure_update(bench, copy)
    remove_store(copy)
    measure_analysis(bench, stores[-1])
    measure_postgres(bench, stores[0])


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


def measure_tasks(bench):
    """The five-second tasks: their keys sent to a real window, from the first key to the answer."""
    program = bench.program("tst_five_second_tasks")
    output = bench.run([program]) if program else None
    if output is None:
        bench.absent("five-second tasks")
        return
    for line in output.splitlines():
        if line.startswith("BENCH\t"):
            bench.rows.append(Row(*line.split("\t")[1:7]))


def measure_others(bench):
    """Programs that print rows in the common layout."""
    known = {"bench_analysis", "bench_desktop", "bench_history", "bench_kcidb_parse",
             "bench_log_viewer", "bench_matrix_widget", "bench_queries", "bench_stored_logs",
             "bench_update"}
    folder = bench.build / "tests" / "bench"
    documents = generated(bench, 1, min(bench.tests, 200_000)) / "submissions"
    for program in sorted(folder.glob("bench_*")):
        if program.name in known or not (program.is_file() and os.access(program, os.X_OK)):
            continue
        bench.add_lines(bench.run([program, bench.work, documents]))


def measure_log_viewer(bench):
    """The log view over logs of three sizes and over the 1 GB that bench_log_engine packed; what
    is not there is written first."""
    program = bench.program("bench_log_viewer")
    sizes = [("bench_log_1mb.log", "1 MB", [1]), ("bench_log_engine.log", "1 GB", [1024]),
             ("bench_log_engine.log.gz", "1 GB by gzip", [])]
    if not bench.options.quick:
        sizes.append(("bench_log_4gb.log", "4 GB", [4096]))
    for name, label, size in sizes:
        log = bench.work / name
        if program is None or not (size or log.exists()):
            bench.absent(f"log view, {label}")
            continue
        output = bench.run([program, log, *size]) or ""
        bench.add_lines(output.replace("log view,", f"log view, {label}:"))


def measure_stored_logs(bench):
    program = bench.program("bench_stored_logs")
    if program is None:
        bench.absent("search of stored logs", "first <= 1 s, 20 GB <= 60 s")
        return
    bench.add_lines(bench.run([program, bench.work, 20 if bench.options.big else 1]))


def measure_history(bench):
    """What is asked of a clone with a long history."""
    program = bench.program("bench_history")
    commits = 1_000_000 if bench.options.big else 100_000
    folder = bench.work / f"history-{commits}"
    if program is not None and not (folder / "line.txt").exists():
        shutil.rmtree(folder, ignore_errors=True)
        bench.run([sys.executable, ROOT / "tests" / "bench" / "make_history.py", folder,
                   "--commits", commits])
    if program is None or not (folder / "line.txt").exists():
        bench.absent("history of a clone")
        return
    bench.add_lines(bench.run([program, folder]))


def measure_desktop(bench):
    """What a person waits for, over a season of full revisions and over the big store."""
    program = bench.program("bench_desktop")
    if program is None:
        bench.absent("desktop: waits and memory")
        return
    store = bench.work / "season.db"
    if not store.exists():
        bench.run([bench.cboard, "generate", "--seed", 7, "--trees", 1, "--revisions", 5,
                   "--tests", 150_000, "--logs", "--into-store", store])
    for one in filter(None, [store, bench.big_store()]):
        bench.add_lines(bench.run([program, one]))
    if bench.options.quick:
        bench.absent("filter key to updated view, 1 000 000 runs (not with --quick)", "<= 100 ms")
        return
    large = bench.work / "one-revision.db"
    if not large.exists():
        bench.run([bench.cboard, "generate", "--seed", 9, "--trees", 1, "--revisions", 1,
                   "--tests", 1_000_000, "--into-store", large])
    for part in ["--filter", "--rows"]:
        bench.add_lines(bench.run([program, part, large]))


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
    parser.add_argument("--huge", action="store_true",
                        help="with --big: also a store of 50 000 000 tests")
    parser.add_argument("--runs", type=int, default=3, help="of which the median counts")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "cboard-bench")
    parser.add_argument("--big-store", type=Path,
                        help="ten million tests, made before; with --big")
    parser.add_argument("--postgres", action="store_true",
                        help="ask a local PostgreSQL the same questions")
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
    measure_log_viewer(bench)
    measure_stored_logs(bench)
    measure_history(bench)
    measure_tasks(bench)
    measure_desktop(bench)
    measure_parse(bench)
    measure_lava(bench)
    measure_queries(bench)
    measure_matrix(bench)
    print_table(bench.rows)
    return 0 if all(row.reached != "NO" for row in bench.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
