"""Decisions about complaints, on plain values: the two courses, levels, to whom they are reported."""

from collections.abc import Collection

from anlin.kernel.states import Table
from anlin.trades.complaints.choices import ComplaintState as S
from anlin.trades.complaints.choices import ComplaintStep as Do
from anlin.trades.complaints.choices import Level, Mark

OFFICE: Table[S, Do] = Table(
    name="complaint_office",
    first=S.OPENED,
    rows=(
        (S.OPENED, Do.CONTACT, S.VISITED),
        (S.OPENED, Do.HAND_UP, S.OPENED),
        (S.VISITED, Do.HAND_UP, S.OPENED),
        (S.VISITED, Do.CONCLUDE, S.OVER),
    ),
)
# No step may be skipped (A-CMP-25); who is not content gets another plan.
COMPANY: Table[S, Do] = Table(
    name="complaint_company",
    first=S.OPENED,
    rows=(
        (S.OPENED, Do.PLAN, S.PLANNED),
        (S.PLANNED, Do.PROVE, S.PROVED),
        (S.PROVED, Do.VISIT, S.VISITED),
        (S.PROVED, Do.REDO, S.OPENED),
        (S.VISITED, Do.CONCLUDE, S.OVER),
    ),
)
COURSES = {Level.OFFICE: OFFICE, Level.COMPANY: COMPANY}
COMPANY_LINE = "complaint-line-company"
# These go to the company's leaders by themselves (A-CMP-09).
TO_LEADERS = {Mark.COMPENSATION, Mark.HEAD}
# Three steps, in this order (A-CMP-02); the faces put them into words.
SCRIPT = ("listen", "understand", "explain")


def level(channel: str, marks: Collection[Mark]) -> Level:
    """The line decides, and what goes to the leaders is the company's (A-CMP-09, A-CMP-23)."""
    return Level.COMPANY if channel == COMPANY_LINE or TO_LEADERS & set(marks) else Level.OFFICE


def reported_to(level_: Level, marks: Collection[Mark]) -> str:
    """The role that hears of it at once (A-CMP-04)."""
    if TO_LEADERS & set(marks):
        return "general_manager"
    return "quality_department" if level_ == Level.COMPANY else "office_manager"
