-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The first schema of the embedded store.
--
-- Times are microseconds since 1970 UTC. "name" ids are 0 where a record has no value (or an empty
-- one); the exact spelling of each field, and whether it was absent or empty, comes from `body`
-- (record_decoder.h), the other columns are there to be searched and counted.
-- Only the holder of the lease writes. Nothing is ever deleted from name, path_block, job, excerpt, so
-- that readers may cache them and read only what is newer than the highest id they know.
-- A status is 0 FAIL, 1 ERROR, 2 MISS, 3 PASS, 4 DONE, 5 SKIP, NULL none (or a word that is none of
-- these). A kind of results is 0 build, 1 boot (path `boot` or `boot.*`), 2 any other test.
-- A kind of records is 0 checkout, 1 build, 2 test, 3 issue, 4 incident.

-- Small facts about the store, one per row: 'generation' (of the last commit), 'store_id' (made
-- once, tells copies apart), 'created_by'.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value
) WITHOUT ROWID;

-- Who may write. At most one row; a writer that died leaves it behind, the lock file <store>.lock
-- tells whether the holder lives.
CREATE TABLE lease (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  program TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  since INTEGER NOT NULL,      -- when it was taken
  heartbeat INTEGER NOT NULL   -- last commit, or since
);

-- Interned words of all dimensions but the path; numbered from 1 within each dimension, id 0 is ''.
-- Dimensions: 1 tree, 2 branch, 3 repository url, 4 platform, 5 config, 6 compiler, 7 architecture,
-- 8 lab, 9 origin, 10 folder of a document. There is a view for each that is shown. The writer and
-- all readers hold the table in memory (dictionary.h), so that there is no index over the texts.
CREATE TABLE name (
  dimension INTEGER NOT NULL,
  id INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (dimension, id)
) WITHOUT ROWID;
CREATE VIEW tree (id, text) AS SELECT id, text FROM name WHERE dimension = 1;
CREATE VIEW branch (id, text) AS SELECT id, text FROM name WHERE dimension = 2;
CREATE VIEW repository (id, text) AS SELECT id, text FROM name WHERE dimension = 3;
CREATE VIEW platform (id, text) AS SELECT id, text FROM name WHERE dimension = 4;
CREATE VIEW config (id, text) AS SELECT id, text FROM name WHERE dimension = 5;
CREATE VIEW compiler (id, text) AS SELECT id, text FROM name WHERE dimension = 6;
CREATE VIEW architecture (id, text) AS SELECT id, text FROM name WHERE dimension = 7;
CREATE VIEW lab (id, text) AS SELECT id, text FROM name WHERE dimension = 8;
CREATE VIEW origin (id, text) AS SELECT id, text FROM name WHERE dimension = 9;
INSERT INTO name (dimension, id, text)
VALUES (1, 0, ''), (2, 0, ''), (3, 0, ''), (4, 0, ''), (5, 0, ''), (6, 0, ''), (7, 0, ''),
       (8, 0, ''), (9, 0, ''), (10, 0, '');

-- Test paths and the paths above them (a.b before a.b.c), each once, numbered without gaps from 1 in
-- order of arrival; 0 is "no path". A row holds those that came with one commit, packed together
-- (dictionary.h). The writer and all readers hold them in memory.
CREATE TABLE path_block (
  first INTEGER PRIMARY KEY,   -- id of the first path in it
  body BLOB NOT NULL           -- compressed (compression.h)
);

-- One source state as views name it. Follows from the checkouts that name it.
CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  tree INTEGER NOT NULL,       -- tree.id
  branch INTEGER NOT NULL,     -- branch.id
  url INTEGER NOT NULL,        -- repository.id
  hash TEXT NOT NULL,          -- git_commit_hash, '' when unknown
  patchset TEXT NOT NULL,      -- patchset_hash, '' when unknown or none
  name TEXT,                   -- git_commit_name
  tags TEXT,                   -- git_commit_tags, JSON list
  subject TEXT,                -- first line of git_commit_message
  time INTEGER,                -- earliest start_time of its checkouts, NULL when none has one
  order_time INTEGER NOT NULL  -- time, else arrival of its first checkout: order within a branch
);
CREATE UNIQUE INDEX revision_identity ON revision (tree, branch, url, hash, patchset);
CREATE INDEX revision_by_branch ON revision (tree, branch, order_time);

CREATE TABLE checkout (
  id INTEGER PRIMARY KEY,
  ext_id TEXT NOT NULL UNIQUE, -- "origin:local"
  revision INTEGER,            -- revision.id; NULL for a placeholder
  origin INTEGER NOT NULL,     -- origin.id
  is_placeholder INTEGER NOT NULL, -- 1: named by a build, not arrived yet; no record, not shown
  valid INTEGER,               -- 0, 1 or NULL as submitted
  start INTEGER,               -- start_time
  excerpt INTEGER,             -- excerpt.id of log_excerpt
  last_arrival INTEGER NOT NULL, -- ingest time of the newest record at or below it
  document INTEGER,            -- document.id that brought it
  body BLOB                    -- all fields; NULL for a placeholder
);
CREATE INDEX checkout_by_revision ON checkout (revision);

CREATE TABLE build (
  id INTEGER PRIMARY KEY,
  ext_id TEXT NOT NULL UNIQUE, -- "origin:local"
  checkout INTEGER NOT NULL,   -- checkout.id; minus the own id while the build is a placeholder
  is_placeholder INTEGER NOT NULL, -- 1: named by a test, not arrived yet; no record, not shown
  config INTEGER NOT NULL,     -- config.id
  architecture INTEGER NOT NULL, -- architecture.id
  compiler INTEGER NOT NULL,   -- compiler.id
  origin INTEGER NOT NULL,     -- origin.id
  lab INTEGER NOT NULL,        -- lab.id: misc.lab, else misc.runtime, else the origin
  status INTEGER,
  start INTEGER,               -- start_time
  duration,                    -- seconds, integer or real
  has_log INTEGER NOT NULL,    -- 1: log_excerpt or a stored log, 2: only a log_url, 0: none
  excerpt INTEGER,             -- excerpt.id of log_excerpt
  document INTEGER,            -- document.id that brought it
  body BLOB                    -- all fields; NULL for a placeholder
);
CREATE INDEX build_by_checkout ON build (checkout);

-- What the tests of one job have in common: all fields but those of `test`, as a template in which
-- the own id and the path of a test are left open (record_codec.h). One row per distinct content.
CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,       -- 32 bits over the content; equal hashes are compared in full
  origin INTEGER NOT NULL,     -- origin.id
  lab INTEGER NOT NULL,        -- lab.id: misc.runtime, else misc.lab, else the origin
  has_log INTEGER NOT NULL,    -- 1: there is a log_url
  start INTEGER NOT NULL,      -- the time from which test.start counts
  document INTEGER NOT NULL,   -- document.id that brought it first
  base INTEGER,                -- job.id whose body this body is coded against; such a body has none
  body BLOB NOT NULL
);
CREATE INDEX job_by_hash ON job (hash);

-- Clustered by build and path: all runs of a build, of a suite in a build, of a path in a build are
-- next to each other. Rows never move: a test whose build has not arrived hangs on a placeholder.
CREATE TABLE test (
  build INTEGER NOT NULL,      -- build.id
  path INTEGER NOT NULL,       -- path id, 0 when absent
  key INTEGER NOT NULL,        -- made from the external id (test_key.h), roughly in order of time
  platform INTEGER NOT NULL,   -- platform.id: environment.misc.platform
  job INTEGER NOT NULL,        -- job.id
  status INTEGER,
  start INTEGER,               -- start_time minus job.start
  duration,                    -- seconds, integer or real
  excerpt INTEGER,             -- excerpt.id of log_excerpt
  document INTEGER,            -- document.id that brought it first; NULL: that of the job
  extra BLOB,                  -- what this test does not share with its job
  PRIMARY KEY (build, path, key)
) WITHOUT ROWID;
-- The external id to the row: look up with findTest() (record_decoder.h).
CREATE UNIQUE INDEX test_by_key ON test (key);

-- Log excerpts, once by content.
CREATE TABLE excerpt (
  id INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,       -- 32 bits of the content's hash; equal hashes are compared in full
  body BLOB NOT NULL           -- compressed (compression.h)
);
-- Cut into segments of a million ids: new ones are written close together (excerpt_table.h).
CREATE INDEX excerpt_by_hash ON excerpt (id / 1000000, hash);
-- Which hashes a segment may hold; for all segments but the last.
CREATE TABLE excerpt_filter (
  segment INTEGER PRIMARY KEY, -- excerpt.id / 1000000
  bits BLOB NOT NULL           -- hash_filter.h
);

CREATE TABLE issue (
  id INTEGER PRIMARY KEY,
  ext_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  origin INTEGER NOT NULL,     -- origin.id
  culprit INTEGER,             -- bits: 1 code, 2 tool, 4 harness; NULL when the issue names none
  report_url TEXT,
  subject TEXT,                -- report_subject, else the first line of the comment
  document INTEGER,            -- document.id that brought it
  body BLOB NOT NULL,          -- all fields
  UNIQUE (ext_id, version)
);

-- Links are external ids, since they may name what has not arrived.
CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  ext_id TEXT NOT NULL UNIQUE,
  issue_id TEXT NOT NULL,      -- issue.ext_id
  issue_version INTEGER NOT NULL,
  origin INTEGER NOT NULL,     -- origin.id
  build_id TEXT,               -- build.ext_id
  test_id TEXT,                -- external id of a test
  present INTEGER,             -- 0, 1 or NULL as submitted
  document INTEGER,            -- document.id that brought it
  body BLOB NOT NULL           -- all fields
);
CREATE INDEX incident_by_issue ON incident (issue_id, issue_version);
CREATE INDEX incident_by_build ON incident (build_id) WHERE build_id IS NOT NULL;
CREATE INDEX incident_by_test ON incident (test_id) WHERE test_id IS NOT NULL;

-- Every submitted version of a record that came more than once with different values, in order of
-- arrival; the record is their fold. Records with one version have no row.
CREATE TABLE record_version (
  kind INTEGER NOT NULL,       -- kind of record
  record INTEGER NOT NULL,     -- its id; test.key for a test
  sequence INTEGER NOT NULL,   -- 0, 1, ...
  document INTEGER NOT NULL,   -- document.id
  time INTEGER NOT NULL,       -- _timestamp, else that of the document, else its arrival
  policy INTEGER NOT NULL,     -- 0 first, 1 last, 2 newest
  body BLOB NOT NULL,          -- the fields submitted (version_table.h)
  PRIMARY KEY (kind, record, sequence)
) WITHOUT ROWID;

-- Whole logs, once by content; the text is in a pack beside the database (log_packs.h).
CREATE TABLE log (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,   -- 16 bytes
  pack INTEGER NOT NULL,       -- number of the pack file
  position INTEGER NOT NULL,   -- byte offset of the entry in the pack
  stored INTEGER NOT NULL,     -- bytes in the pack, header included
  bytes INTEGER NOT NULL       -- of the text
);
CREATE TABLE record_log (
  kind INTEGER NOT NULL,       -- 1 build, 2 test
  record INTEGER NOT NULL,     -- build.id or test.key
  log INTEGER NOT NULL,        -- log.id
  format INTEGER NOT NULL,     -- 0 plain, 1 LAVA YAML lines
  PRIMARY KEY (kind, record)
) WITHOUT ROWID;

-- Logs whose test has not arrived; they become a record_log when it does.
CREATE TABLE waiting_log (
  test_id TEXT PRIMARY KEY,    -- external id
  log INTEGER NOT NULL,        -- log.id
  format INTEGER NOT NULL      -- as in record_log
) WITHOUT ROWID;

-- Documents that were accepted.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,   -- 16 bytes, of the bytes as read
  folder INTEGER NOT NULL,     -- name.id, dimension 10; ends with the separator
  name TEXT NOT NULL,          -- folder and name together are the path as shown
  format TEXT NOT NULL,        -- "kcidb 5.3"
  bytes INTEGER NOT NULL,
  arrival INTEGER NOT NULL,    -- ingest time
  time INTEGER,                -- the document's own time stamp
  generation INTEGER NOT NULL  -- of the commit that holds it
);

-- Documents that were refused.
CREATE TABLE reject (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,   -- 16 bytes, of the bytes as read
  path TEXT NOT NULL,          -- as shown
  arrival INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  format TEXT NOT NULL,
  version TEXT NOT NULL,
  pointer TEXT NOT NULL,       -- JSON pointer, '' for the whole
  line INTEGER,
  rule TEXT NOT NULL,
  message TEXT NOT NULL,
  content BLOB NOT NULL        -- the bytes, compressed (compression.h)
);

-- Roll-ups. `checkout` may be negative (a placeholder build's) or a placeholder's id: such rows
-- join with no shown checkout, and are moved when the parent arrives. Rows with count 0 do not
-- exist. In roll-ups status 6 stands for none.

-- How many results of each kind and status a checkout has.
CREATE TABLE rollup_checkout (
  checkout INTEGER NOT NULL,
  kind INTEGER NOT NULL,       -- 0 build, 1 boot, 2 test
  status INTEGER NOT NULL,     -- 0..6
  count INTEGER NOT NULL,
  PRIMARY KEY (checkout, kind, status)
) WITHOUT ROWID;

-- Where they ran. Also tells which builds have runs on a platform, for the history of a cell.
CREATE TABLE rollup_platform (
  checkout INTEGER NOT NULL,
  kind INTEGER NOT NULL,       -- 1 boot, 2 test
  platform INTEGER NOT NULL,   -- platform.id, 0 when not known
  lab INTEGER NOT NULL,        -- lab.id
  build INTEGER NOT NULL,      -- build.id
  status INTEGER NOT NULL,     -- 0..6
  count INTEGER NOT NULL,
  sample INTEGER NOT NULL,     -- test.key of one of them, the newest where known
  PRIMARY KEY (checkout, kind, platform, lab, build, status)
) WITHOUT ROWID;

-- Which suites (kind 2 only).
CREATE TABLE rollup_suite (
  checkout INTEGER NOT NULL,
  suite INTEGER NOT NULL,      -- path id of the first part of the path, 0 without path
  platform INTEGER NOT NULL,   -- platform.id
  status INTEGER NOT NULL,     -- 0..6
  count INTEGER NOT NULL,
  PRIMARY KEY (checkout, suite, platform, status)
) WITHOUT ROWID;

-- The results without a status, since what they are (pending, missed) depends on the clock.
CREATE TABLE unfinished (
  checkout INTEGER NOT NULL,
  kind INTEGER NOT NULL,       -- 0 build, 1 boot, 2 test
  build INTEGER NOT NULL,      -- build.id
  key INTEGER NOT NULL,        -- test.key; 0 for a build
  path INTEGER NOT NULL,       -- path id
  platform INTEGER NOT NULL,   -- platform.id
  lab INTEGER NOT NULL,        -- lab.id
  start INTEGER,               -- start_time; NULL: counts as missed
  PRIMARY KEY (checkout, kind, build, key)
) WITHOUT ROWID;

-- What each commit touched; old generations are dropped after a while.
CREATE TABLE change (
  generation INTEGER NOT NULL,
  revision INTEGER NOT NULL,   -- revision.id, 0 when the records belong to none
  kind INTEGER NOT NULL,       -- kind of record
  tree INTEGER NOT NULL,       -- tree.id
  PRIMARY KEY (generation, revision, kind)
) WITHOUT ROWID;
