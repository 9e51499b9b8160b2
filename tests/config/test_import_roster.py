"""`anlin import roster`: what it prints, and that a longer file costs no more statements."""

import io
import json

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anlin.config.cli import main
from factories import estate

pytestmark = pytest.mark.django_db
HEADINGS = ["楼栋", "单元", "房号", "业主姓名", "联系电话"]


@pytest.fixture
def read_in(tmp_path, capsys):
    """Read a roster of so many homes of a new project; returns the report and how many statements it took."""

    def run(code, homes):
        estate.project(code)
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            sheet = book.add_worksheet()
            for place in range(homes):
                home = ["3栋", "2单元", f"{place // 4 + 1}0{place % 4 + 1}"]
                sheet.write_row(place + 1, 0, [*home, f"业主{place}", f"1380000{place:04}"])
            sheet.write_row(0, 0, HEADINGS)
        path = tmp_path / f"{code}.xlsx"
        path.write_bytes(out.getvalue())
        with CaptureQueriesContext(connection) as asked, pytest.raises(SystemExit) as ended:
            main(["import", "roster", str(path), "--project", code, "--json", "--good-rows"])
        report = json.loads(capsys.readouterr().out)
        return ended.value.code, report, len(asked)

    return run


def test_a_longer_file_costs_no_statement_a_row(read_in):
    # The first file of a process also fills what is remembered of the house.
    read_in("AA", 1)
    # So many that no table is written as a handful of rows is.
    code, report, few = read_in("BB", 8)
    assert (code, report["created"], report["refused"]) == (0, 8, [])
    code, report, many = read_in("CC", 40)
    assert (code, report["created"], report["refused"]) == (0, 40, [])
    assert many == few
