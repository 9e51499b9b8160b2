"""How the desk shows in the frame: a tile of the first page."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.portal.shell import Tile, register_tile

register_tile(Tile(title=_("Rules of the estate"), icon="book", url_name="portal:rules"))
