"""Readings of what is owed: rules as they stand, occurrences, what the auditor finds."""

from anlin.instruments.duty.queries.auditing import Difference, Findings, audit
from anlin.instruments.duty.queries.counting import (
    HeatRow,
    Tally,
    board,
    by_place,
    by_rule,
    days,
    heat,
    on_days,
)
from anlin.instruments.duty.queries.covering import Gaps, gaps_in, uncovered
from anlin.instruments.duty.queries.lying import lies_on, lying_on
from anlin.instruments.duty.queries.naming import may_see_subject, name_of_subject
from anlin.instruments.duty.queries.owed import (
    SEE,
    about,
    alarms_of,
    by_post,
    in_state,
    lag,
    owed_about,
    owed_for,
    owed_now,
    silent_for,
    state_of,
    visible_to,
    waits_about,
)
from anlin.instruments.duty.queries.standing import (
    facts_of,
    latest_pack,
    rule_of,
    standings_of,
    title_of,
    waiting_for,
)
from anlin.instruments.duty.queries.why import Reckoning, why

__all__ = [
    "SEE",
    "Difference",
    "Findings",
    "Gaps",
    "HeatRow",
    "Reckoning",
    "Tally",
    "about",
    "alarms_of",
    "audit",
    "board",
    "by_place",
    "by_post",
    "by_rule",
    "days",
    "facts_of",
    "gaps_in",
    "heat",
    "in_state",
    "lag",
    "latest_pack",
    "lies_on",
    "lying_on",
    "may_see_subject",
    "name_of_subject",
    "on_days",
    "owed_about",
    "owed_for",
    "owed_now",
    "rule_of",
    "silent_for",
    "standings_of",
    "state_of",
    "title_of",
    "uncovered",
    "visible_to",
    "waiting_for",
    "waits_about",
    "why",
]
