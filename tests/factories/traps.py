"""Files that are not what they say, larger than they look, or made to be opened by something else."""

import io
import struct
import zipfile
import zlib

from factories import documents

HTML = b"<html><script>alert(7)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(7)"><script>alert(7)</script></svg>'
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">{ENTITIES}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="{}"/></Relationships>'
)


def workbook(sheet, target="worksheets/sheet1.xml"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", LINKS.format(target))
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return buffer.getvalue()


def zip_bomb():
    """Says it holds two gigabytes, and would."""
    content = workbook(SHEET.format(""))
    at = content.index(b"xl/worksheets/sheet1.xml", content.index(b"PK\x01\x02")) - 46 + 24
    return content[:at] + struct.pack("<I", 2**31) + content[at + 4 :]


def chunk(kind, said):
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def vast_picture(width=50_000, height=50_000):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


def png():
    return documents.picture((8, 8), "PNG")


# Never kept, whatever they are called.
REFUSED = {
    "page.jpg": HTML,
    "drawing.svg": SVG,
    "drawing.png": SVG,
    "cut.png": png()[:-30],
    "long.png": png().replace(b"IDAT", b"IDAT", 1)[:40] + b"\xff" * 400,
    "vast.png": vast_picture(),
    "flat.png": vast_picture(1, 2**31 - 1),
    "page.gif": b"GIF89a" + HTML,
    "program.jpg": b"MZ\x90\0" + b"\0" * 300,
    "empty.jpg": b"",
    "nul.jpg": b"\0" * 1000,
    "macro.docm": documents.office_file("word/document.xml", "word/vbaProject.bin"),
    "archive.zip": documents.office_file("a.exe"),
    "letter.pdf.jpg": b"%PDF-1.7\n" + HTML,
}
# No table in them that anybody would want; none takes the machine with it.
SHEETS = {
    "laughs.xlsx": workbook(LAUGHS + SHEET.format(CELL.format("&l9;"))),
    "outside.xlsx": workbook(OUTSIDE + SHEET.format(CELL.format("&x;"))),
    "elsewhere.xlsx": workbook(SHEET.format(""), "../../../../etc/passwd"),
    "foreign.xlsx": workbook(SHEET.format(""), "http://evil.example/a.xml"),
    "bomb.xlsx": zip_bomb(),
    "deep.xlsx": workbook("<a>" * 50_000),
    "cut.xlsx": workbook(SHEET.format(""))[:-60],
    "corner.xlsx": workbook(SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "number.xlsx": workbook(SHEET.format(f'<row r="1"><c r="A1"><v>{"9" * 4000}</v></c></row>')),
    "no.xlsx": b"PK\x03\x04" + b"\xff" * 100,
    "old.xls": b"\xd0\xcf\x11\xe0" + b"\xff" * 2000,
    "nul.csv": b"\0\0\0",
    "quote.csv": b'"' + b"a" * 200_000,
    "page.csv": HTML,
}
