"""How forms look: label above, help below, errors as a sentence at the field and together on top."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markupsafe import escape

from anlin.kernel import texts

_DASHES = BLANK_CHOICE_DASH[0][1]
SELECT = "django/forms/widgets/select.html"


class Renderer(TemplatesSetting):
    form_template_name = "kit/parts/form.html"
    field_template_name = "kit/parts/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        # Two templates for each option are most of the cost of a list's filters.
        if template_name == SELECT:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    options = "".join(
        f'<optgroup label="{escape(name)}">{_options(group)}</optgroup>'
        if name
        else _options(group)
        for name, group, _place in widget["optgroups"]
    )
    attributes = _attributes({"name": widget["name"], **widget["attrs"]})
    return mark_safe(f"<select{attributes}>{options}</select>")  # noqa: S308  (every part is escaped)


def _options(options: Iterable[Mapping[str, Any]]) -> str:
    return "".join(
        f'<option value="{escape(one["value"])}"{_attributes(one["attrs"])}>{escape(_word(one["label"]))}</option>'
        for one in options
    )


def _word(label: Any) -> Any:
    """Nothing chosen yet is said in words, not in dashes."""
    return _("Please choose") if label == _DASHES else label


def _attributes(attributes: Mapping[str, Any]) -> str:
    """A true one stands bare, a false one not at all."""
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not False
    )


class Form(forms.Form):
    """Ours: no colons, errors told once; `data-draft` of the page's form keeps what was typed."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if isinstance(value, str) and not isinstance(field.widget, forms.Textarea):
                self.cleaned_data[name] = texts.line(value)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **kwargs) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs) -> None:
        super().__init__(format="%H:%M", **kwargs)
