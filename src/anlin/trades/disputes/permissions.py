"""Who may see and who may mediate disputes."""

from django.utils.translation import gettext_lazy as _

from anlin.instruments.handbook.sockets import Followed
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case
from anlin.trades.disputes import queries

SEE = queries.SEE
MEDIATE = "disputes.mediate"
SPEAK = queries.SPEAK

RIGHTS = {
    SEE: _("see mediations"),
    MEDIATE: _("mediate disputes"),
    SPEAK: _("speak for the company about a dispute that is talked about in public"),
}


def may_mediate(actor: Actor, case: Case) -> bool:
    """Whoever a complaint is about does not mediate it."""
    is_about = actor.is_staff and case.about_staff_id == actor.staff_id
    return actor.may(MEDIATE, case.project_id) and not is_about


def may_speak(actor: Actor, case: Case) -> bool:
    return actor.may(SPEAK, case.project_id)


def followed(actor: Actor, subject: Subject) -> Followed | None:
    """What `handbook` asks: a matter that is mediated goes by the rules for disputes (B-MED-14)."""
    if subject.kind != "case":
        return None
    mediation = queries.visible_to(actor).filter(case=int(subject.key)).first()
    if mediation is None:
        return None
    case = mediation.case
    return Followed("dispute-rules", case.project_id, mediation.opened_at, may_mediate(actor, case))
