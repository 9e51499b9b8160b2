"""What we want otherwise than the sign-in library does: nobody signs up, sentences say what to do."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The name or phone number and the password do not belong together. Check both, or ask for a new password."
        ),
        "too_many_login_attempts": _(
            "Too many attempts failed. Wait five minutes, then try again; your administrator can set a new password."
        ),
        "rate_limited": _("That was too often in a short time. Wait a minute, then try again."),
        "incorrect_code": _("The code is not right or no longer valid. Enter the newest one."),
    }

    def is_open_for_signup(self, request: object) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject.strip()


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    # TODO(vault): encrypt and decrypt secrets of second factors with the vault once that room stands.

    def get_totp_issuer(self) -> str:
        return "Anlin"
