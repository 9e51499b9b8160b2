"""What we want otherwise than the sign-in library does: nobody signs up, sentences say what to do."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest  # noqa: TID251  (the library hands it over; nothing is answered here)
from django.utils.translation import gettext_lazy as _

from anlin.foundation.accounts import backends, phones
from anlin.foundation.vault import api as vault

log = logging.getLogger(__name__)
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

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        # However it is written, and at whatever host: a blank in the phone or a port in the address
        # would each have brought as many attempts again. Counted whether or not there is an account.
        typed = credentials.get("username", "")
        return phones.canonical(typed) or typed.strip().upper()

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_sign_in(
                request, "Signing in was held up.", backends.find(credentials.get("username", ""))
            )
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: str) -> None:
        # What was typed may be the password in the wrong field, so only whose account it is.
        note_sign_in(request, "Signing in failed.", backends.find(credentials.get("username", "")))

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        note_sign_in(request, "Somebody signed in.", user)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the holder that a password, an address or a factor changed, if there is an address."""
        try:
            super().send_notification_mail(
                template_prefix, user, context, email or getattr(user, "email", None)
            )
        except (OSError, SMTPException):
            # What was changed is changed; a mail server that is away must not make it look undone.
            log.warning("A change of an account could not be told.", extra={"account": user.pk})

    def is_open_for_signup(self, request: object) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject.strip()


def note_sign_in(
    request: HttpRequest, said: str, account: AbstractBaseUser | AnonymousUser | None
) -> None:
    facts = {"account": account and account.pk, "address": get_adapter().get_client_ip(request)}
    log.info(said, extra=facts)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of one-time codes and the seeds of recovery codes sealed."""

    def get_totp_issuer(self) -> str:
        return "Anlin"

    def encrypt(self, text: str) -> str:
        return vault.secret_sealed(text, purpose=SECRET)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.secret_of(encrypted_text, purpose=SECRET)
