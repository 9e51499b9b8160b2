"""Imports as real processes, killed with SIGKILL in the middle and run again: nothing lost, nothing double."""

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from anlin.config.cli import main
from anlin.foundation.audit.models import Entry
from anlin.foundation.search.models import Doc
from anlin.ground.estate.models import Space, Unit, UnitStay
from anlin.ground.people.models import ContactPoint, Person
from anlin.ground.tenure.actions import roster
from anlin.ground.tenure.models import Tenure
from anlin.trades.cases.actions import importing
from anlin.trades.cases.models import Answer, Case, Report
from factories import cases, estate
from factories.gated import SMALL_PIECE

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = Path(__file__).parents[2]
PATIENCE = 60.0
ROSTER = [
    "楼栋,单元,房号,业主姓名,联系电话,建筑面积,车位号,入住日期",
    *(
        f"{n // 10 + 1}栋,1单元,{n // 4 + 1}0{n % 4 + 1},王{'甲乙丙丁'[n % 4]}{n},13800000{n:03d},{80 + n},P{n},2025-05-0{n % 9 + 1}"
        for n in range(22)
    ),
]
MESSAGES = [
    "留言编号,留言用户,留言主题,留言时间,留言详情,答复意见,答复时间",
    *(
        f"{700 + n},A000{n % 7},路灯不亮{n},2025/3/{n + 1} 9:30:00,小区第{n}号路灯不亮了。,{f'已修好{n}' if n % 2 else ''},{f'2025/4/{n + 1} 9:30:00' if n % 2 else ''}"
        for n in range(22)
    ),
]


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(roster, "PIECE", SMALL_PIECE)
    monkeypatch.setattr(importing, "PIECE", SMALL_PIECE)


@pytest.fixture
def files(tmp_path):
    for name, lines in (("roster", ROSTER), ("messages", MESSAGES)):
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), "utf-8")
    return tmp_path


def begin_anew(noon):
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    estate.project("YL")
    cases.lists(noon)


def command(kind, files):
    more = {
        "roster": [],
        "good": ["--good-rows"],
        "messages": ["--channel", "government-hotline"],
    }[kind]
    name = "messages" if kind == "messages" else "roster"
    return ["import", name, str(files / f"{name}.csv"), "--project", "YL", *more]


def take(kind, files):
    with pytest.raises(SystemExit) as ended:
        main(command(kind, files))
    assert ended.value.code == 0


def statements_of(kind, files):
    """How many statements the import takes when nobody disturbs it."""
    counted = []

    def count(execute, *statement):
        counted.append(1)
        return execute(*statement)

    with connection.execute_wrapper(count):
        take(kind, files)
    return len(counted)


def kill_at(number, kind, files):
    """Start the import as a process, wait until it stands before this statement, and kill it there."""
    halted = files / f"halted-{number}"
    name = connections.settings["default"]["NAME"]
    address = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        address = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    env = os.environ | {
        "ANLIN_HOME": str(files / "home"),
        "ANLIN_KEYS": str(settings.KEYS_FILE),
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "factories.gated_settings",
        "PYTHONPATH": f"{SOURCE / 'src'}:{SOURCE / 'tests'}",
        "HALT_AT": str(number),
        "HALT_FILE": str(halted),
    }
    anlin = [sys.executable, "-m", "anlin.config.cli"]
    process = subprocess.Popen([*anlin, *command(kind, files)], env=env)
    try:
        end = time.monotonic() + PATIENCE
        while not halted.exists():
            assert process.poll() is None, "The import ended before it could be killed."
            assert time.monotonic() < end, "The import did not come so far in time."
            time.sleep(0.02)
    finally:
        process.kill()
        process.wait()


def facts():
    """All that the imports make, without keys of rows and moments of writing."""
    phones = {}
    for point in ContactPoint.objects.order_by("pk"):
        phones.setdefault(point.person_id, []).append(point.value)
    people = {one.pk: (one.name, tuple(phones.get(one.pk, ()))) for one in Person.objects.all()}
    held = Tenure.objects.values_list(
        "unit__address", "role", "share_numerator", "share_denominator", "begins_on", "person"
    )
    return {
        "units": sorted(Unit.objects.values_list("address", "status", "gross_area_m2")),
        "stays": sorted(UnitStay.objects.values_list("unit__address", "status", "stays_from")),
        "spaces": sorted(Space.objects.values_list("code", "serves_unit__address")),
        "people": sorted(people.values()),
        "tenures": sorted((*rest, people[person]) for *rest, person in held),
        "cases": sorted(
            (one.number, one.kind, one.title, one.words, one.state, people[one.reporter_id])
            for one in Case.objects.all()
        ),
        "reports": sorted(
            (one.case.number, one.source_key, one.words, one.reported_at)
            for one in Report.objects.select_related("case")
        ),
        "answers": sorted(
            (one.case.number, one.words, one.answered_at)
            for one in Answer.objects.select_related("case")
        ),
        "found": sorted(Doc.objects.values_list("kind", "text", "tokens")),
        "audit": Counter(Entry.objects.values_list("deed", flat=True)),
    }


def came_in():
    return Unit.objects.count() + Case.objects.count()


@pytest.mark.parametrize("kind", ["roster", "good", "messages"])
def test_an_import_killed_in_the_middle_is_run_again_and_ends_the_same(
    kind, files, noon, small_pieces
):
    begin_anew(noon)
    statements = statements_of(kind, files)
    whole = facts()
    begin_anew(noon)

    kill_at(statements * 2 // 3, kind, files)
    assert came_in() in ({0} if kind == "roster" else range(1, 22))
    take(kind, files)

    assert came_in() == 22
    assert facts() == whole


@pytest.mark.ordeal
@pytest.mark.parametrize("kind", ["roster", "good", "messages"])
def test_an_import_may_be_killed_anywhere_again_and_again(kind, files, noon, small_pieces):
    begin_anew(noon)
    statements = statements_of(kind, files)
    whole = facts()
    for twelfth in range(12):
        begin_anew(noon)
        first = 1 + statements * twelfth // 12
        for number in (first, 1 + first // 2):
            kill_at(number, kind, files)
            (files / f"halted-{number}").unlink()
        take(kind, files)
        assert facts() == whole, f"killed before statement {first} of {statements}"
