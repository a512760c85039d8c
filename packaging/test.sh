#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Installs what is missing, builds with warnings as errors, and runs every check. The last line is
# that of the test runner.
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$0")/setup.sh"
cd "$root"

step "Packages"
install_missing

step "Format, spelling, scripts, licences"
mapfile -t sources < <(git ls-files '*.h' '*.cpp')
clang-format-14 --dry-run --Werror "${sources[@]}" || die "clang-format-14 would change the files above"
mapfile -t prose < <(git ls-files '*.h' '*.cpp' '*.md' '*.sh' '*.py' ':!tests/data' ':!LICENSES')
codespell "${prose[@]}" || die "codespell found the words above"
mapfile -t scripts < <(git ls-files '*.sh' .ci/run)
shellcheck -x "${scripts[@]}" || die "shellcheck found the places above"
reuse lint >/dev/null || die "a file lacks its licence: run \"reuse lint\""

step "Build: warnings are errors, each header alone"
cmake --preset ci >/dev/null || die "configuring failed"
cmake --build --preset ci || die "building failed"

step "Core tests under the address and undefined-behaviour sanitizers; each fuzz target for a while"
cmake --preset asan >/dev/null || die "configuring the sanitizer build failed"
cmake --build --preset asan || die "the sanitizer build failed"
ctest --preset asan || die "a test failed under the sanitizers"

step "run.sh without a display"
smoke=$(mktemp -d)
trap 'rm -rf "$smoke"' EXIT
env -u DISPLAY -u WAYLAND_DISPLAY CBOARD_PROGRAMS="$root/build/ci" CBOARD_SAMPLE="$smoke/sample.db" \
  CBOARD_VIEWS="$smoke/views" packaging/run.sh || die "run.sh failed"
for view in trees revision builds boots tests log ingest; do
  for theme in light dark; do
    [ -s "$smoke/views/$view-$theme.png" ] || die "run.sh made no picture of view $view, theme $theme"
  done
done

step "Unit, program, source and UI tests"
ctest --preset ci
