"""Readings of what is owed: rules as they stand, occurrences, what the auditor finds."""

from anlin.instruments.duty.queries.auditing import Difference, Findings, audit
from anlin.instruments.duty.queries.counting import days, on_days
from anlin.instruments.duty.queries.covering import Gaps, gaps_in, uncovered
from anlin.instruments.duty.queries.lying import lies_on, lying_on
from anlin.instruments.duty.queries.naming import may_see_subject, names_of_subjects
from anlin.instruments.duty.queries.owed import (
    SEE,
    about,
    alarms_of,
    alike,
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
from anlin.instruments.duty.queries.packs import differences, kept, read_text, shipped, written
from anlin.instruments.duty.queries.simulating import Load, load
from anlin.instruments.duty.queries.standing import (
    answers_of,
    facts_of,
    known_of,
    latest_pack,
    rule_of,
    said,
    sample_of,
    standings_of,
    title_of,
    waiting_for,
)
from anlin.instruments.duty.queries.telling import (
    Tally,
    of_days,
    packs_told,
    rules_by_code,
    standings_visible_to,
    tallies,
)
from anlin.instruments.duty.queries.why import Reckoning, why
from anlin.instruments.duty.rules.reading import PackRefused

__all__ = [
    "SEE",
    "Difference",
    "Findings",
    "Gaps",
    "Load",
    "PackRefused",
    "Reckoning",
    "Tally",
    "about",
    "alarms_of",
    "alike",
    "answers_of",
    "audit",
    "by_post",
    "days",
    "differences",
    "facts_of",
    "gaps_in",
    "in_state",
    "kept",
    "known_of",
    "lag",
    "latest_pack",
    "lies_on",
    "load",
    "lying_on",
    "may_see_subject",
    "names_of_subjects",
    "of_days",
    "on_days",
    "owed_about",
    "owed_for",
    "owed_now",
    "packs_told",
    "read_text",
    "rule_of",
    "rules_by_code",
    "said",
    "sample_of",
    "shipped",
    "silent_for",
    "standings_of",
    "standings_visible_to",
    "state_of",
    "tallies",
    "title_of",
    "uncovered",
    "visible_to",
    "waiting_for",
    "waits_about",
    "why",
    "written",
]
