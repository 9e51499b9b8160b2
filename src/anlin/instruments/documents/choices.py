"""What a document is for, and what it may be made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """What the document is in the world, as the person who keeps it says."""

    PHOTO_BEFORE = "photo_before", _("Photo before the work")
    PHOTO_AFTER = "photo_after", _("Photo after the work")
    PHOTO = "photo", _("Photo")
    LETTER = "letter", _("Letter")
    FORM = "form", _("Form")
    RECORDING = "recording", _("Recording")
    OTHER = "other", _("Other document")


class MediaType(models.TextChoices):
    """What the content is, found by looking at it; file names and browsers are not believed."""

    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"
    GIF = "image/gif", "GIF"
    PDF = "application/pdf", "PDF"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"
    MP4 = "video/mp4", "MP4"
    M4A = "audio/mp4", "M4A"

    @property
    def extension(self) -> str:
        return "jpg" if self is MediaType.JPEG else self.label.lower()

    @property
    def is_image(self) -> bool:
        return self.value.startswith("image/")

    @property
    def is_heard_or_seen(self) -> bool:
        """A sound or a film."""
        return self.value.startswith(("audio/", "video/"))


class Size(models.TextChoices):
    """In which size a picture is asked for; everything else has only one."""

    WHOLE = "whole", _("Whole")
    SMALL = "small", _("Small")
