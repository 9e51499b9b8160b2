"""Who of the crew is busy where and until when, and what was last said with them (B-REP-13)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.trades.workorders import words
from anlin.ground.workforce import queries as workforce
from anlin.kernel.errors import NotThere, require
from anlin.trades.workorders import permissions, queries


class Crew(shell.Page):
    desk = "trades.workorders"
    template_name = "console/trades/workorders/crew.html"
    title = _("Crew")
    right = permissions.SEE

    def prepare(self) -> None:
        super().prepare()
        if self.project is None:
            raise NotThere
        require(self.actor.may(permissions.SEE, self.project.id))

    def context(self) -> dict[str, Any]:
        assert self.project is not None
        day = timezone.localdate(self.now)
        workers = workforce.works_in(self.project.id, day).filter(
            pk__in=workforce.holders_of_right(permissions.WORK, self.project.id)
        )
        contacts = list(queries.last_contacts(self.project.id))
        return {
            "lines": [
                {
                    "one": one,
                    "skills": workforce.skills_of(one.staff),
                    "where": words.where(one.working_on) if one.working_on else "",
                }
                for one in queries.occupation(self.project.id, workers)
            ],
            "contacts": contacts,
            "names": workforce.names_of({contact.said_by for contact in contacts}),
        }
