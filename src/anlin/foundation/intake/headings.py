"""Finding the row of headings below the titles, by how many wanted columns a row names."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EXACT, BARE, WITHIN = 3, 2, 1
_BLANKS = re.compile(r"[\s*:·、_\-]+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]|【[^】]*】")


@dataclass(frozen=True)
class Headings:
    """Which column (counted from 0) holds which wanted field, and how well the row fits."""

    columns: Mapping[str, int]
    score: int

    @property
    def fit(self) -> tuple[int, int]:
        return len(self.columns), self.score


def match(cells: Sequence[str], wanted: Mapping[str, Sequence[str]]) -> Headings:
    """The best assignment of columns to fields: sure matches first, each column and field once."""
    candidates = sorted(
        (
            (-_likeness(cell, alias), place, column, name)
            for column, cell in enumerate(cells)
            if cell
            for name, aliases in wanted.items()
            for place, alias in enumerate(aliases)
            if _likeness(cell, alias)
        ),
    )
    columns: dict[str, int] = {}
    score = 0
    for likeness, _place, column, name in candidates:
        if name not in columns and column not in columns.values():
            columns[name] = column
            score -= likeness
    return Headings(columns, score)


def _likeness(cell: str, alias: str) -> int:
    heading, wanted = _plain(cell), _plain(alias)
    if heading == wanted:
        return EXACT
    bare = _BRACKETS.sub("", heading)
    if bare == _BRACKETS.sub("", wanted):
        return BARE
    # A long cell that contains the word is a title or a note, not a heading.
    return WITHIN if len(wanted) >= 2 and wanted in bare and len(bare) <= len(wanted) + 4 else 0


def _plain(words: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", words)).casefold()
