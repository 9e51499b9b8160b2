"""Forms of the handbook: they look at shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.kit.forms import steps
from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.ground.workforce.models import Staff
from anlin.instruments.handbook import actions
from anlin.instruments.handbook.choices import ArticleKind, Grade, Topic
from anlin.instruments.handbook.errors import StageUnreadable
from anlin.instruments.handbook.models import Article

PARTS = 3


def long_text(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=8000, **more
    )


class Edition(Form):
    """What an edition says; stages a line each, as “what | who | hours”."""

    text = long_text(_("What it says"), rows=8)
    keywords = forms.CharField(
        label=_("Words of the question, apart by spaces"),
        max_length=200,
        required=False,
        help_text=_("By these a standard answer is found while somebody speaks."),
    )
    stages = long_text(
        _("Stages of a procedure"),
        rows=5,
        required=False,
        help_text=_("A line each: what | who | hours from the beginning (may be left out)."),
    )
    from_on = forms.DateField(label=_("Holds from"), widget=DayInput)


class NewArticle(Edition):
    title = forms.CharField(label=pgettext_lazy("handbook", "Title"), max_length=120)
    code = forms.SlugField(label=pgettext_lazy("handbook", "Code"), max_length=40)
    kind = forms.ChoiceField(label=pgettext_lazy("handbook", "What it is"), choices=ArticleKind)
    topic = forms.ChoiceField(label=pgettext_lazy("handbook", "About"), choices=Topic)
    is_of_project = forms.BooleanField(label=_("Only for this project"), required=False)
    must_be_known = forms.BooleanField(label=_("Everybody has to read it"), required=False)
    field_order = ["title", "code", "kind", "topic", "text", "keywords", "stages", "from_on"]


def stages_of(text: str) -> list[actions.NewStage]:
    """Refused with `StageUnreadable` for a line without what and who, or with hours that are none."""
    return [_stage(line) for line in text.splitlines() if line.strip()]


def _stage(line: str) -> actions.NewStage:
    parts = [part.strip() for part in line.replace("｜", "|").split("|")]
    hours = parts[2] if len(parts) == PARTS else ""
    readable = 2 <= len(parts) <= PARTS and all(parts[:2]) and (not hours or hours.isdecimal())
    if not readable:
        raise StageUnreadable(line=line.strip()[:40])
    return actions.NewStage(parts[0][:200], parts[1][:60], int(hours) if hours else None)


class Remark(steps.Step):
    remark = forms.CharField(
        label=pgettext_lazy("handbook", "Remark"), max_length=400, required=False
    )


class Reason(steps.Step):
    remark = forms.CharField(label=pgettext_lazy("handbook", "Why"), max_length=400)


class Tick(Form):
    words = forms.CharField(label=_("Remark"), max_length=400, required=False)


class OrderStudy(Form):
    article = forms.ModelChoiceField(label=_("What to read"), queryset=Article.objects.none())
    staff = forms.ModelChoiceField(label=_("Who reads it"), queryset=Staff.objects.none())
    due_on = forms.DateField(label=_("Until when"), widget=DayInput)

    def __init__(self, *args, articles, staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["article"].queryset = articles
        fields["staff"].queryset = staff
        fields["staff"].label_from_instance = lambda one: one.name


class NoteMastery(Form):
    staff = forms.ModelChoiceField(
        label=pgettext_lazy("handbook", "Who"), queryset=Staff.objects.none()
    )
    level = forms.ChoiceField(label=_("How well"), choices=Grade, widget=forms.RadioSelect)
    words = forms.CharField(label=_("By what it was seen"), max_length=200)

    def __init__(self, *args, staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["staff"]
        field.queryset = staff
        field.label_from_instance = lambda one: one.name
