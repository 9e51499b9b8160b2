"""Tables of cases: the matter, its course through the loop, and the company's own lists."""

from anlin.trades.cases.models.asking import Draw, DrawnOrder
from anlin.trades.cases.models.case import Case, Cause, Presence
from anlin.trades.cases.models.course import (
    Answer,
    Errand,
    FollowUp,
    Note,
    Participant,
    Passing,
    Report,
    Verdict,
)
from anlin.trades.cases.models.desk import BoxOpening, LogEntry, OpinionBox
from anlin.trades.cases.models.lists import Category, Channel

__all__ = [
    "Answer",
    "BoxOpening",
    "Case",
    "Category",
    "Cause",
    "Channel",
    "Draw",
    "DrawnOrder",
    "Errand",
    "FollowUp",
    "LogEntry",
    "Note",
    "OpinionBox",
    "Participant",
    "Passing",
    "Presence",
    "Report",
    "Verdict",
]
