#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two runs of the desktop draw the same data as the same bytes, in every format of pictures.

same_bytes.py CBOARD CHECKERBOARD
"""

import os
import pathlib
import subprocess
import sys
import tempfile


def draw(checkerboard, store, picture):
    subprocess.run([checkerboard, "--store", store, "--render", "boots", "--size", "1200x800",
                    "--now", "2100-01-01T00:00:00Z", "--output", picture], check=True,
                   env=dict(os.environ, QT_QPA_PLATFORM="offscreen"), stderr=subprocess.DEVNULL)
    return picture.read_bytes()


def main():
    cboard, checkerboard = sys.argv[1:]
    differing = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        store = folder / "store.db"
        subprocess.run([cboard, "generate", "--seed", "3", "--trees", "1", "--revisions", "3",
                        "--tests", "3000", "--into-store", store], check=True,
                       stdout=subprocess.DEVNULL)
        for suffix in ("pdf", "svg", "png"):
            first = draw(checkerboard, store, folder / f"first.{suffix}")
            second = draw(checkerboard, store, folder / f"second.{suffix}")
            if not first or first != second:
                differing.append(suffix)
    print("differing:", " ".join(differing) or "none")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
