"""Who may ask afterwards, and who decides on contradictions."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor
from anlin.trades.callbacks import queries
from anlin.trades.callbacks.models import Review
from anlin.trades.cases.models import Case

REVIEW = "callbacks.review"

RIGHTS = {REVIEW: _("decide where follow-up and own rating contradict each other")}


def may_try(actor: Actor, case: Case) -> bool:
    return actor.may(queries.FOLLOW_UP, case.project_id) and not _is_about(actor, case)


def may_try_for_company(actor: Actor) -> bool:
    """Who asks about the work of an office holds the right in all of the company (A-FUP-11)."""
    return actor.may(queries.FOLLOW_UP, None)


def may_decide(actor: Actor, review: Review) -> bool:
    return actor.may(REVIEW, review.case.project_id) and not _is_about(actor, review.case)


def _is_about(actor: Actor, case: Case) -> bool:
    return actor.is_staff and case.about_staff_id == actor.staff_id
