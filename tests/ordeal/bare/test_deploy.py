"""Each command of docs/deploy.md, in its order, on a bare Debian 12: to HTTPS, with backups, and through an upgrade."""

import os
import shutil

import pytest
from django.db import connection

from ordeal.bare.machine import BOOTS, PLACE, Bare, chapters, lay_the_tree

pytestmark = [
    pytest.mark.ordeal,
    pytest.mark.postgresql_only,
    pytest.mark.skipif(
        os.geteuid() != 0, reason="A machine in a folder can be booted by root only."
    ),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Once is enough."),
]
# What a person would look at after each part.
LOOK = """
test "$(stat -c '%a %U:%G' /etc/anlin/anlin.env)" = '640 root:anlin'
anlin doctor --json
systemctl is-enabled systemd-timesyncd
systemctl is-active anlin-web@8001 anlin-web@8002 anlin-worker@1 anlin-worker@2 anlin-backup.timer nginx postgresql
for unit in anlin-web@8001 anlin-worker@1; do
  pid=$(systemctl show -p MainPID --value "$unit")
  test "$(stat -c %U "/proc/$pid")" = anlin
  grep -q '^NoNewPrivs:[[:space:]]*1$' "/proc/$pid/status"
  grep -q '^CapPrm:[[:space:]]*0*$' "/proc/$pid/status"
done
test -z "$(find /opt/anlin /etc/anlin /etc/nginx -user anlin -print -quit)"
test "$(cd /; runuser -u anlin -- psql -XAtc "select rolsuper, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = user")" = 'f|f|f|f'
systemd-analyze verify /etc/systemd/system/anlin-*.service /etc/systemd/system/anlin-*.timer
curl -ksS --resolve "$name:443:127.0.0.1" -o /root/page.html -w 'PAGE %{http_code} %{http_version}\\n' "https://$name/accounts/login/"
grep -q '<main' /root/page.html
curl -ksS --resolve "$name:80:127.0.0.1" -o /dev/null -w 'PLAIN %{http_code} %{redirect_url}\\n' "http://$name/"
systemctl start anlin-backup.service
ls -l /var/backups/anlin
logrotate --debug /etc/logrotate.d/anlin
"""


@pytest.fixture
def bare(tmp_path):
    machine = Bare(tmp_path / "machine")
    machine.lay(*BOOTS)
    yield machine
    # A gigabyte that nobody looks at again.
    shutil.rmtree(machine.root)


def test_every_command_of_the_way_to_https_does_what_it_says(bare):
    said = chapters((PLACE / "docs" / "deploy.md").read_text("utf-8"))
    bare.before_its_first_boot(said[0] + said[1])
    lay_the_tree(bare.root / "opt/anlin")
    bare.before_its_first_boot(said[0] + said[2])

    log = bare.booted(
        "".join(said[number] for number in (0, 3, 4, 5, 6, 7)) + LOOK + said[8] + LOOK
    )

    assert log.endswith("ALL DONE\n"), log[-6000:]
    assert log.count("\nPAGE 200 2\n") == 2
    assert log.count("\nPLAIN 308 https://wuye.example.cn/\n") == 2
    assert (bare.root / "var/backups/anlin/before-upgrade.backup").stat().st_size > 0
    assert not list((bare.root / "var/backups/anlin").glob("*key*"))
