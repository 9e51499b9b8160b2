"""Accounts: who may sign in, and the tokens of programs. What they may do is known on higher floors."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from anlin.foundation.accounts import phones
from anlin.foundation.vault import api as vault

EMAIL = "accounts.email"


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """A right to sign in: a name, a password, perhaps a phone.

    Born when an administrator or an invitation makes it; ends by being closed (`is_active` false),
    never by deletion, so that the audit can still name it. Knows no staff and no residents: they
    point at it. Phone and e-mail address are sealed and found by their blind indexes; of accounts of
    the first days only the index of the phone is there until its holder signs in with it.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    username = models.CharField(max_length=64, unique=True)
    phone = vault.SealedTextField(null=True)
    phone_index = vault.BlindIndexField(
        of="phone", purpose=phones.PURPOSE, max_length=64, blank=True, default="", db_index=True
    )
    email = vault.SealedTextField(null=True)
    email_index = vault.BlindIndexField(
        of="email", purpose=EMAIL, max_length=64, blank=True, default=""
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="account_name_whatever_case"),
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=~models.Q(phone_index=""),
                name="account_one_for_each_phone",
            ),
            models.UniqueConstraint(
                fields=["email_index"],
                condition=~models.Q(email_index=""),
                name="account_one_for_each_email",
            ),
            models.CheckConstraint(
                condition=models.Q(is_active=True, closed_at=None)
                | models.Q(is_active=False, closed_at__isnull=False),
                name="account_closed_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.username


class Token(models.Model):
    """A program's key to an account.

    Shown once when issued; only its SHA-256 is kept. Ends by its day or by being revoked. The day
    of its last use is kept, not the moment, so that a busy program does not write on every call.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class IdempotentRequest(models.Model):
    """A request of a program that bears a key of its own, and what it was answered.

    Born in the transaction of the deed, so both are there or neither. `fingerprint` is the hash of
    method, address and body. Sent again with the same key it gets the same answer and does nothing.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    answered_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="idempotent_request_once")
        ]

    def __str__(self) -> str:
        return self.key
