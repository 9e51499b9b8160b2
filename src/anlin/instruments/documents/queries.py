"""Readings: the documents of a subject, one document, and where its file lies."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anlin.ground.people.choices import Fate
from anlin.ground.people.sockets import File, Holding, Line, Verdict
from anlin.instruments.documents.choices import Size
from anlin.instruments.documents.models import Document
from anlin.kernel.actors import Actor, ActorKind
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


def keys_with_documents(kind: str, keys: Collection[str]) -> frozenset[str]:
    """Of the subjects of one kind those about which something is kept; one query."""
    found = Document.objects.filter(subject_kind=kind, subject_key__in=keys, withdrawn_at=None)
    return frozenset(found.values_list("subject_key", flat=True))


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
    kept = Document.objects.filter(removed_at=None)
    hashes = kept.order_by("pk").values_list("sha256", flat=True)
    for sha256 in hashes.iterator(chunk_size=1000):
        if not path_of(sha256).exists():
            yield path_of(sha256)


def withdrawn_before(moment: datetime) -> QuerySet[Document]:
    """What was withdrawn before that moment and whose file is there still."""
    return Document.objects.filter(withdrawn_at__lt=moment, removed_at=None)


def pointing_at(kind: str, keys: Sequence[str]) -> str | None:
    """Which of these subjects a document is about, shown or withdrawn; one is enough."""
    found = Document.objects.filter(subject_kind=kind, subject_key__in=keys)
    return found.values_list("subject_key", flat=True).first()


def given_by(person_ids: Sequence[int]) -> QuerySet[Document]:
    """What the person gave us through the portal, and what is kept about themselves."""
    refs = [Actor(kind=ActorKind.RESIDENT, key=key).ref for key in person_ids]
    about = Q(subject_kind="person", subject_key__in=[str(key) for key in person_ids])
    return Document.objects.filter(Q(kept_by__in=refs) | about).order_by("kept_at", "pk")


def held_on(person_ids: Sequence[int]) -> Holding:
    lines = [
        Line(
            what=document.get_kind_display(),
            text=" · ".join(filter(None, (document.name, document.note))),
            at=document.kept_at,
            files=(File(document.download_name, file_of(document)),)
            if file_of(document).exists()
            else (),
        )
        for document in given_by(person_ids)
    ]
    return Holding(_("Pictures and papers"), tuple(lines))


def verdicts_on(person_ids: Sequence[int], at: datetime) -> list[Verdict]:
    given = given_by(person_ids).count()
    return [Verdict(what=_("pictures and papers of their own"), count=given, fate=Fate.ERASED)]
