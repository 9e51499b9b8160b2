"""One duty: what is owed and why, on whom it lies, what happened, and what proves it."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.faces.console import shell
from anlin.faces.console.finding import address_of
from anlin.faces.console.instruments.duties import steps, words
from anlin.faces.console.instruments.duties.duty import OnDuty
from anlin.foundation.audit import api as audit
from anlin.ground.workforce import queries as workforce
from anlin.instruments.documents import queries as documents
from anlin.instruments.duty import queries
from anlin.instruments.duty.models import Occurrence, Piece

# Where the things live that duties are about.
PAGES = {"case": "console:case", "workorder": "console:workorder"}


class Detail(OnDuty, shell.Page):
    template_name = "console/instruments/duties/detail.html"
    now: Any

    @property
    def title(self) -> str:
        return queries.title_of(self.duty.standing.rule)

    def context(self) -> dict[str, Any]:
        duty, rule = self.duty, queries.rule_of(self.duty.standing)
        posts = words.posts(self.request)
        place = (duty.project_id, duty.post)
        state = queries.state_of(duty, self.now)
        pieces = list(duty.pieces.order_by("given_at", "pk"))
        alarms = list(queries.alarms_of(duty))
        names = workforce.names_of(_refs(duty, pieces))
        return {
            "duty": duty,
            "rule": rule,
            "line": words.line(duty, self.now),
            "is_ahead": state == state.AHEAD,
            "post": posts.get(duty.post, duty.post),
            "on_whom": words.on_whom(queries.lies_on([duty], self.now)[place]),
            "about": _about(duty),
            "pieces": [(piece, names.get(piece.given_by) or _("Anlin")) for piece in pieces],
            "given": len(pieces),
            "done_by": names.get(duty.done_by) or _("Anlin"),
            "waived_by": names.get(duty.waived_by) or _("Anlin"),
            "files": list(documents.of_subject(duty.subject)),
            "alarms": [(alarm, posts.get(alarm.to, alarm.to)) for alarm in alarms],
            "pauses": list(duty.pauses.order_by("from_at")),
            "why": queries.why(duty).lines,
            "next_steps": steps.offered(self.actor, duty, self.now),
            "today": timezone.localdate(self.now),
        }


def _refs(duty: Occurrence, pieces: Iterable[Piece]) -> set[str]:
    return {ref for ref in (duty.done_by, duty.waived_by, *(p.given_by for p in pieces)) if ref}


def _about(duty: Occurrence) -> dict[str, str] | None:
    """The thing it is about, by its name, with its page where it has one."""
    if duty.about is None:
        return None
    url_name = PAGES.get(duty.about.kind)
    return {
        "name": audit.name_of(duty.about),
        "address": address_of(url_name, int(duty.about.key)) if url_name else "",
    }
