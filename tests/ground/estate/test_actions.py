"""Deeds on the estate: refusals leave nothing, and every stay of a unit is kept."""

import datetime as dt

import pytest

from anlin.foundation.audit import api as audit
from anlin.ground.estate import actions, errors, queries
from anlin.ground.estate.choices import MilestoneKind, ScheduleKind, UnitStatus, UnitStep
from anlin.ground.estate.models import Milestone, Schedule, Unit
from anlin.kernel.errors import NotAllowed
from anlin.kernel.states import NoSuchStep
from factories import actors, estate

pytestmark = pytest.mark.django_db
BY = actors.staff("estate.edit")


def test_a_taken_code_adds_none_of_the_units(noon):
    entrance = estate.entrance(estate.building(estate.project()))
    estate.units(entrance, "1502")
    with pytest.raises(errors.CodeTaken):
        estate.units(entrance, "1501", " 1502 ")
    assert list(Unit.objects.values_list("code", flat=True)) == ["1502"]


def test_one_code_may_stand_once_per_entrance_only():
    building = estate.building(estate.project())
    estate.units(estate.entrance(building, "1"), "1502")
    estate.units(estate.entrance(building, "2"), "1502")
    told = sorted(Unit.objects.values_list("address", flat=True))
    assert told == ["3栋1单元1502", "3栋2单元1502"]


def test_a_unit_is_found_by_any_spelling_and_not_when_two_fit():
    project = estate.project()
    building = estate.building(project)
    [unit] = estate.units(estate.entrance(building, "1"), "1502")
    for text in ("3栋1单元1502", "3-1-1502", "1502"):
        assert queries.find_unit(project.pk, text) == unit
    estate.units(estate.entrance(building, "2"), "1502")
    assert queries.find_unit(project.pk, "1502") is None


def test_milestones_out_of_order_change_nothing(noon):
    project = estate.project()
    told = {"project": project, "by": BY, "at": noon}
    actions.set_milestone(kind=MilestoneKind.SITE_ENTRY, on=dt.date(2025, 1, 1), **told)
    main = MilestoneKind.MAIN_STRUCTURE_START
    with pytest.raises(errors.MilestonesOutOfOrder):
        actions.set_milestone(kind=main, on=dt.date(2024, 1, 1), **told)
    assert Milestone.objects.count() == 1


def test_the_same_milestone_again_is_not_recorded_twice(noon):
    project = estate.project()
    told = {"project": project, "kind": MilestoneKind.SITE_ENTRY, "by": BY, "at": noon}
    for _ in range(2):
        actions.set_milestone(on=dt.date(2025, 1, 1), **told)
    deeds = [entry.deed for entry in audit.of_subject(project.subject)]
    assert deeds == ["estate.milestone_moved", "estate.project_opened"]


def test_a_schedule_becomes_the_next_version_and_the_older_stays(noon):
    told = {"project": estate.project(), "kind": ScheduleKind.SALES, "by": BY, "at": noon}
    lines = [("开盘", dt.date(2026, 3, 1), None)]
    assert [actions.keep_schedule(lines=lines, **told) for _ in range(2)] == [1, 2]
    assert Schedule.objects.count() == 2


def test_a_move_in_needs_its_three_conditions_and_leaves_nothing_half_done(noon):
    unit = estate.unit(estate.project(), status=UnitStatus.HANDED_OVER)
    told = {"unit": unit, "by": BY, "at": noon}
    with pytest.raises(errors.NotMovedInYet):
        actions.count_move_in(lived_in_from=dt.date(2024, 3, 1), **told)
    unit.refresh_from_db()
    assert (unit.status, unit.lived_in_from) == (UnitStatus.HANDED_OVER, None)
    actions.note_move_in_notice(on=dt.date(2024, 2, 1), **told)
    actions.note_formalities(on=dt.date(2024, 2, 20), **told)
    actions.count_move_in(lived_in_from=dt.date(2024, 3, 1), **told)
    stays = [(s.status, s.stays_from.isoformat()) for s in queries.stays_of(unit)]
    assert stays == [("handed_over", "2024-01-02"), ("occupied", "2024-03-01")]


def test_steps_neither_jump_nor_go_back_in_time(noon):
    unit = estate.unit(estate.project(), status=UnitStatus.OCCUPIED)
    told = {"unit": unit, "by": BY, "at": noon}
    with pytest.raises(NoSuchStep):
        actions.change_status(step=UnitStep.SELL, since=dt.date(2026, 1, 1), **told)
    with pytest.raises(errors.StatusInThePast):
        actions.change_status(step=UnitStep.LET_OUT, since=dt.date(2020, 1, 1), **told)
    assert queries.stays_of(unit).count() == 1


def test_two_steps_on_one_day_leave_no_stay_of_no_length(noon):
    unit = estate.unit(estate.project(), status=UnitStatus.VACANT)
    told = {"unit": unit, "since": dt.date(2026, 1, 1), "by": BY, "at": noon}
    actions.change_status(step=UnitStep.START_DECORATION, **told)
    actions.change_status(step=UnitStep.END_DECORATION, **told)
    assert [s.status for s in queries.stays_of(unit)] == ["vacant", "handed_over"]


def test_a_correction_that_changes_nothing_is_not_recorded(noon):
    unit = estate.unit(estate.project())
    before = len(audit.of_subject(unit.subject))
    actions.correct_unit(unit=unit, values={"layout": unit.layout}, by=BY, at=noon)
    assert len(audit.of_subject(unit.subject)) == before


def test_who_edits_one_project_changes_no_other(noon):
    here, there = estate.project("YL"), estate.project("JX")
    by = actors.staff("estate.edit", project_id=here.pk)
    with pytest.raises(NotAllowed):
        actions.change_profile(project=there, values={"city": "杭州"}, by=by, at=noon)
    with pytest.raises(NotAllowed):
        actions.open_project(new=actions.NewProject(code="N", name="N"), by=by, at=noon)
    there.refresh_from_db()
    assert there.city == ""


def test_a_plan_stands_from_the_top_with_entrances_side_by_side():
    building = estate.building(estate.project())
    estate.units(estate.entrance(building, "2"), "201", "101")
    estate.units(estate.entrance(building, "1"), "1001", "102", "101")
    plan = queries.plan_of(building)
    told = [
        (floor.number, [[unit.code for unit in part] for part in floor.units_by_entrance])
        for floor in plan.floors
    ]
    assert plan.entrances == ("1单元", "2单元")
    assert told == [(10, [["1001"], []]), (2, [[], ["201"]]), (1, [["101", "102"], ["101"]])]
