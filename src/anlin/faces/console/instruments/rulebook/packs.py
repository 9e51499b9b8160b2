"""Packs of rules: which were taken, taking one, and how two versions differ."""

from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.instruments.rulebook.places import InRulebook
from anlin.faces.kit.forms.fields import Form
from anlin.instruments.duty import actions, permissions, queries
from anlin.instruments.duty.models import Pack
from anlin.kernel.errors import NotThere, require

LARGEST = 2_000_000


class Packs(InRulebook):
    template_name = "console/instruments/rulebook/packs.html"
    title = gettext_lazy("Rulebook")

    def context(self) -> dict[str, Any]:
        taken = list(queries.packs_told(self.actor, self.today))
        known = {pack.code for pack in taken}
        return {
            "packs": [(pack, queries.title_of(pack)) for pack in taken],
            "offered": [code for code in queries.shipped() if code not in known],
            "may_take": permissions.may_arrange(self.actor, None),
            "may_adopt": self.actor.may_anywhere(permissions.ARRANGE),
        }


class Take(InRulebook):
    """A pack that comes with the house; taking the same again changes nothing."""

    http_method_names = ("post",)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if kwargs["code"] not in queries.shipped():
            raise NotThere
        written = queries.written(Path(kwargs["code"]))
        actions.take_pack(written=written, by=self.actor, at=self.now)
        self.say(_("The pack is taken. Its rules stand nowhere until somebody adopts it."))
        return self.go(reverse("console:rulebook:packs"))


class UploadForm(Form):
    file = forms.FileField(
        label=gettext_lazy("Pack file"),
        help_text=gettext_lazy("A YAML file with the pack's own lines and its rules."),
    )

    def clean_file(self) -> tuple[str, str]:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than two megabytes."))
        try:
            return sent.name, sent.read().decode("utf-8")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is no text in UTF-8.")) from None


class Upload(shell.FormPage, InRulebook):
    template_name = "console/instruments/rulebook/upload.html"
    form_class = UploadForm
    title = gettext_lazy("Take a pack from a file")
    button = gettext_lazy("Take the pack")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_arrange(self.actor, None))

    @property
    def back_to(self) -> str:
        return reverse("console:rulebook:packs")

    def act(self, form) -> str | HttpResponse:
        try:
            written = queries.read_text(*form.cleaned_data["file"])
        except queries.PackRefused as refusal:
            form.add_error("file", _("The pack has faults; nothing of it was taken."))
            return self.answer(form=form, faults=refusal.faults, status=422)
        pack = actions.take_pack(written=written, by=self.actor, at=self.now)
        self.say(_("The pack is taken. Its rules stand nowhere until somebody adopts it."))
        return reverse("console:rulebook:pack", args=[pack.pk])


class OnePack(InRulebook):
    """Its rules, and what is different from another version."""

    template_name = "console/instruments/rulebook/pack.html"
    pack: Pack

    def prepare(self) -> None:
        super().prepare()
        self.pack = one(Pack.objects.all(), pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return f"{queries.title_of(self.pack)} · {self.pack.version}"

    def context(self) -> dict[str, Any]:
        versions = list(Pack.objects.filter(code=self.pack.code).order_by("-version"))
        asked = self.request.GET.get("against", "")
        other = next((each for each in versions if str(each.pk) == asked), None)
        lines = []
        if other is not None and other.pk != self.pk:
            lines = queries.differences(queries.kept(other), queries.kept(self.pack))
        return {
            "pack": self.pack,
            "others": [each for each in versions if each.pk != self.pack.pk],
            "other": other,
            "differences": lines,
            "rules": [
                (rule, queries.title_of(rule), rule.body.get("confidence", ""))
                for rule in self.pack.rules.order_by("code")
            ],
            "may_adopt": self.actor.may_anywhere(permissions.ARRANGE),
        }

    @property
    def pk(self) -> int:
        return self.pack.pk
