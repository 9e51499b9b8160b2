"""Opening a file of unknown make, within limits, and finding the table in it."""

import csv
import io
import itertools
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

import python_calamine as calamine

from anlin.foundation.intake.errors import (
    FileEncrypted,
    FileTooLarge,
    HeadingsMissing,
    NotATable,
)
from anlin.foundation.intake.headings import Headings, match
from anlin.foundation.intake.table import Columns, Row, Table, as_text

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
MAX_ROWS = 200_000
# Titles and notes may stand above the headings, but not more than a page of them.
ROWS_SEARCHED = 30
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A filled cell below row 200 100 or right of column ZZ. The reader would make room for all cells
# up to it, which for one stray cell in the last corner is more than any machine has.
STRAY_CELL = re.compile(
    rb'<c r="(?:[A-Z]{3}\d+|[A-Z]+(?:200[1-9]\d\d|20[1-9]\d{3}|2[1-9]\d{4}|[3-9]\d{5}|\d{7,}))"(?:[^>]*[^/>])?>'
)
LONGEST_TAG = 200

Line = tuple[int, tuple[str, ...]]
Source = str | os.PathLike[str] | BinaryIO


def read_table(
    source: Source,
    *,
    wanted: Mapping[str, Sequence[str]],
    required: Collection[str] | None = None,
    fill_down: Collection[str] = (),
    file_name: str = "",
) -> Table:
    """Find and read the table whose headings name the wanted fields, by any of their aliases.

    Looks at every visible sheet; the row that names most wanted fields is the row of headings.
    `required` (by default all) must be among them. Empty cells of `fill_down` fields take the
    value above, as merged cells mean it. Refused with `NotATable`, `FileEncrypted`,
    `FileTooLarge` or `HeadingsMissing`.
    """
    best = _Place()
    for sheet, lines in _sheets(*_content(source, file_name)).items():
        rest = lines()
        head = list(itertools.islice(rest, ROWS_SEARCHED))
        for number, cells in head:
            found = match(cells, wanted)
            if found.fit > best.found.fit:
                best = _Place(found, sheet, number, cells, itertools.chain(head, rest))
    needed = wanted.keys() if required is None else required
    missing = [field for field in needed if field not in best.found.columns]
    if missing or not best.found.columns:
        looked_for = missing or list(wanted)
        raise HeadingsMissing(missing="、".join(wanted[field][0] for field in looked_for))
    return Table(best.sheet, best.number, best.columns, list(_rows(best, fill_down)))


@dataclass(frozen=True)
class _Place:
    """Where the headings were found: the sheet, the row, and all lines of the sheet."""

    found: Headings = field(default_factory=lambda: Headings({}, 0))
    sheet: str = ""
    number: int = 0
    headings: tuple[str, ...] = ()
    lines: Iterable[Line] = ()

    @property
    def columns(self) -> Columns:
        return Columns(self.headings, self.found.columns)


def _rows(place: _Place, fill_down: Collection[str]) -> Iterator[Row]:
    """The rows below the headings that are not empty."""
    columns, count = place.columns, 0
    filled = {columns.place_of[name]: "" for name in fill_down if name in columns.place_of}
    for number, cells in place.lines:
        if number <= place.number or not any(cells):
            continue
        count += 1
        if count > MAX_ROWS:
            raise too_large()
        if filled:
            filled = {column: cells[column] or above for column, above in filled.items()}
            yield Row(number, tuple(filled.get(n, c) for n, c in enumerate(cells)), columns)
        else:
            yield Row(number, cells, columns)


def _sheets(content: bytes, name: str) -> dict[str, Callable[[], Iterator[Line]]]:
    """Name of each visible sheet → a function that reads its lines from the top."""
    if content.startswith(OLE) and ENCRYPTED in content:
        raise FileEncrypted
    if content.startswith(ZIP):
        _require_modest(content)
    elif not content.startswith(OLE):
        return {"": lambda: _text_lines(content, name)}
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            sheet.name: partial(_sheet_lines, book, sheet.name)
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible
            and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        }
    except calamine.PasswordError as error:
        raise FileEncrypted from error
    except (calamine.CalamineError, OSError) as error:
        raise NotATable from error


def _require_modest(content: bytes) -> None:
    """Refuse what would need far more room unpacked than packed, before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise too_large()
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise NotATable
            for part in parts:
                if part.filename.startswith("xl/worksheets/"):
                    _require_no_stray_cell(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
        raise NotATable from error


def _require_no_stray_cell(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    tail = b""
    with archive.open(part) as sheet:
        while chunk := sheet.read(1024 * 1024):
            if STRAY_CELL.search(tail + chunk):
                raise too_large()
            tail = chunk[-LONGEST_TAG:]


def _sheet_lines(book: calamine.CalamineWorkbook, name: str) -> Iterator[Line]:
    try:
        sheet = book.get_sheet_by_name(name)
    except calamine.CalamineError as error:
        raise NotATable from error
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, tuple(as_text(cell) for cell in cells)


def _text_lines(content: bytes, name: str) -> Iterator[Line]:
    """Comma-separated text, in UTF-8 or in what Chinese Excel writes."""
    if b"\0" in content or not name.lower().endswith((".csv", ".txt")):
        raise NotATable
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as error:
            raise NotATable from error
    width = 0
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            width = max(width, len(cells))
            padded = (*(as_text(cell) for cell in cells), *[""] * (width - len(cells)))
            yield reader.line_num, padded
    except csv.Error as error:
        raise NotATable from error


def _content(source: Source, file_name: str) -> tuple[bytes, str]:
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if path.stat().st_size > MAX_BYTES:
            raise too_large()
        return path.read_bytes(), file_name or path.name
    content = source.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise too_large()
    return content, file_name or str(getattr(source, "name", ""))


def too_large() -> FileTooLarge:
    return FileTooLarge(megabytes=MAX_BYTES // 1024 // 1024, rows=MAX_ROWS)
