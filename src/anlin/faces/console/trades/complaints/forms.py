"""Forms of one complaint: they look at shape only."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.kit.forms import steps
from anlin.faces.kit.forms.fields import DayInput
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Department, Staff
from anlin.trades.complaints.choices import CauseGroup, CauseSide, Mark
from anlin.trades.complaints.models import Complaint, Concession

MARKS = [(mark.value, mark.label) for mark in Mark if mark is not Mark.ORDINARY]
YES_NO = [("yes", _("content")), ("no", _("not content"))]


def long_text(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=8000, **more)


class Step(steps.Step):
    def __init__(self, *args: Any, complaint: Complaint, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complaint, self.day = complaint, day
        self.ready()

    def ready(self) -> None:
        """Fill the choices that depend on the complaint."""


class Marks(Step):
    marks = forms.MultipleChoiceField(
        label=_("Class"), choices=MARKS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: ordinary. Claims and complaints about the head of the office go to the company's leaders."),
    )  # fmt: skip


class Words(Step):
    words = long_text(_("Why the office cannot solve it"))


class Told(Step):
    is_content = forms.TypedChoiceField(
        label=_("The client is"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    words = long_text(_("What was said"))


class Correct(Step):
    measures = long_text(
        _("Measures"), help_text=_("What the office does so that it is solved for good.")
    )
    office = forms.ModelChoiceField(
        label=_("Who carries it out"), queryset=Department.objects.none()
    )
    due_on = forms.DateField(label=pgettext_lazy("plan", "Until"), widget=DayInput)

    def ready(self) -> None:
        office: Any = self.fields["office"]
        here = Q(project=self.complaint.case.project_id) | Q(project=None)
        office.queryset = Department.objects.filter(here).order_by("code")
        office.label_from_instance = lambda department: department.name


class Prove(Step):
    proof = long_text(_("What was carried out, and what shows it"))


class Report(Step):
    event = long_text(_("What happened"))
    cause = long_text(_("Cause"))
    corrective = long_text(_("What is corrected"))
    preventive = long_text(_("What keeps it from happening again"))
    owner = forms.ModelChoiceField(label=_("Responsible"), queryset=Staff.objects.none())
    due_on = forms.DateField(label=pgettext_lazy("plan", "Until"), widget=DayInput)

    def ready(self) -> None:
        owner: Any = self.fields["owner"]
        owner.queryset = workforce.works_in(self.complaint.case.project_id, self.day)
        owner.label_from_instance = lambda staff: staff.name


class Announce(Step):
    title = forms.CharField(label=_("Heading"), max_length=120)
    body = long_text(_("What everybody should know"), help_text=_("Without names of clients."))


class Concession_(Step):  # noqa: N801  (the table has the plain name)
    words = long_text(_("What the client asks for"))
    principle = forms.CharField(label=_("Principle it is measured by"), max_length=200)


class Decide(Step):
    concession = forms.ModelChoiceField(label=_("Concession"), queryset=Concession.objects.none())
    is_granted = forms.TypedChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("granted")), ("no", _("declined"))],
    )  # fmt: skip
    reason = long_text(_("Reason"))

    def ready(self) -> None:
        asked: Any = self.fields["concession"]
        asked.queryset = self.complaint.concessions.filter(decided_at=None).order_by("pk")
        asked.label_from_instance = lambda one: one.words[:60]


class Conclude(Step):
    cause_side = forms.ChoiceField(
        label=_("Where the fault lay"), choices=CauseSide,
        help_text=_("Ours is assumed until something else was shown."),
    )  # fmt: skip
    cause_group = forms.ChoiceField(label=_("Cause group"), choices=CauseGroup)


class Teach(Step):
    title = forms.CharField(label=_("Heading"), max_length=120)
    story = long_text(_("What happened"), help_text=_("Without names."))
    lesson = long_text(_("What it teaches"))
    course = forms.CharField(label=_("Course"), max_length=120, required=False)
