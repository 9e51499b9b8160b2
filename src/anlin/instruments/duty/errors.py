"""Refusals of the duty engine, with a sentence for whoever asked."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class PackKnown(Refusal):
    sentence = _(
        "Version %(version)s of the pack “%(pack)s” was taken before with another text. Give it a higher number."
    )


class NeedsConfirmation(Refusal):
    sentence = _(
        "The rules of this pack are in force only after somebody has confirmed that they hold here. Tick the confirmation."
    )


class FiguresWrong(Refusal):
    sentence = _("This rule cannot have these figures: %(why)s")


class TooEarly(Refusal):
    sentence = _("A change takes effect from %(first)s on at the earliest: what was owed before stays as it was.")  # fmt: skip


class NotOwed(Refusal):
    sentence = _("This duty is not owed any more: it was done, waived or withdrawn. Look at the list again.")  # fmt: skip


class NotYet(Refusal):
    sentence = _("This duty can be done from %(from_at)s on.")


class NeedsProof(Refusal):
    sentence = _("Say in a sentence what was done, or attach the document.")


class NeedsDocument(Refusal):
    sentence = _("This duty is proved by a document. Attach it.")


class NeedsReason(Refusal):
    sentence = _("Say why.")


class CannotPause(Refusal):
    sentence = _("The clock of this duty cannot be stopped.")


class PausedAlready(Refusal):
    sentence = _("The clock is stopped already.")


class NotPaused(Refusal):
    sentence = _("The clock is running.")
