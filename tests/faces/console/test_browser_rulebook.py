"""A manager adopts a pack and changes a figure in a real browser; a week later the pages say how it went."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from anlin.faces.kit import projects
from anlin.faces.kit.frame import middleware
from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.models import Occurrence, Rule, Standing
from browsers import settle
from factories import actors, estate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/console/instruments/rulebook"


@pytest.fixture
def rights():
    return {"duty.see", "duty.arrange", "estate.see"}


@pytest.fixture
def yl(known, monkeypatch):
    project = estate.project("YL", name="云栖里")
    offered = (projects.Project(project.pk, project.name),)
    monkeypatch.setattr(projects.projects_for, "_answerers", [lambda actor: offered])
    return project


@pytest.fixture
def clock(monkeypatch):
    """The moment of every request, which the test may move."""
    moment = {"now": timezone.make_aware(dt.datetime(2026, 3, 1, 10))}

    class At:
        def __getattr__(self, name):
            return getattr(timezone, name)

        def localtime(self, *given):
            return timezone.localtime(*given) if given else moment["now"]

    monkeypatch.setattr(middleware, "timezone", At())
    return moment


@pytest.mark.shows("B-GOV-04", "B-GOV-09")
def test_a_manager_adopts_changes_a_figure_and_sees_how_a_week_went(screen, yl, clock):
    by = actors.staff("duty.arrange", "duty.discharge", "duty.waive")
    written = queries.written(Path("baseline"))
    pack = actions.take_pack(written=written, by=by, at=clock["now"])
    screen.at_work("chenjing")

    screen.goto(f"{DESK}/packs/{pack.pk}/adopt/")
    screen.get_by_label("云栖里").check()
    screen.get_by_label("理由").fill("开始使用")
    screen.get_by_role("button", name="查看变化").click()
    screen.get_by_role("heading", name="将发生的变化").wait_for()
    screen.look("rulebook-preview")
    assert Standing.objects.count() == 0
    screen.get_by_role("button", name="确认").click()
    screen.wait_for_url(f"**{DESK}/packs/{pack.pk}/")
    standing = _daily()

    screen.goto(f"{DESK}/standings/{standing.pk}/figures/")
    screen.locator("[name='hours']").fill("3")
    screen.get_by_label("理由").fill("面积较大")
    screen.get_by_role("button", name="查看变化").click()
    screen.get_by_role("button", name="确认").click()
    screen.wait_for_url(f"**{DESK}/rules/{standing.rule_id}/")
    now_stands = Standing.objects.get(code=standing.code, until_on=None)
    assert now_stands.figures == {"hours": 3.0}

    _play(now_stands, by)
    clock["now"] = timezone.make_aware(dt.datetime(2026, 3, 9, 10))
    for name, page in (
        ("days", f"{DESK}/days/?month=2026-03"),
        ("board", f"{DESK}/board/"),
        ("rule", f"{DESK}/rules/{standing.rule_id}/"),
        ("packs", f"{DESK}/"),
        ("load", f"{DESK}/packs/{pack.pk}/load/?year=2026"),
    ):
        screen.goto(page)
        settle(screen)
        screen.look(f"rulebook-{name}")
    screen.goto(f"{DESK}/days/?month=2026-03")
    line = screen.locator("tr", has=screen.locator(f"a[href='{DESK}/rules/{standing.rule_id}/']"))
    for state in ("is-missed", "is-done_late", "is-waived", "is-done"):
        assert line.locator(f".{state}").count() >= 1
    assert screen.complaints == []


def _daily():
    """A rule of every day that stands there."""
    daily = Rule.objects.filter(body__calendar__every="FREQ=DAILY", per_project=True)
    return Standing.objects.filter(rule__in=daily).order_by("code").first()


def _play(standing, by):
    rows = list(Occurrence.objects.filter(standing=standing).order_by("last_at")[:4])
    kept, late, waived, _missed = rows
    minute = dt.timedelta(minutes=1)
    actions.open_ahead(at=kept.earliest_at)
    _done(kept, by, kept.last_at - minute)
    actions.sweep(at=late.last_at + minute)
    late.refresh_from_db()
    _done(late, by, late.last_at + 2 * minute)
    actions.waive(occurrence=waived, because="停电", by=by, at=waived.earliest_at + minute)
    actions.sweep(at=timezone.make_aware(dt.datetime(2026, 3, 9, 9)))


def _done(row, by, at):
    for nth in range(row.wanted):
        actions.give_evidence(occurrence=row, words=f"已做 {nth}", by=by, at=at)
