"""Mailboxes, mails, and of which matter a mail is a part."""

import base64
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from anlin.foundation.vault import api as vault
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.instruments.correspondence import queries as messages
from anlin.kernel.actors import Actor
from anlin.trades.cases.models import Case
from anlin.trades.reception.models import Mail, Mailbox, Original
from anlin.trades.reception.models.mail import SENDER
from anlin.trades.reception.rules import letters

SEE = "reception.see"
HOUR = timedelta(hours=1)
MOST_AN_HOUR = 20
MAX_BYTES = letters.MAX_BYTES


def visible_to(actor: Actor) -> QuerySet[Mail]:
    mails = Mail.objects.select_related("case", "named", "mailbox")
    projects = actor.projects_with(SEE)
    return mails if projects is None else mails.filter(project__in=projects)


def standing_mailboxes() -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(retired_at=None).select_related("project").order_by("address")


def mailboxes_of(project_id: int) -> QuerySet[Mailbox]:
    return standing_mailboxes().filter(project=project_id)


def mailbox_for(address: str) -> Mailbox | None:
    """The mailbox of that address; what stands behind a plus sign in front of the @ does not matter."""
    name, _at, domain = address.strip().lower().rpartition("@")
    known = Mailbox.objects.filter(retired_at=None).select_related("project")
    return known.filter(address__in={f"{name}@{domain}", f"{name.partition('+')[0]}@{domain}"}).first()  # fmt: skip


def mailboxes_to_fetch() -> QuerySet[Mailbox]:
    """Those whose mails lie on a server, of projects we are in."""
    standing = Mailbox.objects.filter(retired_at=None, project__left_on=None)
    return standing.exclude(server="").select_related("project").order_by("pk")


def mails_of(case: Case) -> QuerySet[Mail]:
    """What the matter consists of as far as it came by mail, the earliest first."""
    return Mail.objects.filter(case=case).select_related("mailbox").order_by("received_at", "pk")


def original_of(mail: Mail) -> bytes | None:
    """The mail byte for byte; None once it was let go."""
    kept = Original.objects.filter(mail=mail).first()
    if kept is None or kept.folded is None:
        return None
    return zlib.decompress(base64.b85decode(kept.folded))


def has_original(mail: Mail) -> bool:
    return Original.objects.filter(mail=mail, let_go_at=None).exists()


def originals_before(moment: datetime) -> QuerySet[Original]:
    return Original.objects.filter(let_go_at=None, mail__received_at__lt=moment).order_by("pk")


def find_taken(mailbox: Mailbox, key: str, sender: str) -> Mail | None:
    """The same mail, if it came before."""
    return _from(sender).filter(mailbox=mailbox, key=key).first()


def is_flooding(sender: str, at: datetime) -> bool:
    return _from(sender).filter(received_at__gt=at - HOUR).count() >= MOST_AN_HOUR


def sender_of(address: str) -> Person | None:
    """Who writes from this address, if that is one person only."""
    found = list(people.find_by_email(address)[:2])
    return found[0] if len(found) == 1 else None


def named_by(
    *, project_id: int, numbers: Sequence[str], keys: Sequence[str], identifiers: Sequence[str]
) -> list[Case]:
    """The matters that a mail points at: by the mails it answers, theirs and ours, then by numbers it names."""
    ids: list[int] = []
    answered = dict(
        Mail.objects.filter(project=project_id, key__in=list(keys), case__isnull=False)
        .values_list("key", "case")
        .order_by("pk")
    )
    ids += [answered[key] for key in keys if key in answered]
    ours = messages.find_by_identifiers(identifiers)
    if ours is not None and ours.subject_kind == "case":
        ids.append(int(ours.subject_key))
    found = Case.objects.filter(project=project_id).select_related("project", "channel", "unit")
    by_id = found.in_bulk(ids)
    named = [by_id[pk] for pk in dict.fromkeys(ids) if pk in by_id]
    numbered = {case.number: case for case in found.filter(number__in=list(numbers))}
    return named + [numbered[n] for n in numbers if n in numbered and numbered[n] not in named]


def is_theirs(case: Case, *, sender: str, person: Person | None) -> bool:
    """Whether the address is that of whoever the matter is from; knowing its number is not enough."""
    if case.reporter_id is not None:
        return person is not None and case.reporter_id in people.same_person(person.pk)
    return _from(sender).filter(case=case).exists()


def _from(sender: str) -> QuerySet[Mail]:
    indexes = vault.blind_indexes(sender.lower(), purpose=SENDER) if sender else ("",)
    return Mail.objects.filter(sender_index__in=indexes)
