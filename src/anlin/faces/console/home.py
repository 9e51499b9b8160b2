"""Today: what hurts first stands first. The page itself knows nothing; its panels are borrowed."""

from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.shell import Desk, Group, Phone, Slot, register


class Home(shell.Page):
    template_name = "console/home/home.html"
    desk = "home"

    @property
    def title(self) -> str:
        return _("Today")

    def context(self) -> dict:
        return {
            "greeting": greeting(self.now.hour),
            "figures": shell.panels_for(self.actor, Slot.FIGURES),
            "main": shell.panels_for(self.actor, Slot.MAIN),
            "aside": shell.panels_for(self.actor, Slot.ASIDE),
        }


class Mine(shell.Page):
    """One's own account: safety, language, large type, signing out."""

    template_name = "console/home/mine.html"
    desk = "mine"

    @property
    def title(self) -> str:
        return _("Mine")


def greeting(hour: int) -> str:
    if hour < 12:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


register(
    Desk(
        name="home",
        title=gettext_lazy("Today"),
        icon="home",
        url_name="console:home",
        group=Group.TODAY,
        phone=Phone.TODO,
    )
)
register(
    Desk(
        name="mine",
        title=gettext_lazy("Mine"),
        icon="user",
        url_name="console:mine",
        group=None,
        phone=Phone.MINE,
    )
)

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("mine/", Mine.as_view(), name="mine"),
]
