"""On whom a role lies today: roster, holders, stand-ins, and then whoever is above, never nowhere."""

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from anlin.foundation.audit.models import Entry
from anlin.ground.workforce import actions, queries, rules
from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.errors import (
    AbsenceWithoutTime,
    AwayAlready,
    AwayThen,
    NotOfThisProject,
    OnDutyAlready,
    SwapsNothing,
)
from anlin.ground.workforce.models import Absence, Shift
from anlin.ground.workforce.queries import Acting, Way
from anlin.kernel.actors import system
from anlin.kernel.errors import Conflict, NotAllowed, NotThere
from factories import actors, estate, workforce

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
ROLES = Path(__file__).parents[3] / "src/anlin/config/data/roles.json"


def moment(day, hour):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


class Office:
    """A project with two technicians, and whoever is asked for."""

    def __init__(self, noon):
        self.noon = noon
        self.project = estate.project()
        self.lin, self.wang = (self.holds("technician", name) for name in ("林国栋", "王芳"))

    def holds(self, role, name, *, everywhere=False):
        somebody = workforce.hired(name, at=self.noon)
        where = None if everywhere else self.project.pk
        wanted = workforce.role(role, "workorders.work", at=self.noon)
        workforce.granted(somebody, wanted, at=self.noon, project_id=where)
        return somebody

    def is_away(self, staff, *, by=workforce.BY):
        return actions.note_absence(
            staff=staff, starts_at=self.noon - HOUR, ends_at=self.noon + HOUR, by=by, at=self.noon
        )

    def shift(self, staff, *, hour=8, hours=8, day=None, duty=Duty.REPAIR):
        begins = moment(day or timezone.localdate(self.noon), hour)
        return actions.plan_shift(
            project_id=self.project.pk, staff=staff, duty=duty, starts_at=begins,
            ends_at=begins + hours * HOUR, by=workforce.BY, at=self.noon,
        )  # fmt: skip

    def acts(self, role="technician", *, project=True):
        place = (self.project.pk if project else None, role)
        return queries.acting({place}, self.noon)[place]


@pytest.fixture
def office(noon):
    return Office(noon)


def test_a_role_lies_on_all_who_hold_it_where_no_roster_says_more(office):
    assert office.acts() == Acting((office.lin.pk, office.wang.pk), Way.HOLDS, "technician")


def test_the_roster_names_todays_person(office):
    office.shift(office.wang)

    assert office.acts() == Acting((office.wang.pk,), Way.ON_SHIFT, "technician")


def test_a_shift_of_yesterday_or_one_struck_out_names_nobody(office):
    office.shift(office.wang, day=timezone.localdate(office.noon) - dt.timedelta(days=1))
    actions.strike_shift(shift=office.shift(office.lin), by=workforce.BY, at=office.noon)

    assert office.acts().way == Way.HOLDS


def test_whoever_is_away_has_nothing_lying_on_them(office):
    absence = office.is_away(office.lin)
    assert office.acts().staff_ids == (office.wang.pk,)

    actions.call_off_absence(absence=absence, by=workforce.BY, at=office.noon)
    assert office.acts().staff_ids == (office.lin.pk, office.wang.pk)


def test_then_the_stand_ins_in_their_order(office):
    first, second = (workforce.hired(name, at=office.noon) for name in ("甲", "乙"))
    post = workforce.post("技工", at=office.noon, project_id=office.project.pk)
    post.role = workforce.role("technician", at=office.noon)
    post.save()
    for staff in (first, second):
        actions.stand_in(post=post, staff=staff, by=workforce.BY, at=office.noon)
    for staff in (office.lin, office.wang):
        office.is_away(staff)

    assert office.acts() == Acting((first.pk,), Way.STANDS_IN, "technician")

    office.is_away(first)
    assert office.acts() == Acting((second.pk,), Way.STANDS_IN, "technician")


def test_nobody_there_and_it_goes_up_rung_by_rung(office):
    head = office.holds("general_manager", "何岚", everywhere=True)
    for staff in (office.lin, office.wang):
        office.is_away(staff)
    assert office.acts() == Acting((head.pk,), Way.ABOVE, "general_manager")

    supervisor = office.holds("engineering_supervisor", "赵明")
    assert office.acts() == Acting((supervisor.pk,), Way.ABOVE, "engineering_supervisor")


def test_where_the_company_has_nobody_left_it_says_so(office):
    for staff in (office.lin, office.wang):
        office.is_away(staff)

    assert office.acts() == Acting((), Way.NOBODY, "technician")


def test_of_the_company_only_who_holds_it_everywhere(office):
    assert office.acts(project=False).way == Way.NOBODY
    everywhere = office.holds("technician", "何岚", everywhere=True)

    assert office.acts(project=False) == Acting((everywhere.pk,), Way.HOLDS, "technician")
    assert office.acts().staff_ids == (office.lin.pk, office.wang.pk, everywhere.pk)


def test_however_many_are_asked_it_takes_four_queries(office, django_assert_num_queries):
    places = {(office.project.pk, role) for role in rules.ABOVE} | {(None, "finance")}
    with django_assert_num_queries(4):
        assert queries.acting(places, office.noon).keys() == places


def test_every_role_of_the_house_ends_at_the_head_of_the_company():
    roles = {role["code"] for role in json.loads(ROLES.read_text("utf-8"))["roles"]}
    assert roles - {"administrator"} == rules.ABOVE.keys()
    assert {rules.ladder(role)[-1] for role in (*roles, "our_own")} == {"administrator"}
    assert all(len(set(rules.ladder(role))) == len(rules.ladder(role)) for role in roles)


@pytest.mark.parametrize(
    ("name", "of_whom", "refusal"),
    [("planner", "lin", None), ("lin", "lin", None), ("lin", "wang", NotAllowed), ("far", "lin", NotThere)],
)  # fmt: skip
def test_one_notes_ones_own_absence_or_as_planner_that_of_ones_people(office, name, of_whom, refusal):  # fmt: skip
    by = {
        "planner": actors.staff("workforce.plan_shifts", "workforce.see", project_id=office.project.pk),
        "lin": actors.staff(key=office.lin.pk),
        "far": actors.staff("workforce.plan_shifts", "workforce.see", project_id=office.project.pk + 1),
    }[name]  # fmt: skip
    staff = getattr(office, of_whom)
    if refusal is None:
        office.is_away(staff, by=by)
        assert Entry.objects.filter(deed="workforce.absence_noted").count() == 1
    else:
        with pytest.raises(refusal):
            office.is_away(staff, by=by)
    assert Absence.objects.count() == (refusal is None)


def test_an_absence_has_a_length_and_is_noted_once(office):
    with pytest.raises(AbsenceWithoutTime):
        actions.note_absence(
            staff=office.lin, starts_at=office.noon, ends_at=office.noon, by=workforce.BY, at=office.noon
        )  # fmt: skip
    absence = office.is_away(office.lin)
    with pytest.raises(AwayAlready):
        office.is_away(office.lin)
    assert Absence.objects.count() == 1

    stale = Absence.objects.get()
    actions.call_off_absence(absence=absence, by=workforce.BY, at=office.noon)
    with pytest.raises(Conflict):
        actions.call_off_absence(absence=stale, by=workforce.BY, at=office.noon)
    office.is_away(office.lin)


def test_nobody_is_planned_for_a_time_when_they_are_away(office):
    office.is_away(office.lin)
    with pytest.raises(AwayThen):
        office.shift(office.lin)
    assert Shift.objects.count() == 0


def test_two_swap_their_shifts_both_or_neither(office):
    early, late = office.shift(office.lin, hour=0), office.shift(office.wang, hour=8)
    actions.swap_shifts(one=early, other=late, by=workforce.BY, at=office.noon)
    standing = Shift.objects.filter(struck_at=None).order_by("starts_at")
    assert [(s.staff_id, s.starts_at) for s in standing] == [
        (office.wang.pk, early.starts_at),
        (office.lin.pk, late.starts_at),
    ]


def test_a_swap_that_cannot_be_leaves_both_where_they_are(office):
    zhao = office.holds("technician", "赵明")
    early, late = office.shift(office.lin, hour=0), office.shift(office.lin, hour=8)
    overlapping = office.shift(zhao, hour=12)
    with pytest.raises(SwapsNothing):
        actions.swap_shifts(one=early, other=late, by=workforce.BY, at=office.noon)
    with pytest.raises(OnDutyAlready):
        actions.swap_shifts(one=overlapping, other=early, by=workforce.BY, at=office.noon)

    standing = Shift.objects.filter(struck_at=None).order_by("starts_at")
    assert [s.pk for s in standing] == [early.pk, late.pk, overlapping.pk]


def test_a_shift_is_handed_over_or_stays(office):
    shift = office.shift(office.lin)
    outsider = workforce.hired("外人", at=office.noon)
    with pytest.raises(NotOfThisProject):
        actions.hand_over_shift(shift=shift, to=outsider, by=workforce.BY, at=office.noon)
    shift.refresh_from_db()
    assert shift.struck_at is None

    taken = actions.hand_over_shift(shift=shift, to=office.wang, by=workforce.BY, at=office.noon)
    assert [s.pk for s in Shift.objects.filter(struck_at=None)] == [taken.pk]
    assert taken.staff_id == office.wang.pk


def test_watches_are_cut_by_absences_and_told_as_they_stood_on_record(office):
    shift = office.shift(office.lin, hour=8, hours=8)
    office.is_away(office.lin)

    def hours(known_at=None):
        whole = (shift.starts_at, shift.ends_at)
        found = queries.Watches([office.project.pk], *whole)
        return found.hours(office.project.pk, Duty.REPAIR, whole, known_at=known_at)

    cut = [(shift.starts_at, office.noon - HOUR), (office.noon + HOUR, shift.ends_at)]
    assert hours() == cut
    assert hours(office.noon) == cut
    assert hours(office.noon - HOUR) == []

    later = office.noon + HOUR
    actions.strike_shift(shift=shift, by=system("tests"), at=later)
    assert (hours(), hours(office.noon), hours(later)) == ([], cut, [])


spans = st.tuples(st.integers(0, 24), st.integers(0, 24)).map(sorted).filter(lambda s: s[0] < s[1])


@given(whole=spans, gone=st.lists(spans, max_size=4))
def test_what_is_left_of_a_span_is_every_hour_that_was_not_taken(whole, gone):
    left = rules.without(tuple(whole), [tuple(each) for each in gone])

    taken = {hour for begins, ends in gone for hour in range(begins, ends)}
    assert {hour for begins, ends in left for hour in range(begins, ends)} == {
        hour for hour in range(*whole) if hour not in taken
    }
    assert left == sorted(left)
    assert all(begins < ends for begins, ends in left)


@given(whole=spans, watched=st.lists(spans, max_size=5), heads=st.integers(1, 3))
def test_gaps_are_exactly_the_hours_with_too_few_people(whole, watched, heads):
    found = rules.gaps(tuple(whole), [tuple(each) for each in watched], heads=heads)

    too_few = {
        hour
        for hour in range(*whole)
        if sum(begins <= hour < ends for begins, ends in watched) < heads
    }
    assert {hour for begins, ends in found for hour in range(begins, ends)} == too_few
    assert all(one[1] < other[0] for one, other in pairwise(found))
