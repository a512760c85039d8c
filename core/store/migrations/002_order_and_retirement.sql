-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The order of revisions by the history of a local clone, and what was taken out of the store.

-- Where a clone puts the revision (core/analysis/revision_order.h); order_time is this where it is
-- set. NULL: no clone knows the commit.
ALTER TABLE revision ADD COLUMN line_time INTEGER;
-- What the clone says where no checkout does; subject and tags are these then.
ALTER TABLE revision ADD COLUMN line_subject TEXT;
ALTER TABLE revision ADD COLUMN line_tags TEXT;  -- JSON list

-- Records that were retired with all that hangs on them, so that what comes again late, or in
-- another document, changes nothing. Documents stay known by their hash.
CREATE TABLE retired (
  kind INTEGER NOT NULL,       -- 0 a checkout, 1 a build, 2 the tests of a build
  ext_id TEXT NOT NULL,        -- of the checkout or build
  PRIMARY KEY (kind, ext_id)
) WITHOUT ROWID;
