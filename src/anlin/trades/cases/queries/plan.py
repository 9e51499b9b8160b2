"""How open matters colour the stack plan of a building."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anlin.ground.estate.models import Unit
from anlin.ground.estate.sockets import Reading
from anlin.kernel.actors import Actor
from anlin.trades.cases.queries.matters import open_cases, visible_to

OPEN_MATTERS = "open_matters"


def reading_name() -> tuple[str, str]:
    return OPEN_MATTERS, _("Open matters")


def reading_of_plan(actor: Actor, building_id: int, code: str) -> Reading | None:
    """How many open matters each unit of the building has, as far as the actor may see them."""
    if code != OPEN_MATTERS:
        return None
    matters = visible_to(actor).filter(open_cases(), unit__building=building_id)
    counted = Counter(matters.order_by().values_list("unit", flat=True))
    units = Unit.objects.filter(building=building_id).values_list("pk", flat=True)
    return Reading(
        code=OPEN_MATTERS,
        name=_("Open matters"),
        legend={
            "ok": _("none open"),
            "low": pgettext("open matters", "one"),
            "mid": pgettext("open matters", "two"),
            "high": _("three or more"),
        },
        level_by_unit={unit: _level(counted[unit]) for unit in units},
    )


def _level(count: int) -> str:
    return ("ok", "low", "mid", "high")[min(count, 3)]
