"""Answers of programs' requests, kept so that a request sent again does nothing twice."""

from dataclasses import dataclass
from datetime import datetime

from anlin.foundation.accounts.errors import KeyUsedOtherwise
from anlin.foundation.accounts.models import Account, IdempotentRequest


@dataclass(frozen=True)
class Reply:
    """What was answered: the HTTP status and the body as it went out."""

    status: int
    body: str


def replay(*, account: Account, key: str, fingerprint: str) -> Reply | None:
    """The answer the key was given before; None for a new key.

    Refused with `KeyUsedOtherwise` when the key came with another request.
    """
    known = IdempotentRequest.objects.filter(account=account, key=key).first()
    if known is None:
        return None
    if known.fingerprint != fingerprint:
        raise KeyUsedOtherwise
    return Reply(known.status, known.body)


def remember_reply(
    *, account: Account, key: str, fingerprint: str, reply: Reply, at: datetime
) -> None:
    """Keep the answer with the deed; call it in the deed's transaction.

    Raises IntegrityError when the same key was answered meanwhile: then the deed must be undone.
    """
    IdempotentRequest.objects.create(
        account=account,
        key=key,
        fingerprint=fingerprint,
        status=reply.status,
        body=reply.body,
        answered_at=at,
    )


def forget_replies(*, before: datetime) -> int:
    """Forget answers older than that; their keys may be used again. Returns how many."""
    return IdempotentRequest.objects.filter(answered_at__lt=before).delete()[0]
