"""Rows as an xlsx file. Text stays text: nothing typed by anybody becomes a formula or a link."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from anlin.faces.kit.lists.columns import Column

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_CELL = 32_767


def answer(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, SAFE) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, 18)
            sheet.write_string(0, place, str(column.title), head)
        for line, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                _write(sheet, line, place, column.exported(row))
    response = HttpResponse(file.getvalue(), content_type=MIME)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _write(sheet: Any, line: int, place: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(line, place, value[:LONGEST_CELL])
    else:
        sheet.write_number(line, place, value)
