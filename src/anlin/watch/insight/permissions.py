"""Who may see what many matters say, and open one cause for them."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor
from anlin.watch.insight import queries
from anlin.watch.insight.models import HotIssue

SEE = queries.SEE

RIGHTS = {SEE: _("see hot issues")}


def may_see(actor: Actor, issue: HotIssue) -> bool:
    return actor.may(SEE, issue.project_id)


def may_open_cause(actor: Actor, issue: HotIssue) -> bool:
    """To link matters is a right of its own; `cases` asks for it."""
    return may_see(actor, issue)


def may_gather(actor: Actor, project_id: int) -> bool:
    """The house by the clock, and whoever may look at what was gathered."""
    return actor.may(SEE, project_id)
