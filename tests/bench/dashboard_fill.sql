-- SPDX-License-Identifier: LGPL-2.1-or-later
-- From the rows that were copied in to the dashboard's tables, its indices, and the tables that its
-- aggregation fills.
CREATE FUNCTION pg_temp.texts(list text) RETURNS text[] LANGUAGE sql IMMUTABLE AS
  $$ SELECT CASE WHEN list IS NULL THEN NULL
       ELSE ARRAY(SELECT jsonb_array_elements_text(list::jsonb)) END $$;

INSERT INTO checkouts (_timestamp, id, origin, tree_name, git_repository_url, git_commit_hash,
  git_commit_name, git_repository_branch, patchset_hash, comment, start_time, valid, misc,
  git_commit_message, git_commit_tags)
SELECT start_time::timestamptz, id, origin, tree_name, git_repository_url, git_commit_hash,
  git_commit_name, git_repository_branch, patchset_hash, comment, start_time::timestamptz,
  valid::boolean, misc::jsonb, git_commit_message, pg_temp.texts(git_commit_tags) FROM checkouts_in;
INSERT INTO builds (_timestamp, checkout_id, id, origin, comment, start_time, duration, architecture,
  command, compiler, input_files, output_files, config_name, config_url, log_url, log_excerpt, misc,
  status)
SELECT start_time::timestamptz, checkout_id, id, origin, comment, start_time::timestamptz,
  duration::float8, architecture, command, compiler, input_files::jsonb, output_files::jsonb,
  config_name, config_url, log_url, left(log_excerpt, 16384), misc::jsonb, status FROM builds_in;
INSERT INTO tests (_timestamp, build_id, id, origin, environment_comment, environment_misc, path,
  comment, log_url, log_excerpt, status, start_time, duration, input_files, output_files, misc,
  number_value, environment_compatible, number_prefix, number_unit)
SELECT start_time::timestamptz, build_id, id, origin, environment_comment, environment_misc::jsonb,
  path, comment, log_url, left(log_excerpt, 16384), status, start_time::timestamptz, duration::float8,
  input_files::jsonb, output_files::jsonb, misc::jsonb, number_value::float8,
  pg_temp.texts(environment_compatible), number_prefix, number_unit FROM tests_in;
DROP TABLE checkouts_in, builds_in, tests_in;

CREATE INDEX ON checkouts (_timestamp);
CREATE INDEX ON checkouts (git_commit_hash);
CREATE INDEX ON checkouts (git_commit_name);
CREATE INDEX ON checkouts USING gin (git_commit_tags);
CREATE INDEX ON checkouts (git_repository_branch);
CREATE INDEX ON checkouts (git_repository_url);
CREATE INDEX ON checkouts (origin);
CREATE INDEX ON checkouts (start_time);
CREATE INDEX ON checkouts (tree_name);
CREATE INDEX ON checkouts (id text_pattern_ops);
CREATE INDEX ON builds (_timestamp);
CREATE INDEX ON builds (architecture);
CREATE INDEX ON builds (compiler);
CREATE INDEX ON builds (config_name);
CREATE INDEX ON builds (origin);
CREATE INDEX ON builds (start_time);
CREATE INDEX ON builds (series);
CREATE INDEX ON builds (status);
CREATE INDEX ON builds (checkout_id);
CREATE INDEX ON builds (id text_pattern_ops);
CREATE INDEX ON builds (checkout_id text_pattern_ops);
CREATE INDEX ON tests (_timestamp);
CREATE INDEX ON tests USING gin (environment_compatible);
CREATE INDEX ON tests (origin);
CREATE INDEX ON tests (path);
CREATE INDEX ON tests ((environment_misc ->> 'platform'));
CREATE INDEX ON tests (start_time);
CREATE INDEX ON tests (status);
CREATE INDEX ON tests (origin, start_time) WHERE (environment_misc ->> 'platform') IS NOT NULL;
CREATE INDEX ON tests (build_id);
CREATE INDEX ON tests (id text_pattern_ops);
CREATE INDEX ON tests (build_id text_pattern_ops);
ANALYZE checkouts;
ANALYZE builds;
ANALYZE tests;

INSERT INTO latest_checkout (checkout_id, start_time, origin, tree_name, git_repository_url,
  git_repository_branch)
SELECT DISTINCT ON (origin, tree_name, git_repository_url, git_repository_branch)
  id, start_time, origin, tree_name, git_repository_url, git_repository_branch FROM checkouts
ORDER BY origin, tree_name, git_repository_url, git_repository_branch, start_time DESC NULLS LAST;

INSERT INTO tree_listing (checkout_id, origin, tree_name, git_repository_url,
  git_repository_branch, git_commit_hash, git_commit_name, git_commit_tags, start_time, build_pass,
  build_failed, build_inc, boot_pass, boot_failed, boot_inc, test_pass, test_failed, test_inc)
SELECT max(c.id), c.origin, c.tree_name, c.git_repository_url, c.git_repository_branch,
  c.git_commit_hash, max(c.git_commit_name), max(c.git_commit_tags), max(c.start_time),
  coalesce(sum(b.pass), 0), coalesce(sum(b.failed), 0), coalesce(sum(b.inc), 0),
  coalesce(sum(t.boot_pass), 0), coalesce(sum(t.boot_failed), 0), coalesce(sum(t.boot_inc), 0),
  coalesce(sum(t.pass), 0), coalesce(sum(t.failed), 0), coalesce(sum(t.inc), 0)
FROM checkouts c
LEFT JOIN (SELECT checkout_id, count(*) FILTER (WHERE status = 'PASS') AS pass,
    count(*) FILTER (WHERE status = 'FAIL') AS failed,
    count(*) FILTER (WHERE status NOT IN ('PASS', 'FAIL') OR status IS NULL) AS inc
  FROM builds WHERE id NOT LIKE 'maestro:dummy\_%' GROUP BY 1) b ON b.checkout_id = c.id
LEFT JOIN (SELECT builds.checkout_id,
    count(*) FILTER (WHERE boot AND t.status = 'PASS') AS boot_pass,
    count(*) FILTER (WHERE boot AND t.status = 'FAIL') AS boot_failed,
    count(*) FILTER (WHERE boot AND coalesce(t.status, '') NOT IN ('PASS', 'FAIL')) AS boot_inc,
    count(*) FILTER (WHERE NOT boot AND t.status = 'PASS') AS pass,
    count(*) FILTER (WHERE NOT boot AND t.status = 'FAIL') AS failed,
    count(*) FILTER (WHERE NOT boot AND coalesce(t.status, '') NOT IN ('PASS', 'FAIL')) AS inc
  FROM (SELECT *, coalesce(path = 'boot' OR path LIKE 'boot.%', false) AS boot FROM tests) t
  JOIN builds ON builds.id = t.build_id GROUP BY 1) t ON t.checkout_id = c.id
GROUP BY 2, 3, 4, 5, 6;
CREATE INDEX ON tree_listing (start_time);
CREATE INDEX ON tree_listing (checkout_id);
CREATE INDEX ON latest_checkout (checkout_id);

INSERT INTO hardware_status
SELECT b.checkout_id, t.origin, t.environment_misc ->> 'platform', max(t.environment_compatible),
  max(c.start_time), count(DISTINCT b.id) FILTER (WHERE b.status = 'PASS'),
  count(DISTINCT b.id) FILTER (WHERE b.status = 'FAIL'),
  count(DISTINCT b.id) FILTER (WHERE coalesce(b.status, '') NOT IN ('PASS', 'FAIL')),
  count(*) FILTER (WHERE boot AND t.status = 'PASS'), count(*) FILTER (WHERE boot AND t.status = 'FAIL'),
  count(*) FILTER (WHERE boot AND coalesce(t.status, '') NOT IN ('PASS', 'FAIL')),
  count(*) FILTER (WHERE NOT boot AND t.status = 'PASS'),
  count(*) FILTER (WHERE NOT boot AND t.status = 'FAIL'),
  count(*) FILTER (WHERE NOT boot AND coalesce(t.status, '') NOT IN ('PASS', 'FAIL'))
FROM (SELECT *, coalesce(path = 'boot' OR path LIKE 'boot.%', false) AS boot FROM tests) t
JOIN builds b ON b.id = t.build_id JOIN checkouts c ON c.id = b.checkout_id
WHERE t.environment_misc ->> 'platform' IS NOT NULL GROUP BY 1, 2, 3;
CREATE INDEX ON hardware_status (test_origin, start_time);
CREATE INDEX ON hardware_status (checkout_id);

INSERT INTO tree_tests_rollup (origin, tree_name, git_repository_branch, git_repository_url,
  git_commit_hash, path_group, build_config_name, build_architecture, build_compiler, hardware_key,
  test_platform, test_lab, test_origin, is_boot, pass_tests, fail_tests, skip_tests, error_tests,
  miss_tests, done_tests, null_tests, total_tests)
SELECT c.origin, c.tree_name, c.git_repository_branch, c.git_repository_url, c.git_commit_hash,
  coalesce(split_part(t.path, '.', 1), '-'), coalesce(b.config_name, 'Unknown'),
  coalesce(b.architecture, 'Unknown'), coalesce(b.compiler, 'Unknown'),
  coalesce(t.environment_compatible[1], t.environment_misc ->> 'platform', 'Unknown'),
  t.environment_misc ->> 'platform', t.misc ->> 'runtime', t.origin,
  bool_or(coalesce(t.path = 'boot' OR t.path LIKE 'boot.%', false)),
  count(*) FILTER (WHERE t.status = 'PASS'), count(*) FILTER (WHERE t.status = 'FAIL'),
  count(*) FILTER (WHERE t.status = 'SKIP'), count(*) FILTER (WHERE t.status = 'ERROR'),
  count(*) FILTER (WHERE t.status = 'MISS'), count(*) FILTER (WHERE t.status = 'DONE'),
  count(*) FILTER (WHERE t.status IS NULL), count(*)
FROM tests t JOIN builds b ON b.id = t.build_id JOIN checkouts c ON c.id = b.checkout_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
CREATE INDEX ON tree_tests_rollup
  (origin, tree_name, git_repository_branch, git_repository_url, git_commit_hash);
CREATE INDEX ON tree_tests_rollup (path_group, total_tests);
VACUUM ANALYZE;
