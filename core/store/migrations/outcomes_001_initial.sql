-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What judging histories needs of each revision, kept in a file beside the results, so that they are
-- not read again. All of it is made from the results and may be deleted at any time.

-- 'store': tells for which store (outcome_file.h); 'window': hours of the running window by which
-- it was made last.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value
) WITHOUT ROWID;

-- Cells, numbered from 0 within each kind of results in the order in which they were first seen.
CREATE TABLE cell_block (
  kind INTEGER NOT NULL,       -- 0 build, 1 boot, 2 test
  first INTEGER NOT NULL,      -- number of the first cell in it
  body BLOB NOT NULL,          -- outcome_codec.h
  PRIMARY KEY (kind, first)
) WITHOUT ROWID;

CREATE TABLE revision_part (
  revision INTEGER NOT NULL,   -- revision.id of the store
  part INTEGER NOT NULL,       -- 0 builds, 1 boots, 2 tests, 3 health, 4 end,
                               -- 5 sums, 6 sums of runs
  generation INTEGER NOT NULL, -- of the store: up to this one the part is known to hold
  stamp INTEGER NOT NULL,      -- stampOf() what it was made from
  body BLOB NOT NULL,          -- outcome_codec.h, compressed (compression.h)
  PRIMARY KEY (revision, part)
) WITHOUT ROWID;
