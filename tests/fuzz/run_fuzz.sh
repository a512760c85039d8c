#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# run_fuzz.sh TARGET SEEDS OPTION...: runs a fuzz target from its seeds alone, so that each run tries
# the same inputs: libFuzzer adds what it finds to the first folder it is given.
set -eu
target=$1
seeds=$2
shift 2
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
"$target" "$@" "$found" "$seeds"
