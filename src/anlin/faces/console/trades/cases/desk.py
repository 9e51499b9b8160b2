"""How the desk of matters stands in the shell: its entry, its figure, its panels on the first page."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Count, Desk, Group, HomePanel, Slot, register, register_panel
from anlin.kernel.actors import Actor
from anlin.trades.cases import permissions, queries
from anlin.trades.cases.choices import CaseState


def count(actor: Actor, project_id: int | None, at: datetime) -> Count:
    """All that is open; hot while something has not even been sorted."""
    counts = queries.counts_by_state(actor, project_id)
    return Count(sum(counts.values()), hot=counts.get(CaseState.RECEIVED, 0) > 0)


register(
    Desk(
        name="trades.cases",
        title=_("Matters"),
        icon="message-2",
        url_name="console:cases",
        group=Group.DAILY,
        right=permissions.SEE,
        count=count,
    )
)
register_panel(
    HomePanel("console:case_figures", _("Matters"), Slot.FIGURES, right=permissions.SEE, order=10)
)
register_panel(
    HomePanel("console:case_first", _("First do these"), Slot.MAIN, right=permissions.SEE, order=10)
)
register_panel(
    HomePanel("console:case_hot", _("Hot spots"), Slot.ASIDE, right=permissions.SEE, order=20)
)
