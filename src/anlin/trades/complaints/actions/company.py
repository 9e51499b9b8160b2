"""The company's course: handed up, planned by the quality department, carried out by the office, proved, visited."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.ground.workforce.models import Department
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.complaints import permissions, queries, rules
from anlin.trades.complaints.actions.recording import after, in_person, move, record, said
from anlin.trades.complaints.choices import ComplaintState, ComplaintStep, Level
from anlin.trades.complaints.errors import DayGone, NotOfCompany, NotUp
from anlin.trades.complaints.models import ClosingVisit, Complaint, CorrectivePlan


@transaction.atomic
def hand_up(*, complaint: Complaint, words: str, by: Actor, at: datetime) -> Complaint:
    """The office cannot solve it: the quality department takes it (A-CMP-12). Refused with `NotUp` or `WordsMissing`."""
    require(permissions.may_handle(by, complaint))
    if complaint.level == Level.COMPANY:
        raise NotUp
    state = after(complaint, ComplaintStep.HAND_UP)
    said(words)
    to = rules.reported_to(Level.COMPANY, complaint.marks)
    move(
        complaint, state, level=Level.COMPANY, handed_up_at=at, reported_up_to=to, reported_up_at=at, seen_at=None,
        seen_by="",
    )  # fmt: skip
    record("complaints.handed_up", complaint, by=by, at=at)
    return complaint


@transaction.atomic
def plan(
    *,
    complaint: Complaint,
    measures: str,
    office: Department,
    due_on: date,
    by: Actor,
    at: datetime,
) -> CorrectivePlan:
    """The quality department says what the office does until when (A-CMP-08, A-CMP-10).

    Refused with `NoSuchStep`, `WordsMissing` or `DayGone`.
    """
    require(permissions.may_lead(by, complaint))
    state = after(complaint, ComplaintStep.PLAN)
    if due_on < timezone.localdate(at):
        raise DayGone
    before = queries.plan_of(complaint)
    made = CorrectivePlan.objects.create(
        complaint=complaint,
        nth=before.nth + 1 if before else 1,
        measures=said(measures, "measures"),
        office=office,
        due_on=due_on,
        planned_at=at,
        planned_by=by.ref,
    )
    move(complaint, state)
    record("complaints.planned", complaint, by=by, at=at, nth=made.nth)
    return made


@transaction.atomic
def prove(*, complaint: Complaint, proof: str, by: Actor, at: datetime) -> CorrectivePlan:
    """The office carried the plan out and says by what that is shown.

    Refused with `NoSuchStep`, `NotInPerson` or `WordsMissing`.
    """
    require(permissions.may_handle(by, complaint))
    state = after(complaint, ComplaintStep.PROVE)
    in_person(complaint, by, at)
    made = complaint.plans.order_by("-nth")[0]
    shown = said(proof, "proof")
    rows.change(made, expecting=("proved_at",), proof=shown, proved_at=at, proved_by=by.ref)
    move(complaint, state)
    record("complaints.proved", complaint, by=by, at=at, nth=made.nth)
    return made


@transaction.atomic
def visit(
    *, complaint: Complaint, is_content: bool, words: str, by: Actor, at: datetime
) -> ClosingVisit:
    """The quality department goes to the client (A-CMP-11); who is not content gets another plan.

    Refused with `NoSuchStep`, `WordsMissing`, or `NotOfCompany` for whoever carried it out.
    """
    require(permissions.may_lead(by, complaint))
    state = after(complaint, ComplaintStep.VISIT if is_content else ComplaintStep.REDO)
    made = queries.plan_of(complaint)
    if made is not None and made.proved_by == by.ref:
        raise NotOfCompany
    kept = ClosingVisit.objects.create(
        complaint=complaint, is_of_company=True, is_content=is_content, words=said(words), visited_at=at, visited_by=by.ref,
    )  # fmt: skip
    move(complaint, ComplaintState(state))
    record("complaints.visited", complaint, by=by, at=at, is_content=is_content)
    return kept
