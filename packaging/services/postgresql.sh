#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A PostgreSQL server for tests and measurements, on loopback only.
#
#   packaging/services/postgresql.sh start FOLDER   starts it; prints what a client needs as NAME=value
#   packaging/services/postgresql.sh stop FOLDER    stops it; the folder stays
#
# FOLDER holds the data, the log and the password; it is made when it is not there, and a second
# start goes on with it. The port is a free one. Needs Debian's package postgresql.
set -euo pipefail

die() {
  printf 'postgresql.sh: %s\n' "$*" >&2
  exit 1
}

[ $# -eq 2 ] || die "usage: postgresql.sh start|stop FOLDER"
action=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
data=$folder/data

programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || die "PostgreSQL is not installed: apt-get install postgresql"

# The server refuses to run as root.
as_server() {
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

create() {
  (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '/+=\n' > "$folder/password")
  [ "$(id -u)" -ne 0 ] || chown postgres "$folder" "$folder/password"
  as_server "$programs/initdb" -D "$data" -U cboard --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C >"$folder/initdb.log" 2>&1 \
    || die "initdb failed: see $folder/initdb.log"
}

start() {
  [ -f "$data/PG_VERSION" ] || create
  if ! as_server "$programs/pg_ctl" -D "$data" status >/dev/null 2>&1; then
    local memory port
    memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
    port=$(free_port)
    printf '%s\n' "$port" > "$folder/port"
    # As much as a workstation would give it, and a disk without heads.
    as_server "$programs/pg_ctl" -D "$data" -l "$folder/data/server.log" -w -t 60 start -o "\
      -c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= \
      -c shared_buffers=$((memory / 4))MB -c effective_cache_size=$((memory / 2))MB \
      -c work_mem=64MB -c maintenance_work_mem=512MB -c max_wal_size=4GB \
      -c random_page_cost=1.1 -c TimeZone=UTC" >/dev/null || die "no start: see $data/server.log"
  fi
  printf 'PGHOST=127.0.0.1\nPGPORT=%s\nPGUSER=cboard\nPGDATABASE=postgres\nPGPASSWORD=%s\n' \
    "$(cat "$folder/port")" "$(cat "$folder/password")"
}

case $action in
  start) start ;;
  stop) as_server "$programs/pg_ctl" -D "$data" -m fast -w stop >/dev/null || die "no server in $folder" ;;
  *) die "unknown action $action" ;;
esac
