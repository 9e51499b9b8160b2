"""A table as it was read: rows with their number in the file, and cells read as what they mean."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from anlin.foundation.intake.errors import CellMissing, NotADay, NotANumber
from anlin.kernel import texts

EXCEL_DAY_ZERO = date(1899, 12, 30)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_UNITS = re.compile(r"[,\s¥]|元|平方米|平米|m2$|m²$", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?")
_COMPACT_DAY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
# Days from 1954 to 2119, as Excel counts them; other numbers are no dates.
_SERIAL_DAY = re.compile(r"(?:2\d|[3-7]\d)\d{3}(?:\.\d+)?")

Cell = int | float | str | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings as written, and which column holds which field."""

    headings: tuple[str, ...]
    place_of: Mapping[str, int]

    def heading_of(self, field: str) -> str:
        place = self.place_of.get(field)
        return field if place is None else self.headings[place]


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number in the file (the first is 1) and its cells as trimmed text."""

    number: int
    cells: tuple[str, ...]
    columns: Columns

    def written(self, field: str) -> str:
        """The cell as written; empty when it is, or when the file has no such column."""
        place = self.columns.place_of.get(field)
        return "" if place is None else self.cells[place]

    def text(self, field: str) -> str:
        """The cell with full-width letters, digits and signs made plain and blanks single."""
        return " ".join(unicodedata.normalize("NFKC", self.written(field)).split())

    def needed(self, field: str) -> str:
        """The text, refused with `CellMissing` when it is empty."""
        text = self.text(field)
        if not text:
            raise CellMissing(field=field, heading=self.columns.heading_of(field))
        return text

    def number_in(self, field: str) -> Decimal | None:
        """The cell as a number, without thousands signs and units; None when it is empty."""
        text = self.text(field)
        bare = _UNITS.sub("", text)
        if not text:
            return None
        if not _NUMBER.fullmatch(bare):
            raise NotANumber(field=field, value=text, heading=self.columns.heading_of(field))
        return Decimal(bare)

    def day_in(self, field: str) -> date | None:
        """The cell as a day, however it is written; None when it is empty."""
        text = self.text(field)
        if not text:
            return None
        day = _day(text)
        if day is None:
            raise NotADay(field=field, value=text, heading=self.columns.heading_of(field))
        return day


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings that are not empty, in the order of the file."""

    sheet: str
    heading_number: int
    columns: Columns
    rows: list[Row]


def as_text(cell: Cell) -> str:
    """A cell as people wrote it: 202611.0 is 202611, a date is 2026-05-06."""
    match cell:
        case None:
            return ""
        case str():
            return texts.seen(cell).strip()
        case float():
            return _without_noise(cell)
        case datetime():
            return cell.isoformat(" ").removesuffix(" 00:00:00")
    return str(cell).upper()


def _without_noise(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    # Excel keeps fifteen digits; the rest of a float is the noise of binary fractions.
    short = f"{value:.15g}"
    return f"{Decimal(short):f}" if "e" in short else short


def _day(text: str) -> date | None:
    if _SERIAL_DAY.fullmatch(text):
        return EXCEL_DAY_ZERO + timedelta(days=int(float(text)))
    found = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
