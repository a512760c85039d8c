#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Installs what is missing, builds, and starts the desktop on sample data. Without a display it
# renders the main views to files and says where. Running it again only does what is left to do.
#
# CBOARD_PROGRAMS  folder of built programs; set it to skip the build
# CBOARD_SAMPLE    the sample store (default: XDG data directory)
# CBOARD_VIEWS     where pictures go without a display (default: build/views)
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$0")/setup.sh"
cd "$root"

if [ -n "${CBOARD_PROGRAMS:-}" ]; then
  cboard=$CBOARD_PROGRAMS/app/cli/cboard
  checkerboard=$CBOARD_PROGRAMS/app/desktop/checkerboard
  if [ ! -x "$cboard" ] || [ ! -x "$checkerboard" ]; then
    die "no built programs in $CBOARD_PROGRAMS"
  fi
else
  step "Packages"
  install_missing
  step "Build"
  cmake --preset release >/dev/null || die "configuring failed; see above"
  cmake --build --preset release --target checkerboard cboard || die "building failed; see above"
  cboard=$root/build/release/app/cli/cboard
  checkerboard=$root/build/release/app/desktop/checkerboard
fi

step "Sample data"
sample=${CBOARD_SAMPLE:-${XDG_DATA_HOME:-$HOME/.local/share}/checkerboard/sample.db}
if [ -e "$sample" ]; then
  echo "already there: $sample"
else
  mkdir -p "$(dirname "$sample")"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  "$cboard" generate --seed 1 --trees 5 --revisions 12 --tests 120000 --logs "$work/submissions" \
    || die "the sample data could not be generated"
  "$cboard" --store "$sample.new" ingest "$work/submissions" \
    || die "the sample data could not be ingested"
  for part in "$sample.new"*; do
    mv "$part" "$sample${part#"$sample.new"}"
  done
  echo "made: $sample"
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  step "Desktop"
  exec "$checkerboard" --store "$sample"
fi

step "No display: rendering the main views"
views=${CBOARD_VIEWS:-$root/build/views}
mkdir -p "$views"
for view in trees revision builds boots tests log ingest; do
  for theme in light dark; do
    file=$views/$view-$theme.png
    "$checkerboard" --store "$sample" --render "$view" --size 1600x1000 --theme "$theme" \
      --output "$file" || die "view \"$view\" could not be rendered"
    echo "$file"
  done
done
