"""The company's own lists: channels, categories, and the hours of the project's desk."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.foundation.settings import forms
from anlin.faces.console.foundation.settings.places import InSettings
from anlin.ground.estate import actions as estate_actions
from anlin.ground.estate import permissions as estate_rights
from anlin.ground.estate import queries as estate
from anlin.kernel.errors import NotThere, require
from anlin.trades.cases import actions, permissions
from anlin.trades.cases.choices import Axis
from anlin.trades.cases.models import Category, Channel


class Channels(InSettings):
    template_name = "console/foundation/settings/channels.html"
    title = _("Channels")

    def context(self) -> dict:
        return {
            "channels": Channel.objects.order_by("rank", "id"),
            "may_arrange": permissions.may_arrange(self.actor),
        }


class SwitchChannel(InSettings):
    """One click on, one click off: nothing is lost by either."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.go(reverse("console:settings:channels"))

    def post(self, request, *args, **kwargs) -> HttpResponse:
        channel = one(Channel.objects.all(), code=kwargs["code"])
        wanted = request.POST.get("active") == "1"
        actions.switch_channel(channel=channel, is_active=wanted, by=self.actor, at=self.now)
        self.say(_("The channel is offered.") if wanted else _("The channel is offered no more."))
        return self.go(reverse("console:settings:channels"))


class Categories(InSettings):
    template_name = "console/foundation/settings/categories.html"
    title = _("Categories")

    def context(self) -> dict:
        lines = list(_categories())
        return {
            "axes": [(axis, [line for line in lines if line.axis == axis]) for axis in Axis],
            "may_arrange": permissions.may_arrange(self.actor),
        }


class AddCategory(shell.FormPage, InSettings):
    form_class = forms.Category
    title = _("Add a category")
    done = _("The category is in the list.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_arrange(self.actor))

    @property
    def back_to(self) -> str:
        return reverse("console:settings:categories")

    def form_arguments(self) -> dict:
        return {"parents": _categories(), "initial": {"axis": self.request.GET.get("axis")}}

    def act(self, form) -> str:
        given = dict(form.cleaned_data)
        actions.add_category(axis=Axis(given.pop("axis")), **given, by=self.actor, at=self.now)
        return self.back_to


class Desk(shell.FormPage, InSettings):
    form_class = forms.Desk
    title = _("Hours and complaint lines")
    done = _("Hours and lines are changed.")

    def prepare(self) -> None:
        super().prepare()
        if self.project is None:
            raise NotThere
        self.here = one(estate.visible_to(self.actor), pk=self.project.id)
        require(estate_rights.may_edit(self.actor, self.here.pk))

    @property
    def hint(self) -> str:
        return self.here.name

    def form_arguments(self) -> dict:
        names = forms.Desk.base_fields
        return {"initial": {name: getattr(self.here, name) for name in names}}

    def act(self, form) -> str:
        estate_actions.change_profile(
            project=self.here, values=form.cleaned_data, by=self.actor, at=self.now
        )
        return reverse("console:settings:desk")


def _categories() -> QuerySet[Category]:
    return Category.objects.select_related("parent").order_by("axis", "rank", "id")
