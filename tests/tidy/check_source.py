#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Holds the source to the rules of CONTRIBUTING.md: one rule per call, one line per violation."""

import argparse
import pathlib
import re
import sys

# What a module may include: other modules, and library headers by prefix.
# ARCHITECTURE.md shows the same table to people.
MODULES = {
    "core/base": ([], ["tl/", "fmt/", "xxhash.h"]),
    "core/io": (["core/base"], ["isa-l", "zstd", "lzma", "archive", "fmt/"]),
    "core/domain": (["core/base"], []),
    "core/query": (["core/base", "core/domain"], ["pcre2.h", "fmt/"]),
    "core/analysis": (["core/base", "core/domain", "core/query"], []),
    "core/git": (["core/base"], ["git2.h"]),
    "core/formats": (["core/base", "core/io", "core/domain"],
                     ["simdjson.h", "yaml-cpp/", "pugixml.hpp", "fmt/"]),
    "core/logs": (["core/base", "core/io", "core/domain"], ["hs/", "pcre2.h", "fmt/"]),
    "core/store": (["core/base", "core/io", "core/domain", "core/query", "core/analysis"],
                   ["sqlite3.h", "zstd", "xxhash.h", "fmt/"]),
    "core/ingest": (["core/base", "core/io", "core/domain", "core/query", "core/formats",
                     "core/store", "core/logs"], ["fmt/"]),
    "core/generate": (["core/base", "core/io", "core/domain", "core/query", "core/formats",
                       "core/store"], ["fmt/"]),
    "core/service": (["core/base", "core/io", "core/domain", "core/query", "core/formats",
                      "core/analysis", "core/git", "core/store", "core/ingest", "core/logs",
                      "core/generate"], ["fmt/"]),
    "ui": (["core/base", "core/io", "core/domain", "core/query", "core/logs", "core/service", "core/ingest",
            "core/store"], ["Q"]),
}
# The interfaces of store and ingest that service hands to the screen, nothing below them; and how
# pictures are packed.
UI_HEADERS = {"core/io/png.h", "core/store/arrivals.h", "core/store/compaction.h", "core/store/missing_data.h",
              "core/store/retention.h", "core/store/status_words.h", "core/store/store.h",
              "core/store/store_parts.h", "core/store/unknown_values.h", "core/store/user_data.h",
              "core/ingest/ingest.h"}

BANNED_IN_UI = re.compile(
    r"processEvents|waitFor(?:Finished|Done|ReadyRead|Connected|BytesWritten|Started)?\s*\(|QEventLoop|"
    r"QThread::m?u?sleep|\.exec\(\)|sqlite3|QSqlDatabase|QNetworkAccessManager|std::ifstream|"
    r"QFile\s+\w|fopen\(")
# Each exception has its reason.
UI_ALLOWED = {
    ("app/desktop/main.cpp", ".exec()"),  # the one event loop of the program
}
SOURCE_SUFFIXES = {".h", ".cpp", ".py", ".sh", ".cmake", ".sql"}
FILE_LINES = 400
# An open end is a TODO with a colon or bracket; the TODO directive of TAP is a word of that format.
WORDS = re.compile(r"/work/|/farm/|\bTODO\s*[:(]|\bFIXME\b|\bXXX\b")


# Of a text that names a key. A letter alone is a key where a verb follows that keys do.
FIXED_KEY = re.compile(r"\b(?:Ctrl|Alt|Shift)\+\w|\bF\d{1,2}\b|\bg [a-z,] |"
                       r"\b[a-z] (?:takes|brings|puts|notes|watches|reads|writes|stops|folds?)\b|"
                       r"[Pp]ress [a-z]\b|(?:^| )[][{}&'] (?:next|previous|turns)\b")
# Tables of keys, and fields and dialogs with keys of their own, which no setting changes.
KEY_TABLES = {"ui/base/actions.cpp", "ui/base/log_actions.cpp", "ui/base/numbered_actions.cpp",
              "ui/base/key_map.cpp", "ui/palette/palette.cpp", "ui/settings/settings_pages.cpp"}


def tracked(root, *folders):
    for folder in folders:
        base = root / folder
        if base.is_dir():
            yield from sorted(p for p in base.rglob("*") if p.is_file() and "build" not in p.parts)


def code(root, *folders):
    return [p for p in tracked(root, *folders) if p.suffix in {".h", ".cpp"}]


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match.group(1), match.group(2)


def module_of(relative):
    text = relative.as_posix()
    if text.startswith("ui/"):
        return "ui"
    parts = text.split("/")
    return "/".join(parts[:2]) if parts[0] == "core" else None


def is_library_header(name):
    """Anything that is neither the C++ standard library nor the system."""
    if re.fullmatch(r"[a-z_0-9]+", name) or name.startswith(("sys/", "linux/", "netinet/")):
        return False
    return name not in {"fcntl.h", "unistd.h", "errno.h", "signal.h", "pthread.h", "sched.h",
                        "immintrin.h", "emmintrin.h", "dirent.h", "poll.h", "time.h",
                        "malloc.h", "spawn.h"}


def layers(root):
    for path in code(root, "core", "ui"):
        relative = path.relative_to(root)
        module = module_of(relative)
        if module not in MODULES:
            yield f"{relative}: module {module} is not in the table of check_source.py"
            continue
        modules, libraries = MODULES[module]
        for number, kind, name in includes(path):
            place = f"{relative}:{number}"
            if kind == '"' and name.startswith(("core/", "ui/", "app/", "tests/")):
                target = module_of(pathlib.PurePosixPath(name))
                if target not in modules and target != module:
                    yield f"{place}: {module} may not include {name}"
                elif module == "ui" and target in {"core/io", "core/store", "core/ingest"} and name not in UI_HEADERS:
                    yield f"{place}: ui may include only the interface of {target}, not {name}"
            elif kind == "<" and is_library_header(name):
                if not any(name.startswith(prefix) for prefix in libraries):
                    yield f"{place}: {module} may not use <{name}>"


def circles(graph):
    """Each circle that a walk over the graph meets, as the way round."""
    done, active = set(), []

    def visit(node):
        if node in active:
            yield " -> ".join(active[active.index(node):] + [node])
            return
        if node in done or node not in graph:
            return
        active.append(node)
        for child in graph[node]:
            yield from visit(child)
        active.pop()
        done.add(node)

    for node in sorted(graph):
        yield from visit(node)


def include_cycles(root):
    graph = {}
    for path in code(root, "core", "ui", "app"):
        relative = path.relative_to(root).as_posix()
        graph[relative] = [name for _, kind, name in includes(path) if kind == '"']
    for circle in circles(graph):
        yield f"include cycle: {circle}"


def folder_cycles(root):
    """Folders stand on floors: who reads one needs to know only those below it."""
    graph = {}
    for path in code(root, "core", "ui", "app"):
        folder = path.parent.relative_to(root).as_posix()
        below = graph.setdefault(folder, [])
        for _, kind, name in includes(path):
            other = str(pathlib.PurePosixPath(name).parent)
            # A folder and those inside it are one house.
            apart = not other.startswith(folder + "/") and not folder.startswith(other + "/")
            if kind == '"' and other != folder and apart and other not in below:
                below.append(other)
    for circle in circles(graph):
        yield f"folders include each other: {circle}"


def spdx(root):
    gpl = ("ui/", "app/desktop/", "tests/ui/", "resources/", "translations/")
    for path in tracked(root, "core", "ui", "app", "tests", "packaging", "cmake", "resources"):
        relative = path.relative_to(root).as_posix()
        is_build_file = path.name == "CMakeLists.txt"
        if relative.startswith("tests/data/") or not (is_build_file or path.suffix in SOURCE_SUFFIXES):
            continue
        head = "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[:3])
        wanted = "GPL-3.0-or-later" if relative.startswith(gpl) else "LGPL-2.1-or-later"
        if f"SPDX-License-Identifier: {wanted}" not in head:
            yield f"{relative}: the first lines lack \"SPDX-License-Identifier: {wanted}\""


def pragma_once(root):
    for path in code(root, "core", "ui", "app", "tests"):
        if path.suffix == ".h" and "#pragma once" not in path.read_text(encoding="utf-8"):
            yield f"{path.relative_to(root)}: header without #pragma once"


def own_header_first(root):
    """Compiling a source file shows then that its header compiles alone."""
    for path in code(root, "core", "ui", "app"):
        own = path.with_suffix(".h")
        if path.suffix != ".cpp" or not own.exists():
            continue
        name = own.relative_to(root).as_posix()
        first = next((included for _, _, included in includes(path)), "nothing")
        if first != name:
            yield f"{path.relative_to(root)}: includes {first} before {name}"


def banned_in_ui(root):
    for path in code(root, "ui", "app/desktop"):
        relative = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = re.sub(r"//.*", "", line)
            match = BANNED_IN_UI.search(line)
            if match and not any(relative == f and word in line for f, word in UI_ALLOWED):
                yield f"{relative}:{number}: \"{match.group(0).strip()}\" may block the GUI thread"


def watched_ui_tests(root):
    """What shows windows runs under the stall monitor; what shows none needs no Gui."""
    for path in code(root, "tests/ui"):
        relative = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.match(r"QTEST_MAIN\(", line):
                yield f"{relative}:{number}: QTEST_MAIN watches nothing; use CBOARD_UI_TEST_MAIN"


def key_names(root):
    """Texts name keys by their action, "{undo}", so that they are right for every user's keys."""
    tables = [root / "ui" / "base" / name for name in ("actions.cpp", "log_actions.cpp")]
    known = set()
    for table in tables:
        if table.is_file():
            known.update(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', table.read_text("utf-8")))
    for path in code(root, "ui"):
        relative = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r"//.*", "", line)):
                for name in re.findall(r"\{([a-z][a-z0-9-]*)\}", literal):
                    if known and name not in known and not name.startswith("go-"):
                        yield f"{relative}:{number}: there is no action {name}"
                if (relative not in KEY_TABLES and FIXED_KEY.search(literal)
                        and "QKeySequence" not in line):
                    yield f"{relative}:{number}: \"{literal}\" names a key that users may change"


def sizes(root):
    listed = {}
    offenders = root / "tests" / "tidy" / "size_offenders.txt"
    for line in offenders.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            count, name = line.split()
            listed[name] = int(count)
    for path in code(root, "core", "ui", "app"):
        relative = path.relative_to(root).as_posix()
        count = len(path.read_text(encoding="utf-8").splitlines())
        allowed = listed.pop(relative, None)
        if allowed is None and count > FILE_LINES:
            yield f"{relative}: {count} lines, more than {FILE_LINES}; split it"
        elif allowed is not None and count > allowed:
            yield f"{relative}: grew to {count} lines; the list of known offenders may only shrink"
        elif allowed is not None and count < allowed:
            yield f"{relative}: {count} lines now; lower its entry in size_offenders.txt (or drop it)"
    for name in listed:
        yield f"{name}: in size_offenders.txt, but there is no such file"


def test_per_source(root):
    """Each module of core and each view has tests: a folder or files that name it."""
    for module in sorted(MODULES):
        if module == "ui" or not (root / module).is_dir():
            continue
        if not any(p.suffix == ".cpp" for p in tracked(root, module)):
            continue
        folder = root / "tests" / module
        if not any(folder.glob("tst_*.cpp")):
            yield f"{module}: no tests in tests/{module}"
    for folder in sorted((root / "ui").iterdir()) if (root / "ui").is_dir() else []:
        if not folder.is_dir():
            continue
        sources = [p.stem for p in folder.glob("*.cpp")]
        used = [t for t in (root / "tests" / "ui").glob("*.cpp")
                if f'"ui/{folder.name}/' in t.read_text(encoding="utf-8")]
        if sources and not used:
            yield f"ui/{folder.name}: no test in tests/ui includes it"


def words(root):
    for path in tracked(root, "core", "ui", "app", "cmake", "packaging", "resources", "tests"):
        relative = path.relative_to(root).as_posix()
        if relative.startswith(("tests/data/", "tests/tidy/")) or path.suffix in {".png", ".gz"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            match = WORDS.search(line)
            if match:
                yield f"{relative}:{number}: \"{match.group(0)}\""


RULES = {f.__name__: f for f in (layers, include_cycles, folder_cycles, spdx, pragma_once,
                                 own_header_first, banned_in_ui, watched_ui_tests, key_names, sizes,
                                 test_per_source, words)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rule", choices=sorted(RULES))
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).parents[2])
    arguments = parser.parse_args()
    violations = list(RULES[arguments.rule](arguments.root.resolve()))
    for violation in violations:
        print(violation)
    print(f"{arguments.rule}: {len(violations)} violation(s)")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
