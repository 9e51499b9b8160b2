"""Phone numbers as sign-in names: how they are written, and the hash that stands for them."""

import re

from anlin.foundation.vault import api as vault

MOBILE = re.compile(r"1[3-9]\d{9}")


def canonical(typed: str) -> str | None:
    """The eleven digits of a Chinese mobile number, or None when it is none. Blanks, dashes and +86 are forgiven."""
    digits = re.sub(r"[\s\-()]", "", typed)
    digits = re.sub(r"^(?:\+|00)86", "", digits)
    return digits if MOBILE.fullmatch(digits) else None


def index_of(typed: str) -> str | None:
    """What to look for in `Account.phone_index`; None when it is no mobile number."""
    phone = canonical(typed)
    return None if phone is None else vault.blind_index(phone, purpose="accounts.phone")
