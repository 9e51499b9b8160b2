"""Keeping and withdrawing documents."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import api as jobs
from anlin.foundation.news import api as news
from anlin.foundation.upkeep import api as upkeep
from anlin.ground.people.sockets import Erasure
from anlin.instruments.documents import permissions, queries, rules
from anlin.instruments.documents.choices import DocumentKind, Size
from anlin.instruments.documents.errors import ReasonMissing
from anlin.instruments.documents.events import DocumentKept, DocumentWithdrawn
from anlin.instruments.documents.models import Document
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotThere, require
from anlin.kernel.subjects import Subject

REMOVE_FILES = "documents.remove_files"
PIECE = 500
Upload = bytes | File | IO[bytes]


def keep(
    upload: Upload,
    *,
    name: str,
    subject: Subject,
    kind: DocumentKind,
    project_id: int | None,
    by: Actor,
    at: datetime,
    note: str = "",
) -> Document:
    """Keep a file about a subject.

    The file is safe on disk before the row is written, so no row ever points at nothing; a file
    whose row is refused afterwards is found by `queries.orphans`. Pictures are drawn anew
    without the place where they were taken. Refused with the kinds of `errors`. Tells `DocumentKept`.
    """
    require(permissions.may_keep(by, subject, project_id))

    tidy = rules.tidy_name(name)
    content = rules.content_of(_read(upload), name=tidy, kind=DocumentKind(kind))
    sha256 = hashlib.sha256(content.whole).hexdigest()
    _store(queries.path_of(sha256), content.whole)
    if content.small is not None:
        _store(queries.path_of(sha256, Size.SMALL), content.small)

    with transaction.atomic():
        document = Document.objects.create(
            project_id=project_id,
            subject_kind=subject.kind,
            subject_key=subject.key,
            kind=kind,
            name=tidy or rules.download_name("", content.media_type),
            media_type=content.media_type,
            size=len(content.whole),
            sha256=sha256,
            width=content.width,
            height=content.height,
            note=note,
            kept_at=at,
            kept_by=by.ref,
        )
        _tell_kept(document, by=by, at=at)
    return document


@transaction.atomic
def withdraw(*, document: Document, reason: str, by: Actor, at: datetime) -> Document:
    """Show the document no more; row and file remain. Tells `DocumentWithdrawn`.

    Refused with `Conflict` when it was withdrawn before.
    """
    # Whoever may not even see it must not learn that it exists.
    if not permissions.may_see(by, document) and document.kept_by != by.ref:
        raise NotThere
    require(permissions.may_withdraw(by, document))
    if not reason.strip():
        raise ReasonMissing

    live = Document(pk=document.pk, withdrawn_at=None)
    rows.change(
        live,
        expecting=("withdrawn_at",),
        withdrawn_at=at,
        withdrawn_by=by.ref,
        withdrawn_reason=reason.strip(),
    )
    document.refresh_from_db()

    audit.record(
        "documents.withdrawn",
        document.own_subject,
        by=by,
        at=at,
        project_id=document.project_id,
        about=str(document.subject),
        reason=document.withdrawn_reason,
    )
    news.publish(
        DocumentWithdrawn(
            document_id=document.pk,
            subject_kind=document.subject_kind,
            subject_key=document.subject_key,
            by=by.ref,
            at=at,
        )
    )
    return document


def _tell_kept(document: Document, *, by: Actor, at: datetime) -> None:
    audit.record(
        "documents.kept",
        document.own_subject,
        by=by,
        at=at,
        project_id=document.project_id,
        about=str(document.subject),
        kind=str(document.kind),
    )
    news.publish(
        DocumentKept(
            document_id=document.pk,
            subject_kind=document.subject_kind,
            subject_key=document.subject_key,
            kind=document.kind,
            by=by.ref,
            at=at,
        )
    )


def _read(upload: Upload) -> bytes:
    """At most one byte more than is allowed, however long the upload claims to be."""
    return upload if isinstance(upload, bytes) else upload.read(rules.MAX_BYTES + 1)


def _store(path: Path, content: bytes) -> None:
    """Write under a temporary name, force it to disk, then give it its name: whole or not at all."""
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def forget(erasure: Erasure) -> int:
    """Withdraw what an erased person gave us, take names and notes away, and order the files removed.

    The rows stay: they say that there was a picture, not of what.
    """
    given = queries.given_by(erasure.person_ids)
    hashes = sorted(set(given.values_list("sha256", flat=True)))
    reason = str(_("Erased at the person's request."))
    gone = {"withdrawn_at": erasure.at, "withdrawn_by": erasure.by.ref, "withdrawn_reason": reason}
    keys = list(given.values_list("pk", flat=True))
    Document.objects.filter(pk__in=keys, withdrawn_at=None).update(**gone)
    changed = Document.objects.filter(pk__in=keys).update(name="*", note="")
    if hashes:
        jobs.enqueue(REMOVE_FILES, hashes=hashes)
    return changed


def remove_files(*, hashes: Sequence[str], at: datetime) -> int:
    """Delete files that no document shows any more. A file that is gone already is no fault."""
    shown = Document.objects.filter(sha256__in=hashes, withdrawn_at=None)
    unseen = set(hashes) - set(shown.values_list("sha256", flat=True))
    for sha256 in unseen:
        for size in Size:
            queries.path_of(sha256, size).unlink(missing_ok=True)
    # Only now: killed in between, the files are looked for once more.
    Document.objects.filter(sha256__in=unseen, removed_at=None).update(removed_at=at)
    return len(unseen)


def let_withdrawn_go(before: datetime, at: datetime) -> int:
    """Delete the files of what was withdrawn before that moment; how many documents have none any more."""
    gone, last = 0, 0
    due = queries.withdrawn_before(before).order_by("pk").values_list("pk", "sha256")
    while found := list(due.filter(pk__gt=last)[:PIECE]):
        keys = [key for key, _sha256 in found]
        remove_files(hashes=[sha256 for _key, sha256 in found], at=at)
        # Another document may show the same file; then this row alone lets it go.
        queries.withdrawn_before(before).filter(pk__in=keys).update(removed_at=at)
        gone, last = gone + len(found), keys[-1]
    return gone


def kept() -> list[upkeep.Keeping | upkeep.KeptForGood]:
    """How long files are kept."""
    return [
        upkeep.Keeping(
            code="documents.withdrawn",
            what=_("files that were withdrawn"),
            because=_("kept as long as is needed, Personal Information Protection Law, article 19"),
            days=365,
            least=30,
            most=3_650,
            due=lambda before: queries.withdrawn_before(before).count(),
            let_go=let_withdrawn_go,
        ),
        upkeep.KeptForGood(
            code="documents.shown",
            what=_("pictures and papers that were not withdrawn"),
            because=_("they are part of the matter or unit they are about"),
        ),
    ]
