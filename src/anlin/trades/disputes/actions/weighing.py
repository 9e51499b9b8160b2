"""Ways out to choose from where something scarce is to be shared, and the votes of those concerned."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.kernel.actors import Actor
from anlin.trades.disputes.actions.hearing import OVER
from anlin.trades.disputes.actions.recording import allowed, record
from anlin.trades.disputes.choices import OptionKind
from anlin.trades.disputes.errors import MediationOver, NotYet, VotesCounted, WordsMissing
from anlin.trades.disputes.models import Mediation, Option


@transaction.atomic
def add_option(
    *, mediation: Mediation, kind: OptionKind, words: str, by: Actor, at: datetime
) -> Option:
    """Write down a way out (B-MED-15). Refused with `MediationOver` or `WordsMissing`."""
    allowed(by, mediation)
    if mediation.state in OVER:
        raise MediationOver(mediation)
    if not words.strip():
        raise WordsMissing
    option = Option.objects.create(
        mediation=mediation, kind=kind, words=words.strip(), noted_at=at, noted_by=by.ref
    )
    record("disputes.option_added", mediation, by=by, at=at, kind=kind.value)
    return option


@transaction.atomic
def count_votes(
    *, option: Option, in_favour: int, against: int, on: date, by: Actor, at: datetime
) -> Option:
    """Keep how those concerned voted; once. Refused with `MediationOver`, `NotYet` or `VotesCounted`."""
    mediation = option.mediation
    allowed(by, mediation)
    if mediation.state in OVER:
        raise MediationOver(mediation)
    if on > timezone.localdate(at):
        raise NotYet(field="on")
    if option.voted_on is not None:
        raise VotesCounted
    rows.change(option, expecting=("voted_on",), voted_on=on, in_favour=in_favour, against=against)
    record("disputes.votes_counted", mediation, by=by, at=at, in_favour=in_favour, against=against)
    return option
