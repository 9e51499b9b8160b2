"""What residents read: the rules in force where they live, what is asked of them, and the appointed places of their homes."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.portal import shell
from anlin.ground.tenure import queries as tenure
from anlin.trades.violations import queries


class Rules(shell.Page):
    template_name = "portal/trades/rules/rules.html"
    desk = "trades.rules"
    title = _("Rules of the estate")

    def context(self) -> dict[str, Any]:
        today = timezone.localdate(self.now)
        person_id = self.actor.person_id
        held = list(tenure.units_of(person_id, today)) if person_id is not None else []
        projects = sorted({one.project_id: one.project for one in held}.items())
        return {
            "estates": [(project, list(queries.in_force(pk, today))) for pk, project in projects],
            "homes": [
                (one.unit, places)
                for one in held
                if one.unit is not None and (places := queries.places_of(one.unit))
            ],
        }
