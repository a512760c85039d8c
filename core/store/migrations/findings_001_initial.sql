-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What the logs of failing builds, boots and tests show, kept in a file beside the results, so that
-- logs are read once. All of it is made from the results and may be deleted at any time.

-- 'store': tells for which store (finding_file.h). 'rules': a hash of the rules by which errors were
-- found. 'generation': of the store; the logs of what failed up to that commit were all read.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value
) WITHOUT ROWID;

CREATE TABLE fingerprint (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,   -- "f1:" and 32 hex digits
  kind TEXT NOT NULL,          -- "kernel.panic"
  text TEXT NOT NULL           -- what was hashed
);

-- Texts that were read: those of records do not change, so neither does this.
CREATE TABLE text_read (
  text INTEGER PRIMARY KEY,    -- 2 * log.id, or 2 * excerpt.id + 1
  stage TEXT NOT NULL          -- how far the run came; '' when the text does not tell
);

CREATE TABLE found_error (
  text INTEGER NOT NULL,       -- text_read.text
  place INTEGER NOT NULL,      -- from 0: the worst first, then as they stand in the text
  fingerprint INTEGER NOT NULL, -- fingerprint.id; each once in a text
  severity INTEGER NOT NULL,   -- 0 fatal, 1 critical, 2 error, 3 warning
  line INTEGER NOT NULL,       -- 1-based; of the first one
  count INTEGER NOT NULL,      -- how often it shows
  title TEXT NOT NULL,         -- of the first one
  PRIMARY KEY (text, place)
) WITHOUT ROWID;
CREATE INDEX found_error_by_fingerprint ON found_error (fingerprint, text);
