#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A bare git repository with a history of the shape and size of a kernel tree.

    make_history.py FOLDER [--commits N]

The same in each run: a main line of merges, each of a topic branch of forty commits that began a
while before, with a tag every thousand merges; commits change one to three of 6 000 files. A
million commits take some minutes and about a gigabyte. Prints "HASHES" of the main line to
FOLDER/line.txt, the newest first.
"""
import argparse
import subprocess
import sys
from pathlib import Path

TOPIC = 39  # Commits of a topic branch; the merge is the fortieth.
BEGAN = 37  # So many merges ago, at most.
TAG_EVERY = 1000
AREAS = ("drivers/net", "drivers/gpu", "drivers/usb", "fs", "mm", "kernel", "net", "sound", "arch/arm64",
         "arch/x86", "arch/riscv", "tools", "Documentation", "block", "crypto")
FOLDERS = 20
FILES = 20
START = 1_500_000_000


class Dice:
    """A linear congruential generator: the same numbers everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % limit


class History:
    def __init__(self, stream):
        self.stream = stream
        self.dice = Dice(1)
        self.mark = 0

    def path(self):
        area = AREAS[self.dice.below(len(AREAS))]
        return f"{area}/part{self.dice.below(FOLDERS)}/unit{self.dice.below(FILES)}.c"

    def commit(self, branch, subject, parents):
        self.mark += 1
        message = f"{subject}\n\nChange {self.mark}.\n".encode()
        lines = [f"commit refs/heads/{branch}", f"mark :{self.mark}",
                 f"committer Ann Author <ann@example.org> {START + self.mark * 60} +0000",
                 f"data {len(message)}"]
        self.stream.write("\n".join(lines).encode() + b"\n" + message + b"\n")
        for word, parent in zip(("from", "merge"), parents):
            self.stream.write(f"{word} :{parent}\n".encode())
        for _ in range(1 + self.dice.below(3)):
            body = f"{self.mark}\n"
            self.stream.write(f"M 100644 inline {self.path()}\ndata {len(body)}\n{body}\n".encode())
        self.stream.write(b"\n")
        return self.mark

    def write(self, commits):
        line = [self.commit("master", "Begin", [])]
        while self.mark + TOPIC < commits:
            began = max(0, len(line) - 1 - self.dice.below(BEGAN))
            top = line[began]
            area = AREAS[self.dice.below(len(AREAS))]
            self.stream.write(f"reset refs/heads/topic\nfrom :{top}\n\n".encode())
            for step in range(TOPIC):
                top = self.commit("topic", f"{area}: step {step}", [top])
            line.append(self.commit("master", f"Merge {area} updates", [line[-1], top]))
            if len(line) % TAG_EVERY == 0:
                tag = f"v{6 + len(line) // (8 * TAG_EVERY)}.{len(line) // TAG_EVERY % 8}"
                self.stream.write(f"reset refs/tags/{tag}\nfrom :{line[-1]}\n\n".encode())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--commits", type=int, default=1_000_000)
    options = parser.parse_args()
    git = ["git", "-C", options.folder]
    subprocess.run(["git", "init", "-q", "--bare", "-b", "master", options.folder], check=True)
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as importer:
        History(importer.stdin).write(options.commits)
        importer.stdin.close()
        if importer.wait() != 0:
            sys.exit("git fast-import failed")
    subprocess.run([*git, "update-ref", "-d", "refs/heads/topic"], check=True)
    hashes = subprocess.check_output([*git, "rev-list", "--first-parent", "master"], text=True)
    (options.folder / "line.txt").write_text(hashes, encoding="utf-8")


if __name__ == "__main__":
    main()
