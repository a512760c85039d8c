# SPDX-License-Identifier: LGPL-2.1-or-later
"""How the checks of this folder call `cboard`."""
import json
import subprocess
import sys


class Program:
    """The program with one store and one clock; any call that fails ends the check."""

    def __init__(self, cboard, store, now):
        self.start = [str(cboard), "--store", str(store), "--now", now, "-q"]

    def run(self, *arguments, text=None):
        arguments = [str(one) for one in arguments]
        done = subprocess.run([*self.start, *arguments], input=text, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"cboard {' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
        return done.stdout

    def json(self, *arguments, text=None):
        return json.loads(self.run("--json", *arguments, text=text))
