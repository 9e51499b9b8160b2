"""Whether two texts are the same or nearly so: by the pieces of four signs they share, whoever wrote them."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from anlin.instruments.reading.rules import texts

PIECE = 4
# Two texts that share half of all their pieces are the same matter told again.
ALIKE = 0.5
# Of a short text pieces of two signs are compared: one sign put in or left out spoils four of the longer ones.
SHORT, SHORT_PIECE, SHORT_ALIKE = 40, 2, 0.6
# Of each text so many pieces are compared first: whoever shares none of them shares few at all.
SKETCH = 12
# A piece that so many texts share is a turn of phrase.
COMMON = 200
_HAN = "零一二三四五六七八九"
_SIGNS = re.compile(r"[\W_]+")
# By what a house, a home or a car is told from the one beside it.
_NUMBERED = re.compile(
    r"([0-9a-z]{1,6}|[一二三四五六七八九十百零]{1,4})(号楼|单元|栋|幢|座|期|楼|层|室|房|号)"
)
_ROOM = re.compile(r"(?<![0-9.])([1-9][0-9]{2,3})(?![0-9.年月元块万平米度伏vk人户个天次分多])")

Pieces = frozenset[int]


def pieces(text: str, long: int = PIECE) -> Pieces:
    """The pieces of a text as numbers that are the same in every process; a text shorter than a piece is one."""
    signs = _SIGNS.sub("", texts.plain(text))
    last = max(1, len(signs) - long + 1)
    return (
        frozenset(zlib.crc32(signs[n : n + long].encode()) for n in range(last))
        if signs
        else frozenset()
    )


def likeness(one: Pieces, other: Pieces) -> float:
    """The share of all pieces that both have, from 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def are_alike(one: str, other: str, its_pieces: Pieces, other_pieces: Pieces) -> bool:
    """Whether two texts say the same or nearly so, of the same house or home as far as they name one."""
    same = likeness(its_pieces, other_pieces)
    if same < ALIKE:
        if max(len(its_pieces), len(other_pieces)) > SHORT or not same:
            return False
        if likeness(pieces(one, SHORT_PIECE), pieces(other, SHORT_PIECE)) < SHORT_ALIKE:
            return False
    return not elsewhere(one, other)


def elsewhere(one: str, other: str) -> bool:
    """Whether two texts speak of different houses, floors or homes, however alike they sound."""
    here, there = _numbers(one), _numbers(other)
    return any(
        here[what] and there[what] and here[what].isdisjoint(there[what])
        for what in here.keys() & there.keys()
    )


def _numbers(text: str) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for number, what in _NUMBERED.findall(texts.plain(text)):
        found["栋" if what in {"号楼", "幢", "座"} else what].add(_digits(number))
    found["室"].update(_ROOM.findall(texts.plain(text)))
    return found


def _digits(number: str) -> str:
    """一二 as 12, 十二 as 12: one way to write a small number."""
    if number.isascii():
        return number
    if "十" in number:
        tens, _ten, ones = number.partition("十")
        return str((_HAN.find(tens) if tens else 1) * 10 + (_HAN.find(ones) if ones else 0))
    return "".join(str(_HAN.find(sign)) if sign in _HAN else sign for sign in number)


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
        if first == second:
            continue
        if are_alike(messages[one], messages[other], all_pieces[one], all_pieces[other]):
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
