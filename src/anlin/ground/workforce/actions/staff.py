"""Hiring, posts, standing in, leaving."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from anlin.foundation import rows
from anlin.foundation.accounts import api as accounts
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.foundation.vault import api as vault
from anlin.ground.workforce import permissions, queries, rules
from anlin.ground.workforce.actions.rights import tell_revoked
from anlin.ground.workforce.errors import (
    AccountTaken,
    EndsBeforeItBegins,
    HasLeft,
    HoldsPostAlready,
    LeavesBeforeJoining,
    NobodyWouldManageRights,
    NotAPhone,
    NumberTaken,
    StandsInAlready,
)
from anlin.ground.workforce.events import Appointed, Relieved, StaffHired, StaffLeft
from anlin.ground.workforce.models import Grant, Holding, Post, Staff, StandIn
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Conflict, require


@transaction.atomic
def hire(
    *,
    name: str,
    number: str,
    joined_on: date,
    by: Actor,
    at: datetime,
    phone: str = "",
    account: accounts.Account | None = None,
    skills: str = "",
) -> Staff:
    """Refused with `NumberTaken`, `NotAPhone` or `AccountTaken`. Tells `StaffHired`."""
    require(permissions.may_hire(by))

    if Staff.objects.filter(number=number).exists():
        raise NumberTaken(number=number)
    _require_free(account)

    staff = Staff(
        name=name.strip(),
        number=number,
        account=account,
        skills=rules.tidy_words(skills),
        joined_on=joined_on,
    )
    _put_phone(staff, phone)
    with rows.once(NumberTaken(number=number)):
        staff.save()

    audit.record("workforce.hired", staff.subject, by=by, at=at, number=number, on=str(joined_on))
    news.publish(StaffHired(staff_id=staff.pk, on=joined_on, by=by.ref, at=at))
    return staff


@transaction.atomic
def give_account(*, staff: Staff, account: accounts.Account, by: Actor, at: datetime) -> Staff:
    """Let them sign in with this account from now on. Refused with `HasLeft` or `AccountTaken`."""
    _require_manages(by, staff)
    _require_working(staff)
    _require_free(account)

    staff.account = account
    with rows.once(AccountTaken()):
        staff.save(update_fields=["account"])

    audit.record("workforce.account_given", staff.subject, by=by, at=at, account=account.username)
    return staff


@transaction.atomic
def set_phone(*, staff: Staff, phone: str, by: Actor, at: datetime) -> Staff:
    """An empty one takes the number away. Refused with `NotAPhone`."""
    _require_manages(by, staff)

    _put_phone(staff, phone)
    staff.save(update_fields=["phone", "phone_index", "phone_tail_index"])

    audit.record("workforce.phone_set", staff.subject, by=by, at=at)
    return staff


@transaction.atomic
def appoint(*, staff: Staff, post: Post, on: date, by: Actor, at: datetime) -> Holding:
    """Let somebody fill a post from a day on; several people may fill one post.

    Refused with `HasLeft` or `HoldsPostAlready`. Gives no rights: see `grant`. Tells `Appointed`.
    """
    require(permissions.may_manage_staff(by, post.department.project_id))
    _require_working(staff)
    if Holding.objects.filter(_reaches(on), staff=staff, post=post).exists():
        raise HoldsPostAlready(staff, name=staff.name)

    with rows.once(HoldsPostAlready(staff, name=staff.name)):
        holding = Holding.objects.create(staff=staff, post=post, holds_from=on)

    _record_post("workforce.appointed", staff, post, by=by, at=at, on=str(on))
    news.publish(Appointed(staff_id=staff.pk, post_id=post.pk, on=on, by=by.ref, at=at))
    return holding


@transaction.atomic
def relieve(*, holding: Holding, on: date, by: Actor, at: datetime) -> Holding:
    """End a holding; `on` is the first day without. Refused with `EndsBeforeItBegins`. Tells `Relieved`."""
    post = holding.post
    require(permissions.may_manage_staff(by, post.department.project_id))
    if on <= holding.holds_from:
        raise EndsBeforeItBegins(began_on=holding.holds_from)

    holding.holds_until = on
    holding.save(update_fields=["holds_until"])

    _record_post("workforce.relieved", holding.staff, post, by=by, at=at, on=str(on))
    news.publish(Relieved(staff_id=holding.staff_id, post_id=post.pk, on=on, by=by.ref, at=at))
    return holding


@transaction.atomic
def stand_in(*, staff: Staff, post: Post, by: Actor, at: datetime) -> StandIn:
    """Put somebody after the stand-ins there are. Refused with `HasLeft` or `StandsInAlready`."""
    require(permissions.may_manage_staff(by, post.department.project_id))
    _require_working(staff)
    known = dict(StandIn.objects.filter(post=post).values_list("staff_id", "rank"))
    if staff.pk in known:
        raise StandsInAlready(staff, name=staff.name)

    # Somebody else may have taken the rank meanwhile, so it need not be the same person twice.
    with rows.once(Conflict(post)):
        line = StandIn.objects.create(post=post, staff=staff, rank=rules.next_rank(known.values()))

    _record_post("workforce.stands_in", staff, post, by=by, at=at, rank=line.rank)
    return line


@transaction.atomic
def stop_standing_in(*, line: StandIn, by: Actor, at: datetime) -> None:
    require(permissions.may_manage_staff(by, line.post.department.project_id))

    line.delete()

    _record_post("workforce.stands_in_no_more", line.staff, line.post, by=by, at=at)


@transaction.atomic
def leave(*, staff: Staff, on: date, by: Actor, at: datetime) -> Staff:
    """Let somebody go; `on` is the first day away, and rights end at once.

    Posts end, standing in ends, the account is closed. Refused with `HasLeft`,
    `LeavesBeforeJoining`, or `NobodyWouldManageRights`. Tells `StaffLeft` and each `RoleRevoked`.
    """
    _require_manages(by, staff)
    _require_working(staff)
    if on <= staff.joined_on:
        raise LeavesBeforeJoining(joined_on=staff.joined_on)
    right = permissions.MANAGE_RIGHTS
    if queries.somebody_manages_all_rights(right) and not queries.somebody_manages_all_rights(
        right, besides=[staff.pk]
    ):
        raise NobodyWouldManageRights

    staff.left_on = on
    staff.save(update_fields=["left_on"])
    # What would only begin afterwards never happens.
    Holding.objects.filter(staff=staff, holds_from__gte=on).delete()
    Holding.objects.filter(_reaches(on), staff=staff).update(holds_until=on)
    StandIn.objects.filter(staff=staff).delete()
    for grant in Grant.objects.filter(staff=staff, revoked_at=None).select_related("role", "staff"):
        grant.revoked_at, grant.revoked_by = at, by.ref
        grant.save(update_fields=["revoked_at", "revoked_by"])
        tell_revoked(grant, by=by, at=at)
    if staff.account is not None:
        accounts.close_account(account=staff.account, at=at)

    audit.record("workforce.left", staff.subject, by=by, at=at, on=str(on))
    news.publish(StaffLeft(staff_id=staff.pk, on=on, by=by.ref, at=at))
    return staff


def _reaches(on: date) -> Q:
    """Holdings that are not over by that day."""
    return Q(holds_until=None) | Q(holds_until__gt=on)


def _require_manages(by: Actor, staff: Staff) -> None:
    """The right is needed wherever they fill a post; somewhere, while they fill none."""
    posts = Holding.objects.filter(staff=staff, holds_until=None)
    projects = set(posts.values_list("post__department__project_id", flat=True))
    require(
        all(permissions.may_manage_staff(by, project_id) for project_id in projects)
        if projects
        else permissions.may_hire(by)
    )


def _require_working(staff: Staff) -> None:
    if staff.left_on is not None:
        raise HasLeft(staff, name=staff.name)


def _require_free(account: accounts.Account | None) -> None:
    if account is not None and Staff.objects.filter(account=account).exists():
        raise AccountTaken


def _put_phone(staff: Staff, phone: str) -> None:
    if not phone.strip():
        staff.phone, staff.phone_index, staff.phone_tail_index = None, "", ""
        return
    digits = rules.phone_digits(phone)
    if digits is None:
        raise NotAPhone(text=phone)
    staff.phone = digits
    staff.phone_index = vault.blind_index(digits, purpose=rules.PHONE)
    staff.phone_tail_index = vault.blind_index(
        rules.phone_ending(digits), purpose=rules.PHONE_ENDING
    )


def _record_post(
    deed: str, staff: Staff, post: Post, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    audit.record(
        deed,
        staff.subject,
        by=by,
        at=at,
        project_id=post.department.project_id,
        post_id=post.pk,
        **details,
    )
