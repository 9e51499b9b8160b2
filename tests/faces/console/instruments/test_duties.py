"""The desk of duties: what lies on me, one duty with its reasons, evidence, waivers, the calendar, uncovered hours."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from anlin.foundation.accounts.models import Account
from anlin.instruments.documents import permissions as document_permissions
from anlin.instruments.documents.models import Document
from anlin.instruments.duty import actions
from anlin.instruments.duty.models import ClockPause, Occurrence, Piece
from anlin.kernel.subjects import Subject
from factories import desks, documents, duty, workforce

DUTIES = "/console/instruments/duties/"
HOUR = dt.timedelta(hours=1)


def clock(code, within, *, evidence="what: 记录", post="office_manager", more=""):
    rule = duty.rule(code, f"clock: {{on: cases.case_opened, within: {within}}}", evidence=evidence, more=more)  # fmt: skip
    return rule.replace("post: office_manager", f"post: {post}").replace("每周例会", f"职责{code}")


@pytest.fixture
def made(scene):
    scene.manager = desks.employee("林国栋", "linguodong", "office_manager", made=scene)
    return scene


@pytest.fixture
def manager(made, client):
    client.force_login(made.manager.account)
    return client


def stands(made, *rules, since=dt.timedelta(days=9), **more):
    duty.standing(made.project, *rules, at=made.at - since, **more)


def began(made, key, *, ago, project=None):
    """What happened so long ago, about the thing of that key."""
    place = project or made.project
    duty.happened(place.pk, Subject("meeting", key), at=made.at - ago)
    actions.sweep(at=made.at)
    return Occurrence.objects.filter(subject_key=key).order_by("pk").last()


def titles(page):
    return [line["title"] for line in page.context["duties"]]


def test_what_hurts_first_stands_first_and_one_click_does_what_needs_no_document(
    made, manager, django_assert_num_queries
):
    stands(
        made, clock("slow", "9d"), clock("fast", "2h"),
        clock("paper", "5h", evidence="{proof: document, what: 报告}"[1:-1]),
        clock("else", "1h", post="dispatcher"),
    )  # fmt: skip
    began(made, "1", ago=3 * HOUR)
    manager.get(DUTIES)
    with django_assert_num_queries(12):
        page = manager.get(f"{DUTIES}panel/")

    assert titles(page) == ["职责fast", "职责paper", "职责slow"]
    assert [line["state"] for line in page.context["duties"]] == ["漏办", "待办", "待办"]
    assert [line["one_click"] for line in page.context["duties"]] == [True, False, True]

    fast, paper, _slow = (line["row"] for line in page.context["duties"])
    answer = manager.post(f"{DUTIES}{fast.pk}/done/", {"back": "/console/"})
    assert answer.headers["Location"] == "/console/"
    fast.refresh_from_db()
    assert (fast.missed_at, fast.done_by) == (fast.last_at, f"staff:{made.manager.pk}")
    assert Piece.objects.get().words == "已按规定办妥。"
    refused = manager.post(f"{DUTIES}{paper.pk}/done/", {})
    assert refused.status_code == 422
    assert Piece.objects.count() == 1
    assert titles(manager.get(f"{DUTIES}panel/")) == ["职责paper", "职责slow"]


def test_nothing_owed_is_said_and_nothing_of_others_is_shown(made, client, manager):
    assert "您现在没有待办职责" in manager.get(f"{DUTIES}panel/").content.decode()
    stands(made, clock("fast", "2h"))
    began(made, "1", ago=HOUR)
    client.force_login(made.stranger.account)

    assert titles(client.get(f"{DUTIES}panel/")) == []


@pytest.mark.parametrize(
    ("view", "codes"),
    [
        ("mine", ["missed", "open"]), ("now", ["open", "else"]), ("missed", ["missed"]),
        ("done", ["done"]), ("late", ["late"]), ("waived", ["waived"]), ("ahead", []), ("company", []),
    ],
)  # fmt: skip
def test_the_list_has_a_view_for_each_state(made, manager, view, codes):
    names = ("missed", "open", "done", "late", "waived")
    spans = {"missed": "1h", "late": "1h"}
    stands(made, *(clock(code, spans.get(code, "9d")) for code in names), clock("else", "19d", post="dispatcher"))  # fmt: skip
    began(made, "1", ago=2 * HOUR)
    by = {row.standing.rule.code: row for row in duty.occurrences()}
    for code in ("done", "late"):
        actions.give_evidence(occurrence=by[code], words="做了", by=duty.BY, at=made.at)
    made_by = desks.employee("何", "he", "office_manager", made=made)
    actions.waive(occurrence=by["waived"], because="停办", by=_actor(made_by), at=made.at)

    page = manager.get(f"{DUTIES}?view={view}")
    assert [row.standing.rule.code for row, _address in page.context["lines"]] == codes


def _actor(staff):
    from anlin.ground.workforce.queries import actor_of  # noqa: PLC0415

    return actor_of(Account.objects.get(pk=staff.account_id), timezone.now())


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_costs_the_same_however_much_stands_in_it(
    made, manager, count, django_assert_num_queries
):
    stands(made, clock("open", "9d"))
    for nth in range(count):
        began(made, str(nth), ago=HOUR)
    manager.get(DUTIES)
    with django_assert_num_queries(7):
        page = manager.get(f"{DUTIES}?view=now")
    assert len(page.context["lines"]) == count


@pytest.mark.parametrize("count", [1, 20])
def test_lists_name_the_matter_at_the_same_price_for_one_and_many(
    made, manager, count, django_assert_num_queries
):
    stands(made, clock("slow", "9d"))
    cases = [desks.matter(made, words=f"第{n}处漏水。") for n in range(count)]
    for case in cases:
        duty.happened(made.project.pk, case.subject, at=made.at)
    duty.happened(made.project.pk, Subject("meeting", "9"), at=made.at)
    named = {f"{case.number} {case.title}" for case in cases}

    with django_assert_num_queries(8):
        page = manager.get(f"{DUTIES}?view=now").content.decode()
    assert {name for name in named if name in page} == named
    assert "meeting:9" in page
    week = manager.get(f"{DUTIES}calendar/week/?day={made.at.date()}").content.decode()
    assert {name for name in named if name in week} == named
    panel = manager.get(f"{DUTIES}panel/").content.decode()
    assert cases[0].number in panel
    sheet = manager.get(f"{DUTIES}?view=now&export=xlsx")
    assert sheet.status_code == 200


def test_a_duty_says_why_it_is_due_on_whom_it_lies_and_what_was_told(
    made, manager, django_assert_num_queries
):
    stands(made, clock("fast", "2h", more="  rises:\n    - {after: 0d, to: general_manager}\n"))
    row = began(made, "1", ago=3 * HOUR)
    manager.get(DUTIES)
    with django_assert_num_queries(18):
        page = manager.get(f"{DUTIES}{row.pk}/")

    text = page.content.decode()
    assert page.context["on_whom"] == "林国栋（任此岗位）"
    assert [(a.kind, post) for a, post in page.context["alarms"]] == [
        ("miss", "office_manager"), ("rise", "general_manager"),
    ]  # fmt: skip
    assert any("2h" in line for line in page.context["why"])
    assert "以后补办，这一条仍然保留" in text
    assert [step["name"] for step in page.context["next_steps"]] == ["prove", "waive"]


@pytest.mark.shows("B-GOV-12")
def test_who_signs_one_duty_may_say_that_the_same_deed_did_others_too(made, manager):
    held = "what: 调查记录, deed: survey-held"
    rules = [duty.rule(code, duty.DAILY.replace("09:00", f"{hour}:59"), evidence=held)
             for code, hour in (("small", 23), ("full", 23), ("third", 23))]  # fmt: skip
    stands(made, *rules, duty.rule("else", duty.DAILY), since=dt.timedelta(0))
    today = {
        row.standing.rule.code: row
        for row in Occurrence.objects.filter(scheduled_on=made.at.date())
    }
    address = f"{DUTIES}{today['small'].pk}/prove/"

    form = manager.get(address).context["form"]
    assert [pk for pk, _name in form.fields["also"].choices] == [
        today["full"].pk,
        today["third"].pk,
    ]
    wrong = manager.post(address, {"words": "已做", "also": [today["else"].pk]})
    assert (wrong.status_code, Piece.objects.count()) == (422, 0)
    manager.post(address, {"words": "已做", "also": [today["full"].pk]})

    done = Occurrence.objects.filter(done_at__isnull=False)
    assert {row.standing.rule.code for row in done} == {"small", "full"}
    assert today["full"].pieces.get().proof_ref == f"duty:{today['small'].pk}"


def test_evidence_with_a_document_is_kept_together_or_not_at_all(made, manager):
    stands(made, clock("paper", "5h", evidence="proof: document, what: 报告"))
    row = began(made, "1", ago=HOUR)
    picture = SimpleUploadedFile("报告.jpg", documents.picture())
    where = f"{DUTIES}{row.pk}/prove/"

    nothing = manager.post(where, {"words": "做了"})
    wrong = manager.post(where, {"words": "", "file": picture})
    assert [nothing.status_code, wrong.status_code] == [422, 422]
    assert "请附上" in nothing.content.decode()
    assert (Piece.objects.count(), Document.objects.count()) == (0, 0)

    picture.seek(0)
    manager.post(where, {"words": "做了", "file": picture})
    row.refresh_from_db()
    assert row.done_by == f"staff:{made.manager.pk}"
    [kept] = Document.objects.all()
    assert (kept.subject_kind, kept.subject_key) == ("duty", str(row.pk))
    page = manager.get(f"{DUTIES}{row.pk}/")
    assert [piece.words for piece, _who in page.context["pieces"]] == ["做了"]
    assert document_permissions.may_see(_actor(made.manager), kept)
    assert not document_permissions.may_see(_actor(made.stranger), kept)


def test_somebody_else_was_first_and_the_second_is_told(made, manager):
    stands(made, clock("open", "9d"))
    row = began(made, "1", ago=HOUR)
    seen = manager.get(f"{DUTIES}{row.pk}/prove/").context["form"].initial["seen"]
    actions.give_evidence(occurrence=row, words="先做了", by=duty.BY, at=made.at)

    answer = manager.post(f"{DUTIES}{row.pk}/prove/", {"words": "做了", "seen": seen})
    assert answer.status_code == 409
    assert Piece.objects.get().words == "先做了"


def test_a_waiver_and_a_stopped_clock_need_a_reason_that_stands_on_the_page(made, manager):
    pausable = clock("open", "9d, pausable: true, pause_budget: 2d")
    stands(made, pausable)
    row = began(made, "1", ago=HOUR)
    assert manager.post(f"{DUTIES}{row.pk}/pause/", {"because": " "}).status_code == 422
    assert ClockPause.objects.count() == 0

    manager.post(f"{DUTIES}{row.pk}/pause/", {"because": "等业主回来"})
    page = manager.get(f"{DUTIES}{row.pk}/")
    assert [step["name"] for step in page.context["next_steps"]] == ["prove", "resume", "waive"]
    assert "等业主回来" in page.content.decode()
    manager.post(f"{DUTIES}{row.pk}/resume/", {})
    assert ClockPause.objects.get().until_at is not None

    assert manager.post(f"{DUTIES}{row.pk}/waive/", {"because": ""}).status_code == 422
    manager.post(f"{DUTIES}{row.pk}/waive/", {"because": "整栋停用"})
    row.refresh_from_db()
    assert row.waived_because == "整栋停用"
    assert "整栋停用" in manager.get(f"{DUTIES}{row.pk}/").content.decode()


def test_another_office_and_whoever_may_only_see_change_nothing(made, client):
    stands(made, clock("open", "9d"))
    row = began(made, "1", ago=HOUR)
    client.force_login(made.stranger.account)
    steps = ("prove", "done", "waive", "pause", "resume")
    asked = [client.get(f"{DUTIES}{row.pk}/"), *(client.post(f"{DUTIES}{row.pk}/{s}/") for s in steps)]  # fmt: skip
    assert {answer.status_code for answer in asked} == {404}

    watcher = workforce.hired("吴", at=made.at, username="wu")
    only = workforce.role("watcher", "duty.see", at=made.at)
    workforce.granted(watcher, only, at=made.at, project_id=made.project.pk)
    client.force_login(watcher.account)
    answers = {s: client.post(f"{DUTIES}{row.pk}/{s}/", {"words": "x", "because": "x"}).status_code for s in steps}  # fmt: skip
    row.refresh_from_db()
    assert set(answers.values()) == {403}
    assert (row.done_at, row.waived_at, Piece.objects.count()) == (None, None, 0)


class TestCalendar:
    @pytest.fixture
    def month(self, made):
        """A daily duty since the first of the month before: missed until today, but for one done and one waived day."""
        today = timezone.localdate(made.at)
        first = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
        duty.standing(made.project, duty.rule(what=duty.DAILY), at=duty.moment(first))
        done, waived = duty.occurrences()[2:4]
        actions.give_evidence(occurrence=done, words="做了", by=duty.BY, at=done.earliest_at)
        actions.waive(occurrence=waived, because="停办", by=_actor(made.manager), at=waived.earliest_at)  # fmt: skip
        actions.open_ahead(at=made.at)
        actions.sweep(at=made.at)
        return first

    def test_a_month_counts_each_day_by_state(self, made, manager, month, django_assert_num_queries):  # fmt: skip
        manager.get(DUTIES)
        with django_assert_num_queries(6):
            page = manager.get(f"{DUTIES}calendar/?day={month.isoformat()}")

        cells = {c["day"]: c for week in page.context["weeks"] for c in week}
        said = [[(one["name"], one["count"]) for one in cells[month + dt.timedelta(days=n)]["counts"]] for n in range(5)]  # fmt: skip
        assert said == [[("missed", 1)], [("missed", 1)], [("done", 1)], [("waived", 1)], [("missed", 1)]]  # fmt: skip
        assert all(len(week) == 7 for week in page.context["weeks"])
        assert page.context["weeks"][0][0]["day"].weekday() == 0

    @pytest.mark.parametrize("day", ["", "kaputt", "9999-12-31", "0001-01-01", "2026-02-30"])
    def test_what_is_no_day_is_today(self, made, manager, day):
        for page in ("calendar/", "calendar/week/"):
            answer = manager.get(f"{DUTIES}{page}?day={day}")
            assert answer.status_code == 200
            shown = answer.context["month"]
            assert abs((shown - timezone.localdate()).days) < 32

    def test_a_week_names_its_duties(self, made, manager, month, django_assert_num_queries):
        manager.get(DUTIES)
        with django_assert_num_queries(6):
            page = manager.get(f"{DUTIES}calendar/week/?day={month.isoformat()}")

        lines = [(day, [line["state"] for line in lines]) for day, lines in page.context["days"]]
        assert (len(lines), lines[0][0].weekday()) == (7, 0)
        assert [states for day, states in lines if day >= month][:3] == [["漏办"], ["漏办"], ["已办"]][: sum(day >= month for day, _ in lines)]  # fmt: skip

    def test_another_project_shows_nothing_of_it(self, made, client, month):
        client.force_login(made.stranger.account)
        page = client.get(f"{DUTIES}calendar/?day={month.isoformat()}")
        assert not [c for week in page.context["weeks"] for c in week if c["counts"]]


@pytest.mark.shows("A-STF-02")
def test_hours_nobody_is_on_the_roster_for_are_named(made, manager, django_assert_num_queries):
    cover = duty.rule("hotline", "cover: {duty: hotline, begins: '00:00', ends: '24:00'}")
    duty.standing(made.project, cover, at=made.at)
    manager.get(DUTIES)
    with django_assert_num_queries(7):
        page = manager.get(f"{DUTIES}uncovered/")

    gaps = page.context["gaps"]
    assert 14 <= len(gaps) <= 15
    assert gaps[-1]["roster"].startswith("/console/ground/staff/roster/plan/?day=")
    Occurrence.objects.all().update(withdrawn_at=made.at)
    assert "每个时段都有人当班" in manager.get(f"{DUTIES}uncovered/").content.decode()
