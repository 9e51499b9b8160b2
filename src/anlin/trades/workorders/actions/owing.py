"""What a piece of work sets going in the engine of duties, and which deeds answer it."""

from datetime import datetime

from anlin.instruments.duty import actions as duty
from anlin.instruments.duty.actions import Opening
from anlin.kernel.actors import Actor
from anlin.trades.workorders import queries
from anlin.trades.workorders.models import WorkOrder

RAISED = "workorders.order_raised"
NOBODY_FREE = "workorders.nobody_free"

ACCEPTED = "workorders.order_accepted"
# Somebody is on the spot.
BEGUN = "workorders.order_begun"
FINISHED = "workorders.order_finished"


def start_clocks(order: WorkOrder, *, reported_at: datetime, by: Actor, at: datetime) -> None:
    """They run from the first report, but that of a stand-in from the moment at which everybody turned out to be busy."""
    said = {"urgency": order.urgency, "repair_class": order.repair_class, "source": order.source}
    moments = {RAISED: reported_at}
    if queries.is_everybody_busy(order.project_id, at):
        moments[NOBODY_FREE] = at
    openings = [
        Opening(news=news, about=order.subject, project_id=order.project_id, said=said, at=moment)
        for news, moment in moments.items()
    ]
    duty.open_clocks(openings, by=by, are_new=True)


def did(order: WorkOrder, deed: str, *, by: Actor, at: datetime) -> None:
    """The deed answers what is owed about the order; of each round once."""
    duty.discharge(deeds=[deed], about=order.subject, proof=order.subject, by=by, at=at)


def stop_clocks(order: WorkOrder, *, at: datetime) -> None:
    """The work is not needed any more; what was missed until now stays missed."""
    duty.withdraw_about(order.subject, at=at)


def pause_clocks(order: WorkOrder, *, because: str, by: Actor, at: datetime) -> None:
    """The work stands still with the customer's leave: so do those terms that may (B-REP-28)."""
    duty.pause_about(about=order.subject, because=because, by=by, at=at)


def resume_clocks(order: WorkOrder, *, by: Actor, at: datetime) -> None:
    duty.resume_about(about=order.subject, by=by, at=at)
