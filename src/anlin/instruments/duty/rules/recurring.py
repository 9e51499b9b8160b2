"""The days on which a calendar rule falls, by RFC 5545 or by the traditional festivals."""

import functools
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

FESTIVALS = "festivals"
# The four traditional festivals of the State Council's holidays, as the library calls them in Chinese.
_NAMES = ("春节", "清明节", "端午节", "中秋节")
# Without these parts the day would come from the day on which somebody happened to ask.
_SAYS_WHICH_DAY: dict[str, list[set[str]]] = {
    "DAILY": [set()],
    "WEEKLY": [{"BYDAY"}],
    "MONTHLY": [{"BYMONTHDAY"}, {"BYDAY"}],
    "YEARLY": [{"BYMONTH", "BYMONTHDAY"}, {"BYMONTH", "BYDAY"}, {"BYYEARDAY"}],
}


class RecurrenceMalformedError(ValueError):
    """What was written is no recurrence that stands on its own."""


def check(written: str, since: date | None) -> None:
    """Raises `RecurrenceMalformedError` with a sentence."""
    if written == FESTIVALS:
        return
    parts = _parts(written)
    frequency = parts.get("FREQ", "")
    if frequency not in _SAYS_WHICH_DAY:
        raise RecurrenceMalformedError("FREQ is one of DAILY, WEEKLY, MONTHLY, YEARLY.")
    if not any(wanted <= parts.keys() for wanted in _SAYS_WHICH_DAY[frequency]):
        raise RecurrenceMalformedError(
            f"{frequency} does not say which day: add BYDAY or BYMONTHDAY, and BYMONTH to a year."
        )
    if {"COUNT", "UNTIL", "DTSTART", "BYHOUR", "BYMINUTE", "BYSECOND"} & parts.keys():
        raise RecurrenceMalformedError(
            "A rule ends when it is given up, and says its time of day beside the recurrence:"
            " no COUNT, UNTIL, DTSTART, BYHOUR."
        )
    if parts.get("INTERVAL", "1") != "1" and since is None:
        raise RecurrenceMalformedError("INTERVAL needs `since`, the day from which it is counted.")
    try:
        rrulestr(written, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001  (days, not moments)
    except (ValueError, KeyError, TypeError) as error:
        raise RecurrenceMalformedError(
            f"“{written}” is no recurrence of RFC 5545: {error}"
        ) from error


@functools.lru_cache(maxsize=4096)
def days(written: str, since: date | None, first: date, end: date) -> tuple[date, ...]:
    """The days in [first, end), in order. The same for everybody who asks, so they are remembered."""
    if first >= end:
        return ()
    if written == FESTIVALS:
        return tuple(day for day in _festivals(first.year, end.year) if first <= day < end)
    begins = since if since is not None and "INTERVAL" in _parts(written) else first
    rule = rrulestr(written, dtstart=datetime.combine(begins, datetime.min.time()))
    last = datetime.combine(end - timedelta(days=1), datetime.max.time())
    found = rule.between(datetime.combine(first, datetime.min.time()), last, inc=True)
    return tuple(moment.date() for moment in found)


@functools.lru_cache(maxsize=8)
def _festivals(first: int, last: int) -> tuple[date, ...]:
    # Two seconds to import, and wanted by whoever asks for festivals only.
    import holidays  # noqa: PLC0415

    known = holidays.country_holidays("CN", years=range(first, last + 1), language="zh_CN")
    begins: dict[tuple[int, str], date] = {}
    for day, names in sorted(known.items()):
        for name in _NAMES:
            if name in names.split("; "):
                begins.setdefault((day.year, name), day)
    return tuple(sorted(set(begins.values())))


def _parts(written: str) -> dict[str, str]:
    parts = {}
    for part in written.removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise RecurrenceMalformedError(f"“{part}” in “{written}” is no NAME=VALUE.")
        parts[name.strip().upper()] = value.strip().upper()
    return parts
