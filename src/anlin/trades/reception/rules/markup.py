"""The words of a page of HTML, and nothing that acts, hides or leads anywhere."""

from html.parser import HTMLParser

_SILENT = {"script", "style", "head", "title", "template", "noscript", "object", "svg", "math"}
_BREAKS = {
    "p",
    "div",
    "br",
    "tr",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "hr",
    "section",
}
_QUOTES = {"blockquote"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag in _QUOTES:
            # As a program that writes plain text marks what it quotes.
            self.said.append("\n> ")
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            del self.silent[self.silent.index(tag) :]
        elif tag in _BREAKS | _QUOTES:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(" ".join(data.split()) or (" " if data else ""))


def plain(marked: str) -> str:
    """The text as lines; a page that cannot be parsed to its end gives what was read until there."""
    reader = _Reader()
    try:
        reader.feed(marked)
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        pass
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
