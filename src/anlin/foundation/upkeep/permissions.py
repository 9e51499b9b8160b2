"""Who may say how long things are kept."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor

SET_TERMS = "upkeep.set_terms"

RIGHTS = {SET_TERMS: _("set how long data is kept")}


def may_set_terms(actor: Actor) -> bool:
    return actor.may(SET_TERMS, None)
