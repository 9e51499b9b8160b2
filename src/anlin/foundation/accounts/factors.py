"""Secrets of second factors: kept by the library in its own table, sealed by us, renewed when keys are changed."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.contrib.auth.base_user import AbstractBaseUser

from anlin.foundation.accounts.adapters import SECRET
from anlin.foundation.vault import api as vault

# Where the library puts what its adapter sealed.
NAMES = ("secret", "seed")


def is_of_this_minute(account: AbstractBaseUser, code: str) -> bool:
    """Whether the account's telephone shows this code now, used already or not."""
    factor = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if factor is None:
        return False
    return bool(validate_totp_code(vault.secret_of(factor.data["secret"], purpose=SECRET), code))


class SecondFactors:
    """The authenticators with what is sealed in their data."""

    name = Authenticator._meta.db_table  # noqa: SLF001  (Django documents it)

    def renew(self, *, after: int, limit: int) -> vault.Renewed | None:
        found = list(Authenticator.objects.filter(pk__gt=after).order_by("pk")[:limit])
        if not found:
            return None
        current, _held = vault.in_ring()
        lines = [
            (each.pk, each.data, new) for each in found if (new := _renewed(each.data, current))
        ]
        done = vault.each_alone(lines, _write) if lines else 0
        return vault.Renewed(found[-1].pk, done, len(lines) - done)

    def uses(self) -> Counter[int]:
        return Counter(
            vault.secret_key_of(each.data[name])
            for each in Authenticator.objects.all()
            for name in NAMES
            if name in each.data
        )


def _renewed(data: dict[str, Any], current: int) -> dict[str, Any] | None:
    """The data under the current key; None when it is so already."""
    new = {
        name: vault.secret_sealed(vault.secret_of(data[name], purpose=SECRET), purpose=SECRET)
        for name in NAMES
        if name in data and vault.secret_key_of(data[name]) != current
    }
    return data | new if new else None


def _write(lines: Sequence[Any]) -> int:
    return sum(
        Authenticator.objects.filter(pk=pk, data=old).update(data=new) for pk, old, new in lines
    )
