"""How the desk shows in the frame: the last place of the bar."""

from anlin.faces.portal.shell import Entry, Place, register

register(Entry(place=Place.MINE, icon="user", url_name="portal:mine"))
