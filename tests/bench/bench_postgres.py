#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The same questions of a store and of a PostgreSQL with the KernelCI dashboard's tables.

    bench_postgres.py BUILD STORE FOLDER [--runs N] [--only TEXT]

Starts a server in FOLDER (packaging/services/postgresql.sh), fills it with the rows of STORE once
(FOLDER is used again for the same store), asks both in one run, warm, and prints a line per
question in the layout of bench_table.py. Ours are the medians of bench_analysis, in one process on
one core; PostgreSQL's are what psql says of each statement, its workers as it likes.

The SQL judges less than we do: no ill labs, no flaky cells, no cell families, no titles. The tables
that the dashboard's aggregation fills (tree list, boards, sums of a revision) are read where the
dashboard reads them.
"""
import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# Results with the identity of their cells.
CELLS = """
  SELECT coalesce(t.path, '') AS path, t.environment_misc ->> 'platform' AS platform,
    b.config_name, b.architecture, b.compiler, coalesce(t.misc ->> 'runtime', t.origin) AS lab,
    c.tree_name, c.git_repository_branch, c.git_commit_hash, c.start_time, t.status
  FROM checkouts c JOIN builds b ON b.checkout_id = c.id JOIN tests t ON t.build_id = b.id
"""
CELL = "tree_name, git_repository_branch, path, platform, config_name, architecture, compiler, lab"
BRANCH = "c.tree_name = {tree} AND c.git_repository_branch = {branch} AND c.git_repository_url = {url}"

# Each cell's outcome in each revision, and the last one before that passed or failed.
STEPS = """
  runs AS (SELECT {cell}, git_commit_hash, min(start_time) AS at,
      bool_or(status = 'FAIL') AS failed, bool_or(status = 'PASS') AS passed
    FROM cells WHERE status IN ('PASS', 'FAIL') GROUP BY {cell}, git_commit_hash),
  steps AS (SELECT *, lag(failed AND NOT passed) OVER cell AS failed_before FROM runs
    WINDOW cell AS (PARTITION BY {cell} ORDER BY at))
""".replace("{cell}", CELL)

QUESTIONS = {
    "verdicts of the largest revision": """
      WITH newest AS (SELECT min(start_time) AS at FROM checkouts c
          WHERE {where} AND git_commit_hash = {first}),
        last AS (SELECT git_commit_hash FROM checkouts c, newest WHERE {where} AND start_time <= at
          GROUP BY 1 ORDER BY min(start_time) DESC LIMIT 31),
        cells AS ({cells} WHERE {where} AND c.git_commit_hash IN (SELECT * FROM last)), {steps}
      SELECT failed AND NOT passed, failed_before, count(*) FROM steps
      WHERE git_commit_hash = {first} GROUP BY 1, 2""",
    "ledger, 90 days of 5 trees": """
      WITH cells AS ({cells} WHERE (c.tree_name, c.git_repository_branch) IN ({branches})
          AND c.start_time >= {now}::timestamptz - interval '90 days'), {steps}
      SELECT {cell}, min(at) FILTER (WHERE failed AND NOT passed AND NOT failed_before),
        max(at) FILTER (WHERE passed AND failed_before) FROM steps GROUP BY {cell}
      HAVING bool_or(failed AND NOT passed AND NOT failed_before)""",
    "compare of the two largest revisions": """
      WITH one AS (SELECT {cell}, min(status) AS status FROM ({cells}
          WHERE {where} AND c.git_commit_hash = {first}) AS x GROUP BY {cell}),
        other AS (SELECT {cell}, min(status) AS status FROM ({cells}
          WHERE {where} AND c.git_commit_hash = {second}) AS x GROUP BY {cell})
      SELECT * FROM one FULL JOIN other
        USING (path, platform, config_name, architecture, compiler, lab)
      WHERE one.status IS DISTINCT FROM other.status""",
    "history of one cell, all revisions": """
      SELECT t.id, t.status, t.start_time, b.config_name, c.git_commit_hash FROM tests t
      JOIN builds b ON b.id = t.build_id JOIN checkouts c ON c.id = b.checkout_id
      WHERE t.path = {path} AND t.environment_misc ->> 'platform' = {platform} AND {where}
      ORDER BY t.start_time DESC""",
    "home, all branches": """
      WITH ranked AS (SELECT *, dense_rank() OVER (PARTITION BY tree_name, git_repository_branch
          ORDER BY start_time DESC) AS place FROM checkouts),
        cells AS ({cells} JOIN ranked r ON r.id = c.id AND place <= 20), {steps}
      SELECT tree_name, git_repository_branch, git_commit_hash,
        count(*) FILTER (WHERE failed AND NOT passed AND NOT failed_before),
        count(*) FILTER (WHERE failed AND NOT passed AND failed_before),
        count(*) FILTER (WHERE passed AND failed_before) FROM steps GROUP BY 1, 2, 3""",
    "hardware counts, 7 days": """
      SELECT platform, compatibles, sum(h.build_pass), sum(h.build_failed), sum(h.build_inc),
        sum(h.boot_pass), sum(h.boot_failed), sum(h.boot_inc), sum(h.test_pass),
        sum(h.test_failed), sum(h.test_inc)
      FROM hardware_status h JOIN checkouts c ON c.id = h.checkout_id
      WHERE h.start_time >= {now}::timestamptz - interval '7 days' GROUP BY 1, 2""",
    "tree list": """
      SELECT l.*, t.* FROM latest_checkout l JOIN tree_listing t ON t.checkout_id = l.checkout_id
      ORDER BY l.start_time DESC""",
    "revision page": """
      SELECT path_group, build_config_name, build_architecture, build_compiler, hardware_key,
        test_lab, is_boot, sum(pass_tests), sum(fail_tests), sum(skip_tests), sum(error_tests),
        sum(miss_tests), sum(done_tests), sum(null_tests), sum(total_tests)
      FROM tree_tests_rollup c WHERE {where} AND git_commit_hash = {first}
        AND origin IN (SELECT DISTINCT origin FROM latest_checkout)
      GROUP BY 1, 2, 3, 4, 5, 6, 7""",
}


class Server:
    def __init__(self, folder):
        self.script = ROOT / "packaging" / "services" / "postgresql.sh"
        self.folder = folder
        said = subprocess.check_output([self.script, "start", folder], text=True)
        self.environment = dict(line.split("=", 1) for line in said.splitlines())

    def stop(self):
        subprocess.run([self.script, "stop", self.folder], check=False)

    def psql(self, script, stdin=None):
        done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *script],
                              env={"PATH": "/usr/bin:/bin", **self.environment}, stdin=stdin,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"psql: {done.stderr}")
        return done.stdout


def load(server, cboard, store):
    """Through COPY, from what the program exports."""
    start = time.monotonic()
    server.psql(["-c", "DROP SCHEMA public CASCADE; CREATE SCHEMA public"])
    server.psql(["-f", HERE / "dashboard_schema.sql"])
    for kind in ("checkouts", "builds", "tests"):
        with subprocess.Popen([cboard, "--store", store, "export", "--format", "csv", "--kind",
                               kind], stdout=subprocess.PIPE) as export:
            server.psql(["-c", f"COPY {kind}_in FROM STDIN WITH (FORMAT csv, HEADER true)"],
                        export.stdout)
    copied = time.monotonic() - start
    server.psql(["-f", HERE / "dashboard_fill.sql"])
    return copied, time.monotonic() - start


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def statement(template, subject):
    where = BRANCH.format(tree=quoted(subject["tree"]), branch=quoted(subject["branch"]),
                          url=quoted(subject["url"]))
    pairs = ", ".join(f"({quoted(tree)}, {quoted(branch)})" for tree, branch in subject["branches"])
    return template.format(cells=CELLS, steps=STEPS, cell=CELL, where=where, branches=pairs,
                           first=quoted(subject["commits"][0]), second=quoted(subject["commits"][1]),
                           path=quoted(subject["path"]), platform=quoted(subject["platform"]),
                           now=quoted(subject["now"]))


def ask(server, sql, runs):
    """Median of what psql says, in ms, warm, and rows. The statement is prepared and without
    parameters, so it is planned once, in the first run, which is not counted."""
    script = server.folder / "question.sql"
    # Of the two ways that the dashboard lets the planner go the faster one counts.
    medians, rows = [], 0
    for nested in ("on", "off"):
        script.write_text(f"SET jit = off; SET enable_nestloop = {nested};\n"
                          f"PREPARE question AS {sql};\n\\timing on\n"
                          + "EXECUTE question;\n" * (runs + 1), encoding="utf-8")
        output = server.psql(["-A", "-t", "-f", script])
        times = [float(ms) for ms in re.findall(r"^Time: ([\d.]+) ms", output, re.M)]
        rows = sum(1 for line in output.splitlines() if not line.startswith("Time:")) // (runs + 1)
        medians.append(statistics.median(times[1:]))
    return min(medians), rows


def ours(build, store, folder, only):
    """Medians of bench_analysis by question, and what it asked about."""
    link = folder / "asked.db"
    link.unlink(missing_ok=True)
    link.symlink_to(store.resolve())
    output = subprocess.check_output([build / "tests" / "bench" / "bench_analysis", link, only],
                                     text=True)
    subject = json.loads(re.search(r"^SUBJECT\t(.*)$", output, re.M)[1])
    found = re.findall(r"^BENCH\tanalysis: (.*?), (\d+) rows, warm\t([\d.]+) ms", output, re.M)
    return subject, {what: (float(ms), int(rows)) for what, rows, ms in found}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("store", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5, help="of which the median counts")
    parser.add_argument("--only", default="", help="questions that have this text in their names")
    options = parser.parse_args()
    build, store = options.build.resolve(), options.store.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    folder = options.folder.resolve()
    subject, answers = ours(build, store, folder, options.only)
    server = Server(folder)
    try:
        loaded = folder / "loaded"
        if not loaded.exists() or loaded.read_text(encoding="utf-8") != str(store):
            copied, all_seconds = load(server, build / "app" / "cli" / "cboard", store)
            loaded.write_text(str(store), encoding="utf-8")
            print(f"copied in {copied:.0f} s, with indices and derived tables {all_seconds:.0f} s")
        tests = int(server.psql(["-A", "-t", "-c", "SELECT count(*) FROM tests"]))
        for what, template in QUESTIONS.items():
            if options.only not in what:
                continue
            theirs, rows = ask(server, statement(template, subject), options.runs)
            mine, our_rows = answers[what]
            ratio = theirs / mine
            print(f"BENCH\tagainst PostgreSQL, {tests:,} tests: {what}\t{mine:.2f} ms, "
                  f"{our_rows} rows\t{theirs:.1f} ms, {rows} rows\t{ratio:.1f}\t>= 10 x, none "
                  f"slower\t{'yes' if ratio >= 10 else 'NO'}", flush=True)
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
