"""Projects, buildings and units, made through the actions."""

import datetime as dt

from anlin.ground.estate import actions
from anlin.ground.estate.choices import MilestoneKind, Nature, SpaceKind, UnitStatus
from anlin.kernel.actors import system

BY = system("tests")
OPENED_AT = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
SINCE = dt.date(2024, 1, 2)


def project(code="YL", **more):
    more.setdefault("name", f"{code}苑")
    return actions.open_project(new=actions.NewProject(code=code, **more), by=BY, at=OPENED_AT)


def building(project, code="3", **more):
    return actions.add_building(
        project=project, code=code, name=f"{code}栋", by=BY, at=OPENED_AT, **more
    )


def entrance(building, code="2"):
    return actions.add_entrance(
        building=building, code=code, name=f"{code}单元", by=BY, at=OPENED_AT
    )


def units(entrance, *codes, status=UnitStatus.OCCUPIED, **more):
    new = [
        actions.NewUnit(
            building=entrance.building,
            entrance=entrance,
            code=code,
            since=SINCE,
            status=status,
            **more,
        )
        for code in codes
    ]
    return actions.add_units(project=entrance.building.project, new=new, by=BY, at=OPENED_AT)


def unit(project, code="1502", **more):
    [made] = units(entrance(building(project)), code, **more)
    return made


def space(project, code="B1-1", kind=SpaceKind.PARKING_SPACE, nature=Nature.PRIVATE):
    return actions.add_space(
        project=project, kind=kind, nature=nature, code=code, name=code, by=BY, at=OPENED_AT
    )


def milestone(project, kind, on, *, at=OPENED_AT):
    return actions.set_milestone(project=project, kind=MilestoneKind(kind), on=on, by=BY, at=at)
