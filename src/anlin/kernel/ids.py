"""References that leave the house: unguessable, readable aloud, safe in an address."""

import re
import secrets

# Crockford's alphabet: no I, L, O, U, so a reference survives a telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISHEARD = str.maketrans("ILO", "110")


def public_ref(length: int = 12) -> str:
    """A new random reference of `length` characters, five bits each (12 → 60 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def heard(reference: str) -> str:
    """What was meant by a reference as typed or dictated: case, blanks, dashes and I/L/O are forgiven."""
    return re.sub(r"[\s\-]", "", reference).upper().translate(_MISHEARD)
