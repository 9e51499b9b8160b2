"""Refusals: what a deed says to the person in front of the screen when it does not happen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class Refusal(Exception):  # noqa: N818  (a refusal is an answer, not a fault)
    """A deed that was asked for and not done, with a sentence saying what to do next.

    Subclasses give the sentence as a class attribute, with `%(name)s` places for facts.
    `code` is stable and goes to programs; the sentence is for people. `field` names the form
    field that the sentence belongs to, if it belongs to one.
    """

    sentence: Sentence = _("This is not possible now.")
    field: str | None = None

    def __init__(
        self, subject: object = None, *, field: str | None = None, **facts: object
    ) -> None:
        super().__init__(subject)
        self.subject = subject
        self.facts = facts
        if field is not None:
            self.field = field

    @property
    def code(self) -> str:
        """The obstacle's name, as programs know it: `WorkStillOpen` → `work_still_open`."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")

    def __str__(self) -> str:
        return str(self.sentence) % self.facts if self.facts else str(self.sentence)


class NotAllowed(Refusal):
    """The actor lacks the right in this project, or the thing is not theirs to see."""

    sentence = _(
        "You do not have the right to do this here. Ask whoever manages rights in your office."
    )


class Conflict(Refusal):
    """Somebody was faster; the row is no longer as it was read."""

    sentence = _(
        "Somebody else changed this a moment ago. Look at the new state and decide again; your words are kept."
    )


class NotThere(Refusal):
    """No such thing, or none that the actor may know of: the two must look alike."""

    sentence = _("There is nothing here, or it is not open to you.")


class Invalid(Refusal):
    """A value is well formed but makes no sense here; the sentence is given when refusing."""

    def __init__(self, sentence: Sentence, *, field: str | None = None, **facts: object) -> None:
        super().__init__(None, field=field, **facts)
        self.sentence = sentence


def require(allowed: bool) -> None:  # noqa: FBT001  (reads as a sentence: require(may_resolve(by, case)))
    """Refuse with `NotAllowed` unless the question before it was answered yes."""
    if not allowed:
        raise NotAllowed
