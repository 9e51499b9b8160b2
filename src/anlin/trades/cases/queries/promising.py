"""What the person was promised: when they have an answer, and whether that was kept."""

from dataclasses import dataclass
from datetime import datetime

from anlin.instruments.duty import queries as duty
from anlin.trades.cases.choices import UNANSWERED_STATES
from anlin.trades.cases.models import Case

ANSWERED = "cases.case_answered"


@dataclass(frozen=True)
class Promised:
    """The last moment of the answer by the rules in force; `answered_at` is when they had it, None while they wait."""

    until: datetime
    answered_at: datetime | None

    @property
    def was_kept(self) -> bool | None:
        return None if self.answered_at is None else self.answered_at <= self.until


def promised(case: Case) -> Promised | None:
    """None where no rule promises anything; one query."""
    owed = duty.owed_for(case.subject, ANSWERED)
    if owed is None:
        return None
    waits = case.state in UNANSWERED_STATES and owed.done_at is None
    return Promised(owed.last_at, None if waits else owed.done_at or case.answered_at)


def hears_in_writing(case: Case) -> bool:
    """Whether we write to the person that we have it: we know them, and nobody spoke with them when it came in."""
    return case.reporter_id is not None and not case.channel.is_live
