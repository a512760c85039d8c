-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The first schema of the user's own data, in a file beside the results: these can be made again
-- from their sources, what a user wrote cannot. Things are named by their external identity, so
-- that they mean the same after the results were made anew. Times are microseconds since 1970 UTC.

-- What the user keeps at hand: a tree, a board, a test, a saved place.
CREATE TABLE pin (
  kind TEXT NOT NULL,          -- 'tree', 'board', 'path' ...
  target TEXT NOT NULL,        -- its identity
  position INTEGER NOT NULL,   -- order in the list
  created INTEGER NOT NULL,
  PRIMARY KEY (kind, target)
) WITHOUT ROWID;

-- A word that the user put on a result or a cell: 'known', 'flaky', 'watch'.
CREATE TABLE mark (
  target TEXT NOT NULL,        -- identity of the cell or record
  mark TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (target, mark)
) WITHOUT ROWID;

CREATE TABLE note (
  target TEXT PRIMARY KEY,     -- identity of the cell or record
  text TEXT NOT NULL,
  changed INTEGER NOT NULL
) WITHOUT ROWID;

-- A failure that is accepted for a while.
CREATE TABLE waiver (
  target TEXT PRIMARY KEY,     -- identity of the cell
  reason TEXT NOT NULL,
  until INTEGER,               -- NULL: until it is taken back
  created INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE saved_view (
  name TEXT PRIMARY KEY,
  address TEXT NOT NULL,       -- of the view with its filter
  changed INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE bookmark (
  address TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  created INTEGER NOT NULL
) WITHOUT ROWID;

-- The changes that can be taken back, newest last. Those above `undo_position` in meta were undone
-- and can be done again.
CREATE TABLE undo_log (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,         -- stable key of what was changed: 'pin', 'mark', 'note'
  kind TEXT NOT NULL,          -- of a pin; the word of a mark; '' for a note
  target TEXT NOT NULL,        -- what it was done to
  before TEXT,                 -- position of the pin, '' of the mark, text of the note before;
                               -- NULL: there was none
  after TEXT                   -- the same after
);
CREATE TABLE meta (
  key TEXT PRIMARY KEY,        -- 'undo_position': the highest undo_log.id that is in effect
  value
) WITHOUT ROWID;
INSERT INTO meta (key, value) VALUES ('undo_position', 0);
