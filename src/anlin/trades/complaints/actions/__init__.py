"""Deeds on complaints, in the order of their course. Several topics, one door."""

from anlin.trades.complaints.actions.company import hand_up, plan, prove, visit
from anlin.trades.complaints.actions.conceding import ask_concession, decide_concession
from anlin.trades.complaints.actions.ending import announce, conclude, read, report
from anlin.trades.complaints.actions.forgetting import forget
from anlin.trades.complaints.actions.opening import contact, mark, see, take_up
from anlin.trades.complaints.actions.teaching import set_procedure, write_training_case

__all__ = [
    "announce",
    "ask_concession",
    "conclude",
    "contact",
    "decide_concession",
    "forget",
    "hand_up",
    "mark",
    "plan",
    "prove",
    "read",
    "report",
    "see",
    "set_procedure",
    "take_up",
    "visit",
    "write_training_case",
]
