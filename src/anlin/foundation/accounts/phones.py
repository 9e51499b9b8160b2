"""Phone numbers as sign-in names: how they are written, and the hash that stands for them."""

import re

from anlin.foundation.vault import api as vault

PURPOSE = "accounts.phone"
MOBILE = re.compile(r"1[3-9]\d{9}")


def canonical(typed: str) -> str | None:
    """The eleven digits of a Chinese mobile number, or None when it is none. Blanks, dashes and +86 are forgiven."""
    digits = re.sub(r"[\s\-()]", "", typed)
    digits = re.sub(r"^(?:\+|00)86", "", digits)
    return digits if MOBILE.fullmatch(digits) else None


def indexes_of(typed: str) -> tuple[str, ...]:
    """What to look for in `Account.phone_index`; nothing when it is no mobile number."""
    phone = canonical(typed)
    return () if phone is None else vault.blind_indexes(phone, purpose=PURPOSE)
