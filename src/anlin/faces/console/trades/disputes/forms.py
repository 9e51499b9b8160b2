"""Forms of one mediation: they look at shape only."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.kit.forms import steps
from anlin.faces.kit.forms.fields import DayInput, Form, MomentInput, TimeInput
from anlin.ground.workforce.models import Staff
from anlin.trades.disputes import queries
from anlin.trades.disputes.choices import (
    Body,
    ContactKind,
    HeardHow,
    MediationKind,
    OptionKind,
    Risk,
    Side,
)
from anlin.trades.disputes.models import Mediation, Option, Party, Statement

WEEKDAYS = [
    ("", "—"), (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
    (5, _("Saturday")), (6, _("Sunday")),
]  # fmt: skip


def long_text(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=8000, **more)


def hour(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=TimeInput, **more)


class Open(Form):
    kind = forms.ChoiceField(label=_("Between"), choices=MediationKind)
    a_name = forms.CharField(
        label=_("Side A: name"), max_length=80, required=False,
        help_text=_("As they are called; who lives in the home below is known by the full name."),
    )  # fmt: skip
    a_unit = forms.CharField(label=_("Side A: home"), max_length=60, required=False)
    a_interests = long_text(
        _("Side A: what a fair result has to weigh"), rows=2, required=False,
        help_text=_("A child that must sleep, shift work, an illness they told us of."),
    )  # fmt: skip
    b_name = forms.CharField(label=_("Side B: name"), max_length=80, required=False)
    b_unit = forms.CharField(label=_("Side B: home"), max_length=60, required=False)
    b_interests = long_text(_("Side B: what a fair result has to weigh"), rows=2, required=False)
    mediator = forms.ModelChoiceField(
        label=_("Mediator"), queryset=Staff.objects.none(),
        help_text=_("Somebody who is neither of the sides nor lives with one."),
    )  # fmt: skip

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mediator: Any = self.fields["mediator"]
        mediator.queryset = staff
        mediator.label_from_instance = lambda one: one.name


class Step(steps.Step):
    def __init__(self, *args: Any, mediation: Mediation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mediation = mediation


class Hear(Step):
    side = forms.ChoiceField(label=_("Who was heard"), choices=Side)
    words = long_text(
        _("What they said"), help_text=_("In their own words. The other side does not read it.")
    )
    how = forms.ChoiceField(label=_("How"), choices=HeardHow)
    heard_at = forms.DateTimeField(label=_("When"), widget=MomentInput)
    answers = forms.ModelChoiceField(
        label=_("A complaint about what the other side does"), queryset=Statement.objects.none(), required=False,
        help_text=_("Choose what it answers: knocking back is kept in the same case."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said: Any = self.fields["answers"]
        said.queryset = Statement.objects.filter(party__mediation=self.mediation).order_by("pk")
        said.label_from_instance = lambda one: f"{one.party.get_side_display()}: {one.words[:40]}"
        sides: Any = self.fields["side"]
        sides.choices = [(one.side, _named(one)) for one in self.mediation.parties.order_by("side")]


def _named(party: Party) -> str:
    from anlin.faces.console.trades.disputes.words import masked  # noqa: PLC0415

    return f"{party.get_side_display()} · {masked(party)}"


class Contact(Step):
    kind = forms.ChoiceField(label=_("What was done"), choices=ContactKind)
    words = long_text(_("What was said or found"))
    happened_at = forms.DateTimeField(label=_("When"), widget=MomentInput)
    rule_cited = forms.CharField(
        label=_("Rule that was looked into"), max_length=200, required=False,
        help_text=_("With its article, such as: estate rules, article 12."),
    )  # fmt: skip
    risk = forms.ChoiceField(label=_("Risk"), choices=Risk, required=False)


class AddOption(Step):
    kind = forms.ChoiceField(label=_("Kind"), choices=OptionKind)
    words = long_text(_("The way out"))


class Votes(Step):
    option = forms.ModelChoiceField(label=_("The way out"), queryset=Option.objects.none())
    in_favour = forms.IntegerField(label=_("In favour"), min_value=0, max_value=9999)
    against = forms.IntegerField(label=_("Against"), min_value=0, max_value=9999)
    on = forms.DateField(label=_("Day of the vote"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        option: Any = self.fields["option"]
        option.queryset = self.mediation.options.filter(voted_on=None).order_by("pk")
        option.label_from_instance = lambda one: f"{one.get_kind_display()}: {one.words[:40]}"


class Propose(Step):
    terms = long_text(
        _("Terms"), rows=6, help_text=_("What each side does and leaves. Nobody is judged.")
    )
    begins = hour(_("Quiet from"))
    ends = hour(_("Quiet until"))
    weekday = forms.TypedChoiceField(
        label=_("Otherwise on"), choices=WEEKDAYS, coerce=int, empty_value=None, required=False
    )
    weekday_begins = hour(_("Then quiet from"))
    weekday_ends = hour(
        _("Then quiet until"), help_text=_("Left empty, no quiet hours hold on that day.")
    )
    first = forms.DateField(label=_("Other hours from day"), required=False, widget=DayInput)
    last = forms.DateField(label=_("Until day"), required=False, widget=DayInput)
    days_begins = hour(_("Quiet on these days from"))
    days_ends = hour(_("Quiet on these days until"), help_text=_("Exam days, for example."))


class Consent(Step):
    side = forms.ChoiceField(label=_("Who agreed"), choices=Side)
    on = forms.DateField(label=pgettext_lazy("consent", "On"), widget=DayInput)


class Check(Step):
    is_kept = forms.TypedChoiceField(
        label=_("Does the agreement hold?"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("both sides keep it")), ("no", _("no: mediate again"))],
    )  # fmt: skip
    words = long_text(_("What was found"))


class HandOver(Step):
    body = forms.ChoiceField(label=_("To whom"), choices=Body)
    reason = long_text(_("Why the company cannot settle it"))
    on = forms.DateField(label=pgettext_lazy("hand-over", "On"), widget=DayInput)


class HandToSpeaker(Step):
    where = forms.CharField(label=_("Where it is talked about"), max_length=200)
    officer = forms.ModelChoiceField(
        label=_("Who speaks for the company"), queryset=Staff.objects.none()
    )

    def __init__(self, *args, mediation, **kwargs) -> None:
        super().__init__(*args, mediation=mediation, **kwargs)
        field: Any = self.fields["officer"]
        project_id = mediation.case.project_id
        field.queryset = queries.speakers(project_id, timezone.localdate())
        field.label_from_instance = lambda each: each.name


class Say(Step):
    to_whom = forms.CharField(label=_("To whom, by which way"), max_length=120)
    words = long_text(
        pgettext_lazy("public", "What was said"),
        help_text=_("No names, no telephone numbers, no homes of the sides."),
    )
