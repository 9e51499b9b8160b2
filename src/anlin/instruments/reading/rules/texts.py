"""Texts as they are read: one form of every sign, cut into clauses."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_CLAUSE = re.compile(r"[^。！？；;!?，,、…\n]+")


def plain(text: str) -> str:
    """Full-width signs as half-width ones, Latin letters small, no space between signs that need none."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def clauses(text: str) -> list[str]:
    """The pieces between any two marks of a plain text, in their order."""
    return [found.strip() for found in _CLAUSE.findall(text) if found.strip()]
