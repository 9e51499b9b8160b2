"""Phases, statuses and addresses, on plain values."""

import datetime as dt
import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from anlin.ground.estate import rules
from anlin.ground.estate.choices import MilestoneKind, Phase, PropertyType, UnitStatus

DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2040, 12, 31))
ORDER = [Phase.NOT_STARTED, Phase.EARLY, Phase.MID, Phase.LATE, Phase.MOVE_IN, Phase.ROUTINE]


@st.composite
def courses(draw):
    """Milestones of a project in the order in which life brings them."""
    entry, main, move_in, office, routine = sorted(draw(st.sets(DAYS, min_size=5, max_size=5)))
    planned = move_in
    return {
        MilestoneKind.SITE_ENTRY: entry,
        MilestoneKind.MAIN_STRUCTURE_START: main,
        MilestoneKind.PLANNED_MOVE_IN: planned,
        MilestoneKind.OFFICE_ESTABLISHMENT: office,
        MilestoneKind.ROUTINE_START: routine,
    }


@given(courses(), st.lists(DAYS, min_size=2, max_size=12))
def test_phases_follow_one_another_without_gap_or_way_back(milestones, days):
    found = [ORDER.index(rules.phase_on(day, milestones)) for day in sorted(days)]
    assert found == sorted(found)


@given(courses())
def test_every_phase_begins_on_its_own_day(milestones):
    starts = rules.phase_starts(milestones)
    in_order = [starts[phase] for phase in ORDER[1:]]
    assume(in_order == sorted(set(in_order)))
    eve = [start - dt.timedelta(days=1) for start in in_order]
    assert [rules.phase_on(day, milestones) for day in in_order] == ORDER[1:]
    assert [rules.phase_on(day, milestones) for day in eve] == ORDER[:-1]


@pytest.mark.shows("A-LIFE-03", "A-LIFE-04", "A-LIFE-05", "A-LIFE-15")
def test_the_late_phase_begins_six_months_before_the_planned_move_in():
    milestones = {
        MilestoneKind.SITE_ENTRY: dt.date(2025, 1, 1),
        MilestoneKind.MAIN_STRUCTURE_START: dt.date(2025, 6, 1),
        MilestoneKind.PLANNED_MOVE_IN: dt.date(2026, 8, 31),
        MilestoneKind.OFFICE_ESTABLISHMENT: dt.date(2026, 8, 1),
    }
    told = [
        rules.phase_on(day, milestones)
        for day in (
            dt.date(2024, 12, 31),
            dt.date(2025, 1, 1),
            dt.date(2025, 6, 1),
            dt.date(2026, 2, 27),
            dt.date(2026, 2, 28),
            dt.date(2026, 7, 31),
            dt.date(2026, 8, 1),
        )
    ]
    early, mid, late = Phase.EARLY, Phase.MID, Phase.LATE
    assert told == [Phase.NOT_STARTED, early, mid, mid, late, late, Phase.MOVE_IN]


def test_milestones_the_wrong_way_round_are_named():
    entry, main = MilestoneKind.SITE_ENTRY, MilestoneKind.MAIN_STRUCTURE_START
    assert rules.misplaced({entry: dt.date(2026, 1, 2), main: dt.date(2026, 1, 1)}) == (entry, main)
    assert rules.misplaced({entry: dt.date(2026, 1, 1), main: dt.date(2026, 1, 1)}) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3栋2单元1502", ("3", "2", "1502")),
        ("3-2-1502", ("3", "2", "1502")),
        ("3栋1502", ("3", "", "1502")),
        ("1502室", ("", "", "1502")),
        ("3号楼2单元1502室", ("3", "2", "1502")),
        ("A座1502", ("A", "", "1502")),
        ("曾丽华", None),
    ],
)
def test_a_room_is_understood_as_people_write_it(text, parts):
    assert rules.room_parts(text) == parts


NUMBERS = st.integers(1, 40).map(str)


@given(NUMBERS, NUMBERS, st.integers(101, 4099).map(str))
def test_every_spelling_of_a_room_means_the_same(building, entrance, unit):
    spellings = [
        f"{building}栋{entrance}单元{unit}",
        f"{building}-{entrance}-{unit}",
        f" {building} 幢 {entrance} 单元 {unit} 室",
        f"{building}号楼{entrance}单元{unit}房",
    ]
    assert {rules.room_parts(text) for text in spellings} == {(building, entrance, unit)}


@given(st.integers(1, 60), st.integers(1, 20))
def test_a_room_number_tells_its_floor(floor, room):
    assert rules.floor_of(f"{floor}{room:02}") == floor


def test_no_status_of_a_unit_is_a_dead_end_and_each_can_be_reached():
    reached = {rules.UNIT_LIFE.first}
    for before, _step, after in itertools.chain(*[rules.UNIT_LIFE.rows] * len(UnitStatus)):
        if before in reached:
            reached.add(after)
    assert reached == set(UnitStatus)
    assert rules.UNIT_LIFE.last == []


@pytest.mark.parametrize("kind", list(PropertyType))
def test_where_people_live_the_desk_stays_into_the_evening(kind):
    opens, closes = rules.default_hours(kind)
    lives = kind not in {PropertyType.COMMERCIAL_COMPLEX, PropertyType.SHOP, PropertyType.OFFICE}
    assert (opens <= dt.time(8, 30), closes >= dt.time(20)) == (True, lives)
