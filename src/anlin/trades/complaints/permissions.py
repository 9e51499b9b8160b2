"""Who handles complaints at the office, who leads them for the company, and who grants what goes beyond our duty."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor
from anlin.trades.complaints import queries
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
