#!/usr/bin/env bash
# Keep a small company of a version for the tests of upgrades: `scripts/keep_release.sh NAME [TREE]`.
# TREE is a checkout of that version (this one without); its demo makes the company, our backup writes it down.
set -euo pipefail
name=$1 tree=${2:-$PWD}
python=$PWD/.venv/bin/python
to=$PWD/tests/upgrades
export DJANGO_SETTINGS_MODULE=anlin.config.settings.local
here=$PWD/src there=$tree/src
dir=$(mktemp -d /tmp/anlin-release.XXXXXX)
trap 'scripts/pg.sh stop "$dir"; rm -rf "$dir"' EXIT
postgresql=$(scripts/pg.sh start "$dir")

anlin() { (cd / && PYTHONPATH=$1 "$python" -m anlin.config.cli "${@:2}"); }
for database in sqlite postgresql; do
  # Both are sealed with the keys of the first, so that one key file opens either.
  export ANLIN_HOME=$dir/$database-home ANLIN_KEYS=$dir/keys.json DATABASE_URL=
  [ $database = postgresql ] && export DATABASE_URL=$postgresql
  anlin "$there" demo --units 24 --cases 20 >/dev/null
  anlin "$there" audit seal >/dev/null
  anlin "$here" backup "$dir/$database" ${keys:---keys "$dir/handed"} >/dev/null
  keys=' '
  gzip -9 -n <"$dir/$database" >"$to/$name.$database.gz"
done
cp "$dir/handed" "$to/$name.keys.json"
chmod 644 "$to/$name.keys.json"
ls -l "$to"
