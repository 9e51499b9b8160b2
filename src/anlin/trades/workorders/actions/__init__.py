"""Deeds on work orders, in the order of their life. Several topics, one door."""

from anlin.trades.workorders.actions.checking import pass_check, send_back
from anlin.trades.workorders.actions.dispatching import (
    accept,
    assign,
    assign_by_roster,
    cancel,
    claim,
    decline,
)
from anlin.trades.workorders.actions.raising import NewOrder, raise_order, raise_rework
from anlin.trades.workorders.actions.working import (
    arrive,
    finish,
    keep_manner,
    pause,
    resume,
    use_part,
)

__all__ = [
    "NewOrder",
    "accept",
    "arrive",
    "assign",
    "assign_by_roster",
    "cancel",
    "claim",
    "decline",
    "finish",
    "keep_manner",
    "pass_check",
    "pause",
    "raise_order",
    "raise_rework",
    "resume",
    "send_back",
    "use_part",
]
