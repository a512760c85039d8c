-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Several changes can make one step that is taken back as a whole (renaming a saved view, marking
-- forty results); what was opened lately is remembered.
ALTER TABLE undo_log ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
UPDATE undo_log SET step = id;
CREATE INDEX undo_step ON undo_log (step);

-- What the search field offers before anything is typed; no undo.
CREATE TABLE recent (
  address TEXT PRIMARY KEY,    -- of the view that was opened
  title TEXT NOT NULL,
  used INTEGER NOT NULL        -- counts up with each use
) WITHOUT ROWID;
