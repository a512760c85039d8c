#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Scores `cboard query regressions` and `query flaky` against seasons that know what was planted.

    planted_seasons.py CBOARD FIRST_SEED COUNT

Where ledger_reference.py reads the rules a second time, a season here plans first: which cells are
steady and which waver (each by chances of its own to break and to mend), what breaks where and until
when, which labs and which single boards are out, which builds take their tests away. What is true
of steady cells is the plan as far as its rows show it. Prints precision and recall; exit code 1
below 0.99 for regressions and ill labs, below 0.95 for flaky cells, and for any regression for which
only infrastructure is to blame.
"""

import collections
import datetime
import json
import random
import sys
import tempfile

from ledger_reference import CELL_KEYS, is_flaky
from program import Program

START = datetime.datetime(2026, 1, 5, tzinfo=datetime.timezone.utc)
WINDOW = 30
Build = collections.namedtuple("Build", "config arch family")
BUILDS = [Build("defconfig", "arm64", "gcc"), Build("defconfig", "arm64", "clang"), Build("allmod", "arm64", "gcc")]
PLACES = ([(f"rock-{i}", "lab-rock") for i in range(4)] + [(f"pine-{i}", "lab-pine") for i in range(4)]
          + [(f"odd-{i}", "lab-odd") for i in range(3)]
          + [(f"twin-{i}", lab) for i in range(2) for lab in ("lab-rock", "lab-pine")])
PATHS = ["boot", "ltp.a", "ltp.b", "kselftest.net.x", "kselftest.net.y", "fragile.p", "fragile.q"]


class Season:
    def __init__(self, seed):
        self.dice = random.Random(seed * 101 + 7)
        dice = self.dice
        self.count = dice.randint(14, 70)
        self.times, time = [], START
        for _ in range(self.count):
            time += datetime.timedelta(hours=0 if dice.random() < 0.05 else dice.choice([5, 9, 24, 30]))
            self.times.append(time)
        self.commits = [f"{dice.getrandbits(160):040x}" for _ in range(self.count)]
        self.plan()
        self.rows = collections.defaultdict(lambda: collections.defaultdict(list))  # cell, revision: statuses
        self.told = collections.defaultdict(dict)  # cell, revision: what the plan shows there, True for a pass
        self.blameless = set()  # cell, revision: a fail that is not the kernel's
        self.documents = []
        for revision in range(self.count):
            self.emit(revision)

    def spans(self, many, shortest, longest):
        for _ in range(many):
            begin = self.dice.randint(1, self.count - 2)
            yield begin, begin + self.dice.randint(shortest, longest)

    def plan(self):
        dice = self.dice
        self.paths = {path: (0, self.count) for path in PATHS}
        self.paths["late.l"] = (self.count // 3, self.count)
        self.paths["gone.g"] = (0, self.count * 2 // 3)
        self.compiler_changes = dice.randint(5, self.count - 3)
        self.renamed = (dice.choice(PLACES)[0], dice.randint(5, self.count - 3))
        self.moods = {}
        self.broken_now = {}
        self.breaks = []  # path, board, config ("" for any), begin, end
        for begin, end in self.spans(self.count // 8 + 1, 3, 14):
            end = self.count if dice.random() < 0.3 else end
            path, board, config = dice.choice(PATHS), dice.choice(PLACES)[0], dice.choice(["defconfig", "allmod"])
            self.breaks.append(dice.choice([(path, "", "", begin, end), ("", board, "", begin, end),
                                            (path, "", config, begin, end), (path, board, config, begin, end)]))
        labs = sorted({lab for _, lab in PLACES})
        self.outages = [(dice.choice(labs), dice.choice(["errs", "fails"]), begin, end)
                        for begin, end in self.spans(self.count // 10, 1, 2)]
        self.sick_boards = [(dice.choice(PLACES), begin, end) for begin, end in self.spans(4, 1, 5)]
        self.broken_builds = [(dice.randrange(3), dice.choice(["FAIL", "FAIL", "ERROR"]), begin, end)
                              for begin, end in self.spans(2, 1, 2)]

    def compiler(self, build, revision):
        if build.family == "clang":
            return "clang-17"
        return "gcc-12" if revision < self.compiler_changes else "gcc-13"

    def mood(self, key, path):
        """Chances to break and to mend of a cell that wavers; None for a steady one."""
        if key not in self.moods:
            wavers = self.dice.random() < (0.15 if path.startswith("fragile") else 0.01)
            self.moods[key] = (self.dice.uniform(0.1, 0.5), self.dice.uniform(0.1, 0.5)) if wavers else None
        return self.moods[key]

    def passes(self, path, place, number, revision):
        build = BUILDS[number]
        mood = self.mood((path, place, number), path)
        if mood:
            broken = self.broken_now.get((path, place, number), False)
            broken = self.dice.random() >= mood[1] if broken else self.dice.random() < mood[0]
            self.broken_now[path, place, number] = broken
            return not broken
        return not any(begin <= revision < end and p in ("", path) and b in ("", place[0]) and c in ("", build.config)
                       for p, b, c, begin, end in self.breaks)

    def emit(self, revision):
        dice, stamp = self.dice, self.times[revision].isoformat()
        for origin in ("one", "two"):
            self.documents.append({"checkouts": [{
                "id": f"{origin}:c{revision}", "origin": origin, "tree_name": "mainline",
                "git_repository_url": "https://git.example.org/linux.git", "git_repository_branch": "master",
                "git_commit_hash": self.commits[revision], "start_time": stamp}]})
        for number, build in enumerate(BUILDS):
            compiler = self.compiler(build, revision)
            trouble = next((status for which, status, begin, end in self.broken_builds
                            if which == number and begin <= revision < end), None)
            cell = ("build", "", "", build.config, build.arch, compiler, "")
            self.rows[cell][revision] += [trouble or "PASS"] * 2  # Each origin's.
            if trouble != "ERROR":
                self.told[cell][revision] = trouble is None
            for origin in ("one", "two"):
                self.documents.append({"builds": [{
                    "id": f"{origin}:b{revision}-{number}", "origin": origin, "checkout_id": f"{origin}:c{revision}",
                    "config_name": build.config, "architecture": build.arch, "compiler": compiler,
                    "status": trouble or "PASS", "start_time": stamp}]})
            if trouble is None:
                self.emit_tests(revision, number, compiler, stamp)

    def emit_tests(self, revision, number, compiler, stamp):
        dice, tests = self.dice, []
        for place in PLACES:
            board, lab = place
            name = board + "-v2" if board == self.renamed[0] and revision >= self.renamed[1] else board
            outage = next((kind for who, kind, begin, end in self.outages if who == lab and begin <= revision < end), "")
            sick = any(where == place and begin <= revision < end for where, begin, end in self.sick_boards)
            for path, (born, ends) in self.paths.items():
                right = self.passes(path, place, number, revision)  # Also where nothing runs: cells waver by time.
                if not born <= revision < ends or dice.random() < 0.1:
                    continue
                cell = ("boot" if path == "boot" else "test", path, name, BUILDS[number].config, "arm64", compiler, lab)
                runs = ["PASS" if right else "FAIL"]
                steady = self.moods[path, place, number] is None
                if outage == "fails":
                    runs = ["FAIL"]
                    self.blameless.add((cell, revision))
                elif (outage == "errs" and dice.random() < 0.95) or sick or dice.random() < 0.02:
                    runs = [dice.choice(["ERROR", "MISS", None])]  # Never reported: missed by now.
                else:
                    self.told[cell][revision] = right
                    if dice.random() < 0.05:
                        runs.insert(0, dice.choice(["ERROR", "SKIP"]))  # And again.
                    elif right and steady and dice.random() < 0.005:
                        runs.insert(0, "FAIL")  # The rig's, and again.
                        self.blameless.add((cell, revision))
                if dice.random() < 0.05:
                    runs.append(dice.choice([runs[-1], "ERROR"]))
                self.rows[cell][revision] += runs
                for run in runs:
                    origin = dice.choice(["one", "two"])
                    test = {"id": f"{origin}:t{revision}-{number}-{len(tests)}", "origin": origin,
                            "build_id": f"{origin}:b{revision}-{number}", "path": path, "start_time": stamp,
                            "environment": {"misc": {"platform": name}}, "misc": {"runtime": lab}}
                    tests.append(dict(test, status=run) if run else test)
        for begin in range(0, len(tests), 200):
            self.documents.append({"tests": tests[begin:begin + 200]})

    def wavers(self, cell):
        """Whether any cell that was meant to waver goes by this name."""
        board = cell[2].removesuffix("-v2")
        return any(mood and key[0] == cell[1] and key[1] == (board, cell[6])
                   and BUILDS[key[2]].config == cell[3] and (BUILDS[key[2]].family in cell[5])
                   for key, mood in self.moods.items())


def ill_labs(season):
    """(revision, lab): three boards at least, most of which only err, or all fail what passes elsewhere."""
    seen = collections.defaultdict(lambda: collections.defaultdict(set))
    configs, passing = collections.defaultdict(set), collections.defaultdict(set)
    for cell, story in season.rows.items():
        if cell[0] == "build":
            continue
        for revision, statuses in story.items():
            seen[revision, cell[6]][cell[2]] |= {status or "MISS" for status in statuses}
            configs[revision, cell[6]].add(cell[3])
            if "PASS" in statuses:
                passing[revision] |= {(cell[6], cell[2]), (cell[6], cell[3])}
    found = set()
    for (revision, lab), boards in seen.items():
        erring = sum(not statuses & {"PASS", "FAIL"} and bool(statuses & {"ERROR", "MISS"})
                     for statuses in boards.values())
        failing = all("FAIL" in statuses and "PASS" not in statuses for statuses in boards.values())
        elsewhere = any(where != lab and (what in boards or what in configs[revision, lab])
                        for where, what in passing[revision])
        if len(boards) >= 3 and (erring * 2 > len(boards) or (failing and elsewhere)):
            found.add((revision, lab))
    return found


def truth_of(season):
    """Regressions that must be found, those that may be, ill labs and flaky cells."""
    ill = ill_labs(season)
    wanted, allowed, flaky = set(), set(), set()
    last_seen = {}
    for cell, story in season.rows.items():
        runs = []  # Those that count: revision, passed; of a revision the fails first.
        for revision in sorted(story):
            fails = 0 if (revision, cell[6]) in ill else story[revision].count("FAIL")
            runs += [(revision, False)] * fails + [(revision, True)] * story[revision].count("PASS")
            if set(story[revision]) - {"SKIP"}:
                last_seen[cell] = revision
        if is_flaky(runs) and last_seen[cell] >= season.count - WINDOW:
            flaky.add(cell)
        told = sorted((revision, passed) for revision, passed in season.told[cell].items()
                      if passed or (revision, cell[6]) not in ill)
        if season.wavers(cell):
            told = sorted({revision: all(p for r, p in runs if r == revision) for revision, _ in runs}.items())
        for (good, was), (bad, now) in zip(told, told[1:]):
            if not was or now:
                continue
            end = next((revision for revision, passed in told if revision > bad and passed), None)
            one = (cell, season.commits[good], season.commits[bad], season.commits[end] if end is not None else "")
            if any(passes_at(season, other, bad) and other[:6] == cell[:6] and other != cell
                   for other in season.family[cell[:6]]):
                continue  # A lab conflict.
            # Steady around it, by any thirty runs: else it is noise, or may be taken for it.
            near = [i for i, (revision, _) in enumerate(runs) if good <= revision <= (end or season.count)]
            spans = [runs[max(0, i - WINDOW + 1):i + 1] for i in range(len(runs))
                     if i - WINDOW + 1 <= near[-1] and i >= near[0]]
            noisy = [is_flaky(span) for span in spans]
            if not any(noisy) and not season.wavers(cell):
                wanted.add(one)
            if not all(noisy):
                allowed.add(one)
    return wanted, allowed, {(season.commits[revision], lab) for revision, lab in ill}, flaky


def passes_at(season, cell, revision):
    return season.told[cell].get(revision) is True and "FAIL" not in season.rows[cell][revision]


def ask(cboard, season, folder):
    now = (season.times[-1] + datetime.timedelta(days=2)).isoformat()
    run = Program(cboard, f"{folder}/s.db", now).json
    # Revisions of one time stand in the order in which they came; all else may come in any.
    later = [document for document in season.documents if "checkouts" not in document]
    season.dice.shuffle(later)
    documents = [document for document in season.documents if "checkouts" in document] + later
    version = {"version": {"major": 5, "minor": 3}}
    run("ingest", "-", text="\n".join(json.dumps(dict(document, **version)) for document in documents))
    branch = ["--tree", "mainline", "--branch", "master"]
    answer = run("query", "regressions", *branch)
    found = {((row["kind"], *(cell[key] for key in CELL_KEYS)), row["last_good"], row["first_bad"], row["fixed_in"] or "")
             for row in answer["regressions"] for cell in row["cells"]}
    flaky = {(cell["kind"], *(cell[key] for key in CELL_KEYS)) for cell in run("query", "flaky", *branch)["flaky"]}
    return found, {(row["commit"], row["lab"]) for row in answer["lab_incidents"]}, flaky


def main():
    cboard, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    scores = {name: [0, 0, 0] for name in ("regressions", "lab incidents", "flaky cells")}
    blamed, named = 0, 0
    for seed in range(first, first + count):
        season = Season(seed)
        season.family = collections.defaultdict(list)
        for cell in season.rows:
            season.family[cell[:6]].append(cell)
        wanted, allowed, ill, flaky = truth_of(season)
        with tempfile.TemporaryDirectory() as folder:
            found, labs, wavering = ask(cboard, season, folder)
        counted = {one for one in found if one in wanted or one not in allowed}
        for name, right, said in (("regressions", wanted, counted), ("lab incidents", ill, labs),
                                  ("flaky cells", flaky, wavering)):
            for index, number in enumerate((len(right), len(said), len(right & said))):
                scores[name][index] += number
        at = {commit: revision for revision, commit in enumerate(season.commits)}
        innocent = {one for one in found - wanted if (one[0], at[one[2]]) in season.blameless}
        blamed += len(innocent)
        for what, some in (("missing", wanted - found), ("not so", counted - wanted)):
            for cell, good, bad, end in sorted(some):
                if named < 8:
                    named += 1
                    letters = " ".join("".join((status or "M")[0] for status in season.rows[cell].get(revision, []))
                                       for revision in range(season.count))
                    print(f"season {seed}, {what}: {cell} {at[good]}..{at[bad]} fixed {at.get(end)}: {letters}")
    print(f"{'':16}{'wanted':>8} {'found':>8} {'right':>8} {'precision':>9} {'recall':>9}")
    met = blamed == 0
    for name, (right, said, both) in scores.items():
        precision, recall = both / max(said, 1), both / max(right, 1)
        print(f"{name:16}{right:8} {said:8} {both:8} {precision:9.4f} {recall:9.4f}")
        met = met and min(precision, recall) >= (0.95 if name == "flaky cells" else 0.99)
    print(f"regressions for which only infrastructure is to blame: {blamed}")
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
