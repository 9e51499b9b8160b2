"""What the machine proposes for a message."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlin.instruments.reading.choices import Kind, Trade, Urgency
from anlin.instruments.reading.models import Version
from anlin.instruments.reading.rules import (
    heat,
    kinds,
    lexicon,
    naming,
    teaching,
    texts,
    themes,
    trades,
    urgency,
)
from anlin.instruments.reading.rules.alike import groups
from anlin.instruments.reading.rules.learned import Learned, Weights, corrected


@dataclass(frozen=True)
class Reading:
    """A proposal with the words that decided, the heaviest first, and how sure each part is, from 0 to 1.

    `kind_words` is how the writer said what they want; "" when they did not, and a complaint is only supposed.
    """

    trade: Trade
    second_trade: Trade | None
    kind: Kind
    kind_words: str
    urgency: Urgency
    confidence: float
    urgency_confidence: float
    words: tuple[str, ...]
    urgency_words: tuple[str, ...]


@dataclass(frozen=True)
class Voice:
    """One message: its key, who wrote it ("" when nobody knows), what, and when."""

    key: str
    person: str
    title: str
    body: str
    at: datetime


@dataclass(frozen=True)
class HotIssue:
    """What several messages are about: place and words they share, how hot it is, how many people spoke, who said what."""

    heat: float
    people: int
    place: str
    words: tuple[str, ...]
    voices: tuple[Voice, ...]


WORDS = 8
LEAST_EXAMPLES = teaching.AT_LEAST


def read(title: str, body: str) -> Reading:
    """Read a message; either part may be empty."""
    title, body = texts.plain(title), texts.plain(body)
    weighed = trades.weigh(title, body)
    judged = urgency.judge(title, body, weighed.first)
    kind, said = kinds.tell(title, body)
    return Reading(
        trade=weighed.first,
        second_trade=weighed.second,
        kind=kind,
        kind_words=said,
        urgency=judged.urgency,
        confidence=weighed.confidence,
        urgency_confidence=judged.confidence,
        words=weighed.words.get(weighed.first, ())[:WORDS],
        urgency_words=judged.words,
    )


def alike(messages: Sequence[str]) -> list[list[int]]:
    """The places of messages that say the same or nearly so, in groups; they are to be linked, never merged."""
    return groups(messages)


def hot(voices: Sequence[Voice], now: datetime, *, of_one_place: bool = False) -> list[HotIssue]:
    """Issues of two messages or more by cause and place, the hottest at that moment first.

    `of_one_place`: all of them are about one estate, so that nobody has to name it.
    """
    ordered = sorted(voices, key=lambda voice: (voice.at, voice.key))
    told = [(voice.title, voice.body) for voice in ordered]
    found, pieces = themes.gather(told, of_one_place=of_one_place)
    namer = naming.Namer(pieces)
    issues = [
        _issue([ordered[position] for position in theme.members], namer, now)
        for theme in found
        if len(theme.members) > 1
    ]
    return sorted(
        issues,
        key=lambda issue: (-issue.heat, -issue.people, -len(issue.voices), issue.voices[0].key),
    )


def heat_of(voices: Iterable[tuple[str, datetime]], now: datetime) -> float:
    """How hot it is when these people spoke at these moments; as in `hot`."""
    return heat.heat(voices, now)


def _issue(voices: list[Voice], namer: naming.Namer, now: datetime) -> HotIssue:
    place, words = namer.name([(voice.title, voice.body) for voice in voices])
    return HotIssue(
        heat=heat.heat([(voice.person, voice.at) for voice in voices], now),
        people=len({voice.person for voice in voices}),
        place=place,
        words=words,
        voices=tuple(voices),
    )


def vocabulary() -> list[str]:
    """The words of the trades by their weight, the heaviest first: what a desk says often."""
    weighed = [
        (-weight, word) for words in lexicon.trades().values() for word, weight in words.items()
    ]
    return list(dict.fromkeys(word for _weight, word in sorted(weighed, key=lambda one: one[0])))


def versions() -> list[Version]:
    """What was learned, the newest first; without the weights."""
    return list(Version.objects.select_related("before").defer("weights").order_by("-pk"))


def may_be_taken(version: Version, in_use: Version | None) -> bool:
    """Whether taking it would not be refused while this one is in use."""
    if version == in_use:
        return False
    return version.taken_at is not None or (
        version.right > version.right_before and version.before == in_use
    )


def learned_of(title: str, body: str, proposed: str) -> Learned | None:
    """What the version in use says in place of the entry that the word lists propose; None where their word stands."""
    in_use = Version.objects.filter(is_in_use=True).values_list("seal", flat=True).first()
    if in_use is None:
        return None
    return corrected(_weights(in_use), title, body, proposed)


@functools.lru_cache(maxsize=2)
def _weights(seal: UUID) -> Weights:
    """Weights never change, so they are opened once in each process."""
    return Weights.loaded(Version.objects.get(seal=seal).weights)
