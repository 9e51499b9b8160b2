"""Messages about the same cause at the same place, put together one after the other in the order of their days.

A message is two vectors of pieces of two and three signs, weighed by how rare they are (tf-idf, cosine): those that stand where
names of places stand, and all others. It joins the theme whose centre is near in both, or begins one. Place alone does not
do: two troubles of one estate are two themes; nor cause alone: two estates have two broken lifts. Where it is known that all
messages are of one place nobody needs to name it; then the cause alone decides, and has to be nearer.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from anlin.instruments.reading.rules import places

# A text says at its beginning what it is about.
BEGINNING = 120
TITLE = 2
# A piece that stands in so many of all texts says nothing; one that stands in a single text binds it to no other.
TOO_COMMON, LEAST = 0.04, 2
# Of few texts no share is told: a piece is common once so many texts have it.
COMMON = 100
# As if so many texts about other things stood beside: where nearly all speak of one trouble, its words are no less its words.
OTHERS = 200
# This share of its occurrences where names of places stand makes a piece part of a name.
OFTEN_A_PLACE = 0.3
PLACE_PIECES, CAUSE_PIECES, ASKED_PIECES = 20, 60, 12
SAME_PLACE, SAME_CAUSE = 0.12, 0.06
SAME_CAUSE_ALONE = 0.18

NAMED, EMPTY = b"\1", b"\2"
Vector = list[tuple[int, float]]
Numbers: TypeAlias = "array[int]"


@dataclass
class Pieces:
    """What the pieces of all texts weigh: numbers of the pieces, how many texts have them, how often they stand as names."""

    number: dict[str, int] = field(default_factory=dict)
    texts: int = 0
    in_texts: Counter[int] = field(default_factory=Counter)
    met: Counter[int] = field(default_factory=Counter)
    met_as_place: Counter[int] = field(default_factory=Counter)

    def learn(self, title: str, body: str) -> tuple[Numbers, Numbers]:
        """Count the pieces of one more text; the numbers of its pieces and how often each was met."""
        said: dict[int, int] = {}
        for text, weight in ((title, TITLE), (body, 1)):
            for piece, is_place in _pieces(text, None if weight == TITLE else BEGINNING):
                number = self.number.setdefault(piece, len(self.number))
                said[number] = said.get(number, 0) + weight
                self.met[number] += 1
                self.met_as_place[number] += is_place
        self.texts += 1
        self.in_texts.update(said.keys())
        return array("I", said), array("H", said.values())

    def weights(self) -> dict[int, float]:
        """Number of a piece → its weight, the rarer the more; pieces of names have a negative sign."""
        most = max(self.texts * TOO_COMMON, COMMON)
        return {
            number: (-1 if self._is_place(number) else 1) * math.log((self.texts + OTHERS) / count)
            for number, count in self.in_texts.items()
            if LEAST <= count <= most
        }

    def _is_place(self, number: int) -> bool:
        return self.met_as_place[number] >= OFTEN_A_PLACE * self.met[number]


@dataclass
class Theme:
    """The messages of one cause at one place, by their position; the centre of both vectors with its squared length."""

    members: list[int]
    place: dict[int, float] = field(default_factory=dict)
    cause: dict[int, float] = field(default_factory=dict)
    place_square: float = 0.0
    cause_square: float = 0.0


def gather(
    messages: Sequence[tuple[str, str]], *, of_one_place: bool = False
) -> tuple[list[Theme], Pieces]:
    """Themes of plain titles and texts, given in the order of their days."""
    pieces = Pieces()
    said = [pieces.learn(title, body) for title, body in messages]
    weights = pieces.weights()
    themes: list[Theme] = []
    asked: defaultdict[int, list[int]] = defaultdict(list)
    for position, (numbers, counts) in enumerate(said):
        place, cause = _vectors(numbers, counts, weights)
        told = [*place[:ASKED_PIECES], *(cause[:ASKED_PIECES] if of_one_place else ())]
        near = {nth for number, _weight in told for nth in asked[number]}
        nth = _nearest(
            [(nth, themes[nth]) for nth in sorted(near)], place, cause, of_one_place=of_one_place
        )
        if nth is None:
            nth = len(themes)
            themes.append(Theme([]))
        theme = themes[nth]
        theme.members.append(position)
        new = [number for number, _weight in place if number not in theme.place]
        if of_one_place:
            new += [number for number, _weight in cause if number not in theme.cause]
        for number in new:
            asked[number].append(nth)
        _join(theme, place, cause)
    return themes, pieces


def _pieces(text: str, until: int | None) -> Iterator[tuple[str, bool]]:
    left = until or len(text)
    for whole in places.runs(text):
        run = whole[:left]
        left -= len(run)
        marks = bytearray(len(run))
        for start, end in places.spans(run):
            marks[start:end] = NAMED * (end - start)
        for start, end in places.said_by_all(run):
            marks[start:end] = EMPTY * (end - start)
        for long in (2, 3):
            for start in range(len(run) - long + 1):
                marked = marks[start : start + long]
                if EMPTY not in marked:
                    yield run[start : start + long], marked == NAMED * long
        if left <= 0:
            return


def _vectors(numbers: Numbers, counts: Numbers, weights: dict[int, float]) -> tuple[Vector, Vector]:
    place: list[tuple[float, int]] = []
    cause: list[tuple[float, int]] = []
    for number, count in zip(numbers, counts, strict=True):
        weight = weights.get(number)
        if weight is not None:
            said = 1 + math.log(count)
            (place if weight < 0 else cause).append((said * abs(weight), number))
    return _unit(place, PLACE_PIECES), _unit(cause, CAUSE_PIECES)


def _unit(weighed: list[tuple[float, int]], most: int) -> Vector:
    weighed.sort(key=lambda one: (-one[0], one[1]))
    kept = weighed[:most]
    length = math.sqrt(sum(weight * weight for weight, _number in kept)) or 1.0
    return [(number, weight / length) for weight, number in kept]


def _nearest(
    near: list[tuple[int, Theme]], place: Vector, cause: Vector, *, of_one_place: bool
) -> int | None:
    best, nearest = 0.0, None
    for nth, theme in near:
        same_place = _cosine(place, theme.place, theme.place_square)
        if same_place < SAME_PLACE and not of_one_place:
            continue
        same_cause = _cosine(cause, theme.cause, theme.cause_square)
        least = SAME_CAUSE if same_place >= SAME_PLACE else SAME_CAUSE_ALONE
        if same_cause >= least and same_place + same_cause > best:
            best, nearest = same_place + same_cause, nth
    return nearest


def _cosine(vector: Vector, centre: dict[int, float], square: float) -> float:
    if not square:
        return 0.0
    return sum(weight * centre.get(number, 0.0) for number, weight in vector) / math.sqrt(square)


def _join(theme: Theme, place: Vector, cause: Vector) -> None:
    """Move the centre towards a new member."""
    theme.place_square += _add(theme.place, place)
    theme.cause_square += _add(theme.cause, cause)


def _add(centre: dict[int, float], vector: Vector) -> float:
    """By how much the squared length grew."""
    grown = 0.0
    for number, weight in vector:
        there = centre.get(number, 0.0)
        centre[number] = there + weight
        grown += weight * (2 * there + weight)
    return grown
