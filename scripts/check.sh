#!/usr/bin/env bash
# Everything that can be said about the code without running it. Independent checks run side by side.
set -uo pipefail
bin=.venv/bin
export DJANGO_SETTINGS_MODULE=anlin.config.settings.test
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
declare -A pids
run() { local name=$1; shift; "$@" >"$logs/$name" 2>&1 & pids[$name]=$!; }

run types $bin/mypy
run lint $bin/ruff check --quiet src tests scripts
run format $bin/ruff format --check --quiet src tests scripts
run contracts $bin/lint-imports
run migrations $bin/django-admin makemigrations --check --dry-run
run django $bin/django-admin check --fail-level WARNING
run docs $bin/anlin docs
run translations $bin/python scripts/messages.py --check
run templates $bin/djlint --quiet --lint src

failed=0
for name in "${!pids[@]}"; do
  if ! wait "${pids[$name]}"; then
    failed=1
    printf '\n── %s ──\n' "$name"
    tail -60 "$logs/$name"
  fi
done
[ $failed -eq 0 ] && echo "check: all of ${!pids[*]} are green"
exit $failed
