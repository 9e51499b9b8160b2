"""The door of the audit: record deeds, read them, name their subjects, seal and verify the chain."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from anlin.foundation import rows
from anlin.foundation.audit.chain import (
    Verdict,
    forget_running_transactions,
    seal,
    unsealed_count,
    verify,
)
from anlin.foundation.audit.models import Entry
from anlin.kernel.actors import Actor
from anlin.kernel.sockets import Socket
from anlin.kernel.subjects import Subject

__all__ = [
    "Detail",
    "Note",
    "Recorded",
    "Verdict",
    "forget_running_transactions",
    "gathered",
    "name_of",
    "names_of",
    "naming",
    "newest",
    "of_subject",
    "record",
    "record_many",
    "register",
    "request",
    "seal",
    "sentence",
    "unsealed_count",
    "verify",
]

# The id and the moment of recording are the database's to give.
FIELDS = (
    *("at", "deed", "subject_kind", "subject_key"),
    *("project_id", "actor_ref", "request_id", "details"),
)
Plain = str | int | bool | None
Detail = Plain | Sequence[Plain]

naming: Socket[[Collection[Subject]], Mapping[Subject, str]] = Socket(
    "What do people call these subjects?"
)

_request_id: ContextVar[str] = ContextVar("audit_request_id", default="")
_gathering: ContextVar[list[rows.Line] | None] = ContextVar("audit_gathering", default=None)
_sentences: dict[str, str | Promise] = {}


@dataclass(frozen=True, kw_only=True)
class Note:
    """A deed to be recorded. `details` hold ids, codes and amounts in fen, nothing personal."""

    deed: str
    subject: Subject
    project_id: int | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A deed as it was recorded; its `id` given back as `before` asks for the next page."""

    id: int
    at: datetime
    deed: str
    subject: Subject
    project_id: int | None
    actor_ref: str
    request_id: str
    details: Mapping[str, Detail]
    recorded_at: datetime


@contextmanager
def request(request_id: str) -> Iterator[None]:
    """Everything recorded inside, in this thread or task, bears this request id."""
    token = _request_id.set(request_id[:64])
    try:
        yield
    finally:
        _request_id.reset(token)


def record(
    deed: str,
    subject: Subject,
    *,
    by: Actor,
    at: datetime,
    project_id: int | None = None,
    **details: Detail,
) -> None:
    """Write the deed down, in the deed's own transaction: both or neither."""
    note = Note(deed=deed, subject=subject, project_id=project_id, details=details)
    record_many([note], by=by, at=at)


def record_many(notes: Iterable[Note], *, by: Actor, at: datetime) -> None:
    """As `record`, for the many deeds of one run."""
    actor_ref, request_id = by.ref, _request_id.get()
    lines = [
        (
            at,
            str(note.deed),
            note.subject.kind,
            note.subject.key,
            note.project_id,
            actor_ref,
            request_id,
            _plain(note.details),
        )
        for note in notes
    ]
    waiting = _gathering.get()
    if waiting is None:
        rows.put_lines(Entry, FIELDS, lines)
    else:
        waiting += lines


@contextmanager
def gathered() -> Iterator[None]:
    """What is recorded inside is written at the end, at once, in the caller's transaction; for loading much.

    A deed undone by a savepoint inside would be recorded all the same: let every refusal end the whole.
    """
    waiting: list[rows.Line] = []
    token = _gathering.set(waiting)
    try:
        yield
    finally:
        _gathering.reset(token)
    rows.put_lines(Entry, FIELDS, waiting)


def _plain(details: Mapping[str, object]) -> dict[str, object]:
    """Only what both databases give back exactly as it was: the hash is taken after reading."""
    for name, value in details.items():
        parts = value if isinstance(value, (list, tuple)) else [value]
        if not all(part is None or isinstance(part, (str, int)) for part in parts):
            raise TypeError(f"{name}: an audit keeps text, whole numbers and lists of them.")
    return dict(details)


def of_subject(subject: Subject, *, limit: int = 50, before: int | None = None) -> list[Recorded]:
    """What was done to the subject, the latest record first."""
    return _page(
        Entry.objects.filter(subject_kind=subject.kind, subject_key=subject.key), limit, before
    )


def newest(
    project_ids: frozenset[int] | None, *, limit: int = 50, before: int | None = None
) -> list[Recorded]:
    """What was done in the projects, the latest record first.

    `None` means every project, and what belongs to none.
    """
    entries = Entry.objects.all()
    if project_ids is not None:
        entries = entries.filter(project_id__in=project_ids)
    return _page(entries, limit, before)


def _page(entries: QuerySet[Entry], limit: int, before: int | None) -> list[Recorded]:
    if before is not None:
        entries = entries.filter(id__lt=before)
    return [
        Recorded(
            id=entry.pk,
            at=entry.at,
            deed=entry.deed,
            subject=Subject(entry.subject_kind, entry.subject_key),
            project_id=entry.project_id,
            actor_ref=entry.actor_ref,
            request_id=entry.request_id,
            details=entry.details,
            recorded_at=entry.recorded_at,
        )
        for entry in entries.order_by("-id")[:limit]
    ]


def name_of(subject: Subject) -> str:
    """What people call the subject, or its written form when no room knows it."""
    return names_of([subject])[subject]


def names_of(subjects: Collection[Subject]) -> dict[Subject, str]:
    """What people call each of them, or its written form; many cost the questions of one of each kind."""
    names = {subject: str(subject) for subject in subjects}
    for known in naming.ask(names.keys()) if names else ():
        names |= known
    return names


def register(sentences: Mapping[str, str | Promise]) -> None:
    """Say what deeds are called: {"cases.resolved": _("resolved the case")}. For rooms, at start.

    Raises ValueError when a deed has another sentence already.
    """
    for deed, said in sentences.items():
        if _sentences.setdefault(str(deed), said) != said:
            raise ValueError(f"Two sentences for the deed {deed}.")


def sentence(deed: str) -> str:
    """The deed in words, or its code when no room has registered it."""
    return str(_sentences.get(deed, deed))
