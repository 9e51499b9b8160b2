"""Tables are found in files as offices send them, and other files are refused in a sentence."""

import datetime as dt
import io
import tracemalloc
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from anlin.foundation.intake import api as intake
from anlin.foundation.intake import reading

WANTED = {
    "unit": ["房号", "房间号", "单元室"],
    "owner": ["业主", "产权人", "业主姓名"],
    "area": ["建筑面积", "面积(㎡)"],
    "since": ["入住日期"],
}
HEADINGS = ["房间号", "产权人", "建筑面积(㎡)", "入住日期"]
ZHANG = ["1-101", "张伟", 88.5, "2026-05-06"]


def workbook(*rows, merge=(), sheets=()):
    """An xlsx file of these rows; `sheets` come before, each a list of rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for content in (*sheets, rows):
            sheet = book.add_worksheet()
            for number, cells in enumerate(content):
                for column, cell in enumerate(cells):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(number, column, cell, day)
                    elif cell is not None:
                        sheet.write(number, column, cell)
        for spot in merge:
            sheet.merge_range(*spot)
    out.seek(0)
    return out


def read(*rows, **options):
    return intake.read_table(workbook(*rows), wanted=WANTED, **options)


def test_the_headings_are_found_below_titles_and_rows_keep_their_numbers():
    table = read(
        ["阳光花园业主信息表"], [], ["制表：物业", None, "2026年"], HEADINGS, ZHANG, [], ZHANG
    )
    assert (table.heading_number, [row.number for row in table.rows]) == (4, [5, 7])
    row = table.rows[0]
    assert [row.text(field) for field in WANTED] == ["1-101", "张伟", "88.5", "2026-05-06"]
    assert table.columns.headings == tuple(HEADINGS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("房号", "unit"),
        ("房 号 *", "unit"),
        ("单元室（必填）", "unit"),
        ("业主名称", "owner"),
        ("面积（㎡）", "area"),
        ("面积(m2)", "area"),
        ("建筑面积", "area"),
    ],
)
def test_headings_are_recognised_in_the_wordings_of_offices(heading, field):
    table = read([heading], ["x"], required=[field])
    assert dict(table.columns.place_of) == {field: 0}


def test_the_surer_heading_wins_a_field():
    table = read(["业主电话", "业主", "房号"], ["138", "张伟", "1"], required=["owner"])
    assert dict(table.columns.place_of) == {"owner": 1, "unit": 2}


def test_the_sheet_that_fits_best_is_read():
    guide = [["填写说明"], ["房号", "必填"]]
    table = intake.read_table(workbook(HEADINGS, ZHANG, sheets=[guide]), wanted=WANTED)
    assert (table.sheet, len(table.rows)) == ("Sheet2", 1)


def test_cells_are_read_as_they_were_meant():
    table = read(HEADINGS, [202611.0, " 张　伟 ", "1，234.50 ㎡", dt.date(2026, 5, 6)])
    (row,) = table.rows
    assert (row.text("unit"), row.text("owner"), row.written("owner")) == (
        "202611",
        "张 伟",
        "张　伟",
    )
    assert (row.number_in("area"), row.day_in("since")) == (Decimal("1234.50"), dt.date(2026, 5, 6))


@pytest.mark.parametrize(
    "written",
    ["2026-05-06", "2026/5/6", "2026.5.6", "2026年5月6日", "20260506", "２０２６－５－６", 46148],
)
def test_a_day_is_read_however_it_is_written(written):
    assert read(HEADINGS, ["1", "x", 1, written]).rows[0].day_in("since") == dt.date(2026, 5, 6)


@pytest.mark.parametrize("written", ["2026-02-30", "明天", "12"])
def test_what_is_no_day_is_refused_with_its_column(written):
    row = read(HEADINGS, ["1", "x", 1, written]).rows[0]
    with pytest.raises(intake.NotADay) as refusal:
        row.day_in("since")
    assert (refusal.value.field, refusal.value.facts["heading"]) == ("since", "入住日期")


def test_numbers_written_as_text_are_numbers_and_words_are_not():
    rows = read(HEADINGS, ["1", "x", "８８．５０", ""], ["", "x", "很大", ""]).rows
    assert (rows[0].number_in("area"), rows[0].day_in("since")) == (Decimal("88.50"), None)
    with pytest.raises(intake.NotANumber):
        rows[1].number_in("area")
    with pytest.raises(intake.CellMissing):
        rows[1].needed("unit")


def test_binary_noise_of_numbers_is_taken_off():
    row = read(HEADINGS, [1e15, 0.1 + 0.2, 0.0, ""]).rows[0]
    assert row.cells == ("1000000000000000", "0.3", "0", "")


def test_merged_cells_are_filled_down_where_asked():
    rows = (HEADINGS, [None, "张伟", 1], [None, "李娜", 2], ["1-102", "王芳", 3])
    file = workbook(*rows, merge=[(1, 0, 2, 0, "1-101")])
    table = intake.read_table(file, wanted=WANTED, fill_down=["unit"])
    assert [row.text("unit") for row in table.rows] == ["1-101", "1-101", "1-102"]
    assert [row.text("unit") for row in read(*rows).rows] == ["", "", "1-102"]


def test_an_empty_file_of_headings_has_no_rows():
    assert read(HEADINGS).rows == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_comma_separated_text_is_read_too(encoding):
    text = "业主表\n" + ",".join(HEADINGS) + '\n1-101,"张,伟",88.5,2026-5-6\n\n1-102,李娜\n'
    file = io.BytesIO(text.encode(encoding))
    table = intake.read_table(file, wanted=WANTED, file_name="业主.CSV")
    assert [row.cells for row in table.rows] == [
        ("1-101", "张,伟", "88.5", "2026-5-6"),
        ("1-102", "李娜", "", ""),
    ]
    assert [row.number for row in table.rows] == [3, 5]


def test_missing_headings_are_named():
    with pytest.raises(intake.HeadingsMissing) as refusal:
        read(["房号", "入住日期"], ["1", "2"])
    assert refusal.value.facts == {"missing": "业主、建筑面积"}


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0broken"]
)
def test_a_file_that_is_no_table_is_refused(content):
    with pytest.raises(intake.NotATable):
        intake.read_table(io.BytesIO(content), wanted=WANTED, file_name="a.xlsx")


def test_an_archive_that_is_no_workbook_is_refused():
    with pytest.raises(intake.NotATable):
        intake.read_table(packed({"readme.txt": "x"}), wanted=WANTED)


def test_a_workbook_behind_a_password_is_refused():
    content = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(intake.FileEncrypted):
        intake.read_table(io.BytesIO(content), wanted=WANTED)


def test_too_many_bytes_or_rows_are_refused(monkeypatch, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(HEADINGS, ZHANG, ZHANG).getvalue())
    monkeypatch.setattr(reading, "MAX_ROWS", 1)
    with pytest.raises(intake.FileTooLarge):
        intake.read_table(path, wanted=WANTED)
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    for source in (path, io.BytesIO(path.read_bytes())):
        with pytest.raises(intake.FileTooLarge):
            intake.read_table(source, wanted=WANTED)


@pytest.mark.parametrize("spot", ["XFD1", "A1048576", "B200100"])
def test_a_stray_cell_far_away_is_refused_before_room_is_made_for_it(spot):
    cell = f'<worksheet><row><c r="{spot}"><v>1</v></c></row></worksheet>'
    with pytest.raises(intake.FileTooLarge):
        intake.read_table(packed({"xl/worksheets/sheet1.xml": cell}), wanted=WANTED)


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(intake.FileTooLarge):
        intake.read_table(packed({"xl/worksheets/sheet1.xml": " " * 2000}), wanted=WANTED)


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "")
        for name, content in parts.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


@pytest.mark.ordeal
def test_twenty_thousand_rows_of_thirty_columns_take_little_room():
    headings = [*HEADINGS, *(f"备注{n}" for n in range(26))]
    row = [*ZHANG, *(f"说明文字{n}" for n in range(26))]
    file = workbook(headings, *[row] * 20_000)
    tracemalloc.start()
    table = intake.read_table(file, wanted=WANTED)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(table.rows), peak < 150 * 1024 * 1024) == (20_000, True)
