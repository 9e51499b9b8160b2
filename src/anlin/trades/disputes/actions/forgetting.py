"""What mediations let go when one of the sides is erased."""

from anlin.ground.people.sockets import Erasure
from anlin.trades.disputes import queries
from anlin.trades.disputes.models import (
    Agreement,
    Exchange,
    HandOver,
    Option,
    Recheck,
    Spread,
    Statement,
)

GONE = "*"


def forget(erasure: Erasure) -> int:
    """Their own words, name and interests go; out of what others wrote only they themselves are taken."""
    found = list(queries.of_everyone(erasure.person_ids))
    for party in found:
        party.name = GONE
        party.phone = party.interests = None
        party.save(update_fields=["name", "phone", "interests"])
        for said in Statement.objects.filter(party__mediation=party.mediation_id):
            is_own = said.party_id == party.pk
            said.words = GONE if is_own else erasure.taken_out_of(said.words)
            said.save(update_fields=["words"])
        for model, name, way in (
            (Exchange, "words", "mediation"),
            (Agreement, "terms", "mediation"),
            (HandOver, "reason", "mediation"),
            (Option, "words", "mediation"),
            (Recheck, "words", "agreement__mediation"),
            (Spread, "where", "mediation"),
        ):
            for row in model._default_manager.filter(**{way: party.mediation_id}):
                setattr(row, name, erasure.taken_out_of(getattr(row, name) or "") or None)
                row.save(update_fields=[name])
    return len(found)
