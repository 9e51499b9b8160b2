"""Who handles complaints at the office, who leads them for the company, and who grants what goes beyond our duty."""

from django.utils.translation import gettext_lazy as _

from anlin.instruments.handbook.sockets import Followed
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.complaints import queries
from anlin.trades.complaints.choices import ComplaintState
from anlin.trades.complaints.models import Complaint

SEE = queries.SEE
HANDLE = "complaints.handle"
LEAD = "complaints.lead"
GRANT = "complaints.grant"
ANNOUNCEMENTS = "complaints.announcements"

RIGHTS = {
    SEE: _("see complaints"),
    HANDLE: _("handle complaints at the office"),
    LEAD: _("lead complaints for the company"),
    GRANT: _("decide on concessions"),
    ANNOUNCEMENTS: _("read what was corrected, and the training cases"),
}


def may_handle(actor: Actor, complaint: Complaint) -> bool:
    """The office's own part; never whoever the complaint is about."""
    return actor.may(HANDLE, complaint.case.project_id) and not is_about(actor, complaint)


def may_lead(actor: Actor, complaint: Complaint) -> bool:
    """The quality department's part: held for the whole company, so never by the office alone (A-CMP-11)."""
    return actor.may(LEAD, None) and not is_about(actor, complaint)


def may_conclude(actor: Actor, complaint: Complaint) -> bool:
    return (may_lead if complaint.level == "company" else may_handle)(actor, complaint)


def may_grant(actor: Actor, complaint: Complaint) -> bool:
    return actor.may(GRANT, complaint.case.project_id) and not is_about(actor, complaint)


def may_set_procedure(actor: Actor) -> bool:
    return actor.may(LEAD, None)


def is_about(actor: Actor, complaint: Complaint) -> bool:
    return actor.is_staff and complaint.case.about_staff_id == actor.staff_id


def followed(actor: Actor, subject: Subject) -> Followed | None:
    """What `handbook` asks: a matter with a file goes by the complaint procedure (B-CASE-28)."""
    if subject.kind != "case":
        return None
    complaint = queries.visible_to(actor).filter(case=int(subject.key)).first()
    if complaint is None:
        return None
    case = complaint.case
    may_tick = may_handle(actor, complaint) and complaint.state != ComplaintState.OVER
    return Followed("complaint-procedure", case.project_id, case.opened_at, may_tick)
