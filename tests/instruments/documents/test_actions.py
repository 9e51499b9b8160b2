import hashlib
import io

import pytest

from anlin.instruments.documents import actions, queries
from anlin.instruments.documents.choices import DocumentKind, Size
from anlin.instruments.documents.errors import FileEmpty, ReasonMissing
from anlin.instruments.documents.models import Document
from anlin.kernel.errors import Conflict, NotAllowed, NotThere
from factories import actors, documents

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a letter"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_hash_with_its_facts(noon, files):
    document = documents.keep(PDF, name="信.exe", kind=DocumentKind.LETTER, at=noon, note="原件")

    sha256 = hashlib.sha256(PDF).hexdigest()
    assert queries.file_of(document) == files / sha256[:2] / sha256[2:]
    assert queries.file_of(document, Size.SMALL).read_bytes() == PDF
    assert list(queries.of_subject(documents.THING)) == [queries.by_ref(document.ref.lower())]
    assert document.download_name == "信.pdf"
    assert (document.kept_by, document.kept_at, document.note) == ("staff:7", noon, "原件")


def test_the_same_photo_lies_on_disk_once(noon, files):
    first = documents.keep(at=noon)
    second = documents.keep(at=noon)

    assert first.sha256 == second.sha256
    assert stored(files) == [queries.file_of(first), queries.file_of(first, Size.SMALL)]
    assert queries.of_subject(documents.THING).count() == 2


def test_an_uploaded_file_object_is_read(noon):
    assert documents.keep(io.BytesIO(PDF), kind=DocumentKind.FORM, at=noon).size == len(PDF)


@pytest.mark.parametrize(
    ("upload", "by", "refusal"),
    [
        (b"", actors.staff("documents.keep"), FileEmpty),
        (PDF, actors.staff("documents.see"), NotAllowed),
        (PDF, actors.staff("documents.keep", project_id=2), NotAllowed),
        (PDF, actors.resident(), NotAllowed),
    ],
)
def test_a_refused_file_leaves_nothing(upload, by, refusal, noon, files):
    with pytest.raises(refusal):
        documents.keep(upload, kind=DocumentKind.OTHER, by=by, at=noon)

    assert (Document.objects.count(), stored(files)) == (0, [])


def test_a_withdrawn_document_keeps_its_row_and_file(noon):
    document = documents.keep(PDF, kind=DocumentKind.OTHER, at=noon)
    keeper = actors.staff("documents.see")

    actions.withdraw(document=document, reason=" wrong case ", by=keeper, at=noon)

    assert list(queries.of_subject(documents.THING)) == []
    assert [d.withdrawn_reason for d in queries.of_subject_ever(documents.THING)] == ["wrong case"]
    assert queries.file_of(document).exists()
    with pytest.raises(Conflict):
        actions.withdraw(document=document, reason="again", by=keeper, at=noon)


@pytest.mark.parametrize(
    ("by", "reason", "refusal"),
    [
        (actors.staff("documents.see", key=8), "why", NotAllowed),
        (actors.staff(key=8), "why", NotThere),
        (actors.staff("documents.see", "documents.withdraw", key=8), " ", ReasonMissing),
    ],
)
def test_a_document_is_not_withdrawn_without_right_or_reason(by, reason, refusal, noon):
    document = documents.keep(PDF, kind=DocumentKind.OTHER, at=noon)

    with pytest.raises(refusal):
        actions.withdraw(document=document, reason=reason, by=by, at=noon)

    assert list(queries.of_subject(documents.THING)) == [document]


def test_files_without_a_row_are_found(noon, files):
    document = documents.keep(at=noon)
    lost = documents.keep(PDF, kind=DocumentKind.OTHER, at=noon)
    path = queries.file_of(lost)
    Document.objects.filter(pk=lost.pk).delete()

    assert list(queries.orphans()) == [path]
    assert queries.file_of(document).exists()
