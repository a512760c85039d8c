#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What is counted while results come in is, bit for bit, what `cboard store rebuild` counts from them.

    rebuilt_stores.py CBOARD FIRST_SEED COUNT

Takes a generated store in pieces, in disorder and some of them twice, with histories analysed in
between; then compares every table of the store before and after a rebuild, and the answers that rest
on histories analysed step by step with those of histories analysed at once. Exit code 1 when any
differ.
"""

import pathlib
import random
import sqlite3
import sys
import tempfile

from program import Program

NOW = "2026-12-24T00:00:00Z"
# What a rebuild changes besides: the number of the commit and what it touched.
NOT_COUNTED = {"change", "meta", "lease"}
QUESTIONS = [["trees"], ["home"]] + [[verb, "--tree", "mainline"] for verb in ("revisions", "regressions", "flaky")]


def tables(store):
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        names = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))
                for name in names if name not in NOT_COUNTED and not name.startswith(("sqlite_", "fts"))}


def answers(run):
    """Without the number of the commit."""
    return [run("--json", "query", *question).split('"newest_data"', 1)[-1] for question in QUESTIONS]


def check(cboard, seed):
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        store = root / "s.db"

        run = Program(cboard, store, NOW).run
        run("generate", "--seed", seed, "--trees", 1, "--revisions", 5, "--tests", 2500, "--files-of", 5, root / "in")
        files = sorted(path for path in (root / "in" / "submissions").rglob("*") if path.is_file())
        dice.shuffle(files)
        files += dice.sample(files, len(files) // 4)
        size = len(files) // 6 + 1
        for begin in range(0, len(files), size):
            run("ingest", *files[begin:begin + size])
            if dice.random() < 0.5:
                run("store", "analyze")
        run("store", "analyze")
        step_by_step, before = answers(run), tables(store)
        run("store", "rebuild")
        wrong = [f"table {name}" for name, rows in tables(store).items() if rows != before.get(name)]
        for kept in root.glob("s.db.outcomes*"):
            kept.unlink()
        run("store", "analyze")
        wrong += [" ".join(question) for question, one, other in zip(QUESTIONS, step_by_step, answers(run)) if one != other]
        run("store", "check")
        rows = sum(map(len, before.values()))
        print(f"seed {seed}: {len(files)} documents, {len(before)} tables, {rows} rows: {', '.join(wrong) or 'the same'}")
        return not wrong


def main():
    first, count = int(sys.argv[2]), int(sys.argv[3])
    sys.exit(0 if all([check(sys.argv[1], seed) for seed in range(first, first + count)]) else 1)


if __name__ == "__main__":
    main()
