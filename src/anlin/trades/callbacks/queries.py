"""Readings of asking afterwards: who is owed, who was tried, what contradicts, how satisfied people are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from anlin.kernel.actors import Actor
from anlin.trades.callbacks import rules
from anlin.trades.callbacks.choices import Way, Why
from anlin.trades.callbacks.models import Attempt, Review, Unreached
from anlin.trades.cases import queries as cases
from anlin.trades.cases.choices import CaseKind, CaseState
from anlin.trades.cases.models import Case, Draw, DrawnOrder, Errand, FollowUp, Verdict
from anlin.trades.workorders import queries as workorders
from anlin.trades.workorders.choices import OrderState, RepairClass
from anlin.trades.workorders.models import WorkOrder

FOLLOW_UP = "cases.follow_up"
LEAST_SAMPLE = rules.LEAST_SAMPLE
TO_ASK = (CaseState.ANSWERED, CaseState.AGREED)
DONE = (OrderState.FINISHED, OrderState.CLOSED)


@dataclass(frozen=True)
class Owed:
    """One line of the worklist: whom to ask, why, and what was tried in this round."""

    case: Case
    why: Why
    drawn: DrawnOrder | None
    tries: tuple[Attempt, ...]

    @property
    def may_give_up(self) -> bool:
        """Whether the protocol suffices for “not reached”."""
        is_reached = any(attempt.is_reached for attempt in self.tries)
        return not is_reached and _missing(self.tries).is_nothing


@dataclass(frozen=True)
class Share:
    """How many of a group were asked and are content; interval and percentage only of large enough groups."""

    name: str
    asked: int
    content: int

    @property
    def is_shown(self) -> bool:
        return self.asked >= rules.LEAST_SAMPLE

    @property
    def percent(self) -> float | None:
        return 100 * self.content / self.asked if self.is_shown else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """In percent."""
        if not self.is_shown:
            return None
        low, high = rules.wilson(self.content, self.asked)
        return 100 * low, 100 * high


def owed(actor: Actor, project_id: int | None, *, most: int = 100) -> list[Owed]:
    """Whom the actor may ask now: special ones by their deadline, then the sample, then the longest answered."""
    found: list[tuple[Case, Why, DrawnOrder | None]]
    found = [(case, Why.SPECIAL, None) for case in _special(actor, project_id)[:most]]
    found += [(line.case, Why.SAMPLE, line) for line in _sample(actor, project_id)[:most]]
    found += [(case, Why.CLOSING, None) for case in _closing(actor, project_id)[:most]]
    first = {case.pk: (case, why, line) for case, why, line in reversed(found)}
    lines = [one for one in found if first[one[0].pk] == one][:most]
    tries = _tries(case for case, _why, _line in lines)
    return [
        Owed(case, why, line, tuple(t for t in tries.get(case.pk, ()) if t.round == case.round))
        for case, why, line in lines
    ]


def is_owed(case: Case) -> bool:
    """Whether anybody still has to be asked in this round."""
    if has_given_up(case.pk):
        return False
    waits = _waiting(Case.objects.filter(pk=case.pk)).exists()
    return waits or case.special_due_at is not None or _unasked().filter(case=case).exists()


def tries_of(case: Case) -> QuerySet[Attempt]:
    """The protocol of this round, the first attempt first."""
    return Attempt.objects.filter(case=case, round=case.round).order_by("tried_at", "pk")


def missing_for_unreached(case: Case) -> rules.Missing:
    """What still lacks before the follow-up may end as not reached."""
    return _missing(tries_of(case))


def draws_waiting_for(case: Case) -> list[Draw]:
    """Samples in which nobody has asked about the matter."""
    return list(Draw.objects.filter(orders__in=_unasked().filter(case=case)).distinct())


def has_given_up(case_id: int) -> bool:
    """What `cases` asks of the matters a sample still waits for."""
    return Unreached.objects.filter(case=case_id, round=F("case__round")).exists()


def is_settled(draw: Draw) -> bool:
    """Whether everybody the draw named was asked, or tried for as long as it takes."""
    return not _unasked().filter(draw=draw).exclude(_given_up("case", "case__round")).exists()


def own_verdict(case: Case, round_: int) -> Verdict | None:
    """What the person themselves said in the portal of that round; of several the last."""
    own = Verdict.objects.filter(case=case, round=round_, noted_by__startswith="resident:")
    return own.order_by("-given_at", "-pk").first()


def reviews_visible_to(actor: Actor) -> QuerySet[Review]:
    projects = actor.projects_with(cases.SEE)
    found = Review.objects.select_related("case", "case__project", "case__unit", "follow_up")
    return found if projects is None else found.filter(case__project__in=projects)


def door_visits(actor: Actor, project_id: int | None) -> QuerySet[WorkOrder]:
    """Major defects that were repaired and are looked at on the spot: nobody named yet first, then by the day that is due."""
    orders = workorders.visible_to(actor).filter(
        repair_class=RepairClass.MAJOR_DEFECT, state__in=DONE
    )
    if project_id is not None:
        orders = orders.filter(project=project_id)
    open_ = orders.filter(Q(watch=None) | Q(watch__ended_at=None))
    return open_.select_related("unit", "watch__staff").order_by("watch__next_on", "pk")


def satisfaction(
    actor: Actor, *, by: str, start: datetime, end: datetime
) -> list[tuple[int | None, Share]]:
    """How satisfied those are who were asked in the period, by `project`, `trade` or `channel` of their matter.

    Who was not reached is no answer. What is under review counts for nobody until it is decided.
    """
    projects = actor.projects_with(cases.SEE)
    asked = FollowUp.objects.filter(followed_up_at__gte=start, followed_up_at__lt=end)
    if projects is not None:
        asked = asked.filter(case__project__in=projects)
    open_review = Review.objects.filter(follow_up=OuterRef("pk"), decided_at=None)
    content = Q(is_satisfied=True) & (Q(grade=None) | Q(grade__gt=rules.POOR))
    is_english = by != "project" and not (get_language() or "").startswith("zh")
    name = f"case__{by}__{'name_en' if is_english else 'name'}"
    counted = (
        asked.exclude(Exists(open_review))
        .order_by()
        .values(f"case__{by}", name)
        .annotate(asked=Count("pk"), content=Count("pk", filter=content))
    )
    lines = [
        (row[f"case__{by}"], Share(row[name] or "", row["asked"], row["content"]))
        for row in counted
    ]
    return sorted(lines, key=lambda line: (-line[1].asked, line[1].name))


def unreached_between(actor: Actor, start: datetime, end: datetime) -> int:
    projects = actor.projects_with(cases.SEE)
    found = Unreached.objects.filter(ended_at__gte=start, ended_at__lt=end)
    return (found if projects is None else found.filter(case__project__in=projects)).count()


def _missing(tries: Iterable[Attempt]) -> rules.Missing:
    return rules.missing([rules.Try(timezone.localtime(t.tried_at), Way(t.way)) for t in tries])


def _given_up(case: str, round_: str) -> Q:
    return Q(Exists(Unreached.objects.filter(case=OuterRef(case), round=OuterRef(round_))))


def _mine(actor: Actor, project_id: int | None) -> QuerySet[Case]:
    found = cases.visible_to(actor).select_related("reporter", "unit", "project")
    projects = actor.projects_with(FOLLOW_UP)
    found = found if projects is None else found.filter(project__in=projects)
    found = found if project_id is None else found.filter(project=project_id)
    # Whoever a complaint is about asks nobody about it.
    found = found.filter(Q(about_staff=None) | ~Q(about_staff=actor.staff_id))
    return found.exclude(_given_up("pk", "round"))


def _special(actor: Actor, project_id: int | None) -> QuerySet[Case]:
    return (
        _mine(actor, project_id)
        .filter(special_due_at__isnull=False)
        .order_by("special_due_at", "pk")
    )


def _closing(actor: Actor, project_id: int | None) -> QuerySet[Case]:
    return _waiting(_mine(actor, project_id)).order_by("answered_at", "pk")


def _waiting(found: QuerySet[Case]) -> QuerySet[Case]:
    """Answered repairs, complaints and whatever had work, whom nobody has asked since the answer."""
    heard = FollowUp.objects.filter(
        case=OuterRef("pk"), round=OuterRef("round"), followed_up_at__gte=OuterRef("answered_at")
    )
    asked_of = Q(kind__in=(CaseKind.REPAIR, CaseKind.COMPLAINT)) | Exists(
        Errand.objects.filter(case=OuterRef("pk"))
    )
    return found.filter(asked_of, state__in=TO_ASK).exclude(Exists(heard))


def _unasked() -> QuerySet[DrawnOrder]:
    return DrawnOrder.objects.filter(is_drawn=True, follow_up=None)


def _sample(actor: Actor, project_id: int | None) -> QuerySet[DrawnOrder]:
    """Only for those who ask for all of the company (A-FUP-11)."""
    if not actor.may(FOLLOW_UP, None):
        return DrawnOrder.objects.none()
    lines = _unasked().exclude(_given_up("case", "case__round"))
    lines = lines if project_id is None else lines.filter(draw__project=project_id)
    return lines.select_related("draw", "case__reporter", "case__unit", "case__project").order_by(
        "draw__week_from", "draw", "place"
    )


def _tries(found: Iterable[Case]) -> dict[int, list[Attempt]]:
    by_case: dict[int, list[Attempt]] = {}
    tries = Attempt.objects.filter(case__in=[case.pk for case in found])
    for attempt in tries.order_by("tried_at", "pk"):
        by_case.setdefault(attempt.case_id, []).append(attempt)
    return by_case
