"""Duties and rules over the API: what I owe, why, proving and waiving it, the calendar."""

import datetime as dt

import pytest
from icalendar import Calendar

from anlin.instruments.duty.models import ClockPause, Occurrence, Piece
from anlin.kernel.subjects import Subject
from factories import duty, estate, programs

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
RIGHTS = ("duty.see", "duty.discharge", "duty.waive", "estate.see")


@pytest.fixture
def place():
    """A project with a rule that began an hour ago and can stand still."""
    project = estate.project()
    what = "clock: {on: cases.case_opened, within: 9d, pausable: true}"
    at = duty.moment(dt.date(2026, 3, 2), 8)
    duty.standing(project, duty.rule("reply", what), at=at)
    duty.happened(project.pk, Subject("case", "7"), at=at)
    return project


@pytest.fixture
def call(client, place, noon, monkeypatch):
    from django.utils import timezone  # noqa: PLC0415

    now = duty.moment(dt.date(2026, 3, 2), 9)
    monkeypatch.setattr(timezone, "now", lambda: now)

    def calling(who):
        headers = programs.bearer(who.account, now)

        def called(method, path, said=None):
            sent = {} if said is None else {"data": said, "content_type": "application/json"}
            return getattr(client, method)(f"{V1}{path}", headers=headers, **sent)

        return called

    owner = programs.staff_account("office", *RIGHTS, at=now - dt.timedelta(days=30), project_id=place.pk)  # fmt: skip
    made = calling(owner)
    made.calling = calling
    return made


def test_a_duty_is_listed_explained_proved_once_and_then_refused(call, place):
    [row] = call("get", "/duties/?state=open").json()["rows"]
    duty_row = Occurrence.objects.get()
    assert row == {
        "id": duty_row.pk, "project": place.pk, "rule": "trial/reply", "title": "每周例会",
        "post": "office_manager", "about": "case:7", "state": "open", "scheduled_on": "2026-03-02",
        "earliest_at": "2026-03-02T08:00:00+08:00", "target_at": "2026-03-12T00:00:00+08:00",
        "last_at": "2026-03-12T00:00:00+08:00", "missed_at": None, "done_at": None, "waived_at": None,
        "waived_because": "",
    }  # fmt: skip
    path = f"/duties/{duty_row.pk}/"
    assert call("get", path).json() == row
    assert any("9d" in line for line in call("get", f"{path}why/").json()["lines"])
    assert call("get", "/duties/?state=missed").json() == {"rows": [], "after": None}

    proved = call("post", f"{path}evidence/", {"words": "已答复"})
    assert (proved.status_code, proved.json()["state"]) == (200, "done")
    again = call("post", f"{path}evidence/", {"words": "再来"})
    assert (again.status_code, again.json()["code"]) == (422, "not_owed")
    assert [piece.words for piece in Piece.objects.all()] == ["已答复"]


def test_a_clock_stands_still_with_a_reason_and_a_waiver_has_one(call):
    path = f"/duties/{Occurrence.objects.get().pk}/"
    assert call("post", f"{path}pause/", {"because": ""}).status_code == 422
    assert not ClockPause.objects.exists()

    assert call("post", f"{path}pause/", {"because": "等业主"}).status_code == 200
    assert call("post", f"{path}pause/", {"because": "等业主"}).status_code == 422
    assert call("post", f"{path}resume/").status_code == 200
    assert call("post", f"{path}resume/").json()["code"] == "not_paused"
    stood = ClockPause.objects.get()
    assert stood.until_at - stood.from_at == dt.timedelta(microseconds=1)
    assert call("post", f"{path}waive/", {"because": "停办"}).json()["waived_because"] == "停办"
    assert call("post", f"{path}resume/").json()["code"] == "not_owed"


def test_rules_stand_with_their_figures_and_days(call, place):
    [rule] = call("get", f"/rules/?project={place.pk}").json()["rows"]

    assert (rule["rule"], rule["kind"], rule["figures"], rule["from_on"], rule["until_on"]) == (
        "trial/reply", "clock", {}, "2026-03-02", None,
    )  # fmt: skip


def test_the_calendar_holds_what_lies_on_whoever_asks(call, place):
    assert Calendar.from_ical(call("get", "/duties/calendar/").content).walk("VEVENT") == []
    now = duty.moment(dt.date(2026, 3, 1))
    from factories import workforce  # noqa: PLC0415

    manager = workforce.hired("林国栋", at=now, username="lin")
    held = workforce.role("office_manager", *RIGHTS, at=now)
    workforce.granted(manager, held, at=now, project_id=place.pk)
    answer = call.calling(manager)("get", "/duties/calendar/")

    assert answer.headers["Content-Type"].startswith("text/calendar")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "每周例会"
    [mine] = call.calling(manager)("get", "/duties/?mine=true").json()["rows"]
    assert mine["rule"] == "trial/reply"


def test_of_another_project_nothing_is_there(call, noon):
    stranger = programs.staff_account("stranger", *RIGHTS, at=duty.moment(dt.date(2026, 2, 1)), project_id=estate.project(code="YX").pk)  # fmt: skip
    asked = call.calling(stranger)
    row = Occurrence.objects.get()

    assert asked("get", "/duties/").json()["rows"] == []
    assert asked("get", "/rules/").json()["rows"] == []
    deeds = {"evidence": {"words": "x"}, "waive": {"because": "x"}, "pause": {"because": "x"}, "resume": None}  # fmt: skip
    answers = {asked("post", f"/duties/{row.pk}/{deed}/", said).status_code for deed, said in deeds.items()}  # fmt: skip
    assert answers | {asked("get", f"/duties/{row.pk}/").status_code} == {404}
    row.refresh_from_db()
    assert (row.done_at, row.waived_at) == (None, None)
