"""Forms of the desk: they look at shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.bonds.relations.choices import ActivityKind, Leaning
from anlin.bonds.relations.models import Drive, Voice
from anlin.faces.kit.forms import steps
from anlin.faces.kit.forms.fields import DayInput, Form, MomentInput
from anlin.faces.kit.forms.questions import Replying
from anlin.ground.workforce.models import Staff


def long_text(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=8000, **more)


def home(**more: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Home"), max_length=40, required=False, help_text=_("As in 3-2-1502."), **more
    )


class _OfStaff(forms.Form):
    """With a member of staff to choose, of those who work here."""

    chooses = ""

    def offer(self, staff: Any) -> None:
        field: Any = self.fields[self.chooses]
        field.queryset = staff
        field.label_from_instance = lambda each: each.name


class Plan(Form, _OfStaff):
    chooses = "host"
    kind = forms.ChoiceField(label=pgettext_lazy("activity", "What it is"), choices=ActivityKind)
    title = forms.CharField(
        label=pgettext_lazy("activity", "Theme"),
        max_length=120,
        required=False,
        help_text=_("A visit is called by its home when left blank."),
    )
    begins_at = forms.DateTimeField(label=pgettext_lazy("activity", "Begins"), widget=MomentInput)
    host = forms.ModelChoiceField(label=_("Who hosts it"), queryset=Staff.objects.none())
    home = home()
    place = forms.CharField(
        label=pgettext_lazy("activity", "Where"), max_length=120, required=False
    )
    drive = forms.ModelChoiceField(
        label=_("Collection of opinions it belongs to"),
        queryset=Drive.objects.none(),
        required=False,
    )
    until_on = forms.DateField(
        label=_("Answered until (questionnaires)"), widget=DayInput, required=False
    )
    is_by_chance = forms.BooleanField(label=_("By chance, not planned"), required=False)

    def __init__(self, *args, staff, drives, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer(staff)
        fields: Any = self.fields
        fields["drive"].queryset = drives


class Hold(steps.Step):
    held_at = forms.DateTimeField(label=pgettext_lazy("activity", "Held"), widget=MomentInput)
    present = forms.IntegerField(
        label=_("How many came"), min_value=0, max_value=100_000, required=False
    )
    minutes = long_text(_("Minutes"), rows=5)
    photo = forms.FileField(label=pgettext_lazy("activity", "Photo"), required=False)


class Cancel(steps.Step):
    reason = long_text(pgettext_lazy("activity", "Why it does not take place"), rows=2)


class NoteVoice(Form):
    words = long_text(_("What they said, in their words"))
    leaning = forms.ChoiceField(label=pgettext_lazy("voice", "What it is"), choices=Leaning)
    home = home()
    name = forms.CharField(label=pgettext_lazy("voice", "Name"), max_length=60, required=False)
    said_at = forms.DateTimeField(label=pgettext_lazy("voice", "When"), widget=MomentInput)
    answer = long_text(
        _("What they were told there"),
        required=False,
        help_text=_("Left blank, it waits for an answer."),
    )
    becomes_matter = forms.BooleanField(label=_("Make it a matter at once"), required=False)


class Answer(steps.Step):
    answer = long_text(_("What they were told"))


class VisitAfter(steps.Step, _OfStaff):
    chooses = "staff"
    staff = forms.ModelChoiceField(label=_("Who went there"), queryset=Staff.objects.none())
    visited_at = forms.DateTimeField(label=pgettext_lazy("voice", "When"), widget=MomentInput)
    was_in_person = forms.TypedChoiceField(
        label=pgettext_lazy("voice", "How"),
        choices=[("yes", _("in person, at the home")), ("no", _("by telephone"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    said = long_text(_("What they said, and what they were told"))

    def __init__(self, *args, staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer(staff)


class Ask(Form):
    scales = long_text(
        _("Questions answered with one to five, a line each"), rows=4, required=False
    )
    wordings = long_text(_("Questions answered in words, a line each"), rows=3, required=False)


class OpenDrive(Form):
    theme = forms.CharField(label=pgettext_lazy("activity", "Theme"), max_length=120)
    asks = long_text(_("What people are asked for"))
    first_on = forms.DateField(label=pgettext_lazy("period", "First day"), widget=DayInput)
    last_on = forms.DateField(label=pgettext_lazy("period", "Last day"), widget=DayInput)


class Conclude(Form):
    learnt = long_text(
        _("What was learnt: where do we fall short, and what do people want?"), rows=6
    )


class TakeMeasure(Form, _OfStaff):
    chooses = "staff"
    voices = forms.ModelMultipleChoiceField(
        label=_("What people said that shows it"),
        queryset=Voice.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    matters = forms.CharField(
        label=_("Numbers of matters that show it"), max_length=400, required=False
    )
    shortcoming = forms.CharField(label=_("Shortcoming"), max_length=400)
    measure = long_text(_("What is done about it"))
    staff = forms.ModelChoiceField(label=_("By whom"), queryset=Staff.objects.none())
    due_on = forms.DateField(label=_("Until when"), widget=DayInput)

    def __init__(self, *args, staff, voices, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer(staff)
        field: Any = self.fields["voices"]
        field.queryset = voices
        field.label_from_instance = lambda voice: voice.words[:80]


class Track(steps.Step):
    words = long_text(_("How it goes"))
    changed = long_text(_("What owners' words changed of the plan"), required=False, rows=2)
    due_on = forms.DateField(label=_("Until when"), widget=DayInput)


class End(steps.Step):
    outcome = long_text(_("What came of it"))


class Drop(steps.Step):
    outcome = long_text(_("Why it is given up"))


class Paper(Replying):
    """A questionnaire that came back on paper."""

    home = home()
    name = forms.CharField(label=pgettext_lazy("voice", "Name"), max_length=60, required=False)
    field_order = ["home", "name"]
