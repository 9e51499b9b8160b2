"""How soon somebody has to see to it: what endangers people now, what only may, and what can wait."""

import functools
import re
from dataclasses import dataclass

from anlin.instruments.reading.choices import Trade, Urgency
from anlin.instruments.reading.rules import lexicon, texts

# Trades whose messages press by themselves.
PRESSING_TRADES = {Trade.NOISE, Trade.REPAIR, Trade.LIFT, Trade.FIRE, Trade.CLEANING}
# What speaks for haste less what speaks against it, from which on a message is fairly urgent.
ENOUGH = 1.0
TRADE_SAYS, TITLE_SAYS, DANGER_SAYS = 2.0, 1.5, 1.0
AT_MOST = 4


@dataclass(frozen=True)
class Judged:
    """An urgency with the words that decided, and how sure it is, from 0 to 1."""

    urgency: Urgency
    words: tuple[str, ...]
    confidence: float


def judge(title: str, body: str, trade: Trade) -> Judged:
    """Judge a plain title and a plain text of a message of this trade."""
    told = texts.clauses(title) + texts.clauses(body)
    now, feared = _hazards(told)
    if now:
        return Judged(Urgency.URGENT, tuple(dict.fromkeys(now)), min(1.0, 0.6 + 0.1 * len(now)))
    for_it = [*_found("pressing", title + "\n" + body)]
    against = [*_found("calm", title)]
    danger = [*_found("danger", title + "\n" + body), *feared]
    score = (
        TRADE_SAYS * (trade in PRESSING_TRADES)
        + TITLE_SAYS * len(set(_found("pressing", title)))
        + 0.25 * min(len(set(for_it)), AT_MOST)
        + DANGER_SAYS * bool(danger)
        - TITLE_SAYS * len(set(against))
    )
    # A danger to people is never ordinary, whatever else is said.
    if feared or score >= ENOUGH:
        words = tuple(dict.fromkeys([*feared, *danger, *for_it]))
        return Judged(Urgency.FAIRLY, words[:8], _sure(score - ENOUGH))
    return Judged(Urgency.ORDINARY, tuple(dict.fromkeys(against))[:8], _sure(ENOUGH - score))


def _hazards(told: list[str]) -> tuple[list[str], list[str]]:
    """The words for hazards that are there now, and for those only feared; what is over or was not is neither."""
    now, feared = [], []
    for nth, clause in enumerate(told):
        for name, pattern in _patterns("hazards").items():
            met = pattern.search(clause)
            if met is None or _pattern("not_so").search(clause):
                continue
            around = " ".join(told[max(0, nth - 1) : nth + 2])
            if name == "supply" and not _pattern("several").search(around):
                continue
            before = told[nth - 1] if nth else ""
            again = _pattern("habit").search(clause) and not _pattern("right_now").search(around)
            if _pattern("only_feared").search(clause) or _leads(before) or again:
                feared.append(met[0])
            elif not _pattern("over").search(clause) and not _ends_it(told[nth + 1 : nth + 2]):
                now.append(met[0])
    return now, feared


def _leads(before: str) -> bool:
    """Whether the clause before says that what follows is only thought of."""
    return bool(_pattern("leads_to").search(before))


def _ends_it(after: list[str]) -> bool:
    """Whether the clause after says that it is over."""
    return any(_pattern("ends").search(clause) for clause in after)


def _found(name: str, text: str) -> list[str]:
    return _pattern(name).findall(text)


def _sure(margin: float) -> float:
    return round(min(1.0, 0.5 + 0.12 * abs(margin)), 3)


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(lexicon.urgency()[name])


@functools.cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    return {each: re.compile(said) for each, said in lexicon.urgency()[name].items()}
