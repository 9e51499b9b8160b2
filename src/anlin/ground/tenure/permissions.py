"""Who may see and change who lives where."""

from django.utils.translation import gettext_lazy as _

from anlin.ground.estate import queries as estate
from anlin.ground.people import queries as people
from anlin.ground.tenure import queries
from anlin.kernel.actors import Actor

SEE = queries.SEE
EDIT = "tenure.edit"

RIGHTS = {
    SEE: _("see who owns and occupies units"),
    EDIT: _("record transfers, move-ins and move-outs"),
}
# A roster makes units, people and their tenures.
ROSTER_RIGHTS = (estate.IMPORT, estate.EDIT, people.EDIT, EDIT)


def may_see(actor: Actor, project_id: int) -> bool:
    return actor.may(SEE, project_id)


def may_edit(actor: Actor, project_id: int) -> bool:
    return actor.may(EDIT, project_id)


def may_import_roster(actor: Actor, project_id: int) -> bool:
    return all(actor.may(right, project_id) for right in ROSTER_RIGHTS)
