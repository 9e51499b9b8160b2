"""How the desk shows in the frame: a place, a tile, a card of the first page."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.portal.shell import (
    Card,
    Entry,
    Place,
    Tile,
    register,
    register_card,
    register_tile,
)

register(Entry(place=Place.REQUESTS, icon="message-plus", url_name="portal:requests"))
register_tile(Tile(title=_("Report something"), icon="message-plus", url_name="portal:report"))
register_tile(Tile(title=_("My matters"), icon="list-check", url_name="portal:requests"))
register_card(Card(url_name="portal:requests_card", title=_("Open matters"), order=10))
