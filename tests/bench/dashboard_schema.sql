-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The tables and indices of the KernelCI dashboard's database, as far as the questions of
-- bench_postgres.py and the load concern them. No foreign keys: the dashboard does not enforce them.
CREATE TABLE checkouts (
  _timestamp timestamptz, id text PRIMARY KEY, origin text NOT NULL, tree_name text,
  git_repository_url text, git_commit_hash text, git_commit_name text, git_repository_branch text,
  patchset_files jsonb, patchset_hash text, message_id text, comment text, start_time timestamptz,
  log_url text, log_excerpt varchar(16384), valid boolean, misc jsonb, git_commit_message text,
  git_repository_branch_tip boolean, git_commit_tags text[],
  origin_builds_finish_time timestamptz, origin_tests_finish_time timestamptz);
CREATE TABLE builds (
  _timestamp timestamptz, checkout_id text NOT NULL, id text PRIMARY KEY, origin text NOT NULL,
  comment text, start_time timestamptz, duration float8, architecture text, command text,
  compiler text, input_files jsonb, output_files jsonb, config_name text, config_url text,
  log_url text, log_excerpt varchar(16384), misc jsonb, status varchar(10),
  series text GENERATED ALWAYS AS
    (md5(coalesce(config_name, '') || coalesce(compiler, '') || coalesce(architecture, ''))) STORED);
CREATE TABLE tests (
  _timestamp timestamptz, build_id text NOT NULL, id text PRIMARY KEY, origin text NOT NULL,
  environment_comment text, environment_misc jsonb, path text, comment text, log_url text,
  log_excerpt varchar(16384), status varchar(10), start_time timestamptz, duration float8,
  input_files jsonb, output_files jsonb, misc jsonb, number_value float8,
  environment_compatible text[], number_prefix varchar(10), number_unit text);
CREATE TABLE latest_checkout (
  id bigserial PRIMARY KEY, checkout_id text, start_time timestamptz, origin varchar(100),
  tree_name text, git_repository_url text, git_repository_branch text,
  UNIQUE NULLS NOT DISTINCT (origin, tree_name, git_repository_url, git_repository_branch));
CREATE TABLE tree_listing (
  id bigserial PRIMARY KEY, checkout_id text, origin text, tree_name text, git_repository_url text,
  git_repository_branch text, git_commit_hash text, git_commit_name text, git_commit_tags text[],
  start_time timestamptz, build_pass int, build_failed int, build_inc int, boot_pass int,
  boot_failed int, boot_inc int, test_pass int, test_failed int, test_inc int,
  UNIQUE NULLS NOT DISTINCT
    (origin, tree_name, git_repository_url, git_repository_branch, git_commit_hash));
CREATE TABLE hardware_status (
  checkout_id text, test_origin varchar(100), platform varchar(100), compatibles text[],
  start_time timestamptz, build_pass int, build_failed int, build_inc int, boot_pass int,
  boot_failed int, boot_inc int, test_pass int, test_failed int, test_inc int,
  PRIMARY KEY (test_origin, platform, checkout_id));
CREATE TABLE tree_tests_rollup (
  id bigserial PRIMARY KEY, origin text, tree_name text, git_repository_branch text,
  git_repository_url text, git_commit_hash text, path_group text, build_config_name text,
  build_architecture text, build_compiler text, hardware_key text, test_platform text,
  test_lab text, test_origin text, issue_id text, issue_version int, issue_uncategorized boolean,
  is_boot boolean, pass_tests int, fail_tests int, skip_tests int, error_tests int, miss_tests int,
  done_tests int, null_tests int, total_tests int);

-- The rows as `cboard export --format csv` writes them.
CREATE UNLOGGED TABLE checkouts_in (
  id text, origin text, tree_name text, git_repository_url text, git_commit_hash text,
  git_commit_name text, git_commit_tags text, git_commit_message text, git_repository_branch text,
  git_repository_branch_tip text, patchset_files text, patchset_hash text, message_id text,
  comment text, start_time text, origin_builds_finish_time text, origin_tests_finish_time text,
  log_url text, log_excerpt text, valid text, misc text);
CREATE UNLOGGED TABLE builds_in (
  id text, origin text, checkout_id text, comment text, start_time text, duration text,
  architecture text, command text, compiler text, input_files text, output_files text,
  config_name text, config_url text, log_url text, log_excerpt text, status text, misc text);
CREATE UNLOGGED TABLE tests_in (
  id text, origin text, build_id text, environment_comment text, environment_compatible text,
  environment_misc text, path text, comment text, log_url text, log_excerpt text, status text,
  number_value text, number_unit text, number_prefix text, start_time text, duration text,
  input_files text, output_files text, misc text, platform text, lab text);
