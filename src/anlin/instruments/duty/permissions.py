"""Who may see, discharge, waive and arrange what is owed."""

from django.utils.translation import gettext_lazy as _

from anlin.instruments.duty import queries
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Sentence

SEE = queries.SEE
DISCHARGE = "duty.discharge"
WAIVE = "duty.waive"
WAIVE_STATUTORY = "duty.waive_statutory"
ARRANGE = "duty.arrange"

RIGHTS: dict[str, Sentence] = {
    SEE: _("see what is owed, and the rules behind it"),
    DISCHARGE: _("record that a duty was done"),
    WAIVE: _("waive a duty, with a reason"),
    WAIVE_STATUTORY: _("waive a duty that a law or standard asks for, with a reason"),
    ARRANGE: _("adopt packs of rules and change their figures"),
}


def may_see(actor: Actor, project_id: int | None) -> bool:
    return actor.is_system or actor.may(SEE, project_id)


def may_discharge(actor: Actor, project_id: int | None) -> bool:
    return actor.is_system or actor.may(DISCHARGE, project_id)


def may_waive(actor: Actor, project_id: int | None, *, is_statutory: bool) -> bool:
    return actor.may(WAIVE_STATUTORY if is_statutory else WAIVE, project_id)


def may_arrange(actor: Actor, project_id: int | None) -> bool:
    return actor.is_system or actor.may(ARRANGE, project_id)
