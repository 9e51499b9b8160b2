"""How the loop runs: how far matters came, how soon they were answered, what comes again, why, and who is content."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.watch.insight import drawing
from anlin.faces.kit import formats
from anlin.faces.kit.forms import periods
from anlin.trades.callbacks import queries as callbacks
from anlin.trades.cases import queries as cases
from anlin.watch.insight import permissions, queries


class Report(shell.Page):
    """Reckoned from the matters each time, for one project or all of the reader's."""

    desk = "watch.loop"
    template_name = "console/insight/report.html"
    title = _("How the loop runs")
    right = permissions.SEE

    def context(self) -> dict[str, Any]:
        since, until = periods.asked(self.request.GET, self.now)
        start, end = periods.bounds(since, until)
        project_id = self.project.id if self.project else None
        found = cases.opened_between(self.actor, start, end)
        if project_id is not None:
            found = found.filter(project=project_id)
        asking = queries.askings(found)
        buckets = [formats.span(int(most.total_seconds())) for most in queries.BUCKETS]
        return {
            "period": periods.Period(initial={"since": since, "until": until}),
            "asking": asking,
            "loop": drawing.loop(queries.stages(found), asking.reopened),
            "waiting": found.filter(cases.open_cases()).count(),
            "replies": [
                (line, list(zip(buckets, line.within, strict=True)))
                for line in queries.replies(found)
            ],
            "buckets": buckets,
            "often": queries.often(found),
            "causes": queries.top_causes(found),
            "subjects": queries.subjects(found),
            "shares": queries.satisfied(self.actor, project_id, start, end),
            "least": callbacks.LEAST_SAMPLE,
        }
