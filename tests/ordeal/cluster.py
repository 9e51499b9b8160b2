"""A primary, its synchronous replica and pgbouncer before them, set up as docs/deploy.md says, on ports of this machine."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import psycopg

PLACE = Path(__file__).parents[2]
DEPLOY = PLACE / "deploy"
IS_ROOT = os.geteuid() == 0
PATIENCE = 60.0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def members_of(parent):
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [member for child in children for member in (int(child), *members_of(int(child)))]


def rewritten(name, here):
    """A file of deploy/cluster with this machine's places in it."""
    text = (DEPLOY / "cluster" / name).read_text()
    for written, instead in here.items():
        assert written in text, written
        text = text.replace(written, instead)
    return text


class Server:
    """One PostgreSQL, its data in a folder of its own."""

    def __init__(self, folder, name):
        self.folder, self.data = folder, folder / name
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"))
        self.port = free_port()
        self.place = f"127.0.0.1:{self.port}"

    def run(self, program, *words):
        lent = ["runuser", "-u", "postgres", "--"] if IS_ROOT else []
        command = [*lent, self.bin / program, *words]
        subprocess.run([*map(str, command)], check=True, capture_output=True, cwd="/")

    def make(self):
        self.run(
            *("initdb", "-D", self.data, "-U", "anlin", "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        conf = rewritten("replication.conf", {"listen_addresses = '*'": ""})
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(conf)

    def copy(self, primary):
        """Become the replica of another: its copy, and a slot that keeps for us what we miss."""
        source = f"host=127.0.0.1 port={primary.port} user=anlin application_name=anlin_replica"
        self.run(
            *("pg_basebackup", "-d", source, "-D", self.data, "-R", "-C", "-S", "anlin_replica"),
            *("--checkpoint=fast", "--no-sync"),
        )

    def start(self):
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        log = self.folder / f"{self.data.name}.log"
        self.run("pg_ctl", "-D", self.data, "-w", "-s", "-l", log, "-o", options, "start")

    def stop(self):
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-s", "stop")

    def kill(self):
        """As if somebody had pulled the plug: the server and every process of it at once."""
        parent = int((self.data / "postmaster.pid").read_text().split()[0])
        for pid in (parent, *members_of(parent)):
            os.kill(pid, signal.SIGKILL)
        (self.data / "postmaster.pid").unlink()

    def ask(self, question, database="postgres"):
        url = f"postgres://anlin@{self.place}/{database}"
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(question)
            return cursor.fetchall() if cursor.description else None


class Cluster:
    def __init__(self, folder):
        self.folder = folder
        if IS_ROOT:
            shutil.chown(folder, "postgres", "postgres")
        self.primary, self.replica = Server(folder, "first"), Server(folder, "second")
        self.pool = None
        self.port = free_port()
        self.url = f"postgres://anlin@127.0.0.1:{self.port}/anlin"
        self.session_url = f"{self.url}_session"

    def start(self):
        self.primary.make()
        self.primary.start()
        self.primary.ask("create database anlin")
        self.replica.copy(self.primary)
        self.replica.start()
        self.primary.ask("alter system set synchronous_standby_names = 'anlin_replica'")
        self.primary.ask("select pg_reload_conf()")
        states = "select sync_state from pg_stat_replication"
        eventually(lambda: self.primary.ask(states) == [("sync",)])
        self._start_pool()

    def _start_pool(self):
        here = {"host=10.0.0.11 port=5432": f"host=127.0.0.1 port={self.primary.port}"}
        self.servers = self.folder / "anlin-servers.ini"
        self.servers.write_text(rewritten("anlin-servers.ini", here))
        users = self.folder / "userlist.txt"
        users.write_text('"anlin" ""\n')
        ini = self.folder / "pgbouncer.ini"
        replaced = {
            "/etc/pgbouncer/anlin-servers.ini": str(self.servers),
            "/etc/pgbouncer/userlist.txt": str(users),
            "auth_hba_file = /etc/pgbouncer/anlin-hba.conf\n": "",
            "auth_type = hba": "auth_type = trust",
            "server_tls_sslmode = verify-full": "server_tls_sslmode = disable",
            "listen_addr =": "listen_addr = 127.0.0.1",
            "listen_port = 6432": f"listen_port = {self.port}",
            "/var/run/postgresql": str(self.folder),
            "/var/log/postgresql": str(self.folder),
        }
        ini.write_text(rewritten("pgbouncer.ini", replaced))
        lent = {"user": "postgres", "group": "postgres", "extra_groups": []} if IS_ROOT else {}
        self.pool = subprocess.Popen(
            ["/usr/sbin/pgbouncer", ini], cwd="/", stderr=subprocess.DEVNULL, **lent
        )
        eventually((self.folder / "pgbouncer.pid").exists)

    def promote(self):
        """What deploy/promote.sh says and how it ended."""
        console = f"host={self.folder} port={self.port} user=pgbouncer dbname=pgbouncer"
        return subprocess.run(
            [DEPLOY / "promote.sh", self.primary.place, self.replica.place],
            env=os.environ
            | {
                "ANLIN_POOL_SERVERS": str(self.servers),
                "ANLIN_POOL_CONSOLE": console,
                "ANLIN_SUPERUSER": "anlin",
                "PGSSLMODE": "disable",
            },
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def end(self):
        if self.pool is not None:
            self.pool.kill()
            self.pool.wait()
        for server in (self.primary, self.replica):
            server.stop()
        shutil.rmtree(self.folder)


def eventually(what):
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)
