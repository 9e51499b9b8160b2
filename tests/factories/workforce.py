"""Staff, posts and roles, made through the actions."""

import datetime as dt
import itertools

from anlin.foundation.accounts import api as accounts
from anlin.ground.workforce import actions
from anlin.ground.workforce.choices import Level
from anlin.ground.workforce.models import Role
from anlin.kernel.actors import system
from factories.accounts import PASSWORD

BY = system("tests")
JOINED = dt.date(2024, 3, 1)
_numbers = itertools.count(1)


def account(username, *, at):
    return accounts.open_account(username=username, password=PASSWORD, at=at)


def hired(name="林秀", *, at, username="", joined_on=JOINED, **more):
    return actions.hire(
        name=name,
        number=f"N{next(_numbers)}",
        joined_on=joined_on,
        account=account(username, at=at) if username else None,
        by=BY,
        at=at,
        **more,
    )


def role(code="clerk", *rights, at):
    roles({code: rights}, at=at)
    return Role.objects.get(code=code)


def roles(rights_of, *, at):
    """Roles by code with their rights; those that are there stay as they are."""
    definition = [
        {"code": code, "name": code, "name_en": code, "description": "", "rights": [*rights]}
        for code, rights in rights_of.items()
    ]
    return actions.adopt_roles(definition=definition, by=BY, at=at)


def granted(staff, role, *, at, project_id=None):
    return actions.grant(staff=staff, role=role, project_id=project_id, by=BY, at=at)


def administrator(*, at, username="admin"):
    """The only one with all rights on rights, so that tests may take them away."""
    staff = hired("周全", at=at, username=username)
    granted(staff, role("administrator", "workforce.manage_rights", at=at), at=at)
    return staff


def department(code="north", *, at, project_id=None, parent=None, name="北区管理处", **more):
    return actions.open_department(
        level=Level.OFFICE,
        code=code,
        name=name,
        parent=parent,
        project_id=project_id,
        by=BY,
        at=at,
        **more,
    )


def post(name="客服前台", *, at, **more):
    return actions.open_post(department=department(at=at, **more), name=name, by=BY, at=at)
