"""Deeds on work orders, in the order of their life. Several topics, one door."""

from anlin.trades.workorders.actions.arranging import adopt_catalogue, keep_fault, set_term
from anlin.trades.workorders.actions.checking import Scores, pass_check, send_back
from anlin.trades.workorders.actions.dispatching import (
    accept,
    assign,
    assign_by_roster,
    cancel,
    claim,
    decline,
)
from anlin.trades.workorders.actions.forgetting import forget, forget_words
from anlin.trades.workorders.actions.going_ahead import (
    make_next,
    note_contact,
    relay,
    send_ahead,
    transfer,
)
from anlin.trades.workorders.actions.raising import NewOrder, raise_order, raise_rework
from anlin.trades.workorders.actions.watching import (
    end_watch,
    note_damage,
    tell_affected,
    visit,
    watch,
)
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
    "Scores",
    "accept",
    "adopt_catalogue",
    "arrive",
    "assign",
    "assign_by_roster",
    "cancel",
    "claim",
    "decline",
    "end_watch",
    "finish",
    "forget",
    "forget_words",
    "keep_fault",
    "keep_manner",
    "make_next",
    "note_contact",
    "note_damage",
    "pass_check",
    "pause",
    "raise_order",
    "raise_rework",
    "relay",
    "resume",
    "send_ahead",
    "send_back",
    "set_term",
    "tell_affected",
    "transfer",
    "use_part",
    "visit",
    "watch",
]
