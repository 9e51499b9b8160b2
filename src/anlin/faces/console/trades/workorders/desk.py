"""How the desk of work orders stands in the shell: the list, one's own jobs, a panel on the first page."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import (
    Count,
    Desk,
    Group,
    HomePanel,
    Phone,
    Slot,
    register,
    register_panel,
)
from anlin.kernel.actors import Actor
from anlin.trades.workorders import permissions, queries
from anlin.trades.workorders.choices import OrderState


def waiting(actor: Actor, project_id: int | None, at: datetime) -> Count:
    """What nobody has in hand yet."""
    orders = queries.visible_to(actor).select_related(None).filter(state=OrderState.RAISED)
    return Count((orders.filter(project=project_id) if project_id else orders).count())


def mine(actor: Actor, project_id: int | None, at: datetime) -> Count:
    return Count(queries.in_hand_of(actor.staff_id).count() if actor.staff_id else 0)


# The list first: on a phone the later of two entries of one place is shown, so that whoever does
# work orders finds their own jobs there, and everybody else the list.
register(
    Desk(
        name="trades.workorders",
        title=_("Work orders"),
        icon="tool",
        url_name="console:workorders",
        group=Group.DAILY,
        right=permissions.SEE,
        count=waiting,
        phone=Phone.WORK,
    )
)
register(
    Desk(
        name="trades.workorders.mine",
        title=_("My jobs"),
        icon="checklist",
        url_name="console:workorders_mine",
        group=Group.DAILY,
        right=permissions.WORK,
        count=mine,
        phone=Phone.WORK,
    )
)
register_panel(
    HomePanel(
        "console:workorders_mine_panel",
        _("My jobs"),
        Slot.ASIDE,
        right=permissions.WORK,
        order=10,
    )
)
