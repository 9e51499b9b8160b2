"""Who may send messages and see what was sent."""

from django.utils.translation import gettext_lazy as _

from anlin.ground.people import queries as people
from anlin.instruments.correspondence.models import Message
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Sentence

SEE = "correspondence.see"
SEND = "correspondence.send"

RIGHTS: dict[str, Sentence] = {
    SEE: _("see messages"),
    SEND: _("send messages"),
}


def may_send(actor: Actor, project_id: int | None) -> bool:
    return actor.may(SEND, project_id)


def may_see(actor: Actor, message: Message) -> bool:
    return is_for(actor, message) or actor.may(SEE, message.project_id)


def is_for(actor: Actor, message: Message) -> bool:
    """Whether the actor is the person it was sent to, under whichever of their rows."""
    return actor.person_id is not None and message.person_id in people.same_person(actor.person_id)
