"""Sending messages, carrying the mail, reading."""

import smtplib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, QuerySet

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import api as jobs
from anlin.foundation.news import api as news
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.people.sockets import Erasure
from anlin.instruments.correspondence import permissions, queries, rules
from anlin.instruments.correspondence.choices import CARRIED, Channel, MessageState, MessageStep
from anlin.instruments.correspondence.errors import (
    ChannelPlanned,
    NothingToSay,
    NotReachable,
    NotTaken,
)
from anlin.instruments.correspondence.events import (
    MessageEvent,
    MessageFailed,
    MessageQueued,
    MessageRead,
)
from anlin.instruments.correspondence.models import Message
from anlin.kernel.actors import Actor, system
from anlin.kernel.errors import NotThere, require
from anlin.kernel.subjects import Subject

DELIVER = "correspondence.deliver"


@transaction.atomic
def send(
    *,
    person: Person,
    subject: Subject,
    title: str,
    body: str,
    project_id: int | None,
    channels: Iterable[Channel],
    by: Actor,
    at: datetime,
) -> list[Message]:
    """Send one text to one person by each of the channels that reach them.

    Without an address no mail is written; refused with `NotReachable` when nothing else was asked
    for, with `ChannelPlanned`, or with `NothingToSay`. Tells `MessageQueued` for each message. Mail
    leaves after the commit.
    """
    require(permissions.may_send(by, project_id))

    wanted = list(dict.fromkeys(Channel(channel) for channel in channels))
    for channel in wanted:
        if channel not in CARRIED:
            raise ChannelPlanned(channel=channel.label)
    if not rules.one_line(title) or not body.strip():
        raise NothingToSay
    address = people.email_of(person.pk) if Channel.EMAIL in wanted else None
    reaching = [channel for channel in wanted if channel is not Channel.EMAIL or address]
    if not reaching:
        raise NotReachable

    messages = []
    for channel in reaching:
        is_there = channel is Channel.IN_PROGRAM
        message = Message.objects.create(
            person=person,
            project_id=project_id,
            channel=channel,
            subject_kind=subject.kind,
            subject_key=subject.key,
            title=rules.one_line(title)[:120],
            body=body.strip(),
            address=None if is_there else address,
            state=MessageState.SENT if is_there else MessageState.QUEUED,
            sent_at=at if is_there else None,
            queued_at=at,
            queued_by=by.ref,
        )
        _record("correspondence.sent", message, by=by, at=at)
        _tell(MessageQueued, message, by=by, at=at)
        _order_delivery(message)
        messages.append(message)
    return messages


@transaction.atomic
def reply(
    *,
    to: str,
    person: Person | None,
    sender: str,
    answers: Sequence[str],
    subject: Subject,
    title: str,
    body: str,
    project_id: int,
    by: Actor,
    at: datetime,
) -> Message:
    """Answer a mail to the address it came from, so that mail programs show it below that mail.

    `answers` are the ids of the mails before, the nearest last. The same text about the same subject to nobody twice at
    one moment. Refused with `NothingToSay`. Tells `MessageQueued`.
    """
    require(permissions.may_send(by, project_id))
    if not rules.one_line(title) or not body.strip():
        raise NothingToSay

    message = Message.objects.create(
        person=person,
        project_id=project_id,
        channel=Channel.EMAIL,
        subject_kind=subject.kind,
        subject_key=subject.key,
        title=rules.one_line(title)[:120],
        body=body.strip(),
        address=rules.one_line(to),
        sender=rules.one_line(sender),
        answers=" ".join(answers) or None,
        queued_at=at,
        queued_by=by.ref,
    )
    _record("correspondence.sent", message, by=by, at=at)
    _tell(MessageQueued, message, by=by, at=at)
    _order_delivery(message)
    return message


def deliver(*, message_id: int, at: datetime) -> None:
    """Hand a queued mail to the server; anything but a queued mail is left as it is.

    Runs outside of a transaction: the server may take its time, and on SQLite a transaction would
    keep everybody else from writing. If the program dies between the server's yes and our note, the
    mail goes out again under the same Message-ID, which mail programs show once. Raises `NotTaken`
    when trying later may help, and `OSError` when no server answers.
    """
    message = Message.objects.filter(pk=message_id, state=MessageState.QUEUED).first()
    if message is None or message.channel != Channel.EMAIL:
        return
    Message.objects.filter(pk=message.pk).update(tries=F("tries") + 1)
    try:
        _mail(message, at).send()
    except smtplib.SMTPException as trouble:
        reason = rules.refused_for_good(trouble)
        if reason is None:
            # The server's own error names the person, and errors are logged and kept.
            raise NotTaken(rules.trouble_in_words(trouble)) from None
        _give_up(message, reason, at=at)
        return

    state = rules.MESSAGE_LIFE.step(MessageState.QUEUED, MessageStep.SEND)
    rows.change(message, expecting=("state",), state=state, sent_at=at)


@transaction.atomic
def send_again(*, message: Message, by: Actor, at: datetime) -> Message:
    """Queue a failed mail anew, to the address the person has today. Refused with `NotReachable`."""
    require(permissions.may_send(by, message.project_id))

    state = rules.MESSAGE_LIFE.step(MessageState(message.state), MessageStep.RETRY)
    # Whoever is no person of ours has the one address they wrote from.
    address = people.email_of(message.person_id) if message.person_id else message.address
    if address is None:
        raise NotReachable

    rows.change(message, expecting=("state",), state=state, failed_reason="")
    message.address = address
    message.save(update_fields=["address"])

    _record("correspondence.sent_again", message, by=by, at=at)
    _tell(MessageQueued, message, by=by, at=at)
    _order_delivery(message)
    return message


@transaction.atomic
def mark_read(*, message: Message, by: Actor, at: datetime) -> Message:
    """The person opened it. Calling it again changes nothing. Tells `MessageRead`."""
    if not permissions.is_for(by, message):
        raise NotThere
    if message.state == MessageState.READ:
        return message

    state = rules.MESSAGE_LIFE.step(MessageState(message.state), MessageStep.READ)
    # Two tabs may open it at once; the second changes nothing and tells nothing.
    changed = Message.objects.filter(pk=message.pk, state=message.state).update(
        state=state, read_at=at
    )
    message.refresh_from_db()
    if changed:
        _tell(MessageRead, message, by=by, at=at)
    return message


def _give_up(message: Message, reason: str, *, at: datetime) -> None:
    by = system("correspondence")
    with transaction.atomic():
        state = rules.MESSAGE_LIFE.step(MessageState.QUEUED, MessageStep.FAIL)
        rows.change(message, expecting=("state",), state=state, failed_reason=reason[:300])
        _record("correspondence.failed", message, by=by, at=at)
        _tell(MessageFailed, message, by=by, at=at)


def _order_delivery(message: Message) -> None:
    if message.channel == Channel.EMAIL:
        jobs.enqueue(DELIVER, key=f"{message.pk}.{message.tries}", message_id=message.pk)


def _mail(message: Message, at: datetime) -> EmailMessage:
    assert message.address is not None
    headers = {
        "Message-ID": queries.identifier_of(message),
        # Out-of-office answers to a machine help nobody (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    if message.answers:
        headers |= {
            "In-Reply-To": message.answers.split()[-1],
            "References": message.answers,
            "Auto-Submitted": "auto-replied",
        }
    return EmailMessage(
        subject=message.title,
        body=message.body,
        from_email=message.sender or None,
        to=[message.address],
        headers=headers,
    )


def _record(deed: str, message: Message, *, by: Actor, at: datetime) -> None:
    audit.record(
        deed,
        message.own_subject,
        by=by,
        at=at,
        project_id=message.project_id,
        about=str(message.subject),
        person=str(message.person_id or ""),
        channel=str(message.channel),
    )


def _tell(event: type[MessageEvent], message: Message, *, by: Actor, at: datetime) -> None:
    news.publish(
        event(
            message_id=message.pk,
            channel=str(message.channel),
            subject_kind=message.subject_kind,
            subject_key=message.subject_key,
            by=by.ref,
            at=at,
        )
    )


def forget(erasure: Erasure) -> int:
    """Take words and addresses out of what was written to an erased person; that it was written stays."""
    return _empty(Message.objects.filter(person__in=erasure.person_ids))


def forget_replies(subject: Subject) -> int:
    """The same with what was written about this subject to somebody who is no person of ours."""
    return _empty(queries.of_subject(subject).filter(person=None))


def _empty(sent: QuerySet[Message]) -> int:
    for message in sent.iterator(chunk_size=500):
        message.title, message.body, message.failed_reason, message.answers = "*", "", "", None
        # By mail there must have been an address: an empty one says no more.
        message.address = None if message.address is None else ""
        message.save(update_fields=["title", "body", "address", "failed_reason", "answers"])
    return sent.count()
