"""What a resident sees of their matters."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.kit.lists.columns import Tab
from anlin.faces.portal import shell
from anlin.faces.portal.trades.requests import course, words
from anlin.instruments.documents import queries as documents
from anlin.kernel.errors import NotThere
from anlin.kernel.subjects import Subject
from anlin.trades.cases import queries
from anlin.trades.cases.choices import OPEN_STATES, CaseState
from anlin.trades.cases.models import Case

NEWEST = 3


class Matters(shell.ListPage):
    """Everything they ever reported, open or closed, over whatever channel."""

    template_name = "portal/trades/requests/list.html"
    desk = "requests"
    title = _("My matters")
    key = "opened_at"
    size = 20
    tabs = (
        Tab(
            "open",
            pgettext_lazy("matters", "Open"),
            lambda rows, _page: rows.filter(state__in=OPEN_STATES),
        ),
        Tab(
            "closed",
            pgettext_lazy("matters", "Closed"),
            lambda rows, _page: rows.filter(state=CaseState.CLOSED),
        ),
    )
    empty = _("No matters here")
    empty_hint = _("When you report something, you will see here what becomes of it.")

    def rows(self):
        return queries.visible_to(self.actor)

    def row_address(self, row) -> str:
        return reverse("portal:matter", args=[row.pk])

    def answer(self, *args, lines=(), **facts):
        shown = [(words.summary(case), address) for case, address in lines]
        return super().answer(*args, lines=shown, **facts)


class OpenCard(shell.Page):
    """On the first page: the newest open matters, each with its state and next step."""

    template_name = "portal/trades/requests/card.html"
    part = "card"
    desk = "home"
    title = _("Open matters")

    def context(self) -> dict:
        found = queries.visible_to(self.actor).filter(state__in=OPEN_STATES)
        newest = found.order_by("-opened_at", "-pk")[:NEWEST]
        return {"matters": [words.summary(case) for case in newest]}


class OfMatter(shell.Page):
    """A page about one matter, for whoever it is of; somebody else's does not exist.

    Nor does it for staff, whatever their rights: here people speak for themselves.
    """

    case: Case
    desk = "requests"

    def prepare(self) -> None:
        found = queries.visible_to(self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None or not self.actor.is_resident:
            raise NotThere
        self.case = found


class Sent(OfMatter):
    template_name = "portal/trades/requests/sent.html"
    title = _("It has reached us")

    def context(self) -> dict:
        return {"matter": words.summary(self.case)}


class Matter(OfMatter):
    template_name = "portal/trades/requests/matter.html"

    @property
    def title(self) -> str:
        return self.case.title

    def context(self) -> dict:
        orders = list(queries.orders_of(self.case))
        subjects = [self.case.subject, *(o.subject for o in orders if self._may_see(o))]
        return {
            "matter": words.summary(self.case),
            "steps": course.steps(self.case, orders),
            "expected": course.expected_until(orders),
            "promised": course.promised(self.case, self.now),
            "promise": course.promise(self.case),
            "story": course.story(self.case, self.actor),
            "photos": [photo for subject in subjects for photo in _photos(subject)],
            "deeds": course.deeds(self.case, self.actor),
        }

    def _may_see(self, order) -> bool:
        return order.unit_id in self.actor.unit_ids


def _photos(subject: Subject) -> list:
    return [kept for kept in documents.of_subject(subject) if kept.is_image]
