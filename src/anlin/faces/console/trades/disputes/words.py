"""How this desk names things."""

from anlin.ground.people import queries as people
from anlin.trades.disputes.choices import MediationState as S
from anlin.trades.disputes.models import Agreement, Mediation, OtherHours, Party

STATE_TONES: dict[str, str] = {
    S.OPENED: "warn",
    S.HEARD: "warn",
    S.AGREED: "good",
    S.WATCHED: "good",
    S.ENDED: "good",
}


def called(mediation: Mediation) -> str:
    return mediation.case.title


def masked(party: Party) -> str:
    """The side's name as anybody may see it; with the home where we know it."""
    name = (
        people.masked_name_of(party.person)
        if party.person
        else people.masked_name(party.name or "")
    )
    return f"{name} · {party.unit.address}" if party.unit else name


def hours(of: Agreement | OtherHours) -> str:
    return f"{of.begins:%H:%M}–{of.ends:%H:%M}" if of.begins and of.ends else ""
