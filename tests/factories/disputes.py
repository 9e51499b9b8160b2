"""Mediations between two sides."""

import datetime as dt

from anlin.kernel.actors import system
from anlin.trades.disputes import actions
from anlin.trades.disputes.choices import HeardHow, MediationKind, Side

BY = system("tests")


def opened(case, mediator, at, **sides):
    named = {
        Side.A: sides.get("a") or actions.NewParty(name="甲女士"),
        Side.B: sides.get("b") or actions.NewParty(name="乙先生"),
    }
    return actions.open_mediation(
        case=case, kind=MediationKind.OWNERS, sides=named, mediator=mediator, by=BY, at=at
    )


def both_heard(mediation, at):
    for side, words in ((Side.A, "夜里弹琴，孩子睡不着。"), (Side.B, "楼下半夜敲水管。")):
        heard(mediation, side, words, at)
    mediation.refresh_from_db()
    return mediation


def heard(mediation, side, words, at, **more):
    party = mediation.parties.get(side=side)
    return actions.hear(
        party=party, words=words, how=HeardHow.IN_PERSON, heard_at=at, by=BY, at=at, **more
    )


def agreed(mediation, at, *, begins=dt.time(22), ends=dt.time(7), **more):
    """A version both sides agree to on the same day."""
    agreement = actions.propose(
        mediation=mediation, terms="晚间不弹琴", begins=begins, ends=ends, by=BY, at=at, **more
    )
    for side in Side:
        actions.consent(agreement=agreement, side=side, on=at.date(), by=BY, at=at)
        agreement.refresh_from_db()
    mediation.refresh_from_db()
    return agreement
