"""What the lists and the word lists make of a message, corrected by what people made of others like it.

A message becomes features: the trades of the word lists, the list entry they lead to, and pieces of two and three signs. Learned
weights turn them into shares of the company's own list; the words that decided are the pieces that weighed most.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from anlin.instruments.reading.rules import texts, trades

HAN = re.compile(r"[\u3400-\u9fff]+")
LENGTHS = (2, 3)
# A mark that no piece of a message can bear.
OF_LISTS, PROPOSED = "\tlist:", "\tproposed:"
# How loud the word lists speak beside the pieces, whose squares add up to one.
LISTS_WEIGH = 4.0
SURE = 0.5
# As many pieces as are worth showing.
WORDS = 5


@dataclass(frozen=True)
class Learned:
    """An entry of the company's list, its share of all from 0 to 1, and the pieces of the message that spoke for it."""

    label: str
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """Learned weights: the entries, what each weighs by itself, and feature → entry's place → weight.

    `corrects` are the proposals of the word lists of which enough was seen to correct them.
    """

    labels: tuple[str, ...]
    offsets: tuple[float, ...]
    of_feature: Mapping[str, Mapping[int, float]]
    corrects: tuple[str, ...]

    def dumped(self) -> str:
        held = {f: {str(n): w for n, w in one.items()} for f, one in self.of_feature.items()}
        return json.dumps([self.labels, self.offsets, held, self.corrects], ensure_ascii=False)

    @classmethod
    def loaded(cls, text: str) -> "Weights":
        labels, offsets, held, corrects = json.loads(text)
        of_feature = {f: {int(n): w for n, w in one.items()} for f, one in held.items()}
        return cls(tuple(labels), tuple(offsets), of_feature, tuple(corrects))


def features(title: str, body: str, proposed: str) -> dict[str, float]:
    """What is weighed of a message, whose word lists propose this entry."""
    title, body = texts.plain(title), texts.plain(body)
    ranks = trades.weigh(title, body).ranks
    whole = sum(weight for _trade, weight in ranks) or 1.0
    found = {OF_LISTS + trade.value: LISTS_WEIGH * weight / whole for trade, weight in ranks}
    found[PROPOSED + proposed] = LISTS_WEIGH
    counts = Counter(pieces(title) + pieces(body))
    loud = {piece: 1 + math.log(count) for piece, count in counts.items()}
    norm = math.sqrt(sum(weight**2 for weight in loud.values())) or 1.0
    return found | {piece: weight / norm for piece, weight in loud.items()}


def pieces(text: str) -> list[str]:
    """All neighbours of two and of three Han characters."""
    return [
        run[start : start + length]
        for run in HAN.findall(text)
        for length in LENGTHS
        for start in range(len(run) - length + 1)
    ]


def corrected(weights: Weights, title: str, body: str, proposed: str) -> Learned | None:
    """What was learned in place of an entry that the word lists propose; None where their word stands.

    It stands where it was confirmed, where the weights are less than half sure, and where too little was seen of what
    people make of this proposal.
    """
    if proposed not in weights.corrects:
        return None
    said = judge(weights, features(title, body, proposed))
    return said if said.label != proposed and said.share >= SURE else None


def judge(weights: Weights, weighed: Mapping[str, float]) -> Learned:
    """The entry that weighs most for these features."""
    sums = list(weights.offsets)
    for feature, value in weighed.items():
        for place, weight in weights.of_feature.get(feature, {}).items():
            sums[place] += value * weight
    best = max(range(len(sums)), key=lambda place: (sums[place], -place))
    whole = sum(math.exp(one - sums[best]) for one in sums)
    spoke = [
        (weights.of_feature[feature][best] * value, feature)
        for feature, value in weighed.items()
        if not feature.startswith("\t") and best in weights.of_feature.get(feature, {})
    ]
    words = [
        word for weight, word in sorted(spoke, key=lambda one: (-one[0], one[1])) if weight > 0
    ]
    return Learned(weights.labels[best], round(1 / whole, 3), _longest(words)[:WORDS])


def _longest(words: list[str]) -> tuple[str, ...]:
    """Without those that stand in another one."""
    return tuple(
        word for word in words if not any(word != other and word in other for other in words)
    )
