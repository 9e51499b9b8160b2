"""What we want otherwise than the sign-in library does: nobody signs up, sentences say what to do."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from anlin.foundation.vault import api as vault

# What their sealing is bound to.
SECRET = "accounts.second_factor"  # noqa: S105  (a purpose, no secret)


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
    """Keeps the secrets of one-time codes and the seeds of recovery codes sealed."""

    def get_totp_issuer(self) -> str:
        return "Anlin"

    def encrypt(self, text: str) -> str:
        return vault.secret_sealed(text, purpose=SECRET)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.secret_of(encrypted_text, purpose=SECRET)
