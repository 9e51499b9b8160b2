"""Answers that were given, kept so that a request or form sent again does nothing twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from anlin.foundation.accounts.errors import KeyUsedOtherwise
from anlin.foundation.accounts.models import Account, IdempotentRequest


@dataclass(frozen=True)
class Reply:
    """What was answered: the HTTP status and the body as it went out."""

    status: int
    body: str


def answer_once(
    deed: Callable[[], Reply], *, account: Account, key: str, fingerprint: str, at: datetime
) -> tuple[Reply, bool]:
    """Do the deed under its key and give its answer, and whether that answer was given before.

    Deed and answer are kept in one transaction, so both are there or neither; whatever the deed
    raises goes on to the caller with nothing kept, and the key may be used again. Refused with
    `KeyUsedOtherwise` when the key came with another request (another fingerprint).
    """
    if (earlier := _replay(account, key, fingerprint)) is not None:
        return earlier, True
    try:
        with transaction.atomic():
            reply = deed()
            IdempotentRequest.objects.create(
                account=account,
                key=key,
                fingerprint=fingerprint,
                status=reply.status,
                body=reply.body,
                answered_at=at,
            )
            return reply, False
    except IntegrityError:
        # The same request at the same moment: the other one was faster, and ours is undone.
        if (earlier := _replay(account, key, fingerprint)) is None:
            raise
        return earlier, True


def _replay(account: Account, key: str, fingerprint: str) -> Reply | None:
    known = IdempotentRequest.objects.filter(account=account, key=key).first()
    if known is None:
        return None
    if known.fingerprint != fingerprint:
        raise KeyUsedOtherwise
    return Reply(known.status, known.body)


def forget_replies(*, before: datetime) -> int:
    """Forget answers older than that; their keys may be used again. Returns how many."""
    return IdempotentRequest.objects.filter(answered_at__lt=before).delete()[0]
