"""Decisions on plain values: phones, aliases, skills, what a role may be given for."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

# What blind indexes are made for.
PHONE, PHONE_ENDING = "phone", "phone-last4"
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}|[48]00\d{7}|[2-9]\d{6,7}")


def phone_digits(text: str) -> str | None:
    """A phone as it is dialled, digits only and without +86; None when it is none."""
    digits = re.sub(r"[\s\-—–()·.]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+|00)86", "", digits)
    return digits if _PHONE.fullmatch(digits) else None


def phone_ending(digits: str) -> str:
    return digits[-4:]


def masked_phone(digits: str) -> str:
    """Enough to recognise a number one knows: 138****5678."""
    return f"{digits[:3]}****{digits[-4:]}"


def words(text: str) -> list[str]:
    """Aliases or skills as people write them in one line, in order and each once."""
    parts = (part.strip() for part in re.split(r"[,,、;;\n]", text))
    return list(dict.fromkeys(part for part in parts if part))


def tidy_words(text: str) -> str:
    """The same in one form: separated by a comma and nothing else."""
    return ",".join(words(text))


def next_rank(ranks: Iterable[int]) -> int:
    """The rank of the next stand-in: after all there are."""
    return max(ranks, default=0) + 1


def is_employed(joined_on: date, left_on: date | None, on: date) -> bool:
    """`left_on` is the first day on which they no longer work here."""
    return joined_on <= on and (left_on is None or on < left_on)
