"""What this room tells."""

from dataclasses import dataclass

from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentKept(Event):
    """A file is safe on disk and its row is written; told once for each row, also for known content."""

    document_id: int
    subject_kind: str
    subject_key: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class DocumentWithdrawn(Event):
    """A document is no longer shown; row and file remain."""

    document_id: int
    subject_kind: str
    subject_key: str
