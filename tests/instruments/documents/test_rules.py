import io

import pytest
from PIL import Image

from anlin.instruments.documents import rules
from anlin.instruments.documents.choices import DocumentKind, MediaType
from anlin.instruments.documents.errors import (
    FileDoesNotFit,
    FileEmpty,
    FileNotAllowed,
    FileTooLarge,
    PictureBroken,
    PictureTooLarge,
)
from factories import documents

OTHER = DocumentKind.OTHER


def content(upload, kind=OTHER):
    return rules.content_of(upload, name="a", kind=kind)


@pytest.mark.parametrize(
    ("upload", "found"),
    [
        (documents.picture(media="JPEG"), MediaType.JPEG),
        (documents.picture(media="PNG"), MediaType.PNG),
        (documents.picture(media="WEBP"), MediaType.WEBP),
        (documents.picture(media="GIF"), MediaType.GIF),
        (b"%PDF-1.7\n", MediaType.PDF),
        (b"%PDF-1.7\n<!doctype html><script>alert(1)</script>", None),
        (b"%PDF-1.7\n% \n\n<HTML>", None),
        (documents.office_file("xl/workbook.xml"), MediaType.XLSX),
        (documents.office_file("word/document.xml"), MediaType.DOCX),
        (b"\0\0\0\x18ftypisom", MediaType.MP4),
        (b"\0\0\0\x18ftypM4A ", MediaType.M4A),
        (documents.office_file("xl/workbook.xml", "xl/vbaProject.bin"), None),
        (documents.office_file("readme.txt"), None),
        (b"PK\x03\x04 broken", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<html>", None),
        (b"MZ\x90", None),
        (b"\0\0\0\x18ftypheic", None),
    ],
)
def test_the_content_tells_the_media_type(upload, found):
    assert rules.media_type_of(upload) == found


@pytest.mark.parametrize(
    ("upload", "kind", "refusal"),
    [
        (b"", OTHER, FileEmpty),
        (b"%PDF-" + b"0" * rules.MAX_BYTES, OTHER, FileTooLarge),
        (b"<html>", OTHER, FileNotAllowed),
        (b"%PDF-1.7", DocumentKind.PHOTO_BEFORE, FileDoesNotFit),
        (b"%PDF-1.7", DocumentKind.RECORDING, FileDoesNotFit),
        (b"\0\0\0\x18ftypM4A ", DocumentKind.LETTER, FileDoesNotFit),
        (documents.picture()[:300], OTHER, PictureBroken),
        (b"\xff\xd8\xff nonsense", OTHER, PictureBroken),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(upload, kind, refusal):
    with pytest.raises(refusal) as refused:
        content(upload, kind)

    assert str(refused.value)


@pytest.mark.parametrize(("side", "mode"), [(7100, "L"), (10100, "1")])
def test_a_picture_that_would_fill_the_memory_is_refused(side, mode):
    with pytest.raises(PictureTooLarge) as refused:
        content(documents.picture((side, side), "PNG", mode))

    assert str(refused.value)


def test_a_photo_loses_place_and_comment_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x9286] = "Room 302"
    exif.get_ifd(0x8825)[2] = (22.0, 32.0, 1.0)
    kept = content(documents.picture((640, 480), exif=exif, comment=b"Room 302"))

    drawn = Image.open(io.BytesIO(kept.whole))
    assert (kept.width, kept.height, drawn.size) == (480, 640, (480, 640))
    assert (dict(drawn.getexif()), drawn.info.get("comment")) == ({}, None)
    assert b"Room 302" not in kept.whole + kept.small


def test_a_large_photo_is_made_smaller_and_gets_a_small_sister():
    kept = content(documents.picture((4000, 3000)))

    assert (kept.width, kept.height) == (2560, 1920)
    assert Image.open(io.BytesIO(kept.small)).size == (480, 360)


def test_a_moving_gif_is_kept_as_its_first_picture():
    kept = content(documents.picture((20, 10), "GIF"))

    assert (kept.media_type, kept.width, kept.height) == (MediaType.PNG, 20, 10)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "1", "CMYK"])
def test_every_way_of_colouring_is_understood(mode):
    media = "JPEG" if mode == "CMYK" else "PNG"
    buffer = io.BytesIO()
    Image.new(mode, (9, 9)).save(buffer, media)

    assert content(buffer.getvalue()).width == 9


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("C:\\照片\\墙.jpg", "墙.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie: b.pdf"),
        ("cod\u202egpj.exe", "codgpj.exe"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_lose_paths_and_tricks(name, tidy):
    assert rules.tidy_name(name) == tidy


def test_a_download_is_named_after_what_it_is():
    assert rules.download_name("墙.exe", MediaType.JPEG) == "墙.jpg"
    assert rules.download_name("", MediaType.PDF) == "document.pdf"
