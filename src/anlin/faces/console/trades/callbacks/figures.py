"""How satisfied those are who were asked: with the number asked and how sure the share is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.kit.forms import periods
from anlin.trades.callbacks import queries
from anlin.trades.cases import permissions

GROUPS = (
    ("project", _("By office")),
    ("trade", _("By trade")),
    ("channel", _("By channel")),
)


class Satisfaction(shell.Page):
    """Reckoned from the follow-ups each time; whoever was not reached is no answer."""

    desk = "trades.callbacks"
    template_name = "console/trades/callbacks/satisfaction.html"
    title = _("Satisfaction at follow-ups")
    right = permissions.SEE

    def context(self) -> dict[str, Any]:
        since, until = periods.asked(self.request.GET, self.now)
        start, end = periods.bounds(since, until)
        return {
            "period": periods.Period(initial={"since": since, "until": until}),
            "breakdowns": [(title, self._shares(by, start, end)) for by, title in GROUPS],
            "unreached": queries.unreached_between(self.actor, start, end),
            "least": queries.LEAST_SAMPLE,
        }

    def _shares(self, by: str, start, end) -> list[queries.Share]:
        found = queries.satisfaction(self.actor, by=by, start=start, end=end)
        return [share for _key, share in found]
