"""The search of the top bar: rooms, people, matters and work orders by room, name, phone or number."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.faces.console import shell
from anlin.faces.kit import projects
from anlin.foundation.search import api as search
from anlin.ground.estate import queries as estate
from anlin.ground.people import queries as people
from anlin.ground.tenure import queries as tenure
from anlin.kernel.actors import Actor
from anlin.trades.cases import queries as cases
from anlin.trades.workorders import queries as workorders

AT_MOST = 40
RIGHTS = {
    "unit": estate.SEE,
    "tenure": tenure.SEE,
    "case": cases.SEE,
    "workorder": workorders.SEE,
}


class Find(shell.Page):
    """An unambiguous number goes straight to its page; everything else is shown in groups, masked."""

    template_name = "console/find/found.html"
    part = "found"
    desk = "find"

    @property
    def title(self) -> str:
        return _("Search")

    @property
    def asked(self) -> str:
        return self.request.GET.get("q", "").strip()

    def get(self, request, *args, **kwargs) -> HttpResponse:
        groups = self.groups() if self.asked else []
        [only] = (
            shown
            if len(shown := [one for group in groups for one in group["found"]]) == 1
            else [None]
        )
        if only and only["number"] and only["number"].casefold() == self.asked.casefold():
            return self.go(only["address"])
        return self.answer(results=groups, asked=self.asked, count=len(shown))

    @property
    def everywhere(self) -> bool:
        """Asked in every project the actor sees, not only in the one they are looking at."""
        return "all" in self.request.GET

    def context(self) -> dict[str, Any]:
        return {
            "everywhere": self.everywhere,
            "letters": [(term, words) for term in self.asked.lower().split() if (words := search.standing_for(term))],
            "has_more_projects": len(projects.offered(self.request)) > 1,
        }  # fmt: skip

    def groups(self) -> list[dict[str, Any]]:
        if self.everywhere:
            hits = found_anywhere(self.asked, self.actor)
        else:
            hits = found(self.asked, self.actor, self.project.id if self.project else None)
        ids: dict[str, list[int]] = {}
        for hit in hits:
            ids.setdefault(hit.kind, []).append(int(hit.key))
        made = [
            (_("Units"), units_found(ids.get("unit", []), self.actor)),
            (_("People"), people_found(ids.get("tenure", []), self.actor)),
            (_("Matters"), matters_found(ids.get("case", []), self.actor)),
            (_("Work orders"), orders_found(ids.get("workorder", []), self.actor)),
        ]
        return [{"title": title, "found": lines} for title, lines in made if lines]


def found(text: str, actor: Actor, project_id: int | None) -> list[search.Hit]:
    """Hits in the project one is looking at, of the kinds one may see there."""
    if project_id is None:
        return []
    kinds = [kind for kind, right in RIGHTS.items() if actor.may(right, project_id)]
    here = frozenset([project_id])
    return search.find(text, kinds=kinds, project_ids=here, also_hidden=True, limit=AT_MOST)


def found_anywhere(text: str, actor: Actor) -> list[search.Hit]:
    """The newest hits of each kind wherever the actor may see it; kinds seen in the same projects are asked at once."""
    together: dict[frozenset[int] | None, list[str]] = {}
    for kind, right in RIGHTS.items():
        together.setdefault(actor.projects_with(right), []).append(kind)
    hits = [
        hit
        for where, kinds in together.items()
        for hit in search.find(
            text, kinds=kinds, project_ids=where, also_hidden=True, limit=AT_MOST
        )
    ]
    return sorted(hits, key=lambda hit: hit.at, reverse=True)[:AT_MOST]


def units_found(ids: list[int], actor: Actor) -> list[dict[str, str]]:
    units = estate.units_visible_to(actor).filter(pk__in=ids).order_by("address") if ids else []
    return [line(u.address, "", reverse("console:household", args=[u.pk])) for u in units]


def people_found(ids: list[int], actor: Actor) -> list[dict[str, str]]:
    if not ids:
        return []
    running = tenure.visible_to(actor).filter(tenure.running_on(timezone.localdate()))
    found_here = running.filter(pk__in=ids, unit__isnull=False).select_related("person", "unit")
    held = list(found_here.order_by("unit__address", "id"))
    phones = people.masked_phones_of(one.person_id for one in held)
    return [
        line(
            f"{people.masked_name_of(one.person)} {phones.get(one.person_id, '')}",
            f"{one.unit.address} · {one.get_role_display()}",
            reverse("console:household", args=[one.unit_id]),
        )
        for one in held
        if one.unit is not None
    ]


def matters_found(ids: list[int], actor: Actor) -> list[dict[str, str]]:
    return works_found(cases.visible_to(actor), ids, "console:case", newest="-opened_at")


def orders_found(ids: list[int], actor: Actor) -> list[dict[str, str]]:
    return works_found(workorders.visible_to(actor), ids, "console:workorder", newest="-raised_at")


def works_found(
    rows: QuerySet[Any], ids: list[int], url_name: str, *, newest: str
) -> list[dict[str, str]]:
    """Matters or work orders: number, title, where they stand and where they are about."""
    if not ids:
        return []
    shown = ("number", "title", "state", "place", "unit__address")
    lean = rows.select_related(None).select_related("unit").only(*shown)
    return [
        line(
            one.title,
            f"{one.get_state_display()} · {one.unit.address if one.unit else one.place}",
            reverse(url_name, args=[one.pk]),
            one.number,
        )
        for one in lean.filter(pk__in=ids).order_by(newest)
    ]


def line(title: str, hint: str, address: str, number: str = "") -> dict[str, str]:
    return {"title": title, "hint": hint, "address": address, "number": number}


shell.register_search("console:find")
urlpatterns = [path("find/", Find.as_view(), name="find")]
