"""Defining roles, giving them and taking them back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.workforce import permissions, queries
from anlin.ground.workforce.errors import (
    GrantedAlready,
    HasLeft,
    MoreThanOwnRights,
    NobodyWouldManageRights,
    UnknownRight,
)
from anlin.ground.workforce.events import RoleGranted, RoleRevoked
from anlin.ground.workforce.models import Grant, KnownRight, Role, RoleRight, Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Conflict, require


class RoleDefinition(TypedDict):
    """A role as the data file writes it."""

    code: str
    name: str
    name_en: str
    description: str
    rights: list[str]


@transaction.atomic
def define_role(
    *,
    code: str,
    name: str,
    name_en: str,
    rights: Iterable[str],
    by: Actor,
    at: datetime,
    description: str = "",
) -> Role:
    """Define a role or change it; who holds it has the new rights at once.

    Refused with `UnknownRight`, and with `NobodyWouldManageRights` when the change would take the
    last such right from the company.
    """
    require(permissions.may_define_roles(by))

    wanted = frozenset(rights)
    unknown = sorted(wanted - queries.all_rights().keys())
    if unknown:
        raise UnknownRight(right=unknown[0])

    guarded = queries.somebody_manages_all_rights(permissions.MANAGE_RIGHTS)
    role = _write_role(
        code=code, name=name, name_en=name_en, description=description, rights=wanted, by=by, at=at
    )
    if guarded and not queries.somebody_manages_all_rights(permissions.MANAGE_RIGHTS):
        raise NobodyWouldManageRights
    return role


@transaction.atomic
def adopt_roles(
    *, definition: Iterable[RoleDefinition], by: Actor, at: datetime, renew: bool = False
) -> list[Role]:
    """Take over roles from a data file, with rights of rooms that are not there yet, too.

    Roles that are defined already stay as the company made them, unless `renew` is asked for; but a
    right that came with a new version is added to those the file gives it to, or nobody would hold it.
    """
    require(permissions.may_define_roles(by))

    definition = list(definition)
    known = set(Role.objects.values_list("code", flat=True))
    _add_new_rights([line for line in definition if line["code"] in known], by=by, at=at)
    again = [
        _as_defined(line, by=by, at=at) for line in definition if renew and line["code"] in known
    ]
    return [
        *again,
        *_open_roles([line for line in definition if line["code"] not in known], by=by, at=at),
    ]


def _open_roles(definition: Sequence[RoleDefinition], *, by: Actor, at: datetime) -> list[Role]:
    """Roles of codes that nobody holds yet, all at once."""
    roles = [
        Role(code=line["code"], **_words(line["name"], line["name_en"], line["description"]))
        for line in definition
    ]
    rows.put_in(roles)
    wanted = [sorted({*line["rights"]}) for line in definition]
    RoleRight.objects.bulk_create(
        RoleRight(role=role, right=right)
        for role, rights in zip(roles, wanted, strict=True)
        for right in rights
    )
    audit.record_many(
        (
            audit.Note(
                deed="workforce.role_defined",
                subject=role.subject,
                details={"added": rights, "removed": []},
            )
            for role, rights in zip(roles, wanted, strict=True)
        ),
        by=by,
        at=at,
    )
    return roles


def _as_defined(line: RoleDefinition, *, by: Actor, at: datetime) -> Role:
    return _write_role(
        code=line["code"],
        name=line["name"],
        name_en=line["name_en"],
        description=line["description"],
        rights=frozenset(line["rights"]),
        by=by,
        at=at,
    )


def _add_new_rights(definition: Iterable[RoleDefinition], *, by: Actor, at: datetime) -> None:
    met = set(KnownRight.objects.values_list("right", flat=True))
    unmet = queries.all_rights().keys() - met
    if not unmet:
        return
    # Before it was written down, a right was met where some role held it.
    new = unmet if met else unmet - set(RoleRight.objects.values_list("right", flat=True))
    for line in definition:
        role = Role.objects.get(code=line["code"])
        held = queries.rights_of_role(role)
        if added := (new & frozenset(line["rights"])) - held:
            words = {"name": role.name, "name_en": role.name_en, "description": role.description}
            _write_role(code=role.code, **words, rights=held | added, by=by, at=at)
    KnownRight.objects.bulk_create(
        (KnownRight(right=right) for right in sorted(unmet)), ignore_conflicts=True
    )


@transaction.atomic
def grant(
    *, staff: Staff, role: Role, by: Actor, at: datetime, project_id: int | None = None
) -> Grant:
    """Give a role in one project, or everywhere (`project_id` None).

    Refused with `HasLeft`, `GrantedAlready`, and with `MoreThanOwnRights` when somebody who
    manages rights in one project would give more than they hold. Tells `RoleGranted`.
    """
    require(permissions.may_manage_rights(by, project_id))

    if staff.left_on is not None:
        raise HasLeft(staff, name=staff.name)
    if not permissions.may_give(by, queries.rights_of_role(role), project_id):
        raise MoreThanOwnRights
    if Grant.objects.filter(staff=staff, role=role, project=project_id, revoked_at=None).exists():
        raise GrantedAlready(staff, name=staff.name)

    with rows.once(GrantedAlready(staff, name=staff.name)):
        given = Grant.objects.create(
            staff=staff, role=role, project_id=project_id, granted_at=at, granted_by=by.ref
        )

    audit.record(
        "workforce.granted", staff.subject, by=by, at=at, project_id=project_id, role=role.code
    )
    news.publish(
        RoleGranted(staff_id=staff.pk, role_id=role.pk, project_id=project_id, by=by.ref, at=at)
    )
    return given


@transaction.atomic
def revoke(*, grant: Grant, by: Actor, at: datetime) -> Grant:
    """Take a role back at once.

    Refused with `MoreThanOwnRights`, `NobodyWouldManageRights`, and with `Conflict` when it was
    taken back before. Tells `RoleRevoked`.
    """
    require(permissions.may_manage_rights(by, grant.project_id))

    if not permissions.may_give(by, queries.rights_of_role(grant.role), grant.project_id):
        raise MoreThanOwnRights

    guarded = queries.somebody_manages_all_rights(permissions.MANAGE_RIGHTS)
    rows.change(
        Grant(pk=grant.pk, revoked_at=None),
        expecting=("revoked_at",),
        revoked_at=at,
        revoked_by=by.ref,
    )
    if guarded and not queries.somebody_manages_all_rights(permissions.MANAGE_RIGHTS):
        raise NobodyWouldManageRights
    grant.refresh_from_db()

    tell_revoked(grant, by=by, at=at)
    return grant


def tell_revoked(grant: Grant, *, by: Actor, at: datetime) -> None:
    """Write down and tell that a role was taken back, here or because somebody left."""
    audit.record(
        "workforce.revoked",
        grant.staff.subject,
        by=by,
        at=at,
        project_id=grant.project_id,
        role=grant.role.code,
    )
    news.publish(
        RoleRevoked(
            staff_id=grant.staff_id,
            role_id=grant.role_id,
            project_id=grant.project_id,
            by=by.ref,
            at=at,
        )
    )


def _write_role(
    *,
    code: str,
    name: str,
    name_en: str,
    description: str,
    rights: frozenset[str],
    by: Actor,
    at: datetime,
) -> Role:
    words = _words(name, name_en, description)
    role, _is_new = Role.objects.update_or_create(code=code, defaults=words)
    before = queries.rights_of_role(role)
    RoleRight.objects.filter(role=role, right__in=before - rights).delete()
    with rows.once(Conflict(role)):
        RoleRight.objects.bulk_create(
            RoleRight(role=role, right=right) for right in sorted(rights - before)
        )
    audit.record(
        "workforce.role_defined",
        role.subject,
        by=by,
        at=at,
        added=[*sorted(rights - before)],
        removed=[*sorted(before - rights)],
    )
    return role


def _words(name: str, name_en: str, description: str) -> dict[str, str]:
    return {"name": name.strip(), "name_en": name_en.strip(), "description": description.strip()}
