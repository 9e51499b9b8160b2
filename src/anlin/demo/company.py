"""The company itself: three projects with all that is built there, departments, staff, accounts."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

from anlin.demo.sources import chance, read
from anlin.foundation.accounts import api as accounts
from anlin.ground.estate import actions as estate
from anlin.ground.estate.choices import MilestoneKind, Nature, PropertyType, SpaceKind, UnitStatus
from anlin.ground.estate.models import Building, Entrance, Project, Unit
from anlin.ground.workforce import actions as workforce
from anlin.ground.workforce.choices import InformationPart, Level
from anlin.ground.workforce.models import Department, Post, Role
from anlin.kernel.actors import system

BY = system("demo")
PASSWORD = "anlin-demo-2026"  # noqa: S105  (printed for everybody to see)
AGE = timedelta(days=3650)
STATUSES = {
    UnitStatus.OCCUPIED: 68,
    UnitStatus.LET: 13,
    UnitStatus.VACANT: 7,
    UnitStatus.DECORATING: 5,
    UnitStatus.HANDED_OVER: 4,
    UnitStatus.SOLD: 2,
    UnitStatus.UNSOLD: 1,
}


def found(*, units: int, now: datetime) -> None:
    """Open projects, build them up to `units` units in all, hire everybody. One transaction, the caller's.

    Roles, channels and categories are there already: what every new installation begins with.
    """
    born = now - AGE
    whole = sum(line["units"] for line in read("company")["projects"])
    for line in read("company")["projects"]:
        share = max(round(units * line["units"] / whole), 6)
        project = _open(line, units=share, born=born, now=now)
        _build(project, line, units=share, now=now)
        _add_spaces(project, at=born)
    _open_departments(at=born)
    for number, line in enumerate(read("company")["staff"], start=1):
        _hire(number, line, now=now)


def began(project: Project) -> datetime:
    """The moment that counts as now in the demo: kept as the day on which its projects were opened."""
    return project.opened_at + AGE


def accounts_table() -> list[dict[str, str]]:
    """Who may sign in: name, sign-in name, what they are."""
    company = read("company")
    names = dict(Role.objects.values_list("code", "name"))
    lines = [
        {"username": line["username"], "name": line["name"], "kind": names[line["role"]]}
        for line in company["staff"]
        if "username" in line
    ]
    resident = company["resident"]
    return [*lines, {key: resident[key] for key in ("username", "name", "kind")}]


def _open(line: dict[str, Any], *, units: int, born: datetime, now: datetime) -> Project:
    moved_in = now.date() - timedelta(days=365 * line["moved_in_years_ago"])
    plain = (
        "code name city district location developer_name shared_facilities equipment_summary"
    ).split()
    new = estate.NewProject(
        **{name: line[name] for name in plain},
        property_type=PropertyType(line["property_type"]),
        household_count=units,
        parking_count=units * 4 // 5,
        handover_on=moved_in,
        manager_name=read("company")["company"],
        gross_floor_area_m2=Decimal(units * 118),
        green_area_m2=Decimal(units * 21),
        land_area_m2=Decimal(units * 46),
    )
    project = estate.open_project(new=new, by=BY, at=born)
    estate.change_profile(
        project=project,
        values={"complaint_line": line["complaint_line"], "company_complaint_line": "400-8001-886"},
        by=BY,
        at=born,
    )
    for kind, days in (
        (MilestoneKind.SITE_ENTRY, -540),
        (MilestoneKind.MAIN_STRUCTURE_START, -420),
        (MilestoneKind.OFFICE_ESTABLISHMENT, -60),
        (MilestoneKind.PLANNED_MOVE_IN, 0),
        (MilestoneKind.ACTUAL_MOVE_IN, 6),
        (MilestoneKind.ROUTINE_START, 180),
    ):
        on = moved_in + timedelta(days=days)
        estate.set_milestone(project=project, kind=kind, on=on, is_actual=True, by=BY, at=born)
    return project


def _build(project: Project, line: dict[str, Any], *, units: int, now: datetime) -> list[Unit]:
    dice = chance("units", project.code)
    moved_in = project.handover_on or now.date()
    new = list(islice(_units(project, line, dice, since=moved_in, at=project.opened_at), units))
    return estate.add_units(project=project, new=new, by=BY, at=project.opened_at)


def _units(
    project: Project, line: dict[str, Any], dice: Random, *, since: date, at: datetime
) -> Iterator[estate.NewUnit]:
    """Building after building; each is registered when its first unit is asked for."""
    number = 0
    for block in line["blocks"]:
        for _nth in range(block["count"]):
            number += 1
            building = estate.add_building(
                project=project,
                code=str(number),
                name=block["name"].format(number),
                property_type=PropertyType(block["type"]),
                storeys=block["floors"],
                has_lift=block["lift"],
                by=BY,
                at=at,
            )
            for entrance in _entrances(building, block["entrances"], at=at):
                yield from _flats(building, entrance, block, dice, since=since)


def _entrances(building: Building, count: int, *, at: datetime) -> Iterator[Entrance | None]:
    if not count:
        yield None
    for nth in range(1, count + 1):
        name = read("words")["entrance"].format(nth)
        yield estate.add_entrance(building=building, code=str(nth), name=name, by=BY, at=at)


def _flats(
    building: Building,
    entrance: Entrance | None,
    block: dict[str, Any],
    dice: Random,
    *,
    since: date,
) -> Iterator[estate.NewUnit]:
    for floor in range(1, block["floors"] + 1):
        for place in range(1, block["per_floor"] + 1):
            area = Decimal(str(block["areas"][place % len(block["areas"])]))
            [status] = dice.choices(list(STATUSES), list(STATUSES.values()))
            yield estate.NewUnit(
                building=building,
                entrance=entrance,
                code=f"{floor}{place:02d}",
                since=since + timedelta(days=dice.randrange(500)),
                status=status,
                gross_area_m2=area,
                inner_area_m2=(area * Decimal("0.79")).quantize(Decimal("0.01")),
            )


def _add_spaces(project: Project, *, at: datetime) -> None:
    for kind, nature, code, name in read("company")["spaces"]:
        estate.add_space(
            project=project,
            kind=SpaceKind(kind),
            nature=Nature(nature),
            code=code,
            name=name,
            by=BY,
            at=at,
        )
    for number in range(1, 21):
        estate.add_space(
            project=project,
            kind=SpaceKind.PARKING_SPACE,
            nature=Nature.PRIVATE,
            code=f"B1-{number:03d}",
            name=read("words")["parking_space"].format(number),
            floor=-1,
            area_m2=Decimal("12.72"),
            by=BY,
            at=at,
        )


def _open_departments(*, at: datetime) -> None:
    company = Department.objects.get(code="company")
    for project in Project.objects.order_by("id"):
        office: Department | None = None
        for line in read("company")["departments"]:
            department = workforce.open_department(
                level=Level(line["level"]),
                code=department_code(project, line["code"]),
                name=f"{project.name}{line['name']}",
                parent=office or company,
                project_id=project.pk,
                information_part=InformationPart(line["part"]),
                by=BY,
                at=at,
            )
            office = office or department


def department_code(project: Project, code: str) -> str:
    return f"{project.code.lower()}_{code}"


def _hire(number: int, line: dict[str, Any], *, now: datetime) -> None:
    joined = now - AGE + timedelta(days=30 + 7 * number)
    project = Project.objects.filter(code=line.get("project")).first()
    account = None
    if "username" in line:
        account = open_account(line["username"], at=joined)
    staff = workforce.hire(
        name=line["name"],
        number=f"A{number:03d}",
        joined_on=joined.date(),
        phone=f"1540001{number:04d}",
        skills=line.get("skills", ""),
        account=account,
        by=BY,
        at=joined,
    )
    code = department_code(project, line["at"]) if project else line["at"]
    role = Role.objects.get(code=line["role"])
    post = _post(Department.objects.get(code=code), line["post"], role, at=joined)
    workforce.appoint(staff=staff, post=post, on=joined.date(), by=BY, at=joined)
    project_id = project.pk if project else None
    workforce.grant(staff=staff, role=role, project_id=project_id, by=BY, at=joined)


def open_account(username: str, *, phone: str = "", at: datetime) -> accounts.Account:
    known = accounts.Account.objects.filter(username=read("company")["staff"][0]["username"])
    return accounts.open_account(
        username=username, password=PASSWORD, phone=phone, at=at, same_as=known.first()
    )


def _post(department: Department, name: str, role: Role, *, at: datetime) -> Post:
    return workforce.open_post(department=department, name=name, role=role, by=BY, at=at)
