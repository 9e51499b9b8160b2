"""What mails hold on a person: for a copy of their data, and for its erasure."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anlin.foundation.vault import api as vault
from anlin.ground.people import queries as people
from anlin.ground.people.choices import Fate
from anlin.ground.people.sockets import Holding, Line, Verdict
from anlin.trades.cases import queries as cases
from anlin.trades.reception.models import Mail
from anlin.trades.reception.models.mail import SENDER


def mails_of_everyone(person_ids: Sequence[int]) -> QuerySet[Mail]:
    """Mails of the person's matters, and those that came from an address of theirs."""
    contacts = [one for points in people.contacts_of(person_ids).values() for one in points]
    indexes = [
        each
        for address in contacts
        if "@" in address
        for each in vault.blind_indexes(address.lower(), purpose=SENDER)
    ]
    of_matters = Q(case__in=cases.of_everyone(person_ids).order_by().values("pk"))
    found = Mail.objects.filter(of_matters | Q(sender_index__in=indexes))
    return found.select_related("case").order_by("received_at", "pk")


def held_on(person_ids: Sequence[int]) -> Holding:
    lines = [
        Line(
            what=mail.title or _("mail"),
            text="\n".join(filter(None, (mail.words, mail.rest))),
            at=mail.received_at,
        )
        for mail in mails_of_everyone(person_ids)
    ]
    return Holding(_("Your mails"), tuple(lines))


def verdicts_on(person_ids: Sequence[int], at: datetime) -> list[Verdict]:
    count = mails_of_everyone(person_ids).count()
    return [Verdict(what=_("mails from them"), count=count, fate=Fate.ERASED)]
