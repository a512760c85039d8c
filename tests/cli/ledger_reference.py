#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares `cboard query regressions` and `query flaky` with a second, plain reading of the rules.

    ledger_reference.py CBOARD SEED...

Makes a random season of one branch for each seed: cells that break and recover, alternate, retry,
stop running; labs that err or fail as a whole; revisions known by several checkouts; children before
parents. The season is ingested, and every cell's story told again from the rows, with nothing shared
with the program but the rules. Prints one line a seed; exit code 1 when the two differ.
"""

import collections
import datetime
import itertools
import json
import random
import sys
import tempfile

from program import Program

START = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)
BOARDS = [f"board-{i}" for i in range(9)]
LABS = ["lab-a", "lab-b", "lab-c"]
CONFIGS = [("defconfig", "arm64", "gcc-12"), ("defconfig", "arm64", "clang-17"), ("tiny", "arm", "gcc-12")]
PATHS = ["boot", "boot.nfs", "kselftest.net.a", "kselftest.net.b", "ltp.fs.c", "baseline"]
CELL_KEYS = ("path", "platform", "config", "arch", "compiler", "lab")
INFRASTRUCTURE = {"ERROR", "MISS"}

Run = collections.namedtuple("Run", "revision config board lab path status")
BuildRun = collections.namedtuple("BuildRun", "revision config status")


class Season:
    """What ran. Rows are in the order of the revisions."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.runs, self.builds, self.times, self.commits = [], [], [], []
        self.cells = [(config, board, lab, path)
                      for config, board, lab, path in itertools.product(range(3), BOARDS, LABS, PATHS)
                      if self.dice.random() < 0.35]
        self.broken = collections.defaultdict(bool)
        self.traits = {cell: self.dice.choices(["steady", "flaky", "fails", "gone"], [80, 8, 6, 6])[0]
                       for cell in self.cells}
        time = START
        count = self.dice.randint(8, 64)
        for revision in range(count):
            time += datetime.timedelta(hours=self.dice.choice([6, 24, 24, 48, 90]))
            self.times.append(time)
            self.commits.append(f"{self.dice.getrandbits(160):040x}")
            self.run_builds(revision)
            self.run_tests(revision, count)

    def turn(self, key, breaks, mends):
        """Whether it is broken now; it may have changed."""
        if self.dice.random() < (mends if self.broken[key] else breaks):
            self.broken[key] = not self.broken[key]
        return self.broken[key]

    def run_builds(self, revision):
        for config in range(3):
            fails = self.turn(("build", config), 0.06, 0.4)
            status = "ERROR" if self.dice.random() < 0.05 else "FAIL" if fails else "PASS"
            self.builds.append(BuildRun(revision, config, status))

    def run_tests(self, revision, count):
        ill = {lab: self.dice.choices(["", "errs", "fails"], [90, 5, 5])[0] for lab in LABS}
        for path in PATHS:
            self.turn(path, 0.02, 0.3)
        for cell in self.cells:
            config, board, lab, path = cell
            trait = self.traits[cell]
            if self.dice.random() < 0.15 or (trait == "gone" and revision > count // 3):
                continue
            own = self.turn(cell, 0.03, 0.25)
            for _ in range(2 if self.dice.random() < 0.04 else 1):
                fails = {"flaky": self.dice.random() < 0.5, "fails": True}.get(trait, own or self.broken[path])
                status = "FAIL" if fails else "PASS"
                if self.dice.random() < 0.04:
                    status = self.dice.choice(["ERROR", "MISS", "SKIP", "DONE"])
                if ill[lab] == "fails":
                    status = "FAIL"
                elif ill[lab] == "errs" and self.dice.random() < 0.9:
                    status = self.dice.choice(["ERROR", "MISS"])
                self.runs.append(Run(revision, config, board, lab, path, status))

    def documents(self):
        """The same as submissions, in disorder."""
        documents = []
        for revision, (time, commit) in enumerate(zip(self.times, self.commits)):
            for origin in ("first", "second")[: self.dice.randint(1, 2)]:
                documents.append({"checkouts": [{
                    "id": f"{origin}:c{revision}", "origin": origin, "tree_name": "mainline",
                    "git_repository_url": "https://git.example.org/linux.git",
                    "git_repository_branch": "master", "git_commit_hash": commit,
                    "start_time": time.isoformat()}]})
        for run in self.builds:
            name, arch, compiler = CONFIGS[run.config]
            documents.append({"builds": [{
                "id": f"first:b{run.revision}-{run.config}", "origin": "first",
                "checkout_id": f"first:c{run.revision}", "config_name": name, "architecture": arch,
                "compiler": compiler, "status": run.status, "start_time": self.times[run.revision].isoformat()}]})
        tests = [{"id": f"first:t{number}", "origin": "first", "build_id": f"first:b{run.revision}-{run.config}",
                  "path": run.path, "status": run.status, "start_time": self.times[run.revision].isoformat(),
                  "environment": {"misc": {"platform": run.board}}, "misc": {"runtime": run.lab}}
                 for number, run in enumerate(self.runs)]
        for begin in range(0, len(tests), 50):
            documents.append({"tests": tests[begin:begin + 50]})
        self.dice.shuffle(documents)
        return [dict(document, version={"major": 5, "minor": 3}) for document in documents]


def ill_labs(season):
    """(revision, lab) of each lab that was ill."""
    by_revision = collections.defaultdict(list)
    for run in season.runs:
        by_revision[run.revision].append(run)
    found = set()
    for revision, runs in by_revision.items():
        for lab in LABS:
            statuses = collections.defaultdict(set)
            for run in runs:
                if run.lab == lab:
                    statuses[run.board].add(run.status)
            if len(statuses) < 3:
                continue
            erring = [board for board, seen in statuses.items()
                      if seen & INFRASTRUCTURE and not seen & {"PASS", "FAIL"}]
            all_fail = all("FAIL" in seen and "PASS" not in seen for seen in statuses.values())
            configs = {run.config for run in runs if run.lab == lab}
            passes_elsewhere = any(run.lab != lab and run.status == "PASS"
                                   and (run.board in statuses or run.config in configs) for run in runs)
            if len(erring) * 2 > len(statuses) or (all_fail and passes_elsewhere):
                found.add((revision, lab))
    return found


def stories(season):
    """By kind, cell and lab: for each revision in which it ran its statuses."""
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    for run in season.builds:
        name, arch, compiler = CONFIGS[run.config]
        found["build", ("", "", name, arch, compiler), ""][run.revision].append(run.status)
    for run in season.runs:
        name, arch, compiler = CONFIGS[run.config]
        is_boot = run.path == "boot" or run.path.startswith("boot.")
        cell = ("boot" if is_boot else run.path, run.board, name, arch, compiler)
        found["boot" if is_boot else "test", cell, run.lab][run.revision].append(run.status)
    return found


def steadiness(window):
    """Passes, runs, flips, disagreeing revisions of the newest 30 of (revision, passed)."""
    window = window[-30:]
    outcomes = collections.defaultdict(set)
    for revision, passed in window:
        outcomes[revision].add(passed)
    return (sum(passed for _, passed in window), len(window),
            sum(a[1] != b[1] for a, b in zip(window, window[1:])),
            sum(len(seen) == 2 for seen in outcomes.values()))


def is_flaky(window):
    if not window:
        return False
    passes, runs, flips, disagreements = steadiness(window)
    return disagreements > 0 or flips >= 5 or (0.2 <= passes / runs <= 0.8 and flips >= 4)


def is_noise(window, one):
    """Whether the newest 30 runs in a row that hold all runs of its newest fail alternate."""
    begin = next(i for i, (revision, _) in enumerate(window) if revision == one["last_bad"])
    ends = [i + 1 for i, (revision, _) in enumerate(window)
            if i + 1 == len(window) or window[i + 1][0] != revision]  # Runs of a revision come together.
    return is_flaky(window[:max(end for end in ends if one["fixed"] is None or end - 30 <= begin)])


def outcome(statuses, is_ill):
    """True, False, or None where it says nothing. A fail counts more than a pass."""
    if "FAIL" in statuses and not is_ill:
        return False
    return True if "PASS" in statuses else None


def expected(season):
    """Regressions but for the noise of flaky cells; ill labs; flaky cells. Each as a set of tuples."""
    ill = ill_labs(season)
    told = stories(season)
    labs_of = collections.defaultdict(list)
    for kind, cell, lab in told:
        labs_of[kind, cell].append(lab)
    oldest_run = min(r for r, time in enumerate(season.times)
                     if time >= season.times[-1] - datetime.timedelta(days=14))
    found, flaky = set(), set()
    for (kind, cell, lab), story in told.items():
        window, last, last_good, open_one, mine = [], None, None, None, []
        for revision in sorted(story):
            statuses, is_ill = story[revision], (revision, lab) in ill
            if set(statuses) <= {"SKIP", "DONE"}:
                continue
            if mine:
                mine[-1]["last_run"] = revision
            now = outcome(statuses, is_ill)
            if now is None:
                continue
            elsewhere = [outcome(told[kind, cell, other].get(revision, []), (revision, other) in ill)
                         for other in labs_of[kind, cell] if other != lab]
            before = window[-10:]
            if now is False and last is True and True not in elsewhere:
                open_one = {"good": last_good, "bad": revision, "fixed": None, "last_run": revision,
                            "confidence": sum(p for _, p in before) * 100 // len(before) / 100}
                mine.append(open_one)
            if now:
                if open_one:
                    open_one["fixed"] = revision
                open_one, last_good = None, revision
            elif open_one:
                open_one["last_bad"] = revision
            fails = 0 if is_ill else statuses.count("FAIL")
            window += [(revision, False)] * fails + [(revision, True)] * statuses.count("PASS")
            last = now
        if is_flaky(window) and max(r for r in story if set(story[r]) - {"SKIP", "DONE"}) >= len(season.times) - 30:
            passes, runs, flips, disagreements = steadiness(window)
            flaky.add((kind, *cell, lab, runs, round(passes / runs, 9), flips, disagreements))
        for one in mine:
            if is_noise(window, one):
                continue
            state = "fixed" if one["fixed"] is not None else "inactive" if one["last_run"] < oldest_run else "active"
            found.add((state, kind, *cell, lab, season.commits[one["good"]], season.commits[one["bad"]],
                       season.commits[one["fixed"]] if one["fixed"] is not None else "",
                       one["bad"] - one["good"] - 1))
    return found, {(season.commits[revision], lab) for revision, lab in ill}, flaky


def ask(cboard, season, folder):
    """What the program says of the season."""
    now = (season.times[-1] + datetime.timedelta(days=2)).isoformat()
    run = Program(cboard, f"{folder}/s.db", now).json
    run("ingest", "-", text="\n".join(json.dumps(document) for document in season.documents()))
    branch = ["--tree", "mainline", "--branch", "master"]
    answer = run("query", "regressions", *branch)
    found = set()
    for row in answer["regressions"]:
        for cell in row["cells"]:
            names = [cell[key] for key in CELL_KEYS]
            found.add((row["state"], row["kind"], *names, row["last_good"], row["first_bad"],
                       row["fixed_in"] or "", row["untested_between"]))
    flaky = {(cell["kind"], *(cell[key] for key in CELL_KEYS), cell["runs"], round(cell["pass_rate"], 9),
              cell["flips"], cell["disagreements"]) for cell in run("query", "flaky", *branch)["flaky"]}
    return found, {(row["commit"], row["lab"]) for row in answer["lab_incidents"]}, flaky


def main():
    cboard, differ = sys.argv[1], False
    for seed in map(int, sys.argv[2:]):
        season = Season(seed)
        wanted = expected(season)
        with tempfile.TemporaryDirectory() as folder:
            found = ask(cboard, season, folder)
        print(f"seed {seed}: {len(season.runs)} runs, {len(wanted[0])} regressions, {len(wanted[1])} ill labs,"
              f" {len(wanted[2])} flaky cells")
        for what, right, said in zip(("regression", "ill lab", "flaky cell"), wanted, found):
            for one in sorted(right - said)[:5]:
                print(f"  missing {what}: {one}")
            for one in sorted(said - right)[:5]:
                print(f"  not expected {what}: {one}")
            differ = differ or right != said
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
