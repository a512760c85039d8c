-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Not only boards have several names: labs have, too.
-- What stands for another thing never has one that stands for it.
CREATE TABLE alias (
  kind TEXT NOT NULL,          -- 'board', 'lab'
  name TEXT NOT NULL,          -- as results have it
  main TEXT NOT NULL,          -- for which it stands, and which is shown
  created INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) WITHOUT ROWID;
INSERT INTO alias (kind, name, main, created)
  SELECT 'board', name, board, created FROM board_alias;
DROP TABLE board_alias;
UPDATE undo_log SET kind = 'board' WHERE label = 'alias';
