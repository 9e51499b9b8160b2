"""The frame of the portal: places of the bar below, tiles and cards of the first page register here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit import pages
from anlin.faces.kit.lists.page import ListPage as KitListPage
from anlin.faces.kit.requests import Request

TEMPLATE = "portal/shell.html"


class Place(StrEnum):
    """The five places, in their order."""

    HOME = "home"
    REQUESTS = "requests"
    BILLS = "bills"
    COMMUNITY = "community"
    MINE = "mine"


TITLES = {
    Place.HOME: _("Home"),
    Place.REQUESTS: _("Report"),
    Place.BILLS: _("Bills"),
    Place.COMMUNITY: _("Community"),
    Place.MINE: _("Mine"),
}


@dataclass(frozen=True)
class Entry:
    """A place that exists: its icon and its first page."""

    place: Place
    icon: str
    url_name: str

    @property
    def title(self) -> Any:
        return TITLES[self.place]

    @property
    def address(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Tile:
    """A large button on the first page."""

    title: Any
    icon: str
    url_name: str

    @property
    def address(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Card:
    """A panel of the first page, borrowed by its address."""

    url_name: str
    title: Any
    order: int = 50

    @property
    def address(self) -> str:
        return reverse(self.url_name)


_entries: dict[Place, Entry] = {}
_tiles: list[Tile] = []
_cards: list[Card] = []


def register(entry: Entry) -> None:
    if entry.place in _entries:
        raise ValueError(f"Two desks want the place {entry.place}.")
    _entries[entry.place] = entry


def register_tile(tile: Tile) -> None:
    _tiles.append(tile)


def register_card(card: Card) -> None:
    _cards.append(card)


def tiles() -> list[Tile]:
    return list(_tiles)


def cards() -> list[Card]:
    return sorted(_cards, key=lambda card: card.order)


def frame(request: Request, here: str) -> dict[str, Any]:
    return {"places": [_entries[p] for p in Place if p in _entries], "here": here}


class InPortal(pages.Page):
    """Mixed into every page of the portal."""

    shell = TEMPLATE
    desk = ""

    def answer(self, *args: Any, **facts: Any):
        if not self.wants_part:
            facts = frame(self.request, self.desk) | facts
        return super().answer(*args, **facts)


Page = InPortal


class FormPage(InPortal, pages.FormPage):
    pass


class ListPage(InPortal, KitListPage):
    pass
