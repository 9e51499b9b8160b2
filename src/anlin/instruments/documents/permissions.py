"""Who may keep, see and withdraw documents."""

from django.utils.translation import gettext_lazy as _

from anlin.instruments.documents import sockets
from anlin.instruments.documents.models import Document
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Sentence
from anlin.kernel.subjects import Subject

SEE = "documents.see"
KEEP = "documents.keep"
WITHDRAW = "documents.withdraw"

RIGHTS: dict[str, Sentence] = {
    SEE: _("see documents"),
    KEEP: _("keep documents"),
    WITHDRAW: _("withdraw documents"),
}


def may_keep(actor: Actor, subject: Subject, project_id: int | None) -> bool:
    """Staff by their right; a resident for what is theirs to see."""
    if actor.is_resident:
        return sockets.may_see.first(actor, subject) is True
    return actor.may(KEEP, project_id)


def may_see(actor: Actor, document: Document) -> bool:
    """The room that owns the subject decides, and the right `documents.see` where none does."""
    if actor.is_system:
        return True
    if document.withdrawn_at is not None and not actor.may(WITHDRAW, document.project_id):
        return False
    answer = sockets.may_see.first(actor, document.subject)
    return actor.may(SEE, document.project_id) if answer is None else answer


def may_withdraw(actor: Actor, document: Document) -> bool:
    """Whoever kept it, and whoever holds the right."""
    return document.kept_by == actor.ref or actor.may(WITHDRAW, document.project_id)
