"""The frame of the console: desks and home panels register here; a page shows what its actor may open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit import actors, pages, projects
from anlin.faces.kit.lists.page import ListPage as KitListPage
from anlin.faces.kit.requests import Request
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require

TEMPLATE = "console/shell.html"


class Group(StrEnum):
    TODAY = "today"
    DAILY = "daily"
    RELATIONS = "relations"
    PROJECT = "project"
    CONTROL = "control"


TITLES = {
    Group.TODAY: "",
    Group.DAILY: _("Daily work"),
    Group.RELATIONS: _("Relations"),
    Group.PROJECT: _("Project"),
    Group.CONTROL: _("Control"),
}


class Phone(StrEnum):
    """The five places of a phone, in their order."""

    TODO = "todo"
    SCAN = "scan"
    WORK = "work"
    ROUNDS = "rounds"
    MINE = "mine"


PLACES = {
    Phone.TODO: _("To do"),
    Phone.SCAN: _("Scan"),
    Phone.WORK: _("Work orders"),
    Phone.ROUNDS: _("Rounds"),
    Phone.MINE: _("Mine"),
}


@dataclass(frozen=True)
class Count:
    """The figure beside a desk; hot when something in it is late."""

    number: int
    hot: bool = False


Counting = Callable[[Actor, int | None, datetime], Count | None]


@dataclass(frozen=True)
class Desk:
    """One entry; without a group it stands on a phone only.

    `right` must be held somewhere; `count` is asked apart from the page, and may take its time.
    """

    name: str
    title: Any
    icon: str
    url_name: str
    group: Group | None
    right: str | None = None
    count: Counting | None = None
    phone: Phone | None = None

    @property
    def address(self) -> str:
        return reverse(self.url_name)

    def open_to(self, actor: Actor) -> bool:
        return self.right is None or actor.may_anywhere(self.right)


class Slot(StrEnum):
    FIGURES = "figures"
    MAIN = "main"
    ASIDE = "aside"


@dataclass(frozen=True)
class HomePanel:
    """A panel of somebody's desk that the first page borrows by its address."""

    url_name: str
    title: Any
    slot: Slot
    right: str | None = None
    order: int = 50

    @property
    def address(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Beside:
    """A panel that a desk lends to the page of another desk's thing, found by the thing's id.

    `kind` is the thing's: "case". The page that shows it knows its address only.
    """

    kind: str
    url_name: str
    title: Any
    right: str | None = None


_desks: list[Desk] = []
_beside: list[Beside] = []
_panels: list[HomePanel] = []
# The address that answers the search of the top bar; the search desk names it.
_search: list[str] = []


def register(desk: Desk) -> None:
    if any(other.name == desk.name for other in _desks):
        raise ValueError(f"Two desks are called {desk.name}.")
    _desks.append(desk)


def register_panel(panel: HomePanel) -> None:
    _panels.append(panel)


def register_beside(panel: Beside) -> None:
    _beside.append(panel)


def beside(kind: str, pk: int, actor: Actor) -> list[dict[str, Any]]:
    """The panels other desks lend to the page of this thing, as far as the actor may open them."""
    mine = [
        one
        for one in _beside
        if one.kind == kind and (not one.right or actor.may_anywhere(one.right))
    ]
    return [{"title": one.title, "address": reverse(one.url_name, args=[pk])} for one in mine]


def register_search(url_name: str) -> None:
    _search[:] = [url_name]


def desks_for(actor: Actor) -> list[Desk]:
    return [desk for desk in _desks if desk.open_to(actor)]


def panels_for(actor: Actor, slot: Slot) -> list[HomePanel]:
    mine = [p for p in _panels if p.slot == slot and (not p.right or actor.may_anywhere(p.right))]
    return sorted(mine, key=lambda panel: panel.order)


def frame(request: Request, here: str) -> dict[str, Any]:
    """What `console/shell.html` needs; `here` is the name of the desk one is at."""
    actor = actors.of(request)
    mine = desks_for(actor) if actor else []
    groups = [(TITLES[group], [d for d in mine if d.group == group]) for group in Group]
    by_place = {desk.phone: desk for desk in mine if desk.phone}
    return {
        "groups": [(title, desks) for title, desks in groups if desks],
        "places": [(PLACES[p], by_place[p]) for p in Phone if p in by_place],
        "here": here,
        "search_address": reverse(_search[0]) if _search else "",
    }


def counts(actor: Actor, project: projects.Project | None, at: datetime) -> dict[str, Count]:
    """Desk name → figure, for the desks that have one now."""
    asked = {
        desk.name: desk.count(actor, project.id if project else None, at)
        for desk in desks_for(actor)
        if desk.count
    }
    return {name: count for name, count in asked.items() if count and count.number}


class InConsole(pages.Page):
    """Mixed into every page of the console: its frame, and staff only."""

    shell = TEMPLATE
    desk = ""

    def prepare(self) -> None:
        require(self.actor.is_staff)
        super().prepare()

    def answer(self, *args: Any, **facts: Any):
        if not self.wants_part:
            facts = frame(self.request, self.desk) | facts
        return super().answer(*args, **facts)


Page = InConsole


class FormPage(InConsole, pages.FormPage):
    pass


class ListPage(InConsole, KitListPage):
    pass
