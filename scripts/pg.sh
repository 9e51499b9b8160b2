#!/usr/bin/env bash
# A throw-away PostgreSQL for tests: `pg.sh start DIR [name=value …]` prints its DATABASE_URL, `pg.sh stop DIR` ends it.
# Settings after DIR go to the server (fsync=on, wal_level=…). Without them durability is off, for speed.
set -euo pipefail
action=$1 dir=$2
shift 2
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
# The server refuses to run as root, so root lends it the postgres account.
as() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
cd /
case $action in
  start)
    [ "$(id -u)" -eq 0 ] && chown postgres "$dir"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    as "$bin/initdb" -D "$dir/data" -U anlin -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    options="-p $port -k $dir -c listen_addresses=127.0.0.1 -c max_connections=200"
    [ $# -eq 0 ] && set -- fsync=off synchronous_commit=off full_page_writes=off
    for setting in "$@"; do options+=" -c $setting"; done
    as "$bin/pg_ctl" -D "$dir/data" -w -s -l "$dir/log" -o "$options" start >/dev/null
    as "$bin/createdb" -h "$dir" -p "$port" -U anlin anlin
    echo "postgres://anlin@127.0.0.1:$port/anlin"
    ;;
  stop) as "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop || true ;;
  *) echo "usage: pg.sh start|stop DIR" >&2; exit 2 ;;
esac
