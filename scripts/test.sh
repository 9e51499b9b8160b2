#!/usr/bin/env bash
# The whole suite on SQLite, then on a PostgreSQL of its own. Both are always run; either failing fails.
set -uo pipefail
bin=.venv/bin
marks='not ordeal' on_sqlite='and not postgresql_only and not crowd' more=() workers=2
# An ordeal is the long tests, every property with many examples, and the pieces at their full length.
if [ "${1:-}" = --ordeal ]; then
  marks='(ordeal or piece or hypothesis or postgresql_only)' on_sqlite='and not postgresql_only'
  more=(--hypothesis-profile=ordeal) workers=3
  export ANLIN_EXAMPLES=${ANLIN_EXAMPLES:-25} ANLIN_ORDEAL_SECONDS=${ANLIN_ORDEAL_SECONDS:-300}
fi
export DJANGO_SETTINGS_MODULE=anlin.config.settings.test
export DJANGO_ALLOW_ASYNC_UNSAFE=true
failed=0

echo '── SQLite ──'
env -u DATABASE_URL $bin/pytest -n $workers --dist worksteal "${more[@]}" -m "$marks $on_sqlite" || failed=1

dir=$(mktemp -d /tmp/anlin-pg.XXXXXX)
trap 'scripts/pg.sh stop "$dir"; rm -rf "$dir"' EXIT
echo '── PostgreSQL ──'
DATABASE_URL=$(scripts/pg.sh start "$dir") || exit 1
export DATABASE_URL
$bin/pytest -n $workers --dist worksteal "${more[@]}" -m "$marks" || failed=1
exit $failed
