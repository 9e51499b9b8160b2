"""Tables of cases: the matter, its course through the loop, and the company's own lists."""

from anlin.trades.cases.models.case import Case, Cause, Presence
from anlin.trades.cases.models.course import (
    Answer,
    Errand,
    FollowUp,
    Note,
    Passing,
    Report,
    Verdict,
)
from anlin.trades.cases.models.lists import Category, Channel

__all__ = [
    "Answer",
    "Case",
    "Category",
    "Cause",
    "Channel",
    "Errand",
    "FollowUp",
    "Note",
    "Passing",
    "Presence",
    "Report",
    "Verdict",
]
