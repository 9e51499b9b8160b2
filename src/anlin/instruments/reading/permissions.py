"""Who lets the reader learn and decides which version reads along."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor
from anlin.kernel.errors import Sentence

TEACH = "reading.teach"

RIGHTS: dict[str, Sentence] = {
    TEACH: _("let the reader learn, and choose the version that reads along")
}


def may_teach(actor: Actor) -> bool:
    """The reader reads for the whole company."""
    return actor.may(TEACH, None)
