#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Runs all measurements of one build and prints one table. Builds nothing.
#
#   tests/bench/run.sh [--quick] [--big] [--big-store FILE] [--huge] [--postgres] [--runs N]
#                      [--work FOLDER] [BUILD]
#
# BUILD is the folder of built programs (default: build/release, else build/dev). --quick measures
# 100 000 tests in place of 1 000 000; --big adds a store of 10 000 000 (about 4 GB and some
# minutes; FILE, or one that is made), one of a branch with 5 000 revisions (1.5 GB), 20 GB of logs
# in another (6 GB) and a clone of a million commits in place of a hundred thousand (1 GB); --huge
# with it asks one of 50 000 000 tests, too (15 GB and a quarter of an hour to make). Generated data
# stays in FOLDER (default: below TMPDIR) and is used again. --postgres asks a PostgreSQL with the
# KernelCI dashboard's tables the same questions; loading it takes minutes.
set -euo pipefail
exec python3 "$(dirname "$0")/bench_table.py" "$@"
