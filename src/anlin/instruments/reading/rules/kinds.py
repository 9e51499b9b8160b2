"""What the writer wants: the first way of saying it that is met, a complaint otherwise."""

import functools
import re

from anlin.instruments.reading.choices import Kind
from anlin.instruments.reading.rules import lexicon

# Further down a text speaks of many things; what is wanted stands at its beginning.
BEGINNING = 60


def tell(title: str, body: str) -> tuple[Kind, str]:
    """The kind of a plain title and text, and the words that said so."""
    for kind, pattern in _patterns().items():
        met = pattern.search(title) or (pattern.search(body[:BEGINNING]) if not title else None)
        if met is not None:
            return kind, met[0]
    return Kind.COMPLAINT, ""


@functools.cache
def _patterns() -> dict[Kind, re.Pattern[str]]:
    return {Kind(kind): re.compile(said) for kind, said in lexicon.kinds().items()}
