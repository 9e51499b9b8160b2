"""The sign-in form with one field for name or phone, and the one that asks for a new password."""

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anlin.foundation.accounts import api as accounts


class ForgotPassword(ResetPasswordForm):  # type: ignore[misc]
    """The library keeps addresses in a table of its own, in clear; we know the account by a blind index."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        account = accounts.account_by_email(email)
        self.users = [] if account is None else [account]
        return email


class SignIn(LoginForm):  # type: ignore[misc]
    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label = _("User name or phone number")
        name.widget.attrs.update(autofocus=True, autocapitalize="none", spellcheck="false")
        password.help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")
        for field in (name, password):
            field.widget.attrs.pop("placeholder", None)


class SecondFactor(AuthenticateForm):  # type: ignore[misc]
    """The library says nothing of a code that was wrong; the log must."""

    def clean_code(self) -> str:
        try:
            return super().clean_code()
        except ValidationError:
            accounts.note_sign_in(context.request, "A second factor failed.", self.user)
            raise
