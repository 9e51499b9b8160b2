"""How days, moments, money, areas and spans of time are written for people."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from anlin.kernel.money import Money

MINUTE, HOUR, DAY = 60, 3600, 86400
WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"), pgettext_lazy("weekday", "Tue"), pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"), pgettext_lazy("weekday", "Fri"), pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)  # fmt: skip


def _in_chinese() -> bool:
    return (translation.get_language() or "").startswith("zh")


def weekday(day: dt.date) -> str:
    """Three letters, or 周日."""
    return str(WEEKDAYS[day.weekday()])


def day(value: dt.date | dt.datetime) -> str:
    """2026年11月22日 周日 · Sun 22 Nov 2026."""
    value = _local(value)
    facts = _facts(value)
    return _("%(weekday)s %(day)s %(month)s %(year)s") % facts


def short_day(value: dt.date | dt.datetime) -> str:
    """11月22日 周日 · Sun 22 Nov: where the year goes without saying."""
    return _("%(weekday)s %(day)s %(month)s") % _facts(_local(value))


def moment(value: dt.datetime) -> str:
    """2026年11月22日 周日 14:05, in local time."""
    return f"{day(value)} {_local(value):%H:%M}"


def until(value: dt.datetime) -> str:
    """An end: the day alone where it is midnight, for the day before is meant to its last minute; else the moment."""
    local = timezone.localtime(value)
    ends_day = local.time() == dt.time()
    return day(local - dt.timedelta(minutes=1)) if ends_day else moment(local)


def short_moment(value: dt.datetime, now: dt.datetime) -> str:
    """14:05 today, 11-22 14:05 this year, 2025-11-22 before: for lists, where width is dear."""
    value, now = timezone.localtime(value), timezone.localtime(now)
    if value.date() == now.date():
        return f"{value:%H:%M}"
    return f"{value:%m-%d %H:%M}" if value.year == now.year else f"{value:%Y-%m-%d}"


def short_until(value: dt.datetime, now: dt.datetime) -> str:
    """An end for lists: 11-22 where it is midnight after that day, 11-22 14:05 otherwise, the year where it is another."""
    local, now = timezone.localtime(value), timezone.localtime(now)
    ends_day = local.time() == dt.time()
    last = local - dt.timedelta(minutes=1) if ends_day else local
    words = f"{last:%m-%d}" if last.year == now.year else f"{last:%Y-%m-%d}"
    return words if ends_day else f"{words} {last:%H:%M}"


def yuan(value: Money | Decimal | int) -> str:
    """¥1,234.50; an `int` is fen, a `Decimal` yuan."""
    if isinstance(value, Money):
        return str(value)
    return str(Money(value) if isinstance(value, int) else Money.yuan(value))


def area(value: Decimal | float) -> str:
    """92.35 ㎡."""
    return f"{value:,.2f} ㎡"


def remaining(due: dt.datetime, now: dt.datetime) -> str:
    """还剩 2 小时 / 已迟 40 分; whole units, rounded towards the person's disadvantage never."""
    seconds = int((due - now).total_seconds())
    if seconds >= 0:
        return _("%(span)s left") % {"span": span(seconds)}
    return _("%(span)s late") % {"span": span(-seconds)}


def span(seconds: int) -> str:
    """The largest whole unit: 40 分, 2 小时, 3 天."""
    if seconds < HOUR:
        count = seconds // MINUTE
        return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}
    if seconds < 2 * DAY:
        count = seconds // HOUR
        return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}
    count = seconds // DAY
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def urgency(due: dt.datetime, now: dt.datetime) -> str:
    """late, soon (within the hour) or calm: the class of a due chip."""
    if due < now:
        return "late"
    return "soon" if due - now <= dt.timedelta(hours=1) else "calm"


def _local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _facts(value: dt.date) -> dict[str, object]:
    english = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[value.month - 1]
    return {
        "weekday": weekday(value),
        "day": value.day,
        "month": value.month if _in_chinese() else english,
        "year": value.year,
    }
