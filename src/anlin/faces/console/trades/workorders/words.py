"""How this desk names things: tones of states, steps that need nothing more than a click."""

from anlin.trades.workorders.choices import OrderState as S
from anlin.trades.workorders.choices import OrderStep, Urgency
from anlin.trades.workorders.models import WorkOrder

STATE_TONES: dict[str, str] = {
    S.RAISED: "warn",
    S.ASSIGNED: "warn",
    S.PAUSED: "warn",
    S.FINISHED: "good",
    S.CLOSED: "good",
}
URGENCY_TONES: dict[str, str] = {Urgency.URGENT: "bad", Urgency.FAIRLY_URGENT: "warn"}
# Done by one click; the other steps ask for something.
AT_ONCE = {OrderStep.CLAIM, OrderStep.ACCEPT, OrderStep.ARRIVE, OrderStep.RESUME}


def where(order: WorkOrder) -> str:
    address = order.unit.address if order.unit else ""
    return " · ".join(part for part in (address, order.place) if part)
