"""What this room asks upward about one person's data. `person_ids` are all rows that are this person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from anlin.ground.people.choices import Fate
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Sentence
from anlin.kernel.sockets import Socket


@dataclass(frozen=True)
class File:
    """A file that goes along with an export, under a name of its own."""

    name: str
    path: Path


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that is held on the person, in clear, as they may read it."""

    what: Sentence
    text: str
    at: datetime | date | None = None
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Holding:
    """What one room holds on the person."""

    title: Sentence
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What erasure means for one kind of data; `because` names law and article of what is kept or needed."""

    what: Sentence
    count: int
    fate: Fate
    because: Sentence = ""
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """A confirmed erasure. Names and phones are given in clear, to be taken out of what others wrote."""

    person_ids: tuple[int, ...]
    names: tuple[str, ...]
    phones: tuple[str, ...]
    by: Actor
    at: datetime

    def taken_out_of(self, text: str) -> str:
        """What somebody else wrote, without the person's names and phones."""
        for secret in (*self.names, *self.phones):
            # A name of one character stands in too many words.
            text = text.replace(secret, "*") if len(secret) > 1 else text
        return text


holdings: Socket[[Sequence[int]], Holding] = Socket("What do you hold on this person?")
verdicts: Socket[[Sequence[int], datetime], Sequence[Verdict]] = Socket(
    "What becomes of what you hold on this person when they are erased at that moment?"
)
erasing: Socket[[Erasure], int] = Socket(
    "Erase or anonymise what your verdict says, in this transaction. How many rows were changed?"
)
