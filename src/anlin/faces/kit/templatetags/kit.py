"""Icons, formats and small markup that every page uses."""

import datetime as dt
import functools
from collections.abc import Callable, Iterable

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup, escape

from anlin.faces.kit import formats
from anlin.faces.kit.lists.columns import Column

register = template.Library()


Write = Callable[[dt.datetime, dt.datetime], str]


def _or_blank(write):
    """An absent value is a dash, not a crash: tables have gaps."""

    def filtered(value, *arguments):
        return "—" if value in {None, ""} else write(value, *arguments)

    return filtered


for _name in ("moment", "until", "day", "short_day", "yuan", "area"):
    register.filter(_name, _or_blank(getattr(formats, _name)))


@register.filter
def short_moment(at: dt.datetime | None) -> SafeString:
    """The short words for lists; the whole moment is there for whoever points at it."""
    return _in_short(at, formats.short_moment, formats.moment)


@register.filter
def short_until(at: dt.datetime | None) -> SafeString:
    """The same of an end: where it is midnight, the day that ends with it."""
    return _in_short(at, formats.short_until, formats.until)


def _in_short(at: dt.datetime | None, short: Write, whole: Callable[[dt.datetime], str]) -> SafeString:  # fmt: skip
    if at is None:
        return format_html("—")
    words = short(at, timezone.localtime())
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), whole(at), words)


@register.filter
def remaining(due: dt.datetime | None, now: dt.datetime) -> str:
    return "—" if due is None else formats.remaining(due, now)


@register.filter
def urgency(due: dt.datetime | None, now: dt.datetime) -> str:
    return "calm" if due is None else formats.urgency(due, now)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the cut sprite; without a label it is decoration and readers skip it."""
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308  (every part is escaped)
        f'<svg class="icon" {said}><use href="{_sprite()}#{escape(name)}"/></svg>'
    )


@functools.cache
def _sprite() -> Markup:
    return escape(static("vendor/icons.svg"))


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, **changes: object) -> str:
    """This page's address with some parameters changed; None takes one away. Always forgets the place in the list."""
    query = context["request"].GET.copy()
    for name in ("after", "before", "export", "count"):
        query.pop(name, None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def cells(heads: Iterable[tuple[Column, str]], row: object, address: str) -> SafeString:
    """A row of a table; on a phone each cell says its column's title itself."""
    return mark_safe(  # noqa: S308  (every part is escaped)
        "".join(
            f'<td class="{column.css}" data-title="{escape(title)}">{_linked(column, row, address)}</td>'
            for column, title in heads
        )
    )


def _linked(column: Column, row: object, address: str) -> str:
    shown = escape(column.shown(row))
    if column.leads and address:
        return f'<a class="lead" href="{escape(address)}">{shown}</a>'
    return shown


@register.filter
def at_key(mapping, key):
    """mapping[key], or nothing."""
    return mapping.get(key, "") if mapping else ""
