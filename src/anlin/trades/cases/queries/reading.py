"""What the machine that reads along proposes for a matter, in the words of our own lists."""

from dataclasses import dataclass

from anlin.instruments.reading import queries as reading
from anlin.instruments.reading.choices import Urgency as HowSoon
from anlin.trades.cases import rules
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.models import Category
from anlin.trades.cases.queries.lists import trades_by_code
from anlin.trades.workorders.choices import Urgency


@dataclass(frozen=True)
class Proposal:
    """Kind, trade, perhaps a second one, and urgency of what was said, with the words that decided; it binds nobody."""

    kind: CaseKind
    trade: Category | None
    second: Category | None
    urgency: Urgency
    words: tuple[str, ...]
    urgency_words: tuple[str, ...]
    confidence: float


def propose(words: str, *, title: str = "") -> Proposal:
    """Read what was said along."""
    read = reading.read(title, words)
    trades = trades_by_code()
    said = f"{title} {words}"
    second = trades.get(rules.trade_code(read.second_trade, said)) if read.second_trade else None
    return Proposal(
        kind=_kind(read),
        trade=trades.get(rules.trade_code(read.trade, said)),
        second=second,
        urgency=rules.URGENCY_OF[read.urgency],
        words=read.words,
        urgency_words=read.urgency_words,
        confidence=read.confidence,
    )


def urgency_hint(words: str) -> Urgency:
    """How soon somebody has to see to what was said, as far as its words say."""
    return rules.URGENCY_OF[reading.read("", words).urgency]


def _kind(read: reading.Reading) -> CaseKind:
    """Who only says what endangers people now calls for help, whatever else writers without a wish mean."""
    if not read.kind_words and read.urgency == HowSoon.URGENT:
        return CaseKind.HELP
    return rules.KIND_OF[read.kind]
