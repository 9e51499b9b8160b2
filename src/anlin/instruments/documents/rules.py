"""Decisions about content: what it is, whether it is kept, and what is left of a picture.

Bytes in, bytes out. Where they lie on disk is the business of `queries` and `actions`.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageOps

from anlin.instruments.documents.choices import DocumentKind, MediaType
from anlin.instruments.documents.errors import (
    FileDoesNotFit,
    FileEmpty,
    FileNotAllowed,
    FileTooLarge,
    PictureBroken,
    PictureTooLarge,
)

MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
MAX_MEGAPIXELS = 50
LONGEST_SIDE = 2560
SMALL_SIDE = 480
LONGEST_NAME = 120

# Pillow warns from here on and refuses from twice as much; both mean a refusal below.
Image.MAX_IMAGE_PIXELS = MAX_MEGAPIXELS * 1_000_000

_OPENINGS = (
    (re.compile(rb"\xff\xd8\xff"), MediaType.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), MediaType.PNG),
    (re.compile(rb"GIF8[79]a"), MediaType.GIF),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), MediaType.WEBP),
    # A page behind the first line of a letter is a page: whoever opens it with a browser would run it.
    (
        re.compile(
            rb"%PDF-(?!.{0,1024}?<\s*(?:!doctype|html|head|body|script|svg|iframe))",
            re.DOTALL | re.IGNORECASE,
        ),
        MediaType.PDF,
    ),
    (re.compile(rb".{4}ftypM4[AB] ", re.DOTALL), MediaType.M4A),
    (re.compile(rb".{4}ftyp(iso|mp4|avc|M4V|3gp|MSNV|qt)", re.DOTALL), MediaType.MP4),
)
_PHOTOS = (DocumentKind.PHOTO_BEFORE, DocumentKind.PHOTO_AFTER, DocumentKind.PHOTO)
# A GIF is kept as its first picture.
_KEPT_AS = {MediaType.GIF: MediaType.PNG}


@dataclass(frozen=True, kw_only=True)
class Content:
    """What will lie on disk. `small` and the sides in pixels are there for pictures only."""

    whole: bytes
    media_type: MediaType
    small: bytes | None = None
    width: int | None = None
    height: int | None = None


def content_of(upload: bytes, *, name: str, kind: DocumentKind) -> Content:
    """What is kept of the upload; a picture is drawn anew, so that place and device are gone."""
    if not upload:
        raise FileEmpty(name=name)
    if len(upload) > MAX_BYTES:
        raise FileTooLarge(name=name, limit=MAX_MEGABYTES)
    media_type = media_type_of(upload)
    if media_type is None:
        raise FileNotAllowed(name=name)
    if not fits(kind, media_type):
        raise FileDoesNotFit(name=name, kind=kind.label)
    if media_type.is_image:
        return _drawn_anew(upload, media_type, name)
    return Content(whole=upload, media_type=media_type)


def media_type_of(upload: bytes) -> MediaType | None:
    """Told by the first bytes; None for everything that is not allowed."""
    for opening, media_type in _OPENINGS:
        if opening.match(upload):
            return media_type
    return _office_type(upload) if upload.startswith(b"PK\x03\x04") else None


def fits(kind: DocumentKind, media_type: MediaType) -> bool:
    """Photos are pictures, recordings are heard or seen; letters and forms are not heard."""
    if kind in _PHOTOS:
        return media_type.is_image
    if kind is DocumentKind.RECORDING:
        return media_type.is_heard_or_seen
    return kind is DocumentKind.OTHER or not media_type.is_heard_or_seen


def tidy_name(name: str) -> str:
    """The last part of a path, without control characters or what forges an extension, ≤ 120 long."""
    last = re.split(r"[/\\]", name)[-1]
    # U+202E and its kin turn “gpj.exe” into “exe.jpg” on the screen.
    plain = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", last).strip()
    return plain[-LONGEST_NAME:]


def download_name(name: str, media_type: str) -> str:
    """The name with the ending of what the content really is."""
    stem = name.rpartition(".")[0] or name or "document"
    return f"{stem}.{MediaType(media_type).extension}"


def _office_type(upload: bytes) -> MediaType | None:
    """By the list of parts only; nothing is unpacked, so a bomb stays folded. Macros are refused."""
    try:
        parts = set(zipfile.ZipFile(io.BytesIO(upload)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in parts or any("vbaProject" in part for part in parts):
        return None
    if "xl/workbook.xml" in parts:
        return MediaType.XLSX
    return MediaType.DOCX if "word/document.xml" in parts else None


def _drawn_anew(upload: bytes, media_type: MediaType, name: str) -> Content:
    try:
        picture = Image.open(io.BytesIO(upload), formats=[media_type.label])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PictureTooLarge(name=name, limit=MAX_MEGAPIXELS) from bomb
    except Exception as damage:
        raise PictureBroken(name=name) from damage
    if picture.width * picture.height > MAX_MEGAPIXELS * 1_000_000:
        raise PictureTooLarge(name=name, limit=MAX_MEGAPIXELS)
    try:
        return _encoded(picture, _KEPT_AS.get(media_type, media_type))
    # Decoders answer hostile bytes with almost any exception; all of them mean the same here.
    except Exception as damage:
        raise PictureBroken(name=name) from damage


def _encoded(picture: Image.Image, media_type: MediaType) -> Content:
    # JPEG can be decoded at a fraction of its size, which saves most of the memory and time.
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    has_holes = media_type is not MediaType.JPEG and upright.has_transparency_data
    plain = upright.convert("RGBA" if has_holes else "RGB")
    # Comments, places and profiles hang on `info` and some encoders write them out again.
    plain.info = {}
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    small = plain.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    return Content(
        whole=_bytes_of(plain, media_type),
        small=_bytes_of(small, media_type),
        media_type=media_type,
        width=plain.width,
        height=plain.height,
    )


def _bytes_of(picture: Image.Image, media_type: MediaType) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, format=media_type.label, quality=85)
    return buffer.getvalue()
