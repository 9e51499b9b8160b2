"""What is owed stands before its day, is marked at its own moment, and never goes away."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from anlin.ground.workforce import actions as workforce
from anlin.instruments.duty import actions, errors, queries
from anlin.instruments.duty.choices import Fact, State, StepKind
from anlin.instruments.duty.events import DutyDone, DutyStepReached
from anlin.instruments.duty.models import Alarm, Heartbeat, Occurrence, Piece, Standing
from anlin.kernel.errors import NotAllowed
from anlin.kernel.subjects import Subject
from factories import actors, duty, estate
from factories.duty import moment

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 3, 2)
RISING = "  rises:\n    - {after: 0d, to: office_manager}\n    - {after: 2d, to: general_manager}\n"


@pytest.fixture
def project():
    return estate.project()


@pytest.fixture
def monday():
    return moment(MONDAY, 8)


def test_every_occurrence_of_62_days_stands_before_its_day_with_its_three_moments(project, monday):
    duty.standing(project, at=monday)

    rows = duty.occurrences()

    assert [row.scheduled_on for row in rows] == [MONDAY + dt.timedelta(weeks=n) for n in range(9)]
    first = rows[0]
    assert first.earliest_at == moment(MONDAY)
    assert first.target_at == moment(MONDAY, 18)
    assert first.last_at == moment(MONDAY + dt.timedelta(days=7))
    assert first.next_at == first.target_at
    assert (first.post, first.project, first.wanted) == ("office_manager", project, 1)
    assert actions.open_ahead(at=monday) == 0
    assert queries.audit(at=monday).is_whole


def test_a_weeks_stop_leaves_the_same_ledger_as_running_every_minute(project, monday):
    duty.standing(project, duty.rule(what=duty.DAILY, more=RISING), at=monday)
    late = moment(MONDAY + dt.timedelta(days=7), 12)

    actions.open_ahead(at=late)
    actions.sweep(at=late)

    missed = duty.occurrences(missed_at__isnull=False)
    assert [row.scheduled_on for row in missed] == [MONDAY + dt.timedelta(days=n) for n in range(8)]
    assert all(row.missed_at == row.last_at == moment(row.scheduled_on, 9) for row in missed)
    told = list(
        Alarm.objects.filter(occurrence=missed[0]).values_list("step", "kind", "to", "due_at")
    )
    assert told == [
        (0, StepKind.MISS, "office_manager", moment(MONDAY, 9)),
        (1, StepKind.RISE, "office_manager", moment(MONDAY, 9)),
        (2, StepKind.RISE, "general_manager", moment(MONDAY + dt.timedelta(days=3))),
    ]
    assert Occurrence.objects.count() == 62 + 1 + 7
    assert queries.audit(at=late).is_whole
    assert Heartbeat.objects.get().beat_at == late


def test_running_twice_or_with_the_clock_set_back_tells_nothing_twice(project, monday, at_once):
    duty.standing(project, duty.rule(what=duty.DAILY, more=RISING), at=monday)
    noon = moment(MONDAY, 12)
    assert actions.sweep(at=noon) == 1
    before = list(Alarm.objects.values_list("occurrence", "step"))

    assert actions.sweep(at=noon) == 0
    assert actions.sweep(at=moment(MONDAY, 7)) == 0
    assert actions.open_ahead(at=moment(MONDAY - dt.timedelta(days=30))) == 0

    assert list(Alarm.objects.values_list("occurrence", "step")) == before
    assert queries.audit(at=noon).is_whole


def test_what_was_missed_cannot_be_taken_back_moved_or_deleted_even_by_hand(project, monday):
    duty.standing(project, duty.rule(what=duty.DAILY), at=monday)
    actions.sweep(at=moment(MONDAY, 12))
    [row] = duty.occurrences(missed_at__isnull=False)
    found = Occurrence.objects.filter(pk=row.pk)

    for change in ({"missed_at": None}, {"withdrawn_at": monday}, {"key": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            found.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        found._raw_delete(using="default")

    assert found.get().missed_at == row.missed_at


def test_evidence_in_time_discharges_and_enough_of_it_is_needed(project, monday, at_once):
    duty.standing(project, duty.rule(evidence="what: 开箱记录, count: 2"), at=monday)
    [row, *_later] = duty.occurrences()
    by = actors.staff("duty.discharge")

    actions.give_evidence(occurrence=row, words="开箱，无意见", by=by, at=moment(MONDAY, 9))
    row.refresh_from_db()
    assert (row.done_at, queries.state_of(row, moment(MONDAY, 10))) == (None, State.OPEN)
    actions.give_evidence(occurrence=row, words="第二次开箱", by=by, at=moment(MONDAY, 17))

    row.refresh_from_db()
    assert (row.done_at, row.done_by, row.next_at) == (moment(MONDAY, 17), by.ref, None)
    actions.sweep(at=moment(MONDAY + dt.timedelta(days=8)))
    row.refresh_from_db()
    assert row.missed_at is None
    assert queries.state_of(row, moment(MONDAY + dt.timedelta(days=8))) == State.DONE


def test_done_after_its_last_moment_is_missed_and_done_though_the_engine_slept(project, monday):
    duty.standing(project, duty.rule(what=duty.DAILY), at=monday)
    [row, *_later] = duty.occurrences()
    late = moment(MONDAY, 15)

    actions.give_evidence(occurrence=row, words="补做", by=actors.staff("duty.discharge"), at=late)

    row.refresh_from_db()
    assert (row.missed_at, row.done_at) == (moment(MONDAY, 9), late)
    assert queries.state_of(row, late) == State.DONE_LATE
    assert [a.kind for a in queries.alarms_of(row)] == [StepKind.MISS]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (("做了", (), 9), NotAllowed),
        (("  ", ("duty.discharge",), 9), errors.NeedsProof),
        (("做了", ("duty.discharge",), -24), errors.NotYet),
    ],
)
def test_refused_evidence_changes_nothing(project, monday, given, refusal):
    words, rights, hour = given
    duty.standing(project, at=monday)
    [row, *_later] = duty.occurrences()
    at = moment(MONDAY) + dt.timedelta(hours=hour)

    with pytest.raises(refusal):
        actions.give_evidence(occurrence=row, words=words, by=actors.staff(*rights), at=at)

    row.refresh_from_db()
    assert (row.done_at, Piece.objects.count()) == (None, 0)


def test_one_deed_discharges_the_rules_of_both_catalogues_once_each(project, monday):
    both = [
        duty.rule("weekly", evidence="what: 座谈记录, deed: symposium-held"),
        duty.rule(
            "monthly",
            "calendar: {every: FREQ=MONTHLY;BYMONTHDAY=1, last: end of month}",
            evidence="what: 座谈记录, deed: symposium-held",
        ),
        duty.rule("other", evidence="what: 其他"),
    ]
    duty.standing(project, *both, at=moment(dt.date(2026, 3, 1), 8))
    proof, by = Subject("meeting", "7"), actors.staff()

    for _again in range(2):
        actions.discharge(
            deeds=["symposium-held"],
            proof=proof,
            project_id=project.pk,
            by=by,
            at=moment(MONDAY, 10),
        )

    done = duty.occurrences(done_at__isnull=False)
    assert sorted(row.standing.code for row in done) == ["trial/monthly", "trial/weekly"]
    assert {row.scheduled_on for row in done} == {dt.date(2026, 3, 1), MONDAY}
    assert set(Piece.objects.values_list("proof_ref", flat=True)) == {"meeting:7"}


def test_a_waiver_needs_a_reason_and_for_the_law_a_right_of_its_own(project, monday):
    duty.standing(project, duty.rule(more="  confidence: A\n"), at=monday)
    [row, *_later] = duty.occurrences()

    with pytest.raises(NotAllowed):
        actions.waive(occurrence=row, because="停梯", by=actors.staff("duty.waive"), at=monday)
    lawful = actors.staff("duty.waive_statutory")
    with pytest.raises(errors.NeedsReason):
        actions.waive(occurrence=row, because=" ", by=lawful, at=monday)
    row.refresh_from_db()
    assert (row.waived_at, row.waived_by) == (None, "")
    actions.waive(occurrence=row, because="电梯停用检修", by=lawful, at=monday)

    row.refresh_from_db()
    assert (row.waived_at, row.waived_because, row.next_at) == (monday, "电梯停用检修", None)
    with pytest.raises(errors.NotOwed):
        actions.give_evidence(
            occurrence=row, words="做了", by=actors.staff("duty.discharge"), at=monday
        )


def test_other_figures_move_what_lies_ahead_and_leave_what_was(project, monday):
    duty.standing(project, at=monday)
    standing = Standing.objects.get()
    from_on = MONDAY + dt.timedelta(days=7)
    figures = {"calendar.every": "FREQ=WEEKLY;BYDAY=TU"}
    by = actors.staff("duty.arrange")

    seen = actions.preview_figures(standing=standing, figures=figures, from_on=from_on, at=monday)
    assert Occurrence.objects.filter(withdrawn_at=None).count() == 9
    change = actions.set_figures(
        standing=standing, figures=figures, from_on=from_on, reason="周一停电", by=by, at=monday
    )

    assert (seen.adds, seen.moves, seen.removes) == (change.adds, change.moves, change.removes)
    assert (change.adds, change.moves, change.removes) == (8, 0, 8)
    days = [row.scheduled_on for row in duty.occurrences(withdrawn_at=None)]
    tuesday = from_on + dt.timedelta(days=1)
    assert days == [MONDAY, *(tuesday + dt.timedelta(weeks=n) for n in range(8))]
    assert Occurrence.objects.exclude(withdrawn_at=None).count() == 8
    assert queries.audit(at=monday).is_whole


@pytest.mark.parametrize(
    ("figures", "from_on", "refusal"),
    [
        ({"calendar.every": "FREQ=WEEKLY"}, MONDAY + dt.timedelta(days=1), errors.FiguresWrong),
        ({"post": "x y"}, MONDAY + dt.timedelta(days=1), errors.FiguresWrong),
        ({"nowhere.at": 1}, MONDAY + dt.timedelta(days=1), errors.FiguresWrong),
        ({"hours": 2.0}, MONDAY, errors.TooEarly),
    ],
)
def test_refused_figures_leave_everything_as_it_was(project, monday, figures, from_on, refusal):
    duty.standing(project, at=monday)
    standing = Standing.objects.get()
    before = list(Occurrence.objects.values().order_by("pk"))

    with pytest.raises(refusal):
        actions.set_figures(
            standing=standing, figures=figures, from_on=from_on, reason="", by=duty.BY, at=monday
        )

    assert Standing.objects.get().until_on is None
    assert list(Occurrence.objects.values().order_by("pk")) == before


def test_a_rule_applies_only_where_its_facts_hold(project, monday):
    other = estate.project("XF")
    actions.answer(
        project=project, facts={Fact.LIFT: True, Fact.POOL: False}, by=duty.BY, at=monday
    )
    pack = duty.pack(
        duty.rule("lift", more="  when: [lift]\n"),
        duty.rule("dry", more="  when: [not pool]\n"),
        at=monday,
    )

    actions.adopt(pack=pack, places=[project, other], from_on=MONDAY, by=duty.BY, at=monday)

    found = set(Standing.objects.values_list("project__code", "code"))
    assert found == {("YL", "trial/lift"), ("YL", "trial/dry"), ("XF", "trial/dry")}


def test_a_year_nobody_entered_stops_only_what_counts_its_working_days_and_says_so(project):
    at = moment(dt.date(2027, 12, 1), 8)
    counted = "calendar: {every: FREQ=MONTHLY;BYMONTHDAY=1, target: -1d +3wd at 18:00}"
    duty.standing(project, duty.rule("counted", counted), duty.rule("plain"), at=at)

    actions.open_ahead(at=at)

    beat = Heartbeat.objects.get()
    assert beat.waiting_for_year is not None
    plain = Standing.objects.get(code="trial/plain")
    assert plain.opened_until == at.date() + dt.timedelta(days=63)
    stopped = Standing.objects.get(code="trial/counted")
    assert stopped.opened_until < plain.opened_until
    assert queries.audit(at=at).is_whole


def test_news_opens_a_clock_once_and_its_deed_discharges_it(project, monday):
    rule = duty.rule("reply", duty.CLOCK, evidence="what: 答复, proof: news, deed: cases.replied")
    duty.standing(project, rule, at=monday)
    about = Subject("case", "42")

    assert duty.happened(project.pk, about, at=monday) == 1
    assert duty.happened(project.pk, about, at=moment(MONDAY, 9)) == 0

    [row] = duty.occurrences()
    assert (row.about, row.earliest_at) == (about, monday)
    assert row.last_at == moment(MONDAY + dt.timedelta(days=4))
    replied = moment(MONDAY, 10)
    done = actions.discharge(
        deeds=["cases.replied"], about=about, proof=Subject("note", "1"), by=duty.BY, at=replied
    )
    assert done == [row]
    assert queries.audit(at=replied).is_whole


def test_a_clock_stands_still_with_a_reason_and_at_most_for_its_budget(project, monday):
    what = "clock: {on: cases.case_opened, within: 24h, pausable: true, pause_budget: 12h}"
    duty.standing(project, duty.rule("reply", what), at=monday)
    duty.happened(project.pk, Subject("case", "1"), at=monday)
    [row] = duty.occurrences()
    by = actors.staff("duty.discharge")

    with pytest.raises(errors.NeedsReason):
        actions.pause(occurrence=row, because="", by=by, at=monday)
    actions.pause(occurrence=row, because="等业主回来", by=by, at=moment(MONDAY, 10))
    with pytest.raises(errors.PausedAlready):
        actions.pause(occurrence=row, because="再等", by=by, at=moment(MONDAY, 11))
    actions.sweep(at=moment(MONDAY + dt.timedelta(days=1), 9))
    row.refresh_from_db()
    assert row.missed_at is None
    assert row.last_at == moment(MONDAY + dt.timedelta(days=1), 20)
    actions.sweep(at=moment(MONDAY + dt.timedelta(days=2)))

    row.refresh_from_db()
    assert row.missed_at == moment(MONDAY + dt.timedelta(days=1), 20)
    assert queries.audit(at=moment(MONDAY + dt.timedelta(days=2))).is_whole


def test_a_duty_before_a_milestone_moves_with_it(project, monday):
    what = "milestone: {of: planned_move_in, earliest: -9m, target: -6m}"
    duty.standing(project, duty.rule("scheme", what), at=monday)
    assert duty.occurrences() == []
    estate.milestone(project, "planned_move_in", dt.date(2027, 3, 1), at=monday)
    [row] = duty.occurrences()
    assert row.last_at == moment(dt.date(2026, 9, 2))

    estate.milestone(project, "planned_move_in", dt.date(2027, 5, 1), at=monday)
    estate.milestone(project, "planned_move_in", dt.date(2027, 3, 1), at=monday)

    [now] = duty.occurrences(withdrawn_at=None)
    assert (now.pk, now.last_at) == (row.pk, row.last_at)
    assert Occurrence.objects.exclude(withdrawn_at=None).count() == 1
    assert queries.audit(at=monday).is_whole


def test_the_auditor_names_what_is_missing_surplus_moved_and_not_looked_at(project, monday):
    duty.standing(project, at=monday)
    gone, moved, *_rest = duty.occurrences()
    Occurrence.objects.filter(pk=gone.pk).delete()
    Occurrence.objects.filter(pk=moved.pk).update(last_at=moved.last_at + dt.timedelta(days=1))
    surplus = duty.occurrences()[-1]
    Occurrence.objects.filter(pk=surplus.pk).update(key="2099-01-01")

    found = queries.audit(at=moved.next_at + dt.timedelta(minutes=6))

    assert [(d.what, d.key) for d in found.differences] == [
        ("missing", gone.key),
        ("moved", moved.key),
        ("missing", surplus.key),
        ("surplus", "2099-01-01"),
        ("not looked at", moved.key),
    ]
    assert found.expected == {"trial/meeting": 9}
    assert found.present == {"trial/meeting": 8}


def test_why_is_told_line_by_line(project, monday):
    workforce.seed_calendar(source="国务院", by=duty.BY, at=monday, years=[2026])
    duty.standing(
        project, duty.rule("reply", "clock: {on: cases.case_opened, within: 5wd}"), at=monday
    )
    duty.happened(project.pk, Subject("case", "1"), at=moment(dt.date(2026, 9, 28), 10))
    [row] = duty.occurrences()

    said = [str(line) for line in queries.why(row).lines]

    # The 1st to the 7th of October are free, Saturday the 10th is worked instead.
    assert row.last_at == moment(dt.date(2026, 10, 11))
    special = [line for line in said if line.startswith("2026年10月")]
    assert [line.split("日")[0][8:] for line in special] == [*"1234567", "10"]
    assert "trial/reply" in said[0]
    assert "001 L83" in said[1]
    assert any("5wd" in line for line in said)


def test_what_was_reached_and_done_is_told_as_news(project, monday, monkeypatch):
    told = []
    from anlin.foundation.news import api as news  # noqa: PLC0415

    monkeypatch.setattr(news, "publish", told.append)
    monkeypatch.setattr(news, "publish_many", told.extend)
    duty.standing(project, duty.rule(what=duty.DAILY), at=monday)
    [row, *_later] = duty.occurrences()
    actions.sweep(at=moment(MONDAY, 9))
    actions.give_evidence(
        occurrence=row, words="补做", by=actors.staff("duty.discharge"), at=moment(MONDAY, 10)
    )

    reached, done = told
    assert isinstance(reached, DutyStepReached)
    assert (reached.kind, reached.to, reached.duty_id) == (StepKind.MISS, "office_manager", row.pk)
    assert isinstance(done, DutyDone)
    assert done.was_missed


def test_the_engine_tells_how_far_behind_it_is_and_since_when_it_is_silent(project, monday):
    duty.standing(project, duty.rule(what=duty.DAILY), at=monday)
    assert (queries.lag(monday), queries.silent_for(monday)) == (dt.timedelta(), None)
    actions.open_ahead(at=monday)
    late = moment(MONDAY, 11)

    assert queries.lag(late) == dt.timedelta(hours=2)
    assert queries.silent_for(late) == dt.timedelta(hours=3)
    actions.sweep(at=late)
    assert queries.lag(late) == dt.timedelta()
