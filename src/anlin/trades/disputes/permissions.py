"""Who may see and who may mediate disputes."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor
from anlin.trades.cases.models import Case
from anlin.trades.disputes import queries

SEE = queries.SEE
MEDIATE = "disputes.mediate"

RIGHTS = {
    SEE: _("see mediations"),
    MEDIATE: _("mediate disputes"),
}


def may_mediate(actor: Actor, case: Case) -> bool:
    """Whoever a complaint is about does not mediate it."""
    is_about = actor.is_staff and case.about_staff_id == actor.staff_id
    return actor.may(MEDIATE, case.project_id) and not is_about
