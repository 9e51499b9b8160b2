"""Who may see activities, hold them, and lead: drives, measures, owners whom nobody met."""

from django.utils.translation import gettext_lazy as _

from anlin.bonds.relations import queries
from anlin.bonds.relations.models import Activity
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject

SEE = queries.SEE
HOLD = "relations.hold"
LEAD = "relations.lead"

RIGHTS = {
    SEE: _("see visits, receive-days and what people said there"),
    HOLD: _("plan and hold activities, note what people say"),
    LEAD: _("lead collections of opinions and measures"),
}


def may_see(actor: Actor, project_id: int) -> bool:
    return actor.may(SEE, project_id)


def may_hold(actor: Actor, project_id: int) -> bool:
    return actor.may(HOLD, project_id)


def may_lead(actor: Actor, project_id: int) -> bool:
    return actor.may(LEAD, project_id)


def may_reply(actor: Actor, activity: Activity) -> bool:
    """Residents where they live; paper is taken in by whoever holds activities."""
    if actor.is_resident:
        return queries.may_answer(actor, activity)
    return may_hold(actor, activity.project_id)


def may_see_subject(actor: Actor, subject: Subject) -> bool | None:
    """What `documents` asks: photos of an activity are for those who see it."""
    if subject.kind != "activity":
        return None
    return queries.visible_to(actor).filter(pk=subject.key).exists()
