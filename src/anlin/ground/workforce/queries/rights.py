"""Who may do what: actors, and the table of roles and rights."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language

from anlin.foundation.accounts.api import Account
from anlin.foundation.prepared import Prepared
from anlin.ground.workforce import rules, sockets
from anlin.ground.workforce.models import Grant, Role, RoleRight, Staff
from anlin.kernel.actors import Actor, ActorKind
from anlin.kernel.errors import Sentence


def _staff_and_rights(account_id: Any) -> QuerySet[Staff, tuple[Any, ...]]:
    held = FilteredRelation("grants", condition=Q(grants__revoked_at=None))
    lines = Staff.objects.filter(account_id=account_id).alias(held=held)
    return lines.values_list(
        "pk", "joined_on", "left_on", "held__project_id", "held__role__rights__right"
    )


# Asked at every request.
_rights_held = Prepared(Staff, _staff_and_rights, "account")


def actor_of(account: Account, at: datetime) -> Actor | None:
    """The staff member behind an account with the rights they hold at this moment.

    None when the account is closed or belongs to nobody who works here today. One query.
    """
    lines = _rights_held.rows(account.pk)
    if not lines or not account.is_active:
        return None
    pk, joined_on, left_on, *_first = lines[0]
    if not rules.is_employed(joined_on, left_on, localdate(at)):
        return None
    rights: dict[int | None, set[str]] = defaultdict(set)
    for *_staff, project_id, right in lines:
        # Somebody without roles, or a role without rights, still is a line.
        if right is not None:
            rights[project_id].add(right)
    return Actor(
        kind=ActorKind.STAFF,
        key=pk,
        account_id=account.pk,
        rights_by_project={project_id: frozenset(held) for project_id, held in rights.items()},
    )


def all_rights() -> dict[str, Sentence]:
    """Every right of the house with what it allows, by code."""
    known = {code: what for rights in sockets.rights.ask() for code, what in rights.items()}
    return dict(sorted(known.items()))


def holders_of_right(right: str, project_id: int) -> QuerySet[Grant, int]:
    """Ids of the staff who hold the right in the project, or everywhere."""
    where = Q(project=None) | Q(project=project_id)
    granted = Grant.objects.filter(where, revoked_at=None, role__rights__right=right)
    return granted.values_list("staff", flat=True)


def titles_of_roles() -> dict[str, str]:
    """Role code → its name in the reader's language; one query."""
    chinese = (get_language() or "zh").startswith("zh")
    return dict(Role.objects.values_list("code", "name" if chinese else "name_en"))


def rights_of_role(role: Role) -> frozenset[str]:
    return frozenset(RoleRight.objects.filter(role=role).values_list("right", flat=True))


def grants_of(staff: Staff) -> QuerySet[Grant]:
    """The roles they hold now, company-wide ones first."""
    held = Grant.objects.filter(staff=staff, revoked_at=None).select_related("role", "project")
    return held.order_by("project__code", "role__code")


@dataclass(frozen=True)
class RightLine:
    """A row of the table: one right, and for each role (in the order of `roles`) whether it has it."""

    right: str
    what: Sentence
    held: tuple[bool, ...]


def rights_matrix() -> tuple[list[Role], list[RightLine]]:
    """Roles by code, and every right that is known or held by one of them; two queries."""
    roles = list(Role.objects.order_by("code").prefetch_related("rights"))
    held = [frozenset(line.right for line in role.rights.all()) for role in roles]
    known = all_rights()
    codes = sorted({*known, *(right for rights in held for right in rights)})
    return roles, [
        RightLine(code, known.get(code, code), tuple(code in rights for rights in held))
        for code in codes
    ]


def somebody_manages_all_rights(right: str, *, besides: Collection[int] = ()) -> bool:
    """Whether anybody with an account holds `right` everywhere, without the staff of the ids `besides`."""
    return (
        Grant.objects.filter(
            project=None,
            revoked_at=None,
            role__rights__right=right,
            staff__left_on=None,
            staff__account__is_active=True,
        )
        .exclude(staff__in=besides)
        .exists()
    )
