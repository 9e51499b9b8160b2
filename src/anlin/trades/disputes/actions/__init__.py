"""Deeds of mediation, in the order of its life. Several topics, one door."""

from anlin.trades.disputes.actions.agreeing import Hours, check, consent, propose
from anlin.trades.disputes.actions.ending import end, hand_over, renew
from anlin.trades.disputes.actions.forgetting import forget
from anlin.trades.disputes.actions.hearing import NewParty, hear, note_contact, open_mediation
from anlin.trades.disputes.actions.speaking import calm, hand_to_speaker, say
from anlin.trades.disputes.actions.weighing import add_option, count_votes

__all__ = [
    "Hours",
    "NewParty",
    "add_option",
    "calm",
    "check",
    "consent",
    "count_votes",
    "end",
    "forget",
    "hand_over",
    "hand_to_speaker",
    "hear",
    "note_contact",
    "open_mediation",
    "propose",
    "renew",
    "say",
]
