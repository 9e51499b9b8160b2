"""What was done for one matter, and what is still missing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from anlin.ground.workforce.models import Staff
from anlin.kernel.errors import Refusal
from anlin.trades.cases import rules, sockets
from anlin.trades.cases.choices import OPEN_STATES as OPEN_CASES
from anlin.trades.cases.choices import CaseKind, CaseStep, FollowUpMethod
from anlin.trades.cases.errors import ServicePlanned
from anlin.trades.cases.models import Answer, Case, Errand, FollowUp, Presence
from anlin.trades.services import queries as services
from anlin.trades.workorders.choices import OPEN_STATES, OrderState
from anlin.trades.workorders.models import WorkOrder

FRESH = timedelta(seconds=40)
HOLDING_UP = frozenset(OPEN_STATES) - {OrderState.FINISHED}


def orders_of(case: Case) -> QuerySet[WorkOrder]:
    """Work orders done for the matter or for its cause, the oldest first."""
    wanted = Q(case=case)
    if case.cause_id is not None:
        wanted |= Q(cause=case.cause_id)
    return (
        WorkOrder.objects.filter(pk__in=Errand.objects.filter(wanted).values("order"))
        .select_related("assignee", "unit", "department")
        .order_by("raised_at", "id")
    )


def open_work_orders_of(case: Case) -> QuerySet[WorkOrder]:
    """Orders somebody still works on; finished ones that only wait for a check do not hold the answer up."""
    return orders_of(case).filter(state__in=HOLDING_UP)


def is_followed_up(case: Case) -> bool:
    """Whether somebody asked after this round and heard that it is solved."""
    asked = FollowUp.objects.filter(case=case, round=case.round, is_satisfied=True)
    # What was heard on the spot while the work was done again is not about the answer.
    return asked.filter(followed_up_at__gte=case.answered_at or case.opened_at).exists()


def to_call_back(since: datetime) -> Q:
    """Matters whose work was finished since then and whom nobody has asked after in this round (B-REP-17)."""
    finished = Errand.objects.filter(case=OuterRef("pk"), order__finished_at__gte=since)
    asked = FollowUp.objects.filter(case=OuterRef("pk"), round=OuterRef("round"))
    return Q(Exists(finished), ~Q(Exists(asked)), state__in=OPEN_CASES)


def proposed_method(case: Case) -> FollowUpMethod:
    """How to ask this person again: at the door where they are upset or important, specially where it is owed."""
    if case.special_due_at is not None:
        return FollowUpMethod.SPECIAL
    return rules.proposed_method(
        CaseKind(case.kind), is_agitated=case.is_agitated, is_important=case.is_important
    )


def did_the_work(case: Case, staff_id: int | None) -> bool:
    """Whether the member of staff had a hand in the work of this matter."""
    own = Q(assignee=staff_id) | Q(spans__staff=staff_id)
    return staff_id is not None and orders_of(case).filter(own).exists()


def lacks_read_back(case: Case) -> bool:
    """Whether our understanding of the complaint still has to be read back to whoever made it."""
    can_be_asked = case.reporter_id is not None or bool(case.reporter_phone)
    return case.need_confirmed_at is None and rules.needs_read_back(
        CaseKind(case.kind), can_be_asked=can_be_asked
    )


def missing_for_closing(case: Case) -> list[str]:
    """What still lacks before the matter may close as satisfied, empty when nothing.

    "follow_up", "cause", "effect", "work", or "file": a room on top of this one is not done with it.
    """
    kind = CaseKind(case.kind)
    states = set(orders_of(case).order_by().values_list("state", flat=True))
    had_work = bool(states - {OrderState.CANCELLED})
    missing = []
    if rules.needs_follow_up(kind, had_work=had_work) and not is_followed_up(case):
        missing.append("follow_up")
    if rules.needs_cause(kind) and not case.origin_cause:
        missing.append("cause")
    if rules.needs_cause(kind) and not case.effect_on_order:
        missing.append("effect")
    if states & HOLDING_UP:
        missing.append("work")
    if barred(case, CaseStep.CLOSE):
        missing.append("file")
    return missing


def barred(case: Case, step: CaseStep) -> Refusal | None:
    """What has something against that step: a service planned for the matter, or a file kept by a room above."""
    planned = services.open_for(case.subject)
    if planned is not None:
        return ServicePlanned(case, number=planned.number)
    return sockets.barring.first(case.pk, step)


def unsaid(cases: Sequence[Case], *, before: datetime) -> set[int]:
    """Of these, the ids of those wanted before that moment whose people heard nothing in this round."""
    due = {case.pk: case.round for case in cases if case.wanted_by and case.wanted_by < before}
    told = Answer.objects.filter(case__in=due, is_interim=True).values_list("case", "round")
    return set(due) - {case_id for case_id, round_ in told if due[case_id] == round_}


def others_looking(case: Case, staff: Staff, now: datetime) -> list[Staff]:
    """Who else has the matter on their screen now."""
    fresh = Presence.objects.filter(case=case, seen_at__gt=now - FRESH).exclude(staff=staff)
    return [presence.staff for presence in fresh.select_related("staff").order_by("staff__name")]
