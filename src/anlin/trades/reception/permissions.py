"""Who may see what came in, arrange mailboxes, put up signs and take matters from a chat."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor
from anlin.trades.reception import queries

SEE = queries.SEE
ARRANGE = "reception.arrange"
SIGNS = "reception.signs"
TAKE = "reception.take"

RIGHTS = {
    SEE: _("see mails that came in"),
    ARRANGE: _("arrange mailboxes"),
    SIGNS: _("put up and take down signs with a code"),
    TAKE: _("take matters from mails and group chats"),
}


def may_see(actor: Actor, project_id: int) -> bool:
    return actor.may(SEE, project_id)


def may_arrange(actor: Actor, project_id: int) -> bool:
    return actor.may(ARRANGE, project_id)


def may_put_up(actor: Actor, project_id: int) -> bool:
    return actor.may(SIGNS, project_id)


def may_take(actor: Actor, project_id: int) -> bool:
    return actor.may(TAKE, project_id)
