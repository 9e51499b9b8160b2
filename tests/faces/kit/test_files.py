import pytest
from django.http import Http404
from django.test import RequestFactory

from anlin.faces.kit import files
from anlin.instruments.documents import actions, queries, sockets
from anlin.instruments.documents.choices import DocumentKind
from factories import actors, documents

pytestmark = pytest.mark.django_db
READER = actors.staff("documents.see")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def get(ref, actor=READER, size="whole"):
    request = RequestFactory().get("/")
    request.actor = actor
    return files.serve(request, ref, size)


def read(response):
    content = b"".join(response.streaming_content)
    # `response.close()` would also end the database connection of the test.
    for close in response._resource_closers:
        close()
    return content


def test_a_photo_is_shown_in_place_and_cannot_act(noon):
    document = documents.keep(at=noon)
    response = get(document.ref, size="small")

    assert read(response)[:3] == b"\xff\xd8\xff"
    assert dict(response.items()) | {"Content-Length": "", "Content-Security-Policy": ""} == {
        "Content-Type": "image/jpeg",
        "Content-Length": "",
        "Content-Disposition": "inline; filename*=utf-8''%E5%A2%99.jpg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "",
        "Cache-Control": "private, max-age=300",
        "Vary": "Cookie",
    }
    assert response["Content-Security-Policy"].endswith("sandbox")


def test_a_letter_is_downloaded(noon):
    document = documents.keep(b"%PDF-1", name="a.html", kind=DocumentKind.LETTER, at=noon)
    response = get(document.ref)

    assert read(response) == b"%PDF-1"
    assert response["Content-Disposition"] == 'attachment; filename="a.pdf"'


@pytest.mark.parametrize(
    ("actor", "size"),
    [(None, "whole"), (actors.staff(), "whole"), (actors.resident(), "whole"), (READER, "../x")],
)
def test_forbidden_looks_like_missing(actor, size, noon):
    document = documents.keep(at=noon)

    with pytest.raises(Http404):
        get(document.ref, actor, size)
    with pytest.raises(Http404):
        get("NOTTHERE", READER)


def test_a_withdrawn_document_is_not_shown(noon):
    document = documents.keep(at=noon)
    actions.withdraw(document=document, reason="x", by=actors.staff("documents.see"), at=noon)

    with pytest.raises(Http404):
        get(document.ref)


def test_a_row_whose_file_is_lost_is_not_there(noon):
    document = documents.keep(at=noon)
    queries.file_of(document).unlink()

    with pytest.raises(Http404):
        get(document.ref)


def test_the_room_of_the_subject_decides_who_sees(noon, monkeypatch):
    document = documents.keep(at=noon)
    owner = actors.resident(key=3)
    monkeypatch.setattr(
        sockets.may_see, "_answerers", [lambda actor, subject: actor.person_id == 3]
    )

    assert read(get(document.ref, owner))
    with pytest.raises(Http404):
        get(document.ref, READER)
