"""What a change would do is told rule by rule, and is what the change then does."""

import datetime as dt

import pytest

from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.choices import Fact
from anlin.instruments.duty.models import Occurrence, Standing
from factories import duty, estate
from factories.duty import moment

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 3, 2)
TUESDAY = MONDAY + dt.timedelta(days=1)
BEFORE_MOVE_IN = "milestone: {of: planned_move_in, earliest: -9m, target: -6m}"


@pytest.fixture
def project():
    return estate.project()


@pytest.fixture
def monday():
    return moment(MONDAY, 8)


def told(change):
    return [(r.code, r.adds, r.moves, r.removes, r.begins, r.ends, r.goes_on) for r in change.rules]


def test_each_rule_says_what_becomes_of_it(project, monday):
    old = [duty.rule("daily", duty.DAILY), duty.rule("gone"), duty.rule("same")]
    new = [duty.rule("daily", duty.DAILY.replace("09:00", "10:00")), duty.rule("same"), duty.rule("new")]  # fmt: skip
    duty.standing(project, *old, at=monday)
    pack = duty.pack(*new, version=2, at=monday)

    seen = actions.preview(pack=pack, places=[project], from_on=TUESDAY, at=monday)

    assert told(seen) == [
        ("trial/daily", 0, 62, 0, 0, 0, 1),
        ("trial/gone", 0, 0, 8, 0, 1, 0),
        ("trial/new", 8, 0, 0, 1, 0, 0),
    ]
    assert (seen.adds, seen.moves, seen.removes, seen.begins, seen.ends) == (8, 62, 8, 1, 1)
    daily, gone, begun = seen.rules
    assert (daily.before.last_at, daily.after.last_at) == (moment(TUESDAY, 9), moment(TUESDAY, 10))
    assert (gone.before.scheduled_on, gone.after) == (MONDAY + dt.timedelta(days=7), None)
    assert (begun.before, begun.after.scheduled_on) == (None, MONDAY + dt.timedelta(days=7))


def test_what_hangs_on_a_milestone_is_foreseen_as_well(project, monday):
    estate.milestone(project, "planned_move_in", dt.date(2027, 3, 1), at=monday)
    other = estate.project("JX")
    pack = duty.pack(duty.rule("scheme", BEFORE_MOVE_IN), at=monday)

    seen = actions.preview(pack=pack, places=[project, other], from_on=TUESDAY, at=monday)
    actions.adopt(pack=pack, places=[project, other], from_on=TUESDAY, by=duty.BY, at=monday)

    assert told(seen) == [("trial/scheme", 1, 0, 0, 2, 0, 0)]
    [row] = duty.occurrences()
    assert (row.last_at, row.last_at) == (seen.rules[0].after.last_at, moment(dt.date(2026, 9, 2)))


@pytest.mark.parametrize("many", [1, 5])
def test_a_hundred_rules_on_milestones_cost_the_questions_of_one(
    project, monday, many, django_assert_num_queries
):
    rules = [duty.rule(f"scheme-{n}", BEFORE_MOVE_IN) for n in range(many)]
    duty.standing(project, *rules, at=monday)
    estate.milestone(project, "planned_move_in", dt.date(2027, 3, 1), at=monday)
    Occurrence.objects.all().delete()
    standings = list(Standing.objects.select_related("rule"))

    with django_assert_num_queries(4):
        count = actions.opening.place_by_milestones(standings, at=monday)

    assert count == many == len(duty.occurrences())


def test_what_comes_back_after_a_warning_is_not_warned_of_twice(project, monday):
    """A milestone moves away and back after the day was told: the next sweep goes on where it stood."""
    estate.milestone(project, "planned_move_in", dt.date(2027, 3, 1), at=monday)
    what = "milestone: {of: planned_move_in, earliest: -9m, target: -6m, last: -5m}"
    duty.standing(project, duty.rule("scheme", what), at=monday)
    [row] = duty.occurrences()
    actions.sweep(at=row.target_at)
    assert [alarm.kind for alarm in row.alarms.all()] == ["target"]

    estate.milestone(project, "planned_move_in", dt.date(2027, 5, 1), at=row.target_at)
    estate.milestone(project, "planned_move_in", dt.date(2027, 3, 1), at=row.target_at)
    actions.sweep(at=row.last_at)

    row.refresh_from_db()
    assert [alarm.kind for alarm in row.alarms.order_by("step")] == ["target", "miss"]
    assert (row.missed_at, row.withdrawn_at) == (row.last_at, None)
    assert queries.audit(at=row.last_at).is_whole


def test_a_matter_sorted_away_and_back_is_not_warned_of_twice(project, monday):
    from anlin.instruments.duty.actions import Opening  # noqa: PLC0415
    from anlin.kernel.subjects import Subject  # noqa: PLC0415

    clock = "clock: {on: cases.case_opened, when: {kind: repair}, within: 24h}"
    duty.standing(project, duty.rule("reply", clock, more="  warn: [50]\n"), at=monday)
    about = Subject("case", "1")

    def sorted_as(kind, at):
        opening = Opening(
            news="cases.case_opened", about=about, project_id=project.pk, at=monday, said={"kind": kind}
        )  # fmt: skip
        actions.sort_clocks(opening, by=duty.BY, at=at)

    sorted_as("repair", monday)
    [row] = duty.occurrences()
    actions.sweep(at=monday + dt.timedelta(hours=13))
    sorted_as("inquiry", monday + dt.timedelta(hours=14))
    sorted_as("repair", monday + dt.timedelta(hours=15))
    actions.sweep(at=row.last_at)

    row.refresh_from_db()
    assert [alarm.kind for alarm in row.alarms.order_by("step")] == ["warn", "miss"]
    assert (row.missed_at, row.withdrawn_at) == (row.last_at, None)


def test_what_the_estate_has_on_record_holds_until_somebody_says_otherwise(project, monday):
    estate.building(project, "1", property_type="commodity_housing", storeys=18, has_lift=True)
    low = estate.project("JX")
    estate.building(low, "1", property_type="commodity_housing", storeys=6)
    estate.milestone(project, "office_establishment", MONDAY, at=monday)
    ids = [project.pk, low.pk]

    assert queries.facts_of(ids, MONDAY) == {
        project.pk: {Fact.LIFT, Fact.HIGH_RISE, Fact.MOVE_IN},
        low.pk: set(),
    }
    actions.answer(project=project, facts={Fact.LIFT: False}, by=duty.BY, at=monday)
    actions.answer(project=low, facts={Fact.LIFT: True}, by=duty.BY, at=monday)

    assert queries.facts_of(ids, MONDAY) == {
        project.pk: {Fact.HIGH_RISE, Fact.MOVE_IN},
        low.pk: {Fact.LIFT},
    }
