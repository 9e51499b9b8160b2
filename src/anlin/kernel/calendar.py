"""Working days of China, on plain values: which days count, and when a term ends.

Which days of a year are special is data of the room `workforce`; this module only reckons.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal

SATURDAY = 5


class YearUnknown(Refusal):
    """No calendar was given for the year; guessing the make-up days would be wrong about one week in ten."""

    sentence = _(
        "The working calendar of %(year)s has not been entered yet. Enter the State Council's notice under Settings first."
    )


@dataclass(frozen=True)
class WorkingCalendar:
    """Holidays and make-up working days (调休) of known years.

    `special_days` maps a day to True (works although it is a weekend) or False (free although it is a
    weekday, or a named holiday). Other days follow the week: Monday to Friday work. `years` are the
    years for which the special days are known; asking beyond them is refused with `YearUnknown`.
    `opens` and `closes` bound the working hours of a working day.
    """

    special_days: Mapping[date, bool]
    years: frozenset[int]
    opens: time = time(9)
    closes: time = time(18)

    def is_working_day(self, day: date) -> bool:
        if day.year not in self.years:
            raise YearUnknown(year=day.year)
        return self.special_days.get(day, day.weekday() < SATURDAY)

    def working_day_on_or_after(self, day: date) -> date:
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; the day itself is day 0 and does not count."""
        if count < 0:
            raise ValueError("A term counts forward.")
        for _step in range(count):
            day = self.working_day_on_or_after(day + timedelta(days=1))
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie in [start, end)."""
        return sum(
            self.is_working_day(start + timedelta(days=n)) for n in range((end - start).days)
        )

    def after_working_time(self, start: datetime, span: timedelta) -> datetime:
        """When `span` of working time has passed since `start` (an aware local time)."""
        moment, left = start, span
        while True:
            opens = moment.replace(
                hour=self.opens.hour, minute=self.opens.minute, second=0, microsecond=0
            )
            closes = moment.replace(
                hour=self.closes.hour, minute=self.closes.minute, second=0, microsecond=0
            )
            begins = max(moment, opens)
            if self.is_working_day(moment.date()) and begins < closes:
                if left <= closes - begins:
                    return begins + left
                left -= closes - begins
            moment = opens + timedelta(days=1)


def end_of_term(received_on: date, days: int) -> date:
    """The last day of a term of calendar days: the day of receipt is day 0 (reading note R-04)."""
    return received_on + timedelta(days=days)


def same_day_of_month(day: date, months: int) -> date:
    """`months` later (or earlier, if negative), on the same day or the month's last."""
    month_index = day.year * 12 + day.month - 1 + months
    year, month = divmod(month_index, 12)
    next_month = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (next_month - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
