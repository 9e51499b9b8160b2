"""How the desk shows in the frame: a tile of the first page."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.portal.shell import Tile, register_tile

register_tile(Tile(title=_("Your opinion"), icon="messages", url_name="portal:opinions"))
