"""A database on another machine: asked over TLS alone, by a password, and only when it proves its name."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.db import connection

from factories.places import Place
from ordeal.cluster import IS_ROOT, Server, rewritten

pytestmark = [
    pytest.mark.ordeal,
    pytest.mark.postgresql_only,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is on this machine."),
]
# Of the loopback range, but no address that Anlin takes for its own machine.
ELSEWHERE, ANOTHER = "127.0.0.2", "127.0.0.3"
PASSWORD = "of-this-test-alone"


def signed(folder, authority, address):
    """As docs/deploy.md, chapter 9, makes the certificates."""
    script = f"""
        cd {folder}
        [ -e {authority}.crt ] || openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN={authority}" \
            -keyout {authority}.key -out {authority}.crt
        openssl req -newkey rsa:2048 -nodes -subj "/CN={address}" -addext "subjectAltName=IP:{address}" \
            -keyout server.key -out server.csr
        openssl x509 -req -in server.csr -days 2 -CA {authority}.crt -CAkey {authority}.key -CAcreateserial \
            -copy_extensions copy -out server.crt
    """
    subprocess.run(["bash", "-euc", script], check=True, capture_output=True)


class Elsewhere(Server):
    """With the TLS of deploy/cluster; over the network it takes TLS and passwords alone."""

    def make(self):
        super().make()
        tls = rewritten("tls.conf", {"/etc/postgresql/15/main": str(self.data)})
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(tls)
        (self.data / "pg_hba.conf").write_text(
            "local all all trust\nhostssl all anlin 127.0.0.0/8 scram-sha-256\n"
        )

    def prove(self, authority, address):
        signed(self.folder, authority, address)
        for name in ("server.key", "server.crt"):
            shutil.copy(self.folder / name, self.data / name)
            (self.data / name).chmod(0o600)
            if IS_ROOT:
                shutil.chown(self.data / name, "postgres", "postgres")

    def start(self):
        options = f"-p {self.port} -k {self.folder} -c listen_addresses={ELSEWHERE}"
        log = self.folder / "log"
        self.run("pg_ctl", "-D", self.data, "-w", "-s", "-l", log, "-o", options, "start")

    def tell(self, words):
        self.run(
            "psql", "-h", self.folder, "-p", self.port, "-U", "anlin", "-d", "postgres", "-c", words
        )


@pytest.fixture
def server():
    folder = Path(tempfile.mkdtemp(prefix="anlin-elsewhere.", dir="/tmp"))
    if IS_ROOT:
        shutil.chown(folder, "postgres", "postgres")
    server = Elsewhere(folder, "data")
    try:
        server.make()
        server.prove("ours", ELSEWHERE)
        server.start()
        server.tell(f"alter role anlin password '{PASSWORD}'")
        server.tell("create database anlin")
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@pytest.fixture
def asking(server, tmp_path):
    """A house that asks the server there, with the address as a person may write it."""

    def place(password=PASSWORD, authority="ours", more=""):
        url = f"postgres://anlin:{password}@{ELSEWHERE}:{server.port}/anlin"
        return Place(tmp_path, f"{url}?sslrootcert={server.folder}/{authority}.crt{more}")

    return place


def refusal(place):
    code, said, _error = place.anlin("doctor")
    assert code == 1
    return said["database"]["says"]


def test_it_is_asked_over_tls_and_a_backup_is_made_so_too(server, asking, tmp_path):
    place = asking()
    done = place.run(*place_words("migrate"))
    assert done.returncode == 0, done.stderr
    spoken = (
        "import django; django.setup()\nfrom django.db import connection as c\nwith c.cursor() as asked:\n"
        " asked.execute('select ssl, version from pg_stat_ssl where pid = pg_backend_pid()'); print(asked.fetchone())"
    )
    assert place.run("-c", spoken).stdout.strip() in {"(True, 'TLSv1.3')", "(True, 'TLSv1.2')"}
    code, _told, said = place.anlin("backup", tmp_path / "kept.backup")
    assert code == 0, said


def place_words(*words):
    return ("-m", "anlin.config.cli", *words)


def test_whoever_cannot_prove_the_name_or_themselves_is_not_talked_to(server, asking):
    assert "password authentication failed" in refusal(asking(password="guessed"))
    # The server takes nobody without TLS, whatever the address says.
    assert "no encryption" in refusal(asking(more="&sslmode=disable"))
    signed(server.folder, "theirs", ELSEWHERE)
    assert "certificate verify failed" in refusal(asking(authority="theirs"))
    server.prove("ours", ANOTHER)
    server.run("pg_ctl", "-D", server.data, "-s", "reload")
    said = refusal(asking())
    assert f'does not match host name "{ELSEWHERE}"' in said, said
