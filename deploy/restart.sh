#!/usr/bin/env bash
# Start the pages anew, one process after the other, without a request that fails: nginx first sends nobody there,
# what is under way ends, the process is restarted, and people come back once it says that it is ready.
#   deploy/restart.sh 8001 8002
set -euo pipefail
upstream=${ANLIN_UPSTREAM:-/etc/nginx/anlin-upstream.conf}
reload=${ANLIN_RELOAD:-systemctl reload nginx}
restart=${ANLIN_RESTART:-systemctl restart anlin-web@}
patience=${ANLIN_PATIENCE:-60}
ports=("$@")
[ ${#ports[@]} -ge 2 ] || { echo 'Name the ports of at least two processes: deploy/restart.sh 8001 8002' >&2; exit 2; }

send_to_all_but() {
  local each mark
  {
    echo 'upstream anlin {'
    for each in "${ports[@]}"; do
      [ "$each" = "$1" ] && mark=' down' || mark=' max_fails=1 fail_timeout=2s'
      echo "    server 127.0.0.1:$each$mark;"
    done
    echo '    keepalive 16;'
    echo '}'
  } > "$upstream.new"
  mv "$upstream.new" "$upstream"
  $reload
}

# Connections from nginx to the port; old processes of nginx keep theirs until their last answer is out.
under_way() { ss -Htn state established "( dport = :$1 )" | wc -l; }

until_true() {
  local n
  for ((n = 0; n < patience * 5; n++)); do "$@" && return; sleep 0.2; done
  return 1
}
is_left() { [ "$(under_way "$1")" -eq 0 ]; }
is_ready() { curl -fs -o /dev/null --max-time 2 "http://127.0.0.1:$1/health/ready"; }

trap 'send_to_all_but none' EXIT
for port in "${ports[@]}"; do
  echo "Port $port: sent nobody any more"
  send_to_all_but "$port"
  until_true is_left "$port" || echo "Port $port: some requests are still under way; they get thirty seconds" >&2
  $restart"$port"
  until_true is_ready "$port" || { echo "Port $port did not get ready. The others go on serving." >&2; exit 1; }
  echo "Port $port: ready"
done
