"""When nothing works: a sheet to write on by hand, and the way to enter it when everything is back."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.cases import choosing
from anlin.faces.console.trades.cases.taking.intake import OnIntake
from anlin.faces.kit.forms import once
from anlin.faces.kit.forms.fields import Form
from anlin.ground.estate import queries as estate
from anlin.kernel.errors import Invalid
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.errors import ReportedBefore
from anlin.trades.cases.models import Channel

LINES = 10
PARTS = ("time", "kind", "place", "name", "phone", "words")


class Sheet(OnIntake, shell.Page):
    """An empty sheet to print before it is needed; lines and columns are those of `Enter`."""

    template_name = "console/cases/paper.html"
    title = gettext_lazy("Sheet for outages")

    def context(self) -> dict[str, Any]:
        return {
            "numbers": range(1, LINES + 1),
            "kinds": [kind.label for kind in CaseKind],
            "desk": estate.visible_to(self.actor).get(pk=self.project.id),
        }


class Lines(Form):
    """The lines of one sheet, each with a time of that day; a line without words is empty."""

    key = once.KeyField(required=False)
    day = forms.DateField(
        label=gettext_lazy("Day of the sheet"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    channel = choosing.NamedField(label=gettext_lazy("Channel"), queryset=Channel.objects.none())

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["channel"].queryset = queries.active_channels(inbound=True)
        for number in range(1, LINES + 1):
            for part, field in _line().items():
                field.label = format_lazy("{} · {}", number, field.label)
                fields[f"{part}_{number}"] = field

    def lines(self) -> list[tuple[int, list[forms.BoundField]]]:
        return [(n, [self[f"{part}_{n}"] for part in PARTS]) for n in range(1, LINES + 1)]

    def clean_key(self) -> str:
        return self.cleaned_data["key"] or once.new_key()

    def written(self) -> list[tuple[int, dict[str, Any]]]:
        """The lines with words, by number."""
        given = self.cleaned_data
        lines = (
            (n, {part: given.get(f"{part}_{n}") for part in PARTS}) for n in range(1, LINES + 1)
        )
        return [(n, line) for n, line in lines if line["words"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in range(1, LINES + 1):
            line = {part: given.get(f"{part}_{number}") for part in PARTS}
            if line["words"] and line["time"] is None and f"time_{number}" not in self.errors:
                self.add_error(f"time_{number}", _("When did they tell us?"))
            if line["words"] and not (line["place"] or line["name"] or line["phone"]):
                self.add_error(f"name_{number}", _("Who was it, or from which room?"))
            if not line["words"] and any(line[part] for part in ("time", "place", "name", "phone")):
                self.add_error(f"words_{number}", _("What did they say?"))
        return given


def _line() -> dict[str, forms.Field]:
    return {
        "time": forms.TimeField(
            label=pgettext_lazy("of a report", "Time"),
            required=False,
            widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        ),
        "kind": forms.ChoiceField(
            label=gettext_lazy("Kind"),
            choices=CaseKind.choices,
            initial=CaseKind.REPAIR,
            required=False,
        ),
        "place": forms.CharField(
            label=gettext_lazy("Room or place"), max_length=120, required=False
        ),
        "name": forms.CharField(
            label=gettext_lazy("Name they gave"), max_length=40, required=False
        ),
        "phone": forms.CharField(
            label=gettext_lazy("Phone they gave"), max_length=20, required=False
        ),
        "words": forms.CharField(
            label=gettext_lazy("In the person's words"), max_length=2_000, required=False
        ),
    }


class Enter(OnIntake, shell.FormPage):
    """All lines of a sheet in one deed, each with its own hour: every clock starts when the person told us."""

    template_name = "console/cases/paper_lines.html"
    form_class = Lines
    title = gettext_lazy("Enter a sheet")

    def form_arguments(self) -> dict[str, Any]:
        usual = queries.active_channels(inbound=True).filter(code="hotline").first()
        return {"initial": {"day": timezone.localdate(self.now), "channel": usual and usual.pk}}

    def act(self, form: Any) -> str | HttpResponse:
        new = [self._new(form.cleaned_data, number, line) for number, line in form.written()]
        if not new:
            raise Invalid(_("Nothing is written on the sheet."), field="words_1")
        try:
            actions.open_many(new=new, by=self.actor, at=self.now)
        except ReportedBefore:
            self.say(_("This sheet was entered before."))
            return reverse("console:cases")
        said = ngettext("%(count)s matter is open.", "%(count)s matters are open.", len(new))
        self.say(said % {"count": len(new)})
        return reverse("console:cases")

    @cached_property
    def _here(self) -> Any:
        return estate.visible_to(self.actor).get(pk=self.project.id)

    def _new(self, given: dict[str, Any], number: int, line: dict[str, Any]) -> actions.NewCase:
        reported_at = timezone.make_aware(dt.datetime.combine(given["day"], line["time"]))
        if reported_at > self.now:
            raise Invalid(_("Nobody can have told us in the future."), field=f"time_{number}")
        place = line["place"] or ""
        unit = estate.find_unit(self.project.id, place) if place else None
        return actions.NewCase(
            project=self._here,
            kind=CaseKind(line["kind"] or CaseKind.REPAIR),
            words=line["words"],
            channel=given["channel"],
            reported_at=reported_at,
            reporter_name=line["name"] or "",
            reporter_phone=line["phone"] or "",
            unit=unit,
            place="" if unit else place,
            source_key=f"form:{self.actor.key}:{given['key']}:{number}",
        )
