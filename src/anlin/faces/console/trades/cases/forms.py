"""Forms of the steps of one matter: they look at shape only; what is allowed is for the room to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console.trades.cases import choosing
from anlin.faces.kit.forms import steps
from anlin.faces.kit.forms.fields import Form, MomentInput
from anlin.ground.workforce.models import Department, Staff
from anlin.trades.cases import queries
from anlin.trades.cases.choices import (
    Axis,
    ByWhom,
    CaseKind,
    FollowUpMethod,
    FollowUpRhythm,
    NoteKind,
    Part,
)
from anlin.trades.cases.errors import TitleMissing
from anlin.trades.cases.models import Case, Category, Cause, Channel
from anlin.trades.workorders.choices import RepairClass, ServiceNature, Urgency

GRADES = [("", "—"), *((str(n), str(n)) for n in range(5, 0, -1))]
TOLD = [choice for choice in ByWhom.choices if choice[0] != ByWhom.THEMSELVES]
NOTES = [
    choice for choice in NoteKind.choices if choice[0] not in {NoteKind.RESIDENT, NoteKind.REMINDER}
]
NO_ONE = Staff.objects.none()


SOOTHING = _(
    "Answer gently, let them finish, ask for facts: what, where, since when. Say what happens next and by when. "
    "Going there is better than telephoning."
)


def long_text(label: Any, *, required: bool = True, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, **more)


class Step(steps.Step):
    def __init__(self, *args, case: Case, **kwargs) -> None:
        self.case = case
        super().__init__(*args, **kwargs)


class Sort(Step):
    kind = forms.ChoiceField(label=_("Kind"), choices=CaseKind.choices)
    trade = choosing.NamedField(label=_("Trade"), queryset=Category.objects.none())
    service_nature = forms.ChoiceField(label=_("Nature of service"), choices=ServiceNature.choices)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices)
    about = choosing.NamedField(
        label=_("Subject of complaint"), queryset=Category.objects.none(), required=False
    )
    need = long_text(
        _("Confirmed need"),
        required=False,
        rows=2,
        help_text=_(
            "What was agreed with the person, in words that the result can be measured by."
        ),
    )
    is_need_confirmed = forms.BooleanField(
        label=_("Read back to the person, who confirmed it"), required=False
    )
    is_out_of_scope = forms.BooleanField(
        label=_("Beyond our service: told the person at once"), required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["trade"].queryset = queries.categories(Axis.TRADE)
        fields["about"].queryset = queries.categories(Axis.SUBJECT)


class Withholding(Step):
    is_withheld = forms.TypedChoiceField(
        label=_("Does the person withhold fees because of this?"),
        choices=[("yes", _("Yes, fees are withheld")), ("no", _("No, fees are paid"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


class Retitle(Step):
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        error_messages={"required": TitleMissing.sentence},
        help_text=_("A few words, without a name and without a phone number."),
    )


class PassOn(Step):
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.none())
    in_charge = forms.ModelChoiceField(label=_("Person in charge"), queryset=NO_ONE, required=False)
    words = long_text(_("What they should know"), required=False, rows=2)
    with_order = forms.BooleanField(label=_("Raise a work order"), required=False)
    repair_class = forms.ChoiceField(
        label=_("Class of repair"), choices=[("", "—"), *RepairClass.choices], required=False
    )
    worker = choosing.WorkerField(
        label=_("Technician"),
        queryset=NO_ONE,
        required=False,
        help_text=_("Empty: the order waits in the pool."),
    )

    def __init__(self, *args, may_raise: bool, may_dispatch: bool, day, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        staff = choosing.staff_of(self.case.project_id, day)
        fields["department"].queryset = choosing.departments(self.case.project_id)
        fields["in_charge"].queryset = staff
        fields["worker"].queryset = staff
        if may_raise and may_dispatch:
            fields["worker"].busy = choosing.occupations(self.case.project_id, staff)
        else:
            del fields["worker"]
        if not may_raise:
            del fields["with_order"], fields["repair_class"]


class HandBack(Step):
    why = long_text(_("Why"))


class Return(Step):
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        required=False,
        help_text=_("Empty: all that still have it."),
    )
    result = long_text(_("Result"), rows=4)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        waiting = self.case.passings.filter(returned_at=None).values("department")
        fields["department"].queryset = Department.objects.filter(pk__in=waiting)


class Telling(Step):
    channel = choosing.NamedField(label=_("Told by"), queryset=Channel.objects.none())
    words = long_text(_("What the person was told"), rows=5)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["channel"].queryset = queries.active_channels(inbound=False)

        if self.case.is_agitated:
            fields["words"].help_text = SOOTHING


class Answer(Telling):
    rule_cited = forms.CharField(label=_("Rule it rests on"), required=False, max_length=200)
    is_unresolved = forms.BooleanField(
        label=_("It cannot be solved; the words above give the reason"), required=False
    )


class Interim(Telling):
    wanted_by = forms.DateTimeField(
        label=_("Later time they agreed to"), required=False, widget=MomentInput
    )


class Measured(Step):
    """Judged by what was agreed with the person (A-CASE-41)."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.case.need:
            first = next(field for field in self.fields.values() if not field.widget.is_hidden)
            first.help_text = _("What was agreed: %(need)s") % {"need": self.case.need}


class Judged(Measured):
    how = forms.ChoiceField(label=_("How we know"), choices=TOLD)
    grade = forms.TypedChoiceField(
        label=_("Grade"), choices=GRADES, coerce=int, empty_value=None, required=False
    )


class Agree(Judged):
    words = long_text(_("In their words"), required=False)


class Object(Judged):
    words = long_text(_("What is not right, in their words"))


class Heard(Form):
    """What the person said when we asked again: content or not, what remains, what is new, what next (A-FUP-10)."""

    is_satisfied = forms.TypedChoiceField(
        label=_("Is it really solved?"),
        choices=[("yes", pgettext_lazy("solved", "Yes")), ("no", pgettext_lazy("solved", "No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    grade = forms.TypedChoiceField(
        label=_("Grade"), choices=GRADES, coerce=int, empty_value=None, required=False
    )
    remaining_problem = long_text(_("What remains"), required=False, rows=2)
    new_information = long_text(_("What we learned"), required=False, rows=2)
    next_action = forms.CharField(label=_("What next"), required=False, max_length=200)


class FollowUp(Heard, Measured):
    field_order = ("method", "is_satisfied", "grade", "remaining_problem", "new_information")
    method = forms.ChoiceField(label=_("Asked by"), choices=FollowUpMethod.choices)
    rhythm = forms.ChoiceField(
        label=_("Occasion"), choices=FollowUpRhythm.choices, initial=FollowUpRhythm.OCCASIONAL
    )


class Origin(Step):
    facts = long_text(_("Background and facts"), required=False)
    origin_cause = long_text(
        _("Cause"), help_text=_("Begin with what we did or left undone ourselves.")
    )
    prevention = long_text(_("What keeps it from happening again"))
    effect_on_order = long_text(
        _("Effect on order and surroundings"), required=False, rows=2, max_length=2000
    )


class CloseUnsatisfied(Step):
    reason = long_text(_("Reason"))


class Reopen(Step):
    words = long_text(_("What is not over"))


class Note(Step):
    kind = forms.ChoiceField(label=_("Kind"), choices=NOTES)
    words = long_text(_("Note"))
    photo = forms.FileField(label=_("Photo or file"), required=False)


class Remind(Step):
    words = long_text(_("What is pressing"))


class BringIn(Step):
    part = forms.ChoiceField(label=_("Who takes part"), choices=Part.choices)
    name = forms.CharField(label=_("Name"), max_length=80)
    words = long_text(_("What they do in it"), required=False)


class Photo(Step):
    photo = forms.FileField(label=_("Photo or file"))
    note = forms.CharField(label=_("What it shows"), required=False, max_length=200)


class LinkToCause(Step):
    cause = forms.ModelChoiceField(
        label=_("Known cause"), queryset=Cause.objects.none(), required=False
    )
    title = forms.CharField(label=_("Or a new cause"), required=False, max_length=120)
    others = forms.ModelMultipleChoiceField(
        label=_("Also these matters"),
        queryset=Case.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, likely, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["cause"].queryset = Cause.objects.filter(
            project=self.case.project_id, solved_at=None
        ).order_by("-named_at")
        fields["others"].queryset = Case.objects.filter(pk__in=[one.pk for one in likely])
        fields["others"].label_from_instance = lambda case: f"{case.number} {case.title}"


class AnswerAll(Telling):
    pass


class PlanService(Step):
    content = forms.CharField(
        label=_("Which service is wanted?"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )
    wanted_by = forms.DateTimeField(label=_("Wanted by"), widget=MomentInput)


class Look(Step):
    why = forms.CharField(label=_("What for"), max_length=200)
