"""Readings of what is owed: rules as they stand, occurrences, what the auditor finds."""

from anlin.instruments.duty.queries.auditing import Difference, Findings, audit
from anlin.instruments.duty.queries.covering import Gaps, gaps_in, uncovered
from anlin.instruments.duty.queries.lying import lies_on, lying_on
from anlin.instruments.duty.queries.owed import (
    SEE,
    about,
    alarms_of,
    by_post,
    lag,
    owed_for,
    owed_now,
    silent_for,
    state_of,
    visible_to,
)
from anlin.instruments.duty.queries.standing import (
    facts_of,
    latest_pack,
    rule_of,
    standings_of,
    title_of,
)
from anlin.instruments.duty.queries.why import Reckoning, why

__all__ = [
    "SEE", "Difference", "Findings", "Gaps", "Reckoning", "about", "alarms_of", "audit", "by_post", "facts_of", "gaps_in", "lag",
    "latest_pack", "lies_on", "lying_on", "owed_for", "owed_now", "rule_of", "silent_for", "standings_of", "state_of", "title_of",
    "uncovered", "visible_to", "why",
]  # fmt: skip
