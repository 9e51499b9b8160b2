"""Which trade a message concerns: words are weighed, those of the title more."""

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass

from anlin.instruments.reading.choices import Trade
from anlin.instruments.reading.rules import lexicon

TITLE = 3.0
# In a longer text any word is met more often by chance.
USUAL_LENGTH = 400
# Said so often, a word says no more.
OFTEN = 4


@dataclass(frozen=True)
class Weighed:
    """The trades in order of their weight, each with the words that spoke for it, the heaviest first."""

    ranks: tuple[tuple[Trade, float], ...]
    words: dict[Trade, tuple[str, ...]]

    @property
    def first(self) -> Trade:
        return self.ranks[0][0] if self.ranks else Trade.OTHER

    @property
    def second(self) -> Trade | None:
        """Another that comes near; None where one stands out."""
        if len(self.ranks) > 1 and self.ranks[1][1] >= NEAR * self.ranks[0][1]:
            return self.ranks[1][0]
        return None

    @property
    def confidence(self) -> float:
        """How far the first stands before the second, from 0 to 1."""
        if not self.ranks:
            return 0.0
        first = self.ranks[0][1]
        second = self.ranks[1][1] if len(self.ranks) > 1 else 0.0
        return round((first - second) / (first + second + DOUBT), 3)


# From this part of the first trade's weight on the second is worth saying.
NEAR = 0.45
# So much weight behind the first alone is no certainty yet.
DOUBT = 4.0


def weigh(title: str, body: str) -> Weighed:
    """Weigh a plain title and a plain text."""
    damped = 1 + math.log1p(len(body) / USUAL_LENGTH)
    in_title, in_body = set(_words().findall(title)), Counter(_words().findall(body))
    sums: dict[Trade, float] = {}
    spoke: dict[Trade, dict[str, float]] = {}
    for word in in_title | in_body.keys():
        said = math.log1p(min(in_body[word], OFTEN)) / damped
        for trade, weight in _meant()[word]:
            found = weight * (TITLE * (word in in_title) + said)
            sums[trade] = sums.get(trade, 0.0) + found
            spoke.setdefault(trade, {})[word] = found
    ranks = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
    words_of = {
        trade: tuple(word for word, _w in sorted(found.items(), key=lambda one: (-one[1], one[0])))
        for trade, found in spoke.items()
    }
    return Weighed(tuple(ranks), words_of)


@functools.cache
def _meant() -> dict[str, list[tuple[Trade, float]]]:
    """Word → the trades it speaks for, each with its weight."""
    found: dict[str, list[tuple[Trade, float]]] = {}
    for trade, words in lexicon.trades().items():
        for word, weight in words.items():
            found.setdefault(word, []).append((Trade(trade), weight))
    return found


@functools.cache
def _words() -> re.Pattern[str]:
    """Of words within words the longest is met: the fund for repairs is no repair."""
    return re.compile("|".join(map(re.escape, sorted(_meant(), key=len, reverse=True))))
