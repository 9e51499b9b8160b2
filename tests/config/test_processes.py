"""`anlin serve` and `anlin worker` as real processes, on a database of their own."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from template_database import copy_at

ANLIN = [sys.executable, "-m", "anlin.config.cli"]
ENQUEUE = """
import sys, django; django.setup()
from anlin.foundation.jobs import api as jobs
jobs.enqueue("tests.gated", key="once", folder=sys.argv[1])
"""
PATIENCE = 40.0
GATED = 'anlin_job_seconds_count{job="tests.gated",outcome="done"}'
TOKEN = "a-token-of-the-watch"


def eventually(what):
    """The first true answer; bounded, so that a fault fails instead of hanging."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := what():
            return answer
        time.sleep(0.05)
    raise AssertionError("It did not happen in time.")


@pytest.fixture(scope="module")
def house(tmp_path_factory, django_db_setup, django_db_blocker):
    """A home and a migrated database; gives the environment for its processes."""
    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), copy_at(home) as url:
        source = Path(__file__).parents[2]
        yield os.environ | {
            "ANLIN_HOME": str(home),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "factories.gated_settings",
            "ANLIN_METRICS_TOKEN": TOKEN,
            "PYTHONPATH": f"{source / 'src'}:{source / 'tests'}",
        }


@pytest.fixture
def ask(house):
    """Ask the database of the house; None where the answer is no row."""

    def ask(question):
        url = house["DATABASE_URL"]
        is_file = url.startswith("sqlite")
        opened = sqlite3.connect(url[len("sqlite:///") :]) if is_file else psycopg.connect(url)
        with contextlib.closing(opened) as connection:
            return connection.execute(question).fetchall()

    yield ask
    for table in ("jobs_jobreceipt", "accounts_account"):
        url = house["DATABASE_URL"]
        is_file = url.startswith("sqlite")
        opened = sqlite3.connect(url[len("sqlite:///") :]) if is_file else psycopg.connect(url)
        with contextlib.closing(opened) as connection, connection:
            connection.execute(f"delete from {table}")


@pytest.fixture
def run(house, tmp_path):
    """Start a command of ours; whatever is left of it at the end of the test is killed."""
    started = []

    def run(*command):
        with (tmp_path / "log").open("ab") as log:
            process = subprocess.Popen(
                [*ANLIN, *command], env=house, stdout=log, stderr=log, start_new_session=True
            )
        started.append(process)
        return process

    yield run
    for process in started:
        for pid in (*family(process.pid), process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def family(pid):
    """The ids of all that the process started, and of all that those started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [member for child in children for member in (int(child), *family(int(child)))]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def enqueue(house, folder):
    subprocess.run([sys.executable, "-c", ENQUEUE, str(folder)], env=house, check=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def test_serve_answers_does_jobs_and_leaves_nobody_behind(house, ask, run, tmp_path):
    port = free_port()
    parent = run("serve", "--port", str(port), "--workers", "1")
    enqueue(house, tmp_path)
    (tmp_path / "gate").touch()
    eventually(lambda: ask("select key from jobs_jobreceipt") == [("tests.gated/once",)])
    eventually(lambda: status_of(f"http://127.0.0.1:{port}/nowhere") == 404)
    members = family(parent.pid)
    assert len(members) >= 3
    parent.terminate()
    assert parent.wait(PATIENCE) == 0
    assert [pid for pid in members if is_alive(pid)] == []


def figures_of(port):
    url = f"http://127.0.0.1:{port}/health/figures"
    asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(asked, timeout=5) as answer:
        lines = answer.read().decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def test_any_process_tells_the_figures_of_all(house, ask, run, tmp_path):
    port = free_port()
    run("serve", "--port", str(port), "--workers", "2")
    enqueue(house, tmp_path)
    (tmp_path / "gate").touch()
    eventually(lambda: status_of(f"http://127.0.0.1:{port}/health/ready") == 200)
    asked = [status_of(f"http://127.0.0.1:{port}/nowhere") for _time in range(8)]
    figures = eventually(lambda: with_the_job(figures_of(port)))
    count = 'anlin_request_seconds_count{status="4xx",view="none"}'
    assert (asked, float(figures[count])) == ([404] * 8, 8)
    assert (figures["anlin_database_up"], figures["anlin_jobs_dead"]) == ("1.0", "0.0")


def with_the_job(figures):
    return figures if GATED in figures else None


def test_serve_starts_a_dead_worker_again_and_takes_all_along_when_killed(run):
    port = free_port()
    address = f"http://127.0.0.1:{port}/nowhere"
    parent = run("serve", "--port", str(port), "--workers", "1")
    worker = eventually(lambda: worker_of(parent))
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: worker_of(parent) not in {None, worker})
    eventually(lambda: status_of(address) == 404)
    members = family(parent.pid)
    parent.kill()
    eventually(lambda: [pid for pid in members if is_alive(pid)] == [])


def worker_of(parent):
    """The id of the worker under the parent once it has begun, and None while it has not."""
    for pid in family(parent.pid):
        with contextlib.suppress(OSError):
            if is_alive(pid) and Path(f"/proc/{pid}/cmdline").read_bytes().endswith(b"\0worker\0"):
                return pid
    return None


def test_serve_says_when_the_port_is_taken(run, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        parent = run("serve", "--port", str(taken.getsockname()[1]))
        assert parent.wait(PATIENCE) == 1
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_a_job_whose_worker_was_killed_is_done_once_by_the_next(house, ask, run, tmp_path):
    enqueue(house, tmp_path)
    killed = run("worker", "--lease", "1")
    eventually(lambda: list(tmp_path.glob("at-gate-*")))
    killed.kill()
    killed.wait()
    (tmp_path / "gate").touch()
    following = run("worker", "--lease", "1")
    eventually(lambda: ask("select key from jobs_jobreceipt"))
    following.terminate()
    assert following.wait(PATIENCE) == 0
    assert ask("select key from jobs_jobreceipt") == [("tests.gated/once",)]
    assert ask("select username from accounts_account") == [("passed 0",)]
    assert len(list(tmp_path.glob("at-gate-*"))) == 2


def test_a_worker_finishes_its_job_before_it_ends(house, ask, run, tmp_path):
    enqueue(house, tmp_path)
    worker = run("worker")
    eventually(lambda: list(tmp_path.glob("at-gate-*")))
    worker.terminate()
    (tmp_path / "gate").touch()
    assert worker.wait(PATIENCE) == 0
    assert ask("select key from jobs_jobreceipt") == [("tests.gated/once",)]
