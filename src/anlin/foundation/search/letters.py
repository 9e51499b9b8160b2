"""What a few Latin letters may stand for: words of the trade by the initials of their pinyin, or by all of it."""

import functools
import re
from collections.abc import Collection

from anlin.foundation.search.tokens import HAN
from anlin.kernel.sockets import Socket

# The words a desk says often, the commonest first; never names of people.
vocabulary: Socket[[], Collection[str]] = Socket("Which words may be searched by their initials?")

LETTERS = re.compile(r"[a-z]{2,24}")
WORD = re.compile(f"[{HAN}]{{2,8}}")
# A term that stands for more says too little.
MOST = 12


def standing_for(term: str) -> list[str]:
    """The words these letters stand for, the commonest first; none if they are no such letters."""
    if not LETTERS.fullmatch(term):
        return []
    told = dict.fromkeys(word for words in vocabulary.ask() for word in words)
    meant = (word for word in told if WORD.fullmatch(word) and term in _spelled(word))
    return [word for word, _nth in zip(meant, range(MOST), strict=False)]


@functools.lru_cache(maxsize=10_000)
def _spelled(word: str) -> tuple[str, str]:
    """A word's initials and its whole pinyin, without tones."""
    # Its dictionary takes a sixth of a second and fifty megabytes: only who searches by letters pays.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    syllables = lazy_pinyin(word)
    return "".join(syllable[0] for syllable in syllables), "".join(syllables)
