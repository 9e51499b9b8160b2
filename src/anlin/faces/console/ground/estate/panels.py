"""Panels about a unit; other desks borrow them by their address."""

from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.faces.console.finding import address_of
from anlin.faces.console.ground.estate.places import AboutUnit
from anlin.ground.tenure import permissions as tenure_rights
from anlin.ground.tenure import queries as tenure
from anlin.kernel.errors import require
from anlin.trades.cases import queries as cases

SHOWN = 8


class AtTheSide(AboutUnit):
    """The unit beside its plan: who, since when, what is open."""

    template_name = "console/ground/estate/unit_panel.html"
    part = "panel"

    @property
    def title(self) -> str:
        return self.unit.address

    def context(self) -> dict:
        may_see_holders = tenure_rights.may_see(self.actor, self.here.pk)
        today = timezone.localdate(self.now)
        found = matters_of(self) if self.actor.may(cases.SEE, self.here.pk) else []
        return {
            "unit": self.unit,
            "site": self.here,
            "holders": tenure.holders(self.unit.pk, today) if may_see_holders else [],
            "matters": found[:3],
            "household": may_see_holders
            and address_of("console:residents:household", self.unit.pk),
        }


class Holders(AboutUnit):
    template_name = "console/ground/estate/panel.html"
    part = "holders"

    @property
    def title(self) -> str:
        return _("People")

    def context(self) -> dict:
        require(tenure_rights.may_see(self.actor, self.here.pk))
        today = timezone.localdate(self.now)
        return {
            "unit": self.unit,
            "show": "holders",
            "holders": tenure.holders(self.unit.pk, today),
            "household": address_of("console:residents:household", self.unit.pk),
        }


class Matters(AboutUnit):
    """Every matter of the unit over all channels, the newest first."""

    template_name = "console/ground/estate/panel.html"
    part = "matters"

    @property
    def title(self) -> str:
        return _("Matters")

    def context(self) -> dict:
        require(self.actor.may(cases.SEE, self.here.pk))
        return {"unit": self.unit, "show": "matters", "matters": matters_of(self)}


def matters_of(page: AboutUnit) -> list[dict]:
    newest = cases.of_unit(page.unit.pk).filter(project=page.here.pk)[:SHOWN]
    return [{"case": case, "address": address_of("console:case", case.pk)} for case in newest]
