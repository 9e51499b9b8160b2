"""How the desk shows in the frame: a tile and a card of the first page."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.portal.shell import Card, Tile, register_card, register_tile

register_tile(Tile(title=_("Messages"), icon="mail", url_name="portal:messages"))
register_card(Card(url_name="portal:messages_card", title=_("Messages"), order=30))
