"""The working calendar, from the years that were entered."""

from django.db.models import QuerySet

from anlin.ground.workforce.models import CalendarDay, CalendarYear
from anlin.kernel.calendar import WorkingCalendar

# One entry: which entered years it was made from, and the calendar. Asking costs one small query;
# the special days of two decades are read only when some process has changed a year.
_remembered: dict[tuple[tuple[int, str], ...], WorkingCalendar] = {}


def working_calendar() -> WorkingCalendar:
    """The calendar of all years that are known now; beyond them it refuses with `YearUnknown`."""
    known = tuple(CalendarYear.objects.order_by("year").values_list("year", "stamp"))
    calendar = _remembered.get(known)
    if calendar is None:
        calendar = WorkingCalendar(
            special_days=dict(CalendarDay.objects.values_list("day", "works")),
            years=frozenset(year for year, _stamp in known),
        )
        _remembered.clear()
        _remembered[known] = calendar
    return calendar


def calendar_days(year: int) -> QuerySet[CalendarDay]:
    """The special days of a year, in order."""
    return CalendarDay.objects.filter(year__year=year).order_by("day")
