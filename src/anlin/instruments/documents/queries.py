"""Readings: the documents of a subject, one document, and where its file lies."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from anlin.instruments.documents.choices import Size
from anlin.instruments.documents.models import Document
from anlin.kernel.errors import NotThere
from anlin.kernel.ids import heard
from anlin.kernel.subjects import Subject

_SMALL = ".small"


def of_subject(subject: Subject) -> QuerySet[Document]:
    """What is kept about the subject and not withdrawn, oldest first."""
    return of_subject_ever(subject).filter(withdrawn_at=None)


def of_subject_ever(subject: Subject) -> QuerySet[Document]:
    """The same with what was withdrawn."""
    return Document.objects.filter(subject_kind=subject.kind, subject_key=subject.key).order_by(
        "kept_at", "pk"
    )


def by_ref(ref: str) -> Document:
    """The document, or `NotThere`."""
    document = Document.objects.filter(ref=heard(ref)).first()
    if document is None:
        raise NotThere
    return document


def path_of(sha256: str, size: Size = Size.WHOLE) -> Path:
    """Where content of this hash lies, or would lie."""
    suffix = _SMALL if size == Size.SMALL else ""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / f"{sha256[2:]}{suffix}"


def file_of(document: Document, size: Size = Size.WHOLE) -> Path:
    """Where the document lies; what is no picture has only one size."""
    return path_of(document.sha256, size if document.is_image else Size.WHOLE)


def orphans() -> Iterator[Path]:
    """Files that no row names: the row was refused after the file was written. They do no harm.

    A file being written this minute looks the same; delete only what is a day old.
    """
    for folder in sorted(Path(settings.MEDIA_ROOT).glob("??")):
        known = set(
            Document.objects.filter(sha256__startswith=folder.name).values_list("sha256", flat=True)
        )
        for path in sorted(folder.iterdir()):
            if folder.name + path.name.removesuffix(_SMALL) not in known:
                yield path


def missing() -> Iterator[Path]:
    """Files that rows name and that are not on the disk. After a restore there must be none."""
    hashes = Document.objects.order_by("pk").values_list("sha256", flat=True)
    for sha256 in hashes.iterator(chunk_size=1000):
        if not path_of(sha256).exists():
            yield path_of(sha256)


def pointing_at(kind: str, keys: Sequence[str]) -> str | None:
    """Which of these subjects a document is about, shown or withdrawn; one is enough."""
    found = Document.objects.filter(subject_kind=kind, subject_key__in=keys)
    return found.values_list("subject_key", flat=True).first()
