"""Refusals of files, with a sentence for whoever sent them."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NotATable(Refusal):
    """Neither a workbook nor comma-separated text, or a damaged one."""

    field = "file"
    sentence = _(
        "This file cannot be read as a table. Save it as an Excel workbook (.xlsx) or as .csv and send it again."
    )


class FileEncrypted(Refusal):
    """A workbook behind a password."""

    field = "file"
    sentence = _(
        "This workbook is protected by a password. Save a copy without the password and send that."
    )


class FileTooLarge(Refusal):
    """Beyond what is read in one go."""

    field = "file"
    sentence = _(
        "This file is too large: at most %(megabytes)s MB and %(rows)s rows are read at once. Split it into several files."
    )


class HeadingsMissing(Refusal):
    """No row of the file has the headings that are needed."""

    field = "file"
    sentence = _(
        "No row with the needed headings was found. Not found: %(missing)s. Name the columns so in one row above the data."
    )


class CellUnreadable(Refusal):
    """A cell does not hold what its column promises."""


class NotANumber(CellUnreadable):
    sentence = _("“%(value)s” in the column “%(heading)s” is not a number.")


class NotADay(CellUnreadable):
    sentence = _("“%(value)s” in the column “%(heading)s” is not a date. Write it as 2026-05-06.")


class CellMissing(CellUnreadable):
    sentence = _("The column “%(heading)s” must not be empty.")


class BatchNotReady(Refusal):
    """The batch is not in the state that the step needs."""

    sentence = _("This import was already dealt with by somebody. Look at its state again.")
