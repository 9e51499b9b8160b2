# ruff: noqa: SLF001
"""What it costs to open a matter: through the API under load, and the same statements sent bare to the database.

Two processes of pages are asked by `wrk` on the same machine, all projects in turn. In turns with them as many connections as
the pages had repeat what one opening said to the database, without Django and without HTTP.
"""

import json
import multiprocessing
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from django.test import Client
from django.utils import timezone

from anlin.foundation.accounts import api as accounts
from anlin.foundation.accounts.models import Account
from anlin.ground.estate.models import Project
from anlin.trades.cases.models import Case

# Two processes with two threads each, and so many connections of the database; more programs ask, so that both are busy.
AT_ONCE, PROGRAMS = 4, 16
TURNS = 5
TICK = os.sysconf("SC_CLK_TCK")
WHO = "zhoumingyuan"
ADDRESS = "/api/v1/cases/"
# Openings a second, and their part of what the bare statements reach.
BAR, PART = 80, 0.5
LUA = """
local bodies = {%s}
local nth = 0
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer %s"
wrk.headers["Content-Type"] = "application/json"
request = function()
  nth = nth + 1
  return wrk.format(nil, nil, nil, bodies[nth %% #bodies + 1])
end
done = function(summary, latency)
  io.write(string.format("MEASURED %%d %%d %%d %%d %%d\\n", summary.requests, summary.errors.status,
    summary.duration, latency:percentile(50), latency:percentile(95)))
end
"""


def measure(*, rows: int, seconds: int) -> list[str]:
    """Print the line of the opening; return what misses its bar."""
    token = _token()
    bodies = [_said(project) for project in Project.objects.filter(left_on=None)]
    tape = _tape(token, bodies[0])
    database = _database()
    count = failed = opened = duration = used = played = bare_used = 0
    medians, ends = [], []
    with _served() as (port, served):
        _warm_up(port, token, bodies)
        # In turns, because a machine is not equally fast from one minute to the next.
        for _turn in range(TURNS):
            begun, before = _used_by(served, database), Case.objects.count()
            asked, wrong, took, median, p95 = _asked(port, token, bodies, seconds=seconds // TURNS)
            used += _used_by(served, database) - begun
            count, failed, duration = count + asked, failed + wrong, duration + took
            opened += Case.objects.count() - before
            medians.append(median)
            ends.append(p95)
            begun = _used_by(database)
            times, used_here = _bare(tape, seconds=seconds // TURNS)
            bare_used += _used_by(database) - begun + used_here
            played += times
    bare = played / (seconds // TURNS * TURNS)
    rate = count / duration * 1e6
    median, p95 = statistics.median(medians), max(ends)
    line = {
        "name": "open by API", "database": connection.vendor, "rows": rows,
        "a_second": round(rate, 1), "median_ms": round(median / 1000, 1), "p95_ms": round(p95 / 1000, 1),
        "cpu_ms": round(used / max(count, 1) * 1000, 1), "statements": len(tape), "bare_a_second": round(bare, 1),
        "bare_cpu_ms": round(bare_used / played * 1000, 1), "of_bare": round(rate / bare, 2),
        "failed": failed, "opened": opened, "load": os.getloadavg()[0],
    }  # fmt: skip
    print(json.dumps(line), flush=True)
    missed = {
        f"a_second   {line['a_second']:>10} < {BAR}": rate < BAR,
        f"of_bare    {line['of_bare']:>10} < {PART}": rate / bare < PART,
        f"failed     {failed:>10} > 0": failed or opened < count,
    }
    return [
        f"{connection.vendor:<11}{rows:>8}  open by API         {m}"
        for m, is_so in missed.items()
        if is_so
    ]


def _token() -> str:
    account = Account.objects.get(username=WHO)
    _row, plain = accounts.issue_token(account=account, name="bench", at=timezone.localtime())
    return plain


def _said(project: Project) -> str:
    like = Case.objects.filter(project=project, reporter__isnull=False, unit__isnull=False).first()
    said = {
        "project": project.pk, "kind": "repair", "channel": "hotline", "unit": like.unit_id,
        "reporter": like.reporter_id, "words": "厨房水槽下面的水管漏水，已经流到楼下了，请尽快来人看看。",
    }  # fmt: skip
    return json.dumps(said)


@contextmanager
def _served():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "anlin.config.cli",
        "serve",
        "--no-worker",
        "--port",
        str(port),
    ]
    served = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while not _is_ready(port):
            if time.monotonic() > end:
                raise TimeoutError("The pages did not get ready.")
            time.sleep(0.1)
        yield port, served.pid
    finally:
        served.terminate()
        served.wait(60)


def _database() -> int:
    """The process all connections of the server are children of; it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(_stat(cursor.fetchone()[0])[1])


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _used_by(*parents: int) -> float:
    """Seconds of the processor, theirs and of all that they started, ended or not. Other programs do not count."""
    used = 0.0
    for parent in parents:
        used += sum(map(int, _stat(parent)[11:15])) / TICK
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        used += _used_by(*map(int, children))
    return used


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5):
            return True
    except OSError:
        return False


def _warm_up(port: int, token: str, bodies: list[str]) -> None:
    """Until both processes have read all they need for the first time, and it goes no quicker."""
    last = 0
    for _round in range(10):
        count, *_more = _asked(port, token, bodies, seconds=3)
        if last and count < last * 1.2:
            return
        last = count


def _asked(port: int, token: str, bodies: list[str], *, seconds: int) -> list[int]:
    """Requests, those not answered well, microseconds it took; median and 95th percentile in microseconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA % (", ".join(f"[==[{body}]==]" for body in bodies), token))
        script.flush()
        done = subprocess.run(
            [str(shutil.which("wrk")), "-t1", f"-c{PROGRAMS}", f"-d{seconds}s", "--timeout", "30s", "-s", script.name,
             f"http://127.0.0.1:{port}{ADDRESS}"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = re.search(r"^MEASURED (.*)$", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    return [int(number) for number in found[1].split()]


def _tape(token: str, body: str) -> list[tuple]:
    """(statement, values, the lines of a COPY, what was answered) of one opening, in order."""
    tape: list[tuple] = []

    def heard(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        cursor = context["cursor"].cursor
        rows = None
        if cursor.description:
            rows = cursor.fetchall()
            if rows:
                cursor.scroll(0, mode="absolute")
        tape.append((sql, params, None, rows))
        return answer

    class Copying:
        def __init__(self, copy, sql):
            self.copy, self.sql, self.lines = copy, sql, []

        def __enter__(self):
            self.writer = self.copy.__enter__()
            return self

        def write_row(self, line):
            self.lines.append(line)
            self.writer.write_row(line)

        def __exit__(self, *error):
            tape.append((self.sql, None, self.lines, None))
            return self.copy.__exit__(*error)

    # From here on this process opens nothing else, so what is put in the way stays there.
    copy, commit, switch = psycopg.Cursor.copy, connection._commit, connection._set_autocommit
    psycopg.Cursor.copy = lambda self, sql, *more: Copying(copy(self, sql, *more), sql)
    connection._commit = lambda: (commit(), tape.append(("COMMIT", None, None, None)))
    connection._set_autocommit = lambda on: (
        switch(on), None if on else tape.append(("BEGIN", None, None, None)),
    )  # fmt: skip
    client = Client(headers={"Authorization": f"Bearer {token}"})
    for _time in range(3):
        tape.clear()
        with connection.execute_wrapper(heard):
            answer = client.post(ADDRESS, body, content_type="application/json")
        assert answer.status_code == 201, answer.content
    return list(tape)


def _bare(tape: list[tuple], *, seconds: int) -> tuple[int, float]:
    """How often the tape is played by as many programs as there were connections, and what they used."""
    parameters = connection.get_connection_params()
    connection.close()
    parameters.pop("context")
    with multiprocessing.get_context("fork").Pool(AT_ONCE) as pool:
        played = pool.starmap(_play, [(tape, parameters, seconds)] * AT_ONCE)
    return sum(count for count, _used in played), sum(used for _count, used in played)


def _play(tape: list[tuple], parameters: dict, seconds: int) -> tuple[int, float]:
    from django.db.backends.postgresql.psycopg_any import get_adapters_template  # noqa: PLC0415

    context = get_adapters_template(use_tz=True, timezone=timezone.get_default_timezone())
    with psycopg.connect(**parameters, context=context, autocommit=True) as played:
        played.execute("SET TIME ZONE 'UTC'")
        count, used, end = 0, time.process_time(), time.monotonic() + seconds
        while time.monotonic() < end:
            _play_once(tape, played.cursor())
            count += 1
    return count, time.process_time() - used


# Where the database gives a key or a number that stands in other rows, too.
KEYS_GIVEN = (
    "UPDATE numbering_counter",
    'INSERT INTO "cases_case" ',
    'INSERT INTO "duty_occurrence" ',
)


def _play_once(tape: list[tuple], cursor) -> None:
    again = Again()
    for sql, params, lines, answered in tape:
        if lines is not None:
            with cursor.copy(sql) as copy:
                for line in lines:
                    copy.write_row(again.of(line))
            continue
        cursor.execute(sql, None if params is None else again.of(params))
        if answered is not None:
            rows = cursor.fetchall()
            if sql.startswith(KEYS_GIVEN) or "nextval" in sql:
                for told, now in zip(answered, rows, strict=True):
                    again.learn(told[0], now[0])


class Again:
    """The same values for another matter: other keys, another number, other seals."""

    def __init__(self) -> None:
        self.words: list[tuple[str, str]] = []
        self.plain: dict[object, object] = {}

    def learn(self, told: int, now: int) -> None:
        self.plain |= {told: now, str(told): str(now)}
        self.words += [(f'"{told}"', f'"{now}"'), (f"case:{told}", f"case:{now}")]
        year = timezone.localtime().year
        self.words += [
            (f"{head}{told:05d}", f"{head}{now:05d}") for head in (f"-{year}-", f"{year}")
        ]

    def of(self, values) -> list:
        return [self._of(value) for value in values]

    def _of(self, value):
        if value.__class__ is list:
            return self.of(value)
        if isinstance(value, uuid.UUID):
            return self.plain.setdefault(value, uuid.uuid4())
        if value.__class__ in {int, str} and value in self.plain:
            return self.plain[value]
        if value.__class__ is str:
            for told, instead in self.words:
                value = value.replace(told, instead)
        return value
