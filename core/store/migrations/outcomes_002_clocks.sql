-- SPDX-License-Identifier: LGPL-2.1-or-later
-- A part says itself for which clocks it is true, and whether all of them still hold is said once, in
-- meta ('confirmed': up to this generation of the store): when a revision arrives, what is kept of
-- the others is neither read nor written.

DROP TABLE revision_part;

CREATE TABLE revision_part (
  revision INTEGER NOT NULL,   -- revision.id of the store
  part INTEGER NOT NULL,       -- 0 builds, 1 boots, 2 tests, 3 health, 4 end,
                               -- 5 sums, 6 sums of runs
  generation INTEGER NOT NULL, -- of the store: made from this one
  stamp INTEGER NOT NULL,      -- stampOf() what it was made from
  clock_from INTEGER,          -- true from this time on, as Timestamp counts; NULL: always was
  clock_until INTEGER,         -- and before this one; NULL: always will be
  body BLOB NOT NULL,          -- outcome_codec.h, compressed (compression.h)
  PRIMARY KEY (revision, part)
) WITHOUT ROWID;
