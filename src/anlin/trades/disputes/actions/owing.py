"""What a mediation sets going in the engine of duties, and which deeds answer it."""

from datetime import datetime, time

from django.utils import timezone

from anlin.instruments.duty import actions as duty
from anlin.instruments.duty.actions import Opening
from anlin.kernel.actors import Actor
from anlin.trades.disputes.models import Mediation

OPENED, AGREED = "dispute.opened", "dispute.agreed"
BOTH_HEARD = "disputes.both_heard"
ATTENDED_AT_NIGHT = "disputes.attended_at_night"
# In the order of the days on which somebody looks.
CHECKED = ("disputes.checked_after_a_week", "disputes.checked_after_a_month")
# The report came when people sleep: somebody goes at once (B-MED-11).
NIGHT = time(22), time(6)


def start(mediation: Mediation, *, by: Actor) -> None:
    """Both sides are to be heard; the clock runs from the report, not from the opening."""
    case = mediation.case
    local = timezone.localtime(case.opened_at).time()
    is_night = local >= NIGHT[0] or local < NIGHT[1]
    opening = Opening(
        news=OPENED, about=case.subject, project_id=case.project_id, at=case.opened_at,
        said={"time": "night" if is_night else "day"},
    )  # fmt: skip
    duty.open_clocks([opening], by=by)


def agreed(mediation: Mediation, *, by: Actor, at: datetime, nth: int) -> None:
    """A version is in force: on two days somebody looks whether it holds."""
    case = mediation.case
    opening = Opening(news=AGREED, about=case.subject, project_id=case.project_id, at=at, nth=nth)
    duty.open_clocks([opening], by=by)


def did(mediation: Mediation, deed: str, *, by: Actor, at: datetime) -> None:
    """This deed answers what is owed about the dispute."""
    subject = mediation.case.subject
    duty.discharge(deeds=[deed], about=subject, proof=subject, by=by, at=at)
