"""Whether two texts are the same or nearly so: by the pieces of four signs they share, whoever wrote them."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from anlin.instruments.reading.rules import texts

PIECE = 4
# Two texts that share half of all their pieces are the same matter told again.
ALIKE = 0.5
# Of each text so many pieces are compared first: whoever shares none of them shares few at all.
SKETCH = 12
# A piece that so many texts share is a turn of phrase.
COMMON = 200
_SIGNS = re.compile(r"[\W_]+")

Pieces = frozenset[int]


def pieces(text: str) -> Pieces:
    """The pieces of a text as numbers that are the same in every process; a text shorter than a piece is one."""
    signs = _SIGNS.sub("", texts.plain(text))
    last = max(1, len(signs) - PIECE + 1)
    return (
        frozenset(zlib.crc32(signs[n : n + PIECE].encode()) for n in range(last))
        if signs
        else frozenset()
    )


def likeness(one: Pieces, other: Pieces) -> float:
    """The share of all pieces that both have, from 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def groups(messages: Sequence[str]) -> list[list[int]]:
    """The places of messages that say the same, those of one group together and in order; what stands alone is left out."""
    all_pieces = [pieces(message) for message in messages]
    parent = list(range(len(messages)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, other in sorted(_candidates(all_pieces)):
        first, second = root(one), root(other)
        if first != second and likeness(all_pieces[one], all_pieces[other]) >= ALIKE:
            parent[max(first, second)] = min(first, second)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place in range(len(messages)):
        found[root(place)].append(place)
    return [group for group in found.values() if len(group) > 1]


def _candidates(all_pieces: Iterable[Pieces]) -> set[tuple[int, int]]:
    sharing: defaultdict[int, list[int]] = defaultdict(list)
    for place, found in enumerate(all_pieces):
        for piece in sorted(found)[:SKETCH]:
            sharing[piece].append(place)
    return {
        (places[n], other)
        for places in sharing.values()
        if len(places) <= COMMON
        for n in range(len(places))
        for other in places[n + 1 :]
    }
