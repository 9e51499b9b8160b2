"""The number a form is born with: sent twice, it is still one form."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class SentBefore(Refusal):
    """The form of this number was sent before, but with other words (one went back and wrote anew)."""

    sentence = _(
        "This form was sent before and became %(number)s. If this is another matter, send it once more."
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
