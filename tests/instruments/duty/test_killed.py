"""The engine as a real process that stood still for a week, killed with SIGKILL before a statement, and run again."""

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.actions import opening, sweeping
from anlin.instruments.duty.models import Alarm, Heartbeat, Occurrence
from anlin.kernel.subjects import Subject
from factories import duty, estate
from factories.duty import moment

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = Path(__file__).parents[3]
MONDAY = dt.date(2026, 3, 2)
A_WEEK_LATER = moment(MONDAY + dt.timedelta(days=8), 10)
PATIENCE = 60.0
PIECE = 3
RUN = """
import django; django.setup()
from datetime import datetime
from anlin.instruments.duty import actions
from anlin.instruments.duty.actions import opening, sweeping
opening.AT_ONCE = sweeping.AT_ONCE = {piece}
at = datetime.fromisoformat("{at}")
actions.open_ahead(at=at); actions.sweep(at=at)
"""


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(opening, "AT_ONCE", PIECE)
    monkeypatch.setattr(sweeping, "AT_ONCE", PIECE)


def a_week_ago():
    """Rules of every kind stand, three clocks run, and from now on nobody runs the engine."""
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    project, at = estate.project(), moment(MONDAY, 8)
    rises = "  warn: [50]\n  rises:\n    - {after: 0d, to: general_manager}\n"
    duty.standing(
        project, duty.rule("daily", duty.DAILY, more=rises), duty.rule("weekly"),
        duty.rule("reply", duty.CLOCK, more=rises), at=at,
    )  # fmt: skip
    for key in "123":
        duty.happened(project.pk, Subject("case", key), at=at)


def run_whole():
    actions.open_ahead(at=A_WEEK_LATER)
    actions.sweep(at=A_WEEK_LATER)


def statements_of_a_run():
    counted = []

    def count(execute, *statement):
        counted.append(1)
        return execute(*statement)

    with connection.execute_wrapper(count):
        run_whole()
    return len(counted)


def kill_at(number, folder):
    """Run the engine as a process and kill it before this statement; False when it was through before it came so far."""
    halted = folder / "halted"
    halted.unlink(missing_ok=True)
    name = connections.settings["default"]["NAME"]
    address = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        address = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    env = os.environ | {
        "ANLIN_HOME": str(folder / "home"), "ANLIN_KEYS": str(settings.KEYS_FILE), "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "factories.gated_settings",
        "PYTHONPATH": f"{SOURCE / 'src'}:{SOURCE / 'tests'}", "HALT_AT": str(number), "HALT_FILE": str(halted),
    }  # fmt: skip
    code = RUN.format(piece=PIECE, at=A_WEEK_LATER.isoformat())
    process = subprocess.Popen([sys.executable, "-c", code], env=env)
    try:
        end = time.monotonic() + PATIENCE
        while not halted.exists():
            if process.poll() is not None:
                assert process.returncode == 0
                return False
            assert time.monotonic() < end, "The engine did not come so far in time."
            time.sleep(0.02)
    finally:
        process.kill()
        process.wait()
    return True


def ledger():
    """Everything the engine writes, without keys of rows and moments of writing."""
    rows = Occurrence.objects.values_list(
        "standing__code", "key", "earliest_at", "target_at", "last_at", "missed_at", "step", "next_at"
    )  # fmt: skip
    alarms = Alarm.objects.values_list("occurrence__standing__code", "occurrence__key", "step", "kind", "to", "due_at")  # fmt: skip
    return sorted(rows, key=str), sorted(alarms), Heartbeat.objects.get().opened_until


def test_killed_twice_and_run_again_the_ledger_is_what_it_would_have_been(tmp_path, small_pieces):
    a_week_ago()
    statements = statements_of_a_run()
    whole = ledger()
    assert len(whole[1]) > 20

    a_week_ago()
    assert kill_at(statements // 2, tmp_path)
    assert ledger_is_unfinished(whole)
    kill_at(statements // 3, tmp_path)
    run_whole()

    assert ledger() == whole
    assert queries.audit(at=A_WEEK_LATER).is_whole


@pytest.mark.ordeal
def test_killed_before_every_statement_the_ledger_is_what_it_would_have_been(
    tmp_path, small_pieces
):
    a_week_ago()
    statements = statements_of_a_run()
    whole = ledger()
    for number in range(1, statements + 1, 3):
        a_week_ago()
        assert kill_at(number, tmp_path)
        run_whole()
        assert ledger() == whole, f"killed before statement {number} of {statements}"


def ledger_is_unfinished(whole):
    return Alarm.objects.count() < len(whole[1])
