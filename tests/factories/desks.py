"""A project with a household, a desk that takes calls and a technician, all able to sign in."""

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from anlin.config import data
from anlin.ground.people import actions as people_actions
from anlin.ground.people.choices import CareKind
from anlin.ground.workforce.models import Role
from anlin.kernel.actors import system
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import RepairClass
from factories import cases, estate, people, tenure, workforce

BY = system("tests")
RIGHTS = {role["code"]: role["rights"] for role in data.read("roles")["roles"]}


def scene():
    """Everybody was hired and moved in yesterday at the latest; `at` is this minute."""
    at = timezone.localtime()
    project = estate.project("JX", name="锦绣湖畔")
    unit = estate.unit(project)
    person = people.person("曾丽华", "13800001234")
    people_actions.mark_care(person=person, kind=CareKind.INFANT, by=BY, at=people.REGISTERED_AT)
    held = tenure.holder(unit, person)
    cases.lists(at)
    office = workforce.department(at=at, project_id=project.pk)
    made = SimpleNamespace(
        at=at, project=project, unit=unit, person=person, tenure=held, department=office
    )
    of_desk = "customer_service_supervisor", "dispatcher"
    workforce.roles(
        {code: RIGHTS[code] for code in (*of_desk, "technician", "office_manager")}, at=at
    )
    made.desk = employee("陈静", "chenjing", *of_desk, made=made)
    made.worker = employee("李师傅", "lishifu", "technician", made=made)
    made.stranger = employee("周远", "zhouyuan", "office_manager", made=made, elsewhere=True)
    return made


def another(made, code, name):
    """A second office of the company beside the scene, with a household and a technician of its own."""
    project = estate.project(code, name=name)
    unit, person = estate.unit(project), people.person("冯静", "13900005678")
    department = workforce.department(code.lower(), at=made.at, project_id=project.pk)
    house = SimpleNamespace(
        at=made.at, project=project, unit=unit, person=person, department=department,
        tenure=tenure.holder(unit, person),
    )  # fmt: skip
    house.worker = employee("赵师傅", "zhaoshifu", "technician", made=house)
    return house


def employee(name, username, *roles, made, elsewhere=False):
    staff = workforce.hired(name, at=made.at, username=username)
    place = estate.project("YQ", name="云栖里") if elsewhere else made.project
    for code in roles:
        held = Role.objects.filter(code=code).first() or workforce.role(
            code, *RIGHTS[code], at=made.at
        )
        workforce.granted(staff, held, at=made.at, project_id=place.pk)
    return staff


def matter(made, words="厨房水管漏水，楼下已经渗了。", **more):
    more.setdefault("reporter", made.person)
    more.setdefault("unit", made.unit)
    return cases.opened(made.project, more.pop("at", made.at), words=words, **more)


def order(made, title="厨房水管漏水", *, to=None):
    new = workorders.NewOrder(
        project=made.project,
        title=title,
        unit=made.unit,
        contact=made.person,
        repair_class=RepairClass.UTILITIES,
        department=made.department,
    )
    raised = workorders.raise_order(new=new, by=BY, at=made.at)
    if to is not None:
        workorders.assign(order=raised, to=to, by=BY, at=made.at)
    return raised


def minutes_ago(made, minutes):
    return made.at - dt.timedelta(minutes=minutes)
