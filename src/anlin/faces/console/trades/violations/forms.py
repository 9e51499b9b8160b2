"""Forms of violations and of the registers beside them: they look at shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.kit.forms import steps
from anlin.faces.kit.forms.fields import DayInput, Form, MomentInput
from anlin.ground.workforce.models import Staff
from anlin.trades.violations.choices import PlaceFor, Result, ViolationKind, Way
from anlin.trades.violations.models import RuleVersion, SiteContractor


def long_text(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=8000, **more)


class Find(Form):
    kind = forms.ChoiceField(label=_("What is broken"), choices=ViolationKind)
    finding = long_text(_("What was seen"))
    rule = forms.ModelChoiceField(
        label=_("Rule that it breaks"), queryset=RuleVersion.objects.none(), required=False
    )
    found_by = forms.ModelChoiceField(label=_("Who found it"), queryset=Staff.objects.none())
    found_at = forms.DateTimeField(label=_("When"), widget=MomentInput)
    contractor = forms.ModelChoiceField(
        label=_("Firm that works there"), queryset=SiteContractor.objects.none(), required=False
    )

    def __init__(self, *args, staff, rules, firms, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["found_by"].queryset = staff
        fields["found_by"].label_from_instance = lambda one: one.name
        fields["rule"].queryset = rules
        fields["rule"].label_from_instance = lambda one: str(one.rule)
        fields["contractor"].queryset = firms


class Talk(steps.Step):
    way = forms.ChoiceField(
        label=_("How"), choices=[(way.value, way.label) for way in Way if way != Way.LEGAL_AID]
    )
    happened_at = forms.DateTimeField(label=_("When"), widget=MomentInput)
    explained = long_text(_("What was explained and asked"))
    answered = long_text(_("What they answered"), required=False)
    result = forms.ChoiceField(label=_("What came of it"), choices=Result)


class Aid(steps.Step):
    explained = long_text(_("What the lawyer is asked to help with"))


class Look(steps.Step):
    is_right = forms.TypedChoiceField(
        label=_("What it looks like now"),
        choices=[("no", _("not yet right")), ("yes", _("put right"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(label=_("Photo of now"), required=False)
    words = long_text(_("Remark"), required=False, rows=2)


class Photo(steps.Step):
    photo = forms.FileField(label=_("Photo of the finding"))


class Object(steps.Step):
    words = long_text(_("Why they hold the rule or the place for unreasonable"))


class RuleOn(Form):
    is_rule_reviewed = forms.TypedChoiceField(
        label=_("Shall the rule be reviewed?"),
        choices=[("no", _("No, it stands")), ("yes", _("Yes"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    ruling = long_text(_("Reasons"))


class Tolerate(steps.Step):
    reason = long_text(_("Reasons"))


class HandOver(steps.Step):
    authority = forms.CharField(label=_("Authority and reference"), max_length=120)
    reason = long_text(_("What was told"))


class Publish(Form):
    code = forms.CharField(label=pgettext_lazy("rule", "Number"), max_length=20)
    title = forms.CharField(label=pgettext_lazy("rule", "Title"), max_length=120)
    text = long_text(_("What it says"), rows=6)
    is_duty = forms.BooleanField(
        label=_("Something residents themselves are asked to do"), required=False
    )
    from_on = forms.DateField(label=_("Holds from"), widget=DayInput)


class NextVersion(Form):
    text = long_text(_("What it says"), rows=6)
    is_duty = forms.BooleanField(
        label=_("Something residents themselves are asked to do"), required=False
    )
    from_on = forms.DateField(label=_("Holds from"), widget=DayInput)


class FindHome(Form):
    home = forms.CharField(label=_("Home"), max_length=40, help_text=_("As in 3-2-1502."))


class Appoint(Form):
    thing = forms.ChoiceField(label=_("What"), choices=PlaceFor)
    words = forms.CharField(
        label=_("Where it belongs"),
        max_length=200,
        help_text=_("Such as: below the north window, on the shelf; no pipe in sight."),
    )


class ListFirm(Form):
    name = forms.CharField(label=_("Firm"), max_length=120)
    trade = forms.CharField(label=_("What it does"), max_length=60)


class Entry(Form):
    reason = forms.CharField(
        label=_("Reason, or what the firm committed itself to"), max_length=400
    )


class NoteCampaign(Form):
    theme = forms.CharField(label=_("Theme"), max_length=120)
    kind = forms.ChoiceField(label=_("Against"), choices=ViolationKind)
    first_on = forms.DateField(label=pgettext_lazy("period", "First day"), widget=DayInput)
    last_on = forms.DateField(label=pgettext_lazy("period", "Last day"), widget=DayInput)
    done = long_text(_("What was done"))
    reached = forms.IntegerField(label=_("People reached"), min_value=0, max_value=1_000_000)
