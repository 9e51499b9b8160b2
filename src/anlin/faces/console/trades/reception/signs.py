"""Signs with a code at places: which hang, putting one up, its sheet to be printed, taking it down."""

import io
from typing import Any

import segno
from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.trades.reception.mailboxes import InProject
from anlin.faces.kit.forms.fields import Form
from anlin.ground.estate.models import Building
from anlin.kernel.errors import NotThere
from anlin.trades.reception import actions, permissions, queries
from anlin.trades.reception.models import Sign


class Signs(InProject):
    template_name = "console/trades/reception/signs.html"
    title = _("Signs with a code")
    right = permissions.SIGNS

    def context(self) -> dict[str, Any]:
        if self.project is None or not permissions.may_put_up(self.actor, self.project.id):
            raise NotThere
        return {"signs": queries.signs_of(self.project.id)}


class NewSign(Form):
    place = django_forms.CharField(
        label=_("Place"),
        max_length=80,
        help_text=_("As people call it: lift of building 3, pump room, north gate."),
    )
    building = django_forms.ModelChoiceField(
        label=_("Building"), queryset=Building.objects.none(), required=False
    )

    def __init__(self, *args, buildings, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].queryset = buildings
        self.fields["building"].label_from_instance = lambda building: building.name


class PutUpSign(shell.FormPage, InProject):
    form_class = NewSign
    title = _("Put up a sign")
    right = permissions.SIGNS
    done = _("The sign has its code. Print it and put it up.")

    @property
    def back_to(self) -> str:
        return reverse("console:signs")

    def form_arguments(self) -> dict[str, Any]:
        return {"buildings": Building.objects.filter(project=self.here).order_by("code")}

    def act(self, form: django_forms.Form) -> str:
        sign = actions.put_up_sign(
            project=self.here, by=self.actor, at=self.now, **form.cleaned_data
        )
        return reverse("console:sign", args=[sign.pk])


class OfSign(shell.Page):
    """Of whichever project it is, not only the one worked in now."""

    desk = "trades.reception"
    right = permissions.SIGNS

    def prepare(self) -> None:
        super().prepare()
        found = queries.hanging_signs().filter(pk=self.kwargs["pk"]).first()
        if found is None or not permissions.may_put_up(self.actor, found.project_id):
            raise NotThere
        self.sign: Sign = found

    @property
    def address(self) -> str:
        """What the code says."""
        return self.request.build_absolute_uri(reverse("portal:sign", args=[self.sign.code]))


class Sheet(OfSign):
    """One page to be printed and put up."""

    template_name = "console/trades/reception/sheet.html"
    title = _("Sign with a code")

    def context(self) -> dict[str, Any]:
        return {"sign": self.sign, "place": self.sign.project, "address": self.address}


class Code(OfSign):
    """The code as a picture."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        picture = segno.make(self.address, error="m", micro=False)
        drawn = io.BytesIO()
        picture.save(drawn, kind="svg", scale=8, border=4)
        return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


class TakeDown(OfSign, shell.FormPage):
    form_class = Form
    title = _("Take the sign down")
    button = _("Take the sign down")
    done = _("The code opens nothing any more.")

    @property
    def hint(self) -> str:
        return self.sign.place

    @property
    def back_to(self) -> str:
        return reverse("console:signs")

    def act(self, form: django_forms.Form) -> str:
        actions.take_down_sign(sign=self.sign, by=self.actor, at=self.now)
        return self.back_to
