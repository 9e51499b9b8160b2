"""My duties on the first page, what hurts first; done with one click where nothing has to be attached."""

from typing import Any

from django.utils.translation import gettext as _

from anlin.faces.console import shell
from anlin.faces.console.instruments.duties import steps, words
from anlin.instruments.duty import permissions, queries

AT_MOST = 7


class MyPanel(shell.Page):
    desk = "instruments.duties"
    template_name = "console/instruments/duties/mine.html"
    part = "panel"
    right = permissions.SEE

    @property
    def title(self) -> str:
        return _("My duties")

    def context(self) -> dict[str, Any]:
        found = list(queries.lying_on(self.actor, self.now)[: AT_MOST + 1])
        shown = found[:AT_MOST]
        attached = steps.attached_to(shown) if shown else frozenset()
        return {
            "has_more": len(found) > AT_MOST,
            "duties": [
                line
                | {
                    "address": steps.address(line["row"], "done"),
                    "one_click": steps.is_at_hand(line["row"], attached)
                    and permissions.may_discharge(self.actor, line["row"].project_id),
                }
                for line in words.lines(shown, self.now)
            ],
        }
