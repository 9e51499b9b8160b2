"""How forms look: label above, help below, errors as a sentence at the field and together on top."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
    groups = [
        format_html('<optgroup label="{}">{}</optgroup>', name, _options(options))
        if name
        else _options(options)
        for name, options, _place in widget["optgroups"]
    ]
    options = format_html_join("", "{}", ((group,) for group in groups))
    attributes = {"name": widget["name"], **widget["attrs"]}
    return format_html("<select{}>{}</select>", _attributes(attributes), options)


def _options(options: Iterable[Mapping[str, Any]]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((one["value"], _attributes(one["attrs"]), one["label"]) for one in options),
    )


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    """A true one stands bare, a false one not at all."""
    told = {name: value for name, value in attributes.items() if value is not False}
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
            for name, value in told.items()
        ),
    )


class Form(forms.Form):
    """Ours: no colons, errors told once; `data-draft` of the page's form keeps what was typed."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **kwargs) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)
