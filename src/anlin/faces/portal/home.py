"""What a resident sees first: what they may do, and what concerns them now."""

from django.urls import path
from django.utils.translation import gettext as _

from anlin.faces.portal import shell
from anlin.faces.portal.shell import Entry, Place, register


class Home(shell.Page):
    template_name = "portal/home/home.html"
    desk = "home"

    @property
    def title(self) -> str:
        return _("Home")

    def context(self) -> dict:
        return {"tiles": shell.tiles(), "cards": shell.cards()}


register(Entry(place=Place.HOME, icon="home", url_name="portal:home"))

urlpatterns = [path("", Home.as_view(), name="home")]
