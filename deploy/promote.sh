#!/usr/bin/env bash
# The primary is gone: make the replica the primary and send everybody there. For the machine of pgbouncer, as root.
#   deploy/promote.sh OLD NEW       machines as host or host:port: deploy/promote.sh 10.0.0.11 10.0.0.12
# 1. Refuses while OLD answers as a primary: of two, each would keep what the other never heard of.
# 2. Makes NEW the primary. It first brings in all it was sent; with synchronous commit that is everything that was
#    acknowledged to anybody.
# 3. Lets NEW acknowledge alone, for it has no replica yet.
# 4. Points pgbouncer at NEW. No process of Anlin is restarted; what waits is answered.
# May be run again: what is done is not done twice. It does not keep OLD from coming back: see to that yourself.
set -euo pipefail
servers=${ANLIN_POOL_SERVERS:-/etc/pgbouncer/anlin-servers.ini}
console=${ANLIN_POOL_CONSOLE:-host=/var/run/postgresql port=6432 user=pgbouncer dbname=pgbouncer}
superuser=${ANLIN_SUPERUSER:-postgres}
patience=${ANLIN_PATIENCE:-60}
# Both must prove their names; through the socket to pgbouncer this says nothing.
export PGCONNECT_TIMEOUT=3 PGSSLMODE=${PGSSLMODE:-verify-full} PGSSLROOTCERT=${PGSSLROOTCERT:-/etc/anlin/database-ca.crt}
[ $# -eq 2 ] || { echo 'Name both machines: deploy/promote.sh OLD NEW' >&2; exit 2; }

host_of() { echo "${1%%:*}"; }
port_of() { case $1 in *:*) echo "${1##*:}" ;; *) echo 5432 ;; esac; }
old_host=$(host_of "$1") old_port=$(port_of "$1")
new_host=$(host_of "$2") new_port=$(port_of "$2")

cd /
as_postgres() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
tell() { as_postgres psql -XAtq -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }
old="host=$old_host port=$old_port user=$superuser dbname=postgres"
new="host=$new_host port=$new_port user=$superuser dbname=postgres"

# 0: it takes connections; 1: it is starting or ending; 2: nobody answers there.
answers=0
as_postgres pg_isready -q -t 3 -h "$old_host" -p "$old_port" || answers=$?
if [ $answers -lt 2 ] && [ "$(tell "$old" 'select pg_is_in_recovery()' 2>/dev/null || echo unknown)" != t ]; then
  echo "$1 still answers and may take changes. Stop PostgreSQL there, or cut the machine off, then run this again." >&2
  exit 1
fi
echo "$1: no primary any more"

if [ "$(tell "$new" 'select pg_is_in_recovery()')" = t ]; then
  echo "$2: the last change it heard of is of $(tell "$new" 'select coalesce(pg_last_xact_replay_timestamp()::text, $$?$$)')"
  [ "$(tell "$new" "select pg_promote(true, $patience)")" = t ] || { echo "$2 did not become the primary in time." >&2; exit 1; }
  echo "$2: has become the primary"
else
  echo "$2: is the primary already"
fi

if [ "$(tell "$new" "select count(*) from pg_stat_replication where sync_state in ('sync', 'quorum')")" = 0 ]; then
  tell "$new" "alter system set synchronous_standby_names = ''"
  tell "$new" 'select pg_reload_conf()' >/dev/null
  echo "$2: acknowledges alone, until it has a replica"
fi

cp -p "$servers" "$servers.new"
sed -E "s/host=[^ ]+/host=$new_host/; s/port=[0-9]+/port=$new_port/" "$servers" > "$servers.new"
mv "$servers.new" "$servers"
tell "$console" 'RELOAD'
tell "$console" 'RECONNECT'
echo "pgbouncer: leads to $2"
