#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Shows that each rule of check_source.py finds its own violation and passes a good tree."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_source  # noqa: E402

TAG = "// SPDX-License-" + "Identifier: "  # split, so that it is not taken for this file's own
LGPL = TAG + "LGPL-2.1-or-later\n"
GPL = TAG + "GPL-3.0-or-later\n"


class RulesFindViolations(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self._folder.name)
        self.write("tests/tidy/size_offenders.txt", "")
        self.write("core/base/a.h", LGPL + "#pragma once\n")
        self.write("core/base/a.cpp", LGPL + '#include "core/base/a.h"\n')
        self.write("tests/core/base/tst_a.cpp", LGPL)
        self.write("ui/shell/w.cpp", GPL + '#include "core/query/q.h"\n#include <QWidget>\n')
        self.write("tests/ui/tst_w.cpp", GPL + '#include "ui/shell/w.h"\n')

    def tearDown(self):
        self._folder.cleanup()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def found(self, rule):
        return list(check_source.RULES[rule](self.root))

    def test_good_tree_passes_every_rule(self):
        for rule in check_source.RULES:
            self.assertEqual(self.found(rule), [], rule)

    def test_layers(self):
        self.write("core/base/b.cpp", LGPL + '#include "core/store/store.h"\n')
        self.write("core/domain/c.cpp", LGPL + "#include <QString>\n")
        self.write("ui/shell/d.cpp", GPL + '#include "core/store/sqlite/database.h"\n')
        self.assertEqual(len(self.found("layers")), 3)

    def test_include_cycles(self):
        self.write("core/base/x.h", '#include "core/base/y.h"\n')
        self.write("core/base/y.h", '#include "core/base/x.h"\n')
        self.assertEqual(len(self.found("include_cycles")), 1)

    def test_folder_cycles(self):
        self.write("ui/one/x.h", '#include "ui/two/y.h"\n')
        self.write("ui/two/y.cpp", '#include "ui/one/x.h"\n')
        self.write("ui/two/inside/z.cpp", '#include "ui/two/y.h"\n')
        self.assertEqual(len(self.found("folder_cycles")), 1)

    def test_spdx(self):
        self.write("ui/shell/e.cpp", LGPL)
        self.write("core/base/f.cpp", "int x;\n")
        self.assertEqual(len(self.found("spdx")), 2)

    def test_pragma_once(self):
        self.write("core/base/g.h", LGPL)
        self.assertEqual(len(self.found("pragma_once")), 1)

    def test_own_header_first(self):
        self.write("core/base/b.h", "#pragma once\n")
        self.write("core/base/b.cpp", '#include <string>\n#include "core/base/b.h"\n')
        self.write("core/base/c.h", "#pragma once\n")
        self.write("core/base/c.cpp", LGPL)
        self.assertEqual(len(self.found("own_header_first")), 2)

    def test_banned_in_ui(self):
        self.write("ui/shell/h.cpp", GPL + "QCoreApplication::processEvents();\n")
        self.assertEqual(len(self.found("banned_in_ui")), 1)

    def test_watched_ui_tests(self):
        self.write("tests/ui/tst_a.cpp", GPL + "CBOARD_UI_TEST_MAIN(A)\n")
        self.write("tests/ui/tst_b.cpp", GPL + "QTEST_GUILESS_MAIN(B)\n")
        self.assertEqual(self.found("watched_ui_tests"), [])
        self.write("tests/ui/tst_c.cpp", GPL + "QTEST_MAIN(C)\n")
        self.assertEqual(len(self.found("watched_ui_tests")), 1)

    def test_key_names(self):
        self.write("ui/base/actions.cpp", GPL + 'view(Undo, "undo", keys({"U", "Ctrl+Z"}))\n')
        self.write("ui/shell/good.cpp", GPL + 'tr("{undo} takes it back, {go-trees} lists them");\n')
        self.assertEqual(self.found("key_names"), [])
        self.write("ui/shell/bad.cpp", GPL + 'tr("u takes it back");\ntr("F5 reads again");\n'
                   'tr("{fly} takes it back");\ntr("following, f stops");\n'
                   'tr("] next, [ previous");\ntr("& turns it off");\n')
        self.assertEqual(len(self.found("key_names")), 6)

    def test_sizes(self):
        self.write("core/base/long.cpp", LGPL + "\n" * 500)
        self.write("core/base/shrunk.cpp", LGPL)
        self.write("core/base/grown.cpp", LGPL + "\n" * 600)
        self.write("tests/tidy/size_offenders.txt",
                   "450 core/base/shrunk.cpp\n500 core/base/grown.cpp\n420 core/base/gone.cpp\n")
        self.assertEqual(len(self.found("sizes")), 4)

    def test_test_per_source(self):
        self.write("core/domain/i.cpp", LGPL)
        self.write("ui/other/j.cpp", GPL)
        self.assertEqual(len(self.found("test_per_source")), 2)

    def test_words(self):
        self.write("core/base/k.cpp", LGPL + "// TO" + "DO: later\n")
        self.assertEqual(len(self.found("words")), 1)


if __name__ == "__main__":
    unittest.main()
