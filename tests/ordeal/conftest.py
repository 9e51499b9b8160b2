"""A house of its own for each ordeal: a home, a database, and processes that are all gone at the end."""

import contextlib
import json
import os
import random
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

import template_database

ANLIN = [sys.executable, "-m", "anlin.config.cli"]
PLACE = Path(__file__).parents[2]
# A piece in every run of the suite; `make ordeal` gives minutes.
SECONDS = float(os.environ.get("ANLIN_ORDEAL_SECONDS", "6"))
# Two busy cores may need a minute to start a server.
PATIENCE = 150 + SECONDS


class House:
    """Processes on one database, and the questions one may ask it."""

    def __init__(self, home, url):
        self.home = home
        self.env = os.environ | {
            "ANLIN_HOME": str(home),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "ordeal.settings",
            "PYTHONPATH": f"{PLACE / 'src'}:{PLACE / 'tests'}",
            # In the log of a fault one wants to see the rest, too.
            "PYTHONUNBUFFERED": "1",
        }
        self.seconds = SECONDS
        self.processes = []
        self.chance = random.Random(20261122)
        self.witness = self.run("-m", "ordeal.witness", stdin=subprocess.PIPE)
        self.scene = json.loads(self.line_of(self.witness))

    def run(self, *words, **more):
        with (self.home / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *words], env=self.env, stdout=subprocess.PIPE, stderr=log,
                start_new_session=True, **more,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def said(self, *words):
        done = subprocess.run(
            [sys.executable, *words], env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def worker(self):
        return self.run("-m", "anlin.config.cli", "worker", "--lease", "2")

    def faults(self, asked):
        """What the witness finds wrong: "now", "settled" or "quiet"."""
        assert self.witness.poll() is None, self.log()
        self.witness.stdin.write(f"{asked}\n".encode())
        self.witness.stdin.flush()
        line = self.line_of(self.witness)
        assert line, self.log()
        self.seen = json.loads(line)
        return self.seen["faults"]

    def line_of(self, process):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if select.select([process.stdout], [], [], 0.5)[0]:
                return process.stdout.readline()
            assert process.poll() is None, self.log()
        raise AssertionError(f"No answer in time.\n{self.log()}")

    def ask(self, question):
        """Rows straight from the database."""
        url = self.env["DATABASE_URL"]
        is_file = url.startswith("sqlite")
        opened = sqlite3.connect(url[len("sqlite:///") :]) if is_file else psycopg.connect(url)
        with contextlib.closing(opened) as connection:
            return connection.execute(question).fetchall()

    def eventually(self, what):
        return eventually(what, self.log)

    def log(self):
        return (self.home / "log").read_text("utf-8", "replace")[-4000:]

    def settle(self):
        """Let a worker do what is left; then nothing may be wrong."""
        worker = self.worker()
        self.eventually(lambda: not self.faults("quiet"))
        worker.terminate()
        worker.wait(PATIENCE)
        assert self.faults("settled") == []

    def kill(self, process):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        self.processes.remove(process)

    def end(self):
        for process in list(self.processes):
            for pid in family(process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if process.stdin:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()
            self.kill(process)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(pid):
    """The ids of all that the process started, whichever of its threads did, and of all that those started."""
    children = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            children += thread.read_text().split()
    return [member for child in children for member in (int(child), *family(int(child)))]


def eventually(what, why):
    """The first true answer; bounded, so that a fault fails instead of hanging."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := what():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"It did not happen in time.\n{why()}")


@pytest.fixture
def house(tmp_path, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), template_database.copy_at(tmp_path) as url:
        house = House(tmp_path, url)
        try:
            yield house
        finally:
            house.end()
