"""The stack plan and the pages around it, in a real browser, with an estate that looks like one."""

import datetime as dt

import pytest

from anlin.faces.kit import projects
from anlin.ground.estate import actions
from anlin.ground.estate.choices import MilestoneKind, UnitStatus
from anlin.ground.tenure.choices import TenureRole
from browsers import drawn, settle
from factories import cases, estate, people, tenure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FAMILIES = "刘伟 赵敏 曾丽华 欧阳小明 陈建国 林芳 黄志强 周静 吴磊 郑秀英 孙涛 马晓燕".split()


@pytest.fixture
def rights():
    return {
        "estate.see", "estate.edit", "tenure.see", "tenure.edit", "people.see", "people.edit", "people.look",
        "people.merge", "people.see_profile", "cases.see", "workforce.see", "workforce.manage_staff",
        "workforce.manage_rights", "settings.edit", "audit.see", "intake.import",
    }  # fmt: skip


@pytest.fixture
def building(known, noon, monkeypatch):
    project = estate.project(
        "YL", name="云栖里", city="杭州市", location="望江路 18 号", household_count=1286
    )
    offered = (projects.Project(project.pk, project.name),)
    monkeypatch.setattr(projects.projects_for, "_answerers", [lambda actor: offered])
    for kind, on in (
        (MilestoneKind.SITE_ENTRY, dt.date(2017, 3, 1)),
        (MilestoneKind.MAIN_STRUCTURE_START, dt.date(2018, 4, 12)),
        (MilestoneKind.OFFICE_ESTABLISHMENT, dt.date(2020, 2, 1)),
        (MilestoneKind.ROUTINE_START, dt.date(2021, 5, 1)),
    ):
        actions.set_milestone(
            project=project, kind=kind, on=on, is_actual=True, by=estate.BY, at=noon
        )
    tower = estate.building(project, storeys=18, has_lift=True)
    _fill(tower, noon)
    return tower


def _fill(tower, noon):
    statuses = [
        *[UnitStatus.OCCUPIED] * 7,
        UnitStatus.VACANT,
        UnitStatus.LET,
        UnitStatus.DECORATING,
    ]
    new = []
    for code, rooms in (("1", range(1, 5)), ("2", range(5, 9))):
        entrance = estate.entrance(tower, code)
        new += [
            actions.NewUnit(
                building=tower,
                entrance=entrance,
                code=f"{floor}{room:02}",
                since=estate.SINCE,
                status=statuses[(floor * 7 + room * 3) % len(statuses)],
                gross_area_m2="92.35",
            )
            for floor in range(1, 19)
            for room in rooms
        ]
    units = actions.add_units(project=tower.project, new=new, by=estate.BY, at=estate.OPENED_AT)
    for place, name in enumerate(FAMILIES):
        owner = people.person(name, f"138123400{place:02}")
        tenure.holder(units[place * 3], owner)
        if place % 3 == 0:
            cases.opened(tower.project, noon, unit=units[place * 3], reporter=owner)
    tenant = people.person("何佳", "13900001111")
    tenure.holder(units[0], tenant, role=TenureRole.TENANT, since=dt.date(2025, 9, 1))


def test_the_plan_is_walked_with_arrows_and_opens_units_at_the_side(screen, building):
    screen.at_work("chenjing")
    screen.goto(f"/console/ground/estate/buildings/{building.pk}/")
    first = screen.get_by_role("link", name="1801 ", exact=False).first
    drawn(screen)
    first.focus()
    screen.keyboard.press("ArrowDown")
    for _ in range(4):
        screen.keyboard.press("ArrowRight")
    assert screen.evaluate("document.activeElement.textContent") == "1705"
    screen.keyboard.press("Enter")
    screen.get_by_role("heading", name="3栋2单元1705").wait_for()
    assert screen.locator("[data-plan] [aria-current]").inner_text() == "1705"
    screen.look("plan")
    screen.goto(f"/console/ground/estate/buildings/{building.pk}/?reading=open_matters")
    screen.look("plan-matters")
    assert screen.complaints == []


def test_the_pages_of_the_ground_fit_their_screens(screen, building):
    screen.at_work("chenjing")
    unit = building.units.order_by("pk").first()
    owner = unit.tenures.first().person_id
    base = "/console/ground"
    for name, page in (
        ("project", f"{base}/estate/"),
        ("buildings", f"{base}/estate/buildings/"),
        ("unit", f"{base}/estate/units/{unit.pk}/"),
        ("units-form", f"{base}/estate/buildings/{building.pk}/units/"),
        ("residents", f"{base}/residents/"),
        ("household", f"{base}/residents/households/{unit.pk}/"),
        ("person", f"{base}/residents/people/{owner}/"),
        ("look", f"{base}/residents/people/{owner}/look/"),
        ("staff", f"{base}/staff/"),
        ("rights", f"{base}/staff/roles/"),
        ("settings", "/console/foundation/settings/"),
        ("calendar", "/console/foundation/settings/calendar/"),
        ("jobs", "/console/foundation/settings/jobs/"),
        ("trail", "/console/foundation/settings/trail/"),
        ("upload", "/console/foundation/imports/new/"),
    ):
        screen.goto(page)
        settle(screen)
        screen.look(name)
    assert screen.complaints == []
