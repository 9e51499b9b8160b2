"""Duties as a list: mine, what can be done now, what was missed, what lies ahead, what is over."""

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.instruments.duties import words
from anlin.faces.kit.lists.columns import Column, Tab
from anlin.instruments.duty import permissions, queries
from anlin.instruments.duty.choices import Kind, State
from anlin.instruments.duty.models import Occurrence

# What lies on a person or on the company may be of any place; the other views are of the chosen project.
SPANNING = {"mine", "company"}
OLDEST_FIRST = {"mine", "now", "missed", "ahead", "company"}


def _in(*states: State) -> Any:
    def narrow(rows: QuerySet, page: Any) -> QuerySet:
        condition = Q()
        for state in states:
            condition |= queries.in_state(state, page.now)
        return rows.filter(condition)

    return narrow


def _mine(rows: QuerySet, page: Any) -> QuerySet:
    return queries.lying_on(page.actor, page.now)


def _of_company(rows: QuerySet, page: Any) -> QuerySet:
    company = queries.visible_to(page.actor).filter(project=None)
    return _in(State.OPEN, State.LATE, State.MISSED)(company, page)


class Filters(filters.FilterSet):  # type: ignore[misc]
    kind = filters.ChoiceFilter(
        field_name="standing__rule__kind",
        label=_("Falls due"),
        empty_label=_("All"),
        choices=Kind.choices,
    )
    post = filters.ChoiceFilter(label=_("Post"), empty_label=_("All"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = words.posts(self.request).items()
        self.filters["post"].extra["choices"] = sorted(posts, key=lambda each: each[1])


class Duties(shell.ListPage):
    desk = "instruments.duties"
    template_name = "console/instruments/duties/list.html"
    title = _("Duties")
    right = permissions.SEE
    tabs = (
        Tab("mine", pgettext_lazy("duties", "Mine"), _mine),
        Tab("now", _("To be done now"), _in(State.OPEN, State.LATE)),
        Tab("missed", pgettext_lazy("duties", "Missed"), _in(State.MISSED)),
        Tab("ahead", pgettext_lazy("duties", "Ahead"), _in(State.AHEAD)),
        Tab("done", pgettext_lazy("duties", "Done"), _in(State.DONE)),
        Tab("late", _("Missed, done later"), _in(State.DONE_LATE)),
        Tab("waived", pgettext_lazy("duties", "Waived"), _in(State.WAIVED)),
        Tab("company", _("Of the company"), _of_company),
        Tab("all", _("All")),
    )
    filters = Filters
    key = "last_at"
    export_name = "duties"
    export_right = permissions.SEE
    empty = _("No duty stands here")
    empty_hint = _("Duties come from the packs of rules that a project has adopted.")

    def gather(self, rows: Sequence[Any]) -> None:
        self.things = words.names_of_things(rows)

    @property
    def newest_first(self) -> bool:  # type: ignore[override]
        return self.tab is None or self.tab.name not in OLDEST_FIRST

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        now, posts = self.now, words.posts(self.request)
        return (
            Column("title", pgettext_lazy("duty", "What"), get=_title, leads=True),
            Column(
                "about", pgettext_lazy("duty", "About"), get=lambda row: self.things.get(row.about)
            ),
            Column("post", _("Post"), get=lambda row: posts.get(row.post, row.post)),
            Column("last_at", _("At the latest"), kind="until"),
            Column(
                "state",
                _("State"),
                kind="state",
                get=lambda row: queries.state_of(row, now).label,
                tone=lambda row: words.TONES[queries.state_of(row, now)],
            ),
            *((Column("project", _("Project"), get=_place),) if self.spans_projects else ()),
        )

    @property
    def spans_projects(self) -> bool:
        return self.tab is None or self.tab.name in SPANNING

    def rows(self) -> QuerySet:
        duties = queries.visible_to(self.actor)
        return duties.filter(project=self.project.id) if self.project else duties.none()

    def row_address(self, row: Model) -> str:
        return reverse("console:duty", args=[row.pk])


def _title(row: Occurrence) -> str:
    return queries.title_of(row.standing.rule)


def _place(row: Occurrence) -> str:
    return row.project.name if row.project else str(_("the company"))
