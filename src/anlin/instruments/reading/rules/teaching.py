"""Weights learned from what people made of messages, and how they do on the newest of them, which they have not seen."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from anlin.instruments.reading.choices import Example
from anlin.instruments.reading.rules import learned, texts

# Fewer examples teach nothing that can be measured.
AT_LEAST = 200
# An entry of the list with fewer examples is left to the word lists.
OF_ENTRY = 8
# So many of the messages with one proposal lie under entries that are learned, or the proposal is not corrected.
KNOWN = 0.9
# A piece counts if so many messages of so many people hold it: what one person says is theirs.
MESSAGES, PEOPLE = 5, 3
MOST_PIECES = 12_000
# Weights nearer to nothing are not kept.
NEGLIGIBLE = 0.02
HELD_OUT, MOST_HELD_OUT = 0.2, 2_000
STRENGTH = 1.0


@dataclass(frozen=True)
class Compared:
    """On how many unseen messages each was right, and where only one of the two was."""

    held_out: int
    right: int
    right_before: int
    only_new: int
    only_before: int


def sign_test(only_new: int, only_before: int) -> float:
    """How likely a difference like this or larger is if neither is better, two-sided, from 0 to 1."""
    parted_ways = only_new + only_before
    less = min(only_new, only_before)
    tail = sum(math.comb(parted_ways, k) for k in range(less + 1))
    return min(1.0, tail / 2.0 ** (parted_ways - 1)) if parted_ways else 1.0


def parted(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The older ones to learn from and the newest to compare on; a text that was learned from is not asked again."""
    ordered = sorted(examples, key=lambda one: one.at)
    held = min(round(len(ordered) * HELD_OUT), MOST_HELD_OUT)
    older, newest = ordered[: len(ordered) - held], ordered[len(ordered) - held :]
    known = {_same(one) for one in older}
    return older, [one for one in newest if _same(one) not in known]


def _same(one: Example) -> str:
    return texts.plain(one.title + one.body)


def teachable(examples: Sequence[Example]) -> set[str]:
    """The entries with enough examples; a lesson needs two."""
    of_entry = Counter(one.label for one in examples)
    return {label for label, count in of_entry.items() if count >= OF_ENTRY}


def teach(examples: Sequence[Example]) -> learned.Weights:
    """Learn from those of the teachable entries; ValueError if these are fewer than two."""
    # Half a second and a hundred megabytes that only a lesson is worth.
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    entries = teachable(examples)
    taught = [one for one in examples if one.label in entries]
    kept = _common(taught)
    vectors = DictVectorizer(sort=True)
    rows = vectors.fit_transform(
        {name: value for name, value in _features(one).items() if name in kept} for one in taught
    )
    model = LogisticRegression(C=STRENGTH, max_iter=400, tol=0.001)
    model.fit(rows, [one.label for one in taught])
    names = vectors.get_feature_names_out()
    coefficients, offsets = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        coefficients, offsets = [-coefficients[0], coefficients[0]], [-offsets[0], offsets[0]]
    of_feature: dict[str, dict[int, float]] = defaultdict(dict)
    for place, line in enumerate(coefficients):
        for name, weight in zip(names, line, strict=True):
            if abs(weight) > NEGLIGIBLE:
                of_feature[str(name)][place] = round(float(weight), 4)
    return learned.Weights(
        tuple(map(str, model.classes_)),
        tuple(round(float(w), 4) for w in offsets),
        of_feature,
        _correctable(examples, entries),
    )


def _correctable(examples: Sequence[Example], entries: set[str]) -> tuple[str, ...]:
    """The proposals that enough examples had, hardly any of them put under an entry too rare to be learned."""
    proposed = Counter(one.proposed for one in examples)
    known = Counter(one.proposed for one in examples if one.label in entries)
    return tuple(
        sorted(
            label
            for label, count in proposed.items()
            if count >= OF_ENTRY and known[label] >= KNOWN * count
        )
    )


def _common(taught: Sequence[Example]) -> set[str]:
    """The features kept: those of the lists, and the pieces that are not one person's own.

    All pieces of all messages are never held at once: they are a hundred times what is kept.
    """
    messages = Counter(feature for one in taught for feature in _features(one))
    often = {name for name, count in messages.items() if count >= MESSAGES}
    people: dict[str, set[str]] = defaultdict(set)
    for one in taught:
        for name in often & _features(one).keys():
            if len(people[name]) < PEOPLE:
                people[name].add(one.person)
    of_lists = {name for name in messages if name.startswith("\t")}
    common = sorted(
        (name for name in often - of_lists if len(people[name]) >= PEOPLE),
        key=lambda name: (-messages[name], name),
    )
    return of_lists | set(common[:MOST_PIECES])


def _features(one: Example) -> dict[str, float]:
    return learned.features(one.title, one.body, one.proposed)


def compare(
    new: learned.Weights, before: learned.Weights | None, unseen: Sequence[Example]
) -> Compared:
    """Both on messages neither has seen; without weights before, the word lists alone."""
    right = right_before = only_new = only_before = 0
    for one in unseen:
        says = _entry(new, one) == one.label
        said = (_entry(before, one) if before else one.proposed) == one.label
        right += says
        right_before += said
        only_new += says and not said
        only_before += said and not says
    return Compared(len(unseen), right, right_before, only_new, only_before)


def _entry(weights: learned.Weights, one: Example) -> str:
    said = learned.corrected(weights, one.title, one.body, one.proposed)
    return said.label if said else one.proposed
