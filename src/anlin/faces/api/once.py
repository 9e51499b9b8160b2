"""A request sent twice with one `Idempotency-Key` is done once and answered twice."""

import functools
import hashlib
import re
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
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
        except RequestDataTooBig:
            return problems.too_large()
        except Refusal as refusal:
            return problems.refused(refusal)

    return answered


def _do_once(view: View, request: Request, args, kwargs, *, account, key: str) -> HttpResponse:
    done: list[HttpResponse] = []

    def deed() -> accounts.Reply:
        response = view(request, *args, **kwargs)
        if response.status_code >= 300:
            raise Undone(response)
        done[:] = [response]
        return accounts.Reply(response.status_code, response.content.decode())

    try:
        reply, again = accounts.answer_once(
            deed, account=account, key=key, fingerprint=_fingerprint(request), at=request.now
        )
    except Undone as undone:
        return undone.response
    return _again(reply) if again else done[0]


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
