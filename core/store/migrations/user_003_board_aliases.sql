-- SPDX-License-Identifier: LGPL-2.1-or-later
-- One board has several names: that of its platform, those of its device tree, what a lab calls it.
-- What stands for another board never has one that stands for it.
CREATE TABLE board_alias (
  name TEXT PRIMARY KEY,
  board TEXT NOT NULL,
  created INTEGER NOT NULL
) WITHOUT ROWID;
