"""What the machine that reads along proposes for a matter, in the words of our own lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from anlin.instruments.reading import queries as reading
from anlin.instruments.reading.choices import Example
from anlin.instruments.reading.choices import Urgency as HowSoon
from anlin.trades.cases import rules
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.models import Case, Category, Report
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
    first, second, spoke = rules.trade_code(read.trade, said), read.second_trade, read.words
    confidence = read.confidence
    second_code = rules.trade_code(second, said) if second else ""
    learned = reading.learned_of(title, words, first)
    # What people made of such messages goes before the word lists, whose proposal stays as the second.
    if learned and learned.label in trades:
        first, second_code, spoke, confidence = learned.label, first, learned.words, learned.share
    return Proposal(
        kind=_kind(read),
        trade=trades.get(first),
        second=trades.get(second_code),
        urgency=rules.URGENCY_OF[read.urgency],
        words=spoke,
        urgency_words=read.urgency_words,
        confidence=confidence,
    )


def sorted_by_people(limit: int) -> Sequence[Example]:
    """The newest matters somebody sorted, with what the word lists alone would propose; the reader learns from them.

    Not those that an import sorted on its way, nor those whose words were forgotten.
    """
    imported = Report.objects.filter(case=OuterRef("pk")).exclude(source_key="")
    found = (
        Case.objects.filter(sorted_at__isnull=False, trade__is_active=True, anonymised_at=None)
        .exclude(Exists(imported), sorted_at=F("answered_at"))
        .select_related("trade")
        .only("seal", "title", "words", "reporter_id", "reporter_phone_index", "sorted_at", "trade")
        .order_by("-sorted_at", "-pk")[:limit]
    )
    return [_example(case) for case in found.iterator(chunk_size=1000)]


def _example(case: Case) -> Example:
    trade = reading.read(case.title, case.words).trade
    return Example(
        title=case.title,
        body=case.words,
        label=case.trade.code if case.trade else "",
        proposed=rules.trade_code(trade, f"{case.title} {case.words}"),
        person=str(case.reporter_id or case.reporter_phone_index or f"-{case.pk}"),
        at=case.sorted_at or case.recorded_at,
    )


def urgency_hint(words: str) -> Urgency:
    """How soon somebody has to see to what was said, as far as its words say."""
    return rules.URGENCY_OF[reading.read("", words).urgency]


def _kind(read: reading.Reading) -> CaseKind:
    """Who only says what endangers people now calls for help, whatever else writers without a wish mean."""
    if not read.kind_words and read.urgency == HowSoon.URGENT:
        return CaseKind.HELP
    return rules.KIND_OF[read.kind]
