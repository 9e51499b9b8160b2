"""The table of documents. The files lie on disk under the hash of their content."""

from django.db import models
from django.db.models import Q

from anlin.instruments.documents import rules
from anlin.instruments.documents.choices import DocumentKind, MediaType
from anlin.kernel.ids import public_ref
from anlin.kernel.subjects import Subject


class Document(models.Model):
    """A file that somebody kept about a subject: a photo of a crack, a signed form, a recording.

    Born when its file is safe on disk; may be withdrawn with a reason, then it is no longer shown, and
    at `removed_at` its file was taken away. The row is never deleted. Two rows may share one file: the
    same photo of two cases.
    `kept_by` and `withdrawn_by` are refs of actors.
    """

    ref = models.CharField(max_length=16, unique=True, default=public_ref, editable=False)
    project = models.ForeignKey("estate.Project", models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=32)
    subject_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=DocumentKind.choices)
    name = models.CharField(max_length=rules.LONGEST_NAME)
    media_type = models.CharField(max_length=80, choices=MediaType.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_key", "kept_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="document_is_not_empty"),
            models.CheckConstraint(
                condition=Q(width__isnull=True, height__isnull=True)
                | Q(width__gt=0, height__gt=0, width__isnull=False, height__isnull=False),
                name="document_has_both_sides_or_none",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_reason="")),
                name="document_is_withdrawn_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(withdrawn_at__isnull=False),
                name="document_is_withdrawn_before_its_file_goes",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        """What the document is about."""
        return Subject(self.subject_kind, self.subject_key)

    @property
    def own_subject(self) -> Subject:
        """The document itself, as the audit names it."""
        return Subject("document", self.ref)

    @property
    def is_image(self) -> bool:
        return MediaType(self.media_type).is_image

    @property
    def download_name(self) -> str:
        return rules.download_name(self.name, self.media_type)
