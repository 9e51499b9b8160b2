"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class WordsMissing(Refusal):
    sentence = _("Write it down in a sentence; it is kept.")


class CodeKnown(Refusal):
    sentence = _("There is an article with this code. Write its next edition.")
    field = "code"


class OwnEdition(Refusal):
    sentence = _(
        "Somebody else reads it before it is published: what one wrote oneself always seems clear."
    )


class NotPlain(Refusal):
    sentence = _("It is not plain yet: “%(words)s”. Send it back, or say why it has to stay.")
    field = "remark"


class StagesMissing(Refusal):
    sentence = _("A procedure has stages: a line each, as “what | who | hours”.")
    field = "stages"


class StageUnreadable(Refusal):
    sentence = _("This line cannot be read: “%(line)s”. Write it as “what | who | hours”.")
    field = "stages"


class EarlierFirst(Refusal):
    sentence = _("“%(what)s” comes first.")


class DoneAlready(Refusal):
    sentence = _("This stage is ticked already.")


class NotFollowed(Refusal):
    sentence = _("This does not go by that procedure.")


class DueInThePast(Refusal):
    sentence = _("The day until when it is read lies in the past.")
    field = "due_on"


class OrderedAlready(Refusal):
    sentence = _("They were given this article for the same reason already.")
    field = "staff"


class NotASkill(Refusal):
    sentence = _("Only skills are mastered.")
