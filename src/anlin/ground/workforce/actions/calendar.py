"""Entering the working calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import chinese_calendar
from django.db import transaction

from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.workforce import permissions
from anlin.ground.workforce.errors import DayOutsideYear, SourceMissing
from anlin.ground.workforce.events import CalendarEntered
from anlin.ground.workforce.models import CalendarDay, CalendarYear
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.ids import public_ref
from anlin.kernel.subjects import Subject


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from its weekday, or a named holiday on a weekend."""

    day: date
    works: bool
    name: str = ""


@transaction.atomic
def enter_year(
    *, year: int, days: Iterable[SpecialDay], source: str, by: Actor, at: datetime
) -> CalendarYear:
    """Say which days of a year are special; what was entered for it before is replaced.

    Refused with `DayOutsideYear` or `SourceMissing`. Tells `CalendarEntered`.
    """
    require(permissions.may_edit_calendar(by))

    special = {special.day: special for special in days}
    for day in special:
        if day.year != year:
            raise DayOutsideYear(day=day, year=year)
    if not source.strip():
        raise SourceMissing

    before = _as_told(CalendarDay.objects.filter(year__year=year))
    entered, _is_new = CalendarYear.objects.update_or_create(
        year=year,
        defaults={
            "source": source.strip(),
            "stamp": public_ref(),
            "entered_at": at,
            "entered_by": by.ref,
        },
    )
    entered.days.all().delete()
    rows = [
        CalendarDay(year=entered, day=d, works=s.works, name=s.name) for d, s in special.items()
    ]
    CalendarDay.objects.bulk_create(rows)

    audit.record(
        "workforce.calendar_entered",
        Subject("calendar_year", str(year)),
        by=by,
        at=at,
        source=entered.source,
        before=before,
        after=_as_told(rows),
    )
    news.publish(CalendarEntered(year=year, by=by.ref, at=at))
    return entered


def seed_calendar(
    *, source: str, by: Actor, at: datetime, years: Iterable[int] | None = None
) -> list[int]:
    """Enter the years that the library knows and nobody has entered; says which these were.

    The library follows the yearly notice of the State Council; `years` None means all it has.
    """
    known = set(CalendarYear.objects.values_list("year", flat=True))
    offered = {day.year for day in chinese_calendar.holidays}
    missing = sorted((offered if years is None else offered & set(years)) - known)
    for year in missing:
        enter_year(year=year, days=_days_of(year), source=source, by=by, at=at)
    return missing


def _days_of(year: int) -> list[SpecialDay]:
    return [
        SpecialDay(day, works, chinese_calendar.Holiday(name).chinese)
        for days, works in ((chinese_calendar.holidays, False), (chinese_calendar.workdays, True))
        for day, name in days.items()
        if day.year == year
    ]


def _as_told(days: Iterable[CalendarDay]) -> list[audit.Plain]:
    """`2026-02-14 +` is worked, `2026-02-16 -` is free."""
    return [*sorted(f"{special.day} {'+' if special.works else '-'}" for special in days)]
