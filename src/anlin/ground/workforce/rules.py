"""Decisions on plain values: phones, aliases, skills, what a role may be given for."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

# What blind indexes are made for.
PHONE, PHONE_ENDING = "phone", "phone-last4"
# Who takes over what nobody holds; the last rung of every ladder is the head of the company.
ABOVE = {
    "general_manager": "administrator",
    "vice_president": "general_manager",
    "management_representative": "general_manager",
    "quality_department": "vice_president",
    "human_resources": "vice_president",
    "finance": "vice_president",
    "legal": "vice_president",
    "technical_department": "vice_president",
    "security_department": "vice_president",
    "environment_department": "vice_president",
    "consulting_department": "vice_president",
    "auditor": "quality_department",
    "follow_up_caller": "quality_department",
    "archivist": "quality_department",
    "public_relations": "relations_supervisor",
    "relations_officer": "relations_supervisor",
    "relations_supervisor": "general_manager",
    "resident_consultant": "consulting_department",
    "office_manager": "quality_department",
    "customer_service_supervisor": "office_manager",
    "engineering_supervisor": "office_manager",
    "cleaning_supervisor": "office_manager",
    "guard_captain": "office_manager",
    "cashier": "office_manager",
    "duty_clerk": "service_desk",
    "dispatcher": "service_desk",
    "hotline_agent": "customer_service_supervisor",
    "service_desk": "customer_service_supervisor",
    "technician": "squad_leader",
    "squad_leader": "engineering_supervisor",
    "cleaner": "cleaning_supervisor",
    "gardener": "cleaning_supervisor",
    "guard": "guard_captain",
}
# Above a role the company invented itself.
HEAD = "office_manager"
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


def ladder(role: str) -> list[str]:
    """The role itself, the one above it, and so on to the head of the company; each once."""
    found = [role]
    last = "administrator"
    while found[-1] != last:
        found.append(ABOVE.get(found[-1], HEAD))
    return found


Span = tuple[datetime, datetime]


def without(whole: Span, gone: Iterable[Span]) -> list[Span]:
    """What is left of [begins, ends) when other spans are taken out of it, in order."""
    left = [whole]
    for begins, ends in gone:
        left = [
            piece
            for start, stop in left
            for piece in ((start, min(stop, begins)), (max(start, ends), stop))
            if piece[0] < piece[1]
        ]
    return left


def gaps(whole: Span, watched: Iterable[Span], *, heads: int = 1) -> list[Span]:
    """The hours of [begins, ends) for which fewer than `heads` people watch, in order and as long as they can be."""
    changes: dict[datetime, int] = {whole[0]: 0, whole[1]: 0}
    for begins, ends in watched:
        if begins < whole[1] and ends > whole[0]:
            start, stop = max(begins, whole[0]), min(ends, whole[1])
            changes[start] = changes.get(start, 0) + 1
            changes[stop] = changes.get(stop, 0) - 1
    found: list[Span] = []
    there, moments = 0, sorted(changes)
    for begins, ends in pairwise(moments):
        there += changes[begins]
        if there >= heads:
            continue
        if found and found[-1][1] == begins:
            found[-1] = (found[-1][0], ends)
        else:
            found.append((begins, ends))
    return found
