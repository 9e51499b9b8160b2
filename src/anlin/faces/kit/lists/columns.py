"""What the columns, tabs and bulk deeds of a list are: small declarations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from markupsafe import Markup, escape

from anlin.faces.kit import formats
from anlin.kernel.money import Money

WRITE: dict[str, Callable[[Any], str]] = {
    "text": str,
    "number": lambda value: f"{value:,}",
    "moment": formats.moment,
    "until": formats.until,
    "day": formats.day,
    "yuan": formats.yuan,
    "area": formats.area,
    "state": str,
}
RIGHT_ALIGNED = {"number", "yuan", "area"}
UNBROKEN = {"moment", "until", "day", "state"}


def label_of(name: str, choices: type[models.TextChoices]) -> Callable[[Any], Any]:
    """Asks a row for the word of its choice; Django's own way makes all words anew for each row."""
    words = dict(choices.choices)
    return lambda row: words.get(getattr(row, name), "")


@dataclass(frozen=True)
class Column:
    """A column; `get` is asked for the value, else the attribute path `name` (`unit.code`).

    `kind` is one of `WRITE`; a state has a `tone` (good, warn, bad, calm) beside its word.
    `leads` makes it the card's headline on a phone and the link to the row's page.
    """

    name: str
    title: Any
    kind: str = "text"
    get: Callable[[Any], Any] | None = None
    tone: Callable[[Any], str] | None = None
    leads: bool = False

    def value(self, row: Any) -> Any:
        if self.get is not None:
            return self.get(row)
        for step in self.name.split("."):
            row = getattr(row, step, None)
        return row

    def shown(self, row: Any) -> str:
        value = self.value(row)
        if value is None or value == "":
            return "—"
        if self.kind == "moment":
            return formats.short_moment(value, timezone.localtime())
        if self.kind == "until":
            return formats.short_until(value, timezone.localtime())
        words = WRITE[self.kind](value)
        if self.kind != "state":
            return words
        tone = self.tone(row) if self.tone else "calm"
        return Markup(f'<span class="chip chip-{escape(tone)}">{escape(words)}</span>')  # noqa: S704  (escaped)

    def exported(self, row: Any) -> Any:
        """For a spreadsheet: figures as figures, everything else as the words on the page."""
        value = self.value(row)
        if value is None:
            return ""
        if isinstance(value, Money):
            return value.fen / 100
        if self.kind in RIGHT_ALIGNED:
            return value / 100 if self.kind == "yuan" and isinstance(value, int) else value
        return WRITE[self.kind](value)

    @property
    def css(self) -> str:
        if self.leads:
            return "leads"
        if self.kind in UNBROKEN:
            return "unbroken"
        return "text-end" if self.kind in RIGHT_ALIGNED else ""


def _all(rows: QuerySet, page: Any) -> QuerySet:
    return rows


@dataclass(frozen=True)
class Tab:
    """A saved view: its name in the address, its title, and how it narrows the rows."""

    name: str
    title: Any
    narrow: Callable[[QuerySet, Any], QuerySet] = _all


@dataclass(frozen=True)
class Bulk:
    """A deed for many rows at once; `right` must be held somewhere to see the button."""

    name: str
    title: Any
    right: str | None = None
    danger: bool = False
