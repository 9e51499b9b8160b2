"""What we write back to a mail: that it came, with its number; and later the answers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anlin.foundation.audit import api as audit
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence import queries as messages
from anlin.instruments.correspondence.models import Message
from anlin.kernel.actors import Actor
from anlin.trades.cases.models import Case
from anlin.trades.reception import queries
from anlin.trades.reception.choices import Fate
from anlin.trades.reception.models import Mail


@transaction.atomic
def acknowledge(*, mail: Mail, by: Actor, at: datetime) -> Message | None:
    """Tell the sender the number of their matter, once; mails of machines and parts of a matter get nothing."""
    if mail.fate != Fate.OPENED or mail.case is None or not mail.sender:
        return None
    if messages.of_subject(mail.case.subject).exclude(answers=None).exists():
        return None

    body = _(
        "Your message has reached us and has the number %(number)s. We answer you at this address.\n\n"
        "To add something, answer this mail and leave the number in its subject."
    ) % {"number": mail.case.number}
    sent = _write(mail, body, by=by, at=at)

    audit.record("reception.acknowledged", mail.subject, by=by, at=at, project_id=mail.project_id)
    return sent


@transaction.atomic
def answer_by_mail(*, case: Case, words: str, by: Actor, at: datetime) -> Message | None:
    """Send what they are told to whoever wrote us about the matter by mail; to nobody else.

    Told twice it is sent once: the moment and the matter together are one mail.
    """
    mail = queries.mails_of(case).order_by("-received_at", "-pk").first()
    if mail is None or not mail.sender:
        return None
    if messages.of_subject(case.subject).filter(queued_at=at).exclude(answers=None).exists():
        return None
    return _write(mail, words, by=by, at=at)


def _write(mail: Mail, body: str, *, by: Actor, at: datetime) -> Message:
    assert mail.case is not None
    assert mail.sender
    earlier = queries.mails_of(mail.case)
    identifiers = [each.message_id for each in earlier if each.message_id]
    title = f"Re: [{mail.case.number}] {mail.case.title}"
    return correspondence.reply(
        to=mail.sender,
        person=mail.case.reporter,
        sender=mail.mailbox.address,
        answers=identifiers[-10:],
        subject=mail.case.subject,
        title=title,
        body=body,
        project_id=mail.project_id,
        by=by,
        at=at,
    )
