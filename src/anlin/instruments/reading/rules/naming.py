"""What a theme is called: the words that most of its messages share, and the name of its place among them."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from anlin.instruments.reading.rules import places
from anlin.instruments.reading.rules.themes import BEGINNING, Pieces

SHORTEST, LONGEST = 2, 8
WORDS = 5
# A word of a theme stands in this share of its messages, and in two at least.
SHARED = 0.3
# So many messages are enough to find them.
ENOUGH = 60


class Namer:
    """Names themes by the weights that the pieces of all their texts have."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._weights = pieces.weights()

    def name(self, messages: Sequence[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
        """The place, "" where none is named, and the words of a theme, the weightiest first."""
        told = [
            places.words(title) or places.words(body[:BEGINNING])
            for title, body in messages[:ENOUGH]
        ]
        place = ""
        words: list[str] = []
        while len(words) < WORDS:
            word, is_place = self._weightiest(told)
            if not word:
                break
            if is_place and not place:
                place = word
            else:
                words.append(word)
            # What is left beside a word that was taken is no word of its own.
            told = [[left for run in runs for left in run.split(word)] for runs in told]
        return place, tuple(words)

    def _weightiest(self, told: list[list[str]]) -> tuple[str, bool]:
        """The word that most of these texts share, the longer and rarer the better, and whether it names a place."""
        found = Counter(word for runs in told for word in _words(runs))
        least = max(2.0, SHARED * len(told))
        best, taken = 0.0, ("", False)
        for word, count in sorted(found.items()):
            if count < least or not all(parts := self._parts(word)):
                continue
            weight = count * sum(map(abs, parts))
            if weight > best:
                best, taken = weight, (word, sum(part < 0 for part in parts) * 2 >= len(parts))
        return taken

    def _parts(self, word: str) -> list[float]:
        number = self._pieces.number
        return [self._weights.get(number.get(a + b, -1), 0.0) for a, b in pairwise(word)]


def _words(runs: Sequence[str]) -> set[str]:
    return {
        run[start : start + long]
        for run in runs
        for long in range(SHORTEST, LONGEST + 1)
        for start in range(len(run) - long + 1)
    }
