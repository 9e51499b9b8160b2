"""The door of the accounts room: open and close accounts, passwords, sessions, tokens of programs."""

import hashlib
import secrets
from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import password_validation
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from anlin.foundation import rows
from anlin.foundation.accounts import phones
from anlin.foundation.accounts.adapters import note_sign_in
from anlin.foundation.accounts.errors import (
    AccountClosed,
    EmailTaken,
    KeyUsedOtherwise,
    NameLooksLikeAPhone,
    NameTaken,
    NotAPhone,
    PasswordTooWeak,
    PhoneTaken,
)
from anlin.foundation.accounts.factors import is_of_this_minute
from anlin.foundation.accounts.models import EMAIL, Account, IdempotentRequest, Token
from anlin.foundation.accounts.replies import Reply, answer_once, forget_replies
from anlin.foundation.prepared import Prepared
from anlin.foundation.vault import api as vault

__all__ = [
    "Account", "AccountClosed", "EmailTaken", "KeyUsedOtherwise", "NameLooksLikeAPhone", "NameTaken",
    "NotAPhone", "PasswordTooWeak", "PhoneTaken", "Reply", "Token", "account_by_email", "account_by_phone", "account_by_token",
    "answer_once", "close_account", "count_ended_sessions", "end_other_sessions", "forget_account", "forget_ended_sessions",
    "forget_replies", "has_second_factor", "is_of_this_minute", "issue_token", "note_sign_in", "open_account",
    "revoke_token", "set_email", "set_password", "set_phone", "tell_of_used_code",
]  # fmt: skip


def open_account(
    *,
    username: str,
    password: str | None,
    phone: str = "",
    at: datetime,
    same_as: Account | None = None,
) -> Account:
    """Open an account; without a password nobody can sign in until one is set.

    `same_as` is an account whose password it shares, for the many accounts of a trial: hashing is
    slow on purpose, and is done once.
    """
    username = username.strip()
    if not any(letter.isalpha() for letter in username):
        raise NameLooksLikeAPhone
    if Account.objects.filter(username__iexact=username).exists():
        raise NameTaken
    account = Account(username=username, created_at=at)
    _put_phone(account, phone)
    if same_as is not None:
        account.password = same_as.password
    elif password is None:
        account.set_unusable_password()
    else:
        _require_strength(password, account)
        account.set_password(password)
    with rows.once(NameTaken()):
        account.save()
    return account


def close_account(*, account: Account, at: datetime) -> None:
    """Nobody signs in with it any more: its sessions end, its tokens are void, its phone and address are free again.

    Calling it on a closed account changes nothing.
    """
    closed = Account.objects.filter(pk=account.pk, is_active=True).update(
        is_active=False, closed_at=at, phone=None, phone_index="", email=None, email_index=""
    )
    account.refresh_from_db()
    if closed:
        Token.objects.filter(account=account, revoked_at=None).update(revoked_at=at)
        end_other_sessions(account=account, but=None)


def forget_account(*, account: Account, at: datetime) -> None:
    """Close the account and take out of it what says whose it was, with every trace of signing in."""
    close_account(account=account, at=at)
    UserSession.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    IdempotentRequest.objects.filter(account=account).delete()
    Token.objects.filter(account=account).update(name="")
    Account.objects.filter(pk=account.pk).update(
        username=f"erased-{account.pk}",
        password="!",  # noqa: S106  (nobody's)
        last_login=None,
    )


def set_password(*, account: Account, password: str, at: datetime) -> None:
    """Set a new password; every session signed in with the old one ends by itself."""
    if not account.is_active:
        raise AccountClosed
    _require_strength(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])


def set_phone(*, account: Account, phone: str, at: datetime) -> None:
    """Sign in with this phone number from now on; an empty one takes the number away."""
    _put_phone(account, phone)
    with rows.once(PhoneTaken()):
        account.save(update_fields=["phone", "phone_index"])


def set_email(*, account: Account, email: str, at: datetime) -> None:
    """Send links for new passwords to this address from now on; an empty one takes it away.

    The caller vouches that the address is the person's own: it counts as confirmed.
    """
    email = email.strip().lower()
    holders = Account.objects.filter(email_index__in=_email_indexes(email))
    if email and holders.exclude(pk=account.pk).exists():
        raise EmailTaken
    account.email = email or None
    account.email_index = vault.blind_index(email, purpose=EMAIL) if email else ""
    with rows.once(EmailTaken()):
        account.save(update_fields=["email", "email_index"])


def account_by_phone(phone: str) -> Account | None:
    """The open account that signs in with this number, however it is written."""
    indexes = phones.indexes_of(phone)
    return Account.objects.filter(phone_index__in=indexes, is_active=True).first()


def account_by_email(email: str) -> Account | None:
    """The open account that links for new passwords go to at this address."""
    indexes = _email_indexes(email.strip().lower())
    return Account.objects.filter(email_index__in=indexes, is_active=True).first()


def _email_indexes(email: str) -> tuple[str, ...]:
    return vault.blind_indexes(email, purpose=EMAIL)


def has_second_factor(account_id: int | None) -> bool:
    """Whether signing in asks for more than the password; recovery codes alone are none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=kinds).exists())


def tell_of_used_code(account: AbstractBaseUser) -> None:
    """Tell the holder that a code of their telephone was entered once more, if there is an address."""
    get_adapter().send_notification_mail("mfa/email/code_used_again", account)


def end_other_sessions(*, account: AbstractBaseUser, but: str | None) -> int:
    """End all sessions of the account except the one with the session key `but`; say how many."""
    others = list(UserSession.objects.filter(Q(user=account) & ~Q(session_key=but or "")))
    for session in others:
        session.end()
    return len(others)


def count_ended_sessions(before: datetime) -> int:
    """Sessions that have ended and began before that moment."""
    return _ended_sessions(before).count()


def forget_ended_sessions(*, before: datetime, now: datetime) -> int:
    """Forget from where and with what somebody signed in, where that session has ended; how many."""
    Session.objects.filter(expire_date__lt=now).delete()
    return _ended_sessions(before).delete()[0]


def _ended_sessions(before: datetime) -> QuerySet[UserSession]:
    standing = Session.objects.filter(session_key=OuterRef("session_key"))
    ended: QuerySet[UserSession] = UserSession.objects.filter(~Exists(standing))
    return ended.filter(last_seen_at__lt=before)


def issue_token(
    *, account: Account, name: str, at: datetime, expires_at: datetime | None = None
) -> tuple[Token, str]:
    """A new token and its plain text, which is shown once and kept nowhere."""
    if not account.is_active:
        raise AccountClosed
    plain = f"anlin_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        account=account, name=name, sha256=_sha256(plain), created_at=at, expires_at=expires_at
    )
    return token, plain


_token_in_force = Prepared(
    Token,
    lambda sha256: Token.objects.filter(sha256=sha256, revoked_at=None).select_related("account"),
    "sha256",
)


def account_by_token(plain: str, at: datetime) -> Account | None:
    """Whose token it is, if it is valid at that moment; notes the day of use once a day."""
    token = _token_in_force.first(_sha256(plain))
    if token is None or not token.account.is_active:
        return None
    if token.expires_at is not None and token.expires_at <= at:
        return None
    if token.last_used_on != at.date():
        Token.objects.filter(pk=token.pk).update(last_used_on=at.date())
    return token.account


def revoke_token(*, token: Token, at: datetime) -> None:
    """End a token now; calling it twice changes nothing."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
    token.refresh_from_db()


def _put_phone(account: Account, typed: str) -> None:
    if not typed.strip():
        account.phone, account.phone_index = None, ""
        return
    phone = phones.canonical(typed)
    if phone is None:
        raise NotAPhone
    indexes = phones.indexes_of(phone)
    if Account.objects.filter(phone_index__in=indexes).exclude(pk=account.pk).exists():
        raise PhoneTaken
    account.phone, account.phone_index = phone, indexes[0]


def _require_strength(password: str, account: Account) -> None:
    try:
        password_validation.validate_password(password, account)
    except ValidationError as found:
        refusal = PasswordTooWeak()
        refusal.sentence = " ".join(found.messages)
        raise refusal from found


def _sha256(plain: str) -> str:
    return hashlib.sha256(plain.encode()).hexdigest()
