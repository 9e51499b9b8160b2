"""What `workorders` tells."""

from dataclasses import dataclass

from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class WorkOrderEvent(Event):
    """News about one order, told in order."""

    order_id: int
    project_id: int

    @property
    def subject_ref(self) -> str:
        return f"workorder:{self.order_id}"


@dataclass(frozen=True, kw_only=True)
class WorkOrderRaised(WorkOrderEvent):
    """There is a piece of work to be done."""


@dataclass(frozen=True, kw_only=True)
class WorkOrderAssigned(WorkOrderEvent):
    """It was given to somebody, who has not said yes yet."""

    staff_id: int


@dataclass(frozen=True, kw_only=True)
class WorkOrderAccepted(WorkOrderEvent):
    """Somebody will do it."""

    staff_id: int


@dataclass(frozen=True, kw_only=True)
class WorkOrderDeclined(WorkOrderEvent):
    """Whoever it was given to cannot do it; it waits to be dispatched again."""

    staff_id: int


@dataclass(frozen=True, kw_only=True)
class WorkOrderBegun(WorkOrderEvent):
    """Somebody is on the spot."""

    staff_id: int


@dataclass(frozen=True, kw_only=True)
class WorkOrderPaused(WorkOrderEvent):
    """Work stands still for a reason."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class WorkOrderResumed(WorkOrderEvent):
    """Work goes on."""


@dataclass(frozen=True, kw_only=True)
class WorkOrderFinished(WorkOrderEvent):
    """Whoever did it says it is done; nobody has checked yet."""

    round: int


@dataclass(frozen=True, kw_only=True)
class WorkOrderPassed(WorkOrderEvent):
    """Resident or desk checked the work and found it right; the order is closed."""

    round: int


@dataclass(frozen=True, kw_only=True)
class WorkOrderSentBack(WorkOrderEvent):
    """The work was not right and has to be done again."""

    round: int


@dataclass(frozen=True, kw_only=True)
class WorkOrderCancelled(WorkOrderEvent):
    """The work is not needed or was raised by mistake."""
