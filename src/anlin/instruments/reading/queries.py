"""What the machine proposes for a message."""

from collections.abc import Sequence
from dataclasses import dataclass

from anlin.instruments.reading.choices import Kind, Trade, Urgency
from anlin.instruments.reading.rules import kinds, texts, trades, urgency
from anlin.instruments.reading.rules.alike import groups


@dataclass(frozen=True)
class Reading:
    """A proposal with the words that decided, the heaviest first, and how sure each part is, from 0 to 1."""

    trade: Trade
    second_trade: Trade | None
    kind: Kind
    urgency: Urgency
    confidence: float
    urgency_confidence: float
    words: tuple[str, ...]
    urgency_words: tuple[str, ...]


WORDS = 8


def read(title: str, body: str) -> Reading:
    """Read a message; either part may be empty."""
    title, body = texts.plain(title), texts.plain(body)
    weighed = trades.weigh(title, body)
    judged = urgency.judge(title, body, weighed.first)
    kind, _said = kinds.tell(title, body)
    return Reading(
        trade=weighed.first,
        second_trade=weighed.second,
        kind=kind,
        urgency=judged.urgency,
        confidence=weighed.confidence,
        urgency_confidence=judged.confidence,
        words=weighed.words.get(weighed.first, ())[:WORDS],
        urgency_words=judged.words,
    )


def alike(messages: Sequence[str]) -> list[list[int]]:
    """The places of messages that say the same or nearly so, in groups; they are to be linked, never merged."""
    return groups(messages)
