"""Why a file is not kept."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class FileEmpty(Refusal):
    sentence = _("The file “%(name)s” is empty. Choose it again.")
    field = "file"


class FileTooLarge(Refusal):
    sentence = _("The file “%(name)s” is larger than %(limit)s MB. Make it smaller or split it.")
    field = "file"


class FileNotAllowed(Refusal):
    """The content is none of the allowed media types, whatever its name says."""

    sentence = _(
        "The file “%(name)s” is of a sort that is not kept here. Use JPEG, PNG, WebP, GIF, PDF, XLSX, DOCX, MP4 or M4A."
    )
    field = "file"


class FileDoesNotFit(Refusal):
    """A photo must be a picture, a recording a sound or a film."""

    sentence = _("“%(name)s” is not a file for “%(kind)s”. Choose another file or another kind.")
    field = "file"


class PictureTooLarge(Refusal):
    sentence = _(
        "The picture “%(name)s” has more than %(limit)s million pixels. Make it smaller first."
    )
    field = "file"


class PictureBroken(Refusal):
    sentence = _("The picture “%(name)s” cannot be opened; it is damaged. Take or send it again.")
    field = "file"


class ReasonMissing(Refusal):
    sentence = _("Say why the document is withdrawn.")
    field = "reason"
