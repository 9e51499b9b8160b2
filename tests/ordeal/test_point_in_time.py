"""Back to the minute before a mistake: base backup, archived WAL, and a target time, as docs/recovery.md says."""

import gzip
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from factories import places

pytestmark = [pytest.mark.ordeal, pytest.mark.postgresql_only]
PLACE = Path(__file__).parents[2]
COMPANY = PLACE / "tests" / "upgrades" / "0.1.0.postgresql.gz"
KEYS = PLACE / "tests" / "upgrades" / "0.1.0.keys.json"
PATIENCE = 60.0


class Server:
    """A PostgreSQL that archives its WAL as a production server does."""

    def __init__(self, folder):
        self.folder = folder
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"))
        (folder / "wal").mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            shutil.chown(folder / "wal", "postgres")
        # The words of docs/recovery.md.
        archive = f"test ! -f {folder}/wal/%f && cp %p {folder}/wal/%f"
        settings = ["wal_level=replica", "archive_mode=on", f"archive_command='{archive}'"]
        script = PLACE / "scripts" / "pg.sh"
        started = subprocess.run(
            [script, "start", folder, *settings], check=True, capture_output=True, text=True
        )
        self.url = started.stdout.strip()

    def run(self, program, *words):
        """A program of PostgreSQL, as the account that owns the data."""
        lent = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*lent, self.bin / program, *words]
        subprocess.run([*map(str, command)], check=True, capture_output=True, cwd="/")

    def base_backup(self):
        where = urlsplit(self.url)
        self.run(
            "pg_basebackup", "-h", where.hostname, "-p", where.port, "-U", "anlin",
            "-D", self.folder / "base", "--checkpoint=fast", "--wal-method=none", "--no-manifest",
        )  # fmt: skip

    def lose(self):
        """The last piece of WAL is archived, and the machine is gone."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            (wanted,) = connection.execute(
                "select pg_walfile_name(pg_current_wal_lsn())"
            ).fetchone()
            connection.execute("select pg_switch_wal()")
        end = time.monotonic() + PATIENCE
        while not (self.folder / "wal" / wanted).exists():
            assert time.monotonic() < end
            time.sleep(0.1)
        self.stop("data")

    def recover(self, moment):
        """A new server from the base backup, brought forward to the moment; its address."""
        base = self.folder / "base"
        (base / "recovery.signal").touch()
        with (base / "postgresql.auto.conf").open("a") as conf:
            conf.write(f"restore_command = 'cp {self.folder}/wal/%f %p'\n")
            conf.write(f"recovery_target_time = '{moment}'\n")
            conf.write("recovery_target_action = 'promote'\n")
        if os.geteuid() == 0:
            shutil.chown(base / "recovery.signal", "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        # A server that goes through archived WAL must allow what the first one allowed.
        options = f"-p {port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        self.run(
            "pg_ctl", "-D", base, "-w", "-s", "-l", self.folder / "log2", "-o", options, "start"
        )
        url = urlsplit(self.url)._replace(netloc=f"anlin@127.0.0.1:{port}").geturl()
        end = time.monotonic() + PATIENCE
        while asked(url, "select pg_is_in_recovery()") != [(False,)]:
            assert time.monotonic() < end
            time.sleep(0.1)
        return url

    def stop(self, data):
        if (self.folder / data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.folder / data, "-m", "immediate", "-s", "stop")


def asked(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchall()


@pytest.fixture
def server():
    folder = Path(tempfile.mkdtemp(prefix="anlin-pitr.", dir="/tmp"))
    server = Server(folder)
    yield server
    for data in ("data", "base"):
        server.stop(data)
    shutil.rmtree(folder)


NUMBERS = "select number from cases_case order by project_id, number"
# In every project each number of a year is given once, from 1 on.
WHOLE = (
    "select bool_and(last = given) from (select max(right(number, 5)::int) as last,"
    " count(distinct number) as given from cases_case group by project_id, left(number, -5)) each"
)


def take_one(place):
    done = place.run("-m", "factories.busy", "once")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)[0]


def test_the_house_goes_back_to_the_moment_before_a_mistake(server, tmp_path):
    kept = tmp_path / "kept"
    kept.write_bytes(gzip.decompress(COMPANY.read_bytes()))
    place = places.Place(tmp_path / "home", server.url)
    code, _restored, said = place.anlin("restore", kept, "--keys", KEYS)
    assert code == 0, said
    server.base_backup()
    taken = [take_one(place) for _each in range(3)]
    numbers = place.ask(NUMBERS)
    ((moment,),) = asked(server.url, "select clock_timestamp()::text")
    time.sleep(0.2)
    with psycopg.connect(server.url) as mistake:
        mistake.execute("truncate cases_case cascade")
    assert place.ask(NUMBERS) == []
    server.lose()

    place = places.Place(tmp_path / "home", server.recover(moment))
    assert place.ask(NUMBERS) == numbers
    assert {(number,) for number in taken} <= set(numbers)
    code, findings, said = place.anlin("doctor")
    assert (code, [name for name, found in findings.items() if not found["well"]]) == (0, []), said
    take_one(place)
    assert len(place.ask(NUMBERS)) == len(numbers) + 1
    assert place.ask(WHOLE) == [(True,)]
