"""Text into tokens and queries into conditions on tokens. The same on every database."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

# Planes 2 and 3 whole: Python of today does not know tomorrow's characters as letters.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TERM = re.compile(f"(?:[^\\W_]|[{HAN}])+")
_RUN = re.compile(f"([{HAN}]+)|([^{HAN}]+)")

# PostgreSQL refuses words of 2 KB and documents of 1 MB; nobody looks for either.
LONGEST_WORD = 64
LONGEST_TEXT = 20_000
LONGEST_QUERY = 200

# A trailing star means: every token that begins so.
PREFIX = "*"


def normalised(text: str) -> str:
    """Lower case, compatible forms joined, everything that is no letter, digit or Han a blank."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()
    return " ".join(_TERM.findall(plain))


def of_text(normal: str) -> set[str]:
    """Of every run of Han the pairs and the last character, so that each begins a token; words whole."""
    found: set[str] = set()
    for han, word in _RUN.findall(normal):
        if han:
            found.update(_pairs(han), han[-1])
        else:
            found.update(part[:LONGEST_WORD] for part in word.split())
    return found


def of_query(normal: str) -> list[str]:
    """What a text that contains the query has all of; a Han character alone asks for a prefix."""
    wanted: list[str] = []
    for han, word in _RUN.findall(normal):
        if len(han) == 1:
            wanted.append(han + PREFIX)
        elif han:
            wanted += _pairs(han)
        else:
            wanted += [part[:LONGEST_WORD] for part in word.split()]
    return list(dict.fromkeys(wanted))


def phrases(normal: str) -> list[str]:
    """The terms whose tokens do not prove them: their characters must also follow one another."""
    return [term for term in normal.split() if of_query(term) not in ([term], [term + PREFIX])]


def exact(number: str) -> str:
    """A number is found whole only, with or without its dashes."""
    return (
        "_n" + "".join(_TERM.findall(unicodedata.normalize("NFKC", number).lower()))[:LONGEST_WORD]
    )


def project(project_id: int | None) -> str:
    return "_pnone" if project_id is None else f"_p{project_id}"


def _pairs(run: str) -> Iterable[str]:
    return [left + right for left, right in pairwise(run)]
