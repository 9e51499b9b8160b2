"""Staff: found, listed, and on duty."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from anlin.foundation.vault import api as vault
from anlin.ground.workforce import rules
from anlin.ground.workforce.models import Grant, Holding, Post, Staff, StandIn
from anlin.kernel.actors import Actor

SEE = "workforce.see"


def employed(on: date) -> QuerySet[Staff]:
    """Everybody who works here that day, by name."""
    return Staff.objects.filter(_employed(on)).order_by("name", "pk")


def find_by_account(account_id: int) -> Staff | None:
    return Staff.objects.filter(account_id=account_id).first()


def staff_visible_to(actor: Actor) -> QuerySet[Staff]:
    """Everybody, or those with a role or post in the actor's projects; oneself always. By name."""
    projects = actor.projects_with(SEE)
    everybody = Staff.objects.order_by("name", "pk")
    if projects is None:
        return everybody
    own = OuterRef("pk")
    granted = Grant.objects.filter(staff=own, revoked_at=None, project__in=projects)
    posted = Holding.objects.filter(staff=own, post__department__project__in=projects)
    return everybody.filter(Exists(granted) | Exists(posted) | Q(pk=actor.staff_id))


def search(text: str, *, actor: Actor) -> QuerySet[Staff]:
    """By a part of the name, the employee number, or a phone: whole or its last four digits."""
    wanted = text.strip()
    found = Q(name__icontains=wanted) | Q(number__iexact=wanted)
    digits = rules.phone_digits(wanted)
    if digits is not None:
        found |= Q(phone_index__in=vault.blind_indexes(digits, purpose=rules.PHONE))
    elif len(wanted) == 4 and wanted.isdecimal():
        endings = vault.blind_indexes(wanted, purpose=rules.PHONE_ENDING)
        found |= Q(phone_tail_index__in=endings)
    return staff_visible_to(actor).filter(found)


def holders_of(post: Post, on: date) -> QuerySet[Staff]:
    """Who fills the post that day; the longest holder first."""
    held = _on(on)
    return Staff.objects.filter(
        _employed(on), pk__in=held.filter(post=post).values("staff")
    ).order_by("joined_on", "pk")


def holders_of_role(role_code: str, *, project_id: int | None, on: date) -> QuerySet[Staff]:
    """Who holds the role in the project or everywhere, by name; `None` asks for everywhere only."""
    where = Q(project=None) | Q(project=project_id) if project_id is not None else Q(project=None)
    held = Grant.objects.filter(where, revoked_at=None, role__code=role_code)
    return employed(on).filter(pk__in=held.values("staff"))


def find_on_duty(post: Post, on: date, *, away: Collection[int] = ()) -> Staff | None:
    """Who acts in the post that day: a holder who is not away, else the first stand-in who is not.

    `away` holds staff ids. None when nobody is left.
    """
    for holder in holders_of(post, on):
        if holder.pk not in away:
            return holder
    stand_ins = StandIn.objects.filter(_employed(on, "staff__"), post=post).exclude(staff__in=away)
    first = stand_ins.select_related("staff").order_by("rank").first()
    return first.staff if first else None


def name_and_post(staff_id: int, on: date) -> tuple[str, str] | None:
    """What they are called, and the post they have held longest that day, if any."""
    # Asked by every page: a join over a handful of holdings is built in half the time of a subquery.
    lines = list(
        Staff.objects.filter(pk=staff_id)
        .order_by("holdings__holds_from", "holdings__pk")
        .values_list(
            "name", "holdings__post__name", "holdings__holds_from", "holdings__holds_until"
        )
    )
    if not lines:
        return None
    held = [
        post
        for _name, post, begins, ends in lines
        if post is not None and begins <= on and (ends is None or on < ends)
    ]
    return lines[0][0], next(iter(held), "")


def works_in(project_id: int, on: date) -> QuerySet[Staff]:
    """Who may be given work in the project: a post of its office or of the company, or a role there."""
    here = Q(post__department__project=project_id) | Q(post__department__project=None)
    granted = Grant.objects.filter(Q(project=project_id) | Q(project=None), revoked_at=None)
    return employed(on).filter(
        Q(pk__in=_on(on).filter(here).values("staff")) | Q(pk__in=granted.values("staff"))
    )


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """The names behind actor references such as "staff:7", in one query; others are left out."""
    ids = {int(ref[6:]): ref for ref in refs if ref.startswith("staff:")}
    return {
        ids[pk]: name for pk, name in Staff.objects.filter(pk__in=ids).values_list("pk", "name")
    }


def is_employed(staff: Staff, on: date) -> bool:
    return rules.is_employed(staff.joined_on, staff.left_on, on)


def masked_phone_of(staff: Staff) -> str:
    """Their phone as it is shown: 138****5678; empty when there is none."""
    return rules.masked_phone(staff.phone) if staff.phone else ""


def skills_of(staff: Staff) -> list[str]:
    return rules.words(staff.skills)


def _on(on: date) -> QuerySet[Holding]:
    return Holding.objects.filter(Q(holds_until=None) | Q(holds_until__gt=on), holds_from__lte=on)


def _employed(on: date, path: str = "") -> Q:
    still = Q(**{f"{path}left_on": None}) | Q(**{f"{path}left_on__gt": on})
    return still & Q(**{f"{path}joined_on__lte": on})
