"""Where in a text a name of a place may stand: before what follows such names, or before what they end with."""

import functools
import re
from collections.abc import Iterator

from anlin.instruments.reading.rules import lexicon, texts

_RUN = re.compile(r"[一-鿿a-z0-9]+")
_NUMBER = "[0-9一二三四五六七八九十a-z]{1,3}"

Span = tuple[int, int]


def runs(text: str) -> list[str]:
    """The pieces of a text in one form without signs and without names of districts."""
    return _RUN.findall(_pattern("districts").sub(" ", texts.plain(text)))


def words(text: str) -> list[str]:
    """The runs of a text, cut where words stand that are part of no name and of no cause."""
    return [piece for run in runs(text) for piece in _pattern("cut").split(run) if len(piece) > 1]


def said_by_all(run: str) -> Iterator[Span]:
    """From where to where words stand that are part of no name and of no cause."""
    return (met.span() for met in _pattern("cut").finditer(run))


def spans(run: str) -> list[Span]:
    """From where to where a name may stand in the run; what never belongs to a name is cut out."""
    reach = lexicon.places()
    near = [
        (max(0, met.start() - reach[how_far]), met.start())
        for name, how_far in (
            ("followers", "reach_before_follower"),
            ("endings", "reach_before_ending"),
        )
        for met in _pattern(name).finditer(run)
    ]
    if not near:
        return []
    general = [met.span() for met in _pattern("general").finditer(run)]
    return [left for span in near for left in _without(span, general)]


def _without(span: Span, holes: list[Span]) -> Iterator[Span]:
    start, end = span
    for hole_start, hole_end in holes:
        if hole_end <= start or hole_start >= end:
            continue
        if start < hole_start:
            yield start, hole_start
        start = max(start, hole_end)
    if start < end:
        yield start, end


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(lexicon.places()[name].replace("{n}", _NUMBER))
