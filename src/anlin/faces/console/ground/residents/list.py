"""Who lives here: found by name, phone, its last four digits, or room; shown masked."""

import re

import django_filters
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.ground.residents.places import InResidents, units_meant
from anlin.faces.kit.lists.columns import Column, Tab
from anlin.foundation.search import api as search
from anlin.ground.people import permissions as people_rights
from anlin.ground.people import queries as people
from anlin.ground.tenure import queries
from anlin.ground.tenure.choices import TenureRole
from anlin.ground.tenure.models import Tenure
from anlin.kernel.errors import require

FOUND_AT_MOST = 200


class Search(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(
        label=gettext_lazy("Name, phone, last four digits, or room"), method="narrow"
    )

    def narrow(self, rows, _name: str, text: str):
        project_id = self.request.page_project_id
        return rows.filter(meant_by(text, project_id))


def meant_by(text: str, project_id: int) -> Q:
    """Tenures whose person or unit is meant by what somebody typed."""
    persons = set(people.find_by_name(text).values_list("pk", flat=True))
    persons |= set(people.find_by_phone(text).values_list("pk", flat=True))
    if re.fullmatch(r"\d{4}", text.strip()):
        persons |= set(people.find_by_phone_ending(text.strip()).values_list("pk", flat=True))
    hits = search.find(
        text,
        kinds=["tenure"],
        project_ids=frozenset([project_id]),
        limit=FOUND_AT_MOST,
        also_hidden=True,
    )
    return (
        Q(person__in=persons)
        | Q(person__merged_into__in=persons)
        | Q(unit__in=units_meant(project_id, text))
        | Q(pk__in=[int(hit.key) for hit in hits])
    )


def _of(*roles: TenureRole):
    return lambda rows, _page: rows.filter(role__in=roles)


class Residents(shell.ListPage, InResidents):
    title = gettext_lazy("Residents")
    template_name = "console/ground/residents/list.html"
    key = "recorded_at"
    filters = Search
    empty = gettext_lazy("Nobody is recorded here yet")
    empty_hint = gettext_lazy("Register the first one, or import the roster.")
    # Leaving with everybody's names is nothing one click should do.
    may_export = False
    tabs = (
        Tab("all", gettext_lazy("All")),
        Tab("owners", gettext_lazy("Owners"), _of(TenureRole.OWNER)),
        Tab("tenants", gettext_lazy("Tenants"), _of(TenureRole.TENANT)),
        Tab(
            "household",
            gettext_lazy("Household members"),
            _of(TenureRole.HOUSEHOLD_MEMBER, TenureRole.PROPERTY_USER),
        ),
        Tab(
            "project",
            gettext_lazy("Representatives and prospects"),
            _of(TenureRole.CLIENT_REPRESENTATIVE, TenureRole.PROSPECTIVE_OWNER),
        ),
    )

    @property
    def may_handle(self) -> bool:
        return people_rights.may_handle(self.actor)

    def prepare(self) -> None:
        super().prepare()
        require(people_rights.may_see(self.actor))
        self.request.page_project_id = self.project_id  # type: ignore[attr-defined]

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (
            Column(
                "person", _("Full name"), leads=True, get=lambda row: self._card(row).masked_name
            ),
            Column("unit.address", _("Unit")),
            Column("role", _("In which role"), get=lambda row: row.get_role_display()),
            Column("phone", _("Phone"), get=lambda row: self._card(row).masked_phone),
            Column("begins_on", _("Since"), kind="day"),
            Column("care", _("Care"), kind="state", get=self._care, tone=lambda _row: "warn"),
        )

    def rows(self):
        today = timezone.localdate(self.now)
        running = queries.visible_to(self.actor).filter(queries.running_on(today))
        return running.filter(project=self.project_id).select_related("unit", "person")

    def row_address(self, row) -> str:
        return reverse("console:residents:person", args=[people_id(row)])

    def answer(self, *args, **facts):
        lines = facts.get("lines", [])
        self._cards = people.cards(row.person_id for row, _address in lines)
        return super().answer(*args, **facts)

    def _card(self, row: Tenure) -> people.Card:
        return self._cards[row.person_id]

    def _care(self, row: Tenure) -> str:
        return "、".join(str(kind.label) for kind in self._card(row).care)


def people_id(row: Tenure) -> int:
    """The row the person is known by after merges."""
    return row.person.merged_into_id or row.person_id
