"""The sign-in form with one field for name or phone, and the one that asks for a new password."""

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
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


class Watched:
    """The library says nothing of a code that was wrong; the log must, and of one used before the holder hears."""

    def clean_code(self) -> str:
        try:
            return super().clean_code()  # type: ignore[misc]
        except ValidationError as refused:
            typed = self.cleaned_data["code"]  # type: ignore[attr-defined]
            self._note(typed, is_counted=refused.code == "incorrect_code")
            raise

    def _note(self, typed: str, *, is_counted: bool) -> None:
        account = self.user  # type: ignore[attr-defined]
        if is_counted and accounts.is_of_this_minute(account, typed):
            accounts.note_sign_in(context.request, "A code was used a second time.", account)
            accounts.tell_of_used_code(account)
        else:
            accounts.note_sign_in(context.request, "A second factor failed.", account)


class SecondFactor(Watched, AuthenticateForm):  # type: ignore[misc]
    pass


class OnceMore(Watched, ReauthenticateForm):  # type: ignore[misc]
    pass
