"""Deeds about violations, rules, places, contractors and campaigns. Several topics, one door."""

from anlin.trades.violations.actions.course import (
    ask_for_aid,
    find,
    forget,
    hand_over,
    look_again,
    object_,
    renew,
    rule_on,
    talk,
    tolerate,
)
from anlin.trades.violations.actions.register import (
    appoint_place,
    list_contractor,
    note_campaign,
    publish_rule,
    read_rule,
    restore_entry,
    suspend_entry,
)

__all__ = [
    "appoint_place",
    "ask_for_aid",
    "find",
    "forget",
    "hand_over",
    "list_contractor",
    "look_again",
    "note_campaign",
    "object_",
    "publish_rule",
    "read_rule",
    "renew",
    "restore_entry",
    "rule_on",
    "suspend_entry",
    "talk",
    "tolerate",
]
