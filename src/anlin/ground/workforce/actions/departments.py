"""Opening departments and posts."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.workforce import permissions, rules
from anlin.ground.workforce.choices import InformationPart, Level
from anlin.ground.workforce.errors import CodeTaken
from anlin.ground.workforce.events import DepartmentOpened
from anlin.ground.workforce.models import Department, Post, Role
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@transaction.atomic
def open_department(
    *,
    level: Level,
    code: str,
    name: str,
    by: Actor,
    at: datetime,
    parent: Department | None = None,
    project_id: int | None = None,
    aliases: str = "",
    information_part: InformationPart = InformationPart.EXECUTES,
) -> Department:
    """Refused with `CodeTaken`. Tells `DepartmentOpened`."""
    require(permissions.may_manage_staff(by, project_id))

    if Department.objects.filter(code=code).exists():
        raise CodeTaken(code=code)

    with rows.once(CodeTaken(code=code)):
        department = Department.objects.create(
            level=level,
            code=code,
            name=name.strip(),
            aliases=rules.tidy_words(aliases),
            parent=parent,
            project_id=project_id,
            information_part=information_part,
            opened_at=at,
        )

    audit.record(
        "workforce.department_opened",
        department.subject,
        by=by,
        at=at,
        project_id=project_id,
        code=code,
        name=department.name,
    )
    news.publish(DepartmentOpened(department_id=department.pk, by=by.ref, at=at))
    return department


@transaction.atomic
def rename_department(
    *, department: Department, name: str, aliases: str, by: Actor, at: datetime
) -> Department:
    """The old name stays among the other names, so that people still find the department."""
    require(permissions.may_manage_staff(by, department.project_id))

    before = department.name
    department.name = name.strip()
    others = [word for word in rules.words(f"{aliases},{before}") if word != department.name]
    department.aliases = ",".join(others)
    department.save(update_fields=["name", "aliases"])

    audit.record(
        "workforce.department_renamed",
        department.subject,
        by=by,
        at=at,
        project_id=department.project_id,
        before=before,
        after=department.name,
    )
    return department


@transaction.atomic
def open_post(
    *, department: Department, name: str, by: Actor, at: datetime, role: Role | None = None
) -> Post:
    """Calling it for a post that is there already gives that post."""
    require(permissions.may_manage_staff(by, department.project_id))

    post, is_new = Post.objects.get_or_create(
        department=department, name=name.strip(), defaults={"role": role}
    )
    if is_new:
        audit.record(
            "workforce.post_opened",
            department.subject,
            by=by,
            at=at,
            project_id=department.project_id,
            post=post.name,
        )
    return post
