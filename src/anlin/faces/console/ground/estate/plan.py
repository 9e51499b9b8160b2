"""The stack plan of a building (房态图): floors × units, coloured by one reading."""

from collections import Counter

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.faces.console.ground.estate import readings
from anlin.faces.console.ground.estate.places import AboutBuilding
from anlin.ground.estate import queries


class StackPlan(AboutBuilding):
    template_name = "console/ground/estate/plan.html"

    @property
    def title(self) -> str:
        return _("%(building)s · stack plan") % {"building": self.building.name}

    def context(self) -> dict:
        plan = queries.plan_of(self.building)
        units = [u for f in plan.floors for part in f.units_by_entrance for u in part]
        code = self.request.GET.get("reading", "status")
        today = timezone.localdate(self.now)
        reading = readings.read(self.actor, units, self.building.pk, code, today)
        chosen = self.request.GET.get("unit", "")
        counted = Counter(reading.level_by_unit.get(unit.pk, "none") for unit in units)
        return {
            "site": self.here,
            "building": self.building,
            "plan": plan,
            "width": _widths(plan),
            "offered": readings.offered(),
            "reading": reading,
            "legend": [
                {"css": readings.CSS[level], "words": words, "count": counted[level]}
                for level, words in reading.legend.items()
            ],
            "floors": [self._floor(floor, _widths(plan), reading, chosen) for floor in plan.floors],
            "panel": chosen.isdecimal() and reverse("console:estate:unit_panel", args=[chosen]),
            "lived_in": sum(unit.status in readings.LIVED_IN for unit in units),
        }

    def _floor(self, floor, widths, reading, chosen: str) -> dict:
        cells: list[dict | None] = []
        for place, (units, width) in enumerate(zip(floor.units_by_entrance, widths, strict=True)):
            cells += [{"gap": True}] if place else []
            cells += [self._cell(unit, reading, chosen) for unit in units]
            cells += [None] * (width - len(units))
        title = _("floor %(number)s") % {"number": floor.number} if floor.number else "—"
        return {"title": title, "cells": cells}

    def _cell(self, unit, reading, chosen: str) -> dict:
        level = reading.level_by_unit.get(unit.pk, "none")
        return {
            "unit": unit,
            "css": readings.CSS[level],
            "words": reading.legend.get(level, ""),
            "chosen": str(unit.pk) == chosen,
            "panel": reverse("console:estate:unit_panel", args=[unit.pk]),
        }


def _widths(plan) -> list[int]:
    """How many units each entrance has on its widest floor."""
    by_entrance = zip(*(floor.units_by_entrance for floor in plan.floors), strict=True)
    return [max(map(len, floors)) for floors in by_entrance]
