"""Make a staff member who can sign in: the person, the account and one role.

Prints a generated password once, unless one is read from the standard input.
"""

import json
import secrets
import sys
from argparse import ArgumentParser, Namespace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.kernel.actors import system
from anlin.kernel.errors import Invalid


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="the name as it stands on the door")
    parser.add_argument("--username", required=True, help="the name to sign in with")
    parser.add_argument("--role", required=True, help="code of the role, such as administrator")
    parser.add_argument(
        "--project", metavar="CODE", help="only in this project; everywhere without"
    )
    parser.add_argument("--number", help="employee number; the username without")
    parser.add_argument("--phone", default="", help="phone of the staff member")
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the password from the standard input"
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(options: Namespace) -> None:
    password = sys.stdin.readline().rstrip("\n") if options.password_stdin else None
    made = create(options, password or secrets.token_urlsafe(12))
    if password is not None:
        del made["password"]
    if options.json:
        print(json.dumps(made, ensure_ascii=False))
    else:
        print("\n".join(f"{key}: {value}" for key, value in made.items()))


@transaction.atomic
def create(options: Namespace, password: str) -> dict[str, object]:
    """All or nothing; what a new installation begins with is entered on the way."""
    # Models need the settings, and `anlin --help` must work without them.
    from anlin.config import first_data  # noqa: PLC0415
    from anlin.foundation.accounts import api as accounts  # noqa: PLC0415
    from anlin.ground.estate.models import Project  # noqa: PLC0415
    from anlin.ground.workforce import actions as workforce  # noqa: PLC0415
    from anlin.ground.workforce.models import Role  # noqa: PLC0415

    by, at = system("command_line"), timezone.now()
    first_data.enter(by=by, at=at)
    role = Role.objects.filter(code=options.role).first()
    if role is None:
        codes = ", ".join(Role.objects.order_by("code").values_list("code", flat=True))
        raise Invalid(
            _("There is no role “%(role)s”. There are: %(codes)s."), role=options.role, codes=codes
        )
    project = Project.objects.filter(code=options.project).first()
    if options.project and project is None:
        raise Invalid(_("There is no project “%(code)s”."), code=options.project)

    account = accounts.open_account(username=options.username, password=password, at=at)
    staff = workforce.hire(
        name=options.name,
        number=options.number or options.username,
        joined_on=timezone.localdate(at),
        phone=options.phone,
        account=account,
        by=by,
        at=at,
    )
    project_id = project.pk if project else None
    workforce.grant(staff=staff, role=role, project_id=project_id, by=by, at=at)
    return {
        "staff": staff.pk,
        "username": account.username,
        "role": role.code,
        "project": options.project,
        "password": password,
    }
