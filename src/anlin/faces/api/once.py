"""A request sent twice with one `Idempotency-Key` is done once and answered twice."""

import functools
import hashlib
import re
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from anlin.faces.api import auth, problems
from anlin.faces.kit.requests import Request
from anlin.foundation.accounts import api as accounts
from anlin.kernel.errors import Refusal

HEADER = "Idempotency-Key"
SAFE = ("GET", "HEAD", "OPTIONS")
View = Callable[..., HttpResponse]
_WELL_FORMED = re.compile(r"[\x21-\x7e]{8,80}")


class KeyMalformed(Refusal):
    sentence = _("An Idempotency-Key has 8 to 80 visible characters, such as a UUID.")


class Undone(Exception):  # noqa: N818
    """Carries an answer that changed nothing out of a transaction that is rolled back."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def once(view: View) -> View:
    """Only what was done is remembered: a refused request may be sent again and may then succeed."""

    @functools.wraps(view)
    def answered(request: Request, *args, **kwargs) -> HttpResponse:
        key = request.headers.get(HEADER)
        account = auth.account_of(request) if key and request.method not in SAFE else None
        if key is None or account is None:
            return view(request, *args, **kwargs)
        if not _WELL_FORMED.fullmatch(key):
            return problems.refused(KeyMalformed())
        try:
            return _do_once(view, request, args, kwargs, account=account, key=key)
        except Refusal as refusal:
            return problems.refused(refusal)

    return answered


def _do_once(view: View, request: Request, args, kwargs, *, account, key: str) -> HttpResponse:
    known = {"account": account, "key": key, "fingerprint": _fingerprint(request)}
    earlier = accounts.replay(**known)
    if earlier is not None:
        return _again(earlier)
    try:
        with transaction.atomic():
            response = _done(view(request, *args, **kwargs))
            reply = accounts.Reply(response.status_code, response.content.decode())
            accounts.remember_reply(**known, reply=reply, at=request.now)
            return response
    except Undone as undone:
        return undone.response
    except IntegrityError:
        # The same request at the same moment: the other one was faster, and ours is undone.
        earlier = accounts.replay(**known)
        if earlier is None:
            raise
        return _again(earlier)


def _done(response: HttpResponse) -> HttpResponse:
    if response.status_code >= 300:
        raise Undone(response)
    return response


def _again(earlier: accounts.Reply) -> HttpResponse:
    response = HttpResponse(earlier.body, status=earlier.status, content_type="application/json")
    response["Idempotent-Replayed"] = "true"
    return response


def _fingerprint(request: Request) -> str:
    # A form with files may be larger than is held in memory; its key alone must do.
    with_files = (request.content_type or "").startswith("multipart/")
    body = b"" if with_files else request.body
    said = f"{request.method} {request.get_full_path()}\n".encode() + body
    return hashlib.sha256(said).hexdigest()
