#!/usr/bin/env bash
# Measure pages on a durable PostgreSQL of its own and on SQLite; JSON lines to stdout, what misses its bar to stderr.
# With --duty the engine of duties alone, on PostgreSQL. Else takes --rows 10000,1000000, --only PAGE, --requests and --seconds, and --database postgresql|sqlite.
set -uo pipefail
export DJANGO_SETTINGS_MODULE=bench_settings PYTHONPATH=$PWD/scripts${PYTHONPATH:+:$PYTHONPATH}
failed=0
only=both
[[ " $* " =~ " --database "([a-z]+) ]] && only=${BASH_REMATCH[1]}

dir=$(mktemp -d /tmp/anlin-bench.XXXXXX)
trap 'rm -rf "$dir"' EXIT
if [ "${1:-}" = --duty ]; then
  trap 'scripts/pg.sh stop "$dir"; rm -rf "$dir"' EXIT
  DATABASE_URL=$(scripts/pg.sh start "$dir" fsync=on synchronous_commit=on) || exit 1
  DATABASE_URL=$DATABASE_URL ANLIN_HOME=$dir/home .venv/bin/python scripts/bench_duty.py
  exit
fi
if [ "$only" != sqlite ]; then
  trap 'scripts/pg.sh stop "$dir"; rm -rf "$dir"' EXIT
  DATABASE_URL=$(scripts/pg.sh start "$dir" fsync=on synchronous_commit=on) || exit 1
  DATABASE_URL=$DATABASE_URL ANLIN_HOME=$dir/pg-home .venv/bin/python scripts/bench.py "$@" || failed=1
fi
if [ "$only" != postgresql ]; then
  env -u DATABASE_URL ANLIN_HOME="$dir/sqlite-home" .venv/bin/python scripts/bench.py "$@" || failed=1
fi
exit $failed
