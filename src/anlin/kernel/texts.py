"""Text as it comes in from people, programs and files."""

import re

# Control characters, zero-width spaces and marks of direction, and halves of characters. Nobody sees
# them, and nobody here writes from right to left; what they do is turn the rest of a line around
# ("gpj.exe" reads "exe.jpg"), make two names look alike, or break logs, sheets and mail. The joiner
# U+200D stays, for emoji are made of it; so do tabs and line ends.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def seen(text: str) -> str:
    """The text without what cannot be seen but changes how the text around it is read."""
    # Most texts are innocent, and this is the quickest way to know it.
    return text if text.isprintable() else _UNSEEN.sub("", text)


def line(text: str) -> str:
    """As `seen`, in one line: a name or title must not begin another line of a mail or a log."""
    return text if text.isprintable() else " ".join(seen(text).splitlines())
