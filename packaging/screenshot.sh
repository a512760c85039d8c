#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Draws the picture of the README, packaging/screenshot.png, from generated sample data: the whole
# window, with its panes filled. Equal programs draw equal bytes.
#
# CBOARD_PROGRAMS  folder of built programs (default: build/release)
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$0")/setup.sh"
cd "$root"

programs=${CBOARD_PROGRAMS:-$root/build/release}
cboard=$programs/app/cli/cboard
checkerboard=$programs/app/desktop/checkerboard
if [ ! -x "$cboard" ] || [ ! -x "$checkerboard" ]; then
  die "no built programs in $programs; packaging/run.sh builds them"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work TZ=UTC # Nothing of the user who draws it.
end=2026-11-21T08:00:00Z

step "Sample data"
"$cboard" generate --seed 1 --trees 5 --revisions 12 --tests 120000 --logs --end "$end" \
  --into-store "$work/results.db" || die "the sample data could not be generated"
"$cboard" --store "$work/results.db" store analyze || die "the sample data could not be analysed"

step "Picture"
picture=$root/packaging/screenshot.png
"$checkerboard" --store "$work/results.db" --now "$end" --render boots --tree mainline --window \
  --size 1440x860 --output "$picture" || die "the window could not be drawn"
size=$(stat -c %s "$picture")
[ "$size" -lt 300000 ] || die "$picture has $size bytes, more than 300000"
echo "$picture: $size bytes"
