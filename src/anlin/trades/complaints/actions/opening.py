"""A complaint is taken up and reported upward at once; whoever it was reported to takes note; the office tells the client."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotAllowed, require
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.models import Case
from anlin.trades.complaints import permissions, queries, rules
from anlin.trades.complaints.actions.recording import after, did, in_person, move, record, said
from anlin.trades.complaints.choices import ComplaintState, ComplaintStep, Level, Mark
from anlin.trades.complaints.errors import NoComplaint
from anlin.trades.complaints.models import ClosingVisit, Complaint

REPORTED_UPWARD = "cases.reported_upward"
TOLD_LEADERS = "complaints.told_leaders"


@transaction.atomic
def take_up(*, case: Case, by: Actor, at: datetime) -> Complaint:
    """Open the file of a complaint and report it upward (A-CMP-04); again it only follows what the case says now.

    The line it came by and what it asks for decide its level (A-CMP-09, A-CMP-23). Refused with `NoComplaint`.
    """
    require(by.may(permissions.HANDLE, case.project_id))
    if case.kind != CaseKind.COMPLAINT or not case.is_open:
        raise NoComplaint(case)
    complaint = queries.of_case(case.pk)
    marks = queries.marks_of(case, timezone.localdate(at))
    if complaint is not None:
        return _follow(complaint, marks | set(complaint.marks), by=by, at=at)
    level = rules.level(case.channel.code, marks)
    complaint, is_new = Complaint.objects.get_or_create(
        case=case,
        defaults={
            "level": level,
            "opened_at": case.opened_at,
            "reported_up_at": at,
            "reported_up_to": rules.reported_to(level, marks),
            **_flags(marks),
        },
    )
    if is_new:
        did(complaint, REPORTED_UPWARD, by=by, at=at)
        record("complaints.taken_up", complaint, by=by, at=at, upward=complaint.reported_up_to)
    return complaint


def _follow(complaint: Complaint, marks: Collection[Mark], *, by: Actor, at: datetime) -> Complaint:
    """Classed anew: what goes to the leaders goes there now; a level never falls by itself."""
    flags = _flags(marks)
    if all(getattr(complaint, name) == value for name, value in flags.items()):
        return complaint
    level = Level(complaint.level)
    if rules.level("", marks) == Level.COMPANY:
        level = Level.COMPANY
    to = rules.reported_to(level, marks)
    more = (
        {}
        if to == complaint.reported_up_to
        else {"seen_at": None, "seen_by": "", "reported_up_at": at}
    )
    is_up = level != complaint.level
    state = ComplaintState.OPENED if is_up else complaint.state
    rows.change(
        complaint,
        expecting=("state", "level"),
        level=level,
        state=state,
        reported_up_to=to,
        **flags,
        **more,
    )
    record("complaints.marked", complaint, by=by, at=at, marks=",".join(sorted(marks)))
    return complaint


def _flags(marks: Collection[Mark]) -> dict[str, bool]:
    return {
        "is_serious": Mark.SERIOUS in marks,
        "wants_compensation": Mark.COMPENSATION in marks,
        "is_about_head": Mark.HEAD in marks,
        "is_repeat": Mark.REPEAT in marks,
    }


@transaction.atomic
def mark(*, complaint: Complaint, marks: Collection[Mark], by: Actor, at: datetime) -> Complaint:
    """Class it (A-CMP-21); what the case itself says cannot be taken off. Refused with `NoComplaint` when it is over."""
    if not (permissions.may_handle(by, complaint) or permissions.may_lead(by, complaint)):
        raise NotAllowed
    if complaint.state == ComplaintState.OVER:
        raise NoComplaint(complaint.case)
    own = queries.marks_of(complaint.case, timezone.localdate(at))
    return _follow(complaint, set(marks) | own, by=by, at=at)


@transaction.atomic
def see(*, complaint: Complaint, by: Actor, at: datetime) -> Complaint:
    """Whoever it was reported to takes note of it; the first time counts."""
    require(queries.unseen(by, complaint.case.project_id).filter(pk=complaint.pk).exists())
    rows.change(complaint, expecting=("seen_at",), seen_at=at, seen_by=by.ref)
    if rules.TO_LEADERS & set(complaint.marks):
        did(complaint, TOLD_LEADERS, by=by, at=at)
    record("complaints.seen", complaint, by=by, at=at)
    return complaint


@transaction.atomic
def contact(
    *, complaint: Complaint, is_content: bool, words: str, by: Actor, at: datetime
) -> ClosingVisit:
    """The office solved it and told the client itself (A-CMP-13).

    Who is not content has it handed up. Refused with `NoSuchStep`, `NotInPerson` or `WordsMissing`.
    """
    require(permissions.may_handle(by, complaint))
    state = after(complaint, ComplaintStep.CONTACT)
    in_person(complaint, by, at)
    kept = ClosingVisit.objects.create(
        complaint=complaint, is_of_company=False, is_content=is_content, words=said(words), visited_at=at, visited_by=by.ref,
    )  # fmt: skip
    if is_content:
        move(complaint, state)
    record("complaints.contacted", complaint, by=by, at=at, is_content=is_content)
    return kept
