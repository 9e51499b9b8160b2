"""The report of a serious complaint, its announcement with the readers, and the end of every one with its cause."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotAllowed, require
from anlin.trades.complaints import permissions
from anlin.trades.complaints.actions.recording import after, in_person, move, record, said
from anlin.trades.complaints.choices import CauseGroup, CauseSide, ComplaintStep, Level
from anlin.trades.complaints.errors import (
    AnnouncedAlready,
    CauseMissing,
    ConcessionOpen,
    DayGone,
    NotSerious,
    ReportedAlready,
    ReportMissing,
)
from anlin.trades.complaints.models import Announcement, Complaint, CorrectiveReport, Reading


@transaction.atomic
def report(
    *,
    complaint: Complaint,
    event: str,
    cause: str,
    corrective: str,
    preventive: str,
    owner: Staff,
    due_on: date,
    by: Actor,
    at: datetime,
) -> CorrectiveReport:
    """Write the corrective and preventive action report (A-CMP-15).

    Refused with `NotSerious`, `ReportedAlready`, `WordsMissing` or `DayGone`.
    """
    require(permissions.may_lead(by, complaint))
    if not complaint.is_serious:
        raise NotSerious
    if due_on < timezone.localdate(at):
        raise DayGone
    parts = {"event": event, "cause": cause, "corrective": corrective, "preventive": preventive}
    with rows.once(ReportedAlready()):
        written = CorrectiveReport.objects.create(
            complaint=complaint,
            **{name: said(words, name) for name, words in parts.items()},
            owner=owner,
            due_on=due_on,
            written_at=at,
            written_by=by.ref,
        )
    record("complaints.report_written", complaint, by=by, at=at)
    return written


@transaction.atomic
def announce(
    *, complaint: Complaint, title: str, body: str, by: Actor, at: datetime
) -> Announcement:
    """Tell the whole company what was corrected, only after the report (A-CMP-26).

    Refused with `ReportMissing`, `AnnouncedAlready` or `WordsMissing`.
    """
    require(permissions.may_lead(by, complaint))
    written = CorrectiveReport.objects.filter(complaint=complaint).first()
    if written is None:
        raise ReportMissing
    with rows.once(AnnouncedAlready()):
        told = Announcement.objects.create(
            report=written, title=said(title, "title"), body=said(body, "body"), published_at=at, published_by=by.ref,
        )  # fmt: skip
    record("complaints.announced", complaint, by=by, at=at)
    return told


@transaction.atomic
def read(*, announcement: Announcement, staff: Staff, by: Actor, at: datetime) -> Reading:
    """Keep that somebody read it; the first time counts."""
    require(by.may_anywhere(permissions.ANNOUNCEMENTS) and by.staff_id == staff.pk)
    reading, is_new = Reading.objects.get_or_create(
        announcement=announcement, staff=staff, defaults={"read_at": at}
    )
    if is_new:
        record("complaints.read", announcement.report.complaint, by=by, at=at)
    return reading


@transaction.atomic
def conclude(
    *, complaint: Complaint, cause_side: CauseSide, cause_group: CauseGroup, by: Actor, at: datetime
) -> Complaint:
    """It is over: cause and prevention stand in the case (A-CMP-14), concessions are decided, a serious one is announced.

    Refused with `NoSuchStep`, `CauseMissing`, `ConcessionOpen`, `ReportMissing` or `NotInPerson`.
    """
    if not permissions.may_conclude(by, complaint):
        raise NotAllowed
    state = after(complaint, ComplaintStep.CONCLUDE)
    if complaint.level == Level.OFFICE:
        in_person(complaint, by, at)
    case = complaint.case
    if not (case.origin_cause.strip() and case.prevention.strip()):
        raise CauseMissing
    if complaint.concessions.filter(decided_at=None).exists():
        raise ConcessionOpen
    told = Announcement.objects.filter(report__complaint=complaint)
    if complaint.is_serious and not told.exists():
        raise ReportMissing
    move(
        complaint,
        state,
        cause_side=cause_side,
        cause_group=cause_group,
        concluded_at=at,
        concluded_by=by.ref,
    )
    record("complaints.concluded", complaint, by=by, at=at, cause_group=cause_group.value)
    return complaint
