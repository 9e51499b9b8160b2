"""Decisions about a piece of work, on plain values: its life, and when its clock may stop."""

from anlin.kernel.states import Table
from anlin.trades.workorders.choices import OrderState as S
from anlin.trades.workorders.choices import OrderStep, RepairClass, Urgency

LIFE: Table[S, OrderStep] = Table(
    name="workorder",
    first=S.RAISED,
    rows=(
        (S.RAISED, OrderStep.ASSIGN, S.ASSIGNED),
        (S.RAISED, OrderStep.CLAIM, S.ACCEPTED),
        (S.RAISED, OrderStep.CANCEL, S.CANCELLED),
        (S.ASSIGNED, OrderStep.ACCEPT, S.ACCEPTED),
        (S.ASSIGNED, OrderStep.DECLINE, S.RAISED),
        (S.ASSIGNED, OrderStep.ASSIGN, S.ASSIGNED),
        (S.ASSIGNED, OrderStep.CANCEL, S.CANCELLED),
        (S.ACCEPTED, OrderStep.ARRIVE, S.WORKING),
        (S.ACCEPTED, OrderStep.ASSIGN, S.ASSIGNED),
        (S.ACCEPTED, OrderStep.CANCEL, S.CANCELLED),
        (S.WORKING, OrderStep.FINISH, S.FINISHED),
        (S.WORKING, OrderStep.PAUSE, S.PAUSED),
        (S.PAUSED, OrderStep.RESUME, S.WORKING),
        (S.PAUSED, OrderStep.ASSIGN, S.ASSIGNED),
        (S.FINISHED, OrderStep.PASS, S.CLOSED),
        (S.FINISHED, OrderStep.SEND_BACK, S.ASSIGNED),
    ),
)


def pause_needs_consent(urgency: Urgency, repair_class: RepairClass | None) -> bool:
    """Whether the customer must agree before the clock stops (B-REP-28): for repairs that are not urgent.

    An urgent one is made safe first; stopping it for safety needs nobody's leave.
    """
    return urgency != Urgency.URGENT and repair_class is not None


def is_first_time_right(rounds: int, *, has_rework: bool) -> bool:
    """Passed in the sense of the pass rate (A-REP-17): done once, and never again for the same fault."""
    return rounds == 1 and not has_rework
