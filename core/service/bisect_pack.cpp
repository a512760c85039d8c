// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/bisect_pack.h"

#include "core/service/file_replacement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cboard::service {

namespace {

    constexpr std::string_view BisectScript = R"sh(#!/bin/sh
# Finds the first bad commit: bisect.sh TREE [COMMAND...]
#
# TREE is a clone with both commits and no changes of its own. COMMAND says of the commit that is
# checked out: exit code 0 good, 125 cannot be tested, else bad. Without one check.sh is run.
# The commit that was found is written to first-bad, the steps to bisect.log.
set -u

die() {
  echo "bisect.sh: $*" >&2
  exit 2
}

pack=$(cd "$(dirname "$0")" && pwd) || exit 2
[ $# -gt 0 ] || die "usage: bisect.sh TREE [COMMAND...]"
tree=$1
shift
[ $# -gt 0 ] || set -- "$pack/check.sh"
cd "$tree" || exit 2
good=$(cat "$pack/good")
bad=$(cat "$pack/bad")
for commit in "$good" "$bad"; do
  git cat-file -e "$commit^{commit}" 2>/dev/null || die "commit $commit is not in $tree: fetch it first"
done
[ -z "$(git status --porcelain --untracked-files=no)" ] || die "$tree has changes: commit or drop them first"

git bisect start "$bad" "$good" || die "git bisect did not start"
git bisect run "$@"
code=$?
git bisect log > "$pack/bisect.log"
if [ "$code" -eq 0 ]; then
  git rev-parse refs/bisect/bad > "$pack/first-bad"
  echo "first bad commit:"
  git log -1 --format='%H %s' refs/bisect/bad
fi
git bisect reset >/dev/null 2>&1
[ "$code" -eq 0 ] || die "git bisect ended without an answer, see $pack/bisect.log"
)sh";

    constexpr std::string_view CheckScript = R"sh(#!/bin/sh
# Says of the commit that is checked out in the current folder: exit code 0 good, 125 cannot be
# tested, else bad. Builds it, then runs TEST_COMMAND (with the build in $KBUILD_OUTPUT) or asks.
#
# kernel.config in this folder is taken in place of the named configuration. MAKEFLAGS,
# CROSS_COMPILE and all else that make reads count.
set -u

pack=$(cd "$(dirname "$0")" && pwd) || exit 125
. "$pack/config"
. "$pack/test"
KBUILD_OUTPUT=${KBUILD_OUTPUT:-$pack/build}
export ARCH KBUILD_OUTPUT
mkdir -p "$KBUILD_OUTPUT"

configure() {
  if [ -f "$pack/kernel.config" ]; then
    cp "$pack/kernel.config" "$KBUILD_OUTPUT/.config" && make -s olddefconfig
  else
    make -s "${CONFIG%%+*}"
  fi
}

configure || exit 125
if ! make -s -j"$(nproc)"; then
  [ "$KIND" = build ] && exit 1
  exit 125
fi
[ "$KIND" = build ] && exit 0

if [ -n "${TEST_COMMAND:-}" ]; then
  sh -c "$TEST_COMMAND"
  exit $?
fi
[ -t 0 ] || {
  echo "check.sh: set TEST_COMMAND to what runs $TEST_PATH on $BOARD" >&2
  exit 255 # Ends the bisection.
}
while true; do
  printf 'run %s on %s; good, bad or skip? ' "$TEST_PATH" "$BOARD"
  read -r answer || exit 255
  case $answer in
    g*) exit 0 ;;
    b*) exit 1 ;;
    s*) exit 125 ;;
  esac
done
)sh";

    /// One word of a shell, whatever is in it.
    std::string shellWord(std::string_view text)
    {
        std::string word = "'";
        for (const char character : text) {
            if (character == '\'') {
                word += "'\\''";
            } else {
                word += character;
            }
        }
        return word + '\'';
    }

    /// What make calls the architecture; others are called alike.
    std::string_view makeArchitecture(std::string_view name)
    {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 4> Names = {
            {{"aarch64", "arm64"}, {"x86", "x86_64"}, {"riscv64", "riscv"}, {"mips64", "mips"}}};
        const auto* found = std::find_if(Names.begin(), Names.end(),
                                         [name](const auto& pair) { return pair.first == name; });
        return found == Names.end() ? name : found->second;
    }

    std::string oneLine(std::string_view text)
    {
        std::string line(text);
        std::replace_if(
            line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; },
            ' ');
        return line;
    }

    std::string readme(const BisectCase& found)
    {
        std::string text = fmt::format("# {}\n\nA regression of {}: {}.\n\n", oneLine(found.title),
                                       oneLine(found.tree), found.kind);
        const auto add = [&text](std::string_view name, std::string_view value) {
            if (!value.empty()) {
                text += fmt::format("* {}: {}\n", name, oneLine(value));
            }
        };
        add("good", found.good);
        add("bad", found.bad);
        add("test", found.cell.path);
        add("board", found.cell.platform);
        add("lab", found.cell.lab);
        add("configuration", found.cell.config);
        add("its file", found.configUrl);
        add("architecture", found.cell.architecture);
        add("compiler", found.cell.compiler);
        add("was built by", found.command);
        add("repository", found.repositoryUrl);
        text += "\nInside a clone with both commits:\n\n"
                "    ./bisect.sh ~/linux                        # builds, then asks\n"
                "    TEST_COMMAND='...' ./bisect.sh ~/linux     # builds, then runs it\n"
                "    ./bisect.sh ~/linux ./my-check.sh          # all by yourself\n";
        if (!found.configUrl.empty()) {
            text += "\nPut the configuration's file beside this one as kernel.config.\n";
        }
        return text;
    }

    std::string fieldOf(const query::RecordSnapshot& record, std::string_view name)
    {
        const auto found =
            std::find_if(record.fields.begin(), record.fields.end(),
                         [name](const query::RecordField& field) { return field.key == name; });
        return found == record.fields.end() ? std::string() : found->value;
    }

    Result<void> writeFolder(const std::vector<io::ArchivedFile>& files,
                             const std::filesystem::path& folder)
    {
        namespace fs = std::filesystem;
        std::error_code error;
        if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
            return fail(ErrorKind::Invalid, folder.string() + " has files already");
        }
        for (const io::ArchivedFile& file : files) {
            CBOARD_TRY(auto replacement, FileReplacement::create(folder / file.path));
            CBOARD_TRY_VOID(replacement.write(file.text));
            CBOARD_TRY_VOID(replacement.commit());
            if (file.isProgram) {
                fs::permissions(folder / file.path,
                                fs::perms::owner_exec | fs::perms::group_exec
                                    | fs::perms::others_exec,
                                fs::perm_options::add, error);
            }
        }
        return {};
    }

    bool isArchiveName(const std::filesystem::path& target)
    {
        const std::string name = target.filename().string();
        return name.ends_with(".tgz") || name.ends_with(".tar")
            || name.find(".tar.") != std::string::npos;
    }

} // namespace

Result<BisectCase> bisectCaseOf(query::Engine& engine, const query::RegressionRow& row,
                                const TaskContext& task)
{
    if (row.lastGood.commit.empty() || row.firstBad.commit.empty() || row.cells.empty()) {
        return fail(ErrorKind::Invalid,
                    "a bisection needs the commits of a good and a bad revision");
    }
    BisectCase found;
    found.tree = row.firstBad.tree;
    found.repositoryUrl = row.firstBad.repositoryUrl;
    found.good = row.lastGood.commit;
    found.bad = row.firstBad.commit;
    found.kind = row.kind;
    found.title = row.title;
    found.cell = row.cells.front().names;
    std::string build = row.cells.front().recordId;
    if (build.empty()) {
        return found;
    }
    if (row.kind != "build") {
        CBOARD_TRY(const auto run, engine.record({{}, RecordKind::Test, build}, task));
        build = fieldOf(*run, "build_id");
    }
    const auto record = engine.record({{}, RecordKind::Build, build}, task);
    if (!record) { // The run is there without its build.
        return record.error().kind == ErrorKind::NotFound ? Result<BisectCase>(found)
                                                          : tl::unexpected(record.error());
    }
    found.configUrl = fieldOf(**record, "config_url");
    found.command = fieldOf(**record, "command");
    return found;
}

std::vector<io::ArchivedFile> bisectPack(const BisectCase& found)
{
    const bool isClang = found.cell.compiler.starts_with("clang");
    const std::string config = fmt::format(
        "# How the kernel was built; read by check.sh.\nCONFIG={}\nARCH={}\n{}",
        shellWord(found.cell.config), shellWord(makeArchitecture(found.cell.architecture)),
        isClang ? "export LLVM=1\n" : "");
    const std::string test = fmt::format(
        "# What fails; read by check.sh.\nKIND={}\nTEST_PATH={}\nBOARD={}\n", shellWord(found.kind),
        shellWord(found.cell.path), shellWord(found.cell.platform));
    return {{"README.md", readme(found)},
            {"bisect.sh", std::string(BisectScript), true},
            {"check.sh", std::string(CheckScript), true},
            {"good", found.good + '\n'},
            {"bad", found.bad + '\n'},
            {"config", config},
            {"test", test}};
}

Result<void> writeBisectPack(const BisectCase& found, const std::filesystem::path& target,
                             Timestamp now)
{
    std::vector<io::ArchivedFile> files = bisectPack(found);
    if (!isArchiveName(target)) {
        return writeFolder(files, target);
    }
    for (io::ArchivedFile& file : files) { // Unpacks into one folder.
        file.path = "bisect/" + file.path;
    }
    return io::writeArchive(target, files, now);
}

} // namespace cboard::service
