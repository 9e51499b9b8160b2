"""Who may see and change projects and what stands in them."""

from django.utils.translation import gettext_lazy as _

from anlin.ground.estate import queries
from anlin.kernel.actors import Actor

SEE = queries.SEE
EDIT = queries.EDIT
IMPORT = queries.IMPORT

RIGHTS = {
    SEE: _("see projects, buildings and units"),
    EDIT: _("change projects, buildings and units"),
    IMPORT: _("read in files"),
}


def may_see(actor: Actor, project_id: int) -> bool:
    return actor.may(SEE, project_id)


def may_edit(actor: Actor, project_id: int) -> bool:
    return actor.may(EDIT, project_id)


def may_open_projects(actor: Actor) -> bool:
    """A project record belongs to the company before it belongs to an office."""
    return actor.may(EDIT, None)


def may_import(actor: Actor, project_id: int | None) -> bool:
    """Whether files may be read in at all; each room asks for its own right on top."""
    return actor.may(IMPORT, project_id)
