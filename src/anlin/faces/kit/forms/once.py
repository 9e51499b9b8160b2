"""The number a form is born with: sent twice, it is still one form."""

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit.requests import Request
from anlin.foundation.accounts import api as accounts
from anlin.kernel.errors import Refusal

# What differs between two sendings of the same words.
_NOT_SAID = {"csrfmiddlewaretoken", "seen"}


class SentBefore(Refusal):
    """The form of this number was sent before, but with other words (one went back and wrote anew)."""

    sentence = _(
        "This form was sent before and became %(number)s. If this is another matter, send it once more."
    )


class SentOtherwise(Refusal):
    """The form of this number was done before, with other words (one went back and wrote anew)."""

    sentence = _(
        "This form was sent before with other words, and those stand. To send these as well, send it once more."
    )


def new_key() -> str:
    return secrets.token_hex(16)


class KeyField(forms.RegexField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", new_key)
        super().__init__(r"^[0-9a-f-]{16,40}$", widget=forms.HiddenInput, **kwargs)


def renew(form: forms.Form, name: str = "key") -> None:
    """Give a form that was sent a new number, so that sending it again is a decision."""
    sent: Any = form.data
    form.data = sent.copy()
    form.data[name] = new_key()  # type: ignore[index]


def lead(request: Request, key: str, deed: Callable[[], str]) -> str:
    """Do the deed and give the address it leads to; the same form sent again only leads there.

    A refused form may be sent again and may then succeed. Refused with `SentOtherwise` when the
    words are others now.
    """
    known: dict[str, Any] = {"account": request.user, "key": key, "at": request.now}
    try:
        reply, _again = accounts.answer_once(
            lambda: accounts.Reply(302, deed()), fingerprint=_fingerprint(request), **known
        )
    except accounts.KeyUsedOtherwise as refusal:
        raise SentOtherwise from refusal
    return reply.body


def _fingerprint(request: Request) -> str:
    said = {name: values for name, values in request.POST.lists() if name not in _NOT_SAID}
    whole = json.dumps([request.path, said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()
