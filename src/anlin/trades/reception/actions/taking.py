"""Taking a mail in: once, whole, and into the matter it belongs to."""

import base64
import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import api as jobs
from anlin.foundation.vault import api as vault
from anlin.ground.people.models import Person
from anlin.ground.tenure import queries as tenure
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents.choices import DocumentKind
from anlin.instruments.reading import queries as reading
from anlin.instruments.reading.choices import Kind
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Conflict, Refusal, require
from anlin.trades.cases import actions as cases
from anlin.trades.cases import queries as matters
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.models import Case
from anlin.trades.reception import permissions, queries
from anlin.trades.reception.choices import Door, Fate, Hold
from anlin.trades.reception.models import Mail, Mailbox, Original
from anlin.trades.reception.models.mail import SENDER
from anlin.trades.reception.rules import letters
from anlin.trades.reception.rules.letters import Letter, Unreadable

CHANNEL = "email"
ACKNOWLEDGE = "reception.acknowledge"
KINDS = {
    Kind.COMPLAINT: CaseKind.COMPLAINT,
    Kind.REPAIR: CaseKind.REPAIR,
    Kind.HELP: CaseKind.HELP,
    Kind.SUGGESTION: CaseKind.SUGGESTION,
    Kind.INQUIRY: CaseKind.INQUIRY,
}


class TakenBefore(Refusal):
    """Somebody took the same mail in while we read it; never shown."""


@dataclass(frozen=True)
class _Came:
    """A mail on its way in."""

    raw: bytes
    mailbox: Mailbox
    door: Door
    by: Actor
    at: datetime


def take_in(*, raw: bytes, mailbox: Mailbox, door: Door, by: Actor, at: datetime, is_bounce: bool = False) -> Mail:  # fmt: skip
    """Keep the mail and make it a matter, or a part of the matter it belongs to; the same mail again is the same.

    It joins a matter only if its sender is who the matter is from: by the mails it answers, or by the number in its
    subject. What a machine wrote opens nothing. What cannot be read is held with the reason, and never lost.
    """
    require(permissions.may_take(by, mailbox.project_id))
    came = _Came(raw, mailbox, door, by, at)
    try:
        letter = letters.read(raw)
    except Unreadable as unreadable:
        hold = unreadable.hold
        return _once(came, letters.identifier_of(raw), "", lambda: _hold(came, hold))
    return _once(
        came,
        letter.message_id,
        letter.sender,
        lambda: _sorted_in(came, letter, is_bounce=is_bounce),
    )


def _once(came: _Came, identifier: str, sender: str, take: Callable[[], Mail]) -> Mail:
    key = _key(identifier) or hashlib.sha256(came.raw).hexdigest()
    known = queries.find_taken(came.mailbox, key, sender)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return take()
    except TakenBefore:
        taken = queries.find_taken(came.mailbox, key, sender)
        assert taken is not None
        return taken


def _sorted_in(came: _Came, letter: Letter, *, is_bounce: bool) -> Mail:
    is_ours = letter.sender.lower() == came.mailbox.address
    if letter.is_automatic or is_bounce or is_ours:
        return _keep(came, letter, fate=Fate.AUTOMATIC)
    if not (letter.words or letter.subject or letter.enclosed):
        return _keep(came, letter, fate=Fate.HELD, hold=Hold.EMPTY)
    if queries.is_flooding(letter.sender, came.at):
        return _keep(came, letter, fate=Fate.HELD, hold=Hold.FLOOD)

    person = queries.sender_of(letter.sender)
    pointed_at = queries.named_by(
        project_id=came.mailbox.project_id,
        numbers=letter.numbers,
        keys=[_key(identifier) for identifier in letter.answers],
        identifiers=letter.answers,
    )
    theirs = [c for c in pointed_at if queries.is_theirs(c, sender=letter.sender, person=person)]
    standing = next((case for case in theirs if case.is_open), None)
    if standing is not None:
        mail = _keep(came, letter, fate=Fate.JOINED, case=standing)
        _join(standing, letter, mail, came)
    else:
        named = next(iter(pointed_at), None)
        case = _open(came, letter, person)
        mail = _keep(came, letter, fate=Fate.OPENED, case=case, named=named)
        jobs.enqueue(ACKNOWLEDGE, key=mail.ref, mail_id=mail.pk)
    _keep_files(mail, letter, came)
    return mail


def _open(came: _Came, letter: Letter, person: Person | None) -> Case:
    words = letter.words or letter.subject or "—"
    units = [
        each.unit
        for each in (tenure.units_of(person.pk, came.at.date()) if person else ())
        if each.project_id == came.mailbox.project_id
    ]
    new = cases.NewCase(
        project=came.mailbox.project,
        kind=KINDS.get(reading.read(letter.title, words).kind, CaseKind.OPINION),
        words=words,
        title=letter.title,
        channel=matters.channel_by_code(CHANNEL),
        reported_at=came.at,
        reporter=person,
        reporter_name="" if person else _called(letter),
        unit=units[0] if len({unit.pk for unit in units if unit}) == 1 else None,
    )
    return cases.open_case(new=new, by=came.by, at=came.at)


def _join(case: Case, letter: Letter, mail: Mail, came: _Came) -> None:
    cases.report_again(
        case=case,
        channel=matters.channel_by_code(CHANNEL),
        words=letter.words or letter.subject or "—",
        by=came.by,
        at=came.at,
        source_key=mail.ref,
    )


def _called(letter: Letter) -> str:
    return f"{letter.sender_name} <{letter.sender}>".strip()


def _hold(came: _Came, hold: Hold) -> Mail:
    return _keep(came, None, fate=Fate.HELD, hold=hold)


def _keep(
    came: _Came,
    letter: Letter | None,
    *,
    fate: Fate,
    hold: Hold | None = None,
    case: Case | None = None,
    named: Case | None = None,
) -> Mail:
    identifier = letter.message_id if letter else letters.identifier_of(came.raw)
    with rows.once(TakenBefore()):
        mail = Mail.objects.create(
            project_id=came.mailbox.project_id,
            mailbox=came.mailbox,
            door=came.door,
            key=_key(identifier) or hashlib.sha256(came.raw).hexdigest(),
            message_id=identifier or None,
            sender=letter.sender if letter else None,
            sender_index=vault.blind_index(letter.sender.lower(), purpose=SENDER) if letter else "",
            sender_name=letter.sender_name or None if letter else None,
            title=letter.subject or None if letter else None,
            words=letter.words or None if letter else None,
            rest=letter.rest or None if letter else None,
            fate=fate,
            hold=hold or "",
            case=case,
            named=named,
            size=len(came.raw),
            received_at=came.at,
        )
    # More than may be read is not kept either: it would fill the house.
    whole = came.raw if len(came.raw) <= letters.MAX_BYTES else came.raw[: letters.MAX_HEADER_BYTES]
    folded = base64.b85encode(zlib.compress(whole, 6)).decode("ascii")
    Original.objects.create(mail=mail, folded=folded)

    audit.record(
        "reception.mail_held" if fate == Fate.HELD else "reception.mail_taken",
        mail.subject,
        by=came.by,
        at=came.at,
        project_id=mail.project_id,
        fate=fate.value,
        **({"case": str(case.pk)} if case else {}),
    )
    return mail


def _keep_files(mail: Mail, letter: Letter, came: _Came) -> None:
    """What may be kept goes to the matter, pictures without the place; of the rest name and reason."""
    assert mail.case is not None
    left_out = []
    for file in letter.enclosed:
        try:
            documents.keep(
                file.content,
                name=file.name,
                subject=mail.case.subject,
                kind=DocumentKind.OTHER,
                project_id=mail.project_id,
                by=came.by,
                at=came.at,
            )
        except Refusal as refusal:
            left_out.append(str(refusal))
    if left_out:
        mail.left_out = "\n".join(left_out)
        mail.save(update_fields=["left_out"])


@transaction.atomic
def settle(*, mail: Mail, by: Actor, at: datetime) -> Mail:
    """Somebody has looked at a held mail and done what was to be done."""
    require(permissions.may_take(by, mail.project_id))
    if mail.fate != Fate.HELD:
        raise Conflict(mail)
    if mail.settled_at is not None:
        return mail

    rows.change(mail, expecting=("settled_at",), settled_at=at, settled_by=by.ref)

    audit.record("reception.mail_settled", mail.subject, by=by, at=at, project_id=mail.project_id)
    return mail


def _key(identifier: str) -> str:
    return hashlib.sha256(identifier.encode()).hexdigest() if identifier else ""
