"""Files given at every place that takes one, and the tables that go out again."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from anlin.instruments.documents.models import Document
from factories import desks, documents
from factories import hostile as texts
from factories import traps as files
from walk.visit import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]
IMPORTS = "/console/foundation/imports/new/"
NAMES = [
    "../../../etc/passwd.jpg", "..\\..\\a.jpg", "a\r\nSet-Cookie: evil=1.jpg", 'a".jpg', "a\x00.php.jpg",
    f"曾{texts.TURNED}gpj.exe", "长" * 500 + ".jpg", texts.SCRIPT + ".jpg", ".htaccess", "", "con.jpg", "𠮷.jpg",
]  # fmt: skip


def given(content, name, media_type="image/jpeg"):
    return SimpleUploadedFile(name or "a", content, content_type=media_type)


@pytest.mark.postgresql_only
def test_no_form_keeps_a_file_that_is_not_what_it_says():
    visit, wrong = Visit(), []
    takers = [
        (face, form, field.name)
        for face, form in visit.forms()
        for field in form.fields.values()
        if field.kind == "file" and form.action != IMPORTS
    ]
    for turn, (face, form, field) in enumerate(takers):
        for name, content in texts.some(files.REFUSED.items(), turn):
            told = form.filled(visit.today) | {field: given(content, name)}
            status, _shown, written = visit.send(face, form, told)
            if status != 422 or "documents" in written:
                wrong.append((form.action, name, status))
    assert (wrong, len(takers) > 3) == ([], True)


def test_no_table_that_is_a_trap_is_read():
    visit, wrong = Visit(), []
    form = visit.form("console", IMPORTS)
    for name, content in files.SHEETS.items():
        status, shown, _written = visit.send(
            "console", form, form.filled() | {"file": given(content, name)}
        )
        if status != 422 or "root:" in shown:
            wrong.append((name, status))
    assert wrong == []


def test_what_hangs_on_a_picture_is_not_kept():
    visit = Visit()
    case = visit.world.things["case"]
    page = f"/console/trades/cases/{case}/photo/"
    content = documents.picture((8, 8), comment=files.HTML) + files.HTML
    assert (
        visit.browsers["console"].post(page, {"photo": given(content, "a.html.jpg")}).status_code
        == 302
    )
    kept = Document.objects.latest("pk")
    served = visit.browsers["console"].get(f"/console/documents/{kept.ref}/")
    content = b"".join(served)
    assert (b"script" in content, kept.media_type, served.headers["X-Content-Type-Options"]) == (
        False, "image/jpeg", "nosniff",
    )  # fmt: skip
    assert "sandbox" in served.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_leads_out_of_its_place(name, noon):
    visit = Visit()
    case = visit.world.things["case"]
    file = given(documents.picture((8, 8)), "a.jpg")
    # The client's own file cannot carry such names.
    file._name = name
    reply = visit.browsers["console"].post(f"/console/trades/cases/{case}/photo/", {"photo": file})
    assert reply.status_code in {302, 400, 422}
    if reply.status_code == 302:
        kept = Document.objects.latest("pk")
        served = visit.browsers["console"].get(f"/console/documents/{kept.ref}/")
        list(served)
        told = kept.name + served.headers["Content-Disposition"]
        assert not any(sign in told for sign in ("/", "\\.", "\r", "\n", "\x00", texts.TURNED))
        assert served.headers["Content-Type"] == "image/jpeg"


def test_nothing_in_an_exported_table_is_a_formula():
    visit = Visit()
    for sign in ("=", "+", "-", "@", "\t=", "\r="):
        desks.matter(visit.world.made, words=f"{sign}HYPERLINK(1)|cmd' /C calc'!A0")
    exported = visit.browsers["console"].get("/console/trades/cases/?view=all&export=xlsx")
    with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        names = archive.namelist()
    assert ("HYPERLINK" in sheet, "<f>" in sheet, "<hyperlink" in sheet) == (True, False, False)
    assert not [name for name in names if "external" in name.lower()]
