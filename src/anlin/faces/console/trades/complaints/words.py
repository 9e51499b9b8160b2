"""How this desk names things."""

from anlin.trades.complaints.choices import ComplaintState as S
from anlin.trades.complaints.choices import Mark
from anlin.trades.complaints.models import Complaint

STATE_TONES: dict[str, str] = {
    S.OPENED: "warn",
    S.PLANNED: "warn",
    S.PROVED: "calm",
    S.VISITED: "good",
    S.OVER: "good",
}


def marks(complaint: Complaint) -> str:
    return "、".join(str(mark.label) for mark in complaint.marks)


def marked(complaint: Complaint) -> list[Mark]:
    return [mark for mark in complaint.marks if mark != Mark.ORDINARY]
